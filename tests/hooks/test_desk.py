"""The desk in a browser, as its page asks it: what is started, shown, kept and accepted."""

from __future__ import annotations

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from provenance.cli.desk import users_of
from provenance.config import Config
from provenance.errors import UsageError

pytest.importorskip("flask")

from flask.testing import FlaskClient

from provenance.hooks.desk.app import HEADER, Doors, make_desk
from provenance.hooks.desk.checks import LISTED, Desk, DeskCheck

OURS = {HEADER: "1"}
PAGE = (
    b"<html><body><article><h1>Storm over the harbour</h1><p>It rained.</p><figure>"
    b"<img src='https://paper.example/harbour.jpg' width='900' height='600'>"
    b"<figcaption>The harbour of Odesa.</figcaption></figure></article></body></html>"
)


def picture(seed: int = 20) -> bytes:
    data = BytesIO()
    Image.effect_noise((400, 300), seed).save(data, "JPEG")
    return data.getvalue()


def offline() -> Config:
    config = Config()
    return replace(config, network=replace(config.network, offline=True))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.chdir(tmp_path)
    config = replace(offline(), cache=tmp_path / "cache")
    with Desk(config, tmp_path / "desk") as desk:
        yield desk


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return make_desk(desk, Doors("M. Example")).test_client()


def start(client: FlaskClient, **form: Any) -> list[dict[str, Any]]:
    answer = client.post("/checks", data=form, headers=OURS)
    assert answer.status_code == 200, answer.json
    rows: list[dict[str, Any]] = answer.json
    return rows


def wait(client: FlaskClient, id: str) -> dict[str, Any]:
    for _ in range(600):
        check = client.get(f"/checks/{id}").json
        if check["state"] != "running":
            return dict(check)
        time.sleep(0.05)
    raise AssertionError("the check did not end")


def test_a_dropped_page_is_checked_and_its_report_is_there(client: FlaskClient) -> None:
    (started,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    check = wait(client, started["id"])
    assert (check["state"], check["name"]) == ("done", "Storm over the harbour")
    assert check["sentence"] == "The picture lacks its credit or caption."
    (shown,) = check["pictures"]
    assert shown["findings"][0]["rule"] == "missing-credit"
    report = client.get(f"/checks/{check['id']}/report")
    assert "Storm over the harbour" in report.text
    assert "frame-ancestors 'self'" in report.headers["Content-Security-Policy"]


def test_several_pictures_are_checked_one_by_one_with_the_words_under_them(
    client: FlaskClient,
) -> None:
    files = [(BytesIO(picture(n)), f"{n}.jpg") for n in (20, 40)]
    started = start(client, files=files, caption="The harbour of Odesa.", credit="Twitter")
    assert [one["name"] for one in started] == ["20.jpg", "40.jpg"]
    for one in started:
        (shown,) = wait(client, one["id"])["pictures"]
        assert shown["findings"][0]["rule"] == "platform-as-author"


def test_a_page_dropped_with_its_pictures_has_their_bytes(client: FlaskClient, desk: Desk) -> None:
    page = PAGE.replace(b"https://paper.example/", b"storm_files/")
    files = [(BytesIO(page), "storm.html"), (BytesIO(picture()), "harbour.jpg")]
    (started,) = start(client, files=files)
    wait(client, started["id"])
    found = desk.find(started["id"])
    assert found is not None
    assert found.report is not None
    assert found.report.images[0].picture is not None


def test_a_text_is_read_as_text_and_never_as_a_file(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_bytes(PAGE)
    (started,) = start(client, text=str(tmp_path / "secret.html"))
    check = wait(client, started["id"])
    assert "Storm" not in str(check)


def test_a_finding_is_accepted_with_a_reason_and_the_report_says_so(
    client: FlaskClient, tmp_path: Path
) -> None:
    (started,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    wait(client, started["id"])
    form = {"number": "1", "rule": "missing-credit", "reason": "our own"}
    done = client.post(f"/checks/{started['id']}/accept", data=form, headers=OURS)
    assert done.status_code == 200
    assert done.json["pictures"][0]["accepted"] == ["missing-credit: our own"]
    assert "our own" in client.get(f"/checks/{started['id']}/report").text
    (kept,) = tomllib.loads((tmp_path / "provenance.toml").read_text("utf-8"))["suppressions"]
    assert (kept["who"], kept["reason"]) == ("M. Example", "our own")


@pytest.mark.parametrize(
    "form",
    [
        {"number": "1", "rule": "missing-credit", "reason": " "},
        {"number": "1", "rule": "missing-credit", "reason": "…"},
        {"number": "1", "rule": "place-mismatch", "reason": "why not"},
        {"number": "2", "rule": "missing-credit", "reason": "why not"},
        {"number": "x", "rule": "missing-credit", "reason": "why not"},
        {"number": "1" * 5000, "rule": "missing-credit", "reason": "why not"},
    ],
)
def test_nothing_is_accepted_that_was_not_found_or_has_no_reason(
    client: FlaskClient, tmp_path: Path, form: dict[str, str]
) -> None:
    (started,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    wait(client, started["id"])
    answer = client.post(f"/checks/{started['id']}/accept", data=form, headers=OURS)
    assert answer.status_code == 400
    assert not (tmp_path / "provenance.toml").exists()


def test_an_address_that_other_articles_have_too_is_not_accepted_as_the_pictures_name(
    client: FlaskClient, tmp_path: Path
) -> None:
    page = (
        b"<html><body><article><h1>Storm</h1><p>Text here.</p><figure><img src='pics/7.jpg'>"
        b"<figcaption>The harbour of Odesa.</figcaption></figure></article></body></html>"
    )
    (started,) = start(client, files=(BytesIO(page), "storm.html"))
    wait(client, started["id"])
    form = {"number": "1", "rule": "missing-credit", "reason": "our own"}
    answer = client.post(f"/checks/{started['id']}/accept", data=form, headers=OURS)
    assert (answer.status_code, "nothing tells this picture" in answer.text) == (400, True)
    assert not (tmp_path / "provenance.toml").exists()


def test_checks_are_there_again_after_a_restart_but_for_what_can_be_accepted(
    client: FlaskClient, desk: Desk
) -> None:
    (started,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    before = wait(client, started["id"])
    with Desk(offline(), desk.folder) as again:
        (kept,) = again.all()
        assert again.shown(kept) == {**before, "open": False}
        with pytest.raises(UsageError, match="check the article again"):
            again.accept(kept, 1, "missing-credit", "our own", "M. Example")


@pytest.mark.parametrize(
    "odd",
    [
        {"given": []},
        {"given": None},
        {"started": "2026-01-01T00:00:00"},
        {"started": 5},
        {"sentence": 5},
        {"pictures": 5},
        {"pictures": ["one"]},
        {"pictures": [{"number": 1, "name": "A picture", "findings": [{"rule": []}]}]},
        *("null", "5", "[]", '"words"', "[" * 100_000),
    ],
)
def test_a_file_that_is_no_kept_check_is_left_out_and_the_desk_starts(
    tmp_path: Path, odd: dict[str, Any] | str
) -> None:
    sound = {
        "id": "ab", "name": "Storm", "who": "M. Example", "state": "done", "open": False,
        "started": "2026-01-01T00:00:00+00:00",
    }  # fmt: skip
    text = odd if isinstance(odd, str) else json.dumps({**sound, "id": "cd", **odd})
    (tmp_path / "sound.json").write_text(json.dumps(sound))
    (tmp_path / "odd.json").write_text(text)
    with Desk(offline(), tmp_path) as desk:
        assert [check.id for check in desk.all()] == ["ab"]
        assert [check.id for check in desk.listed("storm")[0]] == ["ab"]


def test_a_check_says_what_has_changed_since_the_last_of_the_same_article(
    client: FlaskClient,
) -> None:
    for page in (PAGE, PAGE.replace(b"<figcaption>The harbour of Odesa.</figcaption>", b"")):
        (started,) = start(client, files=(BytesIO(page), "storm.html"))
        check = wait(client, started["id"])
    earlier = check["earlier"]
    assert earlier["sentence"] == "The picture lacks its credit or caption."
    assert any(said.startswith("missing-caption: no caption") for said in earlier["new"])
    assert earlier["gone"] == ["missing-credit: The harbour of Odesa."]


def test_what_was_typed_is_checked_again_and_what_was_dropped_is_asked_for(
    client: FlaskClient,
) -> None:
    (typed,) = start(client, text="Storm over the harbour\n\nIt rained.", credit="Jane Doe")
    wait(client, typed["id"])
    second = client.post(f"/checks/{typed['id']}/again", headers=OURS).json
    assert second["given"] == {"text": "Storm over the harbour\n\nIt rained.", "credit": "Jane Doe"}
    assert wait(client, second["id"])["earlier"]["id"] == typed["id"]
    (dropped,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    refused = client.post(f"/checks/{dropped['id']}/again", headers=OURS)
    assert (refused.status_code, refused.json["error"][:13]) == (404, "Drop it again")


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("", True), ("STORM harbour", True), ("missing-credit", True), ("M. Example", True),
     ("storm museum", False)],
)  # fmt: skip
def test_a_check_is_found_by_its_words(client: FlaskClient, words: str, is_found: bool) -> None:
    (started,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    wait(client, started["id"])
    found = client.get("/checks", query_string={"find": words}).json
    assert ([one["id"] for one in found["checks"]] == [started["id"]]) is is_found
    assert found["more"] == 0


def test_a_long_history_is_listed_in_part_and_says_how_much_more_there_is(
    client: FlaskClient, desk: Desk
) -> None:
    for number in range(LISTED + 2):
        done = DeskCheck(f"{number:016x}", f"Story {number}", "Jane", datetime.now(UTC), "done")
        desk._checks[done.id] = done
    found = client.get("/checks").json
    assert (len(found["checks"]), found["more"]) == (LISTED, 2)
    assert found["checks"][0]["name"] == f"Story {LISTED + 1}"


def test_what_cannot_be_read_is_told_and_is_no_finding(client: FlaskClient) -> None:
    (started,) = start(client, files=(BytesIO(b"%PDF-1.7 ..."), "page.pdf"))
    check = wait(client, started["id"])
    assert check["state"] == "failed"
    assert "PDF" in check["error"]


@pytest.mark.parametrize(
    "form", [{}, {"text": "  "}, {"text": "https://a.example/", "published": "soon"}]
)
def test_a_form_that_says_nothing_is_answered_in_a_sentence(
    client: FlaskClient, form: dict[str, str]
) -> None:
    answer = client.post("/checks", data=form, headers=OURS)
    assert answer.status_code == 400
    assert answer.json["error"].endswith(".")


def test_another_sites_form_and_another_host_are_refused(client: FlaskClient) -> None:
    assert client.post("/checks", data={"text": "https://a.example/"}).status_code == 403
    assert client.get("/checks", headers={"Host": "evil.example"}).status_code == 403


def test_a_shared_desk_wants_a_token_and_signs_with_its_name(desk: Desk, tmp_path: Path) -> None:
    token = "a" * 20
    client = make_desk(desk, Doors("root", {token: "Jane"})).test_client()
    assert client.get("/").status_code == 200
    assert client.get("/checks").status_code == 401
    assert client.post("/enter", data={"token": "wrong"}, headers=OURS).status_code == 401
    entered = client.post("/enter", data={"token": token}, headers=OURS)
    assert entered.json == {"name": "Jane"}
    assert "HttpOnly" in entered.headers["Set-Cookie"]
    (started,) = start(client, files=(BytesIO(PAGE), "storm.html"))
    wait(client, started["id"])
    form = {"number": "1", "rule": "missing-credit", "reason": "our own"}
    client.post(f"/checks/{started['id']}/accept", data=form, headers=OURS)
    assert 'who = "Jane"' in (tmp_path / "provenance.toml").read_text("utf-8")


@pytest.mark.parametrize("text", ["jane", "jane=short", "=" + "a" * 20])
def test_users_without_a_name_or_a_long_token_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="name=token"):
        users_of(text)


def test_the_page_asks_for_nothing_from_outside(client: FlaskClient) -> None:
    answer = client.get("/")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "http://" not in answer.text
    assert "src=" not in answer.text.replace("address; ", "")


@pytest.mark.parametrize("name", ["../../x.html", "..", "a\\..\\b.html"])
def test_a_files_name_leads_nowhere(client: FlaskClient, tmp_path: Path, name: str) -> None:
    files = [(BytesIO(PAGE), name), (BytesIO(picture()), "../../evil.jpg")]
    start(client, files=files)
    assert not list(tmp_path.parent.glob("evil.jpg"))
