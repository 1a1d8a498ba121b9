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
from provenance.model import Article, InputKind, Locator, PublishedImage, Reading, Role

_OWN = frozenset(
    {
        "headlines",
        "bodies",
        "body_xhtml",
        "body_text",
        "renditions",
        "representationtype",
        "headline_main",
        "body_main",
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
    uri = str(item.get("uri") or "")
    base = base_url or (uri if uri.startswith("http") else None)
    text, inside = _body(item, base)
    images = [*inside, *_own_picture(item, "$", base, Role.LEAD), *_associated(item, base)]
    images.sort(key=lambda i: i.role is not Role.LEAD)
    return article_from(
        kind,
        document.origin,
        text,
        images,
        base_url=base_url,
        url=_first_text(item, "canonical", "canonicalurl")
        or (uri if base and base == uri else None),
        headline=value_of(item, "headline", "main") or _first_text(item, "title", "name"),
        lead=value_of(item, "abstract", "main") or value_of(item, "description", "summary", "text"),
        published=_first_text(item, *_PUBLISHED),
        modified=_first_text(item, "versioncreated", "versionCreated"),
        language=item.get("language"),
    )


def _first_text(item: dict[str, Any], *keys: str) -> str | None:
    """The first of the fields that holds a text."""
    return next((item[k] for k in keys if isinstance(item.get(k), str) and item[k]), None)


_MARKED_UP = ("body_html", "body_xhtml", "bodyHtml", "bodyXhtml", "body_main")
_PLAIN = ("body_text", "bodyText")


def _body(item: dict[str, Any], base: str | None) -> tuple[str, list[PublishedImage]]:
    """The text of the first body that is given, and the pictures in it."""
    bodies = [(k, item[k]) for k in _MARKED_UP if isinstance(item.get(k), str)]
    bodies += [
        (f"bodies[{i}].value", b.get("value")) for i, b in enumerate(objects(item.get("bodies")))
    ]
    plain = "\n\n".join(item[k] for k in _PLAIN if isinstance(item.get(k), str))
    if not bodies:
        return plain, []
    path, html = bodies[0]
    text, images = from_html(html, f"$.{path}", base)
    return text or text_of(html) or plain, images


_LEADS = frozenset({"featuremedia", "main", "featured", "lead", "mainimage"})
"""Names of the association that opens the story."""
_SHOWN = frozenset({"picture", "graphic", "video"})


def _own_picture(
    item: dict[str, Any], path: str, base: str | None, role: Role
) -> Iterator[PublishedImage]:
    """The picture that an item is, or the still of a video."""
    if item.get("type") in _SHOWN:
        yield from _picture(item, path, base, Role.POSTER if item["type"] == "video" else role)


def _associated(item: dict[str, Any], base: str | None) -> Iterator[PublishedImage]:
    """The pictures that hang on an item, and those that hang on them."""
    for name, one in named(item.get("associations")):
        path = f"$.associations.{name}"
        role = Role.LEAD if name in _LEADS else Role.BODY
        if one.get("type") is not None:
            yield from _own_picture(one, path, base, role)
        elif one.get("renditions") or one.get("href"):
            yield from _picture(one, path, base, role)
        for inner, picture in named(one.get("associations")):
            yield from _picture(picture, f"{path}.associations.{inner}", base, Role.GALLERY)


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
    """(name, object) of associations or renditions in either way of writing."""
    if isinstance(value, dict):
        yield from ((str(k), v) for k, v in value.items() if isinstance(v, dict))
    else:
        yield from ((str(v.get("name") or i), v) for i, v in enumerate(objects(value)))


def value_of(item: dict[str, Any], field: str, *roles: str) -> str | None:
    """A text of ninjs 1 (`headline`), 1.6 (`headline_main`), or 2 and 3 (`headlines`).

    Of a list of values the one with the first role met counts, else the first without a role."""
    if isinstance(item.get(field), str):
        return text_of(item[field])
    flat = [item.get(f"{field}_{role}") for role in roles]
    if text := next((text_of(t) for t in flat if isinstance(t, str) and t), None):
        return text
    entries = [e for e in objects(item.get(f"{field}s")) if isinstance(e.get("value"), str)]
    chosen = [e for role in roles for e in entries if role in str(e.get("role", "")).lower()]
    chosen += [e for e in entries if not e.get("role")]
    return text_of(chosen[0]["value"]) if chosen else None


_CAPTIONS = ("description_text", "description_html", "description_xhtml", "caption")
_NO_PICTURE = ("video/", "audio/", "text/", "application/")
"""How the types of files begin that no picture has."""


def _picture(
    one: dict[str, Any], path: str, base: str | None, role: Role
) -> Iterator[PublishedImage]:
    renditions = [r for r in named(one.get("renditions")) if _is_picture(r[1])]
    # Widest first; "original" wins a tie, thumbnails come last.
    renditions.sort(key=lambda r: (-(number_of(r[1].get("width")) or 0), r[0] != "original"))
    best = renditions[0][1] if renditions else {}
    url = best.get("href") or (one.get("href") if role is not Role.POSTER else None)
    if not isinstance(url, str):
        return
    key = next((k for k in _CAPTIONS if text_of(one.get(k))), "")
    caption = one.get(key) if key else value_of(one, "description", "caption", "text", "main")
    yield image_from(
        path,
        url,
        caption=(key or "descriptions", caption),
        credit=_credit(one),
        base_url=base,
        role=role,
        alt=one.get("alt_text") or one.get("altText") or one.get("body_text"),
        title=value_of(one, "headline", "main"),
        width=best.get("width"),
        height=best.get("height"),
        candidates=[r.get("href") for _, r in renditions[1:]],
        terms=_terms(one, path),
    )


def _is_picture(rendition: dict[str, Any]) -> bool:
    """True for a rendition with an address whose type is a picture's, or is not said."""
    keys = ("contenttype", "contentType", "mimetype", "mimeType", "format")
    kind = str(next((rendition[k] for k in keys if rendition.get(k)), ""))
    return isinstance(rendition.get("href"), str) and not kind.lower().startswith(_NO_PICTURE)


_TERMS = ("usageterms", "usageTerms", "ednote", "edNote")
_RIGHTS = (*_TERMS, "encodedrights", "encodedRights")
"""Fields of `rightsinfo`; encoded rights are read where somebody wrote them in words."""


def _terms(one: dict[str, Any], path: str) -> Iterator[Reading]:
    """What the item says of the picture's use, each with its field."""
    stated = [(key, one.get(key)) for key in _TERMS]
    for key in ("rightsinfo", "rightsInfo"):
        stated.append((key, one.get(key)))
        stated += [(f"{key}.{k}", r.get(k)) for r in objects(one.get(key)) for k in _RIGHTS]
    for key, value in stated:
        # an expression in XML or JSON is no sentence
        is_text = isinstance(value, str) and not value.lstrip().startswith(("<?", "{", "["))
        if is_text and (text := text_of(value)):
            yield Reading(text, Locator(f"{path}.{key}"))


_LINES = ("creditline", "creditLine", "credit_line", "credit")
_SUPPLIERS = ("source", "copyrightholder", "copyrightHolder")
_NOTICES = ("copyrightnotice", "copyrightNotice")


def _credit(one: dict[str, Any]) -> tuple[str, str | None]:
    """(field, text): the credit line, else the by-line and the supplier."""
    if found := _named_text(one, _LINES):
        return found
    lines = [e for e in objects(one.get("descriptions")) if _is_credit_line(e)]
    if lines and (text := text_of(lines[0].get("value"))):
        return "descriptions", text
    by, supplier = _by(one), _supplier(one)
    if by and supplier and supplier.lower() not in by.lower():
        return "byline, source", f"{by} / {supplier}"
    if by or supplier:
        return ("byline", by) if by else ("source", supplier)
    return _named_text(one, _NOTICES) or ("creditline", None)


def _is_credit_line(entry: dict[str, Any]) -> bool:
    return "credit" in str(entry.get("role", "")).lower()


def _named_text(one: dict[str, Any], keys: tuple[str, ...]) -> tuple[str, str] | None:
    return next(((k, t) for k in keys if (t := text_of(one.get(k)))), None)


def _by(one: dict[str, Any]) -> str | None:
    """Who made the picture."""
    if found := _named_text(one, ("byline", "by")):
        return found[1]
    names = [text_of(b.get("byline") or b.get("name")) for b in objects(one.get("bylines"))]
    return ", ".join(n for n in names if n) or None


def _supplier(one: dict[str, Any]) -> str | None:
    """Who supplied it."""
    sources = [s for key in ("infosources", "infoSources") for s in objects(one.get(key))]
    names = [text_of(s.get("name")) for s in sources]
    found = _named_text(one, _SUPPLIERS)
    return next((n for n in names if n), found[1] if found else None)
