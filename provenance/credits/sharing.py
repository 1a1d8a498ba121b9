"""Whether a text is a row of platforms to share a page on."""

from __future__ import annotations

from functools import cache

from provenance import lazy_re as re
from provenance.lexicon import patterns as words
from provenance.lexicon.suppliers import suppliers

SHARED = 3
"""Platforms in a row from which it is there to share the page, and credits nobody."""
MAX_SHARE = 80
"""Characters of a line that may be part of such a row."""
_MARKS = " .:;|+-–—•·()[]"
"""What stands between buttons; a comma or a stroke is a sentence's or a credit's."""


def shares(text: str) -> bool:
    """True for a row of platforms: "Facebook LinkedIn WhatsApp"."""
    return len(text) > 2 * SHARED and len(platforms_alone(text)) >= SHARED


def platforms_alone(text: str) -> frozenset[str]:
    """The platforms that a text names, in small letters, where it says nothing else.

    But for a button's word before them: "Share: Facebook LinkedIn".
    """
    if len(text) > MAX_SHARE:
        return frozenset()
    named = _platforms()
    left = named.sub("", text).strip(_MARKS).lower()
    if (left and left not in words.interface()) or words.lead_colon().search(text):
        return frozenset()
    return frozenset(found[0].lower() for found in named.finditer(text))


@cache
def _platforms() -> re.Pattern[str]:
    rows = (row for row in suppliers().values() if row.social)
    names = sorted({name for row in rows for name in row.names}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I)
