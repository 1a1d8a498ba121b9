"""Where a credit line is divided, and the words between its dividers."""

from __future__ import annotations

from collections.abc import Iterator

from provenance import lazy_re as re
from provenance.credits.names import is_organization
from provenance.lexicon.folding import is_unspaced, words_of
from provenance.lexicon.phrases import Vocabulary, Word
from provenance.values import dataclass

_MARKS = r"/|\\;•●▪►→←…=:,、،؛。।\[\](){}<>「」『』【】《》〈〉〔〕“”„«»‹›◆■▲△▼▽○◇□★☆※*^~\x00"
_QUOTES = r"(?<!\w)[\"'‘’](?![nN][\"'‘’])|(?<![\"'‘’][nN])[\"'‘](?!\w)"
"""Not those of "Rock 'n' Roll"."""
_DASHES = r"(?<!\S)[-–—−―+](?!\S)|—"
_DIVIDER = re.compile(
    rf"\s*(?:[{_MARKS}]|{_QUOTES}|{_DASHES}|(?<!\w)·|·(?!\w)|(?<=\w\w\w)[.!?](?=\s))\s*"
)
_LOOKED_BACK = 30
"""Characters before a full stop that can be its abbreviation."""

_OWNER = re.compile(r"([A-Za-z][\w.-]{1,20}?)の(?=[A-Za-z])", re.ASCII)
"""Whose page the picture is on, before the user's name: "Pixabayのkenji"."""
_MAX_TAKEN = 8
"""Known words taken off one run; a credit's has three at most."""
_MAX_SIGNS = 12
"""Signs of the longest known word in a script without spaces."""
_LEAD = 3
"""Signs of a lead word that no house's name begins with."""
_SHORT_HOUSE = 6
"""Signs of a run that is left whole where its ending makes it an organisation's name."""


@dataclass(frozen=True, slots=True)
class Span:
    """A word's place in the line, and the word as it is looked up."""

    start: int
    end: int
    folded: str


def stretches_of(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, str, str]]:
    """Start, end and the dividers around each stretch."""
    start, before = 0, ""
    for found in _DIVIDER.finditer(text):
        mark = found[0].strip()
        if mark == "." and _ends_abbreviation(
            text[max(start, found.start() - _LOOKED_BACK) : found.start()], vocabulary
        ):
            continue
        yield start, found.start(), before, mark
        start, before = found.end(), mark or "-"
    yield start, len(text), before, ""


def _ends_abbreviation(text: str, vocabulary: Vocabulary) -> bool:
    """True where the full stop after `text` ends an abbreviation, not a sentence."""
    last = text.split()[-1:] or [""]
    word = last[0].casefold().strip("'\"(")
    return word in vocabulary.abbreviations or word in vocabulary.months or "." in word


def spans_of(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """The words of `text` from `start` up to `end`.

    Runs of unspaced scripts are cut at known words.
    """
    for found in words_of(text[start:end]):
        a, b = start + found.start(), start + found.end()
        if owner := _OWNER.match(text, a, b):
            yield Span(a, owner.end(1), owner[1].casefold())
            yield Span(owner.end(1), owner.end(), "の")
            a = owner.end()
        if is_unspaced(text[a:b]):
            yield from _cut_run(text, a, b, vocabulary)
        else:
            yield Span(a, b, found[0].casefold())


def _cut_run(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Span]:
    """A run of letters in a script without spaces.

    Known words are taken off its two ends.
    """
    behind: list[Span] = []
    for _ in range(_MAX_TAKEN):
        run = text[start:end].casefold()
        if not run or _is_whole(run, vocabulary):
            break
        lengths = range(min(_MAX_SIGNS, len(run) - 1), 0, -1)
        if head := next((n for n in lengths if n > 1 and run[:n] in vocabulary.unspaced), 0):
            yield Span(start, start + head, run[:head])
            start += head
        elif tail := next((n for n in lengths if _may_end(run, n, vocabulary)), 0):
            behind.insert(0, Span(end - tail, end, run[-tail:]))
            end -= tail
        else:
            break
    if start < end:
        yield Span(start, end, text[start:end].casefold())
    yield from behind


def _is_whole(run: str, vocabulary: Vocabulary) -> bool:
    """True for a run that is known, or a house's short name."""
    if run in vocabulary.unspaced:
        return True
    short = len(run) <= _SHORT_HOUSE and is_organization(run, vocabulary)
    return short and not any(_is_lead(run[:n], vocabulary) for n in range(_LEAD, len(run)))


def _is_lead(word: str, vocabulary: Vocabulary) -> bool:
    entry = vocabulary.unspaced.get(word)
    return entry is not None and Word.LEAD in entry.kinds


def _may_end(run: str, length: int, vocabulary: Vocabulary) -> bool:
    """A single sign ends many names.

    Only those that say "photographed" or "sent" are taken off.
    """
    tail = run[-length:]
    return tail in vocabulary.unspaced and (length > 1 or tail in "摄攝撮发發供")
