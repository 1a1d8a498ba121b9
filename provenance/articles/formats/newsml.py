"""NewsML-G2 (https://iptc.org/std/NewsML-G2/): an item, a package or a message of items."""

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
    """Read NewsML-G2: the first text item is the article, every picture item is one of its
    pictures.

    A message of pictures only is an article without text. Raises `UnreadableInput` for other XML.
    """
    origin, base_url = document.origin, document.base_url
    root = read_xml(document.data, origin)
    items = [root] if name(root) in ("newsitem", "packageitem") else named(root, "newsitem")
    if not items:
        raise UnreadableInput(f"{origin} has no newsItem, so it is no NewsML-G2 that can be read.")
    story = next((i for i in items if _class(i) in ("text", "composite")), items[0])
    body, images = _story(story, base_url) if _class(story) != "picture" else ("", [])
    for item in items:
        if _class(item) in ("picture", "graphic", "image"):
            images += _picture(item, f"newsItem[{item.get('guid') or items.index(item)}]", base_url)
    content, meta = child(story, "contentmeta"), child(story, "itemmeta")
    language = next((e.get("tag") for e in named(story, "language") if e.get("tag")), None)
    return article_from(
        InputKind.NEWSML,
        origin,
        body,
        images,
        base_url=base_url,
        url=next(
            (e.get("href") for e in named(story, "link") if "canonical" in (e.get("rel") or "")),
            None,
        ),
        headline=text(child(content, "headline")) if content is not None else None,
        lead=_described(content, "summary"),
        published=text(child(meta, "firstcreated", "versioncreated")) if meta is not None else None,
        modified=text(child(meta, "versioncreated")) if meta is not None else None,
        language=language or story.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


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
    contents = sorted(
        (e for e in named(item, "remotecontent") if e.get("href")),
        key=lambda e: -(int(e.get("width") or 0) if (e.get("width") or "0").isdigit() else 0),
    )
    if not contents:
        return
    content, rights = child(item, "contentmeta"), child(item, "rightsinfo")
    best = contents[0]
    credit = (
        "contentMeta.creditline",
        text(child(content, "creditline")) if content is not None else None,
    )
    if credit[1] is None and content is not None:
        makers = [
            text(child(c, "name")) or c.get("literal") for c in content if name(c) == "creator"
        ]
        by = ", ".join(m for m in makers if m)
        source = next(
            (
                text(child(c, "name")) or c.get("literal")
                for c in content
                if name(c) == "infosource"
            ),
            None,
        )
        credit = ("contentMeta.creator", " / ".join(x for x in (by, source) if x) or None)
    if credit[1] is None and rights is not None:
        credit = (
            "rightsInfo.copyrightNotice",
            text(child(rights, "copyrightnotice", "copyrightholder")),
        )
    yield image_from(
        path,
        best.get("href"),
        caption=("contentMeta.description", _described(content, "caption")),
        credit=credit,
        base_url=base,
        role=Role.BODY,
        title=text(child(content, "headline")) if content is not None else None,
        width=best.get("width"),
        height=best.get("height"),
        candidates=[e.get("href") for e in contents[1:]],
    )
