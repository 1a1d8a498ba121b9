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
    images = list(_promoted(item, "$", base, Role.LEAD, 0))
    paragraphs: list[str] = []
    for path, one in _inner(item, "$", "content_elements"):
        text, inside = _element(one, path, base)
        paragraphs += [text] if text else []
        images += inside
    return article_from(
        InputKind.ANS,
        document.origin,
        "\n\n".join(paragraphs),
        images,
        base_url=base_url,
        url=item.get("canonical_url") or item.get("website_url"),
        headline=_text(item, "headlines"),
        lead=_text(item, "subheadlines") or _text(item, "description"),
        published=next((item[key] for key in _PUBLISHED if item.get(key)), None),
        modified=item.get("last_updated_date"),
        language=item.get("language") or item.get("locale"),
    )


_PUBLISHED = ("display_date", "first_publish_date", "publish_date")
_TEXTS = frozenset({"text", "header", "quote", "blockquote"})
"""Types of elements that are text."""


def _element(
    one: dict[str, Any], path: str, base: str | None
) -> tuple[str | None, list[PublishedImage]]:
    """The text of an element, and its pictures."""
    if one.get("type") in _TEXTS and (text := text_of(one.get("content"))):
        return text, []
    if one.get("type") == "raw_html":
        return from_html(one.get("content"), f"{path}.content", base)
    return None, list(_pictures(one, path, base, Role.BODY))


def _inner(one: dict[str, Any], path: str, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects in a list, each with its path."""
    values = one.get(key)
    for at, inner in enumerate(values if isinstance(values, list) else ()):
        if isinstance(inner, dict):
            yield f"{path}.{key}[{at}]", inner


def _promoted(
    one: dict[str, Any], path: str, base: str | None, role: Role, depth: int
) -> Iterator[PublishedImage]:
    """The pictures that stand for an element where it is promoted."""
    promo = one.get("promo_items")
    for name, inner in promo.items() if isinstance(promo, dict) else ():
        yield from _pictures(inner, f"{path}.promo_items.{name}", base, role, depth)


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
    gallery = one.get("type") == "gallery"
    role = Role.GALLERY if gallery else role
    for key in ("content_elements", "items"):
        for inner_path, inner in _inner(one, path, key):
            yield from _pictures(inner, inner_path, base, role, depth + 1)
    if not gallery:
        yield from _promoted(one, path, base, role, depth + 1)


def _credit(one: dict[str, Any]) -> tuple[str, str | None]:
    """(where, text): the printed credit before the structured one.

    People stand before their affiliations.
    """
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
