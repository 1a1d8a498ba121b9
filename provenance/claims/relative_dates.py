"""Dates that are told by another day: "last month", "Tuesday", feasts, eras."""

from __future__ import annotations

from datetime import date, timedelta

from provenance import lazy_re as re
from provenance.claims.calendar import eras, relative, units, weekdays
from provenance.claims.feasts import feast_days
from provenance.claims.spans import AHEAD_DAYS, At, Found, month_span, single, year_span
from provenance.claims.vocabulary import table
from provenance.lexicon.folding import lowered
from provenance.model import DateSpan, Precision

RECENT_DAYS = 365
""""Recent", "ongoing", "currently": within the last year. Nobody calls a longer past recent in a
news caption; a shorter bound would accuse captions of slow stories."""
_LOWER_WEEKDAYS = frozenset(
    ("es", "fr", "it", "pt", "pl", "cs", "sk", "ru", "uk", "bg", "nl", "sv", "da", "nb", "fi", "ro",
     "hu", "hr", "sl", "lt", "lv", "et", "ca")
)  # fmt: skip
"""Languages that write weekdays small: "Plácido Domingo" is no Sunday."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \u00a0-]$")
_ENDS_NAME = re.compile(r"\s*(?:$|[a-z.:;!?)])")
_IN_PLACE = re.compile(
    r"\b(?:in|near|im|bei|en|à|nel|a|w|у|в|em|i|v|på)\s+[^\W\d_]+(?:[ -][^\W\d_]+)? $"
)


def is_of_name(match: re.Match[str], at: At) -> bool:
    """True for the year in a name.

    "At Tokyo 2020", "Expo 2020"; "in Kyiv 2014", "Photo 2014" and a German noun's "Funde 2024" give
    a date.
    """
    ahead = at.text[: match.start()][-48:]
    if is_coming(match, at):
        return True
    word = _WORD_BEFORE.search(ahead)
    if word is None or not word[1][0].isupper() or word.start() + match.start() <= len(ahead):
        return False
    if not _ENDS_NAME.match(at.text[match.end() :][:3]):
        return False
    if lowered(word[1]) in table("dates")["before_year"]["words"] or _IN_PLACE.search(ahead):
        return False
    return at.language != "de" or lowered(word[1]) in table("dates")["before_year"]["events"]


def read_year_of_event(match: re.Match[str], at: At) -> Found | None:
    """The years about that of "Elections 2019"; None for other names.

    Such events are prepared the year before, and some were held a year late: no date of the scene.
    """
    word, year = _WORD_BEFORE.search(at.low[: match.start()][-48:]), int(match["year"])
    if word is None or word[1] not in table("dates")["before_year"]["coming"]:
        return None
    return single(year_span(year - 1, year + 1), Precision.RANGE, True)


def is_coming(match: re.Match[str], at: At) -> bool:
    """True for "Winter Games 2026" up to that year: a name printed ahead."""
    if at.published is None or int(match["year"]) < at.published.year:
        return False
    word = _WORD_BEFORE.search(at.low[: match.start()][-48:])
    return word is not None and word[1] in table("dates")["before_year"]["coming"]


def read_relative(match: re.Match[str], at: At) -> Found | None:
    """The span of "last month", "yesterday" and the like."""
    if at.published is None:
        return None
    unit, steps = relative(at.language)[match["phrase"]]
    if match["phrase"] == "overnight" and _is_adjective(match, at):
        return (), Precision.DAY, True
    if unit == "recent":
        first = at.published - timedelta(days=RECENT_DAYS)
        return single(DateSpan(first, at.published), Precision.RANGE, True)
    return _shift(at.published, unit, steps)


def _is_adjective(match: re.Match[str], at: At) -> bool:
    """True for "Overnight stay" and "an overnight train"."""
    ahead, behind = at.low[: match.start()], at.low[match.end() :]
    opens = not ahead.strip() or re.search(
        r"\b(?:an?|the|first|my|our|your|his|her|their)\s$", ahead
    )
    return (
        bool(opens)
        and re.match(r" (?!(?:in|on|as|after|at|near|into|by)\b)[a-z]", behind) is not None
    )


def _shift(published: date, unit: str, steps: int) -> Found | None:
    try:
        if unit == "day":
            day = published + timedelta(days=steps)
            return single(DateSpan(day, day), Precision.DAY, True)
        if unit == "week":
            monday = published - timedelta(days=published.weekday()) + timedelta(weeks=steps)
            return single(DateSpan(monday, monday + timedelta(days=6)), Precision.RANGE, True)
        if unit == "month":
            index = published.year * 12 + published.month - 1 + steps
            return single(month_span(index // 12, index % 12 + 1), Precision.MONTH, True)
        return single(year_span(published.year + steps), Precision.YEAR, True)
    except (ValueError, OverflowError):
        return None


def read_ago(match: re.Match[str], at: At) -> Found | None:
    """The span of "three weeks ago"."""
    count, unit = match["count"] or match["count2"], match["unit"] or match["unit2"]
    number = int(count) if count.isdigit() else int(table("dates")["numbers"][count])
    return _shift(at.published, units()[unit], -number) if at.published else None


def read_last_month(match: re.Match[str], at: At) -> Found | None:
    """ "Last October": the one before publication."""
    if at.published is None:
        return None
    month = at.months[match["month"] or match["month2"]]
    year = at.published.year - (month >= at.published.month)
    return single(month_span(year, month), Precision.MONTH, True)


AHEAD_MONTHS = 4
"""Months behind publication whose bare name is rather what is to come: a cautious choice."""


def read_in_month(match: re.Match[str], at: At) -> Found | None:
    """ "In June": of the year of publication or the one before.

    "In may" is no month.
    """
    word = match["month"]
    small = not at.text[match.start("month") :][:1].isupper()
    if at.published is None or (small and at.language in (None, "en", "de")) or len(word) < 3:
        return None
    month = at.months[word]
    if 0 < (month - at.published.month) % 12 <= AHEAD_MONTHS:
        return None  # "opens in September"
    year = at.published.year - (month > at.published.month)
    return (month_span(year, month), month_span(year - 1, month)), Precision.MONTH, True


def read_feast(match: re.Match[str], at: At) -> Found | None:
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


def read_name(match: re.Match[str], at: At) -> Found | None:
    """A name that holds a weekday is taken and says nothing.

    "Black Friday", "Sunday Times".
    """
    return (), Precision.DAY, True


_ANY_ONE = re.compile(r"(?<!\w)(a|une?|una|uma?|ein(?:e[mnrs]?)?|een)\s$")
"""What makes a weekday any one of its kind: "on a Sunday afternoon"."""


def read_weekday(match: re.Match[str], at: At) -> Found | None:
    """The last such day up to publication."""
    if at.published is None or _is_in_name(match, at):
        return None
    article = _ANY_ONE.search(at.low[max(0, match.start() - 8) : match.start()])
    if article and (article[1] != "a" or at.language in (None, "en")):
        return (), Precision.DAY, True
    back = (at.published.weekday() - weekdays(at.language)[match["weekday"]]) % 7
    if match["next"] or _BEHIND_NEXT.match(at.low, match.end()):
        back = back - 7 if back else -7
    elif printed := _day_printed(match, at):
        return printed
    day = at.published - timedelta(days=back)
    # Stories appear on the day they speak of or up to a week later: "last Tuesday" printed on a
    # Tuesday is a week old.
    week = timedelta(7)
    spans = (DateSpan(day, day), *(() if back else (DateSpan(day - week, day - week),)))
    return spans, Precision.DAY, True


_LAST_WORD = re.compile(r"([^\W\d_]+(?:-feira)?),?\s?\(?$")


def weekday_before(match: re.Match[str], at: At) -> int | None:
    """The weekday that stands before a day in figures, 0 to 6: "Rabu (4/3/2020)"."""
    word = _LAST_WORD.search(at.low[max(0, match.start() - 24) : match.start()])
    return weekdays(at.language).get(word[1]) if word else None


_BEHIND_NEXT = re.compile(
    r"(?:-feira)?\s(?:prochaine?|pr[óo]xim[oa]|prossim[oa]|que vem|viitoare?)(?!\w)"
)
"""What stands behind a weekday that is still to come: "lundi prochain"."""
_ITS_DAY = re.compile(
    r"(?:-feira)?,?\s?(?P<open>\(\s?)?(?:(?:d[ií]a|den|dem|le)\s)?"
    r"(?P<day>\d{1,2})(?:[./](?P<month>\d{1,2})(?:[./](?P<year>\d\d))?)?\.?"
    r"(?(open)\s?\)|(?=\s*(?:[,;:.)]|$)|\s(?:à|a|en|in|em|di)\s))"
)
"""The day, perhaps its month and the year's end, behind a weekday: "Minggu (10/4)", "segunda-feira
(16)", "Montag, 16.11.", "Freitag (10.07.15)", "lundi 16", "miércoles, día 30"."""
WEEKS_BACK_BARE, WEEKS_BACK, YEARS_BACK, WEEKS_AHEAD = 10, 45, 50, 4
"""How far from publication the day is looked for: before it without a month, with one, with the
year; behind it."""


def _day_printed(match: re.Match[str], at: At) -> Found | None:
    """The day that is printed behind a weekday and falls on it; None where none does.

    The last such day where several do. What lies ahead is announced, and no day of the scene.
    """
    its = _ITS_DAY.match(at.low, match.end())
    if its is None or at.published is None:
        return None
    day, month, year = (int(its[part] or 0) for part in ("day", "month", "year"))
    weekday = weekdays(at.language)[match["weekday"]]
    last = at.published - timedelta((at.published.weekday() - weekday) % 7)
    back = YEARS_BACK * 52 if its["year"] else WEEKS_BACK if month else WEEKS_BACK_BARE
    for weeks in (*range(back), *range(-1, -WEEKS_AHEAD - 1, -1)):
        one = last - timedelta(weeks=weeks)
        if its["year"] and one.year % 100 != year:
            continue
        if (one.day == day and month in (0, one.month)) or (one.month, one.day) == (day, month):
            found = (DateSpan(one, one),) if weeks >= 0 else ()
            return found, Precision.DAY, True
    return None


def _is_in_name(match: re.Match[str], at: At) -> bool:
    """True for "Sheffield Wednesday", "Sunday Times", "Plácido Domingo".

    A capitalised word stands right beside it that is no place behind a preposition.
    """
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


def read_era(match: re.Match[str], at: At) -> Found | None:
    """The time since a known beginning: "covid-19"."""
    first = eras()[match["era"]]
    if not at.published or at.published <= first:
        return None
    return single(DateSpan(first, at.published), Precision.RANGE, True)
