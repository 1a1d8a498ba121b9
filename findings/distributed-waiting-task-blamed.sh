#!/usr/bin/env bash
# Dask's `distributed` sends tasks to a worker before it can run them, and counts the worker's death
# against every task that it had been sent: with `allowed-failures: 0` a task that was only waiting
# behind another, and never began, ends with the same `KilledWorker` as the one that was running.
# Whoever sets aside what kills workers must give each worker one task at a time.
# Seen: distributed 2026.8.0: the worker of a running and a waiting task is killed: running KilledWorker, waiting KilledWorker; the waiting one had begun: no
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q distributed==2026.8.0 dask==2026.8.0
cat >"$work/seen.py" <<'PY'
import os
import signal
import sys
import time
from pathlib import Path

import dask
import distributed
from distributed import Client, LocalCluster


def run(mark, seconds):
    Path(mark).touch()
    time.sleep(seconds)


def told(future):
    error = future.exception(timeout=120)
    return type(error).__name__


if __name__ == "__main__":
    marks = [Path(sys.argv[1]) / name for name in ("running", "waiting")]
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        (pid,) = client.run(os.getpid).values()
        running = client.submit(run, str(marks[0]), 600, pure=False)
        while not marks[0].exists():
            time.sleep(0.05)
        waiting = client.submit(run, str(marks[1]), 0, pure=False)
        while len(sum(client.processing().values(), ())) < 2:
            time.sleep(0.05)
        os.kill(pid, signal.SIGKILL)  # as a system does that has no memory left
        ends = told(running), told(waiting)
        begun = "yes" if marks[1].exists() else "no"
    print(
        f"distributed {distributed.__version__}: the worker of a running and a waiting task is "
        f"killed: running {ends[0]}, waiting {ends[1]}; the waiting one had begun: {begun}"
    )
    assert ends == ("KilledWorker", "KilledWorker"), "who is blamed has changed"
    assert begun == "no", "the waiting task ran after all"
PY
cd "$work" && "$work/venv/bin/python" "$work/seen.py" "$work"
