#!/usr/bin/env bash
# NumPy loads its masked arrays (`numpy.ma`, some ten milliseconds) the first time `quantile` is asked
# about a plain array; `mean`, `sort` and `partition` do without. A short command that needs one
# quantile pays for it; taking the value from `partition` does not.
# Seen: numpy 2.4.6: numpy.ma after import: no, after mean, sort and partition: no, after quantile: yes
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import sys

import numpy as np


def loaded():
    return "yes" if "numpy.ma" in sys.modules else "no"


values = np.array([3.0, 1.0, 2.0])
first = loaded()
values.mean(), np.sort(values), np.partition(values, 1)
second = loaded()
assert np.quantile(values, 0.5) == 2.0
third = loaded()
print(
    f"numpy {np.__version__}: numpy.ma after import: {first}, "
    f"after mean, sort and partition: {second}, after quantile: {third}"
)
assert (first, second, third) == ("no", "no", "yes"), "what loads numpy.ma has changed"
PY
