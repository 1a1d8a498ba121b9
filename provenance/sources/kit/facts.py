"""Dated facts as sources state them, each with its precision."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from provenance import lazy_re as re
from provenance.model import DatedFact, DateKind, DateSpan, Locator, Precision

_DAY = re.compile(r"(\d{4})(?:[-/:](\d{1,2})(?:[-/:](\d{1,2}))?)?")


_LONGEST = 64
"""Characters of a stated instant."""
_FORMS: tuple[Callable[[str], datetime], ...] = (
    datetime.fromisoformat,
    lambda stated: datetime.strptime(stated, "%a %b %d %H:%M:%S %z %Y"),
    parsedate_to_datetime,
)
"""ISO 8601; `Wed Oct 10 20:19:24 +0000 2018`; RFC 2822."""


def instant(kind: DateKind, moment: datetime, where: Locator, stated: str = "") -> DatedFact:
    """A fact known to the second, in UTC. A naive `moment` is taken as UTC."""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    span = DateSpan(moment.date(), moment.date())
    return DatedFact(
        kind, span, Precision.SECOND, where, moment=moment, text=stated or moment.isoformat()
    )


def day(
    kind: DateKind, stated: str | None, where: Locator, *, structured: bool = True
) -> DatedFact | None:
    """A fact from a text that begins with `YYYY[-MM[-DD]]`; None for any other text.

    The day is local to whoever stated it.
    """
    match = _DAY.match(stated or "")
    if not match or not stated:
        return None
    year, month, number = (int(part) if part else 0 for part in match.groups())
    try:
        if not month:
            span, precision = DateSpan(date(year, 1, 1), date(year, 12, 31)), Precision.YEAR
        elif not number:
            span = DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
            precision = Precision.MONTH
        else:
            span, precision = (
                DateSpan(date(year, month, number), date(year, month, number)),
                Precision.DAY,
            )
    except ValueError:
        return None
    return DatedFact(kind, span, precision, where, text=stated, structured=structured)


def moment_of(stated: str | None) -> datetime | None:
    """An instant in UTC from a text in one of `_FORMS`; None for anything else."""
    if not stated or len(stated) > _LONGEST:
        return None
    for read_form in _FORMS:
        with suppress(ValueError, TypeError, IndexError):
            read = read_form(stated)
            return read.replace(tzinfo=UTC) if read.tzinfo is None else _utc(read)
    return None


def latest(facts: Iterable[DatedFact | None]) -> tuple[DatedFact, ...]:
    """The latest of these, as one fact or none.

    Of several files' uploads it holds for each of them.
    """
    last = max(filter(None, facts), key=_seconds, default=None)
    return (last,) if last else ()


def _seconds(fact: DatedFact) -> float:
    return fact.moment.timestamp() if fact.moment else 0.0


def unix_moment(seconds: float | None) -> datetime | None:
    """An instant from Unix seconds; None where it is absent or no date."""
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
    except (ValueError, OverflowError, OSError):
        return None


def stated_instant(kind: DateKind, stated: str | None, where: Locator) -> DatedFact | None:
    """A fact from a text that states an instant, or no more than a day."""
    if stated and len(stated) <= len("YYYY-MM-DD"):
        return day(kind, stated, where)
    moment = moment_of(stated)
    return instant(kind, moment, where, stated or "") if moment else day(kind, stated, where)


def _utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
