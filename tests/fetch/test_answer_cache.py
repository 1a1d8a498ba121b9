"""Small answers, kept by the address that was asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance.fetch.answer_cache import AnswerCache
from provenance.fetch.exchange import Exchange
from provenance.model import Retrieved

HOUR = timedelta(hours=1)
ASKED = "https://wiki.example/api?titles=File:A.jpg&action=query"


def answer(body: bytes = b'{"a": 1}', url: str = ASKED, **headers: str) -> Exchange:
    return Exchange(url, 200, headers, body, datetime.now(UTC), Retrieved.LIVE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "answers.sqlite"


@pytest.fixture
def cache(file: Path) -> Iterator[AnswerCache]:
    opened = AnswerCache(file)
    yield opened
    opened.close()


def test_an_answer_is_found_again_as_it_was(cache: AnswerCache) -> None:
    kept = answer(url="https://wiki.example/moved", **{"content-type": "application/json"})
    cache.keep(ASKED, kept, HOUR)
    found = cache.find(ASKED, stale=False)
    assert found is not None
    assert (found.url, found.status, found.body) == (kept.url, 200, kept.body)
    assert (found.headers, found.fetched) == (kept.headers, kept.fetched)
    assert found.retrieved is Retrieved.CACHED


def test_the_same_question_in_another_order_is_the_same_question(cache: AnswerCache) -> None:
    cache.keep(ASKED, answer(), HOUR)
    turned = "https://WIKI.example/api?action=query&titles=File:A.jpg&api_key=mine"
    assert cache.find(turned, stale=False) is not None
    assert cache.find(ASKED.replace("A.jpg", "B.jpg"), stale=True) is None


def test_an_old_answer_will_do_only_where_that_is_said(cache: AnswerCache) -> None:
    cache.keep(ASKED, answer(), -HOUR)
    assert cache.find(ASKED, stale=False) is None
    assert cache.find(ASKED, stale=True) is not None


def test_what_was_had_without_certificates_is_no_answer_to_a_run_with(file: Path) -> None:
    with closing(AnswerCache(file, verify=False)) as careless:
        careless.keep(ASKED, answer(), HOUR)
    with closing(AnswerCache(file)) as careful:
        assert careful.find(ASKED, stale=True) is None


def test_neither_cookies_nor_keys_are_kept(cache: AnswerCache, file: Path) -> None:
    told = answer(url=f"{ASKED}&token=S3CRET", **{"set-cookie": "id=S3CRET", "etag": "x"})
    cache.keep(f"{ASKED}&token=S3CRET", told, HOUR)
    stored = b"".join(part.read_bytes() for part in file.parent.glob("answers.sqlite*"))
    assert b"S3CRET" not in stored
    found = cache.find(ASKED, stale=False)
    assert found is not None
    assert found.headers == {"etag": "x"}


ROWS = {
    "no JSON": ("https://a.example", "{", b"x", "2026-01-01T00:00:00+00:00", 9e12),
    "a list of headers": ("https://a.example", "[1]", b"x", "2026-01-01T00:00:00+00:00", 9e12),
    "deep JSON": ("https://a.example", "[" * 90_000, b"x", "2026-01-01T00:00:00+00:00", 9e12),
    "no date": ("https://a.example", "{}", b"x", "yesterday", 9e12),
    "no body": ("https://a.example", "{}", None, "2026-01-01T00:00:00+00:00", 9e12),
    "no time": ("https://a.example", "{}", b"x", "2026-01-01T00:00:00+00:00", "never"),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_that_holds_no_answer_is_none(cache: AnswerCache, file: Path, row: object) -> None:
    cache.keep(ASKED, answer(), HOUR)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(
            "UPDATE answers SET (url, headers, body, fetched, expires) = (?,?,?,?,?)", row
        )
    assert cache.find(ASKED, stale=True) is None


def test_the_file_of_an_earlier_version_is_taken_over_without_its_answers(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as before:
        before.execute("CREATE TABLE responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER)")
        before.execute("INSERT INTO responses VALUES ('a', 'b', 1)")
    with pytest.raises(sqlite3.OperationalError):  # what is not ours to change has no answers
        AnswerCache(file, read_only=True)
    with closing(AnswerCache(file)) as now:
        assert now.find(ASKED, stale=True) is None
        now.keep(ASKED, answer(), HOUR)
        assert now.find(ASKED, stale=False) is not None
