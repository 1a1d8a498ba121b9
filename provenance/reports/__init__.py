"""Reports: one file per output format, each turning reports into text.

A report module has a docstring (its first line is its summary), `SUFFIX` (the usual file ending)
and

    render(reports: Sequence[Report], options: RenderOptions) -> str

Its id is its file name with hyphens; files whose names begin with an underscore are no formats.
Other people's formats come through the entry point group `provenance.reports`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from provenance import plugins
from provenance.errors import UsageError
from provenance.model import Report


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to be rendered."""

    width: int = 100
    """Columns, for the terminal."""
    colour: bool = False
    """True where the output understands colours."""
    suggest_credits: bool = False
    """True lists the credit lines to print for every confirmed original."""


WITHOUT_PIXELS = frozenset({"csv", "github", "json", "junit", "markdown", "sarif", "terminal"})
"""Formats of ours that show words only: a long run need not keep its pictures for them."""


@cache
def formats() -> tuple[str, ...]:
    """The ids of all formats, sorted: ours and those of installed plug-ins."""
    ours = (id for id, _ in plugins.built_in(__name__, __path__))
    return tuple(
        sorted({*ours, *(entry.name for entry in plugins.third_party("provenance.reports"))})
    )


def find(name: str) -> ModuleType:
    """The format's module. Raises `UsageError` where there is none or a plug-in is broken."""
    if name not in formats():
        raise UsageError(f"there is no format {name!r}; choose one of {', '.join(formats())}")
    ours = [pair for pair in plugins.built_in(__name__, __path__) if pair[0] == name]
    theirs = [entry for entry in plugins.third_party("provenance.reports") if entry.name == name]
    modules, broken = plugins.load("format", ours, theirs if not ours else (), _checked)
    if not modules:
        raise UsageError(broken[0].detail)
    return modules[0]


def _checked(name: str, module: ModuleType) -> ModuleType:
    if not callable(getattr(module, "render", None)):
        # one kind of error for one check
        raise ValueError("it has no function render")  # noqa: TRY004
    return module


def render(reports: Sequence[Report], name: str, options: RenderOptions | None = None) -> str:
    """The reports as text in the format called `name`."""
    text = find(name).render(reports, options or RenderOptions())
    return str(text)
