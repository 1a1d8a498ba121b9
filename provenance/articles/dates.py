"""Dates and languages as pages and content systems write them for machines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime

from provenance import lazy_re as re

MAX_DATE = 60
"""Characters of a date with its zone; those of 192 news pages have 33 at most."""
FIRST_YEAR, LAST_YEAR = 1605, 9000
"""Years between which a date can be an article's: the first newspaper is of 1605. What systems
write where nobody set a date lies outside: 0001-01-01, 9999-12-31."""

_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")
_ZONE_NAME = re.compile(r"(?<=\d)\s?(?:Z|[A-Z]{3,4})$")
"""A zone's letters: behind an offset they repeat it, alone they tell none for sure."""
_FRACTION = re.compile(r"(\.\d{1,6})\d*")
_FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y%m%d",
    "%Y%m%dT%H%M%S%z",
    "%Y%m%dT%H%M%SZ",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y",
)
_MAIL = re.compile(r"(?:[A-Z][a-z]{2},\s+)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{2}:\d{2}")
"""How a date of a mail or a feed begins (RFC 2822)."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_NO_TAG = 4
"""Letters of a tag that no language has ("none", "html")."""


def read_date(text: str | None) -> datetime | None:
    """A date as pages write it for machines; None for anything else.

    ISO 8601, RFC 2822, or one of a few common forms. One without a zone stays without."""
    text = (text or "").strip()
    if not text or len(text) > MAX_DATE:
        return None
    return next((date for read in _READERS if (date := _try(read, text)) is not None), None)


def _try(read: Callable[[str], datetime | None], text: str) -> datetime | None:
    try:
        date = read(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date is not None and FIRST_YEAR <= date.year <= LAST_YEAR else None


def _iso(text: str) -> datetime:
    found = _ZONE_NAME.search(text)
    zone = found.group(0).strip() if found else ""
    plain = text[: found.start()] if found else text
    if zone in ("Z", "UTC", "GMT") and not _ZONE.search(plain):
        plain += "+00:00"
    return datetime.fromisoformat(_FRACTION.sub(r"\1", _ZONE.sub(r"\1:\2", plain)))


def _common(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None


def _mail(text: str) -> datetime | None:
    return parsedate_to_datetime(text) if _MAIL.match(text) else None


_READERS = (_iso, _common, _mail)


def language_tag(text: str | None) -> str | None:
    """A language tag with `-` between its parts; None for what is none ("English")."""
    text = (text or "").strip().replace("_", "-")
    return text if _TAG.fullmatch(text) and len(text) != _NO_TAG else None
