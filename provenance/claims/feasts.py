"""The days of feasts.

Computed from Easter, fixed, or a month's so-manieth weekday.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from provenance.claims.calendar import feasts
from provenance.claims.vocabulary import table


def feast_days(name: str, year: int, language: str | None) -> tuple[date, ...]:
    """The days that a feast may fall on in a year.

    Easter has two, the language's own first.
    """
    kind, key = feasts()[name]
    if kind == "fixed":
        month, day = (int(part) for part in key.split("-"))
        return (date(year, month, day),)
    if kind == "weekday":
        return (_nth_weekday(year, *table("feasts")["weekday"][key]),)
    both = [western_easter(year), orthodox_easter(year)]
    if language in table("feasts")["orthodox"]:
        both.reverse()
    return tuple(dict.fromkeys(day + timedelta(days=int(key)) for day in both))


def western_easter(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


_JULIAN_BEHIND = 13
"""Days by which the Julian calendar runs behind from 1900 to 2099."""


def orthodox_easter(year: int) -> date:
    """Easter Sunday by the Julian reckoning (Meeus), as a Gregorian date."""
    d = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=_JULIAN_BEHIND)


def _nth_weekday(year: int, month: int, weekday: int, nth: int, plus: int) -> date:
    """The so-manieth weekday of a month, and days on.

    From its end where `nth` is negative.
    """
    last = monthrange(year, month)[1]
    days = [
        date(year, month, d)
        for d in range(1, last + 1)
        if date(year, month, d).weekday() == weekday
    ]
    return days[nth - 1 if nth > 0 else nth] + timedelta(days=plus)
