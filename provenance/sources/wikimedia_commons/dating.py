# ruff: noqa: E501 - a regular expression is read on one line
"""Dates as Commons writes them.

Free text with QuickStatements behind it, EXIF, ISO, MediaWiki's blank format.

A QuickStatements tail such as `date QS:P,+1617-00-00T00:00:00Z/9,P1480,Q5727902` states time and
precision in Wikibase's numbers (7 century, 8 decade, 9 year, 10 month, 11 day); P1319 and P1326
are the earliest and latest date, P1480 with Q5727902 says circa.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache

from provenance import lazy_re as re
from provenance.claims.calendar import months, namesake_months
from provenance.model import FIRST_PHOTOGRAPH, DateKind, DateSpan, Precision
from provenance.sources.wikimedia_commons.words import vocabulary, words
from provenance.values import dataclass

_CIRCA_YEARS = 5
"""Years added on both sides of a "circa" year: a cautious half decade, so that a circa date
refutes little."""
_QS = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T[\d:]{8}Z/(\d{1,2})")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_WORD = re.compile(r"[^\W\d_]{3,20}\.?")
_THAI_MONTHS = {name: n for n, name in enumerate(vocabulary()["thai_months"], 1)}
_THAI_YEARS = 543
"""Years by which the Buddhist reckoning of Thailand is ahead."""
_DASH = r"\s*(?:–|—|-|to|and|until|/|or)\s*"
_FORMS = {
    "thai": rf"(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{'|'.join(_THAI_MONTHS)})\s+(?:พ\.ศ\.\s*)?(?P<year>2[45]\d\d)",
    "iso": r"(?<!\d)(?P<year>\d{4})[-:](?P<month>\d\d)(?:[-:](?P<day>\d\d)(?:[T ,]+(?P<hour>\d\d):\d\d(?P<second>:\d\d)?)?)?(?![\d-])",
    "compact": r"(?<!\d)(?P<year>18\d\d|19\d\d|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
    "dotted": r"(?<!\d)(?P<day>[0-3]?\d)\.\s?(?P<month>[01]?\d)\.\s?(?P<year>1[89]\d\d|20\d\d)(?!\d)",
    "days": rf"(?<!\d)(?P<day>\d{{1,2}}){_DASH}(?P<day2>\d{{1,2}}) (?P<month>{_MONTH}),? (?P<year>\d{{4}})(?!\d)",
    "american days": rf"(?P<month>{_MONTH}) (?P<day>\d{{1,2}}){_DASH}(?P<day2>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)",
    "months": rf"(?P<month>{_MONTH}){_DASH}(?P<month2>{_MONTH}),? (?P<year>\d{{4}})(?!\d)",
    "worded": rf"(?<!\d)(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})(?: (?P<day2>\d{{1,2}}),)?,? (?P<year>\d{{4}})(?!\d)(?:,? (?P<hour>\d\d):\d\d)?",
    "yearless": rf"(?<!\d)(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?!\w)",
    "century": r"(?<!\d)(?P<century>\d{1,2})(?:st|nd|rd|th) century",
    "decade": r"(?<!\d)(?P<year>\d{3}0)s\b",
    "short range": r"(?<![\d-])(?P<year>\d{4})[–—/-](?P<end>\d\d)(?![\d-])",
    "year": r"(?<![\d-])(?P<year>\d{4})(?![\d-])",
}
"""The forms of dates, the most telling first."""
_PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in _FORMS.items()}
_CLAUSE = re.compile(r"[,;()\[\]/](?!\s?\d{2}(?:\D|$))|\.\s")
"""Where one statement of a date ends and another begins; not inside "1941/42"."""
_CIRCA_SIGN = re.compile(r"(?<!\w)c\.? ?(?=1\d{3}|20\d\d)", re.I)
_MAX_CHARS = 400
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
    precision; several dates are one span from the first to the last.
    """
    text = _CIRCA_SIGN.sub("circa ", " ".join(text.split())[:_MAX_CHARS])
    text = _WORD.sub(_in_english, text)
    taken = text if hidden else _of_the_picture(text)
    found = _from_statements(hidden) or _from_text(taken)
    if found is None:
        return None
    lowered = taken.lower()
    if not hidden and _first_word_in(lowered, "after_words"):
        return None  # without an end it dates nothing
    span, precision = found
    circa = "Q5727902" in hidden or _has_word(lowered, "circa_words")
    if circa and precision in (Precision.YEAR, Precision.MONTH, Precision.DAY, Precision.RANGE):
        span, precision = widen_circa(span), Precision.RANGE
    if not hidden and _first_word_in(lowered, "before_words"):
        span, precision = DateSpan(min(FIRST_PHOTOGRAPH, span.latest), span.latest), Precision.RANGE
    return Dated(span, precision, _kind(lowered, span), circa)


@cache
def _english_months() -> Mapping[str, str]:
    """Names and abbreviations of months in any language → the English name."""
    taken = {*namesake_months(), *words("month_like_words")}
    english = calendar.month_name
    return {n: english[number] for n, number in months(None).items() if n not in taken}


def _in_english(word: re.Match[str]) -> str:
    """The English name of a month; any other word as it is."""
    plain = word[0].lower()
    known = _english_months()
    return known.get(plain) or known.get(plain.removesuffix(".")) or word[0]


def _kind(text: str, span: DateSpan) -> DateKind:
    """What kind of date its words say it is."""
    if any(word in text for word in words("upload_words")):
        return DateKind.UPLOADED
    if any(word in text for word in words("publication_words")):
        return DateKind.PUBLISHED
    return DateKind.CREATED if span.latest < FIRST_PHOTOGRAPH else DateKind.CAPTURED


def _has_word(text: str, name: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in words(name))


def _of_the_picture(text: str) -> str:
    """The part of the text that dates the picture.

    Of "printed 1950, taken 1944" the second, of "2010 (scan of 1944 photo)" what the scan is of.
    """
    clauses = [part for part in _CLAUSE.split(text) if _from_text(part)]
    for clause in clauses:
        low = clause.lower()
        if copied := next((w for w in words("copy_of_words") if w in low), None):
            return clause[low.index(copied) :]
        if _has_word(low, "taken_words"):
            return clause
    others = ("copy_words", "upload_words", "publication_words")
    own = [c for c in clauses if not any(_has_word(c.lower(), name) for name in others)]
    return text if not own or len(own) == len(clauses) else ", ".join(own)


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
        return _years(start, min(9999, start + 99)), word
    if word is Precision.DECADE:
        return _years(max(1, y // 10 * 10), y // 10 * 10 + 9), word
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
    """The span of all dates that a text names, and the precision of the only one."""
    found = list(_dates_in(text))
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    first = min(span.earliest for span, _ in found)
    return DateSpan(first, max(span.latest for span, _ in found)), Precision.RANGE


def _dates_in(text: str) -> Iterator[tuple[DateSpan, Precision]]:
    """Every date in the text.

    A day without a year is of the year that is printed behind.
    """
    rest = text
    last_year = ""
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(rest):
            groups = match.groupdict()
            last_year = groups.get("year") or last_year
            read = _read(name, {**groups, "year": groups.get("year") or last_year})
            if read is not None:
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
                yield read


def _read(name: str, found: dict[str, str | None]) -> tuple[DateSpan, Precision] | None:
    """One date of a form; None where there is no such day."""
    if name == "century":
        start = 100 * (int(found["century"] or 0) - 1) + 1
        return (_years(start, start + 99), Precision.CENTURY) if start > 0 else None
    year = int(found["year"] or 0)
    if name in ("decade", "short range"):
        return _long_span(name, year, int(found.get("end") or 0))
    if name == "thai":
        year -= _THAI_YEARS
    month = _month_number(found.get("month"))
    day, day2 = int(found.get("day") or 0), int(found.get("day2") or 0)
    first = _days(year, month, day or day2)
    last = _days(year, _month_number(found.get("month2")) or month, day2 or day)
    if first is None or last is None or first.earliest > last.latest:
        return None
    if first != last:
        return DateSpan(first.earliest, last.latest), Precision.RANGE
    return first, _precision(found, month, day or day2)


def _long_span(name: str, year: int, end: int) -> tuple[DateSpan, Precision] | None:
    if name == "decade":
        return (_years(year, year + 9), Precision.DECADE) if year else None
    last = year // 100 * 100 + end
    return (_years(year, last), Precision.RANGE) if 0 < year < last else None


def _month_number(word: str | None) -> int:
    """The month that a word or number means; 0 where none is given."""
    if not word or word.isdigit():
        return int(word or 0)
    return _MONTHS.get(word.lower()) or _THAI_MONTHS.get(word, 0)


def _precision(found: dict[str, str | None], month: int, day: int) -> Precision:
    if day and found.get("hour"):
        return Precision.SECOND if found.get("second") else Precision.MINUTE
    return Precision.DAY if day else Precision.MONTH if month else Precision.YEAR


def _days(year: int, month: int, day: int) -> DateSpan | None:
    """The span of a year, a month or a day (0 where not given).

    None where there is no such day.
    """
    try:
        if not month:
            return _years(year, year)
        if not day:
            return DateSpan(
                date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            )
        exact = date(year, month, day)
    except (ValueError, calendar.IllegalMonthError):
        return None
    return DateSpan(exact, exact)


def widen_circa(span: DateSpan) -> DateSpan:
    """The span of a date that is only "about" it."""
    return _years(span.earliest.year - _CIRCA_YEARS, span.latest.year + _CIRCA_YEARS)


def _years(first: int, last: int) -> DateSpan:
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
