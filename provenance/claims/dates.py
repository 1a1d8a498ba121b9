"""Dates named in a text, with their precision.

Absolute, partial, relative to the publication date, ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import MAXYEAR, date

from provenance import lazy_re as re
from provenance.claims.calendar import (
    OTHER_SCRIPTS,
    UNSPACED,
    VIETNAMESE,
    forms,
    lists_of,
    names_to_look_for,
    needed_of,
    pattern,
    seasons,
    words_of,
)
from provenance.claims.dates_in_names import end_of_street, is_in_name
from provenance.claims.dating import finish
from provenance.claims.elsewhere import is_another_word
from provenance.claims.other_calendars import (
    read_cjk,
    read_cjk_day_alone,
    read_hijri,
    read_japanese_era,
    read_minguo,
    read_solar,
    read_thai,
    read_thai_day,
    read_thai_year,
)
from provenance.claims.relative_dates import (
    is_of_name,
    read_ago,
    read_era,
    read_feast,
    read_in_month,
    read_last_month,
    read_name,
    read_relative,
    read_weekday,
    read_year_of_event,
    weekday_before,
)
from provenance.claims.spans import (
    At,
    Found,
    day_span,
    group_of,
    likely_years,
    month_numbers,
    month_span,
    single,
    year_of,
    year_span,
)
from provenance.claims.tokens import MAX_CHARS
from provenance.lexicon.folding import lowered
from provenance.model import FIRST_PHOTOGRAPH, DateClaim, DateSpan, Precision

MAX_DATES = 60
"""Dates that are read in one text."""
SHORT_MONTH = 4
"""Letters below which a month's name without a year must be written as a name: "3 sep" in running
text is seldom a date."""
_WHOLE_MONTHS = frozenset(("mai", "mei", "maj", "máj", "май", "мая", "mag", "may", "μαΐ"))
"""Names of May in languages that write months small; "mag." stands for maggio."""
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_COUNTED = re.compile(
    r"\s+(?:people|soldiers|troops|police|men|women|children|protesters|migrants|refugees|homes|houses|cars|dead|"
    r"tons|tonnes|metres|meters?|metern|mètres|metros|metri|feet|ft|miles|km|kilometers|kilometres|euros?|dollars?|"
    r"pounds?|hryvnia|rupees|crore|lakh|menschen|soldaten|einwohner\w*|personnes|soldats|habitants|personas|soldados|"
    r"habitantes|persone|soldati|abitanti|pessoas|mensen|inwoners|osób|людей|человек|m|cm|mm|kg|kw|mw|ha|qm|ps|hp|м|км)\b"
    r"|\s?(?:m|km|cm|mm|kg|kw|mw)(?:²|³|\b)|\s?[€$£%°]"
)
_PRODUCT = re.compile(
    r"(?:boeing|airbus|model|mark|mk|flight|route|highway|no\.|nr\.|number|iso|rfc|agenda|expo|euro|windows|office|"
    r"unit|section|article|room|isbn|tel|phone|tel\.|by-sa|by|sa|nc|nd|version|v\.|vision|resolution|§)\s*$"
)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)[^.;:|\n]{0,60}$")
"""What makes a year that of a right, not of the picture: "© 2019 Jo Example"."""
_SINCE = re.compile(r"(?:since|seit|depuis|desde|dal|sinds|od|з|с)\s$")
_UNTIL = re.compile(
    r"(?:until|till|bis|jusqu'en|hasta|fino al|tot|do|до|before|vor|avant|antes de)\s$"
)
_ANY_DIGIT = re.compile(r"\d")
_SIGNS = re.compile("[年月日년월일]")
_ARABIC_OR_THAI = re.compile("[\u0600-\u06ff\u0e00-\u0e7f]")
_WITHOUT_DIGITS = ("last-month", "in-month", "ago", "feast", "name", "relative", "era", "weekday")


def read_dates(
    text: str,
    *,
    published: date | None = None,
    language: str | None = None,
    names: tuple[tuple[int, int], ...] = (),
) -> tuple[DateClaim, ...]:
    """The dates a text names, in their order.

    `names` is where those of places stand: "Chiang Mai 2019" is no May. Relative and yearless
    dates only where `published` is known. A day before photography, or so
    late that no day of the next year can be named, is the mistake of some machine: not known.
    """
    if published is not None and not FIRST_PHOTOGRAPH.year <= published.year < MAXYEAR:
        published = None
    low = lowered(text[:MAX_CHARS]).translate(_DIGITS).replace("’", "'")
    language = (language or "").split("-")[0].lower() or None
    at = At(text, low, published, language, names)
    claims: list[DateClaim] = []
    taken = bytearray(len(low))
    for name, form in _forms_of(low, language):
        for match in form.finditer(low):
            start, end = match.span()
            if any(taken[start:end]) or len(claims) >= MAX_DATES:
                continue
            if is_another_word(name, match, at) or is_in_name(name, match, at):
                continue
            if street := end_of_street(match, at):
                taken[start:street] = b"\x01" * (street - start)
                continue
            found = _READERS[name](match, at)
            if found is None:
                continue
            taken[start:end] = b"\x01" * (end - start)
            if found[0]:
                claims.append(_claim(at, start, end, found))
    return finish(text, low, sorted(claims, key=lambda claim: claim.start))


def _forms_of(low: str, language: str | None) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The forms that a text of these characters may hold."""
    digits = _ANY_DIGIT.search(low) is not None
    if digits and _ARABIC_OR_THAI.search(low):
        yield from OTHER_SCRIPTS.items()
    if digits and _SIGNS.search(low):
        yield from UNSPACED.items()
    if digits and (language == "vi" or "tháng" in low):
        yield from VIETNAMESE.items()
    found: dict[str, tuple[str, ...]] = {}
    words = words_of(low)
    for form in forms():
        if not (digits or form in _WITHOUT_DIGITS):
            continue
        for which in lists_of(form):
            if which not in found:
                found[which] = names_to_look_for(low, words, which, language)
        if all(found[which] for which in needed_of(form)):
            yield form, pattern(form, *(found[which] for which in lists_of(form)))


def _claim(at: At, start: int, end: int, found: Found) -> DateClaim:
    while end > start and at.low[end - 1] in " .,-":
        end -= 1
    spans, precision, from_published = found
    return DateClaim(at.text[start:end], start, end, spans, precision, from_published)


def _full(match: re.Match[str], at: At) -> Found | None:
    year = year_of(match, at)
    if year is None:
        return None
    days = (day_span(year, m, int(match["day"])) for m in month_numbers(match["month"], at))
    spans = tuple(s for s in days if s)
    return (spans, Precision.DAY, not group_of(match, "year")) if spans else None


def _year_word_day(match: re.Match[str], at: At) -> Found | None:
    year, word = year_of(match, at), match["month"] or match["month2"]
    if year is None:
        return None
    day = int(match["day"] or match["day2"])
    return single(day_span(year, month_numbers(word, at)[0], day), Precision.DAY, True)


def _month_year(match: re.Match[str], at: At) -> Found | None:
    year, last = year_of(match, at), at.months[match["month"]]
    if year is None:
        return None
    if start := group_of(match, "month0"):
        first = at.months[start]
        span = DateSpan(month_span(year, first).earliest, month_span(year, last).latest)
        return single(span, Precision.RANGE) if first <= last else None
    return single(month_span(year, last), Precision.MONTH, not match["year"])


def _cross_month(match: re.Match[str], at: At) -> Found | None:
    year = int(match["year"])
    first = day_span(year, at.months[match["month0"]], int(match["day0"]))
    last = day_span(year, at.months[match["month"]], int(match["day"]))
    if first is None or last is None or last.earliest <= first.earliest:
        return None
    return single(DateSpan(first.earliest, last.latest), Precision.RANGE)


def _day_range(match: re.Match[str], at: At) -> Found | None:
    month, day, last = at.months[match["month"]], int(match["day"]), int(match["day2"])
    year = year_of(match, at)
    years = [year] if year else likely_years(at.published, month, day)
    spans = [
        DateSpan(a.earliest, b.latest)
        for y in years
        if (a := day_span(y, month, day)) and (b := day_span(y, month, last))
    ]
    if not spans or last <= day:
        return None
    return tuple(spans), Precision.RANGE, match["year"] is None


def _yearless(match: re.Match[str], at: At) -> Found | None:
    word = match["month"]
    small = not word.isdigit() and not at.text[match.start("month") :][:1].isupper()
    if small and len(word) < SHORT_MONTH and word not in _WHOLE_MONTHS:
        return None
    day = int(match["day"])
    spans = [
        s
        for number in month_numbers(word, at)
        for y in likely_years(at.published, number, day)
        if (s := day_span(y, number, day))
    ]
    return (tuple(spans), Precision.DAY, True) if spans else None


def _numeric(match: re.Match[str], at: At) -> Found | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    both = [day_span(year, b, a), day_span(year, a, b)]
    if match[2] == ".":
        both = both[:1]  # points are written day first
    spans = tuple(dict.fromkeys(s for s in both if s))
    if len(spans) > 1 and (wanted := weekday_before(match, at)) is not None:
        spans = tuple(s for s in spans if s.earliest.weekday() == wanted) or spans
    return (spans, Precision.DAY, False) if spans else None


def _season(match: re.Match[str], at: At) -> Found | None:
    """The season of the north and that of the south."""
    year, first = int(match["year"]), seasons()[match["season"]]
    south = first % 12 + 6 if first < 12 else 6
    return (_season_span(year, first), _season_span(year, south)), Precision.SEASON, False


def _season_span(year: int, first: int) -> DateSpan:
    first = (first - 1) % 12 + 1
    if first + 2 > 12:  # a winter is called by either of its years
        return DateSpan(date(year - 1, 12, 1), month_span(year + 1, 2).latest)
    return DateSpan(date(year, first, 1), month_span(year, first + 2).latest)


def _decade(match: re.Match[str], at: At) -> Found | None:
    year = int(match["year"])
    if year % 100 == 0 and year < 2000:
        return single(year_span(year, year + 99), Precision.CENTURY)
    return single(year_span(year, year + 9), Precision.DECADE)


def _year_range(match: re.Match[str], at: At) -> Found | None:
    first, last = int(match["year"]), match["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return single(year_span(first, end), Precision.RANGE) if first < end <= first + 100 else None


def _year(match: re.Match[str], at: At) -> Found | None:
    year = int(match["year"])
    latest = (at.published or date.today()).year + 1
    ahead, behind = at.low[: match.start()][-24:], at.low[match.end() :][:24]
    counted = _COUNTED.match(behind) or _PRODUCT.search(ahead)
    counted = counted or _COPYRIGHT.search(at.low[: match.start()][-72:])
    if counted or not FIRST_PHOTOGRAPH.year <= year <= latest:
        return None
    if ahead.endswith("-") or is_of_name(match, at):
        return read_year_of_event(match, at)
    if _SINCE.search(ahead):
        end = max(at.published or date(year, 12, 31), date(year, 12, 31))
        return single(DateSpan(date(year, 1, 1), end), Precision.RANGE)
    return None if _UNTIL.search(ahead) else single(year_span(year), Precision.YEAR)


def _vietnamese(match: re.Match[str], at: At) -> Found | None:
    if match["year"]:
        return _full(match, at)
    marked = "tháng" in match[0] or match[0].startswith("ngày")  # "2-1" is a score
    return _yearless(match, at) if marked else None


_READERS: Mapping[str, Callable[[re.Match[str], At], Found | None]] = {
    "japanese-era": read_japanese_era,
    "minguo": read_minguo,
    "cjk-year-word": _full,
    "cjk": read_cjk,
    "cjk-day": _yearless,
    "cjk-day-alone": read_cjk_day_alone,
    "hijri": read_hijri,
    "solar": read_solar,
    "thai": read_thai,
    "thai-year": read_thai_year,
    "thai-day": read_thai_day,
    "vietnamese": _vietnamese,
    "iso": _full,
    "cross-month": _cross_month,
    "day-range": _day_range,
    "month-day-range": _day_range,
    "year-month-day": _full,
    "year-day-month": _full,
    "day-month-year": _full,
    "month-day-year": _full,
    "year-word-day": _year_word_day,
    "month-range": _month_year,
    "month-year": _month_year,
    "numeric": _numeric,
    "season": _season,
    "decade": _decade,
    "year-range": _year_range,
    "between-years": _year_range,
    "day-month": _yearless,
    "month-day": _yearless,
    "last-month": read_last_month,
    "in-month": read_in_month,
    "year": _year,
    "ago": read_ago,
    "feast": read_feast,
    "name": read_name,
    "relative": read_relative,
    "era": read_era,
    "weekday": read_weekday,
}
