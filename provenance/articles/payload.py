"""The project's own minimal payload, for a CMS without a reader of its own → `Article`.

    {"headline": "…", "url": "https://…", "published": "2026-05-18T09:00:00Z", "language": "en", "body": "…",
     "images": [{"url": "https://…", "caption": "…", "credit": "…", "alt": "…"}]}

Every field may be left out. `body` may be plain text or HTML. A picture may also have `title`,
`link`, `width` and `height`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from provenance.articles.addresses import absolute
from provenance.articles.assemble import article_from, from_html, image_from, text_of
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind


def read_payload(item: dict[str, Any], *, origin: str, base_url: str | None = None) -> Article:
    """Read our payload. Raises `UnreadableInput` where `images` is there and no list."""
    if not isinstance(item.get("images", []), list):
        raise UnreadableInput(f'{origin}: "images" must be a list of objects with "url", "caption" and "credit".')
    base = item.get("url") if isinstance(item.get("url"), str) else base_url
    images = []
    for at, one in enumerate(item.get("images", [])):
        if not isinstance(one, dict):
            raise UnreadableInput(f'{origin}: images[{at}] must be an object with "url", "caption" and "credit".')
        image = image_from(
            f"$.images[{at}]",
            one.get("url"),
            caption=("caption", one.get("caption")),
            credit=("credit", one.get("credit")),
            base_url=base,
            alt=one.get("alt"),
            title=one.get("title"),
            width=one.get("width"),
            height=one.get("height"),
        )
        link = text_of(one.get("link"))
        images.append(replace(image, link=absolute(base, link)) if link else image)
    body = item.get("body")
    text = str(body).strip() if isinstance(body, str) else ""
    if "<" in text and ">" in text:
        text, inside = from_html(text, "$.body", base)
        images += inside
    fields = {k: item.get(k) for k in ("url", "headline", "lead", "published", "modified", "language")}
    return article_from(InputKind.PAYLOAD, origin, text, images, base_url=base_url, **fields)
