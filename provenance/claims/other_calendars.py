"""Dates in the forms and calendars of Asia: eras, Hijri, Buddhist years."""

from __future__ import annotations

import re
from datetime import date, timedelta

from provenance.claims.spans import (
    At,
    Found,
    day_span,
    group_of,
    likely_years,
    month_span,
    single,
    year_span,
)
from provenance.claims.vocabulary import table
from provenance.model import Precision

NEXT_DAY = 1
"""Days by which a day of the month may lie ahead of publication: across time zones."""
THAI_YEARS = 543
"""Years by which the Buddhist reckoning of Thailand is ahead."""
_JAPANESE_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""The year before the first of each era."""
_MINGUO = 1911


def _of_year(match: re.Match[str], year: int) -> Found | None:
    """A year, or the month or day in it that is printed behind."""
    if not 1 <= year < date.max.year:
        return None
    if not match["month"]:
        return single(year_span(year), Precision.YEAR)
    if not match["day"]:
        return single(month_span(year, int(match["month"])), Precision.MONTH)
    return single(day_span(year, int(match["month"]), int(match["day"])), Precision.DAY)


def read_cjk(match: re.Match[str], at: At) -> Found | None:
    """A year of the common era, or a month or day in it."""
    return _of_year(match, int(match["year"]))


def read_japanese_era(match: re.Match[str], at: At) -> Found | None:
    """A date of a Japanese era: "令和5年3月11日"."""
    count = 1 if match["count"] == "元" else int(match["count"])
    return _of_year(match, _JAPANESE_ERAS[match["era"]] + count)


def read_minguo(match: re.Match[str], at: At) -> Found | None:
    """A date of the Republic of China: "民國113年"."""
    return _of_year(match, _MINGUO + int(match["count"]))


_MONTH_BEFORE = re.compile(r"(?:지난\s?달|전달|先月|前月|上月|上个月|上個月)\s?$")
_TO_COME = re.compile(
    r"(?:오는|다가오는|다음\s?달|내달|来月|翌月|来る|来たる|下月|下个月|下個月)\s?$"
)


def read_cjk_day_alone(match: re.Match[str], at: At) -> Found | None:
    """The last such day of the month up to publication, or of the month before.

    One that is said to come is no day of the scene.
    """
    if at.published is None:
        return None
    ahead = at.low[max(0, match.start() - 8) : match.start()]
    if _TO_COME.search(ahead):
        return (), Precision.DAY, True
    day, latest = int(match["day"]), at.published + timedelta(days=NEXT_DAY)
    month = at.published.year * 12 + at.published.month - 1
    for back in range(1, 2) if _MONTH_BEFORE.search(ahead) else range(3):
        span = day_span((month - back) // 12, (month - back) % 12 + 1, day)
        if span and span.earliest <= latest:
            return single(span, Precision.DAY, True)
    return None


def read_hijri(match: re.Match[str], at: At) -> Found | None:
    """The years that a Hijri year touches.

    Converters differ by days, so no day is said.
    """
    year = int(group_of(match, "year") or group_of(match, "year2") or 0)
    first = int(year * 0.970224 + 621.5774)
    return single(year_span(first, first + 1), Precision.RANGE)


def read_solar(match: re.Match[str], at: At) -> Found | None:
    """The years that a year of the Iranian calendar touches."""
    return single(year_span(int(match["year"]) + 621, int(match["year"]) + 622), Precision.RANGE)


def read_thai(match: re.Match[str], at: At) -> Found | None:
    """A day of a Buddhist year."""
    month = table("dates")["months"]["th"][match["month"]]
    year = int(match["year"]) - THAI_YEARS
    return single(day_span(year, month, int(match["day"])), Precision.DAY)


def read_thai_year(match: re.Match[str], at: At) -> Found | None:
    """A Buddhist year."""
    return single(year_span(int(match["year"]) - THAI_YEARS), Precision.YEAR)


def read_thai_day(match: re.Match[str], at: At) -> Found | None:
    """A day in Thai without its year."""
    month, day = table("dates")["months"]["th"][match["month"]], int(match["day"])
    spans = tuple(
        s for y in likely_years(at.published, month, day) if (s := day_span(y, month, day))
    )
    return (spans, Precision.DAY, True) if spans else None
