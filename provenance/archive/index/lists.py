"""Lists of rows by a value: which rows have it. Written once and mapped."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]
T = TypeVar("T")
_TRIES = 3
"""Times that the files are looked for: a writer replaces some once in 65,536 rows."""
Places = npt.NDArray[np.int64]


NUMBERED = 24
"""Bits of a row's number where bits of its value stand beside it."""
MOST_NUMBERED = 1 << NUMBERED


def length(width: int, rows: int) -> int:
    """Numbers of 32 bits that the lists of `rows` by values of `width` bits take."""
    return (1 << width) + 1 + rows


def write_lists(
    file: BinaryIO, values: npt.NDArray[np.uint64], width: int, beside: int = 0
) -> None:
    """Write where each value's list begins, and then the rows in order of value.

    The last bits of a value, `beside` of them, name no list: they are kept above the row's number.
    """
    numbers = np.arange(len(values), dtype=np.uint64)
    ordered = np.sort(values << np.uint64(32) | numbers)
    firsts = np.zeros((1 << width) + 1, np.uint32)
    counts = np.bincount((ordered >> np.uint64(32 + beside)).view(np.int64), minlength=1 << width)
    np.cumsum(counts, out=firsts[1:])
    file.write(firsts.tobytes())
    kept = ordered & np.uint64(0xFFFFFFFF)
    if beside:
        last = ordered >> np.uint64(32) & np.uint64((1 << beside) - 1)
        kept |= last << np.uint64(NUMBERED)
    file.write(kept.astype(np.uint32).tobytes())


def rows_at(whole: Ids, values: Places, lists: Places) -> tuple[Ids, Places]:
    """Rows of some values, and for each row the number of the value that led to it.

    `values` are where the file tells each value's first row, `lists` where its rows begin.
    """
    low = np.take(whole, values)
    count = np.take(whole, values + 1) - low
    by = np.flatnonzero(count)
    held = np.take(count, by).astype(np.int64)
    ends = np.cumsum(held)
    begins = np.take(lists, by) + np.take(low, by).astype(np.int64) - ends + held
    at = np.repeat(begins, held)
    at += np.arange(len(at))
    return np.take(whole, at), np.repeat(by, held)


def stretches(folder: Path, rows: int) -> list[tuple[int, int]]:
    """(first row, behind the last) of the fewest files that cover all in a row."""
    known: dict[int, int] = {}
    for path in folder.glob("tables-*-*.bin"):
        start, stop = _stretch(path)
        if stop <= rows:
            known[start] = max(stop, known.get(start, 0))
    found, at = [], 0
    while at in known:
        found.append((at, known[at]))
        at = known[at]
    return found


def open_stretches(folder: Path, rows: int, opened: Callable[[int, int], T]) -> list[T]:
    """What `opened` makes of each file.

    They are looked for again where a writer has just replaced one.
    """
    for _ in range(_TRIES):
        try:
            return [opened(start, stop) for start, stop in stretches(folder, rows)]
        except FileNotFoundError:
            continue
    return []


def remove_tables(folder: Path) -> None:
    """Take away the files of rows that are no more."""
    for path in folder.glob("tables-*-*.bin"):
        path.unlink(missing_ok=True)


def path_of(folder: Path, start: int, stop: int) -> Path:
    """The file of one stretch."""
    return folder / f"tables-{start}-{stop}.bin"


def to_write(
    folder: Path, rows: int, few: int, growth: int, most: int = 1 << 32
) -> tuple[int, int] | None:
    """The stretch that needs a file now; None while fewer than `few` rows lack one.

    It takes in the files before it that are at most `growth` times as long, so that few remain,
    and holds at most `most` rows.
    """
    have = stretches(folder, rows)
    start = have[-1][1] if have else 0
    if rows - start < few:
        return None
    rows = min(rows, start + most)
    while have and have[-1][1] - have[-1][0] <= growth * (rows - start):
        if rows - have[-1][0] > most:
            break
        start = have.pop()[0]
    return start, rows


def put(folder: Path, start: int, stop: int, fresh: Path) -> None:
    """Give a finished file its name, and take away those that it makes needless."""
    fresh.replace(path_of(folder, start, stop))
    for path in folder.glob("tables-*-*.bin"):
        first, last = _stretch(path)
        if start <= first and last <= stop and (first, last) != (start, stop):
            path.unlink(missing_ok=True)


def fresh_path(folder: Path) -> Path:
    """Where a file is written before it gets its name."""
    return folder / f"unfinished.{os.getpid()}.new"


def _stretch(path: Path) -> tuple[int, int]:
    start, stop = path.stem.split("-")[1:]
    return int(start), int(stop)
