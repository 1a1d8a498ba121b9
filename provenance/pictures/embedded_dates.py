"""When a picture was made, as its tags say: which tag goes first, and which dates are junk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone

from provenance.model import EmbeddedDate, MetadataValue

_FORM = re.compile(
    r"(?P<y>\d{4})(?:[-:/.]?(?P<m>\d\d)(?:[-:/.]?(?P<d>\d\d))?)?"
    r"(?:[T ,]{1,3}(?P<H>\d\d)[:.h]?(?P<M>\d\d)(?:[:.]?(?P<S>\d\d)(?:[.,](?P<f>\d{1,9}))?)?)?"
    r"\s{0,2}(?P<z>Z|UTC|[+-]\d\d:?\d\d)?(?:\s{0,3}|, .{0,60})",
    re.A,
)
EARLIEST = 1826
"""The year of the oldest photograph."""
_FILE_MADE = ("XMP-xmp:CreateDate", "XMP-exif:DateTimeDigitized", "EXIF:CreateDate")
"""When a scan or an export was made: used where nothing else is stated, and no disagreement
with an exposure."""
_SAME = timedelta(days=1)
"""Zones and midnight put two tags of one exposure up to a day apart; more than that is a
disagreement."""


def choose_date(
    texts: Mapping[str, list[str]], *, now: datetime | None = None
) -> tuple[EmbeddedDate | None, list[str], tuple[MetadataValue, ...]]:
    """The date by precedence, notes on junk dates, and the dates that disagree with the chosen
    one."""
    found: list[EmbeddedDate] = []
    notes: list[str] = []
    latest = (now or datetime.now(UTC)).year + 1
    for tag, text in _stated(texts):
        date = read_date(text, tag)
        if date is not None and EARLIEST <= date.value.year <= latest:
            found.append(date)
        elif text.strip(" :0-./T+Z\x00"):
            notes.append(f"{tag} holds no usable date: {text.strip()[:40]!r}")
        elif "0" in text:
            notes.append(f"{tag} is blank (zeros)")
    if not found:
        return None, notes, ()
    first = found[0]
    others = tuple(
        MetadataValue(d.value.isoformat(), d.tag)
        for d in found[1:]
        if d.tag not in _FILE_MADE and _apart(first, d)
    )
    return first, notes, others


def _stated(texts: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Tag and text of each date, best first: the camera's clock, what people typed, when it
    became a file."""

    def of(tag: str) -> str:
        return next((t for t in texts.get(tag, ()) if t.strip()), "")

    def zone(tag: str) -> str:
        stated = of(tag).strip("\x00 ")
        return stated if re.fullmatch(r"Z|[+-]\d\d:?\d\d", stated, re.A) else ""

    if taken := of("EXIF:DateTimeOriginal"):
        yield "EXIF:DateTimeOriginal", taken + zone("EXIF:OffsetTimeOriginal")
    day, time = of("IPTC:DateCreated"), of("IPTC:TimeCreated")
    if day and time:
        yield "IPTC:DateCreated", f"{day.strip()} {time.strip()}"
    for tag in ("XMP-photoshop:DateCreated",):
        if text := of(tag):
            yield tag, text
    if day and not time:
        yield "IPTC:DateCreated", day
    for tag in ("XMP-exif:DateTimeOriginal", "XMP-xmp:CreateDate", "XMP-exif:DateTimeDigitized"):
        if text := of(tag):
            yield tag, text
    if made := of("EXIF:CreateDate"):
        yield "EXIF:CreateDate", made + zone("EXIF:OffsetTimeDigitized")


def read_date(text: str, tag: str) -> EmbeddedDate | None:
    """A date in any of the forms tags hold, with its precision; None for junk (zeros, blanks,
    no calendar date)."""
    match = _FORM.fullmatch(text.strip("\x00 \t\r\n")[:60])
    if not match:
        return None
    part = match.groupdict()
    month, day = int(part["m"] or 1), int(part["d"] or 1)
    if part["m"] and month == 0:
        month, day, part["m"], part["d"] = 1, 1, "", ""
    elif part["d"] and day == 0:
        # IPTC and EXIF both write 00 for a part that is not known.
        day, part["d"] = 1, ""
    try:
        value = datetime(int(part["y"]), month, day)
        if part["H"] and part["d"]:
            value = value.replace(
                hour=int(part["H"]), minute=int(part["M"]), second=int(part["S"] or 0)
            )
    except ValueError:
        return None
    if not part["m"]:
        precision = "year"
    elif not part["d"]:
        precision = "month"
    elif not part["H"] or (
        not tag.startswith("EXIF:") and not any(int(part[k] or 0) for k in "HMS")
    ):
        # Agencies fill a time they do not know with zeros; a camera's midnight is a midnight.
        precision = "day"
    else:
        precision = "second" if part["S"] else "minute"
    if part["z"] and precision in ("second", "minute"):
        value = value.replace(tzinfo=_zone(part["z"]))
    return EmbeddedDate(value, precision, tag)


def _zone(text: str) -> timezone | None:
    if text in ("Z", "UTC"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes > 14 * 60 or minutes % 15:
        # No zone lies elsewhere than on a quarter of an hour: a program wrote something else here.
        return None
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def _apart(one: EmbeddedDate, other: EmbeddedDate) -> bool:
    a, b = one.value.replace(tzinfo=None), other.value.replace(tzinfo=None)
    if "year" in (one.precision, other.precision):
        return a.year != b.year
    if "month" in (one.precision, other.precision):
        return (a.year, a.month) != (b.year, b.month)
    return abs(a - b) > _SAME
