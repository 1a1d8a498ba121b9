"""Where the scene of a caption and of a story lies: the places named, without those that only describe somebody."""

from __future__ import annotations

import re

from provenance.claims.relations import specific
from provenance.model import Case, Claims, PlaceClaim
from provenance.rules._evidence import words


def story_places(case: Case) -> tuple[PlaceClaim, ...]:
    """The places of the story: headline, lead and dateline."""
    return scene_places(case.article_claims, strict=True)


def scene_places(claims: Claims, *, strict: bool = False) -> tuple[PlaceClaim, ...]:
    """The places that a text's scene may lie in: those that only describe a person or thing are left out.

    "French President", "US-made" and "the mayor of London" say who or what is shown, not where. Of "Rome, Italy" only
    Rome counts: Italy says where Rome is. `strict`, for rules that have nothing but the article to go by, also leaves
    out what begins a longer name.
    """
    places = (c for c in claims.places if c.places and not only_describes(claims.text, c))
    return specific(c for c in places if not (strict and _begins_a_name(claims, c)))


def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = words("describing")
    return (
        re.compile(rf"\b(?:{'|'.join(data['offices'])})\s+(?:{'|'.join(data['of'])})\s*(?:the\s+)?$", re.I),
        re.compile(rf"^\s?(?:(?-i:-[a-z])|(?:{'|'.join(data['after'])})\b)", re.I),
    )


_BEFORE, _AFTER = _patterns()


def only_describes(text: str, claim: PlaceClaim) -> bool:
    """True where the place says who or what is shown: part of an office, or of an adjective."""
    if claim.end <= claim.start:
        return False
    before, after = text[max(0, claim.start - 60) : claim.start], text[claim.end : claim.end + 30]
    return bool(_BEFORE.search(before) or _AFTER.search(after))


_AFTER_IN = re.compile(
    r"(?:^|[\s(])(?:in|at|near|from|outside|around|over|im|bei|aus|à|en|de|w|v|u|в|у|з|из|na|на)\s+(?:the\s+)?$", re.I
)
_CAPITAL = re.compile(r"\s[A-ZÀ-ÞА-ЯЁІЇЄ]\w")


def _begins_a_name(claims: Claims, claim: PlaceClaim) -> bool:
    """True for a place's name that begins a longer one: "Ben Osborn", "Qatar World Cup", "Kyiv School of Economics".

    After "in" and the like it is a place all the same, and so it is before a date: "Kyiv Tuesday".
    """
    if claim.end <= claim.start or not _CAPITAL.match(claims.text, claim.end):
        return False
    dated = any(claim.end < d.start <= claim.end + 2 for d in claims.dates)
    placed = any(claim.end < p.start <= claim.end + 2 for p in claims.places)
    return not dated and not placed and not _AFTER_IN.search(claims.text[max(0, claim.start - 14) : claim.start])
