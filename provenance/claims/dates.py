"""Dates named in a text, with their precision: absolute, partial, relative to the publication
date, ranges."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from provenance.claims.calendar import eras, months, patterns, relative, seasons, units, weekdays
from provenance.claims.vocabulary import table
from provenance.lexicon.folding import lowered
from provenance.model import DateClaim, DateSpan, Precision

MAX_CHARS = 20_000
RECENT_DAYS = 365
""""Recent", "ongoing", "currently": within the last year. Nobody calls a longer past recent in a
news caption; a shorter bound would accuse captions of slow stories."""
_VAGUE_DAYS = 32
"""A relative span longer than a month (and not of a calendar year) is a vague one."""
FIRST_PHOTOGRAPH = 1826
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_Found = tuple[tuple[DateSpan, ...], Precision, bool]

_COUNTED = re.compile(
    r"\s+(?:people|soldiers|troops|police|men|women|children|protesters|migrants|refugees|homes|houses|cars|dead|"
    r"tons|tonnes|metres|meters|feet|miles|km|kilometers|kilometres|euros?|dollars?|pounds?|hryvnia|rupees|crore|lakh|"
    r"menschen|soldaten|personnes|soldats|personas|soldados|persone|soldati|pessoas|mensen|osób|людей|человек)\b"
)
_PRODUCT = re.compile(
    r"(?:boeing|airbus|model|mark|mk|flight|route|highway|no\.|nr\.|number|iso|rfc|agenda|expo|euro|windows|office|"
    r"unit|section|article|room|isbn|tel|phone|tel\.|by-sa|by|sa|nc|nd|version|v\.|vision|resolution|§)\s*$"
)


def read_dates(
    text: str, *, published: date | None = None, language: str | None = None
) -> tuple[DateClaim, ...]:
    """The dates a text names, in their order. Relative and yearless ones only where `published`
    is known."""
    low = lowered(text[:MAX_CHARS]).translate(_DIGITS).replace("’", "'")
    language = (language or "").split("-")[0].lower() or None
    taken: list[tuple[int, int]] = []
    claims = []
    for name, pattern in patterns(language).items():
        for match in pattern.finditer(low):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            found = _READERS[name](match, published, language, text)
            if found is None:
                continue
            start, end = match.start(), match.end()
            while end > start and low[end - 1] in " .,-":
                end -= 1
            taken.append((match.start(), match.end()))
            spans, precision, from_published = found
            claims.append(DateClaim(text[start:end], start, end, spans, precision, from_published))
    # "The 2022 picture of the ongoing protest": where a date is named, "ongoing" and "covid" say
    # nothing of their own.
    named = [
        c
        for c in claims
        if not (c.relative and c.precision is Precision.RANGE and _days(c) >= _VAGUE_DAYS)
    ]
    return _without_doubles(text, sorted(named or claims, key=lambda claim: claim.start))


def _without_doubles(text: str, claims: list[DateClaim]) -> tuple[DateClaim, ...]:
    """Of "Sunday, 21 December" and "yesterday (Sunday)" the more exact: the other is no date of
    its own."""
    kept: list[DateClaim] = []
    until = -1
    for claim in claims:
        adjacent, until = (
            bool(kept) and text[until : claim.start].strip(" ,(\u00a0") in ("", "den", "dem"),
            claim.end,
        )
        if adjacent:
            last = kept[-1]
            if last.relative and last.precision is claim.precision is Precision.DAY:
                kept[-1] = (
                    claim if not claim.relative or any(c.isdigit() for c in claim.text) else last
                )
                continue
            if claim.relative and claim.precision is last.precision is Precision.DAY:
                continue
        kept.append(claim)
    return tuple(kept)


def _days(claim: DateClaim) -> int:
    return (claim.span.latest - claim.span.earliest).days


def day_span(year: int, month: int, day: int) -> DateSpan | None:
    """One day; None for a day that does not exist."""
    try:
        return DateSpan(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def month_span(year: int, month: int) -> DateSpan:
    """All days of a month."""
    return DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_span(year: int, last: int | None = None) -> DateSpan:
    """All days of a year, or of the years to `last`."""
    return DateSpan(date(year, 1, 1), date(last or year, 12, 31))


def _one(
    span: DateSpan | None, precision: Precision, from_published: bool = False
) -> _Found | None:
    return ((span,), precision, from_published) if span else None


def _full(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    month = match["month"]
    number = int(month) if month.isdigit() else months(language)[month]
    return _one(day_span(int(match["year"]), number, int(match["day"])), Precision.DAY)


def _month_year(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    first = months(language)[match["month"]]
    if "month0" in match.re.groupindex:
        start = months(language)[match["month0"]]
        year = int(match["year"])
        span = DateSpan(month_span(year, start).earliest, month_span(year, first).latest)
        return _one(span, Precision.RANGE) if start <= first else None
    return _one(month_span(int(match["year"]), first), Precision.MONTH)


def _cross_month(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    names, year = months(language), int(match["year"])
    first = day_span(year, names[match["month0"]], int(match["day0"]))
    last = day_span(year, names[match["month"]], int(match["day"]))
    if first is None or last is None or last.earliest <= first.earliest:
        return None
    return _one(DateSpan(first.earliest, last.latest), Precision.RANGE)


def _day_range(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    month, day, last = months(language)[match["month"]], int(match["day"]), int(match["day2"])
    years = [int(match["year"])] if match["year"] else _years(published, month, day)
    spans = [
        (a, b) for y in years if (a := day_span(y, month, day)) and (b := day_span(y, month, last))
    ]
    if not spans or last <= day:
        return None
    return (
        tuple(DateSpan(a.earliest, b.latest) for a, b in spans),
        Precision.RANGE,
        match["year"] is None,
    )


def _yearless(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    month = match["month"]
    number = int(month) if month.isdigit() else months(language)[month]
    if not month.isdigit() and len(month) < 4 and not text[match.start("month") :][:1].isupper():
        return None  # "5 mar", "3 sep" in running text are seldom dates when not written as names
    day = int(match["day"])
    spans = [s for y in _years(published, number, day) if (s := day_span(y, number, day))]
    return (tuple(spans), Precision.DAY, True) if spans else None


def _years(published: date | None, month: int, day: int) -> list[int]:
    """The years of a date printed without one: that of publication; where it lies ahead, the
    one before as well."""
    if published is None:
        return []
    this = day_span(published.year, month, min(day, 28))
    ahead = this is not None and this.earliest > published + timedelta(days=7)
    return [published.year, published.year - 1] if ahead else [published.year]


def _cjk(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    year = int(match["year"])
    if not match["month"]:
        return _one(year_span(year), Precision.YEAR)
    if not match["day"]:
        return _one(month_span(year, int(match["month"])), Precision.MONTH)
    return _one(day_span(year, int(match["month"]), int(match["day"])), Precision.DAY)


def _numeric(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    both = [day_span(year, b, a), day_span(year, a, b)]
    if match[2] == ".":
        both = both[:1]  # points are written day first
    spans = tuple(dict.fromkeys(s for s in both if s))
    return (spans, Precision.DAY, False) if spans else None


def _season(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    year, first = int(match["year"]), seasons()[match["season"]]
    return (
        (_season_span(year, first), _season_span(year, first % 12 + 6 if first < 12 else 6)),
        Precision.SEASON,
        False,
    )


def _season_span(year: int, first: int) -> DateSpan:
    if first > 12:
        first -= 12
    last = first + 2
    if last > 12:  # a winter is called by either of its years
        return DateSpan(date(year - 1, 12, 1), month_span(year + 1, 2).latest)
    return DateSpan(date(year, first, 1), month_span(year, last).latest)


def _decade(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    year = int(match["year"])
    if year % 100 == 0 and year < 2000:
        return _one(year_span(year, year + 99), Precision.CENTURY)
    return _one(year_span(year, year + 9), Precision.DECADE)


def _year_range(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    first, last = int(match["year"]), match["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _one(year_span(first, end), Precision.RANGE) if first < end <= first + 100 else None


def _year(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    year = int(match["year"])
    latest = (published.year if published else date.today().year) + 1
    before, after = (
        lowered(text[max(0, match.start() - 24) : match.start()]),
        lowered(text[match.end() :][:24]),
    )
    if not FIRST_PHOTOGRAPH <= year <= latest or _COUNTED.match(after) or _PRODUCT.search(before):
        return None
    word = re.search(r"([^\W\d_]+) $", text[max(0, match.start() - 24) : match.start()])
    if (
        word
        and word[1][0].isupper()
        and word.start() > 0
        and re.match(r"\s*(?:$|[a-z.:;!?)])", text[match.end() :][:3])
    ):
        # "At Tokyo 2020", "Expo 2020": the year belongs to a name; "in Kyiv 2014" and "Photo 2014"
        # give a date.
        dated = lowered(word[1]) in _BEFORE_YEAR or _IN_PLACE.search(
            text[max(0, match.start() - 48) : match.start()]
        )
        return _one(year_span(year), Precision.YEAR) if dated else None
    if re.search(r"(?:since|seit|depuis|desde|dal|sinds|od|з|с)\s$", before):
        end = max(published or date(year, 12, 31), date(year, 12, 31))
        return _one(DateSpan(date(year, 1, 1), end), Precision.RANGE)
    if re.search(
        r"(?:until|till|bis|jusqu'en|hasta|fino al|tot|do|до|before|vor|avant|antes de)\s$", before
    ):
        return None
    return _one(year_span(year), Precision.YEAR)


_IN_PLACE = re.compile(r"\b(?:in|near|im|bei|en|à|nel|w|у|в|em)\s+[^\W\d_]+(?:[ -][^\W\d_]+)? $")
_BEFORE_YEAR = (
    "in",
    "photo",
    "picture",
    "archive",
    "archiv",
    "file",
    "foto",
    "jahr",
    "rok",
    "année",
    "año",
    "anno",
    "ano",
    "the",
    "a",
    "der",
    "die",
    "das",
    "le",
    "la",
    "el",
    "il",
)


def _relative(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    if published is None:
        return None
    unit, steps = relative(language)[match["phrase"]]
    if unit == "recent":
        return _one(
            DateSpan(published - timedelta(days=RECENT_DAYS), published), Precision.RANGE, True
        )
    return _shifted(published, unit, steps)


def _shifted(published: date, unit: str, steps: int) -> _Found | None:
    try:
        if unit == "day":
            day = published + timedelta(days=steps)
            return _one(DateSpan(day, day), Precision.DAY, True)
        if unit == "week":
            monday = published - timedelta(days=published.weekday()) + timedelta(weeks=steps)
            return _one(DateSpan(monday, monday + timedelta(days=6)), Precision.RANGE, True)
        if unit == "month":
            index = published.year * 12 + published.month - 1 + steps
            return _one(month_span(index // 12, index % 12 + 1), Precision.MONTH, True)
        return _one(year_span(published.year + steps), Precision.YEAR, True)
    except (ValueError, OverflowError):
        return None


def _ago(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    count, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
    number = int(count) if count.isdigit() else int(table("dates")["numbers"][count])
    return _shifted(published, units()[unit], -number) if published else None


def _weekday(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    if published is None:
        return None
    back = (published.weekday() - weekdays(language)[match["weekday"]]) % 7
    if match["next"]:
        back = back - 7 if back else -7
    day = published - timedelta(days=back)
    # Stories appear on the day they speak of or up to a week later: "last Tuesday" printed on a
    # Tuesday is a week old.
    spans = (
        (DateSpan(day, day),)
        if back
        else (DateSpan(day, day), DateSpan(day - timedelta(7), day - timedelta(7)))
    )
    return spans, Precision.DAY, True


def _era(
    match: re.Match[str], published: date | None, language: str | None, text: str
) -> _Found | None:
    first = eras()[match["era"]]
    return (
        _one(DateSpan(first, published), Precision.RANGE, True)
        if published and published > first
        else None
    )


_Reader = Callable[[re.Match[str], date | None, str | None, str], _Found | None]
_READERS: dict[str, _Reader] = {
    "iso": _full,
    "cross-month": _cross_month,
    "day-range": _day_range,
    "month-day-range": _day_range,
    "day-month-year": _full,
    "month-day-year": _full,
    "month-range": _month_year,
    "month-year": _month_year,
    "cjk": _cjk,
    "cjk-day": _yearless,
    "numeric": _numeric,
    "season": _season,
    "decade": _decade,
    "year-range": _year_range,
    "between-years": _year_range,
    "day-month": _yearless,
    "month-day": _yearless,
    "year": _year,
    "ago": _ago,
    "relative": _relative,
    "era": _era,
    "weekday": _weekday,
}
