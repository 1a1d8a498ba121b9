"""Tables of parts of the hash: which rows share a part, but for a bit or two.

Two hashes that differ in few bits agree almost wholly in at least one of their parts (Norouzi,
Punjani and Fleet 2012). A table lists for each value of a part the rows that have it. The tables
of a stretch of rows are one file. Where the rows are many, a part is listed by its first bits only,
and its other bits stand beside the row's number: a list is read at once, and of its rows only those
that agree in these bits too are looked at.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import accumulate, combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from provenance.archive.index.lists import (
    NUMBERED,
    Ids,
    Places,
    fresh_path,
    length,
    path_of,
    put,
    rows_at,
    write_lists,
)
from provenance.archive.index.rows import Rows, Words
from provenance.values import dataclass

_WORD = 64


@dataclass(frozen=True, slots=True)
class Cut:
    """How hashes are cut into parts."""

    widths: tuple[int, ...]
    """Bits of the parts; together all of the hash."""
    flips: int
    """Bits in which a part may differ and yet be looked up."""
    listed: int
    """Bits of a part by which it is listed; the others stand beside the row's number."""

    @property
    def complete_to(self) -> int:
        """Distance to which nothing is missed.

        A hash that is further off by one bit could differ in one bit too many in every part.
        """
        return len(self.widths) * (self.flips + 1) - 1

    @property
    def parts(self) -> list[tuple[int, int]]:
        """(first bit, width) of each part."""
        ends = list(accumulate(self.widths))
        return [(end - width, width) for end, width in zip(ends, self.widths, strict=True)]


FEW = Cut((16,) * 16, 1, 16)
MANY = Cut((24,) * 3 + (23,) * 8, 2, 20)
"""Of ten million rows 3,300 are met, where parts of 21 and 22 bits met 13,000, in half the time.
Listed by 18 bits the tables are 35 MB smaller and take nearly twice the time; by all 23 or 24, 370
MB larger. Eight parts of 32 bits with three flips need fewer tables, but meet only half of what is
48 bits off, where these meet .9."""
MANY_ROWS = 500_000
"""Rows from which the finer cut is the better: of 1.2 million it takes .60 ms, the other .73; of a
quarter of a million both take the same, and the finer one's lists of values 46 MB."""


class Tables:
    """The tables of the rows from `start` to `stop`."""

    def __init__(self, folder: Path, start: int, stop: int) -> None:
        self.start, self.stop = start, stop
        self.cut = _cut_for(stop - start)
        self._whole: Ids = np.asarray(np.memmap(path_of(folder, start, stop), np.uint32, "r"))
        lists, count = 1 << self.cut.listed, len(self.cut.widths)
        near, room = _near(self.cut.listed, self.cut.flips)
        part = np.repeat(np.arange(count), len(near))
        """Of which part each looked-up value is."""
        self._part = part
        self._near = np.tile(near, count)
        """Every listed value near 0, for each part."""
        self._room = np.tile(room, count)
        """In how many of the bits that are not listed it may differ besides."""
        self._begin = part * length(self.cut.listed, stop - start)
        """Where that part's values begin."""
        self._lists = self._begin + lists + 1
        """Where its lists of rows do."""

    def candidates(self, query: Words) -> Places:
        """Rows that agree in a part but for the allowed bits; some come twice."""
        whole = int.from_bytes(query.tobytes(), "little")
        values = [whole >> first & (1 << width) - 1 for first, width in self.cut.parts]
        beside = [width - self.cut.listed for width in self.cut.widths]
        listed = np.array([v >> bits for v, bits in zip(values, beside, strict=True)])
        others = np.array(
            [(v & (1 << bits) - 1) << NUMBERED for v, bits in zip(values, beside, strict=True)],
            np.uint32,
        )
        at = self._near ^ np.take(listed, self._part)
        at += self._begin
        entries, led = rows_at(self._whole, at, self._lists)
        differing = np.bitwise_count((entries ^ np.take(others[self._part], led)) >> NUMBERED)
        met = np.take(entries, np.flatnonzero(differing <= np.take(self._room, led)))
        return (met & _NUMBER).astype(np.int64) + self.start


_NUMBER = np.uint32((1 << NUMBERED) - 1)


def build(folder: Path, rows: Rows, start: int, stop: int) -> None:
    """Write the tables of a stretch of rows; the file appears whole or not at all."""
    words, fresh = rows.words(stop)[start:], fresh_path(folder)
    cut = _cut_for(len(words))
    with fresh.open("wb") as file:
        for first, width in cut.parts:
            write_lists(file, _part(words, first, width), cut.listed, width - cut.listed)
        file.flush()
        os.fsync(file.fileno())
    put(folder, start, stop, fresh)


def _part(words: Words, first: int, width: int) -> npt.NDArray[np.uint64]:
    """The bits of each hash from `first` on; they may lie in two words."""
    word, shift = divmod(first, _WORD)
    part = words[:, word] >> np.uint64(shift)
    if shift + width > _WORD:
        part = part | words[:, word + 1] << np.uint64(_WORD - shift)
    return part & np.uint64((1 << width) - 1)


def _cut_for(rows: int) -> Cut:
    return MANY if rows >= MANY_ROWS else FEW


@cache
def _near(width: int, flips: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Every value with at most `flips` bits set, and how many fewer it has.

    In order, so that neighbours lie in one line of memory.
    """
    ones = [1 << bit for bit in range(width)]
    some = sorted(
        (sum(bits), flips - number)
        for number in range(flips + 1)
        for bits in combinations(ones, number)
    )
    values, left = zip(*some, strict=True)
    return np.array(values, np.int64), np.array(left, np.uint8)
