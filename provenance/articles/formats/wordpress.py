"""A post of WordPress' REST API, best with `?_embed`.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from provenance.articles.cms_fields import article_from, from_html, image_from, objects, text_of
from provenance.articles.document import Document, Match
from provenance.model import Article, InputKind, PublishedImage, Role


def matches(document: Document) -> Match:
    """Certain for an object whose content or title is rendered, or with featured media."""
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


def _featured(item: dict[str, Any], base: str | None) -> Iterator[PublishedImage]:
    embedded = item.get("_embedded")
    if not isinstance(embedded, dict):
        return
    for at, one in enumerate(objects(embedded.get("wp:featuredmedia"))):
        details = one.get("media_details") if isinstance(one.get("media_details"), dict) else {}
        sizes = (
            details.get("sizes")
            if isinstance(details, dict) and isinstance(details.get("sizes"), dict)
            else {}
        )
        meta = details.get("image_meta") if isinstance(details, dict) else None
        meta = meta if isinstance(meta, dict) else {}
        if not isinstance(one.get("source_url"), str):
            continue
        credit = ("media_details.image_meta.credit", meta.get("credit"))
        yield image_from(
            f"$._embedded['wp:featuredmedia'][{at}]",
            one["source_url"],
            caption=("caption.rendered", _rendered(one.get("caption"))),
            # Plug-ins for credits add a field of their own; the camera file's credit comes last.
            credit=next(
                (
                    (k, one[k])
                    for k in ("credit", "media_credit", "photo_credit", "photographer")
                    if text_of(one.get(k))
                ),
                ("", None) if _rendered(one.get("caption")) and not meta.get("credit") else credit,
            ),
            base_url=base,
            role=Role.LEAD,
            alt=one.get("alt_text"),
            width=details.get("width") if isinstance(details, dict) else None,
            height=details.get("height") if isinstance(details, dict) else None,
            candidates=[s.get("source_url") for s in sizes.values() if isinstance(s, dict)]
            if sizes
            else [],
        )
