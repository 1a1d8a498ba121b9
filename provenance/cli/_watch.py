"""`check --watch`: the same check again whenever a file has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from provenance.cli._common import say
from provenance.errors import UsageError

_PAUSE = 0.5
"""Seconds between two looks: an editor who saves sees the answer begin within this time."""

Stamp = tuple[int, int]


def watch(name: Callable[[], Sequence[str]], check: Callable[[Sequence[str]], int]) -> int:
    """The status of the last check, once Ctrl-C ends the watching.

    `name` lists the files anew at every look (a pattern may match another), `check` checks some
    of them. Raises `UsageError` where something named is no file.
    """
    files = name()
    for file in files:
        if not Path(file).is_file():
            raise UsageError(f"--watch looks at files, and {file} is none")
    seen = _stamps(files)  # before the check: what is saved while it runs is checked again
    status = check(files)
    try:
        while True:
            time.sleep(_PAUSE)
            now = _stamps(name())
            changed = [file for file, stamp in now.items() if seen.get(file) != stamp]
            seen = now
            if changed:
                say(f"\n{', '.join(changed)} changed at {time.strftime('%H:%M:%S')}")
                status = check(changed)
    except KeyboardInterrupt:
        return status


def _stamps(files: Sequence[str]) -> dict[str, Stamp]:
    """When each file was written, and its size; one that is gone is left out."""
    found: dict[str, Stamp] = {}
    for file in files:
        try:
            state = Path(file).stat()
        except OSError:
            continue  # being replaced: the next look finds it again
        found[file] = (state.st_mtime_ns, state.st_size)
    return found
