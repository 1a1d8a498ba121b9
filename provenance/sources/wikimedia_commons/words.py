"""The vocabulary of `words.toml`, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from provenance.lexicon.tables import read_toml


@cache
def vocabulary() -> MappingProxyType[str, Any]:
    """Everything in `words.toml`, read-only."""
    return MappingProxyType(read_toml(Path(__file__).with_name("words.toml")))


@cache
def words(name: str) -> frozenset[str]:
    """One list of the vocabulary, in lower case."""
    return frozenset(word.lower() for word in vocabulary()[name])


@cache
def table(name: str) -> MappingProxyType[str, str]:
    """One table of the vocabulary."""
    return MappingProxyType(dict(vocabulary()[name]))
