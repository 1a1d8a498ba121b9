"""Flickr's answers as records: REST and oEmbed. Pure: no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import (
    DatedFact,
    DateKind,
    DateSpan,
    License,
    MatchBasis,
    PlaceFact,
    PlaceKind,
    Precision,
    Reading,
    Reason,
    SourceRecord,
)
from provenance.sources.kit.answers import decimal, dig, items, number, plain, reading, text, where
from provenance.sources.kit.facts import day, instant, unix_moment
from provenance.sources.kit.licenses import all_rights_reserved, creative_commons

_LICENSES: Mapping[int, tuple[str, str]] = {
    1: ("by-nc-sa", "2.0"),
    2: ("by-nc", "2.0"),
    3: ("by-nc-nd", "2.0"),
    4: ("by", "2.0"),
    5: ("by-sa", "2.0"),
    6: ("by-nd", "2.0"),
    9: ("cc0", "1.0"),
    10: ("pdm", "1.0"),
    11: ("by", "4.0"),
    12: ("by-sa", "4.0"),
    13: ("by-nd", "4.0"),
    14: ("by-nc", "4.0"),
    15: ("by-nc-sa", "4.0"),
    16: ("by-nc-nd", "4.0"),
}
"""Flickr's licence numbers as `flickr.photos.licenses.getInfo` lists them (2025)."""
_NO_LICENSE = {
    0: all_rights_reserved(),
    7: License(
        "no known copyright restrictions", "pd", url="https://www.flickr.com/commons/usage/"
    ),
    8: License("US government work", "pd", url="https://www.usa.gov/government-copyright"),
}
"""Numbers of the same list that stand for no licence of Creative Commons."""
_REFUSALS = {
    2: (Reason.GATED, "Flickr does not show photo {photo}: {said}"),
    1: (Reason.GONE, "Flickr has no photo {photo}: {said}"),
    100: (Reason.NO_API_KEY, "Flickr does not accept the key in FLICKR_API_KEY"),
    105: (Reason.NETWORK, "Flickr's service is unavailable at the moment"),
}
"""Flickr's error codes, and what they mean for us."""
_TAGS = 100
_CIRCA = 8
_CIRCA_YEARS = 5
""""Circa" names no margin; five years either way keeps a comparison from being too sure."""
_GRANULARITY = {0: Precision.SECOND, 4: Precision.MONTH, 6: Precision.YEAR}
"""https://www.flickr.com/services/api/misc.dates.html; 8 is "circa"."""


def license_of(identity: int | None) -> License | None:
    """The licence for one of Flickr's numbers; None for an unknown one."""
    if identity is None:
        return None
    if identity in _LICENSES:
        return creative_commons(*_LICENSES[identity])
    return _NO_LICENSE.get(identity)


def accept(answer: Mapping[str, Any], photo: str) -> Mapping[str, Any]:
    """The answer where its `stat` is ok.

    Flickr sends its errors with HTTP 200; raises `NotFetched`.
    """
    if text(answer, "stat") == "ok":
        return answer
    code, said = number(answer, "code"), text(answer, "message") or "no reason given"
    reason, detail = _REFUSALS.get(
        code or 0, (Reason.FAILED, "Flickr refused the question about photo {photo}: {said}")
    )
    raise NotFetched(reason, detail.format(photo=photo, said=said))


def from_info(answer: Mapping[str, Any], exchange: Exchange) -> SourceRecord:
    """The record of a `getInfo` answer, still without picture addresses."""
    photo = dig(answer, "photo")
    identity = text(photo, "id") or ""
    owner = dig(photo, "owner")
    nsid, alias = text(owner, "nsid"), text(owner, "path_alias")
    name = text(owner, "realname") or text(owner, "username")
    posted = unix_moment(decimal(photo, "dateuploaded"))
    dates: list[DatedFact | None] = [_capture_date(photo, exchange)]
    if posted:
        spot = where(exchange, "$.photo.dateuploaded")
        dates.append(instant(DateKind.UPLOADED, posted, spot, text(photo, "dateuploaded") or ""))
    tags = (text(tag, "raw") for tag in items(photo, "tags", "tag"))
    notes = []
    if dig(photo, "dates", "takenunknown") in (1, "1"):
        notes.append(
            Reading(
                "capture date unknown: Flickr repeats the upload date",
                where(exchange, "$.photo.dates"),
            )
        )
    return SourceRecord(
        source="flickr",
        id=identity,
        where=where(exchange, "$.photo"),
        page_url=f"https://www.flickr.com/photos/{alias or nsid}/{identity}/",
        title=text(photo, "title", "_content"),
        description=reading(
            plain(text(photo, "description", "_content")), where(exchange, "$.photo.description")
        ),
        creators=tuple(filter(None, [reading(name, where(exchange, "$.photo.owner"))])),
        uploader=text(owner, "username"),
        credit_line=reading(f"{name} / Flickr" if name else None, where(exchange, "$.photo.owner")),
        license=license_of(number(photo, "license")),
        dates=tuple(filter(None, dates)),
        places=_places(photo, exchange),
        categories=tuple(tag for tag in tags if tag)[:_TAGS],
        notes=tuple(notes),
        basis=MatchBasis.SAME_ID,
    )


def _capture_date(photo: Any, exchange: Exchange) -> DatedFact | None:
    """The capture date, in the camera's local time; None where it is unknown."""
    stated = text(photo, "dates", "taken")
    if not stated or dig(photo, "dates", "takenunknown") in (1, "1"):
        return None
    spot = where(exchange, "$.photo.dates.taken (camera's local time)")
    granularity = number(photo, "dates", "takengranularity") or 0
    if granularity == _CIRCA:
        whole = day(DateKind.CAPTURED, stated[:4], spot)
        if whole is None:
            return None
        year = whole.span.earliest.year
        span = DateSpan(
            date(max(date.min.year, year - _CIRCA_YEARS), 1, 1),
            date(min(date.max.year, year + _CIRCA_YEARS), 12, 31),
        )
        return DatedFact(DateKind.CAPTURED, span, Precision.RANGE, spot, text=f"circa {year}")
    precision = _GRANULARITY.get(granularity, Precision.DAY)
    length = {Precision.MONTH: 7, Precision.YEAR: 4}.get(precision, 10)
    fact = day(DateKind.CAPTURED, stated[:length], spot)
    return DatedFact(fact.kind, fact.span, fact.precision, spot, text=stated) if fact else None


def _places(photo: Any, exchange: Exchange) -> tuple[PlaceFact, ...]:
    """Where the owner put the photo on the map: usually the camera's position."""
    location = dig(photo, "location")
    latitude, longitude = decimal(location, "latitude"), decimal(location, "longitude")
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return ()
    levels = ("neighbourhood", "locality", "county", "region", "country")
    names = (text(location, level, "_content") or text(location, level) for level in levels)
    spot = where(exchange, "$.photo.location")
    return (PlaceFact(PlaceKind.CAMERA, ", ".join(filter(None, names)), spot, latitude, longitude),)


def sizes(answer: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """Width, height and address of every size of a `getSizes` answer, smallest first."""
    found = []
    for size in items(answer, "sizes", "size"):
        width, height, address = number(size, "width"), number(size, "height"), text(size, "source")
        if width and height and address and text(size, "media") == "photo":
            found.append((width, height, address))
    return sorted(found)


def history(answer: Mapping[str, Any], exchange: Exchange) -> tuple[Reading, ...]:
    """One note for each change of licence.

    A picture taken under an older licence may still be used under it.
    """
    notes = []
    for index, change in enumerate(
        items(answer, "rsp", "license_history") or items(answer, "license_history")
    ):
        old, new = text(change, "old_license"), text(change, "new_license")
        moment = unix_moment(decimal(change, "date_change"))
        if old and new and moment:
            spot = where(exchange, f"$.license_history[{index}]")
            notes.append(
                Reading(f"licence changed from {old} to {new} on {moment.date().isoformat()}", spot)
            )
    return tuple(notes)


def from_oembed(answer: Mapping[str, Any], exchange: Exchange, photo: str) -> SourceRecord:
    """The record that oEmbed gives without a key: no dates, no place."""
    author = reading(text(answer, "author_name"), where(exchange, "$.author_name"))
    media = text(answer, "url")
    return SourceRecord(
        source="flickr",
        id=photo,
        where=where(exchange, "$"),
        page_url=text(answer, "web_page") or f"https://www.flickr.com/photo.gne?id={photo}",
        media_url=media,
        preview_url=media,
        title=text(answer, "title"),
        creators=(author,) if author else (),
        uploader=text(answer, "author_name"),
        credit_line=reading(
            f"{author.text} / Flickr" if author else None, where(exchange, "$.author_name")
        ),
        license=license_of(number(answer, "license_id")),
        width=number(answer, "width"),
        height=number(answer, "height"),
        notes=(
            Reading(
                "read without a key: dates and place are only told to one (FLICKR_API_KEY)",
                where(exchange, "$"),
            ),
        ),
        basis=MatchBasis.SAME_ID,
    )
