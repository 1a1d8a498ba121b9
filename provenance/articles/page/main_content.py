"""Where the article is in its page, and what in it is not of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from provenance import lazy_re as re
from provenance.articles.page.dom import Dom, Node
from provenance.lexicon import patterns as words

_NOT_BODY = frozenset(
    {"nav", "footer", "aside", "figure", "figcaption", "form", "noscript", "button", "address", "a"}
)
_CONSENT = re.compile(r"(?<![a-z])(?:cookies?|consent|privacy|gdpr|cmp|onetrust|didomi)(?![a-z])")
"""What pages call the box that asks whether they may watch their reader."""
MAX_CAPTION_PARAGRAPH = 400
"""Characters of a paragraph that may be a caption for standing alone with a picture."""
MAX_NAMED_CAPTION = 600
"""Characters of a paragraph that may be a caption for being called one."""
LEVELS = 4
"""Elements above a paragraph among which its column is looked for."""
DECAY = 0.75
"""How much less a paragraph counts for each element between it and the column."""
MAX_LINKS = 0.5
"""The share of links in a paragraph up to which it is text."""
_TITLES = frozenset({"h1", "h2", "h3", "h4"})
MAX_BOX = 600
"""Elements of a box that can still be one picture with its caption: bounds the work in a
hostile page."""
MIN_PARAGRAPH = 50
"""Characters from which a `<p>` counts as running text."""


@dataclass(frozen=True)
class MainContent:
    """The article's root element and the document order of its running text."""

    root: Node
    column: Node
    """The element that holds most of the running text."""
    heading: Node | None
    paragraphs: tuple[Node, ...]
    orders: tuple[int, ...]
    titles: tuple[Node, ...] = ()
    """The headline wherever the page prints it: for screens of two widths, over and in its text."""

    @cached_property
    def rows(self) -> frozenset[Node]:
        """The elements in which running paragraphs stand one after the other."""
        return frozenset(p.parent for p in self.paragraphs if p.parent is not None)

    def paragraphs_in(self, node: Node) -> int:
        """How many of the article's paragraphs lie in `node`."""
        return bisect_right(self.orders, node.last) - bisect_left(self.orders, node.order)

    @property
    def first(self) -> int:
        """Order of the first paragraph."""
        return self.orders[0] if self.orders else self.root.order

    @property
    def end(self) -> int:
        """Order of the last element of the running text."""
        return self.paragraphs[-1].last if self.paragraphs else self.root.last

    @property
    def top(self) -> int:
        """Order of the headline, or of what stands before it in the story."""
        start = self.heading.order if self.heading is not None else self.root.order
        return min(start, self.first)

    def is_boilerplate(self, node: Node, *, captioned: bool = True) -> bool:
        """True where an element around `node` is no part of the article."""
        return _is_boilerplate(
            node, self.root, self.column, captioned=captioned, paragraphs_in=self.paragraphs_in
        )


def link_share(node: Node) -> float:
    """The share of a node's text that is links."""
    total = node.size
    linked = sum(n.size for n in node.walk() if n.tag == "a") if node.last > node.order else 0
    return linked / total if total else 0.0


def find_main_content(dom: Dom, headings: list[Node]) -> MainContent:
    """The element with most running text, and the nearest article or main around it."""
    running = [p for p in dom.paragraphs if _is_running(p)]
    if not running:
        body = next((n for n in dom.root.walk() if n.tag in ("article", "main")), dom.root)
        title = _heading(headings, body)
        return MainContent(body, body, title, (), (), () if title is None else (title,))
    main = _rows_around(_heaviest(running), running, headings)
    outer = _outer(main)
    shown = [n.order for n in dom.pictures]
    inside = [p for p in running if _is_of_article(p, outer, main)]
    text = [p for p in inside if not _is_caption(p, main, shown)]
    text = text or [p for p in running if main.contains(p)]
    heading = _heading(headings, main)
    titles = tuple(h for h in headings if heading is not None and alike(h.text, heading.text))
    return MainContent(outer, main, heading, tuple(text), tuple(p.order for p in text), titles)


def _is_running(p: Node) -> bool:
    """True for a paragraph that may be of the story's text."""
    if len(p.text) < MIN_PARAGRAPH or p.parent is None:
        return False
    around = _up(p, LEVELS)
    if any(a.attrs and _asks_consent(a.names) for a in around) or _is_called_caption(p, around):
        return False
    return _NOT_BODY.isdisjoint([a.tag for a in around]) and link_share(p) <= MAX_LINKS


@lru_cache(maxsize=2_048)
def _asks_consent(names: str) -> bool:
    """True for what asks for consent, by its names, remembered.

    A page's paragraphs share the boxes around them."""
    return _CONSENT.search(names) is not None


_CALLED_CAPTION = re.compile(r"(?<![a-z])(?:img|image|photo|picture|figure)?[-_]{0,2}caption")


def _is_called_caption(p: Node, around: list[Node]) -> bool:
    """True for a text that is called a caption, however long it is."""
    boxes = [p, *(a for a in around if a.size == p.size)]
    return any(n.attrs and _CALLED_CAPTION.search(n.names) for n in boxes)


def _heaviest(paragraphs: list[Node]) -> Node:
    """The element with most text in it; what lies deeper counts for less."""
    scores: dict[Node, float] = {}
    for p in paragraphs:
        weight = float(len(p.text))
        for ancestor in _up(p, LEVELS):
            scores[ancestor] = scores.get(ancestor, 0.0) + weight
            weight *= DECAY
    return max(scores, key=lambda n: (scores[n], n.order))


ROW_LEVELS = 4
"""Elements between a block's text and the row of blocks that an editor has set it in."""


def _rows_around(column: Node, running: list[Node], headings: list[Node]) -> Node:
    """The box of a row of blocks of which the column is one, else the column.

    Editors that save a story as blocks put each paragraph in a box of its own, pictures in others
    between them."""
    row, orders = column, [p.order for p in running]
    for parent in _up(column, ROW_LEVELS):
        if parent.tag in ("body", "main"):
            break
        name = _first_class(row)
        others = [
            one
            for one in parent.elements()
            if one is not row and one.tag == row.tag and name and _first_class(one) == name
        ]
        if any(_between(orders, one.order, one.last) for one in others):
            titled = any(one.contains(h) for one in [row, *others] for h in headings)
            return column if titled else parent
        row = parent
    return column


def _first_class(node: Node) -> str:
    return (node.get("class").split() or [""])[0]


def _is_of_article(p: Node, outer: Node, main: Node) -> bool:
    return main.contains(p) or (outer.contains(p) and not _is_boilerplate(p, outer, main))


def alike(one: str, other: str) -> bool:
    """True where two titles share most of their words.

    A site's name may be added, a word changed.
    """
    a, b = set(one.lower().split()), set(other.lower().split())
    return bool(a and b) and len(a & b) * 2 > min(len(a), len(b))


def _is_caption(p: Node, main: Node, pictures: list[int]) -> bool:
    """True for a paragraph that is a caption by name, or alone with a picture."""
    short = len(p.text) <= MAX_CAPTION_PARAGRAPH
    if short and _between(pictures, p.order, p.last):
        return True
    if p.parent is None or p.parent is main:
        return False
    if len(p.text) < MAX_NAMED_CAPTION and words.names("caption").search(p.names):
        return True
    return short and any(_between(pictures, box.order, p.order) for box in _own_boxes(p, main))


def _own_boxes(p: Node, main: Node) -> Iterator[Node]:
    """The boxes around a paragraph that hold hardly any other text."""
    for box in _up(p, 3):
        if box is main or box.contains(main) or box.last - box.order > MAX_BOX:
            return
        tags = [n.tag for n in box.walk() if n.size or n.tag in _TITLES]
        if tags.count("p") > 2 or not _TITLES.isdisjoint(tags):
            return
        yield box


def _between(pictures: list[int], first: int, last: int) -> bool:
    """True where one of the pictures stands between two orders."""
    at = bisect_right(pictures, first)
    return at < len(pictures) and pictures[at] <= last


def _up(node: Node, levels: int) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None and above.tag not in ("#root", "html") and len(found) < levels:
        found.append(above)
        above = above.parent
    return found


def _outer(main: Node) -> Node:
    """The outermost `<article>` around the text, else `<main>`, else its box."""
    articles = [a for a in [main, *main.ancestors()] if a.tag == "article"]
    if articles:
        return articles[-1]
    for ancestor in [main, *main.ancestors()]:
        if ancestor.tag == "main" or "articlebody" in ancestor.names.split():
            return ancestor
    climbing = [main, *main.ancestors()]
    for ancestor in climbing[:8]:
        if ancestor.tag in ("body", "html", "#root"):
            break
        if any(n.tag == "h1" for n in ancestor.walk()):
            return ancestor
    return main


def _heading(headings: list[Node], main: Node) -> Node | None:
    """The last h1 before the end of the text, else the first of all."""
    before = [h for h in headings if h.order < main.last and len(h.text) > 8]
    return before[-1] if before else (headings[0] if headings else None)


MIN_STORY_PARAGRAPHS = 2
"""Running paragraphs of the story from which an "item" of a list is a part of its text."""
_PARTS = re.compile(r"(?<![a-z])list-item(?![a-z])")
_HAS = re.compile(r"(?<![\w-])(?:has|with|no|without|hide|show)[-_][\w-]+")
"""What a page calls a box for what stands or stands not in it: "has-sharing"."""
_CHROME = frozenset({"nav", "footer", "form", "dialog", "amp-ad", "amp-embed", "amp-sticky-ad"})
"""Elements that are never part of a story."""


def _is_boilerplate(
    node: Node,
    root: Node,
    column: Node,
    *,
    captioned: bool = True,
    paragraphs_in: Callable[[Node], int] = lambda _: 0,
) -> bool:
    """True where an element around `node` is no part of the article.

    That is navigation, related stories, a newsletter box. An element that holds the running text
    itself never is, whatever its name. `captioned`: the picture has a caption or credit, so that
    words like "widget" and "card", which many sites use for anything, do not count, as where the
    element holds paragraphs of the story. Names below a `<figure>` tell its parts apart, so they do
    not count either.
    """
    chain = [node, *node.ancestors()]
    figure = next((i for i, n in enumerate(chain) if n.tag == "figure"), 0)
    for above in chain[figure:]:
        if above is root or above.tag in ("body", "html", "#root") or above.contains(column):
            return False
        if above.tag in _CHROME:
            return True
        # "img-share" on a picture says that it can be shared, not that it is a button.
        names = above.names.replace("share", "") if above is node else above.names
        # "teaser" on the picture itself says that others show it, not that it shows another story.
        maybe = not captioned and above is not node
        parts = maybe and paragraphs_in(above) >= MIN_STORY_PARAGRAPHS
        if names and _is_called_outside(names, maybe, parts):
            return True
    return False


@lru_cache(maxsize=4_096)
def _is_called_outside(names: str, maybe: bool, parts: bool) -> bool:
    """True for the names of a box that is no part of a story, remembered.

    The pictures of a page share the boxes around them. `maybe`: also words that many sites use for
    anything; `parts`: the box holds paragraphs of the story, whose "list items" are parts of it."""
    names = _HAS.sub("", words.names("neutral").sub("", names))
    if words.names("outside").search(names):
        return True
    loose = _PARTS.sub("", names) if parts else names
    return maybe and bool(words.names("maybe_outside").search(loose))
