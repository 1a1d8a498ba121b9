"""Distances of fingerprints: of candidates, and of all rows of a stretch."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from provenance.archive.index.rows import WORDS, Words

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Rows, and their distances."""
Bits = npt.NDArray[np.uint16]

_NONE = np.zeros(0, np.int64)
_SHARED = 16_384
"""Rows that all queries are held against before the next are read from memory: 512 KB."""
STEP = 8_192
"""Rows that are worked on at once: what they need stays in a core's own cache."""


def differing(words: Words, query: Words) -> Bits:
    """In how many bits each row differs from the query."""
    bits = np.zeros(len(words), np.uint16)
    for column in range(WORDS):
        bits += np.bitwise_count(words[:, column] ^ query[column])
    return bits


def among(words: Words, query: Words, candidates: npt.NDArray[np.int64], limit: int) -> Found:
    """The candidates within `limit` bits."""
    bits = differing(np.take(words, candidates, axis=0), query)
    kept = np.flatnonzero(bits <= limit)
    return candidates[kept], bits[kept].astype(np.int64)


def within(words: Words, queries: Words, limit: int) -> Iterator[Found]:
    """For each query, all rows within `limit` bits: by faiss where that is installed."""
    by = by_numpy if find_spec("faiss") is None else _by_faiss
    return by(words, queries, limit)


def by_numpy(words: Words, queries: Words, limit: int) -> Iterator[Found]:
    """The same by NumPy: four times as long, and nothing to load first."""
    for query in queries:
        starts = range(0, max(len(words), 1), STEP)
        bits = [differing(words[at : at + STEP], query) for at in starts]
        rows = [np.flatnonzero(some <= limit) for some in bits]
        yield (
            np.concatenate([r + at for at, r in zip(starts, rows, strict=True)]),
            np.concatenate([b[r] for b, r in zip(bits, rows, strict=True)]).astype(np.int64),
        )


def _by_faiss(words: Words, queries: Words, limit: int) -> Iterator[Found]:
    import faiss

    swig: Any = faiss
    asked = np.ascontiguousarray(queries).view(np.uint8)
    kept = words.view(np.uint8)
    step = _SHARED if len(asked) > 1 else max(len(kept), 1)
    met: list[list[Found]] = [[(_NONE, _NONE)] for _ in asked]
    for at in range(0, len(kept), step):
        block = kept[at : at + step]
        found = swig.RangeSearchResult(len(asked))
        swig.hamming_range_search(
            swig.swig_ptr(asked), swig.swig_ptr(block), len(asked), len(block), limit + 1,
            WORDS * 8, found,
        )  # fmt: skip
        ends = swig.rev_swig_ptr(found.lims, len(asked) + 1).astype(np.int64)
        if not ends[-1]:
            continue
        rows = swig.rev_swig_ptr(found.labels, int(ends[-1])).astype(np.int64) + at
        bits = swig.rev_swig_ptr(found.distances, int(ends[-1])).astype(np.int64)
        for number, (first, last) in enumerate(pairwise(ends)):
            met[number].append((rows[first:last], bits[first:last]))
    for some in met:
        yield np.concatenate([r for r, _ in some]), np.concatenate([b for _, b in some])
