"""What a page declares about itself in data: JSON-LD, microdata, OpenGraph."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import field
from itertools import takewhile
from typing import Any

from provenance import lazy_re as re
from provenance.articles.dates import read_date
from provenance.articles.page.dom import Node
from provenance.model import Locator, Reading
from provenance.values import dataclass

_ARTICLE = re.compile(
    r"(?:News|Blog|Opinion|Review|Reportage|Analysis|Background|Scholarly|Tech|Advertiser|Satirical)?"
    r"(?:Article|BlogPosting|Posting|Report|LiveBlogPosting|ReportageNewsArticle|AnalysisNewsArticle)"
)
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAG = re.compile(r"<[^<>]{1,400}>")
_MAX_VALUES = 20_000
MAX_DECLARED = 1_000
"""Pictures one page declares; 192 news pages have 430 at most."""


_DATES = frozenset({"published", "modified"})


@dataclass(frozen=True, slots=True)
class DeclaredImage:
    """A picture named in a page's data."""

    url: str
    where: Locator
    caption: Reading | None = None
    credit: Reading | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    of_article: bool = False
    """True for the article's own picture; a logo's or a teaser's is none."""


@dataclass
class StructuredData:
    """What a page declares: the article's fields and its pictures."""

    fields: dict[str, Reading] = field(default_factory=dict)
    images: list[DeclaredImage] = field(default_factory=list)
    urls: set[str] = field(default_factory=set)
    stills: list[str] = field(default_factory=list)
    """Addresses of the thumbnails of its videos."""

    def add(self, image: DeclaredImage) -> None:
        """Keep a picture, up to `MAX_DECLARED`."""
        if len(self.images) < MAX_DECLARED:
            self.images.append(image)
            self.urls.add(image.url)

    def put(self, name: str, text: Any, where: Locator) -> None:
        """Keep the first text for `name`; of dates the first that can be read."""
        if name in self.fields or not isinstance(text, str) or not (clean := plain(text)):
            return
        if name not in _DATES or read_date(clean) is not None:
            self.fields[name] = Reading(clean, where)


def plain(text: str) -> str:
    """The text of a data field without entities, tags and white space.

    Entities are resolved twice, as content systems escape twice."""
    text = text[:200_000]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return " ".join((_TAG.sub(" ", text) if "<" in text else text).split())


def read_structured_data(
    scripts: list[Node], metas: list[Node], items: list[Node]
) -> StructuredData:
    """What JSON-LD, then microdata, then `<meta>` declare.

    The first to state a field wins.

    `items` are the elements with an `itemprop`.
    """
    data = StructuredData()
    for number, script in enumerate(scripts):
        raw = "".join(c for c in script.children if isinstance(c, str))
        for value in tolerant_json(raw):
            _read_ld(value, f"JSON-LD[{number}] $", script.line, data)
    _read_microdata(items, data)
    _read_metas(metas, data)
    return data


def tolerant_json(raw: str) -> list[Any]:
    """The JSON values in a script block; an empty list where there are none.

    Comments, CDATA marks, trailing commas, raw line ends and a second value are forgiven."""
    text = raw.strip()
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        text = _COMMENT.sub("", _COMMENT.sub("", text)).strip()
    decoder = json.JSONDecoder(strict=False)
    for mended in (str, lambda text: _TRAILING_COMMA.sub(r"\1", text), html.unescape):
        candidate = mended(text)
        values: list[Any] = []
        at = 0
        try:
            while at < len(candidate) and len(values) < 50:
                value, at = decoder.raw_decode(candidate, at)
                values.append(value)
                while at < len(candidate) and candidate[at] in " \n\t\r;,":
                    at += 1
        except (ValueError, RecursionError):
            if not values:
                continue
        return values
    return []


def _types(value: dict[str, Any]) -> list[str]:
    kind = value.get("@type")
    return [str(k).rsplit("/", 1)[-1] for k in (kind if isinstance(kind, list) else [kind]) if k]


def _walk(value: Any, path: str) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Every object below `value`, with its path and its key."""
    stack: list[tuple[Any, str, str]] = [(value, path, "")]
    seen = 0
    while stack and seen < _MAX_VALUES:
        item, where, key = stack.pop()
        seen += 1
        if isinstance(item, dict):
            yield item, where, key
            stack.extend(
                (v, f"{where}.{k}", k)
                for k, v in reversed(item.items())
                if isinstance(v, dict | list)
            )
        elif isinstance(item, list):
            stack.extend((v, f"{where}[{i}]", key) for i, v in reversed(list(enumerate(item))))


def _read_ld(value: Any, path: str, line: int, data: StructuredData) -> None:
    # An @id may stand for an object written elsewhere in the block (Yoast's graphs).
    objects = list(_walk(value, path))
    by_id = {o["@id"]: o for o, _, _ in objects if isinstance(o.get("@id"), str) and len(o) > 1}
    for item, where, key in objects:
        kinds = _types(item)
        if any(_ARTICLE.fullmatch(k) for k in kinds) and key not in _OTHER_ARTICLES:
            _read_article(item, where, line, by_id, data)
        elif not _PICTURES.isdisjoint(kinds) and key not in _LOGOS:
            found = image_of(item, where, line)
            if found and found.url not in data.urls and ".author" not in where:
                data.add(found)
        elif "VideoObject" in kinds:
            _read_stills(item, where, line, data)


_OTHER_ARTICLES = frozenset({"hasPart", "itemListElement", "isPartOf", "item"})
"""Keys on which other articles hang."""
_PICTURES = frozenset({"ImageObject", "Photograph", "Barcode"})
_LOGOS = frozenset({"logo", "publisher"})
_FIELDS = (
    ("headline", ("headline", "name")),
    ("published", ("datePublished", "dateCreated")),
    ("modified", ("dateModified",)),
    ("language", ("inLanguage",)),
    ("url", ("url", "mainEntityOfPage")),
    ("lead", ("description",)),
    ("body", ("articleBody",)),
)
"""By field, the keys that state it, best first."""


def _read_stills(item: dict[str, Any], where: str, line: int, data: StructuredData) -> None:
    for one in [*_list(item.get("thumbnailUrl")), *_list(item.get("thumbnail"))]:
        still = image_of(one, where, line)
        if still and len(data.stills) < MAX_DECLARED:
            data.stills.append(still.url)


def _read_article(
    item: dict[str, Any], where: str, line: int, by_id: dict[str, Any], data: StructuredData
) -> None:
    for name, keys in _FIELDS:
        for key in keys:
            text = item.get(key)
            if isinstance(text, dict):
                text = text.get("@id") or text.get("name")
            data.put(name, text, Locator(f"{where}.{key}", line))
    publisher = _first(item.get("publisher"))
    if isinstance(publisher, dict):
        whole = by_id.get(str(publisher.get("@id")), {}) | publisher
        data.put("publisher", whole.get("name"), Locator(f"{where}.publisher", line))
    for value, spot in _stated_images(item, where):
        if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("@id"), str):
            value = by_id.get(value["@id"], value)
        if found := image_of(value, spot, line, of_article=True):
            data.add(found)


def _stated_images(item: dict[str, Any], where: str) -> Iterator[tuple[Any, str]]:
    """What an article states as its pictures, each with its path."""
    for key in ("image", "associatedMedia", "thumbnailUrl"):
        values = item.get(key)
        if isinstance(values, list):
            yield from ((one, f"{where}.{key}[{i}]") for i, one in enumerate(values))
        else:
            yield values, f"{where}.{key}"


def image_of(
    value: Any, where: str, line: int | None, *, of_article: bool = False
) -> DeclaredImage | None:
    """A picture out of a JSON-LD value: an address, or an ImageObject."""
    if isinstance(value, str) and value.strip():
        return DeclaredImage(value.strip(), Locator(where, line), of_article=of_article)
    if not isinstance(value, dict):
        return None
    url = next(
        (
            v
            for k in ("contentUrl", "url", "@id")
            if isinstance(v := _first(value.get(k)), str) and v
        ),
        None,
    )
    if not url:
        return None
    caption = _reading(value, ("caption", "description"), where, line)
    credit = _reading(value, ("creditText", "copyrightNotice"), where, line)
    if credit is None:
        # copyrightHolder is left out: on 148 pages that state it, it is mostly the site itself.
        key = "creator" if value.get("creator") else "author"
        names = ", ".join(dict.fromkeys(n for p in _list(value.get(key)) if (n := _name(p))))
        credit = Reading(names, Locator(f"{where}.{key}", line)) if names else None
    return DeclaredImage(
        url,
        Locator(where, line),
        caption,
        credit,
        None,
        _pixels(value.get("width")),
        _pixels(value.get("height")),
        of_article,
    )


def _reading(
    value: dict[str, Any], keys: tuple[str, ...], where: str, line: int | None
) -> Reading | None:
    for key in keys:
        text = _first(value.get(key))
        if isinstance(text, dict):
            text = text.get("name") or text.get("text")
        if isinstance(text, str) and (clean := plain(text)):
            return Reading(clean, Locator(f"{where}.{key}", line))
    return None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    return plain(name) if isinstance(name, str) else ""


def _pixels(value: Any) -> int | None:
    if isinstance(value, dict):
        value = value.get("value")
    digits = re.match(r"\s{0,9}(\d{1,6})", str(value)) if value is not None else None
    return int(digits.group(1)) if digits else None


_MICRODATA = {
    "headline": "headline",
    "datepublished": "published",
    "datemodified": "modified",
    "inlanguage": "language",
}
_SCOPES = 12
"""Elements looked at above an `itemprop` for the item it belongs to."""


_PROPERTIES = 60
"""Properties of one picture that are read."""


def _item_of(node: Node) -> Node | None:
    return next(
        (a for at, a in enumerate(node.ancestors()) if at < _SCOPES and "itemscope" in a.attrs),
        None,
    )


def _read_microdata(items: list[Node], data: StructuredData) -> None:
    for at, node in enumerate(items):
        prop = (node.get("itemprop").lower().split() or [""])[0]
        where = Locator(f"{node.tag}[itemprop={prop}]", node.line)
        if prop in _MICRODATA and _is_of_article(node):
            data.put(_MICRODATA[prop], _value(node), where)
        elif _type_of(node) == "ImageObject" and prop not in ("logo", "thumbnail"):
            inside = takewhile(node.contains, items[at + 1 : at + 1 + _PROPERTIES])
            if found := _image_item({n.get("itemprop").lower(): n for n in inside}, prop, where):
                data.add(found)
        elif prop == "image" and "itemscope" not in node.attrs and (url := _value(node)):
            data.add(DeclaredImage(url, where, of_article=_is_of_article(node)))


def _is_of_article(node: Node) -> bool:
    return bool(_ARTICLE.fullmatch(_type_of(_item_of(node))))


def _image_item(parts: dict[str, Node], prop: str, where: Locator) -> DeclaredImage | None:
    """The picture that an item's properties declare."""

    def first(*names: str) -> Node | None:
        return next((parts[name] for name in names if name in parts), None)

    address = first("contenturl", "url", "image")
    url = _value(address) if address is not None else ""
    if not url:
        return None
    return DeclaredImage(
        url,
        where,
        _said(first("caption", "description")),
        _said(first("credittext", "creator", "author", "copyrightholder")),
        of_article=prop in ("image", "associatedmedia"),
    )


def _type_of(node: Node | None) -> str:
    return (
        node.get("itemtype").rstrip("/").rsplit("/", 1)[-1]
        if node is not None and "itemscope" in node.attrs
        else ""
    )


def _value(node: Node) -> str:
    """A property's value.

    See https://html.spec.whatwg.org/multipage/microdata.html#values.
    """
    return (
        node.get("content")
        or node.get("datetime")
        or node.get("src")
        or node.get("href")
        or node.text
    ).strip()


def _said(node: Node | None) -> Reading | None:
    text = plain(node.get("content") or node.text) if node is not None else ""
    return (
        Reading(text, Locator(f"{node.tag}[itemprop={node.get('itemprop')}]", node.line))
        if node and text
        else None
    )


_META = {
    "og:title": "headline",
    "twitter:title": "headline",
    "article:published_time": "published",
    "article:modified_time": "modified",
    "og:article:published_time": "published",
    "og:article:modified_time": "modified",
    "og:updated_time": "modified",
    "og:site_name": "site",
    "og:locale": "language",
    "og:url": "url",
    "og:description": "lead",
    "description": "lead",
    "datepublished": "published",
    "datemodified": "modified",
    "headline": "headline",
    "date": "published",
    "pubdate": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "cxenseparse:recs:publishtime": "published",
    "inlanguage": "language",
}


def _read_metas(metas: list[Node], data: StructuredData) -> None:
    for meta in metas:
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop")).lower()
        content = meta.get("content").strip()
        if not content:
            continue
        where = Locator(f"meta[{name}]", meta.line)
        if name in (
            "og:image",
            "og:image:url",
            "og:image:secure_url",
            "twitter:image",
            "twitter:image:src",
        ):
            data.add(DeclaredImage(content, where, of_article=True))
        elif name in _META:
            data.put(_META[name], content, where)
