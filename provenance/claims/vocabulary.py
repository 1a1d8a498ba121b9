"""The word lists in `data/`, read once and frozen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from provenance.lexicon.folding import fold
from provenance.lexicon.tables import read_toml

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Any]:
    return MappingProxyType(read_toml(_DATA / "words.toml"))


@lru_cache(maxsize=64)
def words(*names: str) -> frozenset[str]:
    """The folded words of one list in `words.toml`, or of several.

    `rarely`, `person`, `given`, `venue` …
    """
    return frozenset(fold(word) for name in names for word in _words()[name].split())


@lru_cache(maxsize=1)
def states() -> Mapping[str, str]:
    """Folded abbreviation of a US state → its folded name."""
    return MappingProxyType({key: fold(name) for key, name in _words()["states"].items()})


@lru_cache(maxsize=1)
def calendar() -> Mapping[str, Mapping[str, Mapping[str, int]]]:
    """`months` and `weekdays` → language → name in lower case → number.

    January = 1, Monday = 0.
    """
    return MappingProxyType(json.loads((_DATA / "calendar.json").read_text("utf-8")))


@lru_cache(maxsize=8)
def table(name: str) -> Mapping[str, Any]:
    """One TOML file of `data/`."""
    return MappingProxyType(read_toml(_DATA / f"{name}.toml"))
