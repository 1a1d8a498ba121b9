"""Lines that credit several pictures from elsewhere: "Photos: Jane Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.notice_words import notice_opening
from provenance.articles.page.page import Page
from provenance.articles.page.promos import leads_away, shows_pictures
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.lexicon import patterns as words

_LINES = frozenset(
    {"p", "li", "div", "small", "footer", "section", "span", "em", "i", "b", "strong"}
    | {"h4", "h5", "h6", "td", "dd", "aside", "cite", "figcaption"}
)
"""Elements in which a line may stand."""
_BYLINE = re.compile(r"byline|author|autor|credits?(?![a-z])")
_NAME = 25
"""Characters of a linked name; what is longer and leads to another page is its title."""
_MAX_LINE = 2 * MAX_CREDIT
"""Characters of a line with a notice."""
_MAX_FOOTER = 400
"""Elements behind the article in which its notices may still stand."""
_NAMES = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,/&|]+[^\W\d_][\w.'’-]*){0,9}\.?")
_SMALL = frozenset(
    [
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
        "on",
        "auf",
        "sur",
        "su",
        "op",
    ]
)
_PICTURE = re.compile(
    r"(?:[\w.\-]{1,14} ){0,2}[\w.\-]{0,12}(?:photo|foto|bild|image|imag|picture|pics?|kuva|fot|"
    r"immagin|beeld|obraz|zdj[ęe]c|kép|slik|снимк|фото|изображ|світлин|φωτο|صور|عکس|תמונ|写真|画像|"
    r"图|圖|사진|फोटो)\w{0,9}",
    re.I,
)
"""A lead word that says that it is of pictures, not of the text."""


@dataclass(frozen=True, slots=True)
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
    by …"): elsewhere it belongs to the picture beside it. A line that credits one picture ("Photo:
    Jane Doe") is one where it stands alone behind the text.
    """
    return [
        notice
        for node in _region(page)
        if node.tag in _LINES and node.size
        for line in _lines(node)
        if (notice := _notice(page, node, line, last)) is not None
    ]


def _region(page: Page) -> Iterator[Node]:
    """The article and what stands right behind it, without its figures."""
    root = page.main.root
    above = root.parent if root.parent is not None else root
    figure = -1
    for node in above.walk():
        if node.order < root.order or node.order > root.last + _MAX_FOOTER:
            continue
        if node.order <= figure:
            continue
        if node.tag == "figure":
            figure = node.last
            continue
        yield node


def _notice(page: Page, node: Node, line: str, last: int) -> CreditNotice | None:
    if not 0 < len(line) <= _MAX_LINE:
        return None
    heads = node.order < page.main.first
    byline = heads and bool(_BYLINE.search(node.names))
    opening = notice_opening().search(line) if byline else notice_opening().match(line)
    if opening is not None:
        of_lead = opening.group(1) is not None
        credit = line[opening.end() :].strip()
        if not (of_lead or heads or node.order > last):
            return None
    elif node.order > max(last, page.main.end) or _closes_text(page, node):
        # Alone behind the text: "Photo: Jane Doe".
        of_lead, credit = False, line
        lead = words.lead_colon().match(line)
        if lead is None or not _PICTURE.match(lead.group(0)):
            return None
        if not _is_credit(line[lead.end() :].strip()):
            return None
    else:
        return None
    if _is_credit(credit) and not _is_title(node, credit, page.url):
        return CreditNotice(credit, node, of_lead)
    return None


def _closes_text(page: Page, node: Node) -> bool:
    """True in the last of the running paragraphs, or behind the one before it."""
    orders = page.main.orders
    return bool(orders) and node.order >= orders[-1]


def _lines(node: Node) -> Iterator[str]:
    """The texts that stand directly in an element, between its line breaks and blocks."""
    if node.tag not in BLOCKS and _in_line(node):
        return
    line = ""
    for child in node.children:
        if isinstance(child, Node) and (child.tag == "br" or child.tag in BLOCKS):
            yield " ".join(line.split())
            line = ""
        elif isinstance(child, str):
            line += child
        elif child.tag not in NO_TEXT:
            line += child.text if child.tag == "a" else f" {child.text} "
    yield " ".join(line.split())


def _in_line(node: Node) -> bool:
    """True for an element inside a line, whose text is read with the line's."""
    parent = node.parent
    return parent is None or parent.size != node.size or parent.tag in _LINES


def _is_credit(text: str) -> bool:
    if not text or len(text) > MAX_CREDIT:
        return False
    named = _NAMES.fullmatch(text) and all(
        w[0].isupper() or w in _SMALL for w in re.findall(r"[^\W\d_][\w.'’-]*", text)
    )
    return bool(named) or credit_likeness(text) >= CreditScore.LIKELY


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
