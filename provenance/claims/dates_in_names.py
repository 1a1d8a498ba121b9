"""Words of dates that are part of a name: a town's, a street's, a person's."""

from __future__ import annotations

from functools import cache

from provenance import lazy_re as re
from provenance.claims.spans import At, group_of
from provenance.claims.vocabulary import table
from provenance.lexicon import read_words
from provenance.lexicon.folding import fold

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_AHEAD = 48
"""Characters in front of a date that are looked at: two long words."""


def is_in_name(form: str, match: re.Match[str], at: At) -> bool:
    """True for "Mai 2019" of "Chiang Mai 2019" and "May" of "Theresa May, 2019".

    What is known by its place ("the war in Upper Harbour") keeps its date.
    """
    if form == "era":
        return False
    start, end = match.span()
    towns = (at.text[lo:hi].isalpha() for lo, hi in at.names if lo < end and start < hi)
    return not all(towns) or _is_surname(match, at)


def _is_surname(match: re.Match[str], at: At) -> bool:
    """True for a month that people are called by, behind a given name that is no town."""
    month = group_of(match, "month")
    if month is None or match.start("month") != match.start():
        return False
    if at.text[match.end("month") :][:2].strip().isdigit():
        return False  # "Anna May 2019"
    word = _WORD_BEFORE.search(at.text[: match.start()][-_AHEAD:])
    if word is None or not (word[1].istitle() and at.text[match.start()].isupper()):
        return False
    if any(last == match.start() - 1 for _, last in at.names):
        return False  # "Paris Mars 2020"
    given = fold(word[1])
    named = given in read_words("given_names") and fold(month) in read_words("surnames")
    return named and not any(given in read_words(name) for name in ("towns", "everyday_words"))


def end_of_street(match: re.Match[str], at: At) -> int:
    """Where the day ends that a street is called after; 0 where it is none.

    Of "rue du 8 mai 1945" the year is part of the name; a year since 2000 is the picture's.
    """
    name = match[0].partition(",")[0]
    year = re.search(r"20\d\d", name)
    if not _names_street(match, at) or year:
        return 0
    return match.start() + len(name)


def _names_street(match: re.Match[str], at: At) -> bool:
    named = "feast" if group_of(match, "feast") else "month"
    if named == "month" and not (group_of(match, "day") and group_of(match, "month")):
        return False
    ahead = at.low[: match.start()][-_AHEAD:]
    if _street("of").search(ahead):
        return True
    if not at.text[match.start(named)].isupper():
        return False
    behind = _street_behind().match(at.low, match.end())
    return behind is not None or _street("before").search(ahead) is not None


@cache
def _street(how: str) -> re.Pattern[str]:
    called = table("dates")["called"]
    joint = rf"\s(?:{_any(called['particles'])})\s?(?:[a-zß-ÿ]{{2,3}}\s)?" if how == "of" else r"\s"
    return re.compile(rf"(?<!\w)(?:{_any(called[how])}){joint}$")


@cache
def _street_behind() -> re.Pattern[str]:
    return re.compile(rf"[.\s]*(?:{_any(table('dates')['called']['behind'])})(?!\w)")


def _any(words: str) -> str:
    return "|".join(map(re.escape, words.split()))
