"""Through whose hands a picture went.

Its platform, its distributor, the class of its credit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from provenance import lazy_re as re
from provenance.credits.line import Name
from provenance.lexicon.phrases import DISTRIBUTORS, Vocabulary, Word
from provenance.lexicon.suppliers import free_stock
from provenance.model import CreditFlag, CreditKind
from provenance.values import dataclass

_EDITORIAL_ID = re.compile(r"\d{5,9}[a-z]{1,2}")
"""Shutterstock numbers editorial pictures (once Rex Features) like 16512200n, stock pictures
without a letter."""
_EDITORIAL = frozenset({"rex", "rex features", "rex usa"})
_LENDING = frozenset({Word.COURTESY, Word.SUPPLIED})
_LENT = frozenset({CreditFlag.HANDOUT, CreditFlag.SUPPLIED, CreditFlag.COURTESY})


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name of the line and the words printed for it."""

    name: Name
    printed: str


def distributor_of(names: Sequence[PrintedName]) -> str | None:
    """The party after "via", else the agency printed last, else the supplier."""
    houses = [n for n in names if not n.name.person]
    via = [n for n in houses if n.name.link is Word.VIA]
    sold = [n for n in houses if n.name.kind in DISTRIBUTORS]
    lent = [n for n in houses if n.name.link in _LENDING]
    by = via or sold or lent
    return by[-1].printed if by else None


def is_editorial(names: Sequence[PrintedName], left: Sequence[str]) -> bool:
    """True for Shutterstock's news pictures.

    Named with Rex, or under an editorial number.
    """
    sold = {n.printed.casefold() for n in names if n.name.kind in DISTRIBUTORS}
    numbered = any(_EDITORIAL_ID.fullmatch(text) for text in left)
    return "shutterstock" in sold and (numbered or not sold.isdisjoint(_EDITORIAL))


@dataclass(frozen=True, slots=True)
class Hands:
    """What decides the class of a line."""

    names: Sequence[PrintedName]
    flags: frozenset[CreditFlag]
    platform: str | None
    distributor: str | None
    staff: bool
    creators: bool
    vocabulary: Vocabulary

    @property
    def kinds(self) -> frozenset[Word | None]:
        """What the names are known to be."""
        return frozenset(n.name.kind for n in self.names)

    @property
    def is_stock(self) -> bool:
        """True where a stock library or a platform of free pictures gave it."""
        seller = self.vocabulary.get(self.distributor) if self.distributor else None
        # iStock is Getty's own shop: "iStock/Getty Images" is stock, whichever is printed last.
        getty = (self.distributor or "").casefold().startswith("getty")
        shop = Word.STOCK in self.kinds and getty
        sold = seller is not None and Word.STOCK in seller.kinds
        return CreditFlag.STOCK in self.flags and (self.platform in free_stock() or shop or sold)

    @property
    def is_social(self) -> bool:
        """True where a platform carried it."""
        return self.platform is not None or CreditFlag.SOCIAL_MEDIA in self.flags


KINDS: tuple[tuple[CreditKind, Callable[[Hands], bool]], ...] = (
    (CreditKind.COMMONS, lambda it: it.platform == "wikimedia-commons"),
    (CreditKind.STOCK, lambda it: it.is_stock),
    (CreditKind.AGENCY, lambda it: not it.kinds.isdisjoint(DISTRIBUTORS)),
    (CreditKind.PLATFORM, lambda it: it.is_social),
    (CreditKind.HANDOUT, lambda it: not it.flags.isdisjoint(_LENT)),
    (CreditKind.STAFF, lambda it: it.staff),
    (CreditKind.AUTHOR_ONLY, lambda it: it.creators),
)
"""The classes, by where the picture comes from first, then by who made it."""


def kind_of(hands: Hands) -> CreditKind:
    """The class of a line."""
    return next((kind for kind, met in KINDS if met(hands)), CreditKind.UNKNOWN)
