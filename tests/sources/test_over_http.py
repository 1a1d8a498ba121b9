"""Sources with the real fetcher against a local server: what a host in trouble answers ends as
the right reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher
from provenance.model import MatchBasis, Reason, Reference
from provenance.sources import all_sources
from provenance.sources.twitter.token import syndication_token

POST = "1690000000000000000"
KEYS = {
    "FLICKR_API_KEY": "s3cret-flickr",
    "X_BEARER_TOKEN": "s3cret-x",
    "PIXABAY_API_KEY": "s3cret-pixabay",
}
ASKED = {
    "twitter": (
        Reference("twitter", POST, MatchBasis.SAME_ID, "", f"https://x.com/a/status/{POST}"),
        "/2/tweets",
    ),
    "flickr": (Reference("flickr", "52800000001", MatchBasis.SAME_ID, ""), "/services/rest/"),
    "pixabay": (Reference("pixabay", "2500001", MatchBasis.SAME_ID, ""), "/api/"),
    "openverse": (
        Reference("openverse", "0b54f3a2", MatchBasis.SAME_ID, ""),
        "/v1/images/0b54f3a2/",
    ),
    "bluesky": (
        Reference("bluesky", "a.example/3kabcdefghi2k", MatchBasis.SAME_ID, ""),
        "/xrpc/app.bsky.feed.getPostThread",
    ),
    "mastodon": (
        Reference("mastodon", "social.example/11236", MatchBasis.SAME_ID, ""),
        "/api/v1/statuses/11236",
    ),
    "telegram": (
        Reference("telegram", "harbour_watch/1204", MatchBasis.SAME_ID, ""),
        "/harbour_watch/1204",
    ),
    "internet-archive": (
        Reference("internet-archive", "item/cranes", MatchBasis.SAME_ID, ""),
        "/metadata/cranes",
    ),
}


@pytest.fixture
def config(httpserver: HTTPServer, tmp_path: Path) -> Config:
    base = httpserver.url_for("").rstrip("/")
    network = Network(
        endpoints=dict.fromkeys(ASKED, base),
        allowed_addresses=("127.0.0.1/32",),
        contact="desk@news.example",
        deadline=5.0,
    )
    return Config().with_(network=network, keys=KEYS, cache=tmp_path / "cache")


@pytest.fixture
def fetcher(config: Config) -> Iterator[Fetcher]:
    with Fetcher(config) as made:
        yield made


def reason_of(id: str, fetcher: Fetcher, config: Config) -> NotFetched:
    source = next(s for s in all_sources() if s.id == id)
    with pytest.raises(NotFetched) as caught:
        source.look_up(ASKED[id][0], fetcher, config)
    return caught.value


@pytest.mark.parametrize("id", ASKED)
def test_too_many_requests_is_rate_limited_and_says_when_to_come_back(
    id: str, httpserver: HTTPServer, fetcher: Fetcher, config: Config
) -> None:
    httpserver.expect_request(ASKED[id][1]).respond_with_data(
        "slow down", status=429, headers={"Retry-After": "600"}
    )
    error = reason_of(id, fetcher, config)
    assert (error.reason, error.retry_after) == (Reason.RATE_LIMITED, 600)


@pytest.mark.parametrize("id", ASKED)
def test_a_host_in_trouble_is_network(
    id: str, httpserver: HTTPServer, fetcher: Fetcher, config: Config
) -> None:
    httpserver.expect_request(ASKED[id][1]).respond_with_data("oops", status=500)
    assert reason_of(id, fetcher, config).reason is Reason.NETWORK


@pytest.mark.parametrize("id", [id for id in ASKED if id not in ("telegram", "twitter")])
def test_a_page_where_data_was_asked_for_is_a_failure_and_shows_no_key(
    id: str, httpserver: HTTPServer, fetcher: Fetcher, config: Config
) -> None:
    httpserver.expect_request(ASKED[id][1]).respond_with_data(
        "<html>Log in</html>", content_type="text/html"
    )
    error = reason_of(id, fetcher, config)
    assert error.reason is Reason.FAILED
    assert "s3cret" not in error.detail


def test_x_falls_back_from_way_to_way_until_one_knows(
    httpserver: HTTPServer, fetcher: Fetcher, config: Config
) -> None:
    httpserver.expect_request(
        "/2/tweets", headers={"Authorization": "Bearer s3cret-x"}
    ).respond_with_data("", status=403)
    httpserver.expect_request(
        "/tweet-result", query_string={"id": POST, "lang": "en", "token": syndication_token(POST)}
    ).respond_with_json({})
    httpserver.expect_request("/oembed").respond_with_json(
        {
            "author_name": "Harbour Watch",
            "author_url": "https://twitter.com/a",
            "html": "<p>Cranes</p>",
        }
    )
    source = next(s for s in all_sources() if s.id == "twitter")
    record = source.look_up(ASKED["twitter"][0], fetcher, config)[0]
    assert record.description is not None
    assert record.description.text == "Cranes"


def test_keys_stay_out_of_the_cache(
    httpserver: HTTPServer, fetcher: Fetcher, config: Config
) -> None:
    answer = {"hits": [{"id": 2500001, "user": "janeex"}]}
    httpserver.expect_request("/api/").respond_with_json(answer)
    source = next(s for s in all_sources() if s.id == "pixabay")
    record = source.look_up(ASKED["pixabay"][0], fetcher, config)[0]
    assert "s3cret" not in repr(record)
    assert config.cache is not None
    for path in config.cache.rglob("*"):
        if path.is_file():
            assert b"s3cret" not in path.read_bytes(), path


def test_one_answer_serves_the_second_question(
    httpserver: HTTPServer, fetcher: Fetcher, config: Config
) -> None:
    calls = 0

    def answer(request: Request) -> Response:
        nonlocal calls
        calls += 1
        return Response('{"metadata": {"title": "Cranes"}}', content_type="application/json")

    httpserver.expect_request("/metadata/cranes").respond_with_handler(answer)
    source = next(s for s in all_sources() if s.id == "internet-archive")
    titles = {
        source.look_up(ASKED["internet-archive"][0], fetcher, config)[0].title for _ in range(2)
    }
    assert (titles, calls) == ({"Cranes"}, 1)


def test_offline_asks_nobody(httpserver: HTTPServer, config: Config) -> None:
    offline = config.with_(network=replace(config.network, offline=True))
    with Fetcher(offline) as fetcher:
        assert {id: reason_of(id, fetcher, offline).reason for id in ASKED} == dict.fromkeys(
            ASKED, Reason.OFFLINE
        )
    assert httpserver.log == []
