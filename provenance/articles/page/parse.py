"""HTML → the element tree, by lxml or by html.parser."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from provenance import lazy_re as re
from provenance.articles.page.dom import MAX_NODES, VOID, Event, Node, build, is_unread
from provenance.model.sentences import say

_XML_DECLARATION = re.compile(r"^\s{0,99}<\?xml[^>]{0,400}>")
_MARKUP = re.compile(r"""</?[a-zA-Z](?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>""")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|iframe)\b", re.I)
MAX_TAGS = 2 * MAX_NODES
"""Opening angle brackets read of one page: two for each element."""
MAX_ATTRIBUTES = 2_000
"""Attributes of one tag; 192 news pages have 50 at most."""
LONG_TAG = 20_000
"""Characters of a tag from which its attributes are counted."""
_LETTER = re.compile("[a-zA-Z]")
_PAGE_ENDS = re.compile(r"</(?:html|body)\s{0,9}>", re.I)
"""Ends that pages write too early. Behind them libxml2 drops what browsers show."""
_DRAWN = frozenset({"svg", "math"})
_QUOTED = re.compile(r"""=\s{0,9}(?:"[^"]*+"|'[^']*+')""")
_ATTRIBUTE = re.compile(r"\s[^\s=]++")
MAX_BROKEN_TAGS = 300
"""Tags without an end in one page; each costs html.parser a look at the whole rest. 192 news
pages have 4 at most."""


def _escape_strays(html: str) -> str:
    """The page with every `<` escaped that opens nothing.

    html.parser looks for the end of each through all that follows; after `MAX_BROKEN_TAGS` of
    them the rest is no mark-up and is left out.
    """
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
        # "a < b" costs nothing: only what could open a tag, a comment or a declaration is searched
        # for its end.
        broken += html[at : at + 1].isalpha() or html[at : at + 1] in ("!", "?", "/")
        if broken > MAX_BROKEN_TAGS:
            return "".join(pieces)
    return "".join([*pieces, html[kept:]]) if pieces else html


def _bound(html: str) -> str:
    """The page without tags and attributes beyond what pages have.

    libxml2 compares the attributes of a tag each with each.
    """
    if html.count("<") > MAX_TAGS:
        html = "<".join(html.split("<", MAX_TAGS + 1)[:-1])
    pieces: list[str] = []
    kept, at = 0, html.find("<")
    while 0 <= at < len(html) - LONG_TAG:
        behind = html.rfind("<", at + 1, at + LONG_TAG + 1)
        if behind < 0:
            behind = html.find("<", at + LONG_TAG)
            tag, end, _ = html[at + 1 : behind if behind > 0 else len(html)].partition(">")
            if (
                len(tag) > LONG_TAG
                and _LETTER.match(tag)
                and _attributes(tag + end) > MAX_ATTRIBUTES
            ):
                pieces += [html[kept:at], "<i>"]
                kept = at + 1 + len(tag) + len(end)
        at = behind
    return "".join([*pieces, html[kept:]]) if pieces else html


def _attributes(tag: str) -> int:
    return len(_ATTRIBUTE.findall(_QUOTED.sub("", tag)))


MAX_LIBXML_DEPTH = 1_000
"""Depth beyond which a page is read by html.parser: libxml2 stops reading at 2,048."""


def parse(html: str) -> Node:
    """The page as a tree, by html.parser where libxml2 does not read all of it."""
    from lxml import etree

    try:
        root, deepest = _parse_with_lxml(html)
    except etree.XMLSyntaxError:
        return parse_with_html_parser(html)
    return root if deepest <= MAX_LIBXML_DEPTH else parse_with_html_parser(html)


def told_of_a_cut(html: str, root: Node) -> str:
    """What is said of a page whose end was left out; empty where all of it was read."""
    if root.last >= MAX_NODES:
        return say(
            "the page has more than {count:,} elements: what stands behind them was not read",
            count=MAX_NODES,
        )
    if html.count("<") > MAX_TAGS:
        return say(
            "the page has the sign “<” more than {count:,} times: what stands behind them was not "
            "read",
            count=MAX_TAGS,
        )
    return ""


class _EventReader(HTMLParser):
    """The events of a page, in one pass that costs no more for tags in a wrong order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []
        self._unread: str = ""
        """The element whose insides are passed over, and how deep it nests in itself."""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if self._unread:
            self._depth += tag == self._unread
            return
        given: dict[str, str] = {}
        for name, value in attrs:
            given.setdefault(name, value or "")  # of two of one name the first counts
        self.events.append((tag, given, self.getpos()[0], None))
        if tag in VOID:
            return
        if is_unread(tag, given):
            self._unread, self._depth = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins and ends: in HTML only an empty one, in a drawing any."""
        self.handle_starttag(tag, attrs)
        if self._unread == tag or tag in _DRAWN:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if self._unread:
            self._depth -= tag == self._unread
            if self._depth:
                return
            self._unread = ""
        if tag not in VOID:
            self.events.append((tag, None, 0, None))

    def handle_data(self, data: str) -> None:
        """Text."""
        if not self._unread:
            self.events.append(("", None, 0, data))


def parse_with_html_parser(html: str) -> Node:
    """The page as a tree, by the standard library's html.parser."""
    reader = _EventReader()
    reader.feed(_escape_strays(_XML_DECLARATION.sub("", _bound(html))))
    reader.close()
    return build(reader.events)[0]


def parse_with_lxml(html: str) -> Node:
    """The page as a tree, by lxml.

    A tag over several lines has the line it ends on (html.parser: begins)."""
    return _parse_with_lxml(html)[0]


def _parse_with_lxml(html: str) -> tuple[Node, int]:
    """The tree, and how deep its source nests where that is beyond what is kept."""
    from lxml import etree

    html = _PAGE_ENDS.sub("", _bound(html))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    found = etree.fromstring(html.encode("utf-8", "replace"), parser)
    return build(_lxml_events(found) if found is not None else ())


def _lxml_events(root: Any) -> Iterator[Event]:
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, item in walker:
        if event == "end":
            yield item.tag, None, 0, item.tail
            continue
        # A dictionary of our own: each look into lxml's would read it from the tree anew.
        tag, attrs = item.tag, dict(item.items())
        unread = is_unread(tag, attrs)
        if unread:
            walker.skip_subtree()
        yield tag, attrs, item.sourceline or 1, None if unread else item.text
