#!/usr/bin/env bash
# A Nanny of Dask's `distributed` writes what its worker should begin with (glibc's trim threshold,
# the threads of numeric libraries) into the environment of the process that started it, and leaves
# it there after the cluster is closed. Whatever that process starts next inherits it: a program
# that has nothing to do with Dask then gives memory back to the system otherwise, and computes
# with one thread. Start such programs with an environment that was kept from before.
# Seen: distributed 2026.8.0: set by a closed cluster: MALLOC_TRIM_THRESHOLD_ MKL_NUM_THREADS OMP_NUM_THREADS OPENBLAS_NUM_THREADS PYTHONHASHSEED __DASK_PARENT_PID; a child begins with them: yes
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q distributed==2026.8.0 dask==2026.8.0
cat >"$work/seen.py" <<'PY'
import os
import subprocess
import sys

import distributed
from distributed import LocalCluster

if __name__ == "__main__":
    before = dict(os.environ)
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None):
        pass
    left = sorted(name for name in os.environ if os.environ[name] != before.get(name))
    told = f"import os; print(all(name in os.environ for name in {left!r}))"
    child = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    inherits = "yes" if child.stdout.strip() == "True" else "no"
    print(
        f"distributed {distributed.__version__}: set by a closed cluster: {' '.join(left)}; "
        f"a child begins with them: {inherits}"
    )
    assert "MALLOC_TRIM_THRESHOLD_" in left, "a closed cluster leaves the environment alone now"
    assert "OMP_NUM_THREADS" in left and inherits == "yes", "what is left behind has changed"
PY
cd "$work" && env -u MALLOC_TRIM_THRESHOLD_ -u OMP_NUM_THREADS -u MKL_NUM_THREADS \
  -u OPENBLAS_NUM_THREADS -u PYTHONHASHSEED -u __DASK_PARENT_PID "$work/venv/bin/python" "$work/seen.py"
