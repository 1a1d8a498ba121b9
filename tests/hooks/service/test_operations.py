"""The service in the hands of whoever runs it: callbacks, lists, reloads, several processes, a
proxy, a browser, logs and counters."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from provenance.errors import NotFetched
from provenance.fetch import Exchange
from provenance.hooks.service import shapes
from provenance.model import Reason, Report
from provenance.run.gate import Policy
from tests.stand_ins.commons import Commons
from tests.stand_ins.service import TOKEN, Running, running

CHECK = "/v1/check"
SECRET = "a-secret-for-tests-0123456789"
SMALL = {"html": "<article><h1>Kyiv</h1><p>Nothing to see.</p></article>"}


def eventually(told: Callable[[], object], within: float = 30.0) -> None:
    until = time.monotonic() + within
    while not told():
        assert time.monotonic() < until
        time.sleep(0.05)


class Receiver(ThreadingHTTPServer):
    """A CMS that is called back; it answers with `statuses`, the last one for ever."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Called)
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.statuses = [204]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/checked"


class _Called(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.calls.append((headers, body))
        statuses = self.server.statuses
        self.send_response(statuses.pop(0) if len(statuses) > 1 else statuses[0])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def cms() -> Iterator[Receiver]:
    server = Receiver()
    yield server
    server.shutdown()
    server.server_close()


def calling(folder: Path, commons: Commons, **more: Any) -> Any:
    """A service that signs its calls."""
    environment = {"PROVENANCE_SERVICE_CALLBACK_SECRET": SECRET}
    return running(folder, commons=commons, environment=environment, **more)


def test_whoever_sent_a_job_is_called_with_a_signature_until_he_takes_it(
    commons: Commons, tmp_path: Path, cms: Receiver
) -> None:
    cms.statuses = [500, 204]
    with calling(tmp_path, commons) as service:
        name = service.submitted(commons.request(0) | {"callback": cms.address})
        eventually(lambda: len(cms.calls) == 2)
        metrics = service.call("GET", "/metrics").body.decode()
        asked = service.call("GET", f"/v1/jobs/{name}").json
    headers, body = cms.calls[1]
    assert json.loads(body) == asked
    assert asked["answer"]["decision"]["action"] == "block"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(digest).decode()
    assert headers["webhook-id"] == name
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert 'provenance_callbacks_total{outcome="taken"} 1' in metrics


def test_a_callback_is_made_after_a_restart_too(
    commons: Commons, tmp_path: Path, cms: Receiver
) -> None:
    cms.statuses = [503]
    with calling(tmp_path, commons) as service:
        name = service.submitted(SMALL | {"callback": cms.address})
        eventually(lambda: service.events("called-back"))  # killed before, it waits a minute
        service.kill()
        cms.statuses = [200]
        service.start()
        eventually(lambda: len(cms.calls) > 1)
    assert {headers["webhook-id"] for headers, _ in cms.calls} == {name}


def test_a_private_address_is_called_only_where_the_operator_allows_it(
    tmp_path: Path, cms: Receiver
) -> None:
    environment = {"PROVENANCE_SERVICE_CALLBACK_SECRET": SECRET}
    with running(tmp_path, environment=environment) as service:
        service.submitted(SMALL | {"callback": cms.address})
        eventually(lambda: service.events("called-back"))
        (told,) = service.events("called-back")
    assert (told["outcome"], told["answer"]) == ("again", "blocked-address")
    assert cms.calls == []


@pytest.mark.parametrize(
    ("path", "options", "said"),
    [
        ("/v1/jobs", (), "has no $PROVENANCE_SERVICE_CALLBACK_SECRET"),
        (CHECK, (), "callback goes with a job"),
    ],
)
def test_a_callback_that_will_not_be_made_is_refused(
    service: Running, path: str, options: tuple[str, ...], said: str
) -> None:
    refused = service.call("POST", path, SMALL | {"callback": "https://cms.example/"})
    assert refused.status == 400
    assert said in refused.error
    for wrong in ("file:///etc/passwd", "cms.example"):
        assert service.call("POST", "/v1/jobs", SMALL | {"callback": wrong}).status == 400


def test_jobs_are_listed_and_cancelled_by_whoever_sent_them(tmp_path: Path) -> None:
    other = "another-token-0123456789"
    both = {"PROVENANCE_SERVICE_TOKENS": f"{TOKEN} {other}"}
    with running(tmp_path, token=None, environment=both, limits="workers = 0") as service:
        names = [service.submitted(SMALL) for _ in range(5)]
        page = service.call("GET", "/v1/jobs?limit=2&state=queued").json
        rest = []
        while page["next"]:
            rest += page["jobs"]
            page = service.call("GET", page["next"]).json
        rest += page["jobs"]
        assert [job["id"] for job in rest] == names[::-1]
        assert service.call("GET", "/v1/jobs", token=other).json == {"jobs": [], "next": None}
        for method in ("GET", "DELETE"):
            assert service.call(method, f"/v1/jobs/{names[0]}", token=other).status == 404
        gone = service.call("DELETE", f"/v1/jobs/{names[0]}")
        assert (gone.status, gone.json["state"]) == (200, "cancelled")
        assert service.call("GET", "/v1/jobs?state=cancelled").json["jobs"][0]["id"] == names[0]
        for wrong in ("limit=0", "limit=x", "limit=1000", "state=odd", "before=x"):
            assert service.call("GET", f"/v1/jobs?{wrong}").status == 400
    with running(tmp_path, limits="workers = 1") as service:
        assert service.finished(names[1])["state"] == "done"
        assert service.call("DELETE", f"/v1/jobs/{names[1]}").status == 409
        assert service.call("GET", f"/v1/jobs/{names[0]}").json["state"] == "cancelled"


def test_two_services_on_one_folder_share_their_jobs_and_one_takes_over_from_the_other(
    commons: Commons, tmp_path: Path
) -> None:
    with running(tmp_path, commons=commons) as first:
        second = Running(tmp_path, commons=commons)
        second.start()
        try:
            names = [s.submitted(commons.request(n)) for n in range(5) for s in (first, second)]
            first.kill()
            done = [second.finished(name) for name in names]
        finally:
            second.kill()
        first.start()
        assert [job["state"] for job in done] == ["done"] * len(names)
        assert {first.call("GET", f"/v1/jobs/{n}").json["state"] for n in names} == {"done"}


def test_a_new_token_and_configuration_are_obeyed_on_sighup_and_a_wrong_one_changes_nothing(
    tmp_path: Path,
) -> None:
    tokens, new = tmp_path / "tokens", "a-new-token-0123456789"
    tokens.write_text(TOKEN)
    environment = {"PROVENANCE_SERVICE_TOKENS_FILE": str(tokens)}
    with running(tmp_path, token=None, environment=environment) as service:
        assert service.process
        assert service.call("GET", "/metrics").status == 200
        tokens.write_text(new)
        (tmp_path / "provenance.toml").write_text("[service]\nrequests-per-minute = 1\n")
        service.process.send_signal(signal.SIGHUP)
        eventually(lambda: service.events("reloaded"))
        assert service.call("GET", "/metrics").status == 401
        assert service.call("POST", f"{CHECK}?mode=fast", SMALL, token=new).status == 200
        assert service.call("POST", f"{CHECK}?mode=fast", SMALL, token=new).status == 429
        (tmp_path / "provenance.toml").write_text("[service]\nrequests-per-minuet = 9\n")
        service.process.send_signal(signal.SIGHUP)
        eventually(lambda: service.events("reload-refused"))
        assert "requests-per-minute" in service.events("reload-refused")[0]["why"]
        assert service.call("GET", "/metrics", token=new).status == 200
        assert service.terminate() == 0


def test_below_a_path_every_address_that_is_answered_leads_back(tmp_path: Path) -> None:
    with running(tmp_path, limits='prefix = "/pictures"') as service:
        accepted = service.call("POST", "/pictures/v1/jobs", SMALL)
        place = accepted.headers["location"]
        assert place.startswith("/pictures/v1/jobs/")
        assert service.call("GET", place).status == 200
        described = service.call("GET", "/pictures/openapi.json", token=None).json
        assert described["servers"] == [{"url": "/pictures"}]
        assert service.call("GET", "/pictures/", token=None).json["service"] == "provenance"


def test_a_browser_may_call_only_from_the_pages_that_are_configured(tmp_path: Path) -> None:
    page = "https://cms.news.example"
    with running(tmp_path, limits=f'cors-origins = ["{page}"]') as service:
        asked = service.call("OPTIONS", CHECK, token=None, Origin=page)
        assert asked.status == 204
        assert asked.headers["access-control-allow-origin"] == page
        assert "Authorization" in asked.headers["access-control-allow-headers"]
        answered = service.call("POST", f"{CHECK}?mode=fast", SMALL, Origin=page)
        assert answered.headers["access-control-allow-origin"] == page
        assert answered.headers["vary"] == "Origin"
        for other in ("https://evil.example", "null", f"{page}.evil.example"):
            assert service.call("OPTIONS", CHECK, token=None, Origin=other).status == 401
            heard = service.call("GET", "/health", Origin=other)
            assert "access-control-allow-origin" not in heard.headers


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ('prefix = "pictures/"', "is no path"),
        ('cors-origins = ["*"]', "is no origin"),
        ("checks = 0", "service.checks must be 1 or more"),
        ('jobs-url = "jobs.sqlite"', "is no address of a server"),
        ("max-quued = 1", "max-queued"),
    ],
)
def test_limits_that_cannot_be_are_refused_at_the_start(
    tmp_path: Path, limits: str, said: str
) -> None:
    with pytest.raises(RuntimeError) as refused:
        Running(tmp_path, limits=limits).start()
    assert said in " ".join(str(refused.value).split())


def test_a_call_has_a_name_that_the_log_and_the_answer_share(
    service: Running, commons: Commons
) -> None:
    given = service.call("POST", CHECK, commons.request(0), X_Request_Id="cms-4711")
    assert given.headers["x-request-id"] == "cms-4711"
    checked = [e for e in service.events("checked") if e["request"] == "cms-4711"]
    assert [(e["action"], e["verdict"], e["pictures"]) for e in checked] == [
        ("block", "mismatch", 1)
    ]
    assert "cms-4711" in {e["request"] for e in service.events("answered")}
    odd = service.call("GET", "/health", X_Request_Id='"} x' + "x" * 200)
    assert len(odd.headers["x-request-id"]) == 32


@pytest.mark.slow
def test_the_log_names_the_host_that_was_slow(commons: Commons, tmp_path: Path) -> None:
    with running(tmp_path, commons=commons) as service:
        service.call("POST", CHECK, commons.request(1))
        assert service.events("slow-answer") == []
        commons.latency = 3.2
        try:
            service.call("POST", CHECK, commons.request(0))
        finally:
            commons.latency = 0.0
        slow = service.events("slow-answer")
    assert {event["host"] for event in slow} == {"127.0.0.1"}
    assert min(event["seconds"] for event in slow) >= 3


def test_verdicts_decisions_rules_reasons_and_sources_are_counted(
    service: Running, commons: Commons
) -> None:
    service.call("POST", CHECK, commons.request(0, 1))
    text = service.call("GET", "/metrics").body.decode()
    counted = {
        family.name: {tuple(sorted(s.labels.items())): s.value for s in family.samples}
        for family in text_string_to_metric_families(text)
    }
    assert counted["provenance_pictures"][(("verdict", "mismatch"),)] >= 1
    assert counted["provenance_decisions"][(("action", "block"), ("mode", "full"))] >= 1
    assert counted["provenance_findings"][(("rule", "place-mismatch"), ("severity", "error"))] >= 1
    found = (("outcome", "found"), ("source", "wikimedia-commons"))
    assert counted["provenance_source_answers"][found] >= 1
    assert counted["provenance_originals"]


@pytest.mark.parametrize(
    ("article", "said"),
    [
        (
            {"headline": "A", "images": [{"url": "https://a.example/a.jpg", "captoin": "Kyiv"}]},
            'article.images[0] has an unknown field "captoin"; did you mean "caption"?',
        ),
        (
            {"headline": "A", "hedline": "B", "images": []},
            'article has an unknown field "hedline"; did you mean "headline"?',
        ),
    ],
)
def test_a_mistyped_field_of_an_article_is_refused_by_name(
    service: Running, article: dict[str, Any], said: str
) -> None:
    for mode in ("fast", "full"):
        refused = service.call("POST", f"{CHECK}?mode={mode}", {"article": article})
        assert (refused.status, refused.error) == (400, said)


def test_a_cms_s_own_article_has_whatever_fields_it_has(service: Running) -> None:
    ninjs = {
        "uri": "tag:news.example,2024:1",
        "type": "text",
        "headline": "Kyiv",
        "body_html": "<p>Kyiv</p>",
        "x_desk": "foreign",
    }
    assert service.call("POST", f"{CHECK}?mode=fast", {"article": ninjs}).status == 200


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"headline": "A", "images": []}, 'put the article into the field "article"'),
        ({"article": "<html></html>"}, 'HTML goes into "html"'),
        ([1], 'send {"article": {…}}'),
    ],
)
def test_the_natural_first_call_is_told_what_to_send(
    service: Running, body: object, said: str
) -> None:
    assert said in service.call("POST", CHECK, body).error


def test_a_picture_that_was_sent_and_not_read_is_never_allowed_in_silence() -> None:
    images = [
        {
            "url": f"https://news.example/{n}.jpg",
            "caption": f"Scene number {n}",
            "credit": "Jane Doe / The Example Agency",
        }
        for n in range(402)
    ]
    request = shapes.CheckRequest(article={"url": "https://news.example/a", "images": images})
    article = shapes.article_of(request, _Nobody())
    missing = shapes.left_out(request, article)
    assert missing == [images[400]["url"], images[401]["url"]]
    answer, _ = shapes.answer_of(Report(article), [], Policy(), missing=missing)
    assert answer.decision.action == "warn"
    assert "400.jpg was sent and could not be read" in answer.decision.sentences[0]
    answer, _ = shapes.answer_of(Report(article), [], Policy())
    assert answer.decision.action == "allow"


def test_verdict_and_decision_agree_on_a_picture_that_cannot_be_had(service: Running) -> None:
    """What is not known to be wrong is neither called so nor published as if it were checked."""
    for picture, verdict, action in (
        ({"caption": "A street in Kyiv on 9 March 2024."}, "incomplete", "warn"),
        ({"caption": "A street.", "credit": "Jane Doe / The Example Agency"}, "unverified", "warn"),
    ):
        image = {"url": "https://pictures.invalid/street.jpg", **picture}
        said = service.call("POST", CHECK, {"article": {"headline": "A", "images": [image]}}).json
        assert (said["report"]["images"][0]["verdict"], said["decision"]["action"]) == (
            verdict,
            action,
        ), said


def test_the_root_says_what_answers_there(service: Running) -> None:
    told = service.call("GET", "/", token=None).json
    assert (told["service"], told["description"]) == ("provenance", "/openapi.json")
    assert told["version"]


class _Nobody:
    """Fetches nothing."""

    def get(self, url: str, **_: object) -> Exchange:
        raise NotFetched(Reason.OFFLINE, url)
