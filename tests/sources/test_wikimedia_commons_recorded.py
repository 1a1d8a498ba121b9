"""The Commons source over recorded answers of the real one, where they lie beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from provenance.config import Config
from provenance.fetch.exchange import Exchange
from provenance.model import Clues, DateKind, MatchBasis, Retrieved, SourceRecord
from provenance.sources import wikimedia_commons as commons
from provenance.sources.wikimedia_commons.api import Wiki
from provenance.sources.wikimedia_commons.pages import Page
from provenance.sources.wikimedia_commons.records import record_of
from provenance.sources.wikimedia_commons.structured import read_structured

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the recorded answers are not beside this checkout"
)


def files_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if isinstance(value.get("imageinfo"), list) and "title" in value:
            yield value
        for inner in value.values():
            yield from files_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from files_in(inner)


def recorded(pattern: str) -> list[Page]:
    exchange = Exchange(
        "https://commons.wikimedia.org/w/api.php", 200, {}, b"", datetime.now(UTC), Retrieved.FILE
    )
    found: dict[str, Page] = {}
    for path in sorted(DATA.glob(pattern)):
        for data in files_in(json.loads(path.read_text("utf-8"))):
            page = Page(data, exchange)
            if page.versions:
                found.setdefault(page.title, page)
    return list(found.values())


@pytest.fixture(scope="module")
def real() -> list[tuple[Page, SourceRecord]]:
    pages = recorded("api-examples/commons_*.json")
    assert len(pages) > 70
    return [(page, record_of(page, MatchBasis.SAME_ID)) for page in pages]


def test_every_real_address_leads_back_to_its_file(real: list[tuple[Page, SourceRecord]]) -> None:
    for page, record in real:
        assert record.id == page.title
        number = f"M{page.data['pageid']}"
        for url, expected in (
            (record.media_url, page.title),
            (record.page_url, page.title),
            (page.versions[0]["descriptionshorturl"], number),
        ):
            assert [r.id for r in commons.recognise(Clues(urls=(str(url),)))] == [expected]


def test_no_real_author_is_an_uploader_or_unknown(real: list[tuple[Page, SourceRecord]]) -> None:
    named = [creator.text for _, record in real for creator in record.creators]
    assert len(named) > 70
    for name in named:
        assert not any(
            word in name.lower() for word in ("uploader", "hochgeladen", "unknown", "<", "lacking")
        )


def test_nearly_every_real_file_has_licence_and_dates(
    real: list[tuple[Page, SourceRecord]],
) -> None:
    assert all(record.license is not None for _, record in real)
    for page, record in real:
        assert [d for d in record.dates if d.kind is DateKind.UPLOADED and d.moment]
        stated = page.versions[0]["extmetadata"].get("DateTimeOriginal", {}).get("value")
        if stated:
            assert any(d.where.path == "extmetadata.DateTimeOriginal" for d in record.dates), stated


def test_answers_of_a_real_wiki_are_read(real: list[tuple[Page, SourceRecord]]) -> None:
    pages = recorded("mediawiki-answers/*.json")
    assert len(pages) > 50
    for page in pages:
        assert record_of(page, MatchBasis.SAME_ID).media_url


class OneAnswer:
    """A fetcher that has one entity, and no labels."""

    offline = False

    def __init__(self, body: bytes) -> None:
        self.body = body

    def get(self, url: str, *, params: dict[str, str] | None = None, **_: object) -> Exchange:
        body = self.body if (params or {}).get("ids", "").startswith("M") else b'{"entities":{}}'
        return Exchange(url, 200, {}, body, datetime.now(UTC), Retrieved.FILE)

    def post(self, *_: object, **__: object) -> Exchange:
        raise AssertionError("nothing is posted")


def entities() -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    dumped = json.loads(
        (DATA / "api-examples" / "commons_mediainfo_M76_dump.json").read_text("utf-8")
    )
    recorded_http = json.loads(
        (DATA / "api-examples" / "recorded_http_flickypedia_flickr.json").read_text("utf-8")
    )
    for exchange in recorded_http:
        if "action=wbgetentities" in exchange["uri"] and exchange["body"].startswith("{"):
            dumped += json.loads(exchange["body"]).get("entities", {}).values()
    for entity in dumped:
        if "pageid" in entity:
            found[entity["id"]] = entity
    return list(found.values())


def test_real_structured_data_is_read_without_loss() -> None:
    known = entities()
    assert len(known) > 5
    for entity in known:
        fetcher = OneAnswer(json.dumps({"entities": {entity["id"]: entity}}).encode())
        wiki = Wiki("commons.wikimedia.org", "https://commons.wikimedia.org/w/api.php", fetcher)  # type: ignore[arg-type]
        data = read_structured(wiki, entity["pageid"], fetcher, Config())  # type: ignore[arg-type]
        statements = entity["statements"] or {}
        named = [s for s in statements.get("P170", []) if "P2093" in s.get("qualifiers", {})]
        assert len(data.creators) >= len(named)
        assert bool(data.dates) == bool("P571" in statements)
        positions = [p for p in data.places if p.latitude is not None]
        assert len(positions) == sum(len(statements.get(p, [])) for p in ("P1259", "P9149", "P625"))
        assert bool(data.links) == bool(
            "P12120" in statements
            or any("P973" in s.get("qualifiers", {}) for s in statements.get("P7482", []))
        )
