#!/usr/bin/env bash
# numpy.take on a column slice of a memory map copies the whole slice, to give back two rows of it.
# Indexing with the same list of rows copies the two rows alone. So a large file that is mapped in
# order not to be read is read and held in memory.
# Seen on CPython 3.11: numpy 2.3.5: take 24.0 MB, index 0.004 MB, slice 24.0 MB
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q numpy==2.3.5
cd "$work"
"$work/venv/bin/python" - <<'PY'
import tracemalloc

import numpy as np

rows = 1_000_000
np.lib.format.open_memmap("table.npy", mode="w+", dtype=np.uint64, shape=(rows, 4)).flush()
columns = np.load("table.npy", mmap_mode="r")[:, :3]


def megabytes(read):
    tracemalloc.start()
    read()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


taken = megabytes(lambda: np.take(columns, [5, 7], axis=0))
indexed = megabytes(lambda: columns[[5, 7]])
print(f"numpy {np.__version__}: take {taken:.1f} MB, index {indexed:.3f} MB, slice {columns.nbytes / 1e6:.1f} MB")
assert taken > 0.9 * columns.nbytes / 1e6, "take copies no longer"
assert indexed < 0.1, "indexing copies now"
PY
