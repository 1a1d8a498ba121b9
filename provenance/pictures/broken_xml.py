"""XML that is not well-formed, read as far as its tags make sense.

Prefixes that nobody declared get the namespace that everybody gives them; tags with an illegal
name, and end tags that nothing opened, are passed over. Linear in the length of the text.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from provenance import lazy_re as re

_TAG = re.compile(r"<([^<>]*)>")
_NAME = re.compile(r"(?:[A-Za-z_][\w.-]{0,99}:)?[A-Za-z_][\w.-]{0,99}(?=[\s/]|$)")
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w.:-]{0,99})\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')")
_MOST_TAGS, _MOST_DEPTH = 100_000, 64
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_USUAL = {
    "rdf": _RDF,
    "xml": "http://www.w3.org/XML/1998/namespace",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xap": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xapRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "exifEX": "http://cipa.jp/exif/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
}
"""Prefix → the namespace that programs give it, where a packet does not say."""


def parse_tolerantly(text: str) -> Element | None:
    """The first element of a text and what is in it; None where there is no element."""
    spaces = _USUAL | dict(_declared(text))
    root: Element | None = None
    open_: list[Element] = []
    at = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        if number >= _MOST_TAGS:
            break
        if open_ and (words := text[at : tag.start()]).strip():
            _append(open_[-1], html.unescape(words))
        at = tag.end()
        body = tag[1].strip()
        if body[:1] in ("?", "!"):
            continue
        if body[:1] == "/":
            _close(open_, _full(body[1:].strip(), spaces))
            continue
        name = _NAME.match(body)
        if name is None or len(open_) >= _MOST_DEPTH:
            continue
        element = Element(_full(name[0], spaces), dict(_attributes(body[name.end() :], spaces)))
        if open_:
            open_[-1].append(element)
        elif root is None:
            root = element
        if not body.endswith("/"):
            open_.append(element)
        if root is not None and not open_:
            break
    return root


def _declared(text: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(
        r"xmlns:([A-Za-z_][\w.-]{0,99})\s{0,9}=\s{0,9}[\"']([^\"']{1,300})", text
    ):
        yield found[1], found[2]


def _attributes(text: str, spaces: dict[str, str]) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        if not found[1].startswith("xmlns"):
            yield _full(found[1], spaces), html.unescape(found[2] or found[3] or "")


def _full(name: str, spaces: dict[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    space = spaces.get(prefix) if colon else None
    return f"{{{space}}}{local}" if space else name


def _append(element: Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def _close(open_: list[Element], name: str) -> None:
    """Close the nearest open element of a name, and all within it."""
    for depth in range(len(open_) - 1, -1, -1):
        if open_[depth].tag == name:
            del open_[depth:]
            return
