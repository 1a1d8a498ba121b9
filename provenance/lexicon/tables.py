"""The project's word lists: TOML that people write, read from a prepared copy.

Reading half a megabyte of TOML takes a quarter of a second, which every command would pay.
`tables.json` holds the same tables, each with the digest of the file it was made from: a list that
has changed since is read from its own file, so that the copy can be old or missing, never wrong.
`tools/bake_tables.py` makes it.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
PREPARED = Path(__file__).with_name("tables.json")


def read_toml(file: Path) -> dict[str, Any]:
    """The table that `file`, one of this package's own, holds."""
    written = file.read_bytes()
    made_from, table = _prepared().get(name_of(file), ("", {}))
    return table if made_from == digest_of(written) else tomllib.loads(written.decode())


@cache
def _prepared() -> dict[str, tuple[str, dict[str, Any]]]:
    try:
        found: dict[str, tuple[str, dict[str, Any]]] = json.loads(PREPARED.read_bytes())
    except FileNotFoundError:
        return {}
    return found


def name_of(file: Path) -> str:
    """A file by its place in the package."""
    return file.relative_to(PACKAGE).as_posix()


def digest_of(written: bytes) -> str:
    """What tells one text of a file from another."""
    return blake2b(written, digest_size=16).hexdigest()
