"""Reports: one file per output format, each turning reports into text.

A report module has a docstring (its first line is its summary), `SUFFIX` (the usual file ending) and

    render(reports: Sequence[Report], look: Look) -> str

Its id is its file name with hyphens; files whose names begin with an underscore are no formats.
Other people's formats come through the entry point group `provenance.reports`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType

from provenance.errors import UsageError
from provenance.model import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is to look."""

    width: int = 100
    """Columns, for the terminal."""
    colour: bool = False
    """True where the output understands colours."""
    suggest_credits: bool = False
    """True lists the credit lines to print for every confirmed original."""


@cache
def formats() -> tuple[str, ...]:
    """The ids of all formats, sorted: ours and those of installed plug-ins."""
    ours = {m.name.replace("_", "-") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")}
    return tuple(sorted(ours | {e.name for e in entry_points(group="provenance.reports")}))


def find(name: str) -> ModuleType:
    """The format's module. Raises `UsageError` where there is none or a plug-in is broken."""
    if name not in formats():
        raise UsageError(f"there is no format {name!r}; choose one of {', '.join(formats())}")
    plugged = entry_points(group="provenance.reports", name=name)
    try:
        for entry in plugged:
            module = entry.load()
            return module if isinstance(module, ModuleType) else import_module(module.__module__)
        return import_module(f"{__name__}.{name.replace('-', '_')}")
    except ImportError as error:
        raise UsageError(f"the format {name!r} cannot be loaded: {error}") from error


def render(reports: Sequence[Report], name: str, look: Look | None = None) -> str:
    """The reports as text in the format called `name`."""
    text = find(name).render(reports, look or Look())
    return str(text)
