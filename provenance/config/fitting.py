"""What is wrong with a value in a configuration file, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_LONGEST = 60
"""Characters of a value that a sentence repeats; a longer one is named by its key alone."""
_WORDS: Mapping[object, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text in quotes",
    Path: "a path in quotes",
    date: "a day, such as 2027-06-30",
    datetime: "a day and time, such as 2027-06-30T12:00:00Z",
}
_SEVERAL: Mapping[object, str] = {str: "texts in quotes", Path: "paths in quotes"}

Fits = Callable[[Any, Any], bool]
"""True where a value can be read as a type."""


def misfit(key: str, value: Any, hint: Any, fits: Fits) -> str:
    """The sentence that says what of `key` cannot be read, and what could be.

    `value` is what the file holds, `hint` the type that is wanted.
    """
    shown = _shown(value)
    named = f"`{key}` = {shown}" if len(shown) <= _LONGEST else f"`{key}`"
    where, found, wanted = next(_misfits("", value, hint, fits), ("", value, hint))
    if wanted is MISSING:
        return f"{named} does not fit: {where} is missing"
    told = f", not {_shown(found)[:_LONGEST]}" if where else ""
    return f"{named} does not fit: {where or 'it'} must be {_wanted(wanted)}{told}"


def _misfits(where: str, value: Any, hint: Any, fits: Fits) -> Iterator[tuple[str, Any, Any]]:
    """(Where, what stands there, the type wanted) of the innermost misfits."""
    if fits(value, hint):
        return
    hint = _without_none(hint)
    parts: list[tuple[str, Any, Any]] = []
    of = f" of {where}" if where else ""
    if get_origin(hint) is tuple and isinstance(value, list):
        kind = get_args(hint)[0]
        parts = [(f"entry {n}{of}", one, kind) for n, one in enumerate(value, 1)]
    elif _is_table(hint) and isinstance(value, dict):
        kind = get_args(hint)[1]
        parts = [(f"`{name}`{of}", one, kind) for name, one in value.items()]
    elif is_dataclass(hint) and isinstance(value, dict):
        kinds = get_type_hints(hint)
        for item in fields(hint):
            if item.name in value:
                parts.append((f"`{item.name}`{of}", value[item.name], kinds[item.name]))
            elif item.default is MISSING and item.default_factory is MISSING:
                yield f"`{item.name}`{of}", None, MISSING
    for part in parts:
        yield from _misfits(*part, fits)
    yield where, value, hint


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(kind for kind in get_args(hint) if kind is not type(None))


def _is_table(hint: Any) -> bool:
    return isinstance(origin := get_origin(hint), type) and issubclass(origin, Mapping)


def _choices(hint: Any) -> list[str]:
    """The values that may be chosen from; none where any will do."""
    if get_origin(hint) is Literal:
        return [_shown(choice) for choice in get_args(hint)]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return [_shown(str(choice.value)) for choice in hint]
    return []


def _wanted(hint: Any) -> str:
    """What may stand there."""
    hint = _without_none(hint)
    if choices := _choices(hint):
        return choices[0] if len(choices) == 1 else f"one of {', '.join(choices)}"
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        if choices := _choices(kind):
            return f"a list of {' or '.join(choices)}, in [ ]"
        return f"a list of {_SEVERAL.get(kind, 'tables')}, in [ ]"
    if _is_table(hint) or is_dataclass(hint):
        return "a table"
    return _WORDS.get(hint, "something else")


def _shown(value: object) -> str:
    """The value much as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else repr(value)
