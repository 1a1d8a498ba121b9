"""NewsML-G2: an item, a package or a message of items.

https://iptc.org/std/NewsML-G2/
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from provenance.articles.cms_fields import article_from, from_html, image_from
from provenance.articles.document import Document, Match
from provenance.articles.safe_xml import child, name, named, read_xml, text
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind, PublishedImage, Role

_ROOTS = frozenset({"newsmessage", "newsitem", "packageitem", "newsml"})


def matches(document: Document) -> Match:
    """Certain for XML whose first element is NewsML's."""
    return Match.CERTAIN if document.root in _ROOTS else Match.NO


def read(document: Document) -> Article:
    """Read NewsML-G2: the first text item with every picture item.

    A message of pictures only is an article without text. Raises `UnreadableInput` for other XML.
    """
    origin, base_url = document.origin, document.base_url
    root = read_xml(document.data, origin)
    items = [root] if name(root) in ("newsitem", "packageitem") else named(root, "newsitem")
    if not items:
        raise UnreadableInput(f"{origin} has no newsItem, so it is no NewsML-G2 that can be read.")
    story = next((i for i in items if _class(i) in ("text", "composite")), items[0])
    body, images = _story(story, base_url) if _class(story) not in _PICTURES else ("", [])
    for item in items:
        if _class(item) in _PICTURES:
            images += _picture(item, f"newsItem[{item.get('guid') or items.index(item)}]", base_url)
    content, meta = child(story, "contentmeta"), child(story, "itemmeta")
    return article_from(
        InputKind.NEWSML,
        origin,
        body,
        images,
        base_url=base_url,
        url=_attribute(named(story, "link"), "href", canonical=True),
        headline=_text_in(content, "headline"),
        lead=_described(content, "summary"),
        published=_text_in(meta, "firstcreated", "versioncreated"),
        modified=_text_in(meta, "versioncreated"),
        language=_attribute(named(story, "language"), "tag") or story.get(_LANGUAGE),
    )


_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PICTURES = frozenset({"picture", "graphic", "image", "video"})
"""Classes of items that show a picture, or a still."""


def _attribute(elements: list[Element], key: str, *, canonical: bool = False) -> str | None:
    """The first value of an attribute, of canonical elements on demand."""
    wanted = (e for e in elements if not canonical or "canonical" in (e.get("rel") or ""))
    return next((e.get(key) for e in wanted if e.get(key)), None)


def _text_in(parent: Element | None, *names: str) -> str | None:
    return text(child(parent, *names)) if parent is not None else None


def _class(item: Element) -> str:
    """`text`, `picture` … out of `<itemClass qcode="ninat:picture"/>`."""
    found = next(iter(named(item, "itemclass")), None)
    return (
        (found.get("qcode") or found.get("uri") or "").rsplit(":", 1)[-1].rsplit("/", 1)[-1]
        if found is not None
        else ""
    )


def _described(content: Element | None, role: str) -> str | None:
    if content is None:
        return None
    entries = [e for e in content if name(e) == "description"]
    chosen = next((e for e in entries if role in (e.get("role") or "")), None)
    if chosen is None and role == "caption" and entries:
        chosen = entries[0]
    return text(chosen)


def _story(item: Element, base: str | None) -> tuple[str, list[PublishedImage]]:
    inline = next(iter(named(item, "inlinexml", "inlinedata")), None)
    if inline is None:
        return "", []
    paragraphs = [t for p in named(inline, "p") if (t := text(p))]
    html = tostring(inline, encoding="unicode").replace("html:", "")
    _, images = from_html(html, "contentSet.inlineXML", base)
    return "\n\n".join(paragraphs) or (text(inline) or ""), images


def _picture(item: Element, path: str, base: str | None) -> Iterator[PublishedImage]:
    is_video = _class(item) == "video"
    contents = sorted(_contents(item, "icon" if is_video else "remotecontent"), key=_narrowness)
    if not contents:
        return
    content = child(item, "contentmeta")
    best = contents[0]
    yield image_from(
        path,
        best.get("href"),
        caption=("contentMeta.description", _described(content, "caption")),
        credit=_credit(content, child(item, "rightsinfo")),
        base_url=base,
        role=Role.POSTER if is_video else Role.BODY,
        title=_text_in(content, "headline"),
        width=best.get("width"),
        height=best.get("height"),
        candidates=[e.get("href") for e in contents[1:]],
    )


def _contents(item: Element, kind: str) -> Iterator[Element]:
    """The renditions of an item with an address."""
    return (e for e in named(item, kind) if e.get("href"))


def _narrowness(element: Element) -> int:
    width = element.get("width") or "0"
    return -int(width) if width.isdigit() else 0


def _credit(content: Element | None, rights: Element | None) -> tuple[str, str | None]:
    """(field, text): the credit line, else the makers, else the notice."""
    if line := _text_in(content, "creditline"):
        return "contentMeta.creditline", line
    if content is not None:
        makers = ", ".join(n for c in content if name(c) == "creator" and (n := _named(c)))
        sources = (_named(c) for c in content if name(c) == "infosource")
        parts = [part for part in (makers, next(sources, None)) if part]
        if parts:
            return "contentMeta.creator", " / ".join(parts)
    notice = _text_in(rights, "copyrightnotice", "copyrightholder")
    return ("rightsInfo.copyrightNotice", notice) if notice else ("contentMeta.creditline", None)


def _named(element: Element) -> str | None:
    return text(child(element, "name")) or element.get("literal")
