"""What pictures took is given back to the system, not kept for the next ones."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HALF_OF_IT_FREED = """
bytearray(20_000_000)  # after this, glibc left to itself keeps every smaller block
from pathlib import Path
from provenance.hooks.service.memory import give_back_what_is_freed

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 // 1_000_000

{setting}
kept = [bytearray(b"x" * 400_000) for _ in range(400)]
full = megabytes()
del kept[::2]
print(full - megabytes())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's settings, read from /proc")
@pytest.mark.parametrize(
    ("setting", "given_back"), [("give_back_what_is_freed()", True), ("", False)]
)
def test_of_pictures_that_are_let_go_every_second_one_is_given_back(
    setting: str, given_back: bool
) -> None:
    script = HALF_OF_IT_FREED.format(setting=setting)
    # Starting a worker of an audit's cluster leaves a setting of glibc's in the environment.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    command = [sys.executable, "-c", script]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert (int(run.stdout) > 60) is given_back
