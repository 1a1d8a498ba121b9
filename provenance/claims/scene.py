"""What the words around a place's name say: whether the scene lies there.

A place is the scene's only on positive evidence. The decision is a table of named signs: those that
hold are added up, and the strongest of the winning side is what the claim carries. Nothing here
knows a language: the words come from `data/scene.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from provenance import lazy_re as re
from provenance.claims.bearers import (
    is_called_after,
    is_called_itself,
    is_called_park,
    is_called_the,
    is_club,
    is_firm,
    is_longer_name,
    is_named_after,
    is_street,
    is_thing_of,
)
from provenance.claims.locating import (
    holds_unknown,
    is_chain,
    is_dateline,
    is_host,
    is_last,
    is_locative,
    is_near,
    is_object,
    is_part,
    is_quarter,
    is_trailing,
    is_venue,
    is_view,
    is_whole,
    link_start,
    noun_start,
    part_start,
    unknown_start,
)
from provenance.claims.mentions import Mention
from provenance.claims.passage import MAX_WALK, Passage
from provenance.claims.quoted import (
    is_in_credit,
    is_speech,
    is_title,
)
from provenance.claims.relations import inside
from provenance.claims.speakers import is_base, is_own_story, is_said, is_seat
from provenance.claims.spot import Sign, Spot
from provenance.claims.telling import (
    acts,
    governs,
    is_away,
    is_journey,
    is_of_house,
    is_office,
    is_origin,
    is_reaction,
    is_subject,
    is_topic,
)
from provenance.claims.unseen import (
    is_clause,
    is_general,
    is_life,
    is_unseen,
)
from provenance.claims.unspaced import UNSPACED
from provenance.model import PlaceClaim, PlaceSign


def with_signs(page: Passage, read: Sequence[tuple[Mention, PlaceClaim]]) -> tuple[PlaceClaim, ...]:
    """The claims with what the words around them say of each."""
    claims: list[PlaceClaim] = []
    for at, (mention, claim) in enumerate(read):
        holder = _holder(page, read, at)
        end = read[holder][1].end if holder > at else claim.end
        spot = Spot(page, mention, claim.places, end, holder > at)
        signed = _sign(spot, claim)
        if claims:
            signed = _after(page, claims[-1], signed)
        claims.append(signed)
    return tuple(claims)


def _sign(spot: Spot, claim: PlaceClaim) -> PlaceClaim:
    held = [s for s in (UNSPACED if spot.mention.unspaced else SIGNS) if s.holds(spot)]
    total = sum(s.weight for s in held)
    if total > 0 and not spot.mention.unspaced:
        held += [s for s in AGAINST if s.holds(spot)]
        total = sum(s.weight for s in held)
    side = [s for s in held if (s.weight > 0) == (total > 0) and s.weight * total > 0]
    if not side:
        neutral = next((s.sign for s in held if not s.weight), PlaceSign.MENTION)
        return replace(claim, sign=neutral)
    first = max(side, key=lambda s: abs(s.weight))
    start = first.said(spot) if first.said else claim.start
    return replace(claim, sign=first.sign, said=_words(spot.page.text, start, claim.end))


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _holder(page: Passage, read: Sequence[tuple[Mention, PlaceClaim]], at: int) -> int:
    """The last of the names behind that each hold the one before.

    Ukraine for "Kyiv, Ukraine".
    """
    last = at
    while last + 1 < len(read):
        inner, outer = read[last][1], read[last + 1][1]
        between = page.text[inner.end : outer.start]
        if not _BESIDE.fullmatch(between) or not _holds(outer, inner):
            break
        last += 1
    return last


_BESIDE = re.compile(
    r"(?:\s+(?:region|district|province|oblast|state|county))?"
    r"\s*[,，、(（/–—-]\s*(?:[^\W\d_]+\s+){0,3}|\s+",
    re.I,
)
"""What stands between a place and the one that holds it: "Sylhet, northeastern Bangladesh"."""


def _holds(outer: PlaceClaim, inner: PlaceClaim) -> bool:
    return any(inside(p, q) for p in inner.places for q in outer.places)


def _after(page: Passage, last: PlaceClaim, claim: PlaceClaim) -> PlaceClaim:
    """The claim with the sign of the one that it holds or is listed with."""
    between = page.text[last.end : claim.start]
    if _BESIDE.fullmatch(between) and _holds(claim, last):
        return replace(claim, sign=last.sign, said=last.said)
    if claim.sign is not PlaceSign.MENTION or not _is_listing(page, between):
        return claim
    if last.sign.is_scene:
        return replace(claim, sign=PlaceSign.LISTED, said=_words(page.text, last.start, claim.end))
    return replace(claim, sign=last.sign)


def _is_listing(page: Passage, between: str) -> bool:
    """True for ", " and " and "."""
    word = between.strip(" ,").lower()
    return len(between) < MAX_WALK * 2 and (
        (not word and "," in between) or word in page.grammar.words.get("and", ())
    )


SIGNS = (
    Sign(PlaceSign.DATELINE, 3, is_dateline),
    Sign(PlaceSign.DATELINE, 2, is_quarter),
    Sign(PlaceSign.LOCATIVE, 2, is_locative, link_start),
    Sign(PlaceSign.PART, 2, is_part, part_start),
    Sign(PlaceSign.LOCATIVE, 2, is_near, noun_start),
    Sign(PlaceSign.VENUE, 2, is_venue),
    Sign(PlaceSign.VENUE, 2, is_host),
    Sign(PlaceSign.VIEW, 3, is_view, noun_start),
    Sign(PlaceSign.CHAIN, 2, holds_unknown, unknown_start),
    Sign(PlaceSign.CHAIN, 1, is_chain),
    Sign(PlaceSign.TRAILING, 2, is_trailing),
    Sign(PlaceSign.TRAILING, 1, is_last),
    Sign(PlaceSign.WHOLE, 2, is_whole),
    Sign(PlaceSign.OBJECT, 2, is_object, link_start),
    Sign(PlaceSign.ACTOR, 0, acts),
    Sign(PlaceSign.AWAY, -1, is_away),
    Sign(PlaceSign.AWAY, -3, is_journey),
    Sign(PlaceSign.OFFICE, -1, governs),
    Sign(PlaceSign.OFFICE, -3, is_office),
    Sign(PlaceSign.NAME, -2, is_longer_name),
    Sign(PlaceSign.NAME, -2, is_called_park),
    Sign(PlaceSign.NAME, -2, is_called_the),
    Sign(PlaceSign.NAME, -6, is_firm),
    Sign(PlaceSign.NAME, -6, is_in_credit),
    Sign(PlaceSign.NAME, -6, is_named_after),
    Sign(PlaceSign.NAME, -6, is_street),
    Sign(PlaceSign.ORIGIN, -4, is_origin),
    Sign(PlaceSign.TOPIC, -5, is_topic),
    Sign(PlaceSign.TOPIC, -5, is_reaction),
    Sign(PlaceSign.CLAUSE, -5, is_clause),
    Sign(PlaceSign.TOPIC, -5, is_unseen),
    Sign(PlaceSign.TOPIC, -5, is_life),
    Sign(PlaceSign.TOPIC, -5, is_general),
    Sign(PlaceSign.TITLE, -6, is_title),
    Sign(PlaceSign.TOPIC, -6, is_speech),
)
"""Signs and their weights. One sign for the scene is enough; what stands against it outweighs the
preposition and the chain together ("born in Minsk, Belarus"), but not a dateline."""
AGAINST = (
    Sign(PlaceSign.TOPIC, -5, is_said),
    Sign(PlaceSign.TOPIC, -5, is_seat),
    Sign(PlaceSign.TOPIC, -5, is_base),
    Sign(PlaceSign.TOPIC, -5, is_own_story),
    Sign(PlaceSign.NAME, -2, is_club),
    Sign(PlaceSign.NAME, -2, is_called_after),
    Sign(PlaceSign.NAME, -2, is_thing_of),
    Sign(PlaceSign.NAME, -6, is_called_itself),
    Sign(PlaceSign.TOPIC, -5, is_of_house),
    Sign(PlaceSign.TOPIC, -5, is_subject),
)
"""Those that are asked only where something speaks for the scene."""
