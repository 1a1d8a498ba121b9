"""What formats of CMS data share: pictures from fields and from HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from provenance.articles.dates import language_tag, read_date
from provenance.articles.document import Document
from provenance.articles.page.image_urls import absolute, asset_keys
from provenance.articles.page.main_content import alike
from provenance.articles.page.structured_data import plain
from provenance.credits.split import split_credit
from provenance.model import Article, Locator, PublishedImage, Reading, Role

MAX_PICTURES = 400
"""Pictures of one article that are kept."""


def text_of(value: Any) -> str | None:
    """A field's text without mark-up; None where it is missing, empty or no text."""
    return plain(value) or None if isinstance(value, str) else None


def number_of(value: Any) -> int | None:
    """A field's whole number above zero, or None."""
    try:
        number = (
            int(value)
            if isinstance(value, str | int | float) and not isinstance(value, bool)
            else 0
        )
    except (ValueError, OverflowError):
        return None
    return number if 0 < number < 1_000_000 else None


def image_from(
    path: str,
    url: str | None,
    *,
    caption: tuple[str, Any] = ("", None),
    credit: tuple[str, Any] = ("", None),
    base_url: str | None = None,
    role: Role = Role.BODY,
    **more: Any,
) -> PublishedImage:
    """A picture out of fields; `caption` and `credit` are (field name, value).

    Locator no field states the credit, it is separated from the end of the caption."""
    said, credited = text_of(caption[1]), text_of(credit[1])
    said_at, credited_at = Locator(f"{path}.{caption[0]}"), Locator(f"{path}.{credit[0]}")
    if said and not credited:
        said_, inline = split_credit(said)
        if inline:
            said, credited, credited_at = said_ or None, inline, said_at
    return PublishedImage(
        index=0,
        content_url=absolute(base_url, url) if isinstance(url, str) and url.strip() else None,
        where=Locator(path),
        caption=Reading(said, said_at) if said else None,
        credit=Reading(credited, credited_at) if credited else None,
        alt=text_of(more.get("alt")),
        title=text_of(more.get("title")),
        candidates=tuple(
            absolute(base_url, u)
            for u in more.get("candidates", ())
            if isinstance(u, str) and u != url
        ),
        terms=tuple(more.get("terms", ())),
        role=role,
        width=number_of(more.get("width")),
        height=number_of(more.get("height")),
    )


def from_html(html: Any, path: str, base_url: str | None) -> tuple[str, list[PublishedImage]]:
    """(body text, pictures) of the HTML in a field, each with the field's path."""
    if not isinstance(html, str) or not html.strip():
        return "", []
    from provenance.articles.formats.html import read

    article = read(Document(b"", f"<article>{html}</article>", path, base_url))
    return article.body, [_move(image, path) for image in article.images]


def _move(image: PublishedImage, path: str) -> PublishedImage:
    def moved(where: Locator) -> Locator:
        return Locator(f"{path}: {where.path}")

    def reading(one: Reading | None) -> Reading | None:
        return Reading(one.text, moved(one.where)) if one else None

    return replace(
        image,
        where=moved(image.where),
        caption=reading(image.caption),
        credit=reading(image.credit),
        structured_caption=reading(image.structured_caption),
        structured_credit=reading(image.structured_credit),
        suppressions=tuple(replace(s, where=moved(s.where)) for s in image.suppressions),
    )


def merge_duplicates(images: Iterable[PublishedImage]) -> tuple[PublishedImage, ...]:
    """The pictures numbered, each once: one place completes what another leaves out."""
    kept: list[PublishedImage] = []
    keys: list[frozenset[str]] = []
    for image in images:
        if len(kept) == MAX_PICTURES:
            break
        own = asset_keys(image.content_url) if image.content_url else frozenset()
        twin = next(
            (i for i, k in enumerate(keys) if k & own and not _differ(kept[i], image)), None
        )
        if twin is None:
            kept.append(image)
            keys.append(own)
            continue
        kept[twin] = _complete(kept[twin], image)
    return tuple(replace(image, index=i) for i, image in enumerate(kept))


_COMPLETED = (
    "caption",
    "link",
    "alt",
    "terms",
    "width",
    "height",
    "suppressions",
    "credit",
    "data",
)


def _complete(first: PublishedImage, other: PublishedImage) -> PublishedImage:
    """The picture with what another place says of it, where its own says nothing."""
    added: dict[str, Any] = {
        name: getattr(other, name) for name in _COMPLETED if not getattr(first, name)
    }
    if not first.credit:
        added["credit_links"] = other.credit_links
    addresses = [*first.candidates, other.content_url, *other.candidates]
    candidates = dict.fromkeys(a for a in addresses if a and a != first.content_url)
    return replace(first, candidates=tuple(candidates), **added)


def _differ(one: PublishedImage, other: PublishedImage) -> bool:
    """True where each has a caption of its own: two uses of one picture."""
    return bool(one.caption and other.caption and not alike(one.caption.text, other.caption.text))


def article_from(
    kind: str,
    origin: str,
    body: str,
    images: Iterable[PublishedImage],
    *,
    base_url: str | None,
    **fields: Any,
) -> Article:
    """The article out of raw fields, by the names of `Article`."""
    url = fields.get("url")
    lead = text_of(fields.get("lead"))
    return Article(
        origin=origin,
        kind=kind,
        url=absolute(base_url, url) if isinstance(url, str) and url.strip() else base_url,
        headline=text_of(fields.get("headline")),
        lead=lead or (body.split("\n\n")[0] if body else None),
        published=read_date(text_of(fields.get("published"))),
        modified=read_date(text_of(fields.get("modified"))),
        language=language_tag(text_of(fields.get("language"))),
        body=body,
        images=merge_duplicates(images),
    )


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list, or the object alone; anything else is left out."""
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]
