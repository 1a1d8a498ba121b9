"""What a text's dates say together.

A year printed once for several days, spans, doubles; and which of them date the scene.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from provenance import lazy_re as re
from provenance.claims.calendar import alternatives, relative
from provenance.claims.past import MAX_PAST, tells_past
from provenance.claims.vocabulary import calendar, table
from provenance.model import DateClaim, DateSpan, Precision

VAGUE_DAYS = 32
"""A relative span longer than a month (and not of a calendar year) is a vague one."""
JOINED_CHARS = 24
"""Characters that stand between two dates of one list or span, at most."""
BACKGROUND_CHARS = 80
"""Characters before a date in which a word dates something else by it."""
_SENTENCE_END = re.compile(r"[!?。\n]|\.(?=\s+[^\W\d_a-zа-яіїє]|\s*$)")
_COARSE = (Precision.YEAR, Precision.SEASON, Precision.DECADE, Precision.CENTURY)
_PERIODS = (*_COARSE, Precision.RANGE, Precision.MONTH)


def finish(text: str, low: str, claims: Sequence[DateClaim]) -> tuple[DateClaim, ...]:
    """The dates joined and weighed.

    Years carried back, spans made one, doubles dropped, and marked which of them date the scene.
    """
    joined = _without_doubles(low, _join(low, text, claims))
    named = [c for c in joined if not _is_vague_span(c)] or joined
    habits = _habits(low, named)
    return tuple(replace(c, scene=c not in habits and dates_scene(text, low, c)) for c in named)


def _habits(low: str, claims: Sequence[DateClaim]) -> list[DateClaim]:
    """The weekdays of "open Tuesday to Sunday": both ends of a span of them."""
    found: list[DateClaim] = []
    for first, second in pairwise(claims):
        days = not any(any(c.isdigit() for c in claim.text) for claim in (first, second))
        weekly = days and first.relative and second.relative
        if weekly and _link(low, first, second) == "span":
            found += [first, second]
    return found


def _is_vague_span(claim: DateClaim) -> bool:
    """True for "ongoing" and "covid".

    Where a date is named, they say nothing of their own.
    """
    days = (claim.span.latest - claim.span.earliest).days
    return claim.relative and claim.precision is Precision.RANGE and days >= VAGUE_DAYS


def _join(low: str, text: str, claims: Sequence[DateClaim]) -> list[DateClaim]:
    """The claims, from the last.

    Each takes the year of the one behind it that it is listed with, and the two ends of a span are
    made one.
    """
    found: list[DateClaim] = []
    for claim in reversed(claims):
        behind = found[0] if found else None
        link = _link(low, claim, behind) if behind else ""
        if behind and link:
            claim = _with_year(claim, behind)
            if link == "span" and (whole := _span(text, claim, behind)):
                found[0] = whole
                continue
        found.insert(0, claim)
    return found


def _link(low: str, first: DateClaim, second: DateClaim) -> str:
    """What two neighbours are to one another: `span`, `list`, or nothing."""
    between = low[first.end : second.start]
    if len(between) > JOINED_CHARS or first.precision not in (Precision.DAY, Precision.MONTH):
        return ""
    whole = between.replace(",", " , ").split()
    words = [w for w in whole if w not in table("dates")["joining"]["small"]] or whole
    span = " ".join(words) in _joining("span")
    listed = bool(words) and all(w in _joining("list") for w in words)  # ", and"
    if span or (listed and _between().search(low[: first.start])):
        return "span"
    return "list" if listed else ""


@cache
def _joining(*kinds: str) -> frozenset[str]:
    return frozenset(w for kind in kinds for w in table("dates")["joining"][kind])


@cache
def _between() -> re.Pattern[str]:
    data = table("dates")["joining"]
    return re.compile(
        rf"(?<!\w)(?:{alternatives(data['between'])})\s+(?:(?:{alternatives(data['small'])})\s+)?$"
    )


def _with_year(claim: DateClaim, behind: DateClaim) -> DateClaim:
    """A day without a year in the year of the one behind, or in the year before that."""
    if not claim.relative or behind.relative or not any(c.isdigit() for c in claim.text):
        return claim
    if claim.precision is not Precision.DAY:
        return claim
    day, last = claim.span.earliest, behind.span.latest
    for year in (last.year, last.year - 1):
        moved = _in_year(day, year)
        if moved is not None and moved <= last:
            return replace(claim, spans=(DateSpan(moved, moved),), relative=False)
    return claim


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _span(text: str, first: DateClaim, second: DateClaim) -> DateClaim | None:
    """Both ends as one span; None where the first is not the earlier."""
    if first.relative != second.relative or second.precision not in (
        first.precision,
        Precision.DAY,
    ):
        return None
    if first.span.earliest > second.span.latest:
        return None
    whole = DateSpan(first.span.earliest, second.span.latest)
    return DateClaim(
        text[first.start : second.end], first.start, second.end, (whole,), Precision.RANGE,
        first.relative,
    )  # fmt: skip


def _without_doubles(low: str, claims: Iterable[DateClaim]) -> list[DateClaim]:
    """Of "Sunday, 21 December" and "yesterday (Sunday)" the more exact.

    The other is no date of its own.
    """
    kept: list[DateClaim] = []
    until = 0
    for claim in claims:
        last = kept[-1] if kept else None
        if last is None or not _are_one(low[until : claim.start], last, claim):
            kept.append(claim)
        elif _is_word(last) and not _is_word(claim):
            kept[-1] = claim
        until = claim.end
    return kept


def _are_one(between: str, first: DateClaim, second: DateClaim) -> bool:
    """True for two days side by side, one of them no more than a word.

    "Monday, July 29".
    """
    if not first.precision is second.precision is Precision.DAY:
        return False
    small = table("dates")["joining"]["small"]
    words = re.sub(r"[ ,(（）\u00a0]|^\.|^-feira", " ", between).split()
    return all(w in small for w in words) and (_is_word(first) or _is_word(second))


def _is_word(claim: DateClaim) -> bool:
    return claim.relative and not any(c.isdigit() for c in claim.text)


def dates_scene(text: str, low: str, claim: DateClaim) -> bool:
    """Whether the words around a date make it the scene's.

    Not "built in 1937", "will meet on Friday", "this year", "3 per cent in May".
    """
    if claim.precision is Precision.YEAR and _is_of_picture(low, claim):
        return True
    ahead = low[max(0, claim.start - BACKGROUND_CHARS) : claim.start]
    if _is_told_of(low, claim, ahead):
        return False
    sentence = _sentence(text, low, claim)
    if (claim.relative and _future().search(sentence)) or _announced().search(ahead):
        return False
    if _opens_frame().search(ahead) and _closes_frame().match(low[claim.end :]):
        return False
    if _is_told_from_now(claim) and not _taken().search(ahead):
        return False
    if claim.precision in _PERIODS and ("%" in sentence or _statistic().search(sentence)):
        return False
    return claim.precision is not Precision.YEAR or claim.relative or _is_year_of_scene(low, claim)


def _is_told_of(low: str, claim: DateClaim, ahead: str) -> bool:
    """True where the words beside a date say that it dates something else."""
    if _begun().match(low, claim.end) or _is_retold(low, claim) or _is_abstract(low, claim):
        return True
    if claim.relative and _stated().match(low[claim.end :]):
        return True
    if _appeared().search(ahead) or _is_vague(claim) or _background(claim.relative).search(ahead):
        return True
    month = claim.precision is Precision.MONTH and _background(False).search(ahead) is not None
    return month or (_is_of_years(claim) and not _taken().search(ahead))


def _is_of_years(claim: DateClaim) -> bool:
    """True for "from 1961 to 1975": how long somebody did something."""
    days = (claim.span.latest - claim.span.earliest).days
    return claim.precision is Precision.RANGE and not claim.relative and days > YEARS_DAYS


YEARS_DAYS = 3 * 366
"""Days beyond which a span dates no scene: two years in a row may ("winter 1941/42")."""


def _is_retold(low: str, claim: DateClaim) -> bool:
    """True for what somebody tells of a day, and in a clause about somebody's past."""
    ahead = low[max(0, claim.start - MAX_PAST) : claim.start]
    told = claim.relative and _retold().search(ahead) is not None
    return told or tells_past(low, claim.start)


@cache
def _retold() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('retold')})[^.;:!?]{{0,80}}$")


@cache
def _begun() -> re.Pattern[str]:
    """What began on a day: "1846年8月10日成立的"."""
    return re.compile(_words("begun_unspaced"))


def _is_abstract(low: str, claim: DateClaim) -> bool:
    """True for "Monday's decision …" at the head of a sentence."""
    head = low[: claim.start].rstrip()[-1:] in ("", ".", "!", "?", ":")
    return head and claim.relative and _abstract().match(low[claim.end :]) is not None


@cache
def _abstract() -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s|s)?\s(?:\w+\s)?(?:{_words('abstract')})\b")


def _is_vague(claim: DateClaim) -> bool:
    """True for the time of writing ("recent", "this year") and for "tomorrow"."""
    if not claim.relative:
        return False
    if claim.text[:1].isdigit():
        return claim.precision is Precision.RANGE and claim.text.isdigit()  # "Elections 2019"
    return _is_vague_span(claim) or claim.text.lower().replace("’", "'") in _now()


@cache
def _now() -> frozenset[str]:
    exact = ("tonight", "this morning", "this afternoon", "this evening")
    return frozenset(
        phrase
        for phrase, (unit, steps) in relative(None).items()
        if unit in ("day", "year") and (steps > 0 or (steps == 0 and phrase not in exact))
    )


def _words(name: str) -> str:
    return "|".join(table("background")[name])


@cache
def _background(is_relative: bool) -> re.Pattern[str]:
    """What stands before a date that tells a past.

    "After Tuesday's strike" dates the scene; "who resigned on Tuesday" does not, nor does "until
    Sunday", which lies ahead.
    """
    clause = _words("relative_clause")
    if is_relative:
        return re.compile(
            rf"(?:\b(?:{clause})\b[^.;:!?]{{0,60}}|\b(?:{_words('ahead')})\s+(?:\w+\s+)?)$", re.I
        )
    told = _words("in_the_clause")
    return re.compile(
        rf"(?:\b(?:{_words('just_before')})\s+(?:\w+\s+){{0,2}}"
        rf"|\b(?:{clause}|{told})\b[^.;:!?]{{0,60}})$",
        re.I,
    )


@cache
def _stated() -> re.Pattern[str]:
    """What says behind a day that something was said then: "on Monday in a statement"."""
    return re.compile(rf"[^.;:!?]{{0,40}}\b(?:{_words('stated')})\b")


@cache
def _appeared() -> re.Pattern[str]:
    """What says that it was shown on a day: "released on Monday", "Posted: Monday, "."""
    days = {day for names in calendar()["weekdays"].values() for day in names}
    return re.compile(
        rf"\b(?:{_words('appeared')})(?:\s?:)?(?:(?:\s+\w+){{0,5}}|(?:\s+\w{{1,3}})?\s+(?:{alternatives(days)}),)\s+$"
    )


@cache
def _future() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('future')})\b|{_words('future_unspaced')}")


@cache
def _announced() -> re.Pattern[str]:
    """What says right before a day that it lies ahead: "will open on May 5, 2026"."""
    return re.compile(rf"\b(?:{_words('future')})\b[^.;:!?,]{{0,40}}$")


@cache
def _opens_frame() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('frame_opens')})\b[^.;:!?]{{0,60}}$")


@cache
def _closes_frame() -> re.Pattern[str]:
    return re.compile(rf"[^.;:!?,]{{0,40}}\b(?:{_words('frame_closes')})\b")


def _is_told_from_now(claim: DateClaim) -> bool:
    """True for "five weeks ago", which tells what came before the scene."""
    return claim.precision is not Precision.DAY and _ago().search(claim.text.lower()) is not None


@cache
def _ago() -> re.Pattern[str]:
    return re.compile(rf"(?:^(?:{_words('ago_before')})\b|\b(?:{_words('ago_behind')})$)")


@cache
def _statistic() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('statistic')})\b")


def _sentence(text: str, low: str, claim: DateClaim) -> str:
    """The sentence that a date stands in."""
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, claim.start)), default=0)
    end = _SENTENCE_END.search(text, claim.end)
    return low[start : end.start() if end else len(low)]


def _is_year_of_scene(low: str, claim: DateClaim) -> bool:
    """True for a bare year at the end of a clause.

    "…, 1961.", "in 1978", "(2012)", "1985年、"; and for "a 2014 photo", "taken in 1999".
    """
    ahead, behind = low[: claim.start][-BACKGROUND_CHARS:], low[claim.end :][:24]
    if _taken().search(ahead):
        return True
    if _is_of_picture(low, claim):
        return True
    ends = re.match(
        r"\s*(?:$|[.,;:)(\]|–—\n、。）]|-\s|г\b|р\b|року|года|год|рік|roku|r\.)", behind
    )
    return ends is not None and _before_year().search(ahead) is not None


def _is_of_picture(low: str, claim: DateClaim) -> bool:
    """True for "a 1987 photo"."""
    return _picture().match(low, claim.end) is not None


@cache
def _picture() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_words('picture')})\b")


@cache
def _taken() -> re.Pattern[str]:
    words = alternatives(table("dates")["taken"]["words"])
    return re.compile(rf"(?<!\w)(?:{words})(?:\s+\w+){{0,3}}\s+$")


@cache
def _before_year() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:^|[\s(])(?:{_words('in_year')})\s+|^\s*|[,;:(（\[–—|\n、]\s*|-\s+"
        r"|[^\W\d_]\s)$"
    )
