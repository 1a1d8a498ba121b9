"""Formats of articles: one file for each, from a `Document` to an `Article`.

A format is a module. Its id is its file name with hyphens, its docstring is its documentation page
(the first line is its summary), and it offers what `FormatModule` lists. Ours are found by scanning
this folder, other people's by the entry points `provenance.formats`. A plug-in that cannot be used
becomes a `Broken`, is told in the notes of what is read, and ends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from functools import lru_cache
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Protocol

from provenance import plugins
from provenance.articles.document import Document, Match
from provenance.errors import UnreadableInput, UsageError
from provenance.model import Article
from provenance.plugins import Broken
from provenance.values import dataclass


class FormatModule(Protocol):
    """What a format's module must have, beside a docstring."""

    def matches(self, document: Document) -> Match:
        """How surely the document is of this format. No I/O."""
        ...

    def read(self, document: Document) -> Article:
        """The article. Raises `UnreadableInput` with one sentence where it is none."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One usable format."""

    id: str
    documentation: str = field(repr=False)
    """Its page: the module's docstring."""
    matches: Callable[[Document], Match] = field(repr=False)
    read: Callable[[Document], Article] = field(repr=False)


def all_formats() -> tuple[Format, ...]:
    """Every usable format: ours in order of id, then those of other distributions."""
    return _registry()[0]


def broken_formats() -> tuple[Broken, ...]:
    """Every format that could not be loaded."""
    return _registry()[1]


@lru_cache(maxsize=1)
def _registry() -> tuple[tuple[Format, ...], tuple[Broken, ...]]:
    return load(plugins.built_in(__name__, __path__), plugins.third_party("provenance.formats"))


def load(
    modules: Iterable[tuple[str, str]], entries: Iterable[EntryPoint] = ()
) -> tuple[tuple[Format, ...], tuple[Broken, ...]]:
    """Import and check formats: pairs of id and module name, and entry points."""
    return plugins.load("format", modules, entries, _checked)


def _checked(id: str, module: ModuleType) -> Format:
    """The module as a `Format`. Raises `ValueError` naming what it lacks."""
    page = (module.__doc__ or "").strip()
    if not page:
        raise ValueError("it has no docstring, which is its page")
    for name in ("matches", "read"):
        if not callable(getattr(module, name, None)):
            # one kind of error for one check
            raise ValueError(f"it has no function {name}")  # noqa: TRY004
    return Format(id, page, module.matches, module.read)


def find(id: str) -> Format:
    """The format called `id`. Raises `UsageError` where there is none or it is broken."""
    found = next((one for one in all_formats() if one.id == id), None)
    if found is not None:
        return found
    broken = next((one for one in broken_formats() if one.id == id), None)
    known = ", ".join(one.id for one in all_formats())
    raise UsageError(
        broken.detail if broken else f"{id!r} is no input format. Choose one of: {known}."
    )


def detect(document: Document) -> Format:
    """The format that is surest of a document. Raises `UnreadableInput` where none is."""
    surest, found = Match.NO, None
    for one in all_formats():
        match = _match(one, document)
        if match > surest:
            surest, found = match, one
    if found is None:
        raise UnreadableInput(_unknown(document))
    return found


def _match(one: Format, document: Document) -> Match:
    try:
        return one.matches(document)
    except UnreadableInput:
        raise
    # other people's code may raise anything, and another format may know the document
    except Exception:  # noqa: BLE001
        return Match.NO


def _unknown(document: Document) -> str:
    if document.json is not None:
        return (
            f"{document.origin} is JSON, but none of ninjs, Arc ANS, WordPress, Superdesk or the "
            'minimal payload; the smallest that can be read is {"headline": "…", "images": '
            '[{"url": "…", "caption": "…", "credit": "…"}]}.'
        )
    return (
        f"{document.origin} is XML of a kind that is not known (<{document.root}>); NewsML-G2, RSS "
        "and Atom are."
    )
