"""JSON lines of CMS payloads: an article a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.run.targets import MAX_ARTICLE_BYTES

ENDINGS = (".jsonl", ".ndjson")
_PIECE = 1_000_000
"""Bytes that are read at once; a line may be longer."""


def items_of(path: Path) -> Iterator[Item | LeftOut]:
    """An item for each line that is not empty; the line is read when its turn comes."""
    for number, start, size in _lines(path):
        if size > MAX_ARTICLE_BYTES:
            megabytes = MAX_ARTICLE_BYTES // 1_000_000
            yield LeftOut(f"{path}#{number}", f"Line {number} has more than {megabytes} MB.")
        elif size:
            yield Item(f"{path}#{number}", ItemKind.LINE, str(path), start, size)


def _lines(path: Path) -> Iterator[tuple[int, int, int]]:
    """(number from 1, first byte, bytes without the end) of each line."""
    number, start, at = 1, 0, 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            from_ = 0
            while (end := piece.find(b"\n", from_)) >= 0:
                yield number, start, at + end - start
                number, start, from_ = number + 1, at + end + 1, end + 1
            at += len(piece)
    if at > start:
        yield number, start, at - start


def read_line(item: Item) -> bytes:
    """The bytes of the line that an item is."""
    with open(item.place, "rb") as file:
        file.seek(item.at)
        return file.read(item.size).strip()
