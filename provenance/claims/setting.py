"""A name that is spelt like a place, its readings, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable

from provenance.claims.mentions import Mention
from provenance.claims.passage import Passage, after, before
from provenance.claims.relations import inside
from provenance.claims.tokens import Token
from provenance.model import Place
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """A name with its readings and what stands around it."""

    page: Passage
    mention: Mention
    readings: tuple[Place, ...]
    contained: bool
    """True where a region or country that holds it is spoken of in the text or around it."""
    in_region: bool
    """True where it is a region that is spoken of."""
    before: Token | None
    after: Token | None
    located: bool
    """True where the words around say that something is there."""
    preposition: bool
    """True where a preposition right before says so."""

    @property
    def best(self) -> Place:
        """The likeliest reading."""
        return self.readings[0]

    @property
    def key(self) -> str:
        """The name as it is looked up."""
        return self.mention.key

    @property
    def shown(self) -> str:
        """The name as it is printed."""
        return self.page.text[self.mention.start : self.mention.end]

    @property
    def spelt(self) -> bool:
        """True where capitals tell names from words."""
        return not self.page.caseless

    @property
    def next_capital(self) -> Token | None:
        """The capitalised word behind, with only a space between."""
        token = self.after
        if token is None or not token.text[:1].isupper():
            return None
        return token if self.page.text[self.mention.end : token.start] == " " else None


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign that a name is a place's, or that it is not."""

    name: str
    weight: int
    holds: Callable[[Setting], bool]
    owner: bool = False
    """True for a sign that the name says whose something is: "US-made"."""


def setting(
    page: Passage,
    mention: Mention,
    readings: tuple[Place, ...],
    hints: list[Place],
    *,
    located: bool = False,
    preposition: bool = False,
) -> Setting:
    """The name with what stands around it; `hints`: places that may hold it."""
    wider = [h for h in hints if h.kind != "continent" and h not in readings]
    holding = [h for h in wider if any(inside(p, h) for p in readings)]
    return Setting(
        page, mention, readings, bool(holding), any(h.kind == "region" for h in holding),
        None if mention.unspaced else before(page, mention), after(page, mention), located,
        preposition,
    )  # fmt: skip
