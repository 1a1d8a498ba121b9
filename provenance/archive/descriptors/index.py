"""Descriptors in two files: 64 bytes of signs each, and 512 to rank by.

The signs are read for every question, the others of the nearest only.

Both are appended while others read, and made anew from the database where they are lost.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from provenance.archive.descriptors.model import NUMBERS, Reals
from provenance.archive.index.counted import HEADER, CountedFile

CODE = NUMBERS // 8
"""Bytes of a descriptor's signs."""
ROW = np.dtype([("picture", "<i8"), ("numbers", "i1", (NUMBERS,))])
"""A descriptor as it is kept, with the id of its picture; 0 for a row without one."""
RANKED = 200
"""Rows that are nearest by their signs, and are ranked by all their numbers: of 2,082 photographs
the signs alone lose one crop to an eighth in ten, and none of those to a fifth."""
_STEPS = 400
"""Steps of a number from 0 to 1: of 512 numbers none is above 0.3, and as a byte they rank as they
do in full."""
Packed = npt.NDArray[np.void]


def packed(numbers: Reals) -> list[bytes]:
    """Descriptors as they are kept: 512 bytes each, none 0, so that each has a sign."""
    steps = np.clip(np.maximum(np.rint(np.abs(numbers) * _STEPS), 1), 1, 127)
    return [row.tobytes() for row in np.where(numbers > 0, steps, -steps).astype(np.int8)]


class DescriptorIndex:
    """The descriptors of one archive by one model, in a folder of their own."""

    def __init__(self, folder: Path, owner: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._rows = CountedFile(folder / "rows.bin", b"provenance descriptors 1\n", owner, _rows)
        self._codes = CountedFile(folder / "codes.bin", b"provenance signs 1\n", owner, _codes)
        self._row_map: Packed = np.zeros(0, ROW)
        self._code_map = np.zeros((0, CODE), np.uint8)

    def __len__(self) -> int:
        """Rows that both files have."""
        return min(len(self._codes), len(self._rows))

    def append(self, rows: Packed) -> None:
        """Add rows behind the last one. One process at a time."""
        first = len(self)
        signs = np.packbits(rows["numbers"] > 0, axis=1)

        def put(at: int, data: bytes, file: BinaryIO) -> None:
            file.seek(HEADER + at)
            file.write(data)

        total = first + len(rows)
        self._rows.append(total, lambda file: put(_rows(first), rows.tobytes(), file))
        self._codes.append(total, lambda file: put(_codes(first), signs.tobytes(), file))

    def near(self, asked: Reals) -> list[dict[int, float]]:
        """For each descriptor the likeness (1 for the same) of the pictures nearest to it."""
        count = len(self)
        if not count:
            return [{} for _ in asked]
        import faiss

        codes, rows = self._mapped(count)
        signs = np.packbits(asked > 0, axis=1)
        _, nearest = faiss.knn_hamming(signs, codes, min(RANKED, count))
        found = []
        for one, places in zip(asked, nearest, strict=True):
            kept = rows[np.sort(places)]
            kept = kept[kept["picture"] > 0]
            likeness = kept["numbers"].astype(np.float32) @ one / _STEPS
            found.append(dict(zip(kept["picture"].tolist(), likeness.tolist(), strict=True)))
        return found

    def _mapped(self, count: int) -> tuple[npt.NDArray[np.uint8], Packed]:
        if len(self._code_map) < count:
            codes = np.memmap(self._codes.path, np.uint8, "r", HEADER, (count, CODE))
            self._code_map = np.asarray(codes)
            self._row_map = np.asarray(np.memmap(self._rows.path, ROW, "r", HEADER, (count,)))
        return self._code_map[:count], self._row_map[:count]

    def close(self) -> None:
        """Let go of the files."""
        self._row_map = np.zeros(0, ROW)
        self._code_map = np.zeros((0, CODE), np.uint8)


def _rows(count: int) -> int:
    return count * ROW.itemsize


def _codes(count: int) -> int:
    return count * CODE
