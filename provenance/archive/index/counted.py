"""A file of rows behind a header that counts them, appended while others read.

A row counts only once the header says so, which is written last: a writer that dies leaves what
was there before.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

HEADER = 4_096
"""Bytes before the first row: a page, so that the rows are mapped from a page's beginning."""
_COUNT_AT, _OWNER_AT, _OWNER = 64, 128, 32


class CountedFile:
    """The file and its header; what a row is, its user knows."""

    def __init__(self, path: Path, magic: bytes, owner: str, size: Callable[[int], int]) -> None:
        """Open the file; one of another `owner`, or a damaged one, counts as empty.

        `size` gives the bytes that a number of rows takes.
        """
        self.path = path
        self._magic, self._owner, self._size = magic, owner.encode()[:_OWNER], size
        self.is_new = not self._is_ours()

    def _is_ours(self) -> bool:
        try:
            with self.path.open("rb") as file:
                head = file.read(HEADER)
        except FileNotFoundError:
            return False
        owner = head[_OWNER_AT : _OWNER_AT + _OWNER].rstrip(b"\0")
        whole = self.path.stat().st_size >= HEADER + self._size(_count_in(head))
        return head.startswith(self._magic) and owner == self._owner and whole

    def __len__(self) -> int:
        """Rows that are there for all to read; another process may have added some."""
        self.is_new = self.is_new and not self._is_ours()
        if self.is_new:
            return 0
        with self.path.open("rb", buffering=0) as file:
            return _count_in(file.read(_COUNT_AT + 8))

    def append(self, total: int, write: Callable[[BinaryIO], None]) -> None:
        """Let `write` put rows into the file; `total` is counted when they are safe."""
        if self.is_new:
            self._begin()
        with self.path.open("r+b") as file:
            file.truncate(max(HEADER + self._size(total), os.fstat(file.fileno()).st_size))
            write(file)
            _to_disk(file)
            file.seek(_COUNT_AT)
            file.write(total.to_bytes(8, "little"))
            _to_disk(file)

    def _begin(self) -> None:
        """Put an empty file in its place; who has the old one open keeps it."""
        fresh = self.path.with_suffix(f".{os.getpid()}.new")
        head = bytearray(HEADER)
        head[: len(self._magic)] = self._magic
        head[_OWNER_AT : _OWNER_AT + len(self._owner)] = self._owner
        fresh.write_bytes(head)
        fresh.replace(self.path)
        self.is_new = False


def _count_in(head: bytes) -> int:
    return int.from_bytes(head[_COUNT_AT : _COUNT_AT + 8], "little")


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
