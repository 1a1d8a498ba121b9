"""Bytes of an article → `Article`; each format is one file in `formats`.

`read_article` reads one article, `read_feed` a feed's items, `recognise_kind` tells the kind from
the content, `kinds` lists what can be read.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.articles.document import Document
    from provenance.articles.formats import Format
    from provenance.articles.page.explain import ExplainedPicture
    from provenance.model import Article

__all__ = ["explain_article", "kinds", "read_article", "read_feed", "recognise_kind"]


def read_article(
    data: bytes,
    *,
    origin: str,
    kind: str | None = None,
    base_url: str | None = None,
    images: Path | None = None,
) -> Article:
    """Read one article from its bytes.

    `origin` is the target as the user named it, for messages. `kind` is the id of a format, where
    it shall not be recognised. `base_url` makes relative addresses absolute. `images` is a folder
    of pictures saved beside the page: each picture found there gets its bytes. A page without
    pictures is an article without images. A feed gives one article with all items' pictures; see
    `read_feed`. Raises `UnreadableInput` for empty, binary or undecodable bytes and for bytes that
    are not of `kind`, `UsageError` for a `kind` that no format has.
    """
    from provenance.articles.document import Document
    from provenance.articles.formats import detect, find

    document = Document.from_bytes(data, origin, base_url)
    article = _read(find(kind) if kind else detect(document), document)
    if images is None:
        return article
    from provenance.articles.saved_pictures import with_saved_pictures

    return with_saved_pictures(article, images)


def _read(one: Format, document: Document) -> Article:
    """The document by one format, with a note on each broken one."""
    from dataclasses import replace

    from provenance.articles.formats import broken_formats
    from provenance.errors import UnreadableInput
    from provenance.model import Locator, Reading

    try:
        article = one.read(document)
    except UnreadableInput:
        raise
    # other people's code may raise anything
    except Exception as error:
        if one.read.__module__.startswith(f"{__name__}."):
            raise
        raise UnreadableInput(
            f"{document.origin} could not be read by the format {one.id}: "
            f"{type(error).__name__}: {error}."
        ) from error
    if document.fields and not (article.headline or article.body or article.images):
        raise UnreadableInput(f"{document.origin} has none of the fields of a {one.id} article.")
    notes = tuple(Reading(b.detail, Locator("plug-ins")) for b in broken_formats())
    if article.kind == one.id and not notes:
        return article
    return replace(article, kind=one.id, notes=article.notes + notes)


def explain_article(
    data: bytes, *, origin: str, kind: str | None = None, base_url: str | None = None
) -> tuple[ExplainedPicture, ...]:
    """Every picture of a page, kept or left out, with the signs that decided on it.

    Raises like `read_article`, and `UsageError` for a format in which nothing is weighed.
    """
    from provenance.articles.document import Document
    from provenance.articles.formats import detect, find, html
    from provenance.errors import UsageError

    document = Document.from_bytes(data, origin, base_url)
    found = find(kind) if kind else detect(document)
    if found.id != "html":
        raise UsageError(f"{origin} is {found.id}: its pictures stand in fields, not in a page")
    return html.explain(document)


def read_feed(data: bytes, *, origin: str, base_url: str | None = None) -> tuple[Article, ...]:
    """One article for each item of an RSS or Atom feed.

    Raises `UnreadableInput` for anything else.
    """
    from provenance.articles.document import Document
    from provenance.articles.formats.feed import read_items

    return read_items(Document.from_bytes(data, origin, base_url))


def recognise_kind(data: bytes, origin: str) -> str:
    """The id of an article's format.

    Raises `UnreadableInput` where none is recognised.
    """
    from provenance.articles.document import Document
    from provenance.articles.formats import detect

    return detect(Document.from_bytes(data, origin)).id


def kinds() -> tuple[str, ...]:
    """The ids of all formats that can be read, sorted."""
    from provenance.articles.formats import all_formats

    return tuple(sorted(one.id for one in all_formats()))
