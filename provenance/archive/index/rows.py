"""Fingerprints in one file: a row for each picture, in order of id.

A block of 65,536 rows keeps the four 64-bit words of its rows as four columns, so that a scan reads
straight on.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from provenance.archive.index.counted import HEADER, CountedFile

Words = npt.NDArray[np.uint64]
"""Fingerprints as (n, 4) words, their bits in the order that `scattered` gives them."""

WORDS = 4
BLOCK = 65_536
"""Rows of one block, 2 MB."""
_MAGIC = b"provenance fingerprints 1\n"
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
        self._file = CountedFile(path, _MAGIC, owner, _bytes_of)
        self._map: Words | None = None

    def __len__(self) -> int:
        return len(self._file)

    def append(self, words: Words) -> None:
        """Add rows behind the last one."""
        first = len(self)
        total = first + len(words)

        def write(file: BinaryIO) -> None:
            for start in range(first - first % BLOCK, total, BLOCK):
                low, high = max(first, start), min(total, start + BLOCK)
                part = np.ascontiguousarray(words[low - first : high - first].T)
                for column in range(WORDS):
                    file.seek(HEADER + 8 * (start * WORDS + column * BLOCK + low - start))
                    file.write(part[column].tobytes())

        self._file.append(total, write)

    def blank(self, row: int) -> None:
        """Make a row unfindable: no hash is near one without any bit."""
        with self._file.path.open("r+b") as file:
            for column in range(WORDS):
                file.seek(HEADER + 8 * int(_places(np.array([row]), column)[0]))
                file.write(bytes(8))

    def _flat(self, rows: int) -> Words:
        """All words as the file has them, mapped; mapped again where the file has grown."""
        wanted = _bytes_of(rows) // 8
        mapped = self._map
        if mapped is None or len(mapped) < wanted:
            mapped = np.memmap(self._file.path, np.uint64, "r", offset=HEADER, shape=(wanted,))
            self._map = mapped
        return mapped

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
