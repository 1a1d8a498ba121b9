"""A story of Arc XP as ANS (https://github.com/washingtonpost/ans-schema)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from provenance.articles.cms_fields import article_from, from_html, image_from, objects, text_of
from provenance.articles.document import Document, Match
from provenance.model import Article, InputKind, PublishedImage, Role

_DEPTH = 6
"""Levels of galleries and lists inside each other that are followed."""


def matches(document: Document) -> Match:
    """Certain for an object with elements, promo items, or headlines of a story."""
    fields = document.fields
    story = str(fields.get("type")) == "story" and "headlines" in fields
    known = "content_elements" in fields or "promo_items" in fields or story
    return Match.CERTAIN if known else Match.NO


def read(document: Document) -> Article:
    """Read a story: promo items first, then its elements in order, galleries included."""
    item, base_url = document.json_object(InputKind.ANS), document.base_url
    base = base_url or _text(item, "website_url") or _text(item, "canonical_url")
    images: list[PublishedImage] = []
    promo = item.get("promo_items")
    for name, one in promo.items() if isinstance(promo, dict) else ():
        images += _pictures(one, f"$.promo_items.{name}", base, Role.LEAD)
    paragraphs: list[str] = []
    elements = item.get("content_elements")
    for at, one in enumerate(elements if isinstance(elements, list) else ()):
        path = f"$.content_elements[{at}]"
        if not isinstance(one, dict):
            continue
        if one.get("type") in ("text", "header", "quote", "blockquote") and (
            text := text_of(one.get("content"))
        ):
            paragraphs.append(text)
        elif one.get("type") == "raw_html":
            body, inside = from_html(one.get("content"), f"{path}.content", base)
            paragraphs += [body] if body else []
            images += inside
        else:
            images += _pictures(one, path, base, Role.BODY)
    return article_from(
        InputKind.ANS,
        document.origin,
        "\n\n".join(paragraphs),
        images,
        base_url=base_url,
        url=item.get("canonical_url") or item.get("website_url"),
        headline=_text(item, "headlines"),
        lead=_text(item, "subheadlines") or _text(item, "description"),
        published=item.get("display_date")
        or item.get("first_publish_date")
        or item.get("publish_date"),
        modified=item.get("last_updated_date"),
        language=item.get("language") or item.get("locale"),
    )


def _text(item: dict[str, Any], key: str) -> str | None:
    value = item.get(key)
    return text_of(value.get("basic") if isinstance(value, dict) else value)


def _pictures(
    one: Any, path: str, base: str | None, role: Role, depth: int = 0
) -> Iterator[PublishedImage]:
    if not isinstance(one, dict) or depth > _DEPTH:
        return
    if one.get("type") == "image":
        credit = _credit(one)
        own = one.get("additional_properties")
        original = own.get("originalUrl") if isinstance(own, dict) else None
        yield image_from(
            path,
            one.get("url") or original,
            caption=("caption", one.get("caption") or one.get("description")),
            credit=credit,
            base_url=base,
            role=role,
            alt=one.get("alt_text"),
            title=one.get("subtitle"),
            width=one.get("width"),
            height=one.get("height"),
            candidates=[original] if original else [],
        )
        return
    if one.get("type") == "gallery":
        role = Role.GALLERY
    for key in ("content_elements", "items"):
        for at, inner in enumerate(one[key] if isinstance(one.get(key), list) else ()):
            yield from _pictures(inner, f"{path}.{key}[{at}]", base, role, depth + 1)
    promo = one.get("promo_items")
    for name, inner in (
        promo.items() if isinstance(promo, dict) and one.get("type") != "gallery" else ()
    ):
        yield from _pictures(inner, f"{path}.promo_items.{name}", base, role, depth + 1)


def _credit(one: dict[str, Any]) -> tuple[str, str | None]:
    """(where, text): the printed (vanity) credit before the structured one; people before their
    affiliations."""
    for key in ("vanity_credits", "credits"):
        credits = one.get(key)
        if not isinstance(credits, dict):
            continue
        names = [
            name
            for part in ("by", "photos_by", "affiliation")
            for c in objects(credits.get(part))
            if (name := text_of(c.get("byline") or c.get("name") or c.get("org")))
        ]
        if names:
            return key, " / ".join(dict.fromkeys(names))
    distributor = one.get("distributor")
    name = text_of(distributor.get("name")) if isinstance(distributor, dict) else None
    return ("distributor.name", name) if name else ("copyright", text_of(one.get("copyright")))
