"""The vocabulary of `words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def vocabulary() -> MappingProxyType[str, Any]:
    """Everything in `words.toml`, read-only."""
    return MappingProxyType(
        tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    )


@cache
def words(name: str) -> frozenset[str]:
    """One list of the vocabulary, in lower case."""
    return frozenset(word.lower() for word in vocabulary()[name])


@cache
def table(name: str) -> MappingProxyType[str, str]:
    """One table of the vocabulary."""
    return MappingProxyType(dict(vocabulary()[name]))
