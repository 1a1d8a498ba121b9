"""Whether a text is a row of platforms to share a page on."""

from __future__ import annotations

from functools import cache, lru_cache

from provenance import lazy_re as re
from provenance.lexicon import patterns as words
from provenance.lexicon.suppliers import suppliers

SHARED = 3
"""Platforms in a row from which it is there to share the page: no credit of 1,230 labelled lines
names three."""
MAX_SHARE = 80
"""Characters of a line that may be part of such a row, of six platforms and a word before them."""
_MARKS = " .:;|+-–—•·()[]"
"""What stands between buttons; a comma or a stroke is a sentence's or a credit's."""


@lru_cache(maxsize=4_096)
def platforms_alone(text: str) -> frozenset[str]:
    """The ids of the platforms that a text names, where it says nothing else.

    But for a button's word before them: "Share: Facebook LinkedIn".
    """
    if len(text) > MAX_SHARE:
        return frozenset()
    named, ids = _platforms()
    if not named.search(text):
        return frozenset()
    left = named.sub("", text).strip(_MARKS).lower()
    if (left and left not in words.interface()) or words.lead_colon().search(text):
        return frozenset()
    return frozenset(ids[found[0].lower()] for found in named.finditer(text))


@cache
def _platforms() -> tuple[re.Pattern[str], dict[str, str]]:
    """Their names, the longest first, and whose each is."""
    ids = {
        name.lower(): key for key, row in suppliers().items() if row.social for name in row.names
    }
    names = sorted(ids, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I), ids
