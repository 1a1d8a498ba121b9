"""What a date is read against, and the spans of days that its words mean."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from provenance.claims.calendar import months, namesake_months, year_words
from provenance.model import DateSpan, Precision
from provenance.values import dataclass

AHEAD_DAYS = 7
"""Days ahead of publication from which a date without a year may be last year's as well."""
LONG_AHEAD_DAYS = 180
"""Days ahead from which it is last year's: "on Dec. 28" in January."""
Found = tuple[tuple[DateSpan, ...], Precision, bool]


@dataclass(frozen=True, slots=True)
class At:
    """What a date is read against."""

    text: str
    low: str
    published: date | None
    language: str | None
    names: tuple[tuple[int, int], ...] = ()
    """Where the names of places stand; no word of one of several words dates."""

    @property
    def months(self) -> Mapping[str, int]:
        """Names of months in the text's language."""
        return months(self.language)


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


def single(
    span: DateSpan | None, precision: Precision, from_published: bool = False
) -> Found | None:
    """What was found, where it is one span."""
    return ((span,), precision, from_published) if span else None


def group_of(match: re.Match[str], name: str) -> str | None:
    """A group that only some of the forms have."""
    return match[name] if name in match.re.groupindex else None


def year_of(match: re.Match[str], at: At) -> int | None:
    """The year that is printed, or that its words mean; None where neither is known."""
    if year := group_of(match, "year"):
        return int(year)
    ago = group_of(match, "ago")
    if ago and at.published:
        return at.published.year - year_words()[ago]
    return None


def month_numbers(word: str, at: At) -> tuple[int, ...]:
    """The months that a word or number means."""
    if word.isdigit():
        return (int(word),)
    first = at.months[word]
    if at.language is None:
        return (first, *sorted(namesake_months().get(word, frozenset()) - {first}))
    return (first,)


def likely_years(published: date | None, month: int, day: int) -> list[int]:
    """The years of a date printed without one.

    That of publication, the one before where it lies far ahead, both where it lies ahead.
    """
    if published is None:
        return []
    this = day_span(published.year, month, min(day, 28))
    ahead = (this.earliest - published).days if this else 0
    if ahead > LONG_AHEAD_DAYS:
        return [published.year - 1]
    return [published.year, published.year - 1] if ahead > AHEAD_DAYS else [published.year]
