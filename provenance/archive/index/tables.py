"""Tables of parts of the hash: which rows share a part, but for a bit or two.

Two hashes that differ in few bits agree almost wholly in at least one of their parts (Norouzi,
Punjani and Fleet 2012). A table lists for each value of a part the rows that have it. The tables
of a stretch of rows are one file, written once and never changed: later rows get further files,
and small ones are made one when they have become many.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from provenance.archive.index.rows import WORDS, Rows, Words

Ids = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Cut:
    """How hashes are cut into parts."""

    widths: tuple[int, ...]
    """Bits of the parts of each word; together 64."""
    flips: int
    """Bits in which a part may differ and yet be looked up."""

    @property
    def complete_to(self) -> int:
        """Distance to which nothing is missed.

        A hash that is further off by one bit could differ in one bit too many in every part.
        """
        return WORDS * len(self.widths) * (self.flips + 1) - 1


FEW = Cut((16, 16, 16, 16), 1)
MANY = Cut((21, 21, 22), 2)
MANY_ROWS = 2_000_000
"""Rows from which the finer cut is the better: at ten million it meets 0.13 % of all rows where
the other meets 0.45 %, but its tables of values take 200 MB whatever the rows."""


class Tables:
    """The tables of the rows from `start` to `stop`."""

    def __init__(self, path: Path, start: int, stop: int) -> None:
        self.path, self.start, self.stop = path, start, stop
        self.cut = _cut_for(stop - start)
        self._whole: Ids = np.memmap(path, np.uint32, "r")

    def candidates(self, query: Words) -> npt.NDArray[np.int64]:
        """Rows that agree in a part but for the allowed bits; some come twice."""
        values, lists = self._look_up(query)
        low = np.take(self._whole, values).astype(np.int64)
        count = np.take(self._whole, values + 1) - low
        has = count > 0
        low, count, lists = low[has], count[has], lists[has]
        ends = np.cumsum(count)
        steps = np.arange(ends[-1] if len(ends) else 0, dtype=np.int64)
        at = steps + np.repeat(lists + low - ends + count, count)
        rows: npt.NDArray[np.int64] = np.take(self._whole, at).astype(np.int64)
        return rows + self.start

    def _look_up(self, query: Words) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where the file tells each value's first row, and where its part's rows begin."""
        values, lists = [], []
        places = _places(self.cut, self.stop - self.start)
        for place, (word, shift, width) in zip(places, _parts(self.cut), strict=True):
            value = int(query[word]) >> shift & (1 << width) - 1
            near = _near(width, self.cut.flips)
            values.append((near ^ value) + place)
            lists.append(np.full(len(near), place + (1 << width) + 1))
        return np.concatenate(values), np.concatenate(lists)


def build(folder: Path, rows: Rows, start: int, stop: int) -> Tables:
    """Write the tables of a stretch of rows; the file appears whole or not at all."""
    cut, total = _cut_for(stop - start), stop - start
    path = folder / f"tables-{start}-{stop}.bin"
    fresh = folder / f"tables-{start}-{stop}.{os.getpid()}.new"
    columns: list[Words] = [np.empty(total, np.uint64) for _ in range(WORDS)]
    for first, block in rows.blocks(start, stop):
        for column in range(WORDS):
            columns[column][first - start : first - start + block.shape[1]] = block[column]
    numbers = np.arange(total, dtype=np.uint64)
    with fresh.open("wb") as file:
        for word, shift, width in _parts(cut):
            values = (columns[word] >> np.uint64(shift)) & np.uint64((1 << width) - 1)
            ordered = np.sort(values << np.uint64(32) | numbers)
            counts = np.bincount((ordered >> np.uint64(32)).view(np.int64), minlength=1 << width)
            firsts = np.zeros((1 << width) + 1, np.uint32)
            np.cumsum(counts, out=firsts[1:])
            file.write(firsts.tobytes())
            file.write((ordered & np.uint64(0xFFFFFFFF)).astype(np.uint32).tobytes())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return Tables(path, start, stop)


def covering(folder: Path, rows: int) -> list[Tables]:
    """The fewest table files that cover the rows from the first on without a gap.

    The rows behind them have none yet.
    """
    stretches: dict[int, int] = {}
    for path in folder.glob("tables-*-*.bin"):
        start, stop = (int(part) for part in path.stem.split("-")[1:])
        if stop <= rows:
            stretches[start] = max(stop, stretches.get(start, 0))
    found, at = [], 0
    while at in stretches:
        stop = stretches[at]
        found.append(Tables(folder / f"tables-{at}-{stop}.bin", at, stop))
        at = stop
    return found


def _cut_for(rows: int) -> Cut:
    return MANY if rows >= MANY_ROWS else FEW


def _parts(cut: Cut) -> list[tuple[int, int, int]]:
    """(word, shift, width) of each part."""
    return [
        (word, sum(cut.widths[:number]), width)
        for word in range(WORDS)
        for number, width in enumerate(cut.widths)
    ]


def _places(cut: Cut, rows: int) -> list[int]:
    """Where each part's table begins in the file, in numbers of 32 bits."""
    places, at = [], 0
    for _, _, width in _parts(cut):
        places.append(at)
        at += (1 << width) + 1 + rows
    return places


@cache
def _near(width: int, flips: int) -> npt.NDArray[np.int64]:
    """Every value of `width` bits with at most `flips` bits set."""
    ones = [1 << bit for bit in range(width)]
    return np.array(
        [sum(some) for number in range(flips + 1) for some in combinations(ones, number)],
        np.int64,
    )
