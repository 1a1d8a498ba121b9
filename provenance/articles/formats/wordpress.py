"""A post of WordPress' REST API, best with `?_embed`.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance import lazy_re as re
from provenance.articles.cms_fields import article_from, from_html, image_from, objects, text_of
from provenance.articles.document import Document, Match
from provenance.model import Article, InputKind, PublishedImage, Role


def matches(document: Document) -> Match:
    """Certain for an object with a rendered text, or with featured media."""
    fields = document.fields
    rendered = any(
        isinstance(fields.get(key), dict) and "rendered" in fields[key]
        for key in ("content", "title")
    )
    known = rendered or ("_links" in fields and "featured_media" in fields)
    return Match.CERTAIN if known else Match.NO


def read(document: Document) -> Article:
    """Read a post: its featured picture, then the pictures of its rendered content."""
    item, base_url = document.json_object(InputKind.WORDPRESS), document.base_url
    link = text_of(item.get("link"))
    base = link or base_url
    body, inside = from_html(_rendered(item.get("content")), "$.content.rendered", base)
    date, modified = item.get("date_gmt"), item.get("modified_gmt")
    return article_from(
        InputKind.WORDPRESS,
        document.origin,
        body,
        [*_featured(item, base), *inside],
        base_url=base_url,
        url=link,
        headline=_rendered(item.get("title")),
        lead=_rendered(item.get("excerpt")),
        # The *_gmt fields are UTC without saying so.
        published=f"{date}Z" if isinstance(date, str) and date else item.get("date"),
        modified=f"{modified}Z" if isinstance(modified, str) and modified else item.get("modified"),
        language=item.get("lang") or item.get("language"),
    )


def _rendered(value: Any) -> str | None:
    value = value.get("rendered") or value.get("raw") if isinstance(value, dict) else value
    return _SHORTCODE.sub(_figure, value) if isinstance(value, str) else None


_SHORTCODE = re.compile(
    r"\[caption\b[^\]]{0,500}\]((?:(?!\[/?caption).){1,5000}?)\[/caption\]", re.S
)
"""A picture with its caption as the classic editor keeps it; headless exports leave it so."""
_PICTURE = re.compile(r"\s*((?:<a\b[^>]{0,2000}>\s*)?<img\b[^>]{0,5000}>(?:\s*</a>)?)(.*)", re.S)


def _figure(shortcode: re.Match[str]) -> str:
    """The figure that WordPress makes of a shortcode."""
    parts = _PICTURE.fullmatch(shortcode.group(1))
    if parts is None:
        return shortcode.group(1)
    return f"<figure>{parts.group(1)}<figcaption>{parts.group(2)}</figcaption></figure>"


_CREDITS = ("credit", "media_credit", "photo_credit", "photographer")
"""Fields that plug-ins for credits add."""


def _featured(item: dict[str, Any], base: str | None) -> Iterator[PublishedImage]:
    media = _object(item.get("_embedded")).get("wp:featuredmedia")
    for at, one in enumerate(objects(media)):
        if not isinstance(one.get("source_url"), str):
            continue
        details = _object(one.get("media_details"))
        sizes = _object(details.get("sizes")).values()
        yield image_from(
            f"$._embedded['wp:featuredmedia'][{at}]",
            one["source_url"],
            caption=("caption.rendered", _rendered(one.get("caption"))),
            credit=_credit(one, _object(details.get("image_meta"))),
            base_url=base,
            role=Role.LEAD,
            alt=one.get("alt_text"),
            width=details.get("width"),
            height=details.get("height"),
            candidates=[s.get("source_url") for s in sizes if isinstance(s, dict)],
        )


def _credit(one: dict[str, Any], meta: dict[str, Any]) -> tuple[str, Any]:
    """(field, text): a plug-in's field; the camera file's credit comes last."""
    for key in _CREDITS:
        if text_of(one.get(key)):
            return key, one[key]
    return "media_details.image_meta.credit", meta.get("credit")


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
