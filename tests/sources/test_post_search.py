"""A credit that names only a network: posts are searched over local HTTP and proved by pixels."""

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
from provenance.config import Config, Network
from provenance.model import DateKind, ImageReport, Reason
from provenance.pictures.clues import snowflake_time
from provenance.sources import all_sources
from tests.stand_ins.drawings import encoded, scene

ASKED = ("post-search", "bluesky", "mastodon", "twitter", "internet-archive")
OTHERS = tuple(source.id for source in all_sources() if source.id not in ASKED)
DID = "did:plc:abcdefghijklmnopqrstuvwx"
PIER = 51
"""The picture that the stories show."""
CAPTION = "The pier of Novomorsk after Thursday's storm."


@pytest.fixture
def config(httpserver: HTTPServer, tmp_path: Path) -> Config:
    base = httpserver.url_for("").rstrip("/")
    ours = ("bluesky", "mastodon", "mastodon-search", "twitter", "internet-archive")
    network = Network(
        endpoints=dict.fromkeys(ours, base), allowed_addresses=("127.0.0.1/32",), deadline=5.0
    )
    for number in (PIER, PIER + 1):
        httpserver.expect_request(f"/{number}.jpg").respond_with_data(
            encoded(scene(number), quality=90), content_type="image/jpeg"
        )
    return Config(cache=tmp_path / "cache", network=network, sources_off=OTHERS)


@pytest.fixture
def check(tmp_path: Path) -> Callable[[Config, str], ImageReport]:
    """Check a renamed copy under a credit, in a story of 14 March 2024."""

    def run(config: Config, credit: str) -> ImageReport:
        (tmp_path / "x1.jpg").write_bytes(encoded(scene(PIER).resize((520, 347)), quality=76))
        (tmp_path / "story.html").write_text(
            "<html lang='en'><head><meta property='article:published_time' "
            "content='2024-03-14T18:00:00Z'></head><body><article><h1>Storm hits the coast</h1>"
            f"<figure><img src='x1.jpg'><figcaption>{CAPTION} <span class='credit'>{credit}</span>"
            "</figcaption></figure></article></body></html>"
        )
        (image,) = provenance.check(tmp_path / "story.html", images=tmp_path, config=config).images
        return image

    return run


def answering(httpserver: HTTPServer, path: str, answer: Any) -> list[dict[str, str]]:
    """Answer at `path`; returns what was asked there."""
    asked: list[dict[str, str]] = []

    def respond(request: Request) -> Response:
        asked.append({**request.args, "authorization": request.headers.get("Authorization", "")})
        return Response(json.dumps(answer), content_type="application/json")

    httpserver.expect_request(path).respond_with_handler(respond)
    return asked


def post(httpserver: HTTPServer, rkey: str, seen: str, number: int = PIER) -> dict[str, Any]:
    """A post as Bluesky's AppView shows it."""
    address = httpserver.url_for(f"/{number}.jpg")
    return {
        "uri": f"at://{DID}/app.bsky.feed.post/{rkey}",
        "author": {"did": DID, "handle": "ann.example", "displayName": "Ann Roe"},
        "record": {"text": "The pier this morning", "createdAt": seen},
        "embed": {
            "$type": "app.bsky.embed.images#view",
            "images": [{"thumb": address, "fullsize": address, "alt": ""}],
        },
        "indexedAt": seen.replace("00Z", "07Z"),
    }


def confirmed(image: ImageReport) -> list[str]:
    return [f"{o.record.source}:{o.record.id}" for o in image.originals if o.confirmed]


def test_a_bare_network_leads_to_a_post_with_the_caption_s_words(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    shown = post(httpserver, "3kabcdefghi2k", "2024-03-13T06:30:00Z")
    asked = answering(httpserver, "/xrpc/app.bsky.feed.searchPosts", {"posts": [shown]})
    answering(httpserver, "/xrpc/app.bsky.feed.getPostThread", {"thread": {"post": shown}})
    image = check(config, "Twitter")
    assert confirmed(image) == [f"bluesky:{DID}/3kabcdefghi2k"]
    (question,) = asked
    assert question["q"].split() == ["pier", "Novomorsk", "storm"]
    assert (question["since"], question["until"]) == (
        "2024-02-14T00:00:00Z",
        "2024-03-17T00:00:00Z",
    )
    (found,) = [o for o in image.originals if o.confirmed]
    assert {d.kind for d in found.record.dates} == {DateKind.POSTED, DateKind.FIRST_SEEN}
    assert "wrong-source" not in {f.rule for f in image.findings}


def test_an_earlier_year_s_picture_is_found_by_no_window_and_a_later_one_proves_nothing(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    later = post(httpserver, "3kabcdefghi2k", "2024-06-01T06:30:00Z")
    answering(httpserver, "/xrpc/app.bsky.feed.searchPosts", {"posts": [later]})
    thread = answering(httpserver, "/xrpc/app.bsky.feed.getPostThread", {"thread": {"post": later}})
    assert confirmed(check(config, "Twitter")) == []
    assert thread == []


def test_a_post_with_another_picture_says_nothing(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    other = post(httpserver, "3kabcdefghi2k", "2024-03-13T06:30:00Z", PIER + 1)
    answering(httpserver, "/xrpc/app.bsky.feed.searchPosts", {"posts": [other]})
    answering(httpserver, "/xrpc/app.bsky.feed.getPostThread", {"thread": {"post": other}})
    image = check(config, "Facebook")
    assert image.originals == ()
    assert {x.reason for x in image.lookups} == {Reason.PLATFORM_ONLY}


def test_a_refusal_is_told_and_not_worked_around(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    httpserver.expect_request("/xrpc/app.bsky.feed.searchPosts").respond_with_json(
        {"error": "AuthMissing"}, status=403
    )
    image = check(config, "Twitter")
    assert {x.reason for x in image.lookups} == {Reason.PLATFORM_ONLY, Reason.GATED}
    assert len([r for r, _ in httpserver.log]) == 1


def test_mastodon_s_search_wants_a_token_and_sends_it_to_its_server(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    image = check(config, "Mastodon")
    assert Reason.NO_API_KEY in {x.reason for x in image.lookups}
    assert [r for r, _ in httpserver.log] == []
    status = mastodon_status(httpserver)
    asked = answering(httpserver, "/api/v2/search", {"statuses": [status]})
    answering(httpserver, "/api/v1/statuses/112090000000000001", status)
    image = check(config.with_(keys={"MASTODON_TOKEN": "s3cret"}), "Mastodon")
    assert {o.record.source for o in image.originals if o.confirmed} == {"mastodon"}
    assert asked[0]["authorization"] == "Bearer s3cret"
    sent = {r.path for r, _ in httpserver.log if r.headers.get("Authorization")}
    assert sent == {"/api/v2/search"}


def mastodon_status(httpserver: HTTPServer) -> dict[str, Any]:
    """A post as a Mastodon server shows it."""
    address = httpserver.url_for(f"/{PIER}.jpg")
    return {
        "id": "112090000000000001",
        "url": "https://social.example/@ann/112090000000000001",
        "created_at": "2024-03-13T06:30:00.000Z",
        "content": "<p>The pier</p>",
        "account": {"acct": "ann", "display_name": "Ann Roe"},
        "media_attachments": [
            {"id": "112", "type": "image", "url": address, "preview_url": address}
        ],
    }


def test_an_account_at_a_mastodon_server_is_read_back_from_the_story_s_day(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    status = mastodon_status(httpserver)
    answering(httpserver, "/api/v1/accounts/lookup", {"id": "77"})
    asked = answering(httpserver, "/api/v1/accounts/77/statuses", [status])
    answering(httpserver, "/api/v1/statuses/112090000000000001", status)
    image = check(config, "@ann@social.example / Mastodon")
    assert "mastodon:social.example/112090000000000001" in confirmed(image)
    assert asked[0]["only_media"] == "true"
    moment = int(asked[0]["max_id"]) >> 16
    assert moment == 1710633600000  # the end of 16 March 2024


def test_an_account_at_bluesky_is_read_back_from_the_story_s_day(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    shown = post(httpserver, "3kabcdefghi2k", "2024-03-13T06:30:00Z")
    feed = {"feed": [{"post": shown}, {"post": None}, 7]}
    asked = answering(httpserver, "/xrpc/app.bsky.feed.getAuthorFeed", feed)
    answering(httpserver, "/xrpc/app.bsky.feed.getPostThread", {"thread": {"post": shown}})
    image = check(config, "@ann.bsky.social / Bluesky")
    assert confirmed(image) == [f"bluesky:{DID}/3kabcdefghi2k"]
    assert asked[0]["actor"] == "ann.bsky.social"
    assert asked[0]["cursor"] == "2024-03-17T00:00:00Z"


def test_an_account_of_x_is_found_by_its_archived_posts(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    near, far = "1767800000000000001", "1690000000000000001"
    assert str(snowflake_time(int(near)))[:7] == "2024-03"
    archived = [
        ["20240315080000", f"https://twitter.com/harbour_ann/status/{id}", "text/html", "200", "A"]
        for id in (near, f"{near}?s=20", far)
    ]
    rows = [["timestamp", "original", "mimetype", "statuscode", "digest"], *archived]
    asked = answering(httpserver, "/cdx/search/cdx", rows)
    address = httpserver.url_for(f"/{PIER}.jpg")
    answering(
        httpserver,
        "/tweet-result",
        {
            "__typename": "Tweet",
            "id_str": near,
            "text": "The pier this morning",
            "created_at": "2024-03-13T06:30:00.000Z",
            "user": {"name": "Ann Roe", "screen_name": "harbour_ann"},
            "mediaDetails": [
                {
                    "type": "photo",
                    "media_url_https": address,
                    "original_info": {"width": 720, "height": 480},
                }
            ],
        },
    )
    image = check(config, "@harbour_ann / Twitter")
    assert confirmed(image) == [f"twitter:{near}"]
    assert [q["url"] for q in asked] == [
        "twitter.com/harbour_ann/status/*",
        "x.com/harbour_ann/status/*",
    ]
    assert (asked[0]["from"], asked[0]["collapse"]) == ("20240213", "urlkey")
    tweets = [r for r, _ in httpserver.log if r.path == "/tweet-result"]
    assert [r.args["id"] for r in tweets] == [near]


def test_no_more_than_twelve_posts_are_looked_up(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    many = [
        post(httpserver, f"3kabcdefgh2{a}{b}", "2024-03-13T06:30:00Z", PIER + 1)
        for a in "abcdef"
        for b in "abcdef"
    ]
    answering(httpserver, "/xrpc/app.bsky.feed.searchPosts", {"posts": many})
    looked_up = answering(
        httpserver, "/xrpc/app.bsky.feed.getPostThread", {"thread": {"post": many[0]}}
    )
    assert confirmed(check(config, "Photo: X")) == []
    assert len(looked_up) == 12


@pytest.mark.parametrize("credit", ["Ada Roe / Getty Images", "Wikimedia Commons", "Ada Roe"])
def test_a_credit_that_names_no_network_asks_none(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport], credit: str
) -> None:
    check(config, credit)
    assert httpserver.log == []


def test_it_can_be_switched_off(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    image = check(config.with_(sources_off=(*OTHERS, "post-search")), "Twitter")
    assert httpserver.log == []
    assert [x.reason for x in image.lookups] == [Reason.PLATFORM_ONLY]


def test_offline_nothing_is_asked(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport]
) -> None:
    image = check(config.with_(network=replace(config.network, offline=True)), "Twitter")
    assert httpserver.log == []
    assert Reason.OFFLINE in {x.reason for x in image.lookups}


@pytest.mark.parametrize("answer", [[], {}, {"posts": {}}, {"posts": [None, 1, {"uri": 3}]}, 5])
def test_whatever_a_network_answers_ends_in_a_reason(
    httpserver: HTTPServer, config: Config, check: Callable[..., ImageReport], answer: Any
) -> None:
    answering(httpserver, "/xrpc/app.bsky.feed.searchPosts", answer)
    assert confirmed(check(config, "Twitter")) == []
