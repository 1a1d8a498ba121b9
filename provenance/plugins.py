"""Plug-ins: our own found in a folder, other people's by entry points.

A broken one ends nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import TypeVar

from provenance.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Broken:
    """A plug-in that cannot be used, and why, in one sentence."""

    id: str
    detail: str


def built_in(package: str, path: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """(id, module name) of every module in a package's folder but `kit`, by id."""
    found = ((m.name.replace("_", "-"), f"{package}.{m.name}") for m in pkgutil.iter_modules(path)
             if not m.name.startswith("_") and m.name != "kit")  # fmt: skip
    return tuple(sorted(found))


def third_party(group: str) -> Sequence[EntryPoint]:
    """Installed entry points of a group, in order of name."""
    return sorted(entry_points(group=group), key=lambda e: e.name)


def load(
    kind: str,
    modules: Iterable[tuple[str, str]],
    plugins: Iterable[EntryPoint],
    checked: Callable[[str, ModuleType], T],
) -> tuple[tuple[T, ...], tuple[Broken, ...]]:
    """Import and check plug-ins of one `kind` ("source", "rule").

    `modules` are pairs of id and module name, `plugins` entry points; `checked` turns an id and
    its module into the value, or raises with what it lacks. The first to claim an id keeps it, so
    that nobody's plug-in replaces a built-in one unnoticed.
    """
    values: dict[str, T] = {}
    broken: list[Broken] = []
    wanted: list[tuple[str, Callable[[], ModuleType]]] = [
        (id, lambda name=name: importlib.import_module(name))  # type: ignore[misc]
        for id, name in modules
    ]
    wanted += [(plugin.name.replace("_", "-"), plugin.load) for plugin in plugins]
    for id, loader in wanted:
        try:
            module = loader()
            if id in values:
                # reported like any other trouble
                raise ValueError(f"the id {id} is taken")  # noqa: TRY301
            values[id] = checked(id, module)
        # other people's code may raise anything at import
        except Exception as error:  # noqa: BLE001
            broken.append(
                Broken(id, f"the {kind} {id} cannot be used: {type(error).__name__}: {error}")
            )
    return tuple(values.values()), tuple(broken)
