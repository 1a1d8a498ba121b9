"""One small element tree for every HTML parser, so that results do not depend on which one is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_DEPTH = 200
"""Deepest nesting kept; what lies deeper is attached there. Measured on 192 news pages: 62 at most."""
MAX_NODES = 50_000
"""Elements read of one page. The largest of 192 news pages has under 15,000."""

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
)
_NAMED_IN = ("class", "id", "itemprop", "data-testid", "data-component", "data-qa", "role")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
# Start tags that end an open <p>, and open items that a sibling's start tag ends: the HTML standard's
# "optional tags" (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags).
_ENDS_P = frozenset(
    {"address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure", "footer"}
    | {"form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section"}
    | {"table", "ul"}
)
_SIBLINGS = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table", "tbody", "thead", "tfoot"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}
_DROPPED_TEXT = frozenset({"style", "template", "svg", "math", "textarea", "select", "iframe", "object"})


class Node:
    """One element: `children` are nodes and texts in order; `order` and `last` are its place in document order."""

    __slots__ = ("_all", "_names", "_text", "attrs", "children", "last", "line", "order", "parent", "size", "tag")

    def __init__(
        self, tag: str, attrs: dict[str, str], parent: Node | None, line: int, order: int, everything: list[Node]
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Node | str] = []
        self.parent = parent
        self.line = line
        self.order = order
        self.last = order
        self.size = 0
        """Characters of text below, white space at the ends of runs left out: never more than `len(text)`."""
        self._all = everything
        self._text: str | None = None
        self._names: str | None = None

    def get(self, name: str) -> str:
        """The attribute's value, or an empty string."""
        return self.attrs.get(name, "")

    @property
    def names(self) -> str:
        """Everything the page's authors called this element, in lower case: class, id, itemprop, data-testid."""
        a = self.attrs
        if not a:
            return ""
        if self._names is None:
            joined = " ".join(a[k] for k in _NAMED_IN if k in a)
            self._names = _CAMEL.sub("-", joined[:600]).lower()
        return self._names

    def elements(self) -> Iterator[Node]:
        """The child elements."""
        for child in self.children:
            if isinstance(child, Node):
                yield child

    def ancestors(self) -> Iterator[Node]:
        """Parent, grandparent … up to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in document order."""
        return iter(self._all[self.order : self.last + 1])

    def contains(self, other: Node) -> bool:
        """True where `other` is this element or below it."""
        return self.order <= other.order <= self.last

    @property
    def text(self) -> str:
        """All text below, white space folded; scripts, styles and embedded documents left out."""
        if self._text is None:
            self._text = " ".join("".join(self._pieces()).split())
        return self._text

    def _pieces(self) -> list[str]:
        pieces: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            elif item.tag == "br" or item.tag in BLOCKS:
                pieces.append(" ")
                stack.append(" ")
                stack.extend(reversed(item.children))
            elif item.tag not in NO_TEXT:
                stack.extend(reversed(item.children))
        return pieces


BLOCKS = _ENDS_P | {"li", "dt", "dd", "tr", "td", "th", "caption"}
NO_TEXT = _DROPPED_TEXT | {"script", "noscript", "head", "title"}
_UNREAD = frozenset({"style", "svg", "math", "template", "textarea"})
"""Elements whose insides are never looked at."""


class Builder:
    """Makes the tree from start, end and text events; ends elements that the source left open."""

    def __init__(self) -> None:
        self._all: list[Node] = []
        self.root = Node("#root", {}, None, 1, 0, self._all)
        self._all.append(self.root)
        self._open = [self.root]
        self._too_deep: list[str] = []
        self.deepest = 0

    @property
    def full(self) -> bool:
        """True once `MAX_NODES` elements were read."""
        return len(self._all) > MAX_NODES

    def start(self, tag: str, attrs: dict[str, str], line: int) -> bool:
        """An element begins. Returns False where its insides are not looked at: then there is no end to tell."""
        if tag in _ENDS_P:
            self._close({"p"}, {"button", "td", "th", "table", "caption", "object"})
        elif tag in _SIBLINGS:
            self._close(*_SIBLINGS[tag])
        parent = self._open[-1]
        node = Node(tag, attrs, parent, line, len(self._all), self._all)
        self._all.append(node)
        parent.children.append(node)
        if tag in VOID:
            # libxml2 does not know that <source> is empty and hangs what follows below it.
            return True
        if tag in _UNREAD or (tag == "script" and "ld+json" not in attrs.get("type", "")):
            return False
        if len(self._open) < MAX_DEPTH:
            self._open.append(node)
        else:
            self._too_deep.append(tag)
            self.deepest = max(self.deepest, len(self._open) + len(self._too_deep))
        return True

    def _close(self, tags: set[str], limits: set[str]) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            tag = self._open[at].tag
            if tag in limits:
                return
            if tag in tags:
                self._end_from(at)
                if tag not in ("td", "th"):
                    return

    def _end_from(self, at: int) -> None:
        last = len(self._all) - 1
        while len(self._open) > at:
            node = self._open.pop()
            node.last = last
            if node.parent is not None and node.tag not in NO_TEXT:
                node.parent.size += node.size

    def end(self, tag: str) -> None:
        """An element ends; an end without a beginning is ignored."""
        if tag in VOID:
            return
        if self._too_deep:
            if self._too_deep[-1] == tag:
                self._too_deep.pop()
            return
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                self._end_from(at)
                return

    def text(self, text: str) -> None:
        """Text inside the innermost open element."""
        node = self._open[-1]
        node.children.append(text)
        node.size += len(text.strip())

    def done(self) -> Node:
        """The finished tree."""
        self._end_from(0)
        return self.root
