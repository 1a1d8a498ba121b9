"""Distances of fingerprints: of candidates, and of all rows of a stretch."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from provenance.archive.index.rows import WORDS, Rows, Words

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Rows, and their distances."""

STEP = 8_192
"""Rows that are worked on at once: what they need stays in a core's own cache."""


def distances(
    rows: Rows, query: Words, candidates: npt.NDArray[np.int64], count: int, limit: int
) -> Found:
    """The candidates within `limit` bits.

    Of a candidate that is too far by one word already, no further word is read.
    """
    bits = np.zeros(len(candidates), np.int64)
    for column in range(WORDS):
        bits += np.bitwise_count(rows.at(candidates, column, count) ^ query[column])
        kept = bits <= limit
        candidates, bits = candidates[kept], bits[kept]
    return candidates, bits


def within(rows: Rows, queries: Words, start: int, stop: int, limit: int) -> list[list[Found]]:
    """For each query, all rows of a stretch within `limit` bits.

    One reading serves all queries.

    Where two words are laid over each other, the bits set in either are no more than those of
    both: two counts instead of four then rule out all but one row in a million.
    """
    found: list[list[Found]] = [[] for _ in queries]
    differing = np.empty((WORDS, STEP), np.uint64)
    either = np.empty((2, STEP), np.uint64)
    counts = np.empty((2, STEP), np.uint8)
    for first, block in rows.blocks(start, stop) if start < stop else ():
        for at in range(0, block.shape[1], STEP):
            part = block[:, at : at + STEP]
            size = part.shape[1]
            for query, near in zip(queries, found, strict=True):
                np.bitwise_xor(part, query[:, None], out=differing[:, :size])
                np.bitwise_or(differing[:2, :size], differing[2:, :size], out=either[:, :size])
                np.bitwise_count(either[:, :size], out=counts[:, :size])
                least = np.add(counts[0, :size], counts[1, :size], out=counts[0, :size])
                if least.min() > limit:
                    continue
                some = np.flatnonzero(least <= limit)
                bits = np.bitwise_count(differing[:, some]).sum(axis=0, dtype=np.int64)
                kept = bits <= limit
                near.append((some[kept] + (first + at), bits[kept]))
    return found
