"""The service over real HTTP: what is answered, and the one sentence for everything that is
refused."""

from __future__ import annotations

import base64
import json
import re
import socket
import time
from pathlib import Path

import pytest

from provenance.cli import main
from tests.stand_ins.commons import Commons
from tests.stand_ins.service import TOKEN, Running, running

CHECK = "/v1/check"


def raw(service: Running, data: bytes, *, patience: float = 10.0) -> tuple[bytes, float]:
    """What comes back for these very bytes, and how long it took."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", service.port), timeout=patience) as connection:
        connection.sendall(data)
        received = b""
        while part := connection.recv(65_536):
            received += part
            head, _, body = received.partition(b"\r\n\r\n")
            told = re.search(rb"content-length: (\d+)", head, re.I)
            if told and len(body) >= int(told[1]):
                break
    return received, time.monotonic() - began


def test_a_full_check_finds_the_picture_from_japan_and_says_what_to_do(
    service: Running, commons: Commons
) -> None:
    answer = service.call("POST", CHECK, commons.request(0, 1))
    assert answer.status == 200
    assert [i["verdict"] for i in answer.json["report"]["images"]] == ["mismatch", "consistent"]
    assert (answer.json["mode"], answer.json["still_to_come"]) == ("full", [])
    assert answer.json["decision"]["action"] == "block"
    assert "Iruma" in answer.json["decision"]["sentences"][0]


def test_a_fast_check_asks_nobody_and_says_what_is_still_to_come(
    commons: Commons, tmp_path: Path
) -> None:
    before = commons.asked.total()
    with running(tmp_path, commons=commons) as fresh:
        answer = fresh.call("POST", f"{CHECK}?mode=fast", commons.request(0, 1))
    assert commons.asked.total() == before
    assert answer.status == 200
    assert answer.json["mode"] == "fast"
    assert [i["verdict"] for i in answer.json["report"]["images"]] == ["unverified", "unverified"]
    assert [s.split(":")[0] for s in answer.json["still_to_come"]] == ["Picture 1", "Picture 2"]


def test_what_a_full_check_found_out_is_at_hand_for_the_next_fast_one(
    service: Running, commons: Commons
) -> None:
    service.call("POST", CHECK, commons.request(0))
    answer = service.call(
        "POST", f"{CHECK}?mode=fast", commons.request(0, headline="Another article")
    )
    assert answer.json["report"]["images"][0]["verdict"] == "mismatch"
    assert answer.json["still_to_come"] == []


def test_a_job_is_accepted_with_its_place_and_ends_with_the_same_answer(
    service: Running, commons: Commons
) -> None:
    accepted = service.call("POST", "/v1/jobs", commons.request(1))
    assert accepted.status == 202
    assert accepted.headers["location"] == f"/v1/jobs/{accepted.json['id']}"
    done = service.finished(accepted.json["id"])
    assert (done["state"], done["error"]) == ("done", None)
    direct = service.call("POST", CHECK, commons.request(1)).json
    assert (
        done["answer"]["report"]["images"][0]["verdict"]
        == direct["report"]["images"][0]["verdict"]
        == "consistent"
    )


def test_a_job_whose_article_cannot_be_read_fails_with_its_sentence(service: Running) -> None:
    done = service.finished(service.submitted({"article": {"nothing": "of an article"}}))
    assert done["state"] == "failed"
    assert "none of ninjs" in done["error"]


def test_two_pictures_are_compared(service: Running, commons: Commons) -> None:
    one, same, other = (
        {"base64": base64.b64encode(data).decode()}
        for data in (commons.published[0], commons.originals[0], commons.originals[1])
    )
    answer = service.call("POST", "/v1/pictures/compare", {"published": one, "original": same})
    assert (answer.status, answer.json["relation"]) == (200, "same")
    assert service.call("POST", "/v1/pictures/compare", {"published": one, "original": other}).json[
        "relation"
    ] == ("different")


def test_an_override_takes_the_finding_off_the_decision_and_stays_in_the_report(
    service: Running, commons: Commons
) -> None:
    plain = service.call("POST", CHECK, commons.request(0)).json
    rules = {
        f["rule"] for f in plain["report"]["images"][0]["findings"] if f["severity"] == "error"
    }
    overrides = [
        {
            "rule": rule,
            "picture": "https://news.example/0.jpg",
            "who": "M. Example",
            "reason": "agreed with the desk",
            "until": "2999-12-31",
            "when": "2026-11-20T09:00:00Z",
        }
        for rule in rules
    ]
    answer = service.call("POST", CHECK, commons.request(0) | {"overrides": overrides}).json
    assert plain["decision"]["action"] == "block"
    assert answer["decision"]["action"] != "block"
    accepted = [o for o in answer["report"]["images"][0]["overridden"] if o["rule"] in rules]
    assert {(o["who"], o["reason"], o["until"], o["when"], o["origin"]) for o in accepted} == {
        ("M. Example", "agreed with the desk", "2999-12-31", "2026-11-20T09:00:00+00:00", "cms")
    }
    assert {o["rule"] for o in accepted} == rules


def test_an_override_that_has_run_out_accepts_nothing_and_is_told(
    service: Running, commons: Commons
) -> None:
    late = {
        "rule": "place-mismatch",
        "picture": "https://news.example/0.jpg",
        "who": "M.",
        "reason": "agreed",
        "until": "2020-01-01",
    }
    answer = service.call("POST", CHECK, commons.request(0) | {"overrides": [late]}).json
    found = {f["rule"] for f in answer["report"]["images"][0]["findings"]}
    assert {"place-mismatch", "suppression-expired"} <= found
    assert answer["decision"]["action"] == "block"


@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        (b"{", 400, "the body is not JSON"),
        (b"", 400, "the body is not JSON"),
        (b'"text"', 400, "the JSON does not fit: Expected `object`"),
        (b'{"html": 5}', 400, "the JSON does not fit"),
        (b'{"htlm": "<p>"}', 400, "unknown field `htlm`"),
        (b"{}", 400, 'give exactly one of "article", "url" and "html"'),
        (b'{"html": "<p>", "url": "https://news.example/"}', 400, "give exactly one of"),
        (b'{"article": {}}', 422, "none of ninjs"),
        (b'{"html": "<p>x</p>", "pictures": {"https://a.example/x.jpg": '
         b'"AAAA"}}', 400, "is no picture of"),
        (b'{"html": "<p>x</p>", "pictures": {"https://a.example/x.jpg": '
         b'"!"}}', 400, "this is not base64"),
        (b'{"html": "<p>x</p>", "pictures": {"https://a.example/x.jpg": '
         b'"aGk"}}', 400, "this is not base64"),
        (b'{"html": "<p>x</p>", "pictures": {"https://a.example/x.jpg": '
         b'"aG k="}}', 400, "this is not base64"),
        (b'{"html": "<p>x</p>", "pictures": {"https://a.example/x.jpg": '
         b'"aGk=aGk="}}', 400, "this is not base64"),
        (b'{"html": "<p>x</p>", "base_url": '
         b'"file:///etc/"}', 400, '"base_url" must begin with http'),
        (b'{"html": "<p>x</p>", "overrides": [{"rule": "a", "picture": "", "who": "b", "reason": '
         b'""}]}', 400, "length"),
        (b'{"article": {"headline": "\xff"}}', 400, "not JSON"),
        (b'{"article": {"headline": "\\ud800"}}', 400, "not JSON"),
        (b'{"article": ' + b'{"a": ' * 100 + b"1" + b"}" * 101, 400, "nested more than 60 levels "
                                                                     "deep"),
        (b"[" * 5_000_000, 400, "values"),
        (b'{"article": {"a": [' + b"[]," * 600_000 + b"[]]}}", 400, "has more than 200000 values"),
    ],
    ids=range(20),
)  # fmt: skip
def test_a_wrong_body_is_refused_with_one_sentence(
    service: Running, body: bytes, status: int, sentence: str
) -> None:
    answer = service.call("POST", CHECK, body)
    assert answer.status == status, answer.body
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json) == {"error"}
    assert sentence in answer.error
    assert "\n" not in answer.error


@pytest.mark.parametrize("body", [{"x\n" * 100_000: 1}, {"url": "https://" + "x\n" * 100_000}])
def test_what_is_quoted_of_a_wrong_body_is_short_and_on_one_line(
    service: Running, body: dict[str, object]
) -> None:
    answer = service.call("POST", CHECK, body)
    assert answer.status in (400, 422)
    assert len(answer.error) <= 500
    assert "\n" not in answer.error


def test_a_hundred_thousand_escaped_quotes_take_no_time(service: Running) -> None:
    body = b'{"html": "' + rb"\"" * 5_000_000
    assert service.call("POST", CHECK, body).seconds < 5


@pytest.mark.parametrize("path", ["/v1/check", "/v1/jobs"])
@pytest.mark.parametrize(
    "url",
    ["/etc/passwd", "etc/passwd", "file:///etc/passwd", "FILE:/etc/passwd", "../../etc/passwd", "ftp://a.example/x",
     "-", "<p>", " http://a.example/", "data:text/html,<p>"],
)  # fmt: skip
def test_no_url_names_a_file_of_this_machine(service: Running, path: str, url: str) -> None:
    answer = service.call("POST", path, {"url": url})
    assert answer.status == 400
    assert "must begin with http" in answer.error
    assert b"root:" not in answer.body


@pytest.mark.parametrize("odd", ["\0", "\r\nX-Injected: 1", "\x1b[2J", "\x7f", "\x85"])
def test_an_address_with_control_characters_is_refused_in_a_sentence(
    service: Running, odd: str
) -> None:
    url = f"https://news{odd}.example/"
    bodies: list[tuple[str, dict[str, object]]] = [
        *((path, {"url": url}) for path in ("/v1/check", "/v1/jobs")),
        ("/v1/check", {"html": "<p>x</p>", "base_url": url}),
        ("/v1/jobs", {"html": "<p>x</p>", "callback": url}),
        ("/v1/pictures/known", {"picture": {"url": url}}),
        ("/v1/pictures/compare", {"published": {"url": url}, "original": {"url": url}}),
    ]
    for path, body in bodies:
        answer = service.call("POST", path, body)
        assert (answer.status, "control characters" in answer.error) == (400, True), (path, body)


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "file:///etc/passwd",
        "../../../../etc/passwd",
        "a\x00b",
        "x" * 70_000,
        "\u202egpj.exe",
        "con",
        "${PROVENANCE_SERVICE_TOKENS}",
        "'; DROP TABLE jobs; --",
        "\r\nX-Injected: 1",
        "http://[::1",
        "http://\ud83d\ude00/",
    ],
)
def test_a_hostile_picture_name_is_one_picture_that_could_not_be_read(
    service: Running, name: str
) -> None:
    article = {
        "headline": "H",
        "url": "https://news.example/a",
        "images": [{"url": name, "caption": "Kyiv"}],
    }
    answer = service.call("POST", CHECK, {"article": article})
    assert answer.status == 200, answer.body
    for image in answer.json["report"]["images"]:
        assert image["verdict"] != "consistent"
    assert b"root:" not in answer.body


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.2:1/", "http://localhost:1/", "http://[::1]:1/",
     "http://10.0.0.1/", "http://0x7f000002/", "http://[::ffff:127.0.0.2]/"],
)  # fmt: skip
def test_the_service_fetches_nothing_inside_the_network(service: Running, url: str) -> None:
    page = service.call("POST", CHECK, {"url": url})
    assert page.status == 422, page.body
    picture = {"published": {"url": url}, "original": {"url": url}}
    compared = service.call("POST", "/v1/pictures/compare", picture)
    assert (compared.status, compared.json["error"]["code"]) == (422, "blocked-address")
    article = {"headline": "H", "images": [{"url": url, "caption": "Kyiv"}]}
    image = service.call("POST", CHECK, {"article": article}).json["report"]["images"][0]
    assert "blocked-address" in {
        n["reason"] for n in image["not_checked"] if n["rule"] == "picture"
    }


@pytest.mark.parametrize("token", [None, "", "wrong-token-0123456789", TOKEN + "x", TOKEN[:-1]])
@pytest.mark.parametrize(
    "path", ["/v1/check", "/v1/jobs", "/v1/pictures/compare", "/metrics", "/v1/jobs/0", "/nothing"]
)
def test_without_a_known_token_nothing_is_told(
    service: Running, path: str, token: str | None
) -> None:
    method = "POST" if path in ("/v1/check", "/v1/jobs", "/v1/pictures/compare") else "GET"
    answer = service.call(method, path, b"{}" if method == "POST" else None, token=token)
    assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert "Authorization" in answer.error


def test_health_and_the_description_ask_for_no_token(service: Running) -> None:
    assert service.call("GET", "/health", token=None).json["status"] == "ok"
    assert service.call("GET", "/openapi.json", token=None).json["openapi"].startswith("3.1")


def test_metrics_count_calls_and_jobs(service: Running) -> None:
    service.call("GET", "/health")
    text = service.call("GET", "/metrics").body.decode()
    assert re.search(r'^provenance_requests_total\{route="health",status="200"\} [1-9]', text, re.M)
    assert re.search(r'^provenance_jobs\{state="queued"\} 0\.0$', text, re.M)


def test_what_is_not_there_and_what_is_not_allowed_are_told_in_json(service: Running) -> None:
    missing = service.call("GET", "/v1/nothing")
    assert (missing.status, missing.json["error"]["code"]) == (404, "not-found")
    wrong = service.call("GET", CHECK)
    assert (wrong.status, wrong.headers["allow"], wrong.json["error"]["code"]) == (
        405,
        "POST",
        "method-not-allowed",
    )
    for name in ("0" * 32, "x", "'%20OR%201=1", "%00", "..%2f..%2fetc%2fpasswd"):
        assert service.call("GET", f"/v1/jobs/{name}").status == 404
        assert service.call("DELETE", f"/v1/jobs/{name}").status == 404
    for asked in ("before=%00", "before=x", "limit=0", "limit=201", "limit=000001" + "0" * 5000):
        assert service.call("GET", f"/v1/jobs?{asked}").status == 400


def test_only_json_is_taken_so_that_no_web_page_can_send_a_form(service: Running) -> None:
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        answer = service.call("POST", CHECK, b'{"html": "<p>"}', Content_Type=kind)
        assert (answer.status, answer.json["error"]["code"]) == (415, "not-json")


def test_the_mode_is_one_of_two(service: Running) -> None:
    assert service.call("POST", f"{CHECK}?mode=slow", b"{}").error == "mode is fast or full"


def test_a_fast_check_of_an_address_says_what_to_do_instead(service: Running) -> None:
    answer = service.call("POST", f"{CHECK}?mode=fast", {"url": "https://news.example/"})
    assert (answer.status, "mode=full" in answer.error) == (400, True)


def test_a_body_of_200_mb_is_refused_without_being_read(service: Running) -> None:
    head = (
        f"POST {CHECK} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: "
        "application/json\r\n"
    )
    answer, seconds = raw(service, f"{head}Content-Length: 200000000\r\n\r\n{{".encode())
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert seconds < 5
    told = json.loads(answer.partition(b"\r\n\r\n")[2])
    assert told["error"] == {
        "code": "request-entity-too-large",
        "message": "the body is larger than this service takes",
    }


def test_a_body_that_hides_its_length_is_cut_off_at_the_limit(service: Running) -> None:
    head = (
        f"POST {CHECK} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        f"{TOKEN}\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    sent = 0
    with socket.create_connection(("127.0.0.1", service.port), timeout=10) as connection:
        connection.sendall(head.encode())
        chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
        try:
            while sent < 200_000_000:
                connection.sendall(chunk)
                sent += 0x100000
        except OSError:
            pass  # the service has answered and closed
    assert sent < 100_000_000


@pytest.mark.parametrize(
    "request_line",
    [b"GARBAGE", b"GET / HTTP/9.9\r\nHost: \x00", b"GET /health HTTP/1.1\r\nX: " + b"a" * 300_000,
     b"POST /v1/check HTTP/1.1\r\nContent-Length: "
     b"-5", b"POST /v1/check HTTP/1.1\r\nTransfer-Encoding: gzip"],
    ids=["garbage", "nul", "long", "negative", "encoding"],
)  # fmt: skip
def test_what_is_no_http_is_refused_in_our_own_shape(service: Running, request_line: bytes) -> None:
    answer, _ = raw(service, request_line + b"\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1\.[01] [45]\d\d ", head), answer
    assert b"waitress" not in answer.lower()
    assert json.loads(body)["error"]["message"]


def test_a_service_without_tokens_answers_to_this_machine_alone(
    commons: Commons, tmp_path: Path
) -> None:
    with running(tmp_path, token=None, options=("--no-token",)) as service:
        assert service.call("GET", "/metrics", token=None).status == 200
        assert service.call("GET", "/metrics", token=None, Host="localhost:8080").status == 200
        for host in (
            "rebound.example",
            "127.0.0.1.rebound.example",
            "",
            "[",
            "127.0.0.1:80@x.example",
        ):
            assert service.call("GET", "/metrics", token=None, Host=host).status == 403


@pytest.mark.parametrize(
    ("token", "options", "sentence"),
    [
        (None, (), "set $PROVENANCE_SERVICE_TOKENS"),
        (None, ("--no-token", "--host", "0.0.0.0"), "only on a loopback address"),
        ("short", (), "shorter than 16 characters"),
    ],
)
def test_a_service_that_may_not_start_says_why(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    token: str | None,
    options: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.delenv("PROVENANCE_SERVICE_TOKENS", raising=False)
    if token:
        monkeypatch.setenv("PROVENANCE_SERVICE_TOKENS", token)
    with pytest.raises(SystemExit) as left:
        main(["serve", "--port", "0", *options])
    assert left.value.code == 2
    assert sentence in capsys.readouterr().err
