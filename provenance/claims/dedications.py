"""Churches, hospitals, streets.

What bears a name that is also a place's, and need not stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance import lazy_re as re
from provenance.claims.mentions import Mention
from provenance.claims.passage import Passage, after, before
from provenance.claims.relations import relate_place_claims
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import words
from provenance.lexicon.folding import fold
from provenance.model import PlaceClaim, PlaceRelation

_STANDS = re.compile(
    r"['’]?s?\s+(\w+)(?:\s+\w+)?(?:\s+(?:in|im|en|em|dans|à|a|w|у|в)\s+|\s*\(\s*|(,)\s*)"
)
_ENDS = re.compile(r"\s*(?:$|[.;)\n])")
_FRENCH = ("saint", "sainte")
_ENGLISH = ("st", "saint")
_PARTICLES = ("de", "di", "do", "of")
_METROPOLIS = 1_000_000
"""Inhabitants from which a saint's name with an 's is the town's: "St. Petersburg's museums", not
"St Mary's hospital". Of the towns that an English "St" begins, all others are smaller by far."""


def is_dedication(page: Passage, mention: Mention) -> bool:
    """True where a saint's or a ruler's name is borne by a house.

    "St Mary's Church", "Queen Alexandra Hospital".

    Without a possessive the house's own capital tells: a "San Antonio hospital" is in San Antonio,
    a "Santa Cruz Hospital" may be anywhere.
    """
    if mention.unspaced:
        return False
    house = after(page, mention)
    if house is not None and house.key in words("dedicated", "venue"):
        if _is_of_saint_or_ruler(page, mention):
            return True
        if _begins_with_saint(page, mention) and _bears_saint(page, mention, house):
            return True
    return _begins_with_saint(page, mention) and _follows_house(page, mention)


def _begins_with_saint(page: Passage, mention: Mention) -> bool:
    return page.tokens[mention.first].key in words("saint")


def _is_of_saint_or_ruler(page: Passage, mention: Mention) -> bool:
    """True for "Saint Sophia Cathedral".

    What the saint is called is a place by chance; and for "Queen Alexandra Hospital".
    """
    word = _before(page, mention)
    if word is None:
        return False
    ruler = word.key in words("title") and word.text[:1].isupper() and not page.caseless
    return word.key in words("saint") or ruler


def _bears_saint(page: Passage, mention: Mention, house: Token) -> bool:
    """True for "St Mary's hospital" and "Santa Cruz Hospital"."""
    capital = house.text[:1].isupper() and not page.caseless
    if not _possessive(page, mention):
        return capital and house.key in words("dedicated")
    if house.key in words("of_the_town"):
        return False
    small = all(e.place.population < _METROPOLIS for e in mention.entries)
    return capital or (small and page.tokens[mention.first].key in _ENGLISH)


def _before(page: Passage, mention: Mention) -> Token | None:
    """The word before, also behind a full stop: "St. Sophia"."""
    if not mention.first:
        return None
    token = page.tokens[mention.first - 1]
    return token if page.text[token.end : mention.start].strip(" -\u00a0") in ("", ".") else None


def _possessive(page: Passage, mention: Mention) -> bool:
    """True for "St Mary's" and "St Thomas'"."""
    mark = page.text[mention.end : mention.end + 1]
    return page.tokens[mention.last].possessive or mark in ("'", "’")


def _follows_house(page: Passage, mention: Mention) -> bool:
    """True for "Hospital San Juan" and "iglesia de San Francisco".

    "l'hôpital de Saint-Denis" is the town's.
    """
    word = before(page, mention)
    if word is None or _is_house(word):
        return word is not None
    french = page.tokens[mention.first].key in _FRENCH
    if word.key not in _PARTICLES or french or mention.first < 2:
        return False
    return _is_house(page.tokens[mention.first - 2])


def _is_house(token: Token) -> bool:
    """True for "church" and for "l'église"."""
    return fold(re.split("['’]", token.text)[-1]) in words("dedicated")


def standing_elsewhere(text: str, claims: Sequence[PlaceClaim]) -> Iterator[PlaceClaim]:
    """The claims that only name a house or street of another place.

    Orlando in "Orlando stadium in Soweto".
    """
    for claim, other in pairwise(claims):
        found = _STANDS.fullmatch(text[claim.end : other.start])
        if found is None or fold(found[1]) not in words("dedicated", "called_after"):
            continue
        # not in a list: "Kharkiv station, Odesa port and Lviv"
        listed = found[2] and not _ENDS.match(text[other.end :])
        if not listed and relate_place_claims(claim, other)[0] is PlaceRelation.DISJOINT:
            yield claim
