"""Dates, places and notes that a file page states, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from provenance import lazy_re as re
from provenance.fetch.exchange import Exchange
from provenance.model import (
    FIRST_PHOTOGRAPH,
    DatedFact,
    DateKind,
    PlaceFact,
    PlaceKind,
    Precision,
    Reading,
)
from provenance.sources.wikimedia_commons.addresses import COMMONS
from provenance.sources.wikimedia_commons.api import as_dict, as_list, as_text
from provenance.sources.wikimedia_commons.categories import (
    category_dates,
    category_notes,
    category_places,
)
from provenance.sources.wikimedia_commons.dating import day_of, read_date
from provenance.sources.wikimedia_commons.pages import Fields, Page, embedded_value
from provenance.sources.wikimedia_commons.structured import position_on_earth

_MOST_USES = 10
_QUOTED, _REASON, _RESTRICTION = 200, 300, 60
"""Characters of a title, of a reason and of a restriction that a note quotes."""
_NEVER_SET = re.compile(r"[:-]01[:-]01[ T]00:0\d")
"""The first minutes of a year: what a camera writes whose clock was never set."""


def dates_of(
    reader: Fields,
    version: dict[str, Any],
    moment: datetime | None,
    exchange: Exchange,
    categories: tuple[str, ...],
) -> Iterator[DatedFact]:
    """Capture date by the page, by EXIF, by categories; and the upload."""
    stated = reader.field("DateTimeOriginal")
    read = read_date(stated.text, stated.hidden)
    if read:
        made = read.kind is DateKind.CAPTURED and _is_artwork(categories)
        yield DatedFact(
            DateKind.CREATED if made else read.kind,
            read.span,
            read.precision,
            reader.where("DateTimeOriginal"),
            text=stated.text[:_QUOTED],
        )
    yield from _exif_date(version, exchange)
    yield from category_dates(categories, exchange)
    if moment:
        yield DatedFact(
            DateKind.UPLOADED,
            day_of(moment),
            Precision.SECOND,
            exchange.where("imageinfo.timestamp"),
            moment=moment,
            text=moment.isoformat(),
        )


_ARTWORK = re.compile(
    r"\b(?:paintings?|painted portraits?|drawings?|engravings?|etchings?|lithographs?|woodcuts?"
    r"|frescoe?s|watercolou?rs?|prints by|posters?|cartoons?|manuscripts?|book illustrations?"
    r"|books? of|maps? of|gemälde|zeichnungen|tableaux|pinturas|dipinti)\b",
    re.I,
)
_PICTURED = re.compile(r"\b(?:photograph|photo|in museums?|exhibition|murals?|street art)", re.I)
"""Categories of photographs in which a work of art is seen among other things."""


def _is_artwork(categories: tuple[str, ...]) -> bool:
    """True for a picture of a painting and the like: its date is the work's."""
    named = [c for c in categories if _ARTWORK.search(c)]
    return bool(named) and not any(map(_PICTURED.search, categories))


def _exif_date(version: dict[str, Any], exchange: Exchange) -> Iterator[DatedFact]:
    """What the camera's clock said, where it was ever set."""
    exif = embedded_value(version, "DateTimeOriginal") or embedded_value(
        version, "DateTimeDigitized"
    )
    taken = read_date(exif)
    if taken is None or _NEVER_SET.search(exif) or taken.span.earliest < FIRST_PHOTOGRAPH:
        return
    if taken.precision in (Precision.SECOND, Precision.MINUTE, Precision.DAY):
        spot = exchange.where("EXIF:DateTimeOriginal")
        yield DatedFact(DateKind.CAPTURED, taken.span, taken.precision, spot, text=exif)


def places_of(
    reader: Fields, version: dict[str, Any], exchange: Exchange, categories: tuple[str, ...]
) -> Iterator[PlaceFact]:
    """The page's position (the camera's, as a rule), the file's GPS, and categories."""
    position = position_on_earth(reader.raw("GPSLatitude"), reader.raw("GPSLongitude"))
    if position and reader.structured("GPSLatitude"):
        yield PlaceFact(PlaceKind.CAMERA, "", reader.where("GPSLatitude"), *position)
    gps = position_on_earth(
        embedded_value(version, "GPSLatitude"), embedded_value(version, "GPSLongitude")
    )
    if gps or (position and not reader.structured("GPSLatitude")):
        yield PlaceFact(
            PlaceKind.CAMERA,
            "",
            exchange.where("EXIF:GPSLatitude"),
            *(gps or position or (None, None)),
        )
    yield from category_places(categories, exchange)


def notes_of(
    page: Page,
    reader: Fields,
    categories: tuple[str, ...],
    author_note: str | None,
    old: bool,
    renamed_from: str | None,
) -> Iterator[Reading]:
    """What else the page says about the file."""
    where = page.exchange.where
    reason = reader.field("DeletionReason").text
    if reason:
        yield Reading(f"nominated for deletion: {reason[:_REASON]}", reader.where("DeletionReason"))
    if author_note:
        yield Reading(author_note, reader.where("Artist"))
    if renamed_from:
        yield Reading(f"renamed: the credit's name for it is {renamed_from}", where("redirects"))
    if old:
        yield Reading(
            "an old version, which has been overwritten since", where("imageinfo.archivename")
        )
    elif len({as_text(v.get("sha1")) for v in page.versions}) > 1:
        yield Reading(f"overwritten: it has {len(page.versions)} versions", where("imageinfo"))
    if page.wiki != COMMONS:
        yield Reading(
            f"a local upload at {page.wiki}, not a file of Wikimedia Commons",
            where("imagerepository"),
        )
    if reader.raw("NonFree"):
        yield Reading("marked as non-free", reader.where("NonFree"))
    for word in filter(None, reader.raw("Restrictions").split("|")):
        yield Reading(f"restriction: {word[:_RESTRICTION]}", reader.where("Restrictions"))
    yield from category_notes(categories, page.exchange, nominated=bool(reason))
    uses = [as_dict(use) for use in as_list(page.data.get("globalusage"))]
    for use in uses[:_MOST_USES]:
        yield Reading(
            f"also used at {as_text(use.get('wiki'))}: {as_text(use.get('title'))[:_QUOTED]}",
            where("globalusage"),
        )
