"""Fingerprints in one file: a row of 32 bytes for each picture, in order of id."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from provenance.archive.index.counted import HEADER, CountedFile

Words = npt.NDArray[np.uint64]
"""Fingerprints as (n, 4) words, their bits in the order that `scattered` gives them."""

WORDS = 4
_MAGIC = b"provenance fingerprints 3\n"
"""Another number where rows, or the tables beside them, are kept otherwise: they are made anew."""
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
        self._map: Words = np.zeros((0, WORDS), np.uint64)

    def __len__(self) -> int:
        return len(self._file)

    def append(self, words: Words) -> None:
        """Add rows behind the last one."""
        first = len(self)

        def write(file: BinaryIO) -> None:
            file.seek(HEADER + _bytes_of(first))
            file.write(np.ascontiguousarray(words).tobytes())

        self._file.append(first + len(words), write)

    def blank(self, row: int) -> None:
        """Make a row unfindable: no hash is near one without any bit."""
        with self._file.path.open("r+b") as file:
            file.seek(HEADER + _bytes_of(row))
            file.write(bytes(_bytes_of(1)))

    def words(self, count: int) -> Words:
        """The first `count` rows, mapped; mapped again where the file has grown."""
        if len(self._map) < count:
            # As a plain array: the subclass costs some microseconds at each use.
            mapped = np.memmap(self._file.path, np.uint64, "r", HEADER, (count, WORDS))
            self._map = np.asarray(mapped)
        return self._map[:count]

    def close(self) -> None:
        """Let go of the mapping."""
        self._map = np.zeros((0, WORDS), np.uint64)


def _bytes_of(rows: int) -> int:
    return rows * WORDS * 8
