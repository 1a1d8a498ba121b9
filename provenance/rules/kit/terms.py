"""What an agency's instructions say about when and where a picture may be used."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from provenance.rules.kit.evidence import words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = (
    r"(?:(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)? (?P<n2>[a-z]{3,9})\.?,? (?P<y2>\d{4})"
    r"|(?P<n3>[a-z]{3,9})\.? (?P<d3>\d{1,2})(?:st|nd|rd|th)?,? (?P<y3>\d{4}))"
)
_MOST = 2_000
"""Characters of an instruction that are read."""


def expiry_in(text: str) -> date | None:
    """The last day on which the picture may be used, where the text states one."""
    return _dated("expires", text)


def embargo_in(text: str) -> date | None:
    """The day before which the picture may not be used, where the text states one."""
    return _dated("embargo", text)


def closed_to(text: str, country: str) -> bool:
    """True where the text says that the picture is not for use in a country."""
    if not country:
        return False
    name = re.escape(country)
    patterns = "|".join(one.replace("NAME", name) for one in words("terms")["out"])
    return re.search(rf"\b(?:{patterns})\b", text[:_MOST], re.I) is not None


def _dated(kind: str, text: str) -> date | None:
    found = _pattern(kind).search(text[:_MOST])
    if found is None:
        return None
    part = found.groupdict()
    name = (part["n2"] or part["n3"] or "")[:3].lower()
    if name and name not in _MONTHS:
        return None
    month = _MONTHS.index(name) + 1 if name else int(part["m"])
    try:
        return date(
            int(part["y"] or part["y2"] or part["y3"]),
            month,
            int(part["d"] or part["d2"] or part["d3"]),
        )
    except ValueError:
        return None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words('terms')[kind])})[:,]?\s{{0,3}}{_DATE}", re.I)
