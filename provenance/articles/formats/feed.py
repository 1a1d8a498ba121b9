"""RSS 2.0, RDF and Atom feeds with Media RSS (https://www.rssboard.org/media-rss).

`read` makes one article of the whole feed, `read_items` one of each item.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from provenance.articles.cms_fields import article_from, from_html, image_from, merge_duplicates
from provenance.articles.document import Document, Match
from provenance.articles.page.image_urls import absolute, looks_like_picture
from provenance.articles.safe_xml import child, name, named, read_xml, text
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind, PublishedImage, Role

MAX_ITEMS = 500
"""Items of one feed that are read."""
_MEDIA = "{http://search.yahoo.com/mrss/}"


_ROOTS = frozenset({"rss", "feed", "rdf"})


def matches(document: Document) -> Match:
    """Certain for XML whose first element is a feed's."""
    return Match.CERTAIN if document.root in _ROOTS else Match.NO


def read_items(document: Document) -> tuple[Article, ...]:
    """One article for each item. Raises `UnreadableInput` for XML that is no feed."""
    origin, base_url = document.origin, document.base_url
    root = read_xml(document.data, origin)
    if name(root) not in _ROOTS:
        raise UnreadableInput(f"{origin} is XML, but no RSS or Atom feed.")
    language = text(next(iter(named(root, "language")), None)) or root.get(
        "{http://www.w3.org/XML/1998/namespace}lang"
    )
    items = named(root, "item", "entry")[:MAX_ITEMS]
    return tuple(_item(item, at, origin, language, base_url) for at, item in enumerate(items))


def read(document: Document) -> Article:
    """The whole feed as one article; a picture's title names its item."""
    articles = read_items(document)
    root = read_xml(document.data, document.origin)
    channel = child(root, "channel") if name(root) == "rss" else root
    images = [
        image if image.title or not article.headline else _titled(image, article.headline)
        for article in articles
        for image in article.images
    ]
    return article_from(
        InputKind.FEED,
        document.origin,
        "\n\n".join(a.headline for a in articles if a.headline),
        merge_duplicates(images),
        base_url=document.base_url,
        headline=text(child(channel, "title")) if channel is not None else None,
        lead=text(child(channel, "description", "subtitle")) if channel is not None else None,
        language=articles[0].language if articles else None,
    )


def _titled(image: PublishedImage, title: str) -> PublishedImage:
    from dataclasses import replace

    return replace(image, title=title)


def _item(
    item: Element, at: int, origin: str, language: str | None, base_url: str | None
) -> Article:
    path = f"{name(item)}[{at}]"
    link = _link(item)
    base = link or base_url
    html = _tagged(child(item, "encoded", "content"))
    summary = _tagged(child(item, "description", "summary"))
    images = list(_media(item, path, base))
    body, inside = from_html(html, f"{path}.content", base)
    images += inside
    short, inside = from_html(summary, f"{path}.description", base)
    images += inside
    lead = short or (_plain(summary) if summary else None)
    return article_from(
        InputKind.FEED,
        origin,
        body or (_plain(html) if html else "") or lead or "",
        images,
        base_url=base_url,
        url=link,
        headline=text(child(item, "title")),
        lead=lead,
        published=text(child(item, "pubdate", "published", "date", "issued")),
        modified=text(child(item, "updated", "modified")),
        language=language,
    )


def _plain(html: str) -> str:
    """A field's text without its tags."""
    from provenance.articles.page.structured_data import plain

    return plain(html)


def _tagged(element: Element | None) -> str | None:
    """A field's HTML: text as it stands, XHTML written out again."""
    if element is None:
        return None
    if len(element):
        from xml.etree.ElementTree import tostring

        return (
            "".join(tostring(c, encoding="unicode") for c in element)
            .replace("html:", "")
            .replace("ns0:", "")
        )
    return element.text


def _link(item: Element) -> str | None:
    for one in item:
        if name(one) == "link":
            if one.get("href") and one.get("rel", "alternate") == "alternate":
                return one.get("href")
            if one.text and one.text.strip():
                return one.text.strip()
    return None


def _media(item: Element, path: str, base: str | None) -> Iterator[PublishedImage]:
    """media:content, media:thumbnail where there is nothing larger, enclosures."""
    parents = {c: p for p in item.iter() for c in p}
    for one, others in _contents(item, parents):
        places = [one, *_up(one, parents)]
        picture = _one(one, one.get("url"), f"{path}.media:{name(one)}", places, base)
        yield replace(picture, candidates=tuple(absolute(base, url) for url in others))
    for e in item:
        if name(e) == "enclosure" and e.get("url") and _is_picture(e):
            yield _one(e, e.get("url"), f"{path}.enclosure", [item], base)
        elif _is_enclosing_link(e):
            yield _one(e, e.get("href"), f"{path}.link[enclosure]", [item], base)


def _contents(
    item: Element, parents: Mapping[Element, Element]
) -> Iterator[tuple[Element, list[str]]]:
    """The pictures of an item, each with the addresses of its other sizes.

    A `media:group` is one picture in several sizes.
    """
    named = [e for e in item.iter() if e.get("url")]
    found = [e for e in named if e.tag == f"{_MEDIA}content" and _is_picture(e)]
    found = found or [e for e in named if e.tag == f"{_MEDIA}thumbnail"]
    groups: dict[Element, list[Element]] = {}
    for e in sorted(found, key=lambda e: -_width(e)):
        groups.setdefault(_group_of(e, parents), []).append(e)
    for first, *rest in groups.values():
        yield first, [url for e in rest if (url := e.get("url"))]


def _group_of(element: Element, parents: Mapping[Element, Element]) -> Element:
    """The group around a picture, else the picture itself."""
    above = parents.get(element)
    return above if above is not None and above.tag == f"{_MEDIA}group" else element


def _is_enclosing_link(element: Element) -> bool:
    """True for Atom's link to a picture that belongs to the entry."""
    encloses = name(element) == "link" and element.get("rel") == "enclosure"
    return encloses and (element.get("type") or "").startswith("image")


def _up(element: Element, parents: Mapping[Element, Element]) -> Iterator[Element]:
    while element in parents:
        element = parents[element]
        yield element


def _one(
    element: Element, url: str | None, path: str, places: list[Element], base: str | None
) -> PublishedImage:
    def said(*wanted: str) -> str | None:
        for place in places:
            for one in place:
                if one.tag in {f"{_MEDIA}{w}" for w in wanted} and (found := text(one)):
                    return found
        return None

    return image_from(
        path,
        url,
        caption=("media:description", said("description", "text")),
        credit=("media:credit", said("credit", "copyright")),
        base_url=base,
        role=Role.LEAD,
        title=said("title"),
        width=element.get("width"),
        height=element.get("height"),
    )


def _is_picture(element: Element) -> bool:
    kind, medium = element.get("type") or "", element.get("medium") or ""
    return (
        medium == "image"
        or kind.startswith("image/")
        or (not kind and not medium and looks_like_picture(element.get("url") or ""))
    )


def _width(element: Element) -> int:
    value = element.get("width") or "0"
    return int(value) if value.isdigit() and len(value) < 7 else 0
