"""A file page, as the API describes it → a `SourceRecord`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from provenance.fetch.exchange import Exchange
from provenance.model import (
    DatedFact,
    DateKind,
    License,
    Link,
    PlaceFact,
    PlaceKind,
    Position,
    Precision,
    Reading,
    Rung,
    SourceRecord,
)
from provenance.sources._commons.addresses import COMMONS, FilePointer, pointer_in, without_tracking
from provenance.sources._commons.api import SOURCE, as_dict, as_int, as_list, as_text
from provenance.sources._commons.categories import category_dates, category_notes, category_places
from provenance.sources._commons.cleaning import Field, authors_in, read_field
from provenance.sources._commons.dating import day_of, read_date, read_timestamp
from provenance.sources._commons.structured import StructuredData, earthly

PREVIEW_WIDTH = 500
"""Pixels: a standard thumbnail step (20 40 60 120 250 330 500 960 1280 1920 3840). The next lower, 330, leaves a
crop of a third of the picture under 200 pixels, too little for local features; 500 suffices to compare."""
IMAGEINFO = {
    "prop": "imageinfo",
    "iiprop": "url|size|sha1|mime|mediatype|user|timestamp|canonicaltitle|archivename|extmetadata",
    "iiurlwidth": str(PREVIEW_WIDTH),
    "iiextmetadatalanguage": "en",
}
"""What every question about files asks; English, because the Date field's wording is read in it."""
_MOST_USES = 10
_MOST_SHOWN = 5
"""Versions of an overwritten file that are compared, newest first."""
_SAME_SPOT = 0.002
"""Degrees, about 200 metres: two positions closer than this are one, typed twice."""


@dataclass(frozen=True, slots=True)
class Page:
    """One file page out of an answer."""

    data: dict[str, Any]
    exchange: Exchange
    wiki: str = COMMONS

    @property
    def versions(self) -> list[dict[str, Any]]:
        """The file's versions, current first; those whose file is hidden left out."""
        return [v for v in map(as_dict, as_list(self.data.get("imageinfo"))) if _web(v.get("url"))]

    @property
    def title(self) -> str:
        """The page's title, with the wiki's own word for `File:`."""
        return as_text(self.data.get("title"))

    @property
    def bitmap(self) -> bool:
        """True for something that can be compared as a picture."""
        current = self.versions[0] if self.versions else {}
        kind, mime = as_text(current.get("mediatype")), as_text(current.get("mime"))
        return (
            bool(current)
            and kind in ("", "BITMAP", "DRAWING")
            and mime.startswith(("image/", ""))
            and "djvu" not in mime
        )


def record_of(page: Page, rung: Rung, *, archived: str | None = None, renamed_from: str | None = None) -> SourceRecord:
    """The record of a page that has at least one version.

    `archived` picks the version replaced at that time; `renamed_from` is the title it was asked for by.
    """
    version, old = _version(page, archived)
    meta = as_dict(version.get("extmetadata")) or as_dict(page.versions[0].get("extmetadata"))
    reader = _Reader(meta, page.exchange)
    pointer = FilePointer(page.wiki, title=f"File:{page.title.partition(':')[2]}")
    authors, author_note = authors_in(reader.field("Artist"))
    source = reader.field("Credit")
    moment = read_timestamp(as_text(version.get("timestamp"))) or read_timestamp(reader.raw("DateTime"))
    categories = tuple(c.strip() for c in reader.raw("Categories").split("|") if c.strip())[:200]
    url = _web(version.get("url"))
    return SourceRecord(
        source=SOURCE,
        id=pointer.id,
        where=page.exchange.where("imageinfo"),
        page_url=_web(version.get("descriptionurl")),
        media_url=url,
        preview_url=_web(version.get("thumburl")) or url,
        title=read_field(reader.raw("ObjectName")).text[:300] or pointer.name,
        description=reader.reading("ImageDescription"),
        creators=tuple(Reading(name, reader.where("Artist")) for name in authors),
        uploader=as_text(version.get("user")) or None,
        license=_license(reader),
        required_attribution=reader.reading("Attribution"),
        source_of_file=Reading(source.text[:2000], reader.where("Credit")) if source.text else None,
        links=tuple(_next_hops(source.links, pointer)),
        dates=tuple(_dates(reader, version, moment, page.exchange, categories)),
        places=tuple(_places(reader, version, page.exchange, categories)),
        categories=categories,
        width=as_int(version.get("width")),
        height=as_int(version.get("height")),
        sha1=as_text(version.get("sha1")).lower() or None,
        notes=tuple(_notes(page, reader, categories, author_note, old, renamed_from)),
        rung=rung,
        media_urls=_all_versions(page) if archived is None else (),
    )


def with_structured(record: SourceRecord, data: StructuredData) -> SourceRecord:
    """The record with its structured data: author and licence fill gaps, dates and places add to what is there.

    The page's own position is the camera's unless structured data has it as the position of the thing shown.
    """
    shown = [p for p in data.places if p.kind is PlaceKind.SHOWN and p.latitude is not None]
    camera = [p for p in data.places if p.kind is PlaceKind.CAMERA and p.latitude is not None]
    places = tuple(
        replace(p, kind=PlaceKind.SHOWN)
        if p.kind is PlaceKind.CAMERA and _among(p, shown) and not _among(p, camera) and "EXIF" not in p.where.place
        else p
        for p in record.places
    )
    return replace(
        record,
        creators=record.creators or data.creators,
        license=record.license or (_parse(data.license) if data.license else None),
        links=tuple(dict.fromkeys((*record.links, *data.links))),
        dates=(*record.dates, *data.dates),
        places=(*data.places, *places),
        depicts=data.depicts,
        notes=(*record.notes, *(Reading(note, record.where) for note in data.notes)),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads `extmetadata`: values may be text, numbers, HTML, language objects, or absent."""

    meta: dict[str, Any]
    exchange: Exchange

    def raw(self, key: str) -> str:
        value = as_dict(self.meta.get(key)).get("value")
        if isinstance(value, dict):  # several languages
            value = value.get("en") or next((v for k, v in value.items() if k != "_type"), "")
        return as_text(value)

    def field(self, key: str) -> Field:
        return read_field(self.raw(key))

    def where(self, key: str) -> Any:
        return self.exchange.where(f"extmetadata.{key}")

    def structured(self, key: str) -> bool:
        return as_dict(self.meta.get(key)).get("source") != "file-metadata"

    def reading(self, key: str) -> Reading | None:
        text = self.field(key).text[:5000]
        return Reading(text, self.where(key)) if text else None


def _version(page: Page, archived: str | None) -> tuple[dict[str, Any], bool]:
    """The version asked for, and whether it is an old one."""
    if archived:
        for version in page.versions:
            if as_text(version.get("archivename")).startswith(f"{archived}!"):
                return version, True
    return page.versions[0], False


def _web(value: object) -> str | None:
    """A web address without tracking; None where the value is none."""
    url = without_tracking(as_text(value))
    return url if url.startswith(("https://", "http://")) else None


def _all_versions(page: Page) -> tuple[str, ...]:
    """Previews of all versions with different bytes, where the file was overwritten; empty otherwise."""
    by_hash = {as_text(v.get("sha1")): _web(v.get("thumburl")) or _web(v.get("url")) for v in reversed(page.versions)}
    shown = tuple(url for url in reversed(by_hash.values()) if url)[:_MOST_SHOWN]
    return shown if len(shown) > 1 else ()


def _parse(text: str) -> License | None:
    from provenance.credits import parse_license

    return parse_license(text)


def _license(reader: _Reader) -> License | None:
    """The licence by its short name, else its machine id; its address from the page where it states one."""
    stated = reader.field("LicenseUrl")
    url = next((link.url for link in stated.links), None) or stated.text or None
    for key in ("LicenseShortName", "License", "UsageTerms"):
        text = reader.field(key).text
        found = _parse(text) if text else None
        if found:
            return found if found.url or not url else replace(found, url=url)
    name = reader.field("LicenseShortName").text[:100]
    return License(name=name, family="other", url=url) if name else None


def _next_hops(links: Iterable[Link], own: FilePointer) -> Iterator[Link]:
    """Links out of the source field: other sites, and other files on Commons; not user pages and help."""
    for link in links:
        pointer = pointer_in(link.url)
        inside = re.match(
            r"https?://[\w.-]*(?:wikimedia|wikipedia|mediawiki|wikidata|toolserver|wmflabs)\.org\b", link.url
        )
        if pointer.id != own.id if pointer else not inside:
            yield link


def _dates(
    reader: _Reader, version: dict[str, Any], moment: datetime | None, exchange: Exchange, categories: tuple[str, ...]
) -> Iterator[DatedFact]:
    """Capture date by the page, by EXIF, by categories; and the upload, which is another kind."""
    stated = reader.field("DateTimeOriginal")
    read = read_date(stated.text, stated.hidden)
    if read:
        yield DatedFact(read.kind, read.span, read.precision, reader.where("DateTimeOriginal"), text=stated.text[:200],
                        structured=not read.prose)  # fmt: skip
    exif = embedded(version, "DateTimeOriginal") or embedded(version, "DateTimeDigitized")
    taken = read_date(exif)
    if (
        taken
        and taken.span.earliest.year >= 1826
        and taken.precision in (Precision.SECOND, Precision.MINUTE, Precision.DAY)
    ):
        yield DatedFact(
            DateKind.CAPTURED, taken.span, taken.precision, exchange.where("EXIF:DateTimeOriginal"), text=exif
        )
    yield from category_dates(categories, exchange)
    if moment:
        yield DatedFact(DateKind.UPLOADED, day_of(moment), Precision.SECOND, exchange.where("imageinfo.timestamp"),
                        moment=moment, text=moment.isoformat())  # fmt: skip


def embedded(version: dict[str, Any], name: str) -> str:
    """A value of the file's embedded metadata as MediaWiki stored it; empty where it has none."""
    for entry in map(as_dict, as_list(version.get("commonmetadata"))):
        if entry.get("name") == name:
            return as_text(entry.get("value"))[:200]
    return ""


def _places(
    reader: _Reader, version: dict[str, Any], exchange: Exchange, categories: tuple[str, ...]
) -> Iterator[PlaceFact]:
    """The page's position (the camera's, as a rule), the file's own GPS, and what categories name."""
    position = earthly(reader.raw("GPSLatitude"), reader.raw("GPSLongitude"))
    if position and reader.structured("GPSLatitude"):
        yield PlaceFact(PlaceKind.CAMERA, "", reader.where("GPSLatitude"), *position)
    gps = earthly(embedded(version, "GPSLatitude"), embedded(version, "GPSLongitude"))
    if gps or (position and not reader.structured("GPSLatitude")):
        yield PlaceFact(PlaceKind.CAMERA, "", exchange.where("EXIF:GPSLatitude"), *(gps or position or (None, None)))
    yield from category_places(categories, exchange)


def _among(place: PlaceFact, others: list[PlaceFact]) -> bool:
    spots = [Position(o.latitude or 0.0, o.longitude or 0.0) for o in others]
    here = Position(place.latitude or 0.0, place.longitude or 0.0)
    return any(
        abs(s.latitude - here.latitude) < _SAME_SPOT and abs(s.longitude - here.longitude) < _SAME_SPOT for s in spots
    )


def _notes(
    page: Page,
    reader: _Reader,
    categories: tuple[str, ...],
    author_note: str | None,
    old: bool,
    renamed_from: str | None,
) -> Iterator[Reading]:
    """What else the page says about the file."""
    where = page.exchange.where
    reason = reader.field("DeletionReason").text
    if reason:
        yield Reading(f"nominated for deletion: {reason[:300]}", reader.where("DeletionReason"))
    if author_note:
        yield Reading(author_note, reader.where("Artist"))
    if renamed_from:
        yield Reading(f"renamed: the credit's name for it is {renamed_from}", where("redirects"))
    if old:
        yield Reading("an old version, which has been overwritten since", where("imageinfo.archivename"))
    elif len({as_text(v.get("sha1")) for v in page.versions}) > 1:
        yield Reading(f"overwritten: it has {len(page.versions)} versions", where("imageinfo"))
    if page.wiki != COMMONS:
        yield Reading(f"a local upload at {page.wiki}, not a file of Wikimedia Commons", where("imagerepository"))
    if reader.raw("NonFree"):
        yield Reading("marked as non-free", reader.where("NonFree"))
    for word in filter(None, reader.raw("Restrictions").split("|")):
        yield Reading(f"restriction: {word[:60]}", reader.where("Restrictions"))
    yield from category_notes(categories, page.exchange, nominated=bool(reason))
    uses = [as_dict(use) for use in as_list(page.data.get("globalusage"))]
    for use in uses[:_MOST_USES]:
        yield Reading(
            f"also used at {as_text(use.get('wiki'))}: {as_text(use.get('title'))[:200]}", where("globalusage")
        )
