"""Credits put into a Wagtail site by its own management command, and taken back.

The command `repair_credits` runs in the site, with the site's settings, and notes each change in
the site's database: what is undone is found there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from provenance.audit.repair.changed import Changed
from provenance.errors import UsageError

_LEFT = 1
"""The command's exit status where some credits were left as they are."""


def apply(manage: Path, plan: Path) -> Iterator[Changed]:
    """Write the credits that the plan says yes to.

    Raises `UsageError` where the command fails.
    """
    return _run(manage, str(plan.resolve()))


def undo(manage: Path) -> Iterator[Changed]:
    """Take back all that was written.

    Raises `UsageError` where the command fails.
    """
    return _run(manage, "--undo")


def _run(manage: Path, argument: str) -> Iterator[Changed]:
    if not manage.is_file():
        raise UsageError(f"{manage} is no file: name the site's manage.py")
    command = [sys.executable, str(manage.resolve()), "repair_credits", argument, "--json"]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as told,
        subprocess.Popen(  # noqa: S603 - the site's own, named by whoever runs this
            command, stdout=subprocess.PIPE, stderr=told, text=True, encoding="utf-8"
        ) as running,
    ):
        assert running.stdout is not None
        for line in running.stdout:
            yield Changed(**json.loads(line))
        running.wait()
        told.seek(0)
        said = told.read().strip().splitlines()
    if running.returncode not in (0, _LEFT) or (running.returncode and _is_traceback(said)):
        why = said[-1] if said else f"it ended with {running.returncode}"
        raise UsageError(f"{manage} repair_credits: {why}")


def _is_traceback(said: list[str]) -> bool:
    return any(line.startswith("Traceback") for line in said)
