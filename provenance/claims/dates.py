"""Dates named in a text, with their precision: absolute, partial, relative to the publication
date, ranges."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from provenance.claims.calendar import (
    OTHER_SCRIPTS,
    UNSPACED,
    VIETNAMESE,
    eras,
    months,
    namesake_months,
    patterns,
    relative,
    seasons,
    units,
    weekdays,
    year_words,
)
from provenance.claims.dating import finish
from provenance.claims.feasts import feast_days
from provenance.claims.tokens import MAX_CHARS
from provenance.claims.vocabulary import table
from provenance.lexicon.folding import lowered
from provenance.model import DateClaim, DateSpan, Precision

MAX_DATES = 60
"""Dates that are read in one text."""
RECENT_DAYS = 365
""""Recent", "ongoing", "currently": within the last year. Nobody calls a longer past recent in a
news caption; a shorter bound would accuse captions of slow stories."""
AHEAD_DAYS = 7
"""Days ahead of publication from which a date without a year may be last year's as well."""
LONG_AHEAD_DAYS = 180
"""Days ahead from which it is last year's: "on Dec. 28" in January."""
NEXT_DAY = 1
"""Days by which a day of the month may lie ahead of publication: across time zones."""
FIRST_PHOTOGRAPH = 1826
THAI_YEARS = 543
"""Years by which the Buddhist reckoning of Thailand is ahead."""
SHORT_MONTH = 4
"""Letters below which a month's name without a year must be written as a name: "3 sep" in running
text is seldom a date."""
_WHOLE_MONTHS = frozenset(("mai", "mei", "maj", "máj", "май", "мая", "mag", "may", "μαΐ"))
"""Names of May in languages that write months small; "mag." stands for maggio."""
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_JAPANESE_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before the first of each era."""
_MINGUO = 1911
_LOWER_WEEKDAYS = frozenset(
    ("es", "fr", "it", "pt", "pl", "cs", "sk", "ru", "uk", "bg", "nl", "sv", "da", "nb", "fi", "ro",
     "hu", "hr", "sl", "lt", "lv", "et", "ca")
)  # fmt: skip
"""Languages that write weekdays small: "Plácido Domingo" is no Sunday."""
_COUNTED = re.compile(
    r"\s+(?:people|soldiers|troops|police|men|women|children|protesters|migrants|refugees|homes|houses|cars|dead|"
    r"tons|tonnes|metres|meters|feet|miles|km|kilometers|kilometres|euros?|dollars?|pounds?|hryvnia|rupees|crore|lakh|"
    r"menschen|soldaten|personnes|soldats|personas|soldados|persone|soldati|pessoas|mensen|osób|людей|человек)\b"
)
_PRODUCT = re.compile(
    r"(?:boeing|airbus|model|mark|mk|flight|route|highway|no\.|nr\.|number|iso|rfc|agenda|expo|euro|windows|office|"
    r"unit|section|article|room|isbn|tel|phone|tel\.|by-sa|by|sa|nc|nd|version|v\.|vision|resolution|§)\s*$"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0]$")
_ENDS_NAME = re.compile(r"\s*(?:$|[a-z.:;!?)])")
_IN_PLACE = re.compile(
    r"\b(?:in|near|im|bei|en|à|nel|a|w|у|в|em|i|v|på)\s+[^\W\d_]+(?:[ -][^\W\d_]+)? $"
)
_SINCE = re.compile(r"(?:since|seit|depuis|desde|dal|sinds|od|з|с)\s$")
_UNTIL = re.compile(
    r"(?:until|till|bis|jusqu'en|hasta|fino al|tot|do|до|before|vor|avant|antes de)\s$"
)
_ANY_DIGIT = re.compile(r"\d")
_SIGNS = re.compile("[年月日년월일]")
_ARABIC_OR_THAI = re.compile("[\u0600-\u06ff\u0e00-\u0e7f]")
_WITHOUT_DIGITS = ("last-month", "ago", "feast", "name", "relative", "era", "weekday")
_Found = tuple[tuple[DateSpan, ...], Precision, bool]


@dataclass(frozen=True, slots=True)
class At:
    """What a date is read against."""

    text: str
    low: str
    published: date | None
    language: str | None

    @property
    def months(self) -> Mapping[str, int]:
        """Names of months in the text's language."""
        return months(self.language)


def read_dates(
    text: str, *, published: date | None = None, language: str | None = None
) -> tuple[DateClaim, ...]:
    """The dates a text names, in their order. Relative and yearless ones only where `published`
    is known."""
    low = lowered(text[:MAX_CHARS]).translate(_DIGITS).replace("’", "'")
    language = (language or "").split("-")[0].lower() or None
    at = At(text, low, published, language)
    claims: list[DateClaim] = []
    taken = bytearray(len(low))
    for name, pattern in _wanted(low, language):
        for match in pattern.finditer(low):
            start, end = match.span()
            if any(taken[start:end]) or len(claims) >= MAX_DATES:
                continue
            found = _READERS[name](match, at)
            if found is None:
                continue
            taken[start:end] = b"\x01" * (end - start)
            if found[0]:
                claims.append(_claim(at, start, end, found))
    return finish(text, low, sorted(claims, key=lambda claim: claim.start))


def _wanted(low: str, language: str | None) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The forms that a text of these characters may hold."""
    digits = _ANY_DIGIT.search(low) is not None
    if digits and _ARABIC_OR_THAI.search(low):
        yield from OTHER_SCRIPTS.items()
    if digits and _SIGNS.search(low):
        yield from UNSPACED.items()
    if digits and (language == "vi" or "tháng" in low):
        yield from VIETNAMESE.items()
    for name, pattern in patterns(language).items():
        if digits or name in _WITHOUT_DIGITS:
            yield name, pattern


def _claim(at: At, start: int, end: int, found: _Found) -> DateClaim:
    while end > start and at.low[end - 1] in " .,-":
        end -= 1
    spans, precision, from_published = found
    return DateClaim(at.text[start:end], start, end, spans, precision, from_published)


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


def _group(match: re.Match[str], name: str) -> str | None:
    """A group that only some of the forms have."""
    return match[name] if name in match.re.groupindex else None


def _year_of(match: re.Match[str], at: At) -> int | None:
    """The year that is printed, or that its words mean; None where neither is known."""
    if year := _group(match, "year"):
        return int(year)
    ago = _group(match, "ago")
    if ago and at.published:
        return at.published.year - year_words()[ago]
    return None


def _numbers(word: str, at: At) -> tuple[int, ...]:
    """The months that a word or number means."""
    if word.isdigit():
        return (int(word),)
    first = at.months[word]
    if at.language is None:
        return (first, *sorted(namesake_months().get(word, frozenset()) - {first}))
    return (first,)


def _full(match: re.Match[str], at: At) -> _Found | None:
    year = _year_of(match, at)
    if year is None:
        return None
    days = (day_span(year, m, int(match["day"])) for m in _numbers(match["month"], at))
    spans = tuple(s for s in days if s)
    return (spans, Precision.DAY, not _group(match, "year")) if spans else None


def _year_word_day(match: re.Match[str], at: At) -> _Found | None:
    year, word = _year_of(match, at), match["month"] or match["month2"]
    if year is None:
        return None
    day = int(match["day"] or match["day2"])
    return _one(day_span(year, _numbers(word, at)[0], day), Precision.DAY, True)


def _month_year(match: re.Match[str], at: At) -> _Found | None:
    year, last = _year_of(match, at), at.months[match["month"]]
    if year is None:
        return None
    if start := _group(match, "month0"):
        first = at.months[start]
        span = DateSpan(month_span(year, first).earliest, month_span(year, last).latest)
        return _one(span, Precision.RANGE) if first <= last else None
    return _one(month_span(year, last), Precision.MONTH, not match["year"])


def _cross_month(match: re.Match[str], at: At) -> _Found | None:
    year = int(match["year"])
    first = day_span(year, at.months[match["month0"]], int(match["day0"]))
    last = day_span(year, at.months[match["month"]], int(match["day"]))
    if first is None or last is None or last.earliest <= first.earliest:
        return None
    return _one(DateSpan(first.earliest, last.latest), Precision.RANGE)


def _day_range(match: re.Match[str], at: At) -> _Found | None:
    month, day, last = at.months[match["month"]], int(match["day"]), int(match["day2"])
    year = _year_of(match, at)
    years = [year] if year else _years(at.published, month, day)
    spans = [
        DateSpan(a.earliest, b.latest)
        for y in years
        if (a := day_span(y, month, day)) and (b := day_span(y, month, last))
    ]
    if not spans or last <= day:
        return None
    return tuple(spans), Precision.RANGE, match["year"] is None


def _yearless(match: re.Match[str], at: At) -> _Found | None:
    word = match["month"]
    small = not word.isdigit() and not at.text[match.start("month") :][:1].isupper()
    if small and len(word) < SHORT_MONTH and word not in _WHOLE_MONTHS:
        return None
    day = int(match["day"])
    spans = [
        s
        for number in _numbers(word, at)
        for y in _years(at.published, number, day)
        if (s := day_span(y, number, day))
    ]
    return (tuple(spans), Precision.DAY, True) if spans else None


def _years(published: date | None, month: int, day: int) -> list[int]:
    """The years of a date printed without one: that of publication, the one before where it lies
    far ahead, both where it lies ahead."""
    if published is None:
        return []
    this = day_span(published.year, month, min(day, 28))
    ahead = (this.earliest - published).days if this else 0
    if ahead > LONG_AHEAD_DAYS:
        return [published.year - 1]
    return [published.year, published.year - 1] if ahead > AHEAD_DAYS else [published.year]


def _of_year(match: re.Match[str], year: int) -> _Found | None:
    """A year, or the month or day in it that is printed behind."""
    if not 1 <= year < date.max.year:
        return None
    if not match["month"]:
        return _one(year_span(year), Precision.YEAR)
    if not match["day"]:
        return _one(month_span(year, int(match["month"])), Precision.MONTH)
    return _one(day_span(year, int(match["month"]), int(match["day"])), Precision.DAY)


def _cjk(match: re.Match[str], at: At) -> _Found | None:
    return _of_year(match, int(match["year"]))


def _japanese_era(match: re.Match[str], at: At) -> _Found | None:
    count = 1 if match["count"] == "元" else int(match["count"])
    return _of_year(match, _JAPANESE_ERAS[match["era"]] + count)


def _minguo(match: re.Match[str], at: At) -> _Found | None:
    return _of_year(match, _MINGUO + int(match["count"]))


def _cjk_day_alone(match: re.Match[str], at: At) -> _Found | None:
    """The last such day of the month up to publication."""
    if at.published is None:
        return None
    day, latest = int(match["day"]), at.published + timedelta(days=NEXT_DAY)
    month = at.published.year * 12 + at.published.month - 1
    for back in range(3):
        span = day_span((month - back) // 12, (month - back) % 12 + 1, day)
        if span and span.earliest <= latest:
            return _one(span, Precision.DAY, True)
    return None


def _hijri(match: re.Match[str], at: At) -> _Found | None:
    """The years that a Hijri year touches: converters differ by days, so no day is said."""
    year = int(_group(match, "year") or _group(match, "year2") or 0)
    first = int(year * 0.970224 + 621.5774)
    return _one(year_span(first, first + 1), Precision.RANGE)


def _solar(match: re.Match[str], at: At) -> _Found | None:
    """The years that a year of the Iranian calendar touches."""
    return _one(year_span(int(match["year"]) + 621, int(match["year"]) + 622), Precision.RANGE)


def _thai(match: re.Match[str], at: At) -> _Found | None:
    month = table("dates")["months"]["th"][match["month"]]
    year = int(match["year"]) - THAI_YEARS
    return _one(day_span(year, month, int(match["day"])), Precision.DAY)


def _thai_year(match: re.Match[str], at: At) -> _Found | None:
    return _one(year_span(int(match["year"]) - THAI_YEARS), Precision.YEAR)


def _thai_day(match: re.Match[str], at: At) -> _Found | None:
    month, day = table("dates")["months"]["th"][match["month"]], int(match["day"])
    spans = tuple(s for y in _years(at.published, month, day) if (s := day_span(y, month, day)))
    return (spans, Precision.DAY, True) if spans else None


def _vietnamese(match: re.Match[str], at: At) -> _Found | None:
    if match["year"]:
        return _full(match, at)
    return _yearless(match, at) if "tháng" in match[0] else None


def _numeric(match: re.Match[str], at: At) -> _Found | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    both = [day_span(year, b, a), day_span(year, a, b)]
    if match[2] == ".":
        both = both[:1]  # points are written day first
    spans = tuple(dict.fromkeys(s for s in both if s))
    return (spans, Precision.DAY, False) if spans else None


def _season(match: re.Match[str], at: At) -> _Found | None:
    """The season of the north and that of the south."""
    year, first = int(match["year"]), seasons()[match["season"]]
    south = first % 12 + 6 if first < 12 else 6
    return (_season_span(year, first), _season_span(year, south)), Precision.SEASON, False


def _season_span(year: int, first: int) -> DateSpan:
    first = (first - 1) % 12 + 1
    if first + 2 > 12:  # a winter is called by either of its years
        return DateSpan(date(year - 1, 12, 1), month_span(year + 1, 2).latest)
    return DateSpan(date(year, first, 1), month_span(year, first + 2).latest)


def _decade(match: re.Match[str], at: At) -> _Found | None:
    year = int(match["year"])
    if year % 100 == 0 and year < 2000:
        return _one(year_span(year, year + 99), Precision.CENTURY)
    return _one(year_span(year, year + 9), Precision.DECADE)


def _year_range(match: re.Match[str], at: At) -> _Found | None:
    first, last = int(match["year"]), match["year2"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _one(year_span(first, end), Precision.RANGE) if first < end <= first + 100 else None


def _year(match: re.Match[str], at: At) -> _Found | None:
    year = int(match["year"])
    latest = (at.published or date.today()).year + 1
    ahead, behind = at.low[: match.start()][-24:], at.low[match.end() :][:24]
    counted = _COUNTED.match(behind) or _PRODUCT.search(ahead)
    if counted or not FIRST_PHOTOGRAPH <= year <= latest or _is_of_name(match, at):
        return None
    if _SINCE.search(ahead):
        end = max(at.published or date(year, 12, 31), date(year, 12, 31))
        return _one(DateSpan(date(year, 1, 1), end), Precision.RANGE)
    return None if _UNTIL.search(ahead) else _one(year_span(year), Precision.YEAR)


def _is_of_name(match: re.Match[str], at: At) -> bool:
    """True for the year in a name: "At Tokyo 2020", "Expo 2020"; "in Kyiv 2014", "Photo 2014" and
    a German noun's "Funde 2024" give a date."""
    ahead = at.text[: match.start()][-48:]
    word = _WORD_BEFORE.search(ahead)
    if word is None or not word[1][0].isupper() or word.start() + match.start() <= len(ahead):
        return False
    if not _ENDS_NAME.match(at.text[match.end() :][:3]):
        return False
    if lowered(word[1]) in table("dates")["before_year"]["words"] or _IN_PLACE.search(ahead):
        return False
    return at.language != "de" or lowered(word[1]) in table("dates")["before_year"]["events"]


def _relative(match: re.Match[str], at: At) -> _Found | None:
    if at.published is None:
        return None
    unit, steps = relative(at.language)[match["phrase"]]
    if unit == "recent":
        first = at.published - timedelta(days=RECENT_DAYS)
        return _one(DateSpan(first, at.published), Precision.RANGE, True)
    return _shifted(at.published, unit, steps)


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


def _ago(match: re.Match[str], at: At) -> _Found | None:
    count, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
    number = int(count) if count.isdigit() else int(table("dates")["numbers"][count])
    return _shifted(at.published, units()[unit], -number) if at.published else None


def _last_month(match: re.Match[str], at: At) -> _Found | None:
    """ "Last October": the one before publication."""
    if at.published is None:
        return None
    month = at.months[match["month"] or match["month2"]]
    year = at.published.year - (month >= at.published.month)
    return _one(month_span(year, month), Precision.MONTH, True)


def _feast(match: re.Match[str], at: At) -> _Found | None:
    """A feast's day in the year printed, else the last one up to publication."""
    if match["year"]:
        days = feast_days(match["feast"], int(match["year"]), at.language)
        return tuple(DateSpan(d, d) for d in days), Precision.DAY, False
    if at.published is None:
        return (), Precision.DAY, True
    latest = at.published + timedelta(days=AHEAD_DAYS)
    years = (at.published.year, at.published.year - 1)
    both = [feast_days(match["feast"], year, at.language) for year in years]
    last = (next(d for d in pair if d <= latest) for pair in zip(*both, strict=True))
    return tuple(DateSpan(d, d) for d in dict.fromkeys(last)), Precision.DAY, True


def _name(match: re.Match[str], at: At) -> _Found | None:
    """A name that holds a weekday is taken and says nothing: "Black Friday", "Sunday Times"."""
    return (), Precision.DAY, True


def _weekday(match: re.Match[str], at: At) -> _Found | None:
    if at.published is None or _is_in_name(match, at):
        return None
    back = (at.published.weekday() - weekdays(at.language)[match["weekday"]]) % 7
    if match["next"]:
        back = back - 7 if back else -7
    day = at.published - timedelta(days=back)
    # Stories appear on the day they speak of or up to a week later: "last Tuesday" printed on a
    # Tuesday is a week old.
    week = timedelta(7)
    spans = (DateSpan(day, day), *(() if back else (DateSpan(day - week, day - week),)))
    return spans, Precision.DAY, True


def _is_in_name(match: re.Match[str], at: At) -> bool:
    """True for "Sheffield Wednesday", "Sunday Times", "Plácido Domingo": a capitalised word stands
    right beside it that is no place behind a preposition."""
    start, end = match.start("weekday"), match.end()
    if not at.text[start : start + 1].isupper():
        return False
    ahead, behind = at.text[max(0, start - 48) : start], at.text[end : end + 24]
    opens = ahead.rstrip(" \"'“«„(")[-1:] in ("", ".", "!", "?", ":", "\n", "-", "–", "—", ",")
    if at.language in _LOWER_WEEKDAYS:
        return not opens
    follower = re.match(r" ([A-ZÀ-Þ][^\W\d_]+)", behind)
    if follower and at.language != "de" and not _is_calendar_word(follower[1], at):
        return True
    word = _WORD_BEFORE.search(ahead)
    if opens or word is None or not word[1][0].isupper() or at.language == "de":
        return False
    return not (_IN_PLACE.search(ahead) or word.start() + max(0, start - 48) == 0)


def _is_calendar_word(word: str, at: At) -> bool:
    low = lowered(word)
    dayparts = ("night", "morning", "afternoon", "evening", "noon", "in", "at", "on")
    return low in at.months or low in weekdays(at.language) or low in dayparts


def _era(match: re.Match[str], at: At) -> _Found | None:
    first = eras()[match["era"]]
    if not at.published or at.published <= first:
        return None
    return _one(DateSpan(first, at.published), Precision.RANGE, True)


_READERS: Mapping[str, Callable[[re.Match[str], At], _Found | None]] = {
    "japanese-era": _japanese_era,
    "minguo": _minguo,
    "cjk-year-word": _full,
    "cjk": _cjk,
    "cjk-day": _yearless,
    "cjk-day-alone": _cjk_day_alone,
    "hijri": _hijri,
    "solar": _solar,
    "thai": _thai,
    "thai-year": _thai_year,
    "thai-day": _thai_day,
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
    "last-month": _last_month,
    "year": _year,
    "ago": _ago,
    "feast": _feast,
    "name": _name,
    "relative": _relative,
    "era": _era,
    "weekday": _weekday,
}
