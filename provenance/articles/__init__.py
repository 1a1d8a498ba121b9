"""Bytes of an article → `Article`; one file per kind of input.

`read_article` reads one article, `read_feed` a feed's items, `recognise_kind` tells the kind from
the content.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.model import Article, InputKind

__all__ = ["read_article", "read_feed", "recognise_kind"]


def read_article(
    data: bytes,
    *,
    origin: str,
    kind: InputKind | None = None,
    base_url: str | None = None,
    images: Path | None = None,
) -> Article:
    """Read one article from its bytes.

    `origin` is the target as the user named it, for messages. `kind` forces a kind instead of
    recognising it. `base_url` makes relative addresses absolute. `images` is a folder of pictures
    saved beside the page: each picture found there gets its bytes. A page without pictures is an
    article without images. A feed gives one article with all items' pictures; see `read_feed`.
    Raises `UnreadableInput` for empty, binary or undecodable bytes and for bytes that are not of
    `kind`.
    """
    from provenance.articles.reading import read

    return read(data, origin=origin, kind=kind, base_url=base_url, images=images)


def read_feed(data: bytes, *, origin: str, base_url: str | None = None) -> tuple[Article, ...]:
    """Read an RSS or Atom feed: one article for each item. Raises `UnreadableInput` for
    anything else."""
    from provenance.articles.charset import decode
    from provenance.articles.formats.feed import read_items

    decode(data, origin)
    return read_items(data, origin=origin, base_url=base_url)


def recognise_kind(data: bytes, origin: str) -> InputKind:
    """The kind of an article, told from its content. Raises `UnreadableInput` where it is none."""
    from provenance.articles.detect import recognise

    return recognise(data, origin)
