"""The live services still answer as the sources expect. Only with `--online`, never in CI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch import Fetcher
from provenance.model import Clues, DateKind, SourceRecord
from provenance.sources import all_sources, recognise

pytestmark = pytest.mark.online


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config().with_(
        network=Network(contact="https://pypi.org/project/picture-provenance/"), cache=tmp_path
    )


@pytest.fixture
def fetcher(config: Config) -> Iterator[Fetcher]:
    with Fetcher(config) as made:
        yield made


def looked_up(url: str, fetcher: Fetcher, config: Config) -> SourceRecord:
    (reference,) = recognise(Clues(urls=(url,)))
    source = next(s for s in all_sources() if s.id == reference.source)
    try:
        return source.look_up(reference, fetcher, config)[0]
    except NotFetched as error:
        pytest.fail(f"{source.title} has drifted: {error.reason}: {error.detail}")


def test_the_first_post_of_all(fetcher: Fetcher, config: Config) -> None:
    record = looked_up("https://twitter.com/jack/status/20", fetcher, config)
    assert record.page_url == "https://x.com/jack/status/20"
    assert record.dates[0].kind is DateKind.POSTED
    assert record.dates[0].span.earliest.year == 2006


def test_the_photo_of_flickrs_own_documentation(fetcher: Fetcher, config: Config) -> None:
    record = looked_up("https://www.flickr.com/photos/bees/2362225867/", fetcher, config)
    assert record.creators
    assert record.media_url


def test_an_archived_page_of_the_reserved_host(fetcher: Fetcher, config: Config) -> None:
    record = looked_up(
        "https://web.archive.org/web/20130919044612/http://example.com/", fetcher, config
    )
    assert record.dates[0].span.earliest.year <= 2002


def test_an_item_of_the_archive(fetcher: Fetcher, config: Config) -> None:
    assert looked_up("https://archive.org/details/nasa", fetcher, config).title


def test_openverse_still_finds_cranes(fetcher: Fetcher, config: Config) -> None:
    source = next(s for s in all_sources() if s.id == "openverse")
    found = source.search(Clues(texts=("harbour crane",)), fetcher, config)
    assert found
    assert all(record.media_url and record.links for record in found)
