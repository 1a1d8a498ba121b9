"""Drift of the live Wikimedia Commons. Only with `--online`, and `$PROVENANCE_CONTACT` set."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher
from provenance.model import Clues, Credit, CreditKind, MatchBasis, Reason, Reference
from provenance.pictures import read_picture
from provenance.sources import wikimedia_commons as commons

CONTACT = os.environ.get("PROVENANCE_CONTACT")
pytestmark = [
    pytest.mark.online,
    pytest.mark.skipif(
        not CONTACT, reason="Wikimedia wants the operator named: set $PROVENANCE_CONTACT"
    ),
]
NAME = "File:Example.jpg"
"""A file kept on Commons for documentation; its path is the standard example of the hash layout."""


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Fetcher, Config]]:
    config = Config(cache=tmp_path / "cache", network=Network(contact=CONTACT))
    with Fetcher(config) as fetcher:
        yield fetcher, config


def test_a_known_file_has_a_record_and_a_preview_of_a_standard_width(
    live: tuple[Fetcher, Config],
) -> None:
    (record,) = commons.look_up(Reference(commons.SOURCE, NAME, MatchBasis.SAME_ID, NAME), *live)
    assert record.id == NAME
    assert record.license is not None
    assert record.media_url == "https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg"
    assert record.preview_url is not None
    assert [r.id for r in commons.recognise(Clues(urls=(record.preview_url,)))] == [NAME]
    picture = read_picture(live[0].get(record.preview_url, kind="picture").body)
    assert min(picture.width, record.width or 0) > 0
    assert not [n for n in record.notes if "structured data could not be read" in n.text]


def test_the_very_bytes_are_found(live: tuple[Fetcher, Config]) -> None:
    url = "https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg"
    found = commons.by_bytes(read_picture(live[0].get(url, kind="picture").body), *live)
    assert NAME in [record.id for record in found]


def test_a_search_answers_with_previews(live: tuple[Fetcher, Config]) -> None:
    credit = Credit("Wikimedia Commons", platform="wikimedia-commons", kind=CreditKind.COMMONS)
    found = commons.search(
        Clues(texts=("Patriot missile launcher in Japan",), credit=credit), *live
    )
    assert found
    assert all(record.preview_url for record in found)


def test_a_file_that_never_was_is_not_found(live: tuple[Fetcher, Config]) -> None:
    with pytest.raises(NotFetched) as caught:
        commons.look_up(
            Reference(commons.SOURCE, "File:Zzyzx quux 0193.jpg", MatchBasis.SAME_ID, ""), *live
        )
    assert caught.value.reason is Reason.SOURCE_NOT_FOUND
