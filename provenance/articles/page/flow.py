"""A page's lines in the order they are read in, with the pictures between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from provenance.articles.page.dom import BLOCKS, NO_TEXT, Node

MAX_LINES = 4_000
"""Lines kept of one page: of 369 labelled pages none has more than 3,100."""
MAX_LINE = 2_000
"""Characters kept of one line."""
_SKIP = NO_TEXT | {"button", "form", "nav", "label", "dialog", "select", "video", "audio"}
_SLANTED = frozenset({"em", "i", "small", "strong", "b"})


@dataclass(slots=True)
class Line:
    """One line of the page: a paragraph, an item, what stands between two breaks."""

    node: Node
    """The block that holds it."""
    text: str = ""
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
        others = [n for n, order in self.pictures if order > max(own)]
        yield from self.lines[at : min(others, default=len(self.lines))]


@dataclass(slots=True)
class _Reading:
    pictures: frozenset[int]
    lines: list[Line] = field(default_factory=list)
    spots: list[tuple[int, int]] = field(default_factory=list)
    line: Line | None = None

    def end(self) -> None:
        """The line that was begun ends."""
        if self.line is not None and (text := " ".join(self.line.text.split())):
            self.line.text = text[:MAX_LINE]
            self.lines.append(self.line)
        self.line = None

    def add(self, text: str, block: Node, *, linked: bool, slanted: bool) -> None:
        """A piece of text goes on with the line, or begins one."""
        if self.line is None:
            if not text.strip():
                return
            self.line = Line(block)
        self.line.text += text
        size = len(text.strip())
        self.line.linked += size if linked else 0
        self.line.slanted += size if slanted else 0


_Step = tuple[Node | str | None, Node, bool, bool]
"""What is read next (None: a block ends), its block, and whether a link and italics are open."""


def read_flow(root: Node, pictures: Iterable[int]) -> Flow:
    """The page's lines; `pictures` are the orders of the elements that show one."""
    reading = _Reading(frozenset(pictures))
    stack: list[_Step] = [(root, root, False, False)]
    while stack and len(reading.lines) < MAX_LINES:
        item, block, linked, slanted = stack.pop()
        if isinstance(item, str):
            reading.add(item, block, linked=linked, slanted=slanted)
            continue
        if item is None:
            reading.end()
            continue
        if item.order in reading.pictures:
            reading.end()
            reading.spots.append((len(reading.lines), item.order))
        if item.tag in _SKIP:
            continue
        if item.tag in BLOCKS or item.tag == "br":
            reading.end()
            block = item if item.tag != "br" else block
            stack.append((None, block, linked, slanted))
        inner = (linked or item.tag == "a", slanted or item.tag in _SLANTED)
        stack.extend((child, block, *inner) for child in reversed(item.children))
    reading.end()
    return Flow(tuple(reading.lines), tuple(reading.spots))
