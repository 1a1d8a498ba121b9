"""A worker ends over an article that takes longer than it may, and tells nothing of it."""

from __future__ import annotations

import subprocess
import sys

STUCK = """
from provenance.audit.worker import _Watch
with _Watch({seconds}) as watch:
    watch.begin()
    while {stuck}:
        pass
print("went on")
"""


def ended(*, stuck: bool) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", STUCK.format(stuck=stuck, seconds=0.01 if stuck else 60)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_process_that_is_stuck_is_ended_in_silence() -> None:
    assert ended(stuck=True) == (1, "", "")


def test_a_process_that_is_not_stuck_goes_on() -> None:
    assert ended(stuck=False) == (0, "went on\n", "")
