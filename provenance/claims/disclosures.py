"""Open statements about a picture, and words for staged events.

Words are data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from provenance.claims.calendar import alternatives
from provenance.claims.tokens import MAX_CHARS
from provenance.claims.vocabulary import table
from provenance.lexicon.folding import lowered
from provenance.model import Disclosure, DisclosureKind, EventWord
from provenance.values import dataclass

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


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
    phrases = _compile(name)
    low = lowered(text[:MAX_CHARS]).replace("’", "'").replace("\u00a0", " ").replace("‑", "-")
    if phrases.firsts.isdisjoint(_WORD.findall(low)) and not _UNSPACED.search(low):
        return
    for match in phrases.pattern.finditer(low):
        yield phrases.kinds[match.group()], match.start(), match.end()


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of one table."""

    kinds: Mapping[str, str]
    pattern: re.Pattern[str]
    firsts: frozenset[str]
    """Their first words: most captions have none, and need not be searched."""


@lru_cache(maxsize=4)
def _compile(name: str) -> _Phrases:
    kinds = {
        phrase: kind
        for kind, by_language in table(name).items()
        for phrases in by_language.values()
        for phrase in phrases
    }
    unspaced = [p for p in kinds if _UNSPACED.search(p)]
    spaced = [p for p in kinds if not _UNSPACED.search(p)]
    pattern = re.compile(rf"(?<!\w)(?:{alternatives(spaced)})(?!\w)|{alternatives(unspaced)}")
    firsts = frozenset(word[0] for p in spaced if (word := _WORD.search(p)))
    return _Phrases(MappingProxyType(kinds), pattern, firsts)
