"""A page's lines in the order they are read in, with the pictures between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node

MAX_LINES = 4_000
"""Lines kept of one page: of 369 labelled pages none has more than 3,100."""
MAX_LINE = 2_000
"""Characters kept of one line."""
_SKIP = NO_TEXT | {"button", "form", "nav", "label", "dialog", "select", "video", "audio"}
_BREAKS = BLOCKS | {"br"}
_SLANTED = frozenset({"em", "i", "small", "strong", "b"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: a paragraph, an item, what stands between two breaks."""

    node: Node
    """The block that holds it."""
    text: str
    linked: int = 0
    """Characters of it in links."""
    slanted: int = 0
    """Characters of it in italics, bold or small letters."""


@dataclass(frozen=True, slots=True)
class Flow:
    """The lines of a page, and how many stand before each of its pictures."""

    lines: tuple[Line, ...]
    pictures: tuple[tuple[int, int], ...]
    """(lines before it, document order) of every element that shows a picture."""

    def before(self, orders: Iterable[int]) -> Iterator[Line]:
        """The lines before a picture, nearest first, up to another picture."""
        own = frozenset(orders)
        at = min((n for n, order in self.pictures if order in own), default=0)
        others = [
            n for n, order in self.pictures if order not in own and n <= at and order < min(own)
        ]
        yield from reversed(self.lines[max(others, default=0) : at])

    def behind(self, orders: Iterable[int]) -> Iterator[Line]:
        """The lines behind a picture's last element, in order, up to another picture."""
        own = frozenset(orders)
        at = max((n for n, order in self.pictures if order in own), default=len(self.lines))
        last = max(own)
        others = [n for n, order in self.pictures if order > last]
        yield from self.lines[at : min(others, default=len(self.lines))]


_Around = tuple[Node, bool, bool, bool]
"""What is around the text that is read next: its block, whether a link and italics are open, and
whether a block ends here."""


def read_flow(root: Node, pictures: Iterable[int]) -> Flow:
    """The page's lines; `pictures` are the orders of the elements that show one."""
    shown = frozenset(pictures)
    lines: list[Line] = []
    spots: list[tuple[int, int]] = []
    pieces: list[tuple[str, bool, bool]] = []
    stack: list[Node | str | _Around] = [root]
    block, linked, slanted = root, False, False
    begun = root
    while stack and len(lines) < MAX_LINES:
        item = stack.pop()
        if isinstance(item, str):
            if pieces or not item.isspace():
                begun = begun if pieces else block
                pieces.append((item, linked, slanted))
            continue
        if isinstance(item, tuple):
            block, linked, slanted, breaks = item
        else:
            breaks = item.order in shown or item.tag in _BREAKS
        if breaks and pieces:
            lines += _line(begun, pieces)
            pieces = []
        if isinstance(item, tuple):
            continue
        if item.order in shown:
            spots.append((len(lines), item.order))
        if item.tag in _SKIP or not item.children:
            continue
        tag = item.tag
        stack.append((block, linked, slanted, tag in BLOCKS))
        if tag in BLOCKS:
            block = item
        linked, slanted = linked or tag == "a", slanted or tag in _SLANTED
        stack += reversed(item.children)
    lines += _line(begun, pieces)
    return Flow(tuple(lines), tuple(spots))


def _line(block: Node, pieces: list[tuple[str, bool, bool]]) -> list[Line]:
    """The pieces as one line; none where they hold no text."""
    text = " ".join("".join(piece for piece, _, _ in pieces).split())
    if not text:
        return []
    linked = sum(len(piece.strip()) for piece, in_link, _ in pieces if in_link)
    slanted = sum(len(piece.strip()) for piece, _, in_italics in pieces if in_italics)
    return [Line(block, text[:MAX_LINE], linked, slanted)]
