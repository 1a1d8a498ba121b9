"""The words of the trade, once, as data.

Suppliers, credit words, phrases, patterns, one fold.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from provenance.lexicon.tables import read_toml

_HERE = Path(__file__).parent


@cache
def read_table(name: str) -> MappingProxyType[str, Any]:
    """The table `name`.toml of this folder, read once."""
    return MappingProxyType(read_toml(_HERE / f"{name}.toml"))


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of the list `name`.txt of this folder, folded, read once."""
    return frozenset((_HERE / f"{name}.txt").read_text("utf-8").split())
