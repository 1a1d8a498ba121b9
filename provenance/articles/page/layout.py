"""What a page's pictures have in common, counted once for all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from math import ceil, inf

from provenance import lazy_re as re
from provenance.articles.page.dom import Node
from provenance.articles.page.images import PageImage
from provenance.articles.page.page import Page
from provenance.values import dataclass

LAST_QUARTER = 0.75
"""The part of the text behind which a paper may write of itself."""
SLANTED = 0.7
"""The share of a paragraph's text in italics from which all of it is set apart."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How often pictures are built alike and shown again, and where the story ends."""

    built: Mapping[str, int]
    """By shape, how many pictures have it."""
    outside: Mapping[str, int]
    """By shape, how many of them stand outside the text."""
    copies: Mapping[str, int]
    """By `asset_keys`, how many pictures share it."""
    end: float
    """Document order of the rule after which the paper writes of itself; infinite without one."""

    next_stories: tuple[int, ...] = ()
    """Document order of the boxes of other stories that the page goes on with."""

    def outside_share(self, image: PageImage) -> float:
        """The share of pictures built alike that stand outside the text."""
        shape = _shape(image)
        count = self.built.get(shape, 0)
        return self.outside.get(shape, 0) / count if count > 1 else 0.0

    def copies_of(self, image: PageImage) -> int:
        """How many times the page shows the picture."""
        return max((self.copies.get(key, 1) for key in image.keys), default=1)


def survey(page: Page) -> Layout:
    """The layout of a page."""
    built, outside = Counter[str](), Counter[str]()
    for one in page.images:
        if shape := _shape(one):
            built[shape] += 1
            outside[shape] += not page.main.top <= one.node.order <= page.main.end
    copies = Counter(key for one in page.images for key in one.keys)
    return Layout(built, outside, copies, _end_of_story(page), tuple(_next_stories(page)))


def _shape(image: PageImage) -> str:
    """What the four elements around a picture are called, equal in a row of cards.

    Empty where none of the nearest has a class."""
    chain = [f"{n.tag}.{n.get('class')}" for n in islice(image.node.ancestors(), 4)]
    return " ".join(chain) if any(not c.endswith(".") for c in chain[:3]) else ""


SIGNED_WITHIN = 60
"""Elements behind a headline among which a story is signed or dated."""
MIN_STORY = 400
"""Characters of a story that a page goes on with; a section's title stands before as many."""
MIN_TITLE = 20
"""Characters of a story's title; "You may like" has fewer."""
_SIGNED = re.compile(r"(?<![a-z])(?:byline|authors?|autor|date|published|timestamp)(?![a-z])")


def _next_stories(page: Page) -> Iterator[int]:
    """The boxes of other stories, with headlines built and signed as the story's own."""
    own = page.main.heading
    called = _first_class(own) if own is not None else ""
    if own is None or not called or not _is_signed(own):
        return
    for heading in page.dom.headings:
        if heading.order <= own.order or len(heading.text) < MIN_TITLE:
            continue
        if _first_class(heading) != called or heading in page.main.titles:
            continue
        if not _is_signed(heading):
            continue
        box = heading
        for above in heading.ancestors():
            if above.contains(own):
                break
            box = above
        if box.size >= MIN_STORY:
            yield box.order


def _first_class(node: Node) -> str:
    return (node.get("class").split() or [""])[0]


def _is_signed(heading: Node) -> bool:
    """True where a line about writer or day stands behind a headline."""
    behind = heading.onwards(SIGNED_WITHIN)
    return any(n.tag == "time" or (n.attrs and _SIGNED.search(n.names)) for n in behind)


def _end_of_story(page: Page) -> float:
    """Where the last quarter of the text goes on in italics behind a rule."""
    main = page.main
    rules = [n.order for n in main.root.walk() if n.tag == "hr"]
    for at in range(ceil(LAST_QUARTER * len(main.orders)), len(main.orders)):
        rule = bisect_right(rules, main.orders[at - 1]) if at else 0
        if rule < len(rules) and rules[rule] < main.orders[at] and _slanted(main.paragraphs[at]):
            return rules[rule]
    return inf


def _slanted(paragraph: Node) -> bool:
    slanted = sum(n.size for n in paragraph.walk() if n.tag in ("em", "i"))
    return slanted >= SLANTED * paragraph.size
