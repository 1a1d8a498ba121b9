"""Properties of XMP packets (ISO 16684-1), by exiftool's names.

From whole, broken or oddly encoded RDF.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from provenance.pictures.broken_xml import parse_tolerantly

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LISTS = (_RDF + "Alt", _RDF + "Seq", _RDF + "Bag")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "iptcCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "iptcExt",
    "http://ns.useplus.org/ldf/xmp/1.0/": "plus",
    "http://xmp.gettyimages.com/gift/1.0/": "getty",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
}
"""Namespace → exiftool's group; other namespaces are not read. Some programs leave out the last
slash."""
_MOST_ELEMENTS = 50_000
_MOST_DEPTH = 64
_BEGINS = frozenset({f"{_RDF}li", f"{_RDF}Description"})
"""Elements with which a structure begins."""
_MOST_FIELDS, _DEEPEST_FIELD = 5000, 6
"""Elements of one property that are looked through for fields, and levels below it."""
_MOST_VALUES = 100
"""Values kept of one field, over all structures of a property."""
_MOST_TEXT = 100_000
"""Characters of one value; thumbnails and edit histories are longer and not ours."""


@dataclass(slots=True)
class Xmp:
    """What one packet says."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    """`XMP-dc:Creator` → its values; a text in several languages gives its default first."""
    structures: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    """`XMP-iptcExt:LocationShown` → each of its structures, with the first value of each field."""
    notes: list[str] = field(default_factory=list)


def read_xmp(packet: bytes) -> Xmp:
    """What a packet says, or bytes that hold one; never raises.

    A document type declaration is refused.
    """
    found = Xmp()
    root, wrong = _parse(packet)
    if wrong and packet.strip(b"\x00 \r\n\t"):
        found.notes.append(f"XMP: {wrong}")
    if root is None:
        return found
    waiting: list[tuple[Element, int]] = [(root, 0)]
    seen = 0
    while waiting and seen < _MOST_ELEMENTS:
        element, depth = waiting.pop(0)
        seen += 1
        if element.tag == _RDF + "Description":
            _properties(element, found)
        elif depth < 4:
            waiting.extend((child, depth + 1) for child in element)
    return found


def _parse(packet: bytes) -> tuple[Element | None, str]:
    """The root element, or None and what was wrong.

    The text is repaired where a program broke it.
    """
    text = _decode(packet)
    start = re.search(r"<(?:\w{1,12}:)?(?:xmpmeta|xapmeta|RDF)\b", text)
    if start is None:
        return None, "the block holds no packet"
    name = re.match(r"<([\w:]+)", text[start.start() :])
    end = text.rfind(f"</{name[1]}>") if name else -1
    body = text[start.start() : end + len(name[1]) + 3 if name and end > 0 else len(text)]
    wrong = ""
    if "<!DOCTYPE" in body or "<!ENTITY" in body:
        return None, "the packet declares a document type and is refused"
    for attempt in (body, _repaired(body)):
        if _depth(attempt) > _MOST_DEPTH:
            return None, "the packet is nested too deep"
        try:
            root: Element = fromstring(attempt, forbid_dtd=True)
        except (ParseError, ValueError, DefusedXmlException, RecursionError) as error:
            wrong = f"the packet is not well-formed: {str(error) or type(error).__name__}"
            continue
        return root, ""
    return parse_tolerantly(_repaired(body)), f"{wrong}; what could be read of it was"


def _decode(packet: bytes) -> str:
    head = packet[:400]
    for start, charset in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if head.startswith(start):
            return packet.decode(charset, "replace").lstrip("\ufeff")
    if wide := re.search(rb"<\x00[\x21-\x7e]\x00[\x21-\x7e]", head):
        return packet.decode("utf-16-be" if wide.start() % 2 else "utf-16-le", "replace")
    # A packet has to be UTF-8; bytes that are not are mostly Latin-1 which some program pasted in.
    text = packet.decode("utf-8", "surrogateescape")
    return re.sub(
        "[\udc80-\udcff]",
        lambda odd: bytes([ord(odd[0]) - 0xDC00]).decode("cp1252", "replace"),
        text,
    )


def _repaired(body: str) -> str:
    """Characters that XML forbids taken out, bare ampersands written as such."""
    clean = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", body)
    return re.sub(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,10});)", "&amp;", clean)


def _depth(body: str) -> int:
    deepest = depth = 0
    for tag in re.finditer(r"<(/?)[A-Za-z_][^<>]*?(/?)>", body):
        if tag[1]:
            depth -= 1
        elif not tag[2]:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _properties(description: Element, found: Xmp) -> None:
    for name, value in description.attrib.items():
        _keep(found.texts, name, [value])
    for child in description:
        _keep(found.texts, child.tag, _values(child))
        _nested(child, found)


def _keep(texts: dict[str, list[str]], name: str, values: list[str]) -> None:
    tag = _tag(name)
    if tag is None:
        return
    kept = texts.setdefault(tag, [])
    for value in values:
        if value.strip() and len(value) <= _MOST_TEXT and value not in kept and len(kept) < 1000:
            kept.append(value)


def _tag(name: str) -> str | None:
    space, _, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    prefix = PREFIXES.get(space) or PREFIXES.get(f"{space}/")
    return f"XMP-{prefix}:{local[:1].upper()}{local[1:]}" if prefix and local else None


def _values(element: Element) -> list[str]:
    """The values of a property: list items, or its one value."""
    listed = next((c for c in element if c.tag in _LISTS), None)
    if listed is None:
        return [_value(element)]
    items = [(li.get(_LANG, ""), _value(li)) for li in listed]
    if listed.tag == _RDF + "Alt":
        items.sort(key=lambda item: {"x-default": 0, "": 1}.get(item[0], 2))
    return [text for _, text in items]


def _value(element: Element) -> str:
    """A text, an address, or what the qualifiers beside it are about."""
    for holder in (element, element.find(_RDF + "Description")):
        if holder is None:
            continue
        qualified = holder.find(_RDF + "value")
        texts = (holder.text, holder.get(_RDF + "resource"), holder.get(_RDF + "value"))
        for text in (*texts, None if qualified is None else qualified.text):
            if text and text.strip():
                return text.strip()
    return ""


def _nested(element: Element, found: Xmp) -> None:
    """Keep the fields of structures, such as a licensor's or a place's.

    Under the structure's name (`XMP-plus:Licensor/LicensorURL`), and each structure with its own.
    """
    outer = _tag(element.tag)
    if outer is None:
        return
    begun: list[dict[str, str]] = [{}]
    waiting, seen = deque([(element, 0, begun[0])]), 0
    while waiting and seen < _MOST_FIELDS:
        node, depth, structure = waiting.popleft()
        seen += 1
        inner = _tag(node.tag) if node is not element else None
        if inner is not None:
            _field(found.texts, structure, outer, inner, _values(node))
            continue
        if node.tag in _BEGINS:
            structure = {}
            begun.append(structure)
        for name, value in node.attrib.items():
            if not name.startswith(_RDF) and (inside := _tag(name)):
                _field(found.texts, structure, outer, inside, [value])
        if depth < _DEEPEST_FIELD:
            waiting.extend((child, depth + 1, structure) for child in node)
    kept = found.structures.setdefault(outer, [])
    kept += [one for one in begun if one][: _MOST_VALUES - len(kept)]


def _field(
    texts: dict[str, list[str]],
    structure: dict[str, str],
    outer: str,
    inner: str,
    values: list[str],
) -> None:
    name = inner.partition(":")[2]
    kept = texts.setdefault(f"{outer}/{name}", [])
    for value in values:
        if not value.strip() or len(value) > _MOST_TEXT:
            continue
        structure.setdefault(name, value)
        if value not in kept and len(kept) < _MOST_VALUES:
            kept.append(value)
