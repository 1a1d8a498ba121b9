"""The names of a credit line, and what their neighbours say of them."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.credits.names import looks_personal
from provenance.lexicon.phrases import DISTRIBUTORS, Vocabulary, Word
from provenance.lexicon.suppliers import author_platforms, free_stock
from provenance.values import dataclass


@dataclass(slots=True)
class Name:
    """A name in a line, from `start` up to `end`."""

    start: int
    end: int
    kind: Word | None
    """What the vocabulary knows of it."""
    link: Word | None
    """The word that leads to it: by, via, for, courtesy of …"""
    before: str
    """The divider in front."""
    person: bool = False
    sourced: bool = False
    """True behind a word for "source": a house, unless its words say a person."""
    comma: int = 0
    """Where the first name begins behind the surname; 0 for the usual order."""

    def printed(self, text: str) -> str:
        """The words of the line that the name is; a surname in front is put behind."""
        if not self.comma:
            return text[self.start : self.end]
        surname = text[self.start : self.comma].rstrip(" ,")
        return f"{text[self.comma : self.end]} {surname}"


@dataclass(frozen=True, slots=True)
class Line:
    """What the neighbours say: true for the whole line."""

    text: str
    names: Sequence[Name]
    words: Vocabulary
    commons: bool
    hosts_authors: bool
    """A platform or library where the other name is the author's."""
    stock: bool
    agency: bool
    unknown: int
    """How many names the vocabulary does not know."""
    signed: bool
    """At least one is clearly a person's."""
    licensed: bool
    """It names a free licence, which its author grants."""

    def printed(self, name: Name) -> str:
        """The words of one of its names."""
        return name.printed(self.text)


def line_of(
    names: Sequence[Name],
    text: str,
    platforms: frozenset[str],
    words: Vocabulary,
    *,
    licensed: bool,
) -> Line:
    """The line that the names stand in."""
    stock = bool(platforms & free_stock()) or any(n.kind is Word.STOCK for n in names)
    unknown = [n for n in names if n.kind is None]
    return Line(
        text, names, words, "wikimedia-commons" in platforms,
        hosts_authors=stock or bool(platforms & author_platforms()),
        stock=stock,
        agency=any(n.kind in DISTRIBUTORS for n in names),
        unknown=len(unknown),
        signed=any(looks_personal(text[n.start : n.end], words) for n in unknown),
        licensed=licensed,
    )  # fmt: skip
