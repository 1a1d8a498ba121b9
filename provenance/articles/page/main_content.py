"""Locator the article is in its page, and what stands in it without belonging to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from provenance.articles.page.dom import Dom, Node
from provenance.lexicon import patterns as words

_NOT_BODY = frozenset(
    {"nav", "footer", "aside", "figure", "figcaption", "form", "noscript", "button", "address", "a"}
)
_CONSENT = re.compile(r"(?<![a-z])(?:cookies?|consent|privacy|gdpr|cmp|onetrust|didomi)(?![a-z])")
"""What pages call the box that asks whether they may watch their reader."""
MAX_CAPTION_PARAGRAPH = 400
"""Characters of a paragraph that may be a caption for standing alone with a picture."""
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
        """True where an element around `node` is no part of the article: see `_is_boilerplate`."""
        return _is_boilerplate(node, self.root, self.column, captioned=captioned)


def link_share(node: Node) -> float:
    """The share of a node's text that is links."""
    total = node.size
    linked = sum(n.size for n in node.walk() if n.tag == "a") if node.last > node.order else 0
    return linked / total if total else 0.0


def find_main_content(dom: Dom, headings: list[Node]) -> MainContent:
    """The element with most running text, and the nearest article or main around it."""
    scores: dict[Node, float] = {}
    good: list[Node] = []
    for p in dom.paragraphs:
        if len(p.text) < MIN_PARAGRAPH or p.parent is None:
            continue
        around = _up(p, 4)
        if any(a.attrs and _CONSENT.search(a.names) for a in around):
            continue
        if not _NOT_BODY.isdisjoint([a.tag for a in around]) or link_share(p) > 0.5:
            continue
        good.append(p)
        weight = float(len(p.text))
        for ancestor in around:
            scores[ancestor] = scores.get(ancestor, 0.0) + weight
            weight *= 0.75
    if not scores:
        body = next((n for n in dom.root.walk() if n.tag in ("article", "main")), dom.root)
        return MainContent(body, body, _heading(headings, body), (), ())
    main = max(scores, key=lambda n: (scores[n], n.order))
    outer = _outer(main)
    heading = _heading(headings, main)
    inside = [
        p
        for p in good
        if main.contains(p) or (outer.contains(p) and not _is_boilerplate(p, outer, main))
    ]
    shown = [n.order for n in dom.pictures]
    inside = [p for p in inside if not _is_caption(p, main, shown)] or [
        p for p in good if main.contains(p)
    ]
    return MainContent(outer, main, heading, tuple(inside), tuple(p.order for p in inside))


def alike(one: str, other: str) -> bool:
    """True where two titles share most of their words: a site's name may be added, a word
    changed."""
    a, b = set(one.lower().split()), set(other.lower().split())
    return bool(a and b) and len(a & b) * 2 > min(len(a), len(b))


def _is_caption(p: Node, main: Node, pictures: list[int]) -> bool:
    """True for a paragraph that a name calls a caption, or that stands alone with a picture in
    a box of two."""
    if len(p.text) <= MAX_CAPTION_PARAGRAPH and _between(pictures, p.order, p.last):
        return True
    if p.parent is None or p.parent is main:
        return False
    if words.names("caption").search(p.names) and len(p.text) < 600:
        return True
    if len(p.text) > MAX_CAPTION_PARAGRAPH:
        return False
    for box in _up(p, 3):
        if box is main or box.contains(main) or box.last - box.order > MAX_BOX:
            return False
        if sum(1 for n in box.walk() if n.tag == "p" and n.size) > 2:
            return False
        if any(n.tag in ("h1", "h2", "h3", "h4") for n in box.walk()):
            return False
        if _between(pictures, box.order, p.order):
            return True
    return False


def _between(pictures: list[int], first: int, last: int) -> bool:
    """True where one of the pictures (their document orders) stands after `first` and not after
    `last`."""
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
    """The outermost `<article>` around the text, else `<main>`, else the element that also
    holds the headline."""
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
    """The article's headline: the last h1 before the end of its text, or the first one at all."""
    before = [h for h in headings if h.order < main.last and len(h.text) > 8]
    return before[-1] if before else (headings[0] if headings else None)


_CHROME = frozenset({"nav", "footer", "form", "dialog", "amp-ad", "amp-embed", "amp-sticky-ad"})
"""Elements that are never part of a story."""


def _is_boilerplate(node: Node, root: Node, column: Node, *, captioned: bool = True) -> bool:
    """True where an element between `node` and the article's root is no part of the article.

    That is navigation, related stories, a newsletter box. An element that holds the running text
    itself never is, whatever its name. `captioned`: the picture has a caption or credit, so that
    words like "widget" and "card", which many sites use for anything, do not count. Names below a
    `<figure>` tell its parts apart, so they do not count either."""
    pattern, maybe = words.names("outside"), words.names("maybe_outside")
    neutral = words.names("neutral")
    chain = [node, *node.ancestors()]
    figure = next((i for i, n in enumerate(chain) if n.tag == "figure"), 0)
    for above in chain[figure:]:
        if above is root or above.tag in ("body", "html", "#root") or above.contains(column):
            return False
        if above.tag in _CHROME:
            return True
        # "img-share" on a picture says that it can be shared, not that it is a button.
        names = above.names.replace("share", "") if above is node else above.names
        names = neutral.sub("", names)
        if names and (pattern.search(names) or (not captioned and maybe.search(names))):
            return True
    return False
