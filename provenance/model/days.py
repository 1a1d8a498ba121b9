"""A day and a month as readers write them, in whatever language the report has."""

from __future__ import annotations

from datetime import date

from provenance.model.sentences import say, templates


def day_in_words(day: date) -> str:
    """A day as readers write it: "3 November 2012"."""
    return say(_DAY[day.month - 1], day=day.day, year=str(day.year))


def month_in_words(day: date) -> str:
    """A day's month: "November 2012"."""
    return say(_MONTH[day.month - 1], year=str(day.year))


_DAY = templates(
    "{day} January {year}",
    "{day} February {year}",
    "{day} March {year}",
    "{day} April {year}",
    "{day} May {year}",
    "{day} June {year}",
    "{day} July {year}",
    "{day} August {year}",
    "{day} September {year}",
    "{day} October {year}",
    "{day} November {year}",
    "{day} December {year}",
)
_MONTH = templates(
    "January {year}",
    "February {year}",
    "March {year}",
    "April {year}",
    "May {year}",
    "June {year}",
    "July {year}",
    "August {year}",
    "September {year}",
    "October {year}",
    "November {year}",
    "December {year}",
)
