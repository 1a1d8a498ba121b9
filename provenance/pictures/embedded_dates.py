"""When a picture was made, as its tags say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone

from provenance import lazy_re as re
from provenance.model import FIRST_PHOTOGRAPH, EmbeddedDate, MetadataValue

_FORM = re.compile(
    r"(?P<y>\d{4})(?:[-:/.]?(?P<m>\d\d)(?:[-:/.]?(?P<d>\d\d))?)?"
    r"(?:[T ,]{1,3}(?P<H>\d\d)[:.h]?(?P<M>\d\d)(?:[:.]?(?P<S>\d\d)(?:[.,](?P<f>\d{1,9}))?)?)?"
    r"\s{0,2}(?P<z>Z|UTC|[+-]\d\d:?\d\d)?(?:\s{0,3}|, .{0,60})",
    re.A,
)
_FILE_MADE = ("XMP-xmp:CreateDate", "XMP-exif:DateTimeDigitized", "EXIF:CreateDate")
"""When a scan or an export was made: used where nothing else is stated, and no disagreement
with an exposure."""
_FARTHEST_ZONE = 14 * 60
"""Minutes from Greenwich: Kiribati's."""
_QUOTED = 40
"""Characters of a junk date that a note quotes."""
_LONGEST = 60
"""Characters of a date's text that are read."""
_SAME = timedelta(days=1)
"""Zones and midnight put two tags of one exposure up to a day apart; more than that is a
disagreement."""


def choose_date(
    texts: Mapping[str, list[str]], *, now: datetime | None = None
) -> tuple[EmbeddedDate | None, list[str], tuple[MetadataValue, ...]]:
    """The date by precedence, notes on junk, and dates that disagree."""
    found: list[EmbeddedDate] = []
    notes: list[str] = []
    latest = (now or datetime.now(UTC)).year + 1
    for tag, text in _candidates(texts):
        date = read_embedded_date(text, tag)
        if date is not None and FIRST_PHOTOGRAPH.year <= date.value.year <= latest:
            found.append(date)
        elif text.strip(" :0-./T+Z\x00"):
            notes.append(f"{tag} holds no usable date: {text.strip()[:_QUOTED]!r}")
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


def _candidates(texts: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Tag and text of each date, best first.

    The camera's clock goes first, then what people typed, then when it became a file.
    """

    def of(tag: str) -> str:
        return next((t for t in texts.get(tag, ()) if t.strip()), "")

    def zone(tag: str) -> str:
        text = of(tag).strip("\x00 ")
        return text if re.fullmatch(r"Z|[+-]\d\d:?\d\d", text, re.A) else ""

    def with_zone(text: str, tag: str) -> str:
        return text and text + zone(tag)

    day, time = of("IPTC:DateCreated"), of("IPTC:TimeCreated")
    taken, made = of("EXIF:DateTimeOriginal"), of("EXIF:CreateDate")
    for tag, text in (
        ("EXIF:DateTimeOriginal", with_zone(taken, "EXIF:OffsetTimeOriginal")),
        ("IPTC:DateCreated", f"{day.strip()} {time.strip()}" if day and time else ""),
        ("XMP-photoshop:DateCreated", of("XMP-photoshop:DateCreated")),
        ("IPTC:DateCreated", "" if time else day),
        ("XMP-exif:DateTimeOriginal", of("XMP-exif:DateTimeOriginal")),
        ("XMP-xmp:CreateDate", of("XMP-xmp:CreateDate")),
        ("XMP-exif:DateTimeDigitized", of("XMP-exif:DateTimeDigitized")),
        ("EXIF:CreateDate", with_zone(made, "EXIF:OffsetTimeDigitized")),
    ):
        if text:
            yield tag, text


def read_embedded_date(text: str, tag: str) -> EmbeddedDate | None:
    """A date in any of the forms tags hold, with its precision; None for junk.

    Junk is what has zeros or blanks for a year, or is no day of the calendar.
    """
    match = _FORM.fullmatch(text.strip("\x00 \t\r\n")[:_LONGEST])
    if not match:
        return None
    part = {name: value or "" for name, value in match.groupdict().items()}
    # IPTC and EXIF both write 00 for a part that is not known.
    if part["m"] == "00":
        part["m"] = part["d"] = ""
    elif part["d"] == "00":
        part["d"] = ""
    precision = _precision(part, camera=tag.startswith("EXIF:"))
    hour, minute, second = (int((part["d"] and part[name]) or 0) for name in "HMS")
    try:
        month, day = int(part["m"] or 1), int(part["d"] or 1)
        value = datetime(int(part["y"]), month, day, hour, minute, second)
    except ValueError:
        return None
    if part["z"] and precision in ("second", "minute"):
        value = value.replace(tzinfo=_zone(part["z"]))
    return EmbeddedDate(value, precision, tag)


def _precision(part: Mapping[str, str], *, camera: bool) -> str:
    """How exact the parts of a date are; `camera` where a camera's clock wrote them."""
    if not part["m"]:
        return "year"
    if not part["d"]:
        return "month"
    # Agencies fill a time they do not know with zeros; a camera's midnight is a midnight.
    if not part["H"] or (not camera and not any(int(part[name] or 0) for name in "HMS")):
        return "day"
    return "second" if part["S"] else "minute"


def _zone(text: str) -> timezone | None:
    if text in ("Z", "UTC"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes > _FARTHEST_ZONE or minutes % 15:
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
