"""Flickr's answers as records: REST and oEmbed. Pure: no I/O.

What institutions show (licences 7 to 10) they have not taken: the account is the holder, and only
the title or description may name the author. Their "taken" is often the day of the scan.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from provenance import lazy_re as re
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import (
    DatedFact,
    DateKind,
    DateSpan,
    License,
    Locator,
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
_OF_HOLDERS = frozenset({7, 8, 9, 10})
"""Licences under which libraries, museums and authorities show what others have taken."""
_NAME = r"(?P<name>[^\W\d_][\w.'’-]{0,40},? [^\n;|()\[\]]{1,60}?)"
_AUTHOR = re.compile(
    rf"(?:\b(?:photograph(?:ed|s)?|photo|picture|image|taken|shot)\s{{1,4}}by\s{{1,4}}"
    rf"|(?:^|[\n.;])\s*(?:photographer|maker|creator|artist|photo(?:graph)?)\s*:\s*){_NAME}"
    rf"(?=\s*(?:[\n;|()\[\]]|(?<!\b\w)\.(?:\s|$)|,\s|$))",
    re.I,
)
_AUTHOR_LAST = re.compile(
    r"(?P<name>\b[^\W\d_][\w'’-]{1,40}, [^\W\d_][\w.'’ -]{1,40}), photographer\b", re.I
)
"""Library catalogues: "Roe, Jane, photographer"."""
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_ZONES = timedelta(hours=14)
_WHOLE_HOUR = timedelta(hours=1)
_READ = 5000
"""Characters of a description in which an author and years are looked for."""
_LEVELS = ((12, 5), (11, 4), (6, 2), (3, 1))
"""From which `accuracy` on how many names of the place hold, the widest first: street or
neighbourhood, city, region, country. 0 is none, 1 the world."""
_POINT = 12
"""`accuracy` from which the position is a point: 11 is a city, 16 a street."""
_RESTRICTED = 2
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
    taken, why_not = _capture_date(photo, posted, exchange)
    dates: list[DatedFact | None] = [taken]
    if posted:
        spot = where(exchange, "$.photo.dateuploaded")
        dates.append(instant(DateKind.UPLOADED, posted, spot, text(photo, "dateuploaded") or ""))
    tags = (text(tag, "raw") for tag in items(photo, "tags", "tag"))
    said = plain(text(photo, "description", "_content"))
    title = text(photo, "title", "_content")
    license = number(photo, "license")
    return SourceRecord(
        source="flickr",
        id=identity,
        where=where(exchange, "$.photo"),
        page_url=f"https://www.flickr.com/photos/{alias or nsid}/{identity}/",
        title=title,
        description=reading(said, where(exchange, "$.photo.description")),
        creators=_creators(name, license, (title, said), where(exchange, "$.photo.owner")),
        uploader=text(owner, "username"),
        credit_line=reading(f"{name} / Flickr" if name else None, where(exchange, "$.photo.owner")),
        license=license_of(license),
        dates=tuple(filter(None, dates)),
        places=_places(photo, exchange),
        categories=tuple(tag for tag in tags if tag)[:_TAGS],
        notes=tuple(_notes(photo, why_not, exchange)),
        basis=MatchBasis.SAME_ID,
    )


def _creators(
    account: str | None, license: int | None, texts: tuple[str | None, ...], spot: Locator
) -> tuple[Reading, ...]:
    """The account's name; of what a holder shows, whom its texts name, if anybody."""
    if license not in _OF_HOLDERS:
        return (Reading(account, spot),) if account else ()
    for said in filter(None, texts):
        named = _AUTHOR_LAST.search(said[:_READ]) or _AUTHOR.search(said[:_READ])
        if named:
            return (Reading(named["name"].strip(" ,."), spot),)
    return ()


def _notes(photo: Any, why_not: str | None, exchange: Exchange) -> Iterator[Reading]:
    """What else the answer says about the picture."""
    if why_not:
        yield Reading(f"capture date unknown: {why_not}", where(exchange, "$.photo.dates"))
    if number(photo, "license") in _OF_HOLDERS:
        yield Reading(
            "the account holds the picture; it need not have taken it",
            where(exchange, "$.photo.license"),
        )
    if (number(photo, "safety_level") or 0) >= _RESTRICTED:
        yield Reading("marked as restricted", where(exchange, "$.photo.safety_level"))
    if text(photo, "media") == "video":
        yield Reading("a video: the picture is its still", where(exchange, "$.photo.media"))


def _capture_date(
    photo: Any, posted: datetime | None, exchange: Exchange
) -> tuple[DatedFact | None, str | None]:
    """The capture date, in the camera's local time; else why it is unknown."""
    stated = text(photo, "dates", "taken")
    if not stated:
        return None, None
    if dig(photo, "dates", "takenunknown") in (1, "1") or _is_upload(stated, posted):
        return None, "Flickr repeats the upload date"
    fact = _stated_capture(photo, stated, exchange)
    if fact is None:
        return None, "Flickr states none"
    said = (text(photo, "title", "_content"), plain(text(photo, "description", "_content")))
    years = [int(y) for part in said for y in _YEAR.findall((part or "")[:_READ])]
    scanned = number(photo, "license") in _OF_HOLDERS and bool(years)
    if scanned and max(years) < fact.span.earliest.year:
        return None, f"the holder's texts date it to {max(years)}, before the day stated"
    return fact, None


def _is_upload(stated: str, posted: datetime | None) -> bool:
    """True where "taken" is the second of the upload by some zone's clock.

    `takenunknown` does not tell these: 4 of 39 recorded answers.
    """
    if posted is None:
        return False
    try:
        apart = abs(datetime.fromisoformat(stated) - posted.replace(tzinfo=None))
    except (ValueError, TypeError, OverflowError):
        return False
    return apart <= _ZONES and not apart % _WHOLE_HOUR


def _stated_capture(photo: Any, stated: str, exchange: Exchange) -> DatedFact | None:
    """The date as stated, with Flickr's precision; None where it is no date."""
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
    """Where the owner put the photo on the map: a position, or only an area.

    `accuracy` says how near: what was put on a map of a country is no point.
    """
    location = dig(photo, "location")
    latitude, longitude = decimal(location, "latitude"), decimal(location, "longitude")
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return ()
    accuracy = number(location, "accuracy")
    levels = ("country", "region", "county", "locality", "neighbourhood")
    known = next((n for least, n in _LEVELS if accuracy is None or accuracy >= least), 0)
    names = [text(location, k, "_content") or text(location, k) for k in levels[:known]]
    named = ", ".join(name for name in reversed(names) if name)
    spot = where(exchange, "$.photo.location")
    if accuracy is None or accuracy >= _POINT:
        return (PlaceFact(PlaceKind.CAMERA, named, spot, latitude, longitude),)
    return (PlaceFact(PlaceKind.SHOWN, named, spot),) if named else ()


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
        creators=_creators(
            author.text if author else None,
            number(answer, "license_id"),
            (text(answer, "title"),),
            where(exchange, "$.author_name"),
        ),
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
