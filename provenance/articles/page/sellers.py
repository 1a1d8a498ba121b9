"""Pages of makers and shops: their pictures show what they sell."""

from __future__ import annotations

from collections.abc import Iterable

from provenance import lazy_re as re
from provenance.articles.page.dom import Node
from provenance.articles.page.flow import Line
from provenance.articles.page.near_text import is_date_line
from provenance.articles.page.page import Page
from provenance.credits.labels import is_byline

MAX_BUTTON = 60
"""Characters of a button at most: the longest call has under fifty."""
_SELLS = re.compile(
    r"\W{0,12}(?:"
    r"(?:book|get|request|schedule|watch|see) (?:an? |your |my )?(?:\w{1,12} )?demo"
    r"|(?:book|schedule) (?:an? |your )?(?:\w{1,12} ){0,2}(?:call|consultation)"
    r"|(?:contact|talk to) sales"
    r"|(?:request|get) (?:an? |your |my )?(?:\w{1,12} )?(?:quote|estimate)"
    r"|add to (?:cart|basket|bag)|in den (?:warenkorb|einkaufswagen)"
    r"|demo (?:anfordern|buchen)|ajouter au panier|añadir al carrito|aggiungi al carrello"
    r")\W{0,12}"
)
"""What a button of a maker's or a shop's page says, and nothing beside it."""
_ARTICLE = re.compile(r"(?:Article|Posting|Review)(?![A-Za-z])")
"""Types by which a page's data calls it a story."""
_WRITER = re.compile(r"byline|(?<![a-z])auth?or(?:s|in)?(?![a-z])|auteur")


def sells(page: Page, lines: Iterable[Line]) -> bool:
    """True where a button is a seller's and the page calls itself a site or goods.

    Not where anything tells of a story: an advert's button stands on a newspaper's page too.
    """
    return _is_site(page) and not _is_story(page, lines) and _has_call(page)


def _has_call(page: Page) -> bool:
    return any(
        node.tag in ("a", "button")
        and 0 < node.size <= MAX_BUTTON
        and _SELLS.fullmatch(node.text.lower())
        for node in page.dom.root.walk()
    )


def _is_site(page: Page) -> bool:
    """True where its only kinds are a site's or goods'."""
    kinds = [m.get("content").lower() for m in page.dom.metas if m.get("property") == "og:type"]
    return bool(kinds) and all(kind.startswith(("website", "product")) for kind in kinds)


def _is_story(page: Page, lines: Iterable[Line]) -> bool:
    """True where it has a date or a writer, or its data calls it an article."""
    said = page.structured.fields
    if "published" in said or "modified" in said or page.dom.times:
        return True
    if any(m.get("name").lower() in ("author", "article:author") for m in page.dom.metas):
        return True
    texts = (child for script in page.dom.scripts for child in script.children)
    if any(isinstance(text, str) and _ARTICLE.search(text) for text in texts):
        return True
    if any(_is_signed(node) for node in page.dom.root.walk() if node.attrs):
        return True
    return any(is_byline(line.text) or is_date_line(line.text) for line in lines)


def _is_signed(node: Node) -> bool:
    """True for an element that is called a writer's, or an article."""
    return bool(
        node.get("rel") == "author"
        or _ARTICLE.search(node.get("itemtype"))
        or _WRITER.search(node.names)
    )
