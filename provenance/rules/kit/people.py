"""Whether a caption names a person, by what is written as a full name."""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.lexicon import read_words
from provenance.lexicon.folding import fold
from provenance.model import Case
from provenance.rules.kit.evidence import words
from provenance.rules.kit.names import folded

_WORD = r"[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'\-]{1,24}"
_PAIR = re.compile(rf"(?<![\w.])({_WORD}) (?={_WORD})")
_LONGEST = 2000
"""Characters of a caption that are looked through."""


def names_somebody(case: Case) -> bool:
    """True where the caption names a person, in doubt too: it accuses nobody.

    A given name of some country before a word in capitals, neither of them part of a place.
    """
    claims = case.caption_claims
    if claims.people:
        return True
    given, things = read_words("given_names"), set(words("things")["words"])
    for match in _PAIR.finditer(claims.text[:_LONGEST]):
        place = any(p.start <= match.end() and match.start() < p.end for p in claims.places)
        if fold(match[1]) in given and not place and not things & set(folded(match[1])):
            return True
    return False
