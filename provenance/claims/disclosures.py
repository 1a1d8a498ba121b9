"""Open statements about a picture, and words for staged events.

Words are data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from provenance.claims.calendar import alternatives
from provenance.claims.tokens import MAX_CHARS
from provenance.claims.vocabulary import table
from provenance.lexicon.folding import is_far, lowered
from provenance.lexicon.listed import AnyOf, Listed
from provenance.model import Disclosure, DisclosureKind, EventWord

_UNSPACED = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7a3"))
"""First and last letters of the scripts whose phrases stand anywhere in a text."""


def read_disclosures(text: str) -> tuple[Disclosure, ...]:
    """What the text openly says about its picture, in the order of the text."""
    return tuple(
        Disclosure(DisclosureKind(kind), text[a:b], a, b)
        for kind, a, b in _find(text, "disclosures")
    )


def read_events(text: str) -> tuple[EventWord, ...]:
    """Words for what is staged or not the real thing, in the order of the text."""
    return tuple(EventWord(kind, text[a:b], a, b) for kind, a, b in _find(text, "events"))


def _find(text: str, name: str) -> Iterable[tuple[str, int, int]]:
    kinds, pattern = _phrases(name)
    low = lowered(text[:MAX_CHARS]).replace("’", "'").replace("\u00a0", " ").replace("‑", "-")
    for match in pattern.finditer(low):
        yield kinds[match.group()], match.start(), match.end()


@lru_cache(maxsize=4)
def _phrases(name: str) -> tuple[Mapping[str, str], Listed]:
    kinds = {
        phrase: kind
        for kind, by_language in table(name).items()
        for phrases in by_language.values()
        for phrase in phrases
    }
    unspaced = [p for p in kinds if is_far(p) and any(a <= c <= z for c in p for a, z in _UNSPACED)]
    spaced = list(kinds.keys() - set(unspaced))

    def write(any_of: AnyOf) -> str:
        return rf"(?<!\w)(?:{any_of(spaced)})(?!\w)|{any_of(unspaced)}"

    return kinds, Listed(write, alternatives, flags=0)
