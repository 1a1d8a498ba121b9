"""Tables of parts of the hash: which rows share a part, but for a bit or two.

Two hashes that differ in few bits agree almost wholly in at least one of their parts (Norouzi,
Punjani and Fleet 2012). A table lists for each value of a part the rows that have it. The tables
of a stretch of rows are one file.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from provenance.archive.index.lists import (
    Ids,
    Places,
    fresh_path,
    length,
    path_of,
    put,
    rows_at,
    write_lists,
)
from provenance.archive.index.rows import WORDS, Rows, Words
from provenance.values import dataclass


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

    @property
    def parts(self) -> list[tuple[int, int, int]]:
        """(word, shift, width) of each part."""
        return [
            (word, sum(self.widths[:number]), width)
            for word in range(WORDS)
            for number, width in enumerate(self.widths)
        ]


FEW = Cut((16, 16, 16, 16), 1)
MANY = Cut((21, 21, 22), 2)
MANY_ROWS = 2_000_000
"""Rows from which the finer cut is the better: at ten million it meets 0.13 % of all rows where
the other meets 0.45 %, but its tables of values take 200 MB whatever the rows."""


class Tables:
    """The tables of the rows from `start` to `stop`."""

    def __init__(self, folder: Path, start: int, stop: int) -> None:
        self.start, self.stop = start, stop
        self.cut = _cut_for(stop - start)
        self._whole: Ids = np.asarray(np.memmap(path_of(folder, start, stop), np.uint32, "r"))
        near, begins, at = [], [], 0
        for _, _, width in self.cut.parts:
            near.append(_near(width, self.cut.flips))
            begins.append(at)
            at += length(width, stop - start)
        many = [len(some) for some in near]
        self._near = np.concatenate(near)
        """Every value near 0 of each part."""
        self._number = np.repeat(np.arange(len(near)), many)
        """Of which part each is."""
        self._begin = np.repeat(begins, many)
        """Where that part's values begin."""
        ends = [(1 << width) + 1 for _, _, width in self.cut.parts]
        self._lists = self._begin + np.repeat(ends, many)
        """Where its lists of rows do."""

    def candidates(self, query: Words) -> Places:
        """Rows that agree in a part but for the allowed bits; some come twice."""
        values = np.array(
            [int(query[word]) >> shift & (1 << width) - 1 for word, shift, width in self.cut.parts]
        )
        at = (self._near ^ values[self._number]) + self._begin
        return rows_at(self._whole, at, self._lists)[0] + self.start


def build(folder: Path, rows: Rows, start: int, stop: int) -> None:
    """Write the tables of a stretch of rows; the file appears whole or not at all."""
    words, fresh = rows.words(stop)[start:], fresh_path(folder)
    with fresh.open("wb") as file:
        for word, shift, width in _cut_for(len(words)).parts:
            part = (words[:, word] >> np.uint64(shift)) & np.uint64((1 << width) - 1)
            write_lists(file, part, width)
        file.flush()
        os.fsync(file.fileno())
    put(folder, start, stop, fresh)


def _cut_for(rows: int) -> Cut:
    return MANY if rows >= MANY_ROWS else FEW


@cache
def _near(width: int, flips: int) -> npt.NDArray[np.int64]:
    """Every value of `width` bits with at most `flips` bits set."""
    ones = [1 << bit for bit in range(width)]
    return np.array(
        [sum(some) for number in range(flips + 1) for some in combinations(ones, number)],
        np.int64,
    )
