"""A credit line cut at its dividers, and each stretch between them into words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.credits.names import is_organization
from provenance.lexicon.folding import UNSPACED, words_of
from provenance.lexicon.phrases import Vocabulary

_DIVIDER = re.compile(
    r"\s*(?:[/|\\;•·●▪►→←…=:,、،؛。।।\[\](){}<>「」『』【】《》〈〉〔〕“”„«»‹›◆■▲△▼▽○◇□★☆※*^~\x00]|(?<!\w)[\"'‘’]|[\"'‘](?!\w)"
    r"|(?<!\S)[-–—−―+](?!\S)|—|(?<=\w\w\w)[.!?](?=\s))\s*"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A word's place in the line, and the word as it is looked up."""

    start: int
    end: int
    folded: str


def segments_of(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, divider in front and divider behind of each stretch between dividers."""
    start, before = 0, ""
    for found in _DIVIDER.finditer(text):
        mark = found[0].strip()
        if mark == "." and _abbreviated(
            text[max(start, found.start() - 30) : found.start()], vocabulary
        ):
            continue
        yield start, found.start(), before, mark
        start, before = found.end(), mark or "-"
    yield start, len(text), before, ""


def _abbreviated(text: str, vocabulary: Vocabulary) -> bool:
    """True where the full stop after `text` ends an abbreviation, not a sentence."""
    last = text.split()[-1:] or [""]
    word = last[0].casefold().strip("'\"(")
    return word in vocabulary.abbreviations or word in vocabulary.months or "." in word


def spans_of(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """The words of `text` from `start` up to `end`; runs of unspaced scripts are cut at known
    words."""
    for found in words_of(text[start:end]):
        a, b = start + found.start(), start + found.end()
        if UNSPACED.match(found[0]):
            yield from _unspaced(text, a, b, vocabulary)
        else:
            yield Span(a, b, found[0].casefold())


def _unspaced(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """A run of letters in a script without spaces: known words are taken off its two ends."""
    behind: list[Span] = []
    for _ in range(8):
        run = text[start:end].casefold()
        if (
            not run
            or run in vocabulary.unspaced
            or (len(run) <= 6 and is_organization(run, vocabulary))
        ):
            break
        head = next(
            (
                run[:n]
                for n in range(min(12, len(run) - 1), 1, -1)
                if run[:n] in vocabulary.unspaced
            ),
            "",
        )
        if head:
            yield Span(start, start + len(head), head)
            start += len(head)
            continue
        tail = next(
            (run[-n:] for n in range(min(12, len(run) - 1), 0, -1) if _may_end(run, n, vocabulary)),
            "",
        )
        if not tail:
            break
        behind.insert(0, Span(end - len(tail), end, tail))
        end -= len(tail)
    if start < end:
        yield Span(start, end, text[start:end].casefold())
    yield from behind


def _may_end(run: str, length: int, vocabulary: Vocabulary) -> bool:
    """A single sign ends many names: only those that say "photographed" or "sent" are taken off."""
    tail = run[-length:]
    return tail in vocabulary.unspaced and (length > 1 or tail in "摄攝撮发發供")
