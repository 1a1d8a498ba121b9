"""Near fingerprints: what the fast answer promises, and what a killed writer leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from provenance.archive.index import Index

Hashes = npt.NDArray[np.uint8]
DICE = np.random.default_rng(7)
BEGINNING = DICE.bit_generator.state


@pytest.fixture(autouse=True)
def same_dice() -> None:
    """Every test draws the same numbers, whatever ran before it in this process."""
    DICE.bit_generator.state = BEGINNING


def hashes(count: int) -> Hashes:
    return DICE.integers(0, 256, (count, 32), dtype=np.uint8)


def flipped(one: Hashes, bits: int) -> str:
    """The hash with some bits turned, as hex digits."""
    spread = np.unpackbits(one)
    spread[DICE.choice(256, bits, replace=False)] ^= 1
    return np.packbits(spread).tobytes().hex()


@pytest.fixture(scope="module", params=["few", "many"])
def large(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Index, Hashes]:
    """150,000 fingerprints, added in several goes: two table files and rows that have none.

    Once cut as a small archive's are, once as those of millions.
    """
    DICE.bit_generator.state = BEGINNING
    index, data = Index(tmp_path_factory.mktemp("index"), "one"), hashes(150_000)
    with pytest.MonkeyPatch.context() as patched:  # no longer than the tables are made and opened:
        if request.param == "many":  # the other tests' are cut as always
            patched.setattr("provenance.archive.index.tables.MANY_ROWS", 50_000)
        for start in range(0, len(data), 23_000):
            index.append(data[start : start + 23_000])
        index.near(flipped(data[0], 0))
    return index, data


@pytest.mark.parametrize("bits", [0, 1, 15, 16, 31])
def test_nothing_within_31_bits_is_missed(large: tuple[Index, Hashes], bits: int) -> None:
    index, data = large
    for row in DICE.integers(0, len(data), 40).tolist():
        near = index.near(flipped(data[row], bits))
        assert near.complete_to >= 31
        assert (row, bits) in zip(near.rows, near.distances, strict=True)


def test_most_within_48_bits_are_found_and_the_answer_does_not_promise_them(
    large: tuple[Index, Hashes],
) -> None:
    index, data = large
    rows = DICE.integers(0, len(data), 100).tolist()
    answers = [index.near(flipped(data[row], 48)) for row in rows]
    assert sum(row in a.rows for row, a in zip(rows, answers, strict=True)) >= 85
    assert all(a.complete_to < 48 for a in answers)


@pytest.mark.parametrize("by", ["faiss", "NumPy"])
def test_the_exact_answer_has_all_and_nothing_else(
    large: tuple[Index, Hashes], by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by == "faiss":
        pytest.importorskip("faiss")
    else:
        monkeypatch.setattr("provenance.archive.index.scan.find_spec", lambda name: None)
    index, data = large
    asked = [flipped(data[row], 73) for row in (5, 77_777, len(data) - 1)]
    for row, one, near in zip(
        (5, 77_777, len(data) - 1), asked, index.near_exactly(asked), strict=True
    ):
        assert near.complete_to == 73
        every = np.bitwise_count(data ^ np.frombuffer(bytes.fromhex(one), np.uint8)).sum(axis=1)
        assert set(near.rows) == set(np.flatnonzero(every <= 73).tolist())
        assert row in near.rows


def test_the_nearest_comes_first(large: tuple[Index, Hashes]) -> None:
    index, data = large
    near = index.near(flipped(data[9], 3))
    assert near.rows[0] == 9
    assert list(near.distances) == sorted(near.distances)


def test_a_removed_row_is_found_no_more(tmp_path: Path) -> None:
    index, data = Index(tmp_path, "one"), hashes(100)
    index.append(data)
    index.blank(42)
    assert index.near(data[42].tobytes().hex()).rows == ()
    assert index.near(data[41].tobytes().hex()).rows == (41,)


def test_a_reader_sees_what_is_added_while_it_is_open(tmp_path: Path) -> None:
    reader, writer, data = Index(tmp_path, "one"), Index(tmp_path, "one"), hashes(70_000)
    assert reader.near(data[0].tobytes().hex()).rows == ()
    for start in range(0, len(data), 10_000):
        writer.append(data[start : start + 10_000])
        last = start + 9_999
        assert reader.near(data[last].tobytes().hex()).rows == (last,)


def test_more_rows_than_a_table_can_number_are_kept_in_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.archive.index.MOST_NUMBERED", 70_000)
    index, data = Index(tmp_path, "one"), hashes(220_000)
    index.append(data[:150_000])
    index.append(data[150_000:])
    stretches = sorted(int(path.stem.split("-")[1]) for path in tmp_path.glob("tables-*"))
    assert stretches == [0, 70_000, 140_000]
    for row in (0, 69_999, 70_000, 149_999, 219_999):
        assert row in index.near(flipped(data[row], 20)).rows


def test_an_index_of_another_archive_counts_as_empty(tmp_path: Path) -> None:
    Index(tmp_path, "one").append(hashes(70_000))
    other = Index(tmp_path, "two")
    assert len(other) == 0
    data = hashes(10)
    other.append(data)
    assert other.near(data[3].tobytes().hex()).rows == (3,)
    assert not list(tmp_path.glob("tables-*"))


def test_a_file_cut_short_counts_as_empty(tmp_path: Path) -> None:
    Index(tmp_path, "one").append(hashes(1_000))
    with (tmp_path / "rows.bin").open("r+b") as file:
        file.truncate(20_000)
    assert len(Index(tmp_path, "one")) == 0


WRITER = """
import sys, numpy as np
from pathlib import Path
from provenance.archive.index import Index
index, dice = Index(Path(sys.argv[1]), "one"), np.random.default_rng(5)
while True:
    index.append(dice.integers(0, 256, (3_000, 32), dtype=np.uint8))
    print(len(index), flush=True)
"""


@pytest.mark.slow
def test_a_writer_killed_anywhere_leaves_all_that_it_had_counted(tmp_path: Path) -> None:
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    counted = 0
    for wait in (0.0, 0.05, 0.11):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, env=environ
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        said = writer.stdout.read().split()
        writer.stdout.close()
        writer.wait()
        counted = max(counted, *(int(n) for n in said or [0]))
        assert len(Index(tmp_path, "one")) >= counted
    index = Index(tmp_path, "one")
    first = np.random.default_rng(5).integers(0, 256, (3_000, 32), dtype=np.uint8)
    assert 2_999 in index.near(first[2_999].tobytes().hex()).rows
