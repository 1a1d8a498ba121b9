"""A news item as IPTC ninjs 1, 2 or 3 (https://iptc.org/std/ninjs/).

Superdesk's own JSON is its near relative.

ninjs 3 writes names in camel case and most texts as lists of `{"role", "value"}`; associations and
renditions are objects by name in ninjs 1 and 2.0, and lists with `name` since.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Any

from provenance.articles.cms_fields import (
    article_from,
    from_html,
    image_from,
    number_of,
    objects,
    text_of,
)
from provenance.articles.document import Document, Match
from provenance.model import Article, InputKind, PublishedImage, Role

_OWN = frozenset(
    {
        "headlines",
        "bodies",
        "body_xhtml",
        "body_text",
        "renditions",
        "representationtype",
        "versioncreated",
        "versionCreated",
    }
)
"""Fields by one of which an item is known."""
_NAMED = frozenset({"associations", "headline", "type"})
"""Fields of which an item with a `uri` has one."""


def is_item(keys: Set[str]) -> bool:
    """True for the fields that both ninjs and Superdesk write."""
    return "body_html" in keys or (
        "guid" in keys and ("renditions" in keys or "unique_name" in keys or "family_id" in keys)
    )


def matches(document: Document) -> Match:
    """Likely for an object with a field that news items have."""
    keys = document.fields.keys()
    known = is_item(keys) or not keys.isdisjoint(_OWN)
    return Match.LIKELY if known or ("uri" in keys and keys & _NAMED) else Match.NO


def read(document: Document) -> Article:
    """Read a ninjs item. A picture item alone is an article of one picture."""
    return read_item(document.json_object(InputKind.NINJS), InputKind.NINJS, document)


def read_item(item: dict[str, Any], kind: InputKind, document: Document) -> Article:
    """Read a ninjs or Superdesk item as `kind`."""
    base_url = document.base_url
    bodies = [
        (k, item[k])
        for k in ("body_html", "body_xhtml", "bodyHtml", "bodyXhtml")
        if isinstance(item.get(k), str)
    ]
    bodies += [
        (f"bodies[{i}].value", b.get("value")) for i, b in enumerate(objects(item.get("bodies")))
    ]
    plain = [item[k] for k in ("body_text", "bodyText") if isinstance(item.get(k), str)]
    base = base_url or (item.get("uri") if str(item.get("uri", "")).startswith("http") else None)
    text, images = "", []
    for path, html in bodies[:1]:
        text, inside = from_html(html, f"$.{path}", base)
        text = text or (text_of(html) or "")
        images += inside
    if item.get("type") in ("picture", "graphic"):
        images += _picture(item, "$", base, Role.LEAD)
    for name, one in named(item.get("associations")):
        path = f"$.associations.{name}"
        if one.get("type") in ("picture", "graphic", None) and (
            one.get("renditions") or one.get("href")
        ):
            role = (
                Role.LEAD
                if name in ("featuremedia", "main", "featured", "lead", "mainimage")
                else Role.BODY
            )
            images += _picture(one, path, base, role)
        for inner, picture in named(one.get("associations")):
            images += _picture(picture, f"{path}.associations.{inner}", base, Role.GALLERY)
    images.sort(key=lambda i: i.role is not Role.LEAD)
    return article_from(
        kind,
        document.origin,
        text or "\n\n".join(plain),
        images,
        base_url=base_url,
        url=item.get("canonical")
        or item.get("canonicalurl")
        or (item.get("uri") if base and base == item.get("uri") else None),
        headline=value_of(item, "headline", "headlines", "main")
        or item.get("title")
        or item.get("name"),
        lead=value_of(item, "abstract", "descriptions", "summary") or item.get("description_text"),
        published=next((item[k] for k in _PUBLISHED if isinstance(item.get(k), str)), None),
        modified=next(
            (item[k] for k in ("versioncreated", "versionCreated") if isinstance(item.get(k), str)),
            None,
        ),
        language=item.get("language"),
    )


_PUBLISHED = (
    "firstpublished",
    "firstPublished",
    "firstcreated",
    "firstCreated",
    "contentcreated",
    "contentCreated",
    "versioncreated",
    "versionCreated",
)


def named(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, object) of associations or renditions, whether written as an object or as a list."""
    if isinstance(value, dict):
        yield from ((str(k), v) for k, v in value.items() if isinstance(v, dict))
    else:
        yield from ((str(v.get("name") or i), v) for i, v in enumerate(objects(value)))


def value_of(item: dict[str, Any], single: str, many: str, role: str) -> str | None:
    """A text written as one field, or as the entry with `role` (else the first) of a list of
    values."""
    if isinstance(item.get(single), str):
        return text_of(item[single])
    entries = [e for e in objects(item.get(many)) if isinstance(e.get("value"), str)]
    chosen = next(
        (e for e in entries if role in str(e.get("role", ""))), entries[0] if entries else None
    )
    return text_of(chosen["value"]) if chosen else None


def _picture(
    one: dict[str, Any], path: str, base: str | None, role: Role
) -> Iterator[PublishedImage]:
    renditions = [(n, r) for n, r in named(one.get("renditions")) if isinstance(r.get("href"), str)]
    # Widest first; "original" wins a tie, thumbnails come last.
    renditions.sort(key=lambda r: (-(number_of(r[1].get("width")) or 0), r[0] != "original"))
    best = renditions[0][1] if renditions else {}
    url = best.get("href") or one.get("href")
    if not isinstance(url, str):
        return
    caption_key = next(
        (k for k in ("description_text", "description_html", "caption") if text_of(one.get(k))), ""
    )
    caption = one.get(caption_key) if caption_key else value_of(one, "", "descriptions", "caption")
    yield image_from(
        path,
        url,
        caption=(caption_key or "descriptions", caption),
        credit=_credit(one),
        base_url=base,
        role=role,
        alt=one.get("alt_text") or one.get("altText") or one.get("body_text"),
        title=value_of(one, "headline", "headlines", "main"),
        width=best.get("width"),
        height=best.get("height"),
        candidates=[r.get("href") for _, r in renditions[1:]],
    )


def _credit(one: dict[str, Any]) -> tuple[str, str | None]:
    """(field, text): the credit line to print; without one, the by-line and who supplied it."""
    for key in ("creditline", "creditLine", "credit_line", "credit"):
        if text := text_of(one.get(key)):
            return key, text
    by = next((t for k in ("byline", "by") if (t := text_of(one.get(k)))), None)
    if by is None:
        names = [text_of(b.get("byline") or b.get("name")) for b in objects(one.get("bylines"))]
        by = ", ".join(n for n in names if n) or None
    sources = [
        text_of(s.get("name"))
        for key in ("infosources", "infoSources")
        for s in objects(one.get(key))
    ]
    supplier = next(
        (
            t
            for t in (
                *sources,
                text_of(one.get("source")),
                text_of(one.get("copyrightholder")),
                text_of(one.get("copyrightHolder")),
            )
            if t
        ),
        None,
    )
    if by and supplier and supplier.lower() not in by.lower():
        return "byline, source", f"{by} / {supplier}"
    if by or supplier:
        return ("byline", by) if by else ("source", supplier)
    return next(
        ((k, t) for k in ("copyrightnotice", "copyrightNotice") if (t := text_of(one.get(k)))),
        ("creditline", None),
    )
