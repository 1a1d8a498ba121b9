"""Dates as Commons writes them: free text with QuickStatements behind it, EXIF, ISO, MediaWiki's
blank format.

A QuickStatements tail such as `date QS:P,+1617-00-00T00:00:00Z/9,P1480,Q5727902` states time and
precision in Wikibase's numbers (7 century, 8 decade, 9 year, 10 month, 11 day); P1319 and P1326
are the earliest and latest date, P1480 with Q5727902 says circa.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from provenance.model import DateKind, DateSpan, Precision
from provenance.sources.wikimedia_commons.words import words

_CIRCA_YEARS = 5
"""Years added on both sides of a "circa" year: a cautious half decade, so that a circa date
refutes little."""
FIRST_PHOTOGRAPH = date(1826, 1, 1)
"""Niépce's view from the window at Le Gras (1826 or 1827): a work dated earlier was made, not
photographed, then."""
_QS = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T[\d:]{8}Z/(\d{1,2})")
_ISO = re.compile(
    r"(?<!\d)(\d{4})(?:[-:](\d\d)(?:[-:](\d\d)(?:[T ,]+(\d\d):(\d\d)(?::(\d\d))?)?)?)?(?![\d-])"
)
_MONTHS = {
    name.lower(): n
    for n, name in enumerate(
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        1,
    )
}
_MONTH = "|".join(name for name in _MONTHS)
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(?:(\d{{1,2}}) )?({_MONTH})(?: (\d{{1,2}}),)? (\d{{4}})(?!\d)(?:,? (\d\d):(\d\d))?",
    re.I,
)
_RANGE = re.compile(
    r"(?:between |from "
    r")?(\d{4}(?:-\d\d){0,2})\s*(?:–|—|-|to|and|until|/)\s*(\d{4}(?:-\d\d){0,2})(?!\d)"
)
_DECADE = re.compile(r"(?<!\d)(\d{3}0)s\b")
_WIKIBASE = {
    7: Precision.CENTURY,
    8: Precision.DECADE,
    9: Precision.YEAR,
    10: Precision.MONTH,
    11: Precision.DAY,
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as read: span, precision, and what kind of date its words say it is."""

    span: DateSpan
    precision: Precision
    kind: DateKind = DateKind.CAPTURED
    circa: bool = False


def read_date(text: str, hidden: str = "") -> Dated | None:
    """The date a Date field states; None where it states none that can be read.

    `hidden` is the QuickStatements tail; it wins over the text. A year alone is a date of that
    precision.
    """
    text = " ".join(text.split())[:400]
    lowered = text.lower()
    kind = DateKind.CAPTURED
    if any(word in lowered for word in words("upload_words")):
        kind = DateKind.UPLOADED
    elif any(word in lowered for word in words("publication_words")):
        kind = DateKind.PUBLISHED
    found = _from_statements(hidden) or _from_text(text)
    if found is None:
        return None
    span, precision = found
    circa = "Q5727902" in hidden or any(
        re.search(rf"(?<!\w){re.escape(w)}(?!\w)", lowered) for w in words("circa_words")
    )
    if circa and precision in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        span = _span(span.earliest.year - _CIRCA_YEARS, span.latest.year + _CIRCA_YEARS)
        precision = Precision.RANGE
    if not hidden and _first_word_in(lowered, "before_words"):
        span, precision = DateSpan(min(FIRST_PHOTOGRAPH, span.latest), span.latest), Precision.RANGE
    elif not hidden and _first_word_in(lowered, "after_words"):
        return None  # without an end it dates nothing
    if kind is DateKind.CAPTURED and span.latest < FIRST_PHOTOGRAPH:
        kind = DateKind.CREATED
    return Dated(span, precision, kind, circa)


def _first_word_in(text: str, name: str) -> bool:
    return any(text.startswith(f"{word} ") for word in words(name))


def _from_statements(hidden: str) -> tuple[DateSpan, Precision] | None:
    earliest = re.search(r"P1319," + _QS.pattern, hidden)
    latest = re.search(r"P1326," + _QS.pattern, hidden)
    if earliest and latest:
        first, last = _wikibase(*earliest.groups()), _wikibase(*latest.groups())
        if first and last and first[0].earliest <= last[0].latest:
            return DateSpan(first[0].earliest, last[0].latest), Precision.RANGE
    main = _QS.search(hidden)
    return _wikibase(*main.groups()) if main else None


def _wikibase(year: str, month: str, day: str, precision: str) -> tuple[DateSpan, Precision] | None:
    word = _WIKIBASE.get(int(precision), Precision.DAY if int(precision) > 11 else None)
    if word is None or int(year) == 0:
        return None
    y, m, d = int(year), int(month), int(day)
    if word is Precision.CENTURY:
        start = (y - 1) // 100 * 100 + 1
        return _span(start, min(9999, start + 99)), word
    if word is Precision.DECADE:
        return _span(max(1, y // 10 * 10), y // 10 * 10 + 9), word
    span = _days(y, m if word is not Precision.YEAR else 0, d if word is Precision.DAY else 0)
    return (span, word) if span else None


def wikibase_time(value: dict[str, object]) -> tuple[DateSpan, Precision] | None:
    """A Wikibase time value; None where it is not readable or lies before year 1."""
    matched = re.fullmatch(
        r"\+0*(\d{1,4})-(\d\d)-(\d\d)T[\d:]{8}Z", str(value.get("time", ""))[:40]
    )
    precision = value.get("precision")
    if not matched or type(precision) is not int:
        return None
    return _wikibase(matched[1], matched[2], matched[3], str(precision))


def _from_text(text: str) -> tuple[DateSpan, Precision] | None:
    spread = _RANGE.search(text)
    if spread:
        first, last = _iso(spread[1]), _iso(spread[2])
        if first and last and first[0].earliest < last[0].latest:
            return DateSpan(first[0].earliest, last[0].latest), Precision.RANGE
    worded = _DAY_MONTH_YEAR.search(text)
    if worded:
        day = int(worded[1] or worded[3] or 0)
        span = _days(int(worded[4]), _MONTHS[worded[2].lower()], day)
        if span:
            fine = (
                Precision.MINUTE if worded[5] and day else Precision.DAY if day else Precision.MONTH
            )
            return span, fine
    decade = _DECADE.search(text)
    if decade:
        year = int(decade[1])
        return (_span(year, year + 9), Precision.DECADE) if year else None
    return _iso(text)


def _iso(text: str) -> tuple[DateSpan, Precision] | None:
    for matched in _ISO.finditer(text):
        year, month, day, hour, _, second = matched.groups()
        span = _days(int(year), int(month or 0), int(day or 0))
        if span is None:
            continue
        if hour:
            return span, Precision.SECOND if second else Precision.MINUTE
        return span, Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return None


def _days(year: int, month: int, day: int) -> DateSpan | None:
    """The span of a year, a month or a day (0 where not given); None where there is no such day."""
    try:
        if not month:
            return _span(year, year)
        if not day:
            return DateSpan(
                date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            )
        exact = date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return DateSpan(exact, exact)


def _span(first: int, last: int) -> DateSpan:
    return DateSpan(date(max(1, first), 1, 1), date(min(9999, last), 12, 31))


def read_timestamp(text: str) -> datetime | None:
    """A moment in UTC from `2026-11-23T16:43:59Z` (core) or `2026-11-23 16:43:59`
    (CommonsMetadata)."""
    matched = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)Z?", text.strip()[:40])
    try:
        return (
            datetime.fromisoformat(f"{matched[1]}T{matched[2]}").replace(tzinfo=UTC)
            if matched
            else None
        )
    except ValueError:
        return None


def day_of(moment: datetime) -> DateSpan:
    """The day of a moment, in UTC."""
    return DateSpan(moment.date(), moment.date())
