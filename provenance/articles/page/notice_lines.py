"""The lines of a page that may credit pictures, and what stands around each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from provenance import lazy_re as re
from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.images import PageImage
from provenance.articles.page.layout import LAST_QUARTER
from provenance.articles.page.nearby_texts import MAX_CAPTION
from provenance.articles.page.notice_words import (
    credits_the_rest,
    may_open,
    names_author,
    notice_opening,
    signs_text,
    without_exception,
    writer_of,
)
from provenance.articles.page.page import Page
from provenance.articles.page.photo_hosts import leads_to_supplier
from provenance.articles.page.promos import leads_away, shows_pictures
from provenance.credits.likeness import MAX_CREDIT, CreditScore, credit_likeness
from provenance.credits.signs import is_supplier
from provenance.values import dataclass

_LINES = frozenset(
    {"p", "li", "h2", "h3", "div", "small", "footer", "section", "span", "em", "i", "b", "strong"}
    | {"h4", "h5", "h6", "td", "dt", "dd", "aside", "cite", "figcaption"}
)
"""Elements in which a line may stand."""
_BYLINE = re.compile(r"byline|author|autor|credits?(?![a-z])")
_NAME = 25
"""Characters of a linked name; what is longer and leads to another page is its title."""
MAX_NOTICE = 2 * MAX_CREDIT
"""Characters of a line with a notice."""
BRACKETS = "[]() –—-"
_MAX_FOOTER = 400
"""Elements behind the article in which its notices may still stand."""
_NAMES = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,/&|]+[^\W\d_][\w.'’-]*){0,9}\.?")
_SMALL = frozenset(
    {"and", "und", "et", "y", "e", "i", "och", "og", "en", "by", "von", "via", "de", "van", "der"}
    | {"the", "on", "auf", "for", "für", "pour", "para", "per", "voor", "sur", "su", "op"}
)
"""Words in small letters between the names of a credit."""


@dataclass(frozen=True, slots=True)
class CreditNotice:
    """A line that credits pictures it does not stand beside: "Photos: Jane Doe"."""

    credit: str
    """As it is printed, without the words that say that it is for several pictures."""
    node: Node
    only: int | None = None
    """The number of the one picture it is for; else it is for all without a credit of their own."""
    caption: str = ""
    """What it says that the picture shows, with others."""
    line: str = ""
    """The whole line of one for all, as the picture beside it may have it for its credit."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line of the page, and what stands around it."""

    page: Page
    images: Sequence[PageImage]
    """The story's pictures."""
    node: Node
    printed: str
    text: str
    """What is printed without "unless otherwise noted"."""
    order: int
    """Document order of what stands in front of it."""
    starts: tuple[int, ...]
    """Document order of the pictures, rising."""
    last: int
    """Document order of the end of the last."""
    for_rest: bool
    """True where it says "unless otherwise noted"."""

    @property
    def heads(self) -> bool:
        """True before the running text."""
        return self.order <= self.page.main.first

    @property
    def opens(self) -> bool:
        """True before the running text and all pictures."""
        return self.heads and bool(self.starts) and self.order < self.starts[0]

    @property
    def behind(self) -> bool:
        """True behind the last picture."""
        return self.order > self.last

    @property
    def ahead(self) -> bool:
        """True before all pictures but the one that opens the story: a gallery follows."""
        return len(self.starts) > 1 and self.order < self.starts[1]

    @property
    def closes(self) -> bool:
        """True behind the text, or in its last quarter: footnotes may follow."""
        main = self.page.main
        before = bisect_right(main.orders, self.order)
        return self.order > main.end or before > LAST_QUARTER * len(main.orders)

    def opening(self) -> re.Match[str] | None:
        """What opens a notice; behind what names the writer it may stand in the middle."""
        byline = self.heads and _BYLINE.search(self.node.names)
        signed = (self.heads or self.behind or self.closes) and signs_text(self.text)
        if not (byline or signed) or not may_open(self.text):
            return notice_opening().match(self.text)
        found = notice_opening().search(self.text)
        if found is None or byline or found.start() == 0:
            return found
        writer = writer_of(self.text[: found.start()])
        return found if is_named(writer) else None

    def picture_above(self) -> int | None:
        """The one picture that stands in front of a line before the running text."""
        above = [i for i, one in enumerate(self.images) if one.node.order < self.order]
        return above[0] if self.heads and len(above) == 1 else None

    def picture_in_box(self) -> int | None:
        """The one picture in the smallest box around the line that has any."""
        for box in self.node.ancestors():
            inside = [i for i, one in enumerate(self.images) if box.contains(one.node)]
            if inside:
                return inside[0] if len(inside) == 1 else None
        return None


def _region(page: Page) -> Iterator[Node]:
    """The article from its headline on, and what stands right behind it.

    Figures are left out."""
    root, heading = page.main.root, page.main.heading
    first = root if heading is None or heading.order > root.order else heading
    around = root.last if root.parent is None else root.parent.last
    last = min(root.last + _MAX_FOOTER, around)
    figure = -1
    for node in first.onwards(last - first.order + 1):
        if node.order <= figure:
            continue
        if node.tag == "figure":
            figure = node.last
            continue
        yield node


def texts_of(page: Page) -> Iterator[tuple[Node, str, int]]:
    """The article's lines, each with its element and the order of what is before it."""
    for node in _region(page):
        if node.tag in _LINES and node.size:
            yield from ((node, t, order) for t, order in _lines(node) if 0 < len(t) <= MAX_CAPTION)


def notice_lines(
    page: Page, images: Sequence[PageImage], texts: Iterable[tuple[Node, str, int]]
) -> list[NoticeLine]:
    """Those of the lines that may be notices, with what stands around them."""
    starts = tuple(sorted(image.node.order for image in images))
    last = max((image.last for image in images), default=-1)
    return [
        NoticeLine(
            page,
            images,
            node,
            text,
            without_exception(text),
            order,
            starts,
            last,
            credits_the_rest(text),
        )
        for node, text, order in texts
        if len(text) <= MAX_NOTICE
    ]


def _lines(node: Node) -> Iterator[tuple[str, int]]:
    """The texts directly in an element with their orders."""
    if node.tag not in BLOCKS and _in_line(node):
        return
    line, order = "", node.order
    for child in node.children:
        if isinstance(child, Node) and (child.tag == "br" or child.tag in BLOCKS):
            yield " ".join(line.split()), order
            line, order = "", child.last
        elif isinstance(child, str):
            line += child
        elif child.tag not in NO_TEXT:
            line += child.text if child.tag == "a" else f" {child.text} "
    yield " ".join(line.split()), order


def _in_line(node: Node) -> bool:
    """True for an element inside a line, whose text is read with the line's."""
    parent = node.parent
    return parent is None or parent.size != node.size or parent.tag in _LINES


def names_source(line: NoticeLine, text: str) -> bool:
    """True where what follows a notice's opening says whose the pictures are."""
    if _is_title(line.node, text, line.page.url):
        return False
    return names_author(text) or is_credit(text) or _lists_suppliers(line.node, text)


def _lists_suppliers(node: Node, text: str) -> bool:
    """True for a row of links to photographers: "Photos by Jo (Library), Ada, Lin"."""
    linked = [n for n in node.walk() if n.tag == "a" and n.text and n.text in text]
    return len(text) <= MAX_NOTICE and sum(leads_to_supplier(n.get("href")) for n in linked) > 1


def is_credit(text: str) -> bool:
    """True for a text that is all credit, by its names or its form."""
    if not text or len(text) > MAX_CREDIT:
        return False
    if is_named(text) or "©" in text or credit_likeness(text) >= CreditScore.LIKELY:
        return True
    house, slash, _ = text.partition("/")  # "Agency / whatever one calls oneself there"
    return bool(slash) and is_supplier(house.strip())


def is_named(text: str) -> bool:
    """True for names and the small words between them."""
    return bool(_NAMES.fullmatch(text)) and all(
        w[0].isupper() or w in _SMALL for w in re.findall(r"[^\W\d_][\w.'’-]*", text)
    )


def _is_title(node: Node, credit: str, url: str | None) -> bool:
    """True for "Photos: Storm over the bay", which leads to a gallery."""
    links = (n for n in node.walk() if n.tag == "a" and n.get("href") and n.text)
    return any(
        n.text in credit
        and not leads_to_supplier(n.get("href"))
        and (
            shows_pictures(n.get("href"))
            or (len(n.text) > _NAME and leads_away(absolute(url, n.get("href")), url))
        )
        for n in links
    )
