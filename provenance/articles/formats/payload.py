"""The project's own minimal payload, for a CMS without a format of its own.

    {"headline": "…", "url": "https://…", "published": "2026-05-18T09:00:00Z", "language": "en",
    "body": "…",
     "images": [{"url": "https://…", "caption": "…", "credit": "…", "alt": "…"}]}

Every field may be left out. `body` may be plain text or HTML. A picture may also have `title`,
`link`, `width`, `height`, and `data`: the file's bytes in base64, beside its address or instead of
it.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Any

from provenance.articles.cms_fields import (
    MAX_PICTURES,
    article_from,
    from_html,
    image_from,
    text_of,
)
from provenance.articles.document import Document, Match
from provenance.articles.page.image_urls import absolute
from provenance.articles.saved_pictures import MAX_PICTURE_BYTES
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind, Locator, Reading


def matches(document: Document) -> Match:
    """Possible for any object with a headline or a list of images."""
    fields = document.fields
    known = isinstance(fields.get("images"), list) or "headline" in fields
    return Match.POSSIBLE if known else Match.NO


def read(document: Document) -> Article:
    """Read our payload. Raises `UnreadableInput` where `images` is there and no list.

    `data` that is no base64 or too large is told in the article's notes, and the picture is
    fetched from its address; one that has none stays without bytes that could be read, so that it
    is not checked.
    """
    item, base_url = document.json_object(InputKind.PAYLOAD), document.base_url
    origin = document.origin
    if not isinstance(item.get("images", []), list):
        raise UnreadableInput(
            f'{origin}: "images" must be a list of objects with "url", "caption" and "credit".'
        )
    base = item.get("url") if isinstance(item.get("url"), str) else base_url
    images, notes = [], []
    given = item.get("images", [])
    if len(given) > MAX_PICTURES:
        notes.append(
            Reading(
                f"there are {len(given):,} pictures; {MAX_PICTURES} were read", Locator("$.images")
            )
        )
    for at, one in enumerate(given[:MAX_PICTURES]):
        if not isinstance(one, dict):
            raise UnreadableInput(
                f'{origin}: images[{at}] must be an object with "url", "caption" and "credit".'
            )
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
        data, wrong = _bytes_of(one.get("data"))
        if wrong:
            notes.append(
                Reading(
                    f"images[{at}].data {wrong}: it was not used", Locator(f"$.images[{at}].data")
                )
            )
            data = None if image.content_url else b""
        images.append(replace(image, link=absolute(base, link) if link else None, data=data))
    body = item.get("body")
    text = str(body).strip() if isinstance(body, str) else ""
    if "<" in text and ">" in text:
        text, inside = from_html(text, "$.body", base)
        images += inside
    fields = {
        k: item.get(k) for k in ("url", "headline", "lead", "published", "modified", "language")
    }
    article = article_from(InputKind.PAYLOAD, origin, text, images, base_url=base_url, **fields)
    return replace(article, notes=tuple(notes))


def _bytes_of(data: Any) -> tuple[bytes | None, str | None]:
    """(the bytes, what is wrong with them) of a picture's `data`."""
    if data is None:
        return None, None
    if not isinstance(data, str):
        return None, "is no text in base64"
    if len(data) * 3 // 4 > MAX_PICTURE_BYTES:
        return None, f"is more than the {MAX_PICTURE_BYTES // 1_000_000} MB a picture may have"
    try:
        # Lines of 76 characters are how MIME writes base64.
        return base64.b64decode("".join(data.split()), validate=True), None
    except (binascii.Error, ValueError):
        return None, "is not base64"
