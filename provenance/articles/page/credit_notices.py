"""Lines that credit several pictures from elsewhere: "Photos: Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from provenance.articles.page.dom import BLOCKS, Node
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.page import Page
from provenance.articles.page.promos import leads_away, shows_pictures
from provenance.credits.likeness import MAX_CREDIT, credit_likeness
from provenance.lexicon import patterns as words

_LINES = frozenset({"p", "li", "div", "small", "footer", "section"})
_BYLINE = re.compile(r"byline|author|autor|credits?(?![a-z])")
_AND_TEXT = r"\s(?:and|&|und|et|y|e|og|och)\s(?:texts?|words|story|videos?|texte|texto|testo)"
_NAME = 25
"""Characters of a linked name; what is longer and leads to another page is its title."""
_MAX_ELEMENTS = 40
_NAMES = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,/&|]+[^\W\d_][\w.'’-]*){0,9}\.?")
_SMALL = frozenset(
    {
        "and",
        "und",
        "et",
        "y",
        "e",
        "i",
        "och",
        "og",
        "en",
        "by",
        "von",
        "via",
        "de",
        "van",
        "der",
        "the",
    }
)


@dataclass(frozen=True)
class CreditNotice:
    """One line that credits several pictures: "Photos: Jane Doe"."""

    credit: str
    """Without the words that say for which pictures it is."""
    node: Node
    of_lead: bool
    """For the first picture only; else for every picture without a credit of its own."""


def find_credit_notices(page: Page, last: int) -> list[CreditNotice]:
    """The notices of a page whose story's last picture has the document order `last`.

    One for all pictures stands behind the last of them, or in the byline ("Words by … Photographs
    by …"): elsewhere it belongs to the picture beside it.
    """
    found: list[CreditNotice] = []
    for node in page.main.root.walk():
        if (
            node.tag not in _LINES
            or not 0 < node.size <= 2 * MAX_CREDIT
            or node.last - node.order > _MAX_ELEMENTS
        ):
            continue
        if any(n.tag in BLOCKS for n in node.walk() if n is not node):
            continue
        if any(a.tag in ("figure", "figcaption") for a in node.ancestors()):
            continue
        heads = node.order < page.main.first
        byline = heads and bool(_BYLINE.search(node.names))
        for line in _lines(node):
            opening = _opening().search(line) if byline else _opening().match(line)
            if opening is None:
                continue
            of_lead = opening.group(1) is not None
            credit = line[opening.end() :].strip()
            if (
                (of_lead or heads or node.order > last)
                and _is_credit(credit)
                and not _is_title(node, credit, page.url)
            ):
                found.append(CreditNotice(credit, node, of_lead))
    return found


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    lead, every = words.notices("lead"), words.notices("all")
    return re.compile(
        rf"(?:^|(?<=[.;|•·,]\s))[\W_]{{0,3}}(?:({lead})|(?:{every})(?:{_AND_TEXT})?)(?:\s?[:：]\s?|\s(?:by|von|par|di|av|credit:?)\s)",
        re.I,
    )


def _lines(node: Node) -> Iterator[str]:
    """The texts of an element between its line breaks."""
    line = ""
    for child in node.children:
        if isinstance(child, Node) and child.tag == "br":
            yield " ".join(line.split())
            line = ""
        else:
            line += (
                child
                if isinstance(child, str)
                else f" {child.text} "
                if child.tag != "a"
                else child.text
            )
    yield " ".join(line.split())


def _is_credit(text: str) -> bool:
    if not text or len(text) > MAX_CREDIT:
        return False
    named = _NAMES.fullmatch(text) and all(
        w[0].isupper() or w in _SMALL for w in re.findall(r"[^\W\d_][\w.'’-]*", text)
    )
    return bool(named) or credit_likeness(text) >= 2


def _is_title(node: Node, credit: str, url: str | None) -> bool:
    """True for "Photos: Storm over the bay", which leads to a gallery."""
    links = (n for n in node.walk() if n.tag == "a" and n.get("href") and n.text)
    return any(
        n.text in credit
        and (
            shows_pictures(n.get("href"))
            or (len(n.text) > _NAME and leads_away(absolute(url, n.get("href")), url))
        )
        for n in links
    )
