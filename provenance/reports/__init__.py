"""Reports: one file per output format, each turning reports into text.

They are found by scanning this folder and the entry points `provenance.reports`. A format is a
module. Its id is its file name with hyphens, its docstring's first line is its summary, and it
offers what `FormatModule` lists. What several formats share is in `kit`, for other people's
formats as well; docs/development.md shows how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from functools import cache
from types import ModuleType
from typing import Protocol

from provenance import plugins
from provenance.errors import UsageError
from provenance.model import Report
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to be rendered."""

    width: int = 100
    """Columns, for the terminal."""
    colour: bool = False
    """True where the output understands colours."""
    suggest_credits: bool = False
    """True lists the credit lines to print for every confirmed original."""
    details: bool = False
    """True tells the terminal's reader every reason, field and address as well (`-v`)."""


class FormatModule(Protocol):
    """What a format's module must have, beside a docstring.

    `SHOWS_PICTURES = True` is optional: the pictures themselves are kept in memory for it until
    the end of a run; without it, only what was found out about them.
    """

    def render(self, reports: Sequence[Report], options: RenderOptions) -> str:
        """The reports of one run as text."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One usable output format."""

    id: str
    summary: str
    """The first line of its docstring."""
    shows_pictures: bool
    """True where it needs the pictures themselves, not only what is known of them."""
    render: Callable[[Sequence[Report], RenderOptions], str] = field(repr=False)


@cache
def formats() -> tuple[str, ...]:
    """The ids of all formats, sorted: ours and those of installed plug-ins.

    None is loaded.
    """
    ours = (id for id, _ in plugins.built_in(__name__, __path__))
    theirs = (entry.name for entry in plugins.third_party("provenance.reports"))
    return tuple(sorted({*ours, *theirs}))


def find(name: str) -> Format:
    """The format of that name.

    Raises `UsageError` where there is none or a plug-in is broken.
    """
    if name not in formats():
        raise UsageError(f"there is no format {name!r}; choose one of {', '.join(formats())}")
    ours = [pair for pair in plugins.built_in(__name__, __path__) if pair[0] == name]
    theirs = [entry for entry in plugins.third_party("provenance.reports") if entry.name == name]
    found, broken = plugins.load("format", ours, theirs if not ours else (), _format_of)
    if not found:
        raise UsageError(broken[0].detail)
    return found[0]


def render(reports: Sequence[Report], name: str, options: RenderOptions | None = None) -> str:
    """The reports as text in the format called `name`.

    Raises `UsageError` where it fails.
    """
    chosen = find(name)
    try:
        return str(chosen.render(reports, options or RenderOptions()))
    # other people's formats may raise anything
    except Exception as error:
        raise UsageError(f"the format {name} failed: {type(error).__name__}: {error}") from error


def _format_of(name: str, module: ModuleType) -> Format:
    """The module as a `Format`. Raises `ValueError` naming what it lacks."""
    if not callable(getattr(module, "render", None)):
        # one kind of error for one check
        raise ValueError("it has no function render")  # noqa: TRY004
    summary = (module.__doc__ or "").strip().partition("\n")[0]
    return Format(name, summary, bool(getattr(module, "SHOWS_PICTURES", False)), module.render)
