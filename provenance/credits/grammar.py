"""A credit line cut into pieces.

What stands between dividers, with known words taken off its edges.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from provenance import lazy_re as re
from provenance.credits.accounts import account_behind, account_in_front, has_account
from provenance.credits.backs import BACK_CASES, COLONS, OTHER_ORDER, Back
from provenance.credits.cuts import HOME, LEADS, cuts_of, names_nobody
from provenance.credits.dividers import spans_of, stretches_of
from provenance.credits.fronts import FRONT_CASES, NAME_ORDER, Front, first_kind
from provenance.credits.houses import house_in_front
from provenance.credits.stretch import SMALL, Piece, Stretch
from provenance.lexicon.folding import words_of
from provenance.lexicon.phrases import NAMES, Entry, Vocabulary, Word

_LEADING = frozenset({Word.BY, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT, Word.VIA})
_BEFORE_COLON = frozenset(
    {
        Word.LEAD,
        Word.SHOWN,
        Word.FLAG,
        Word.ROLE,
        Word.COPYRIGHT,
        Word.POSITION,
        Word.OTHER_MAKER,
    }
)
_LEFT = Entry(frozenset({Word.KEPT}))
"""What is read and says nothing of whose the picture is."""
_NUMBER = 4
"""Digits from which a number is a year's or a picture's."""


def pieces_of(text: str, vocabulary: Vocabulary, *, licensed: bool = False) -> list[Piece]:
    """The pieces of a normalised line, in order, function words included.

    `licensed` where a free licence was read in it. Time grows linearly with the line.
    """
    pieces: list[Piece] = []
    signed = licensed or _has_own_work(text, vocabulary)
    for start, end, before, after in stretches_of(text, vocabulary):
        if spans := list(spans_of(text, start, end, vocabulary)):
            keys = tuple(s.folded for s in spans)
            stretch = Stretch(text, spans, keys, vocabulary, before, after, signed)
            pieces += _Reader(stretch).read()
    return pieces


def is_sentence(stretch: Stretch) -> bool:
    """True for a sentence about the picture that leads to nobody.

    "This image obtained from …".
    """
    front = stretch.starting(0, len(stretch.keys))
    if front is None or Word.SENTENCE not in front[1].kinds:
        return False
    return not any(entry.kinds & _LEADING for entry in stretch.phrases(front[0]))


def _has_own_work(text: str, vocabulary: Vocabulary) -> bool:
    """True for Commons' own line, "By NAME - Own work, …"."""
    if not _own_work(vocabulary).search(text):
        return False
    words = [m[0].casefold() for m in words_of(text)]
    phrases, end = vocabulary.phrases, len(words)
    for at, word in enumerate(words):
        match = phrases.starting(words, at, end) if word in phrases.reach else None
        if match and Word.OWN_WORK in match[1].kinds:
            return True
    return False


@lru_cache(maxsize=4)
def _own_work(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A first look for the words that open "own work" in all languages."""
    entries = vocabulary.phrases.entries
    openings = {key[0] for key, entry in entries.items() if Word.OWN_WORK in entry.kinds}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, openings))})", re.IGNORECASE)


class _Reader:
    """One stretch, being read."""

    def __init__(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.accounts = has_account(stretch)
        self.out: list[Piece] = []

    def read(self) -> list[Piece]:
        """The pieces of the stretch."""
        stretch = self.stretch
        if is_sentence(stretch):
            whole = stretch.piece(
                0, len(stretch.keys), Word.KEPT, replace(_LEFT, flags=stretch.flags)
            )
            return [replace(whole, before=stretch.before)]
        lo = 0
        for cut in [*cuts_of(self.stretch), len(self.stretch.keys)]:
            self._peel(lo, cut)
            lo = cut
        if self.out and stretch.before:
            self.out[0] = replace(self.out[0], before=stretch.before)
        return self.out

    def _peel(self, lo: int, hi: int) -> None:
        """Take known words off both ends; what is left in the middle is a name."""
        stretch = self.stretch
        if lo > 0 and names_nobody(stretch, lo):
            self.out.append(stretch.piece(lo + (stretch.keys[lo] in HOME), hi, Word.KEPT, _LEFT))
            return
        lo = self._peel_front(lo, hi)
        behind: list[Piece] = []
        platform = False
        while lo < hi and (taken := self._take_back(lo, hi, platform)):
            hi = taken[0]
            behind.append(taken[1])
            platform |= taken[1].kind in (Word.PLATFORM, Word.STOCK)
        if lo < hi:
            owner = bool(behind) and behind[-1].kind is Word.PLATFORM
            owner = owner and stretch.is_possessive(lo, hi)
            self.out.append(stretch.piece(lo, hi - owner, None))
        self.out += reversed(behind)

    def _peel_front(self, lo: int, hi: int) -> int:
        divided = lo > 0 or bool(self.stretch.before)
        first = lo
        while lo < hi and (taken := self._take_front(lo, hi, begun=lo > first, divided=divided)):
            self.out.append(taken[1])
            lo = taken[0]
        return lo

    def _take_front(
        self, lo: int, hi: int, *, begun: bool, divided: bool
    ) -> tuple[int, Piece] | None:
        stretch = self.stretch
        if _is_number(stretch.keys[lo]) and lo + 1 < hi and not stretch.starting(lo, hi):
            return lo + 1, stretch.piece(lo, lo + 1, Word.KEPT)
        if self.accounts and (account := account_in_front(stretch, lo, hi)):
            end, platform = account
            owned = Word.PLATFORM if platform else Word.DROPPED
            return end, stretch.piece(lo, end, owned, platform)
        if site := house_in_front(stretch, lo, hi):
            return site
        match = stretch.starting(lo, hi)
        if match is None:
            return None
        end, entry = match
        if end == hi:
            last = lo == 0 and hi == len(stretch.keys) and stretch.after in ("", "\x00")
            return end, stretch.piece(lo, end, _kind_of_whole(stretch, lo, hi, entry, last), entry)
        if end == lo + 1 and _is_letter(stretch, lo, entry):
            return None
        if len(stretch.keys[end]) == 1 and stretch.follows(end) == "-":
            return None  # the beginning of "ABC-M"
        if _COUNTRY.match(stretch.text, stretch.spans[end - 1].end):
            return None  # the beginning of "reuters.hr"
        front = Front(stretch, entry, lo, end, hi, begun, divided, bool(self.out))
        kind = first_kind(FRONT_CASES, front)
        return (end, stretch.piece(lo, end, kind, entry)) if kind else None

    def _take_back(self, lo: int, hi: int, platform: bool) -> tuple[int, Piece] | None:
        stretch = self.stretch
        if _is_number(stretch.keys[hi - 1]) and hi - 1 > lo and not stretch.ending(lo, hi):
            return hi - 1, stretch.piece(hi - 1, hi, Word.KEPT)
        match = account_behind(stretch, lo, hi) or stretch.ending(lo, hi)
        if match is None:
            return None
        start, entry = match
        if start > lo and start == hi - 1 and _is_letter(stretch, start, entry):
            return None  # the end of "ABC-M"
        if start > lo and _COUNTRY.match(stretch.text, stretch.spans[start - 1].end):
            return None  # the end of "reuters.hr"
        if start == lo:
            whole = _kind_of_whole(stretch, lo, hi, entry, lo == 0)
            return start, stretch.piece(lo, hi, whole, entry)
        back = Back(stretch, entry, lo, start, hi, bool(self.out), platform)
        kind = first_kind(BACK_CASES, back)
        return (start, stretch.piece(start, hi, kind, entry)) if kind else None


_COUNTRY = re.compile(
    r"\.(?:at|be|bg|br|ch|cz|de|dk|ee|es|fi|fr|gr|hr|hu|it|lt|lv|nl|no|pl|pt|ro|rs|se|si|sk|ua)\b"
)
"""The end of a site's name that begins as a supplier's."""


def _is_letter(stretch: Stretch, at: int, entry: Entry) -> bool:
    """True for a letter that is a flag by itself: "(M)", not "M Holm"."""
    return (
        len(stretch.keys[at]) == 1
        and Word.FLAG in entry.kinds
        and stretch.text[stretch.spans[at].start].isalpha()
    )


def _is_number(word: str) -> bool:
    return len(word) >= _NUMBER and word.isdecimal()


def _kind_of_whole(stretch: Stretch, lo: int, hi: int, entry: Entry, last: bool) -> Word | None:
    """What a phrase is that fills its stretch.

    Before a colon a lead word, else a name if it can be one.
    """
    kinds = entry.kinds
    if stretch.after in COLONS and kinds & _BEFORE_COLON:
        return _kind_before_colon(kinds)
    if Word.LEAD in kinds and kinds & NAMES and not last:
        return Word.LEAD
    if kinds <= SMALL and stretch.before in COLONS and len(stretch.printed(lo, hi)) > 1:
        return None if stretch.printed(lo, hi).isupper() else Word.DROPPED
    if kinds == {Word.SHOWN}:
        return None if stretch.printed(lo, hi).isupper() else Word.DROPPED
    return next((k for k in (*NAME_ORDER, *OTHER_ORDER) if k in kinds), Word.DROPPED)


def _kind_before_colon(kinds: frozenset[Word]) -> Word:
    for kind in (Word.POSITION, Word.OTHER_MAKER):
        if kind in kinds:
            return kind
    return Word.LEAD if kinds & LEADS and Word.FLAG not in kinds else Word.FLAG
