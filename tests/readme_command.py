"""Prints one of the README's two commands: `python tests/readme_command.py demo|test`."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def command(which: str) -> str:
    """The shell command that stands in the README behind `<!-- command: WHICH -->`."""
    text = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    found = re.search(rf"<!-- command: {which} -->\s*```sh\n(.*?)```", text, re.S)
    if found is None:
        raise SystemExit(f"README.md has no command {which!r}")
    return found.group(1)


if __name__ == "__main__":
    print(command(sys.argv[1]))
