"""Reading a file that somebody named."""

from __future__ import annotations

import stat
from pathlib import Path

from provenance.errors import UnreadableInput

_HANDED_OVER = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
"""What a shell opens for us, as in `provenance check <(…)`: its other end is there already."""


def read_file(path: Path) -> bytes:
    """The bytes of a file.

    Raises `UnreadableInput` as `refuse_endless` does, and `OSError` for what cannot be read.
    """
    refuse_endless(path)
    return path.read_bytes()


def refuse_endless(path: Path) -> None:
    """Raise `UnreadableInput` for a named pipe, a socket or a device.

    A folder, or what is not there, is told by whoever reads it.
    """
    if is_endless(path):
        raise UnreadableInput(
            f"{path} is no file: it is a named pipe, a socket or a device. Name a file, or - for "
            "standard input."
        )


def is_endless(path: Path) -> bool:
    """True for a named pipe, a socket or a device that no shell opens for us.

    Reading one may wait for ever, or never end.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    is_file = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    return not is_file and not path.as_posix().startswith(_HANDED_OVER)
