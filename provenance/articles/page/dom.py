"""One small element tree for every HTML parser.

Results do not depend on which parser is installed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import islice

from provenance import lazy_re as re
from provenance.values import dataclass

MAX_DEPTH = 200
"""Deepest nesting kept. Measured on 192 news pages: 62 at most."""
OUTER = 100
"""Outermost open elements that a deeper nesting keeps. What all the story stands in is among them:
half of `MAX_DEPTH`."""
INNER = 50
"""Innermost open elements that a deeper nesting keeps: a picture stays beside its caption. A
quarter of `MAX_DEPTH`, so that each time fifty elements end at once."""
MAX_NODES = 50_000
"""Elements read of one page. The largest of 192 news pages has under 15,000."""

VOID = frozenset(
    {
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
    }
)
_NAMED_IN = (
    "class",
    "id",
    "itemprop",
    "data-testid",
    "data-test-id",
    "data-component",
    "data-theme-key",
    "data-qa",
    "role",
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Characters that only say where a word may be broken: soft hyphen, zero-width space, joiner."""
# Start tags that end an open <p>, and open items that a sibling's start tag ends: the HTML
# standard's "optional tags" (https://html.spec.whatwg.org/multipage/syntax.html#optional-tags).
_ENDS_P = frozenset(
    {
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
    }
    | {
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
    }
    | {"table", "ul"}
)
_ENDS: dict[str, tuple[set[str], set[str]]] = {
    **dict.fromkeys(_ENDS_P, ({"p"}, {"button", "td", "th", "table", "caption", "object"})),
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table", "tbody", "thead", "tfoot"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "option": ({"option"}, {"select"}),
}
"""By a start tag: the open elements that it ends, and those beyond which none is looked for."""
_DROPPED_TEXT = frozenset(
    {"style", "template", "svg", "math", "textarea", "select", "iframe", "object"}
)


class Node:
    """One element, with its place in document order (`order` to `last`)."""

    __slots__ = (
        "_all",
        "_names",
        "_text",
        "attrs",
        "children",
        "last",
        "line",
        "order",
        "parent",
        "size",
        "tag",
    )

    def __init__(
        self,
        tag: str,
        attrs: Mapping[str, str],
        parent: Node | None,
        line: int,
        everything: list[Node],
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.children: list[Node | str] = []
        self.parent = parent
        self.line = line
        self.order = self.last = len(everything)
        self.size = 0
        """Characters of text below, white space at the ends of runs left out: never more than
        `len(text)`."""
        self._all = everything
        self._text: str | None = None
        self._names: str | None = None
        everything.append(self)

    def get(self, name: str) -> str:
        """The attribute's value, or an empty string."""
        return self.attrs.get(name, "")

    @property
    def names(self) -> str:
        """What the page calls this element in class, id and their like, in lower case."""
        if self._names is None:
            given = self.attrs.keys()
            joined = " ".join([self.attrs[k] for k in _NAMED_IN if k in given])[:600]
            small = not joined or joined.islower()
            self._names = joined if small else _CAMEL.sub("-", joined).lower()
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

    def onwards(self, most: int) -> list[Node]:
        """This element and those behind it in document order, `most` in all."""
        return self._all[self.order : self.order + most]

    def contains(self, other: Node) -> bool:
        """True where `other` is this element or below it."""
        return self.order <= other.order <= self.last

    @property
    def text(self) -> str:
        """All text below, white space folded, without scripts and styles."""
        if not self.size:
            return ""
        if self._text is None:
            self._text = " ".join("".join(self._pieces()).split())
        return self._text

    def _pieces(self) -> list[str]:
        if self.last == self.order and self.tag not in NO_TEXT:
            return [c for c in self.children if isinstance(c, str)]
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


def release(root: Node) -> None:
    """Part the elements of a tree that has been read: they are freed at once.

    Elements know their parents and parents their elements: such rings would wait for the garbage
    collector, whose rounds over a long run's pages cost a tenth of reading them."""
    everything = root._all
    for node in everything:
        node.parent = None
    everything.clear()


BLOCKS = _ENDS_P | {"li", "dt", "dd", "tr", "td", "th", "caption"}
NO_TEXT = _DROPPED_TEXT | {"script", "noscript", "head", "title"}
_UNREAD = frozenset({"style", "svg", "math", "template", "textarea"})
"""Elements whose insides are never looked at."""


Event = tuple[str, Mapping[str, str] | None, int, str | None]
"""An element begins (its tag, attributes, line) or ends (its tag, None, 0), and the text behind
that, if any."""


def is_unread(tag: str, attrs: Mapping[str, str]) -> bool:
    """True for an element whose insides are never looked at.

    Events tell that it begins and ends, and no more.
    """
    return tag in _UNREAD or (tag == "script" and "ld+json" not in attrs.get("type", ""))


def build(events: Iterable[Event]) -> tuple[Node, int]:
    """The tree out of a parser's events, and how deep its source nests.

    The depth is 0 up to `MAX_DEPTH`. Of a deeper nesting the elements between the outermost and
    the innermost open ones end early, and what stands in them moves out: nothing is left out.

    Elements that the source left open are ended as the HTML standard says; an end without a
    beginning is ignored.
    """
    everything: list[Node] = []
    root = inner = Node("#root", {}, None, 1, everything)
    opened, tags = [root], ["#root"]
    ended = Ended()
    deepest = 0
    for tag, attrs, line, text in events:
        if attrs is None:
            if tags[-1] == tag and (not ended.early or len(tags) > OUTER):
                tags.pop()
                opened.pop()
                inner = opened[-1]
            elif ended.early and tag not in tags[OUTER:] and ended.closes(tag):
                del opened[OUTER:], tags[OUTER:]
                inner = opened[-1]
            elif tag in tags:
                while tags.pop() != tag:
                    opened.pop()
                opened.pop()
                inner = opened[-1]
                if len(opened) < OUTER:
                    ended = Ended()
        else:
            ends = _ENDS.get(tag)
            if ends and not ends[0].isdisjoint(tags):
                at = _left_open(tags, *ends)
                del opened[at:], tags[at:]
                inner = opened[-1]
                if at < OUTER:
                    ended = Ended()
            node = Node(tag, attrs, inner, line, everything)
            inner.children.append(node)
            if len(everything) > MAX_NODES:
                break
            # libxml2 does not know that <source> is empty and hangs what follows below it.
            if tag not in VOID:
                inner = node
                opened.append(node)
                tags.append(tag)
                if len(opened) > MAX_DEPTH:
                    _move_out(opened)
                    ended.add(tags[OUTER:-INNER])
                    del opened[OUTER:-INNER], tags[OUTER:-INNER]
                    deepest = max(deepest, len(opened) + len(ended.early))
        if text and not text.isascii():
            text = _UNSEEN.sub("", text)
        if text:
            inner.children.append(text)
            inner.size += len(text.strip())
    for node in reversed(everything):
        parent = node.parent
        if parent is not None:
            if parent.last < node.last:
                parent.last = node.last
            if node.tag not in NO_TEXT:
                parent.size += node.size
    return root, deepest


class Ended:
    """The tags of open elements that a deep nesting ended early, outermost first."""

    __slots__ = ("_open", "early")

    def __init__(self) -> None:
        self.early: list[str] = []
        self._open: Counter[str] = Counter()

    def add(self, tags: list[str]) -> None:
        """End these too; they stand in those before."""
        self.early += tags
        self._open.update(tags)

    def closes(self, tag: str) -> bool:
        """True where the end of `tag` is that of one of these: it and all in it are over."""
        if not self._open[tag]:
            return False
        last = ""
        while last != tag:
            last = self.early.pop()
            self._open[last] -= 1
        return True


def _move_out(opened: list[Node]) -> None:
    """Hang the innermost open elements below the outermost, behind all read there."""
    moved, above = opened[-INNER], opened[OUTER - 1]
    moved_from = moved.parent
    if moved_from is not None:
        moved_from.children.pop()  # an open element is the last child
    moved.parent = above
    above.children.append(moved)


def _left_open(tags: list[str], ended: set[str], limits: set[str]) -> int:
    """From where on the open elements end.

    At the innermost of `ended`, with the row around a cell.
    """
    first = len(tags)
    for at in range(len(tags) - 1, 0, -1):
        if tags[at] in limits:
            break
        if tags[at] in ended:
            first = at
            if tags[at] not in ("td", "th"):
                break
    return first


OWN_TEXT = 120
"""Characters directly in a `<div>` from which it is a paragraph: sites that write text between
`<br>` elements."""


@dataclass(frozen=True, slots=True)
class Dom:
    """A page's elements by what they are good for, each list in document order."""

    root: Node
    html: Node | None = None
    base: str = ""
    """What `<base href>` states, or an empty string."""
    scripts: list[Node] = field(default_factory=list)
    """JSON-LD blocks."""
    metas: list[Node] = field(default_factory=list)
    links: list[Node] = field(default_factory=list)
    times: list[Node] = field(default_factory=list)
    headings: list[Node] = field(default_factory=list)
    """The `<h1>`."""
    paragraphs: list[Node] = field(default_factory=list)
    """Every `<p>`, and every other element with much text directly in it."""
    pictures: list[Node] = field(default_factory=list)
    """Whatever may show a picture: `<img>`, `<source>`, a background, a site's own element."""
    items: list[Node] = field(default_factory=list)
    """The elements with an `itemprop`."""


def is_picture_tag(tag: str) -> bool:
    """True for a site's own element that shows a picture: `<amp-img>`, `<lazy-image>`."""
    return "-" in tag and ("image" in tag or "img" in tag)


_LAZY = frozenset(
    {"data-image", "data-src", "data-bg", "data-background", "data-background-image"}
    | {"data-img", "data-image-src", "data-img-src", "data-image-url", "data-lazy-src"}
    | {"data-original", "data-full", "data-interchange", "poster"}
)
"""Attributes by which an element that is no picture names the one a script or player shows."""


MAX_SHOWING = 600
"""Elements of a box that shows one picture; more is a part of the page."""


def _may_load(node: Node) -> bool:
    """True for an element without a picture in it that may name one to load."""
    if node.tag in _LOADED or is_picture_tag(node.tag):
        return False
    if node.last - node.order > MAX_SHOWING:
        return False
    return not any(n.tag in ("img", "picture") or is_picture_tag(n.tag) for n in node.walk())


_TEXT_BOXES = frozenset({"div", "td", "section", "span", "article", "main"})
"""Elements in which sites write text between `<br>` elements."""
_LOADED = frozenset({"img", "source", "script", "iframe", "link", "audio", "embed"})


def index(root: Node) -> Dom:
    """The elements of a page by what they are good for, gathered in one walk."""
    html, base = None, ""
    dom = Dom(root)
    kept = {
        "img": dom.pictures,
        "source": dom.pictures,
        "p": dom.paragraphs,
        "meta": dom.metas,
        "h1": dom.headings,
        "link": dom.links,
        "time": dom.times,
    }
    for node in root.walk():
        tag, attrs = node.tag, node.attrs
        if tag in kept:
            kept[tag].append(node)
        elif tag in _TEXT_BOXES:
            if _is_paragraph(node):
                dom.paragraphs.append(node)
        elif tag == "script":
            if "ld+json" in node.get("type"):
                dom.scripts.append(node)
        elif "-" in tag and is_picture_tag(tag):
            dom.pictures.append(node)
        elif tag == "html":
            html = html or node
        elif tag == "base":
            base = base or node.get("href")
        if attrs:
            if "itemprop" in attrs:
                dom.items.append(node)
            if ("style" in attrs and "background" in attrs["style"]) or (
                not _LAZY.isdisjoint(attrs) and _may_load(node)
            ):
                dom.pictures.append(node)
    return replace(dom, html=html, base=base)


def _is_paragraph(node: Node) -> bool:
    """True for a box with a paragraph's text directly in it that stands in none."""
    if node.size < OWN_TEXT:
        return False
    own = sum(len(c.strip()) for c in node.children if isinstance(c, str))
    return own >= OWN_TEXT and not any(above.tag == "p" for above in islice(node.ancestors(), 4))
