"""One small element tree for every HTML parser, so that results do not depend on which one is installed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

MAX_DEPTH = 200
"""Deepest nesting kept; what lies deeper is attached there. Measured on 192 news pages: 62 at most."""
MAX_NODES = 400_000
"""Elements read of one page. The largest of 192 news pages has under 15,000."""

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "amp-img",
        "amp-pixel",
    ]
) - {"amp-img"}
_NAMED_IN = ("class", "id", "itemprop", "data-testid", "data-component", "data-qa", "role")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SPACE = re.compile(r"\s+")
# Start tags that end an open <p>, and open items that a sibling's start tag ends: the HTML standard's
# "optional tags" (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags).
_ENDS_P = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
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

    __slots__ = ("_names", "_text", "attrs", "children", "last", "line", "order", "parent", "tag")

    def __init__(self, tag: str, attrs: dict[str, str], parent: Node | None, line: int, order: int) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Node | str] = []
        self.parent = parent
        self.line = line
        self.order = order
        self.last = order
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
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend([c for c in reversed(node.children) if isinstance(c, Node)])

    def contains(self, other: Node) -> bool:
        """True where `other` is this element or below it."""
        return self.order <= other.order <= self.last

    @property
    def text(self) -> str:
        """All text below, white space folded; scripts, styles and embedded documents left out."""
        if self._text is None:
            self._text = _SPACE.sub(" ", "".join(self._pieces())).strip()
        return self._text

    def _pieces(self) -> Iterator[str]:
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            elif item.tag == "br" or item.tag in BLOCKS:
                yield " "
                stack.append(" ")
                stack.extend(reversed(item.children))
            elif item.tag not in NO_TEXT:
                stack.extend(reversed(item.children))


BLOCKS = _ENDS_P | frozenset(["li", "dt", "dd", "tr", "td", "th", "caption", "cite-block"])
NO_TEXT = _DROPPED_TEXT | {"script", "noscript", "head", "title"}


class Builder:
    """Makes the tree from start, end and text events; ends elements that the source left open."""

    def __init__(self) -> None:
        self.root = Node("#root", {}, None, 1, 0)
        self._open = [self.root]
        self._count = 0
        self._too_deep: list[str] = []
        self.deepest = 0

    @property
    def full(self) -> bool:
        """True once `MAX_NODES` elements were read."""
        return self._count >= MAX_NODES

    def start(self, tag: str, attrs: dict[str, str], line: int) -> None:
        """An element begins."""
        if tag in _ENDS_P:
            self._close({"p"}, {"button", "td", "th", "table", "caption", "object"})
        elif tag in _SIBLINGS:
            self._close(*_SIBLINGS[tag])
        self._count += 1
        parent = self._open[-1]
        node = Node(tag, attrs, parent, line, self._count)
        parent.children.append(node)
        if tag in VOID:
            return
        if len(self._open) < MAX_DEPTH:
            self._open.append(node)
        else:
            self._too_deep.append(tag)
            self.deepest = max(self.deepest, len(self._open) + len(self._too_deep))

    def _close(self, tags: set[str], limits: set[str]) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            tag = self._open[at].tag
            if tag in limits:
                return
            if tag in tags:
                self._end_from(at)
                if tag != "td" and tag != "th":
                    return

    def _end_from(self, at: int) -> None:
        for node in self._open[at:]:
            node.last = self._count
        del self._open[at:]

    def end(self, tag: str) -> None:
        """An element ends; an end without a beginning is ignored."""
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
        self._open[-1].children.append(text)

    def done(self) -> Node:
        """The finished tree."""
        self._end_from(0)
        return self.root


_MARKUP = re.compile(r"""</?[a-zA-Z](?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>""")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|iframe)\b", re.I)
MAX_BROKEN_TAGS = 300
"""Tags without an end in one page; each costs html.parser a look at the whole rest. 192 news pages have 4 at most."""


def _tamed(html: str) -> str:
    """The page with every `<` escaped that opens nothing, so that html.parser, which looks for each one's end through
    all that follows, stays linear; after `MAX_BROKEN_TAGS` of them the rest is no mark-up and is left out."""
    pieces: list[str] = []
    at = kept = broken = 0
    while (at := html.find("<", at)) >= 0:
        if html.startswith("<!--", at):
            end = html.find("-->", at + 4) + 3
        elif html.startswith(("<!", "<?"), at):
            end = html.find(">", at) + 1
        else:
            found = _MARKUP.match(html, at)
            end = found.end() if found else 0
            raw = _RAW.match(html, at) if found else None
            if raw:
                close = re.compile(f"</{raw.group(1)}", re.I).search(html, end)
                end = close.start() if close else len(html)
        if end > at:
            at = end
            continue
        pieces += [html[kept:at], "&lt;"]
        at = kept = at + 1
        # "a < b" costs nothing: only what could open a tag, a comment or a declaration is searched for its end.
        broken += html[at : at + 1].isalpha() or html[at : at + 1] in ("!", "?", "/")
        if broken > MAX_BROKEN_TAGS:
            return "".join(pieces)
    return "".join([*pieces, html[kept:]]) if pieces else html


def parse(html: str) -> Node:
    """The page as a tree: with lxml where it is installed (the `[fast]` extra), else with html.parser."""
    return parse_with_lxml(html) if find_spec("lxml") else parse_with_bs4(html)


def parse_with_bs4(html: str) -> Node:
    """The page as a tree, by Beautiful Soup over the standard library's html.parser."""
    import warnings

    from bs4 import BeautifulSoup, NavigableString, Tag, XMLParsedAsHTMLWarning
    from bs4.element import PreformattedString

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(_tamed(html), "html.parser", on_duplicate_attribute="ignore", multi_valued_attributes=None)
    builder = Builder()
    stack: list[tuple[Any, bool]] = [(child, False) for child in reversed(soup.contents)]
    while stack and not builder.full:
        item, ends = stack.pop()
        if ends:
            builder.end(item.name)
        elif isinstance(item, Tag):
            builder.start(item.name, {str(k): str(v or "") for k, v in item.attrs.items()}, item.sourceline or 1)
            if item.name not in VOID:
                stack.append((item, True))
                stack.extend((child, False) for child in reversed(item.contents))
        elif isinstance(item, NavigableString) and not isinstance(item, PreformattedString):
            builder.text(str(item))
    return builder.done()


def parse_with_lxml(html: str) -> Node:
    """The page as a tree, by lxml's HTML parser."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return parse_with_bs4(html)
    builder = Builder()
    if root is None:
        return builder.done()
    stack: list[tuple[Any, bool]] = [(root, False)]
    start, end, text = builder.start, builder.end, builder.text
    while stack and not builder.full:
        item, ends = stack.pop()
        if ends:
            end(item.tag)
            if item.tail:
                text(item.tail)
            continue
        tag = item.tag
        if not isinstance(tag, str):
            if item.tail:
                text(item.tail)
            continue
        start(tag, dict(item.attrib), item.sourceline or 1)
        if item.text:
            text(item.text)
        stack.append((item, True))
        if len(item):
            stack.extend([(child, False) for child in reversed(item)])
    # libxml2 stops reading where elements nest 2,048 deep; html.parser goes on.
    return parse_with_bs4(html) if builder.deepest > 1_000 else builder.done()
