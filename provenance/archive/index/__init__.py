"""Which fingerprints are near a given one: exactly, or fast with a guarantee.

A cache of what the database holds: it is made anew from there whenever it is lost or damaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from provenance.archive.index.lists import (
    MOST_NUMBERED,
    open_stretches,
    remove_tables,
    to_write,
)
from provenance.archive.index.rows import Rows, as_bytes, scattered
from provenance.archive.index.scan import Found, among, by_numpy, within
from provenance.archive.index.tables import Tables, build
from provenance.values import dataclass

FAST_BITS = 60
"""Distance to which the fast answer reports: re-encoded, scaled and toned copies lie within 48."""
EXACT_BITS = 73
"""Distance to which an exact answer is asked for: of 6.97 million pairs of a changed picture and
another one, none was nearer (`phash` at no false positive)."""
UNTABLED = 65_536
"""Rows at the end that may lack tables; they are scanned, in 0.1 to 0.3 ms."""
GROWTH = 12
"""Neighbouring table files are made one when the later is at least a twelfth of the earlier: each
file costs a question as much as a large one. Ten million rows added fifty thousand at a time are
then written twelve times over; with a quarter six times, and three files are asked, not two."""


@dataclass(frozen=True, slots=True)
class Near:
    """Rows near a fingerprint, nearest first."""

    rows: tuple[int, ...]
    distances: tuple[int, ...]
    complete_to: int
    """Distance in bits to which none is missing."""


class Index:
    """The fingerprints of one archive, in a folder of their own."""

    def __init__(self, folder: Path, owner: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._rows = Rows(folder / "rows.bin", owner)
        self._tables: list[Tables] = []

    def __len__(self) -> int:
        return len(self._rows)

    def append(self, hashes: Sequence[str] | npt.NDArray[np.uint8]) -> None:
        """Add fingerprints behind the last row. One process at a time."""
        given = hashes if isinstance(hashes, np.ndarray) else as_bytes(list(hashes))
        if not len(given):
            return
        if not len(self._rows):
            remove_tables(self._folder)
        self._rows.append(scattered(given))
        rows = len(self._rows)
        while wanted := to_write(self._folder, rows, UNTABLED, GROWTH, MOST_NUMBERED):
            build(self._folder, self._rows, *wanted)

    def blank(self, row: int) -> None:
        """Make a row unfindable."""
        self._rows.blank(row)

    def _tables_now(self, count: int) -> list[Tables]:
        """The tables in force; looked for again where too many rows lack them."""
        tabled = self._tables[-1].stop if self._tables else 0
        if count - tabled >= UNTABLED or tabled > count:
            self._tables = open_stretches(
                self._folder, count, lambda start, stop: Tables(self._folder, start, stop)
            )
        return self._tables

    def near(self, phash: str, limit: int = FAST_BITS) -> Near:
        """The rows within `limit` bits that the tables lead to.

        None within the answer's `complete_to` is missing; of those beyond, some may be.
        """
        query = scattered(as_bytes([phash]))
        words = self._rows.words(len(self._rows))
        tables = self._tables_now(len(words)) if len(words) else []
        complete = min((t.cut.complete_to for t in tables), default=limit)
        found = [among(words, query[0], t.candidates(query[0]), limit) for t in tables]
        start = tables[-1].stop if tables else 0
        found += [(rows + start, bits) for rows, bits in by_numpy(words[start:], query, limit)]
        return _sorted(found, min(complete, limit))

    def near_exactly(self, phashes: Sequence[str], limit: int = EXACT_BITS) -> list[Near]:
        """For each hash all rows within `limit` bits."""
        words = self._rows.words(len(self._rows))
        queries = scattered(as_bytes(list(phashes)))
        return [_sorted([some], limit) for some in within(words, queries, limit)]

    def close(self) -> None:
        """Let go of the files."""
        self._tables = []
        self._rows.close()


def _sorted(found: Sequence[Found], complete: int) -> Near:
    rows, firsts = np.unique(np.concatenate([some for some, _ in found]), return_index=True)
    bits = np.concatenate([some for _, some in found])[firsts]
    order = np.argsort(bits, kind="stable")
    return Near(tuple(rows[order].tolist()), tuple(bits[order].tolist()), complete)


__all__ = ["EXACT_BITS", "FAST_BITS", "Index", "Near"]
