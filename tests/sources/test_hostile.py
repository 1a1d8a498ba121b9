"""Whatever stands on a page and whatever a host answers: a value or a reason, never a
traceback, never a long wait."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import (
    Clues,
    Credit,
    Fingerprint,
    Link,
    MatchBasis,
    Picture,
    Reference,
    Retrieved,
)
from provenance.sources import Source, all_sources
from tests.stand_ins.fetcher import NOW, clues_from, with_keys

_NAMES = (
    "X_BEARER_TOKEN FLICKR_API_KEY OPENVERSE_TOKEN GOOGLE_API_KEY TINEYE_API_KEY "
    "UNSPLASH_ACCESS_KEY PEXELS_API_KEY "
    "PIXABAY_API_KEY"
)
KEYS = dict.fromkeys(_NAMES.split(), "k")
OURS = [source for source in all_sources() if source.id != "wikimedia-commons"]
PICTURE = Picture(
    b"x",
    "0" * 40,
    "0" * 64,
    "JPEG",
    1,
    1,
    Fingerprint(1, "", "", "", 1.0),
    url="https://news.example/a.jpg",
)

_leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
_WORDS = (
    "id id_str __typename tombstone text user screen_name mediaDetails media_url_https photo "
    "dates taken "
    "takengranularity stat sizes size owner license thread post $type record embed images image "
    "ref $link "
    "author labels metadata files name media_attachments content account results claim "
    "claimReview url "
    "responses webDetection pagesWithMatchingImages code matches backlinks crawl_date hits data "
    "includes media "
    "errors type location latitude created_at createdAt"
)
_names = st.sampled_from(_WORDS.split(" "))
_values: st.SearchStrategy[Any] = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=6),
    max_leaves=25,
)
_FIELDS = (
    "photo mediaDetails user entities quoted_tweet thread metadata files results hits "
    "media_attachments account "
    "responses license_history sizes tags location claims data"
)
_shapes = st.fixed_dictionaries(
    {
        "__typename": st.sampled_from(["Tweet", "TweetTombstone"]),
        "id_str": st.just("1690000000000000000"),
        "stat": st.just("ok"),
        "id": st.just("7"),
        "code": st.just(200),
    },
    optional=dict.fromkeys(_FIELDS.split(), _values),
)


class Same:
    """A fetcher for which every address holds the same body."""

    offline = False

    def __init__(self, body: bytes) -> None:
        self.body = body

    def get(self, url: str, **_: Any) -> Exchange:
        return Exchange(url, 200, {}, self.body, NOW, Retrieved.LIVE)

    def post(self, url: str, **_: Any) -> Exchange:
        return self.get(url)


def every_question(source: Source, fetcher: Same, config: Config) -> None:
    """Ask the module itself: the registry's guard would hide what it throws."""
    references = [
        r for clue, _ in source.examples for r in source.module.recognise(clues_from(clue))
    ]
    clues = Clues(
        texts=("Cranes of Yokohama",), urls=("https://news.example/a.jpg",), picture=PICTURE
    )
    questions = [lambda r=r: source.module.look_up(r, fetcher, config) for r in references]
    if source.searches:
        questions.append(lambda: source.module.search(clues, fetcher, config))
    if source.knows_bytes:
        questions.append(lambda: source.module.by_bytes(PICTURE, fetcher, config))
    for question in questions:
        try:
            records = question()
        except NotFetched:
            continue
        assert all(record.source == source.id for record in records)


@pytest.mark.slow
@pytest.mark.parametrize("source", OURS, ids=lambda s: s.id)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(answer=_values | _shapes)
def test_any_json_ends_in_records_or_a_reason(source: Source, answer: Any) -> None:
    every_question(source, Same(json.dumps(answer).encode()), with_keys(**KEYS))


@pytest.mark.parametrize("source", OURS, ids=lambda s: s.id)
@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe\x00", b"<html>" * 1000, b"[" * 100_000, b"null", b'"text"', b"7"]
)
def test_any_other_body_ends_in_records_or_a_reason(source: Source, body: bytes) -> None:
    for config in (Config(), with_keys(**KEYS)):
        every_question(source, Same(body), config)


_PIECES = (
    "https:// x.com / status 1690000000000000000 pbs.twimg.com media %2F ? format=jpg . "
    "flickr.com photos _ - "
    "@ t.me bsky.app profile post web.archive.org web 2019 unsplash pexels GettyImages- AP21 "
    ".jpg [ ] :// "
    "\u202e \x00 \xe9"
)
_parts = st.sampled_from(_PIECES.split(" "))


@pytest.mark.parametrize("source", OURS, ids=lambda s: s.id)
@settings(max_examples=60, deadline=None)
@given(parts=st.lists(_parts | st.text(max_size=6), max_size=14))
def test_any_clue_is_read_or_left(source: Source, parts: list[str]) -> None:
    clue = "".join(parts)
    credit = Credit(raw=clue, organizations=(clue,), links=(Link(clue),))
    clues = Clues(urls=(clue,), file_names=(clue,), credit=credit, texts=(clue,))
    for reference in source.module.recognise(clues):
        assert isinstance(reference, Reference)
        assert isinstance(reference.basis, MatchBasis)


LONG = [
    "https://x.com/" + "a/" * 50_000,
    "https://pbs.twimg.com/media/" + "A" * 100_000,
    "https://web.archive.org/web/2019/" * 3_000,
    "-" * 100_000 + ".jpg",
    "A1b" * 30_000 + ".jpg",
    "https://www.flickr.com/photos" + "/" * 100_000,
    "https://files.example/" + "000/" * 30_000,
    "t.me/" * 20_000,
    "https://example.org/?url=" + "%25" * 30_000,
    "www." * 25_000,
]


@pytest.mark.slow
@pytest.mark.parametrize("source", OURS, ids=lambda s: s.id)
def test_a_very_long_clue_takes_no_long_time(source: Source) -> None:
    for clue in LONG:
        begun = time.process_time()
        source.module.recognise(
            Clues(urls=(clue,), file_names=(clue,), credit=Credit(raw=clue), texts=(clue,))
        )
        # Ten times what the slowest needs here; a quadratic expression over 100,000 characters
        # takes minutes.
        assert time.process_time() - begun < 5
