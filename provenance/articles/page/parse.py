"""HTML → the element tree: by lxml where it is installed, else by Beautiful Soup over
html.parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from provenance.articles.page.dom import MAX_NODES, Event, Node, build, is_unread

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
_QUOTED = re.compile(r"""=\s{0,9}(?:"[^"]*+"|'[^']*+')""")
_ATTRIBUTE = re.compile(r"\s[^\s=]++")
MAX_BROKEN_TAGS = 300
"""Tags without an end in one page; each costs html.parser a look at the whole rest. 192 news
pages have 4 at most."""


def _tamed(html: str) -> str:
    """The page with every `<` escaped that opens nothing, so that html.parser, which looks for
    each one's end through all that follows, stays linear; after `MAX_BROKEN_TAGS` of them the rest
    is no mark-up and is left out."""
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


def _bounded(html: str) -> str:
    """The page without what no page has: tags beyond `MAX_TAGS`, and tags with attributes by the
    thousand, which libxml2 compares each with each."""
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


def parse(html: str) -> Node:
    """The page as a tree: with lxml where it is installed (the `[fast]` extra), else with
    html.parser."""
    return parse_with_lxml(html) if find_spec("lxml") else parse_with_bs4(html)


def parse_with_bs4(html: str) -> Node:
    """The page as a tree, by Beautiful Soup over the standard library's html.parser."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(
        _tamed(_XML_DECLARATION.sub("", _bounded(html))),
        "html.parser",
        on_duplicate_attribute="ignore",
        multi_valued_attributes=None,
    )
    return build(_bs4_events(soup))[0]


def _bs4_events(soup: Any) -> Iterator[Event]:
    from bs4.element import NavigableString, PreformattedString, Tag

    stack: list[Any] = [*reversed(soup.contents)]
    while stack:
        item = stack.pop()
        if isinstance(item, Tag):
            attrs = {str(k): str(v or "") for k, v in item.attrs.items()}
            yield item.name, attrs, item.sourceline or 1, None
            stack.append(item.name)
            if not is_unread(item.name, attrs):
                stack.extend(reversed(item.contents))
        elif not isinstance(item, NavigableString):
            yield item, None, 0, None
        elif not isinstance(item, PreformattedString):
            yield "", None, 0, str(item)


def parse_with_lxml(html: str) -> Node:
    """The page as a tree, by lxml. A tag over several lines has the line it ends on
    (html.parser: begins)."""
    from lxml import etree

    html = _PAGE_ENDS.sub("", _bounded(html))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        found = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return parse_with_bs4(html)
    root, deepest = build(_lxml_events(found) if found is not None else ())
    # libxml2 stops reading where elements nest 2,048 deep; html.parser goes on.
    return parse_with_bs4(html) if deepest > 1_000 else root


def _lxml_events(root: Any) -> Iterator[Event]:
    from lxml import etree

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, item in walker:
        if event == "end":
            yield item.tag, None, 0, item.tail
            continue
        tag, attrs = item.tag, item.attrib
        unread = is_unread(tag, attrs)
        if unread:
            walker.skip_subtree()
        yield tag, attrs, item.sourceline or 1, None if unread else item.text
