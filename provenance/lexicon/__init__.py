"""The words of the trade, once, as data.

Suppliers, credit words, phrases, patterns, one fold.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def read_table(name: str) -> MappingProxyType[str, Any]:
    """The table `name`.toml of this folder, read once."""
    return MappingProxyType(
        tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text("utf-8"))
    )


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of the list `name`.txt of this folder, folded, read once."""
    return frozenset(files(__name__).joinpath(f"{name}.txt").read_text("utf-8").split())
