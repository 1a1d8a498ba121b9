"""Which pictures of the archive may be what a given one was cropped from.

Words only propose: what is proposed is proved by pixels. A cache of what the database holds, made
anew from there where it is lost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from provenance.archive.crops.placing import agreeing
from provenance.archive.crops.words import BITS, EDGE, KEPT, PLACE, Words, nothing
from provenance.archive.index.counted import HEADER, CountedFile
from provenance.archive.index.lists import (
    Ids,
    fresh_path,
    open_stretches,
    path_of,
    put,
    remove_tables,
    rows_at,
    to_write,
    write_lists,
)
from provenance.values import dataclass

_MAGIC = b"provenance words 1\n"
UNTABLED = 512
"""Pictures at the end that may lack tables; their words are gone through, in 4 ms."""
GROWTH = 4
"""As with fingerprints: later files are made one with the earlier."""
LOOKED_AT = 24
"""Pictures whose shared words are placed, those with the most first."""
PLACED = 5
"""Words that must lie in their places to propose a picture. Of 67 × 200 pairs of a crop and another
photograph the highest had 5; the crops to a third had 26 in the middle, to a fifth 13."""

_WORDS = KEPT.most
_NUMBERS = 2
"""Numbers of 32 bits that a kept word takes: itself, and where it stands."""
_LAST = (1 << 16) - 1
"""The last bits of a word, or of a picture's number."""
_HIGHEST = (1 << BITS) - 1
_Entries = npt.NDArray[np.int64]


class CropIndex:
    """The words of one archive, in a folder of their own."""

    def __init__(self, folder: Path, owner: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._file = CountedFile(folder / "words.bin", _MAGIC, owner, _bytes_of)
        self._map: npt.NDArray[np.uint32] | None = None
        self._lists: list[_Lists] = []

    def __len__(self) -> int:
        return len(self._file)

    def append(self, packed: Sequence[bytes]) -> None:
        """Add pictures, in order, by their packed words; empty bytes for one without."""
        first = len(self)
        if first == 0:
            remove_tables(self._folder)
        empty = nothing().tobytes()

        def write(file: BinaryIO) -> None:
            file.seek(HEADER + _bytes_of(first))
            file.write(b"".join(one or empty for one in packed))

        self._file.append(first + len(packed), write)
        wanted = to_write(self._folder, len(self), UNTABLED, GROWTH)
        if wanted is not None:
            self._tabulate(*wanted)

    def _tabulate(self, start: int, stop: int) -> None:
        fresh = fresh_path(self._folder)
        words = self._flat(stop)[start * _WORDS * _NUMBERS :: _NUMBERS]
        width = _width(stop - start)
        # An empty word has no list of its own: it is told among those with the highest value,
        # and met there by no word asked for.
        values = np.minimum(words, _HIGHEST).astype(np.uint64) >> np.uint64(BITS - width)
        with fresh.open("wb") as file:
            write_lists(file, values, width)
            file.flush()
            os.fsync(file.fileno())
        put(self._folder, start, stop, fresh)

    def _flat(self, count: int) -> npt.NDArray[np.uint32]:
        """The kept words and places of the pictures, two numbers of 32 bits each, mapped."""
        wanted = count * _WORDS * _NUMBERS
        mapped = self._map
        if mapped is None or len(mapped) < wanted:
            mapped = np.asarray(
                np.memmap(self._file.path, np.uint32, "r", offset=HEADER, shape=(wanted,))
            )
            self._map = mapped
        return mapped[:wanted]

    def near(self, asked: Words) -> list[tuple[int, int]]:
        """(picture, words in their places) of the pictures that share enough."""
        count = len(self)
        if not count or not len(asked.points):
            return []
        likely = asked.likely()
        by, entries = self._sharing(likely.ravel().astype(np.int64), count)
        pictures = entries // _WORDS
        # Most have one or two: only those are sorted whose last bits are met often enough.
        some = np.bincount(pictures & _LAST, minlength=_LAST + 1)
        often = np.flatnonzero(np.take(some, pictures & _LAST) >= PLACED)
        by, entries, pictures = by[often], entries[often], pictures[often]
        number = by % likely.shape[1]
        found, votes = np.unique(pictures, return_counts=True)
        enough = votes >= PLACED
        best = found[enough][np.argsort(-votes[enough], kind="stable")[:LOOKED_AT]]
        flat = self._flat(count)
        scored = []
        for picture in best.tolist():
            here = pictures == picture
            kept = np.take(flat, entries[here] * _NUMBERS + 1)
            spots = np.stack([kept & EDGE, kept >> 16], axis=1) / EDGE
            placed = agreeing(asked.points[number[here]].astype(np.float64), spots)
            if placed >= PLACED:
                scored.append((picture, placed))
        return sorted(scored, key=lambda one: -one[1])

    def _sharing(self, words: _Entries, count: int) -> tuple[_Entries, _Entries]:
        """For each kept word that is one of `words`: which of them, and where it is kept."""
        by, entries = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        flat = self._flat(count)
        lists = self._lists_now(count)
        # Lists by all bits need no second look, but where empty words are told among the others.
        highest = bool((words == _HIGHEST).any())
        for one in lists:
            rows, led = one.rows(words)
            if one.width < BITS or highest:
                same = np.flatnonzero(np.take(flat, rows * _NUMBERS) == np.take(words, led))
                rows, led = rows[same], led[same]
            by.append(led)
            entries.append(rows)
        start = lists[-1].stop if lists else 0
        tail = flat[start * _WORDS * _NUMBERS :: _NUMBERS]
        # Most are told apart by their last bits, which costs a tenth of looking all of them up.
        asked = np.zeros(_LAST + 1, np.bool_)
        asked[words & _LAST] = True
        likely = np.flatnonzero(np.take(asked, tail & _LAST))
        order = np.argsort(words, kind="stable")
        ordered, told = words[order], np.take(tail, likely).astype(np.int64)
        at = np.searchsorted(ordered, told)
        met = np.flatnonzero(np.take(ordered, at, mode="clip") == told)
        by.append(order[at[met]])
        entries.append(likely[met] + start * _WORDS)
        return np.concatenate(by), np.concatenate(entries)

    def _lists_now(self, count: int) -> list[_Lists]:
        tabled = self._lists[-1].stop if self._lists else 0
        if count - tabled >= UNTABLED or tabled > count:
            self._lists = open_stretches(
                self._folder, count, lambda start, stop: _open(self._folder, start, stop)
            )
        return self._lists

    def close(self) -> None:
        """Let go of the files."""
        self._lists, self._map = [], None


@dataclass(frozen=True, slots=True)
class _Lists:
    """The words of the pictures from `start` to `stop`, by their first bits."""

    start: int
    stop: int
    width: int
    whole: Ids

    def rows(self, words: _Entries) -> tuple[_Entries, _Entries]:
        """Kept words that begin as one of `words` does, and which of them."""
        values = words >> (BITS - self.width)
        lists = np.full(len(words), (1 << self.width) + 1)
        rows, led = rows_at(self.whole, values, lists)
        return rows.astype(np.int64) + self.start * _WORDS, led


def _open(folder: Path, start: int, stop: int) -> _Lists:
    whole = np.asarray(np.memmap(path_of(folder, start, stop), np.uint32, "r"))
    return _Lists(start, stop, _width(stop - start), whole)


def _width(pictures: int) -> int:
    """First bits by which words are listed: about one word to a list."""
    return min(BITS, max(8, (pictures * _WORDS).bit_length() - 1))


def _bytes_of(pictures: int) -> int:
    return pictures * _WORDS * PLACE.itemsize
