"""Pages of makers and shops: their pictures show what they sell."""

from __future__ import annotations

from collections.abc import Iterator

from provenance import lazy_re as re
from provenance.articles.page.page import Page

_CALLS = (
    " demo", "demo anf", "demo buchen", "contact sales", "to sales", "credit card required",
    " quote", " estimate", " call<", " consultation", "add to ", "n warenkorb", "einkaufswagen",
    "au panier", "al carr",
)  # fmt: skip
"""What stands in every call of a seller: most pages are passed over by it."""
MAX_CALLS = 100
"""Places of such a word that are looked at."""
_AROUND = 60
"""Characters on each side of it in which the whole call stands."""
_SELLS = re.compile(
    r">\s{0,40}(?:"
    r"(?:book|get|request|schedule|watch|see) (?:an? |your |my )?(?:\w{1,12} )?demo"
    r"|(?:book|schedule) (?:an? |your )?(?:\w{1,12} ){0,2}(?:call|consultation)"
    r"|(?:contact|talk to) sales|no credit card required"
    r"|(?:request|get) (?:an? |your |my )?(?:\w{1,12} )?(?:quote|estimate)"
    r"|add to (?:cart|basket|bag)|in den (?:warenkorb|einkaufswagen)"
    r"|demo (?:anfordern|buchen)|ajouter au panier|añadir al carrito|aggiungi al carrello"
    r")\W{0,12}<"
)
"""What a button of a maker's or a shop's page says, and nothing beside it."""


def sells(page: Page) -> bool:
    """True where a button of the page is a seller's."""
    source = page.source.lower()
    return any(_SELLS.search(source, max(0, at - _AROUND), at + _AROUND) for at in _calls(source))


def _calls(source: str) -> Iterator[int]:
    """Where a word of a call stands."""
    for sign in _CALLS:
        at = source.find(sign)
        for _ in range(MAX_CALLS):
            if at < 0:
                break
            yield at
            at = source.find(sign, at + 1)
