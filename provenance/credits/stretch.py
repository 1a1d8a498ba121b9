"""One stretch of words between two dividers, and its phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from provenance.credits.dividers import Span
from provenance.credits.evidence import is_given_name
from provenance.lexicon.phrases import Entry, Vocabulary, Word
from provenance.model import CreditFlag
from provenance.values import dataclass

NEAR = 12
"""Words looked at on one side of a phrase, at most: longer stretches are prose, and time stays
linear."""
SMALL = frozenset({Word.FROM, Word.BY_PARTICLE, Word.ARTICLE, Word.FOR, Word.CONJUNCTION})
"""The small words between names."""
_LINKING = (SMALL - {Word.ARTICLE}) | {Word.BY, Word.VIA, Word.COURTESY, Word.SUPPLIED}
"""What the words between names are, and nothing else; "LA HERALD" begins with an article."""
_MANY = 4
"""Words of a stretch whose capitals are no acronyms', though the line has small letters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing a line says, from `start` up to `end`."""

    start: int
    end: int
    kind: Word | None
    """None for what the vocabulary does not know."""
    entry: Entry | None = None
    before: str = ""
    """The divider in front: `/`, `,`, `(`, `-`, `:` …; empty inside a stretch of words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words of one stretch; `lo` and `hi` in its methods are places in `keys`."""

    text: str
    """The whole line."""
    spans: Sequence[Span]
    keys: tuple[str, ...]
    vocabulary: Vocabulary
    before: str
    """The divider in front."""
    after: str
    signed: bool
    """True where the line is in the form of Commons, "By NAME - Own work, CC BY"."""

    def starting(self, lo: int, hi: int) -> tuple[int, Entry] | None:
        """End and entry of the longest known phrase that begins at `lo`."""
        return self.vocabulary.phrases.starting(self.keys, lo, hi)

    def ending(self, lo: int, hi: int) -> tuple[int, Entry] | None:
        """Start and entry of the longest known phrase that ends at `hi`."""
        return self.vocabulary.phrases.ending(self.keys, lo, hi)

    def whole(self, lo: int, hi: int) -> Entry | None:
        """The entry of the words as one phrase."""
        if hi - lo > self.vocabulary.phrases.longest:
            return None
        return self.vocabulary.phrases.entries.get(self.keys[lo:hi])

    def printed(self, lo: int, hi: int) -> str:
        """The words as they stand in the line."""
        return self.text[self.spans[lo].start : self.spans[hi - 1].end] if lo < hi else ""

    def folded(self, lo: int, hi: int) -> str:
        """The words as they are looked up, with spaces between them."""
        return " ".join(self.keys[lo:hi])

    def phrases(self, lo: int) -> Iterator[Entry]:
        """The entries of the known phrases from `lo` on, none overlapping another."""
        while lo < len(self.keys):
            match = self.starting(lo, len(self.keys))
            if match:
                yield match[1]
            lo = match[0] if match else lo + 1

    @property
    def flags(self) -> frozenset[CreditFlag]:
        """What its phrases say of the picture."""
        flagged = (e.flags for e in self.phrases(0) if Word.FLAG in e.kinds)
        return frozenset().union(*flagged)

    def is_small(self, at: int) -> bool:
        """True where the word is printed without a capital.

        The small words between names are; in a line in capitals, all of these words.
        """
        if not self.text[self.spans[at].start].isupper():
            return True
        entry = self.whole(at, at + 1) if self._is_in_capitals() else None
        linking = entry is not None and entry.kinds <= _LINKING
        return linking and not is_given_name(self.keys[at])  # "PER HOLM"

    def _is_in_capitals(self) -> bool:
        many = len(self.keys) >= _MANY and self.printed(0, len(self.keys)).isupper()
        return many or self.text.isupper()

    def is_initial(self, at: int) -> bool:
        """True for a letter in capitals before a full stop: "M. Kessler"."""
        span = self.spans[at]
        one = span.end - span.start == 1 and self.text[span.start].isupper()
        return one and self.text[span.end : span.end + 1] == "."

    def is_weak(self, lo: int, hi: int) -> bool:
        """True for a lead or flag word that also begins names of organisations."""
        return self.folded(lo, hi) in self.vocabulary.weak

    def follows(self, at: int) -> str:
        """The sign right before a word."""
        return self.text[self.spans[at].start - 1 : self.spans[at].start]

    def is_possessive(self, lo: int, hi: int) -> bool:
        """True for "Jane Doe's" before the page that is hers."""
        return hi - lo > 2 and self.keys[hi - 1] == "s" and self.follows(hi - 1) in ("'", "’")

    def piece(self, lo: int, hi: int, kind: Word | None, entry: Entry | None = None) -> Piece:
        """The piece that the words are."""
        return Piece(self.spans[lo].start, self.spans[hi - 1].end, kind, entry)
