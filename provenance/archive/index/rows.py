"""Fingerprints in one file, appended while others read.

A row for each picture, in order of id.

The file is a page of header and then blocks of 65,536 rows. A block keeps the four 64-bit words of
its rows as four columns, so that a scan reads straight on. A row counts only once the header says
so, which is written last: a writer that dies leaves what was there before.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
"""Fingerprints as (n, 4) words, their bits in the order that `scattered` gives them."""

WORDS = 4
BLOCK = 65_536
"""Rows of one block, 2 MB."""
_HEADER = 4_096
_MAGIC = b"provenance fingerprints 1\n"
_COUNT_AT, _OWNER_AT = 64, 128
_SCATTER = np.arange(256) * 37 % 256
"""Neighbouring waves of a picture go together (sky over land): spread over the words, a search by
parts of the hash meets a quarter fewer rows (19,520 hashes of parts of 244 photographs)."""


def scattered(hashes: npt.NDArray[np.uint8]) -> Words:
    """Hashes of 32 bytes, (n, 32), as the words that are kept."""
    bits = np.unpackbits(np.ascontiguousarray(hashes), axis=1)[:, _SCATTER]
    return np.ascontiguousarray(np.packbits(bits, axis=1)).view(np.uint64)


def as_bytes(hashes: list[str]) -> npt.NDArray[np.uint8]:
    """Hashes written as 64 hex digits, as (n, 32) bytes."""
    return np.frombuffer(bytes.fromhex("".join(hashes)), np.uint8).reshape(-1, 32)


class Rows:
    """The rows that one file holds. One process may append while any number read."""

    def __init__(self, path: Path, owner: str) -> None:
        """Open the file; one of another `owner`, or a damaged one, counts as empty."""
        self._path = path
        self._owner = owner.encode()[:32]
        self._map: Words | None = None
        self.is_new = not self._is_ours()

    def _is_ours(self) -> bool:
        try:
            with self._path.open("rb") as file:
                head = file.read(_HEADER)
        except FileNotFoundError:
            return False
        owner = head[_OWNER_AT : _OWNER_AT + 32].rstrip(b"\0")
        whole = self._path.stat().st_size >= _HEADER + _bytes_of(_count_in(head))
        return head.startswith(_MAGIC) and owner == self._owner and whole

    def __len__(self) -> int:
        """Rows that are there for all to read; another process may have added some."""
        self.is_new = self.is_new and not self._is_ours()
        if self.is_new:
            return 0
        with self._path.open("rb") as file:
            return _count_in(file.read(_COUNT_AT + 8))

    def append(self, words: Words) -> None:
        """Add rows behind the last one.

        They are on the disk before the header counts them.
        """
        first = len(self)
        if self.is_new:
            self._begin()
        total = first + len(words)
        with self._path.open("r+b") as file:
            file.truncate(max(_HEADER + _bytes_of(total), os.fstat(file.fileno()).st_size))
            for start in range(first - first % BLOCK, total, BLOCK):
                low, high = max(first, start), min(total, start + BLOCK)
                part = np.ascontiguousarray(words[low - first : high - first].T)
                for column in range(WORDS):
                    file.seek(_HEADER + 8 * (start * WORDS + column * BLOCK + low - start))
                    file.write(part[column].tobytes())
            _to_disk(file)
            file.seek(_COUNT_AT)
            file.write(total.to_bytes(8, "little"))
            _to_disk(file)

    def _begin(self) -> None:
        """Put an empty file in its place; who has the old one open keeps it."""
        fresh = self._path.with_suffix(f".{os.getpid()}.new")
        head = bytearray(_HEADER)
        head[: len(_MAGIC)] = _MAGIC
        head[_OWNER_AT : _OWNER_AT + len(self._owner)] = self._owner
        fresh.write_bytes(head)
        fresh.replace(self._path)
        self.is_new = False

    def blank(self, row: int) -> None:
        """Make a row unfindable: no hash is near one without any bit."""
        with self._path.open("r+b") as file:
            for column in range(WORDS):
                file.seek(_HEADER + 8 * int(_places(np.array([row]), column)[0]))
                file.write(bytes(8))

    def _flat(self, rows: int) -> Words:
        """All words as the file has them, mapped; mapped again where the file has grown."""
        wanted = _bytes_of(rows) // 8
        if self._map is None or len(self._map) < wanted:
            self._map = np.memmap(self._path, np.uint64, "r", offset=_HEADER, shape=(wanted,))
        return self._map

    def at(self, rows: npt.NDArray[np.int64], column: int, count: int) -> Words:
        """One word of each of some rows, of the `count` that there are."""
        return np.take(self._flat(count), _places(rows, column))

    def blocks(self, start: int, stop: int) -> list[tuple[int, Words]]:
        """(first row, four columns) of every stretch of rows from `start` to `stop`."""
        flat = self._flat(stop)
        found = []
        for first in range(start - start % BLOCK, stop, BLOCK):
            columns = flat[first * WORDS : (first + BLOCK) * WORDS].reshape(WORDS, BLOCK)
            low, high = max(start, first), min(stop, first + BLOCK)
            found.append((low, columns[:, low - first : high - first]))
        return found

    def close(self) -> None:
        """Let go of the mapping."""
        self._map = None


def _places(rows: npt.NDArray[np.int64], column: int) -> npt.NDArray[np.int64]:
    inside = rows % BLOCK
    return (rows - inside) * WORDS + column * BLOCK + inside


def _bytes_of(rows: int) -> int:
    return -(-rows // BLOCK) * BLOCK * WORDS * 8


def _count_in(head: bytes) -> int:
    return int.from_bytes(head[_COUNT_AT : _COUNT_AT + 8], "little")


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
