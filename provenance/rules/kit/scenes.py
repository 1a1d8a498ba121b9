"""Where the scene of a caption or a story lies, by the words around each name."""

from __future__ import annotations

from provenance.claims.relations import specific
from provenance.model import Case, Claims, PlaceClaim, PlaceSign


def whereabouts(claims: Claims) -> tuple[PlaceClaim, ...]:
    """The places where the text says that its scene lies: only they can accuse."""
    return specific(c for c in claims.places if c.places and c.sign.is_scene)


def scene_places(claims: Claims) -> tuple[PlaceClaim, ...]:
    """The places that the scene may lie in.

    "The mayor of London", "refugees from Syria" and "a rally against Russia" say who or what is
    shown, not where. Of "Rome, Italy" only Rome counts: Italy says where Rome is.
    """
    return specific(c for c in claims.places if c.places and not c.sign.is_aside)


_NOT_THE_STORY = (
    PlaceSign.ACTOR, PlaceSign.AWAY, PlaceSign.ORIGIN, PlaceSign.OFFICE, PlaceSign.TITLE,
    PlaceSign.CLAUSE, PlaceSign.NAME,
)  # fmt: skip
"""Signs of places that a headline only speaks of: "Turkey strikes Kurdish positions" does not say
where the positions are. "War in Gaza" and "Attack on Kyiv" do, though a picture under these words
may be from anywhere."""


def story_places(case: Case) -> tuple[PlaceClaim, ...]:
    """The places of headline, lead and dateline, without the states that act there."""
    claims = case.article_claims.places
    return specific(c for c in claims if c.places and c.sign not in _NOT_THE_STORY)


def names(claims: Claims) -> tuple[PlaceClaim, ...]:
    """Every place that the text names: none of them can accuse, each can acquit."""
    return specific(c for c in claims.places if c.places)
