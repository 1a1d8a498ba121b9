"""The desk's own picture system over local HTTP: asked first, proved by pixels, never trusted."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import provenance
from provenance.config import Config, Network, OwnDam
from provenance.config.files import KeyNames, load
from provenance.errors import ConfigError
from provenance.model import DateKind, ImageReport, Reason, Severity
from provenance.sources import all_sources
from tests.stand_ins.drawings import encoded, scene

OTHERS = tuple(source.id for source in all_sources() if source.id != "own-dam")
FERRY = {
    "id": "D-2041",
    "title": "Ferry at the quay",
    "description": "The ferry leaves the quay of Gdynia on 3 May 2019.",
    "creators": ["Ada Roe"],
    "credit_line": "Example Times",
    "date_created": "2019-05-03",
    "places": [{"name": "Gdynia"}],
    "license": "CC BY 4.0",
    "instructions": "Not for sale",
    "media_url": "/files/ferry.jpg",
    "page_url": "/pictures/D-2041",
}


@pytest.fixture
def config(httpserver: HTTPServer, tmp_path: Path) -> Config:
    network = Network(allowed_addresses=("127.0.0.1/32",), deadline=5.0)
    dam = OwnDam(
        title="Picture desk",
        by_id=httpserver.url_for("/api/{id}"),
        by_name=httpserver.url_for("/api?name={stem}"),
        by_sha1=httpserver.url_for("/api?sha1={sha1}"),
        by_phash=httpserver.url_for("/api?phash={phash}"),
        by_words=httpserver.url_for("/api?words={words}"),
        id_pattern=r"\b(D-\d+)\b",
    )
    httpserver.expect_request("/files/ferry.jpg").respond_with_data(
        encoded(scene(41), quality=92), content_type="image/jpeg"
    )
    return Config(cache=tmp_path / "cache", network=network, own_dam=dam, sources_off=OTHERS)


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., ImageReport]:
    """Check one picture, as newspapers print it, under a caption and a credit."""

    def run(
        config: Config,
        *,
        caption: str = "A ferry in Varna on Tuesday.",
        credit: str = "Ada Roe",
        name: str = "x1.jpg",
        seed: int = 41,
    ) -> ImageReport:
        copy = scene(seed).resize((480, 320))
        (tmp_path / name).write_bytes(encoded(copy, quality=75))
        (tmp_path / "story.html").write_text(
            f"<html lang='en'><body><article><h1>Storm in Varna</h1><figure><img src='{name}'>"
            f"<figcaption>{caption} <span class='credit'>{credit}</span></figcaption></figure>"
            "</article></body></html>"
        )
        (image,) = provenance.check(tmp_path / "story.html", images=tmp_path, config=config).images
        return image

    return run


def answer(httpserver: HTTPServer, way: str, hits: list[Any]) -> list[str]:
    """Answer the questions of one `way` with `hits`, all others with none; returns the ways."""
    asked: list[str] = []

    def respond(request: Request) -> Response:
        (name,) = request.args
        asked.append(name)
        return Response(json.dumps(hits if name == way else []), content_type="application/json")

    httpserver.expect_request("/api").respond_with_handler(respond)
    return asked


def test_a_renamed_copy_is_found_by_its_fingerprint_and_its_record_speaks(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    asked = answer(httpserver, "phash", [FERRY])
    image = check(config)
    assert asked == ["sha1", "phash"]
    (found,) = [o for o in image.originals if o.confirmed]
    record = found.record
    assert (record.id, record.source_title) == ("D-2041", "Picture desk")
    assert record.page_url == httpserver.url_for("/pictures/D-2041")
    assert [d.iso for d in record.dates if d.kind is DateKind.CAPTURED] == ["2019-05-03"]
    assert [p.text for p in record.places] == ["Gdynia"]
    assert record.license is not None
    assert record.license.family == "cc-by"
    assert "Not for sale" in [note.text for note in record.notes]
    assert {f.rule for f in image.findings} >= {"place-mismatch"}
    assert "creator-mismatch" not in {f.rule for f in image.findings}


def test_an_id_in_the_credit_is_asked_for_and_the_house_s_own_line_is_printed(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    answer(httpserver, "", [])
    unlicensed = {name: value for name, value in FERRY.items() if name != "license"}
    httpserver.expect_request("/api/D-2041").respond_with_json(unlicensed)
    image = check(config, credit="Photo: Bea Poe, D-2041")
    (found,) = [o for o in image.originals if o.confirmed]
    assert found.credit_line is not None
    assert found.credit_line.text == "Ada Roe/Example Times"


def test_another_picture_under_the_same_name_says_nothing(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    asked = answer(httpserver, "name", [FERRY])
    image = check(config, seed=42)
    assert asked == ["sha1", "phash", "name", "words"]
    assert not [x for x in image.lookups if x.source == "own-dam"]
    assert not [o for o in image.originals if o.confirmed]
    assert not {f.rule for f in image.findings} & {"place-mismatch", "date-mismatch"}


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (500, "oops", Reason.NETWORK),
        (401, "{}", Reason.GATED),
        (200, "<html>Log in</html>", Reason.FAILED),
        (200, '{"error": "no such index"}', Reason.FAILED),
        (200, '[1, null, {"id": "a"}]', Reason.FAILED),
    ],
)
def test_a_system_in_trouble_is_told_with_the_picture(
    httpserver: HTTPServer,
    config: Config,
    check: Callable[..., ImageReport],
    status: int,
    body: str,
    reason: Reason,
) -> None:
    httpserver.expect_request("/api").respond_with_data(body, status=status)
    image = check(config)
    assert reason in {n.reason for n in image.not_checked}
    assert [x.reason for x in image.lookups if x.source == "own-dam"] == [reason]
    assert not [f for f in image.findings if f.severity is Severity.ERROR]


def test_offline_it_is_not_asked_and_that_is_told(
    config: Config, check: Callable[..., ImageReport]
) -> None:
    image = check(config.with_(network=replace(config.network, offline=True)))
    assert [x.reason for x in image.lookups if x.source == "own-dam"] == [Reason.OFFLINE]


def test_a_private_address_is_asked_only_where_it_is_allowed(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    asked = answer(httpserver, "sha1", [FERRY])
    image = check(config.with_(network=replace(config.network, allowed_addresses=())))
    assert [x.reason for x in image.lookups] == [Reason.BLOCKED_ADDRESS]
    assert asked == []


def test_the_token_goes_to_its_host_alone(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    seen: list[tuple[str, str | None]] = []
    with HTTPServer(host="127.0.0.2") as other:  # where the system sends us on

        def respond(request: Request) -> Response:
            seen.append((request.path, request.headers.get("Authorization")))
            if request.path == "/api":
                return Response(status=302, headers={"Location": other.url_for("/moved")})
            return Response(json.dumps([FERRY]), content_type="application/json")

        for server, path in ((httpserver, "/api"), (other, "/moved"), (other, "/files/ferry.jpg")):
            server.expect_request(path).respond_with_handler(respond)
        allowed = replace(config.network, allowed_addresses=("127.0.0.0/8",))
        check(config.with_(network=allowed, keys={"OWN_DAM_TOKEN": "s3cret"}))
    assert ("/api", "Bearer s3cret") in seen
    assert {path for path, token in seen if token} == {"/api"}
    assert {path for path, _ in seen} == {"/api", "/moved", "/files/ferry.jpg"}


def test_without_a_configuration_nothing_is_asked_or_told(
    config: Config, check: Callable[..., ImageReport]
) -> None:
    image = check(config.with_(own_dam=OwnDam()))
    assert not [x for x in image.lookups if x.source == "own-dam"]


def test_a_newsroom_s_archive_answers_in_superdesk_s_form(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    # The fields of Superdesk's Content API (`content_api/items/resource.py`); the values are ours.
    item = {
        "uri": "urn:newsml:desk.example:2024-05-03:41",
        "type": "picture",
        "headline": "Ferry at the quay",
        "description_text": "<p>The ferry leaves Gdynia.</p>",
        "byline": "Ada Roe",
        "copyrightholder": "Example Times",
        "usageterms": "Editorial use only",
        "ednote": "Embargo lifted",
        "firstcreated": "2024-05-03T09:00:00+0000",
        "place": [{"name": "Gdynia", "qcode": "gdynia"}],
        "renditions": {
            "original": {"href": "/files/ferry.jpg", "width": 720, "height": 480},
            "viewImage": {"href": "/files/ferry.jpg"},
        },
    }
    httpserver.expect_request("/contentapi/items").respond_with_json(
        {"_items": [item], "_meta": {"total": 1}, "_links": {}}
    )
    dam = OwnDam(
        title="Superdesk",
        by_words=httpserver.url_for("/contentapi/items?q={words}"),
        items="_items",
        fields={
            "id": "uri",
            "title": "headline",
            "description": "description_text",
            "creators": "byline",
            "credit_line": "copyrightholder",
            "usage_terms": "usageterms",
            "instructions": "ednote",
            "upload_date": "firstcreated",
            "places": "place",
            "media_url": "renditions.original.href",
            "preview_url": "renditions.viewImage.href",
            "width": "renditions.original.width",
            "height": "renditions.original.height",
        },
    )
    image = check(config.with_(own_dam=dam))
    (found,) = [o for o in image.originals if o.confirmed]
    record = found.record
    assert record.description is not None
    assert record.description.text == "The ferry leaves Gdynia."
    assert [c.text for c in record.creators] == ["Ada Roe"]
    assert (record.width, record.height) == (720, 480)
    assert [d.kind for d in record.dates] == [DateKind.UPLOADED]
    assert [n.text for n in record.notes] == ["Embargo lifted", "Editorial use only"]
    assert record.dates[0].moment is not None


# --- the configuration ---

NAMES = KeyNames(frozenset({"OWN_DAM_TOKEN"}), complete=True)
GOOD = """
[own-dam]
title = "Picture desk"
by-id = "https://dam.example/api/{id}"
id-pattern = 'dam\\.example/p/(\\d+)'
items = "result.hits"

[own-dam.fields]
title = "meta.headline"

[keys]
OWN_DAM_TOKEN = "DESK_TOKEN"
"""


def test_a_file_that_somebody_names_says_how_it_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(GOOD)
    config = load(file, keys=NAMES, environment={"DESK_TOKEN": "s3cret"})
    assert config.own_dam.items == "result.hits"
    assert config.own_dam.fields == {"title": "meta.headline"}
    assert config.keys == {"OWN_DAM_TOKEN": "s3cret"}


def test_a_file_that_merely_lies_there_may_not_send_the_token_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "provenance.toml").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="may be set only in a file named with --config"):
        load(keys=NAMES, environment={})


def test_the_guide_s_examples_are_read(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "own-dam.md").read_text("utf-8")
    for number, shown in enumerate(guide.split("```toml\n")[1:]):
        file = tmp_path / f"{number}.toml"
        file.write_text(shown.partition("```")[0], "utf-8")
        assert load(file, keys=NAMES, environment={}).own_dam.templates


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('by-id = "https://dam.example/{id}"', "`by-id` needs `id-pattern`"),
        ('by-sha1 = "https://dam.example/all"', r"must hold \{sha1\}"),
        ('by-sha1 = "https://{sha1}/x"', "names its host"),
        ('by-name = "https://dam.example/{slug"', "cannot be read"),
        ('by-words = "file:///etc/{words}"', "names its host"),
        ('authorization = "Bearer abc"', r"must hold \{token\}"),
        ("id-pattern = '[0-9'", "`id-pattern` = '\\[0-9' cannot be read"),
        ("id-pattern = 'D-[0-9]+'", "needs brackets"),
        ('fields = { headline = "x" }', "`fields` names 'headline'"),
        (
            'by-sha1 = "https://a.example/{sha1}"\nby-words = "https://b.example/{words}"',
            "of one host",
        ),
    ],
)
def test_a_mistake_is_told_in_one_sentence(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "desk.toml"
    file.write_text(f"[own-dam]\n{line}\n")
    with pytest.raises(ConfigError, match=said) as caught:
        load(file, keys=NAMES, environment={})
    assert str(file) in str(caught.value)
