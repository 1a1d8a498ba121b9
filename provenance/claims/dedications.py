"""Churches, hospitals, streets: what bears a name that is also a place's, and need not stand
there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from provenance.claims.mentions import Mention, Token
from provenance.claims.passage import Passage, near
from provenance.claims.relations import relate_place_claims
from provenance.claims.vocabulary import words
from provenance.lexicon.folding import fold
from provenance.model import PlaceClaim, PlaceRelation

_STANDS = re.compile(
    r"['’]?s?\s+(\w+)(?:\s+\w+)?(?:\s+(?:in|im|en|em|dans|à|a|w|у|в)\s+|\s*\(\s*|(,)\s*)"
)
_ENDS = re.compile(r"\s*(?:$|[.;)\n])")
_FRENCH = ("saint", "sainte")
_METROPOLIS = 1_000_000
"""Inhabitants from which a saint's name with an 's is the town's: "St. Petersburg's museums", not
"St Mary's hospital". Of the towns that an English "St" begins, all others are smaller by far."""


def is_dedication(page: Passage, mention: Mention) -> bool:
    """True where a saint's or a ruler's name is borne by a house: "St Mary's Church", "Queen
    Alexandra Hospital".

    Without a possessive the house's own capital tells: a "San Antonio hospital" is in San Antonio,
    a "Santa Cruz Hospital" may be anywhere.
    """
    before, after = _before(page, mention), near(page, mention, 1)
    first = page.tokens[mention.first].key
    if after is not None and after.key in words("dedicated") | words("venue"):
        capital = after.text[:1].isupper() and not page.lower
        if before is not None and before.key in words("saint"):
            return True  # "Saint Sophia Cathedral": what the saint is called is a place by chance
        if (
            before is not None
            and before.key in words("title")
            and before.text[:1].isupper()
            and not page.lower
        ):
            return True
        if (
            first in words("saint")
            and _possessive(page, mention)
            and after.key not in words("of_the_town")
        ):
            small = all(e.place.population < _METROPOLIS for e in mention.entries)
            return capital or (small and first in ("st", "saint"))
        if first in words("saint") and capital and after.key in words("dedicated"):
            return True
    return first in words("saint") and _follows_house(page, mention)


def _before(page: Passage, mention: Mention) -> Token | None:
    """The word before, also behind a full stop: "St. Sophia"."""
    if not mention.first:
        return None
    token = page.tokens[mention.first - 1]
    return token if page.text[token.end : mention.start].strip(" -\u00a0") in ("", ".") else None


def _possessive(page: Passage, mention: Mention) -> bool:
    """True for "St Mary's" and "St Thomas'"."""
    return page.tokens[mention.last].possessive or page.text[mention.end : mention.end + 1] in (
        "'",
        "’",
    )


def _follows_house(page: Passage, mention: Mention) -> bool:
    """True for "Hospital San Juan" and "iglesia de San Francisco"; "l'hôpital de Saint-Denis"
    is the town's."""
    before = near(page, mention, -1)
    if before is None:
        return False
    if _is_house(before):
        return True
    particle = (
        before.key in ("de", "di", "do", "of") and page.tokens[mention.first].key not in _FRENCH
    )
    return particle and mention.first > 1 and _is_house(page.tokens[mention.first - 2])


def _is_house(token: Token) -> bool:
    """True for "church" and for "l'église"."""
    return fold(re.split("['’]", token.text)[-1]) in words("dedicated")


def standing_elsewhere(text: str, claims: Sequence[PlaceClaim]) -> Iterator[PlaceClaim]:
    """The claims that only name a house or street of another place: Orlando in "Orlando stadium
    in Soweto"."""
    for claim, other in pairwise(claims):
        found = _STANDS.fullmatch(text[claim.end : other.start])
        if found is None or fold(found[1]) not in words("dedicated") | words("called_after"):
            continue
        listed = found[2] and not _ENDS.match(
            text[other.end :]
        )  # "Kharkiv station, Odesa port and Lviv"
        if not listed and relate_place_claims(claim, other)[0] is PlaceRelation.DISJOINT:
            yield claim
