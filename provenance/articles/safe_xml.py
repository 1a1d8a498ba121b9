"""Untrusted XML as an element tree, without entities, DTDs and outside references."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from provenance.errors import UnreadableInput

MAX_ELEMENTS = 200_000
"""Elements of one document; a feed of 500 items with pictures has about 15,000."""

MAX_DEPTH = 100
"""Nesting of one document; a news item with its text inside has about 30 levels."""


def read_xml(data: bytes, origin: str) -> Element:
    """The root element. Raises `UnreadableInput` for broken or dangerous XML."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data.strip(), forbid_dtd=False)
    except DefusedXmlException as error:
        raise UnreadableInput(
            f"{origin} declares XML entities, which is not allowed; remove its DOCTYPE."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableInput(f"{origin} is broken XML: {error}.") from error
    level, count = [root], 0
    for _ in range(MAX_DEPTH):
        count += len(level)
        if count > MAX_ELEMENTS:
            raise UnreadableInput(f"{origin} has more than {MAX_ELEMENTS:,} XML elements.")
        level = [below for element in level for below in element]
    if level:
        raise UnreadableInput(f"{origin} nests XML elements more than {MAX_DEPTH} deep.")
    return root


def name(element: Element) -> str:
    """The element's name without its namespace, in lower case."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def named(element: Element, *names: str) -> list[Element]:
    """All descendants with one of these names, in document order."""
    return [e for e in element.iter() if e is not element and name(e) in names]


def child(element: Element, *names: str) -> Element | None:
    """The first child with one of these names, in the order of `names`."""
    for wanted in names:
        for one in element:
            if name(one) == wanted:
                return one
    return None


def text(element: Element | None) -> str | None:
    """All text in an element, spaces folded; None where there is none."""
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None
