"""Removes exact coordinates from finished results.

In one pass, so that no output format has to remember to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from provenance.config import Config
from provenance.model import Metadata, Place, PlaceFact, Position
from provenance.model.sentences import Sentence
from provenance.pictures.metadata import redact_location, without_positions

T = TypeVar("T")


def redact(result: T, config: Config) -> T:
    """The result without exact positions where the desk keeps them out, else as it is."""
    return redact_positions(result) if "location" in config.redact else result


def redact_positions(value: T) -> T:
    """The same value without exact positions, wherever in it they stand.

    Embedded, signed, stated by a source, read out of a text, or written into one. Names of places
    stay, and with them the gazetteer's position of a town.
    """
    return rewritten(value, _without_position)  # type: ignore[no-any-return]


def rewritten(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same value, every text and every part in it as `change` makes it."""
    if isinstance(value, Enum | bytes):
        return value
    value = change(value)
    if isinstance(value, tuple):
        return tuple(rewritten(item, change) for item in value)
    if isinstance(value, Mapping):
        return {key: rewritten(item, change) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        new = {name: rewritten(item, change) for name, item in old.items()}
        return replace(value, **new) if new != old else value
    return value


def _without_position(value: Any) -> Any:
    if isinstance(value, Sentence):
        return value.with_parts(without_positions)
    if isinstance(value, str):
        return without_positions(value)
    if isinstance(value, Position):
        return None
    if isinstance(value, PlaceFact) or (isinstance(value, Place) and value.kind == "position"):
        return replace(value, latitude=None, longitude=None)
    return redact_location(value) if isinstance(value, Metadata) else value
