"""A wire's package, ninjs or NewsML-G2 → its pictures with records and notices.

The files of its renditions lie beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from provenance.archive.entry import Item, Notice, Record
from provenance.archive.inputs import newsml, ninjs
from provenance.articles import read_article
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind, PublishedImage

Described = tuple[Record, Notice | None]
"""What a package says of one picture: its record, and the supplier's word on its status."""

_READERS: Mapping[str, Callable[[bytes, str], dict[str, Described]]] = {
    InputKind.NINJS: ninjs.described,
    InputKind.SUPERDESK: ninjs.described,
    InputKind.NEWSML: newsml.described,
}
KINDS = frozenset(_READERS)


def read_package(data: bytes, path: Path, kind: str | None, supplier: str = "") -> Iterator[Item]:
    """The pictures and notices of a package.

    A rendition's file lies in the package's folder.

    Raises `UnreadableInput` for what is no package of that kind.
    """
    assert kind is not None
    said = _READERS[kind](data, str(path))
    article = _article(data, path, kind, said)
    shown = {image.where.path: image for image in article.images} if article else {}
    for place, (record, notice) in said.items():
        image = shown.get(place)
        record = _completed(record, article, image, supplier)
        yield Item(data=image.data if image else None, record=record, notice=notice)


def _article(data: bytes, path: Path, kind: str, said: Mapping[str, Described]) -> Article | None:
    """The package as an article.

    None for a bare notice: a kill may come with the picture's id and nothing else.
    """
    try:
        return read_article(data, origin=str(path), kind=kind, images=path.parent)
    except UnreadableInput:
        if not any(notice for _, notice in said.values()):
            raise
        return None


def _completed(
    record: Record, article: Article | None, image: PublishedImage | None, supplier: str
) -> Record:
    """The record, completed from what the article's reader read of the picture."""
    values = {name: getattr(record, name) for name in Record.__struct_fields__}
    if image is not None:
        values["description"] = record.description or (image.caption.text if image.caption else "")
        values["credit_line"] = record.credit_line or (image.credit.text if image.credit else "")
    values["supplier"] = supplier or record.supplier or record.source or record.credit_line
    values["page_url"] = record.page_url or (article.url if article else None) or ""
    return Record(**values)
