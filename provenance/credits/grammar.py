"""A credit line cut into pieces: what stands between dividers, with known words taken off its
edges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from provenance.credits.accounts import account_behind, account_in_front, has_account
from provenance.credits.dividers import spans_of, stretches_of
from provenance.credits.names import is_east_asian_person, is_organization, looks_personal
from provenance.credits.standing import BACK, FRONT_ORDER, Standing, stands_alone
from provenance.credits.stretch import NEAR, SMALL, Piece, Stretch
from provenance.lexicon.folding import words_of
from provenance.lexicon.phrases import NAMES, Entry, Vocabulary, Word

_NAME_ORDER = (Word.PLATFORM, Word.STOCK, Word.LIBRARY, Word.AGENCY, Word.ORGANIZATION)
_OTHER_ORDER = (
    Word.AI_TOOL,
    Word.STAFF,
    Word.FLAG,
    Word.SUPPLIED,
    Word.COURTESY,
    Word.HANDOUT,
    Word.VIA,
    Word.UNCREDITED,
    Word.COPYRIGHT,
    Word.LEAD,
    Word.BY,
    Word.FOR,
    Word.ROLE,
    Word.DROPPED,
    Word.KEPT,
    Word.PLACE,
    Word.WHOLE,
    Word.SENTENCE,
)
_LINK_ORDER = (
    Word.VIA,
    Word.FOR,
    Word.BY,
    Word.COURTESY,
    Word.FROM,
    Word.BY_PARTICLE,
    Word.ARTICLE,
    Word.CONJUNCTION,
)
_SMALL_ORDER = (Word.FOR, Word.FROM, Word.BY_PARTICLE, Word.ARTICLE, Word.CONJUNCTION)
_CUTTING = frozenset({Word.VIA, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT})
_LINKING = frozenset({Word.BY, Word.VIA, Word.COURTESY, Word.FROM, Word.LEAD})
_LEADING = frozenset({Word.BY, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT, Word.VIA})
_BEFORE_COLON = frozenset({Word.LEAD, Word.SHOWN, Word.FLAG, Word.ROLE, Word.COPYRIGHT})
_LEADS = frozenset({Word.LEAD, Word.SHOWN})
_LEFT = Entry(frozenset({Word.KEPT}))
"""What is read and says nothing of whose the picture is."""
_COLONS = (":", "=")
_NUMBER = 4
"""Digits from which a number is a year's or a picture's."""
_SHORT_CODE = 3
"""Letters of a house code in capitals ("ST FILE")."""


def pieces_of(text: str, vocabulary: Vocabulary) -> list[Piece]:
    """The pieces of a normalised line, in order, function words included.

    Time grows linearly with the line.
    """
    pieces: list[Piece] = []
    signed = _has_own_work(text, vocabulary)
    for start, end, before, after in stretches_of(text, vocabulary):
        if spans := list(spans_of(text, start, end, vocabulary)):
            keys = tuple(s.folded for s in spans)
            stretch = Stretch(text, spans, keys, vocabulary, before, after, signed)
            pieces += _Reader(stretch).read()
    return pieces


def is_sentence(stretch: Stretch) -> bool:
    """True for a sentence about the picture that leads to nobody: "This image obtained from …"."""
    front = stretch.starting(0, len(stretch.keys))
    if front is None or Word.SENTENCE not in front[1].kinds:
        return False
    return not any(entry.kinds & _LEADING for entry in stretch.phrases(front[0]))


def _has_own_work(text: str, vocabulary: Vocabulary) -> bool:
    """True for Commons' own line, "By NAME - Own work, …"."""
    words = [m[0].casefold() for m in words_of(text)]
    matches = (vocabulary.phrases.starting(words, at, len(words)) for at in range(len(words)))
    return any(match and Word.OWN_WORK in match[1].kinds for match in matches)


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
        for cut in [*_cuts(self.stretch), len(self.stretch.keys)]:
            self._peel(lo, cut)
            lo = cut
        return [
            replace(piece, before=self.stretch.before if i == 0 else "")
            for i, piece in enumerate(self.out)
        ]

    def _peel(self, lo: int, hi: int) -> None:
        """Take known words off both ends; what is left in the middle is a name."""
        stretch = self.stretch
        if lo > 0 and stretch.keys[lo] in _HOME:
            self.out.append(stretch.piece(lo + 1, hi, Word.KEPT, _LEFT))
            return
        lo = self._peel_front(lo, hi)
        behind: list[Piece] = []
        while lo < hi and (taken := self._take_back(lo, hi, behind)):
            hi = taken[0]
            behind.append(taken[1])
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
        match = stretch.starting(lo, hi)
        if match is None:
            return None
        end, entry = match
        if end == hi:
            last = lo == 0 and stretch.after in ("", "\x00")
            return end, stretch.piece(lo, end, _kind_of_whole(stretch, lo, hi, entry, last), entry)
        front = _Front(stretch, entry, lo, end, hi, begun, divided, bool(self.out))
        kind = _first_kind(_FRONT_CASES, front)
        return (end, stretch.piece(lo, end, kind, entry)) if kind else None

    def _take_back(self, lo: int, hi: int, taken: list[Piece]) -> tuple[int, Piece] | None:
        stretch = self.stretch
        if _is_number(stretch.keys[hi - 1]) and hi - 1 > lo and not stretch.ending(lo, hi):
            return hi - 1, stretch.piece(hi - 1, hi, Word.KEPT)
        match = account_behind(stretch, lo, hi) or stretch.ending(lo, hi)
        if match is None:
            return None
        start, entry = match
        if start == lo:
            whole = _kind_of_whole(stretch, lo, hi, entry, lo == 0)
            return start, stretch.piece(lo, hi, whole, entry)
        back = _Back(stretch, entry, lo, start, hi, bool(self.out), taken[-1] if taken else None)
        kind = _first_kind(_BACK_CASES, back)
        return (start, stretch.piece(start, hi, kind, entry)) if kind else None


_Kind = Word | Literal[False] | None
"""A kind: what the phrase is. False: it stays where it is. None: another case may know."""
_Subject = TypeVar("_Subject")


def _first_kind(cases: Iterable[Callable[[_Subject], _Kind]], subject: _Subject) -> Word | None:
    """What the first case that knows says the phrase is; None where it stays where it is."""
    for case in cases:
        if (kind := case(subject)) is not None:
            return kind or None
    return None


def _is_number(word: str) -> bool:
    return len(word) >= _NUMBER and word.isdecimal()


def _kind_of_whole(stretch: Stretch, lo: int, hi: int, entry: Entry, last: bool) -> Word | None:
    """What a phrase is that fills its stretch: before a colon a lead word, else a name if it can
    be one."""
    kinds = entry.kinds
    if stretch.after in _COLONS and Word.POSITION in kinds:
        return Word.POSITION
    if stretch.after in _COLONS and kinds & _BEFORE_COLON:
        return Word.LEAD if kinds & _LEADS and Word.FLAG not in kinds else Word.FLAG
    if Word.LEAD in kinds and kinds & NAMES and not last:
        return Word.LEAD
    if kinds == {Word.SHOWN}:
        return None if stretch.printed(lo, hi).isupper() else Word.DROPPED
    return next((k for k in (*_NAME_ORDER, *_OTHER_ORDER) if k in kinds), Word.DROPPED)


# Cutting at the words between names


def _cuts(stretch: Stretch) -> Iterator[int]:
    lo = at = 0
    while at < len(stretch.keys):
        match = stretch.starting(at, len(stretch.keys))
        if match is None:
            at += 1
            continue
        end, entry = match
        if at > lo and _cuts_at(stretch, lo, at, end, entry):
            yield at
            lo = at
        at = end


def _cuts_at(stretch: Stretch, lo: int, at: int, end: int, entry: Entry) -> bool:
    following = stretch.starting(end, len(stretch.keys))
    if entry.kinds & _CUTTING and not entry.kinds & NAMES:
        named = following is not None and bool(following[1].kinds & NAMES)
        if stretch.is_small(at) or end - at > 1 or named:
            return True
    if Word.FOR in entry.kinds and (stretch.is_small(at) or _is_in_capitals(stretch)):
        near = max(lo, at - NEAR)
        known = stretch.vocabulary.get(stretch.printed(near, at)) is not None
        return known or _is_person_led(stretch, near, at)
    if Word.FROM in entry.kinds and _is_home(stretch, lo, at, end):
        return True
    leads = entry.kinds & _LEADS and following is not None
    return bool(leads and following and following[1].kinds & {Word.BY, Word.COURTESY})


def _is_in_capitals(stretch: Stretch) -> bool:
    return stretch.printed(0, len(stretch.keys)).isupper()


def _is_person_led(stretch: Stretch, lo: int, hi: int) -> bool:
    """True where a person's name stands behind small words and lead words."""
    while lo < hi and (match := stretch.starting(lo, hi)) and match[0] < hi:
        if not match[1].kinds & (frozenset(FRONT_ORDER) | SMALL):
            break
        lo = match[0]
    return looks_personal(stretch.printed(lo, hi), stretch.vocabulary)


def _is_home(stretch: Stretch, lo: int, at: int, end: int) -> bool:
    """ "Anna Miller from Riverton": where somebody is from; "from Reuters" is whose it is."""
    rest = stretch.starting(end, len(stretch.keys))
    home = stretch.keys[at] in _HOME and stretch.is_small(at) and end < len(stretch.keys)
    known = rest is not None and bool(rest[1].kinds & NAMES)
    return home and not known and _is_person_led(stretch, max(lo, at - NEAR), at)


_HOME = frozenset({"from", "aus"})
"""Words behind which Flickr's and Commons' authors name their town."""


# Taking known words off the front


@dataclass(frozen=True, slots=True)
class _Front:
    """A known phrase from `lo` to `end` in front of other words up to `hi`."""

    stretch: Stretch
    entry: Entry
    lo: int
    end: int
    hi: int
    begun: bool
    """True where something was taken in front of it."""
    divided: bool
    opened: bool

    @property
    def rest(self) -> str:
        """The first words behind it, as printed."""
        return self.stretch.printed(self.end, min(self.hi, self.end + NEAR))

    @property
    def links(self) -> bool:
        """True where a word follows that leads to a name."""
        match = self.stretch.starting(self.end, self.hi)
        return bool(match and match[1].kinds & _LINKING)


def _front_name(front: _Front) -> _Kind:
    kinds = front.entry.kinds
    if not kinds & NAMES or kinds & frozenset(FRONT_ORDER):
        return None
    opened = front.opened or front.stretch.before in (":", "(")
    it = Standing(front.stretch, front.entry, front.lo, front.end, front.end, front.hi, opened)
    return next(k for k in _NAME_ORDER if k in kinds) if stands_alone(it) else False


def _front_of_house(front: _Front) -> _Kind:
    """ "Art Institute": a weak word stays with the house it begins."""
    stretch = front.stretch
    stays = (
        stretch.is_weak(front.lo, front.end)
        and stretch.whole(front.end, front.hi) is None
        and is_organization(front.rest, stretch.vocabulary)
        and not front.links
    )
    return False if stays else None


def _front_word(front: _Front) -> _Kind:
    if Word.SENTENCE in front.entry.kinds and not front.begun:
        return Word.DROPPED
    return next((k for k in FRONT_ORDER if k in front.entry.kinds), None)


def _front_shown(front: _Front) -> _Kind:
    return Word.LEAD if Word.SHOWN in front.entry.kinds and front.links else None


def _front_role(front: _Front) -> _Kind:
    if Word.ROLE not in front.entry.kinds:
        return None
    words = front.stretch.vocabulary
    person = looks_personal(front.rest, words) or is_east_asian_person(front.rest, words)
    return Word.ROLE if person else None


def _front_tool(front: _Front) -> _Kind:
    return Word.AI_TOOL if Word.AI_TOOL in front.entry.kinds else None


def _front_small(front: _Front) -> _Kind:
    """ "Bild Från Polisen": a heading's capitals; but "Foto De Agostini" is a name."""
    kinds, stretch = front.entry.kinds, front.stretch
    if not kinds & SMALL:
        return None
    own = stretch.signed and front.lo == 0 and Word.BY_PARTICLE in kinds
    capital = front.begun and Word.FROM in kinds and Word.BY_PARTICLE not in kinds
    cut = front.lo > 0 and Word.FOR in kinds  # the line was cut at this "for"
    small = stretch.is_small(front.lo) or stretch.keys[front.lo] == "&"
    if not (small or capital or cut or own):
        return None
    known = stretch.whole(front.end, front.hi) is not None
    if not (front.begun or known or own or (front.divided and Word.FOR in kinds)):
        return None
    kind = next(k for k in _SMALL_ORDER if k in kinds)
    return Word.BY if own or kind is Word.BY_PARTICLE else kind


_FRONT_CASES: tuple[Callable[[_Front], _Kind], ...] = (
    _front_name,
    _front_of_house,
    _front_word,
    _front_shown,
    _front_role,
    _front_tool,
    _front_small,
)


# Taking known words off the back


@dataclass(frozen=True, slots=True)
class _Back:
    """A known phrase from `start` to `hi` behind other words from `lo` on."""

    stretch: Stretch
    entry: Entry
    lo: int
    start: int
    hi: int
    opened: bool
    behind: Piece | None
    """The piece that was taken from behind it."""

    @property
    def weak(self) -> bool:
        return self.stretch.keys[self.start] in self.stretch.vocabulary.weak

    @property
    def alone(self) -> bool:
        """True where one word that is not known stands before it."""
        one = self.start - self.lo == 1
        return one and self.stretch.whole(self.lo, self.start) is None


def _back_name(back: _Back) -> _Kind:
    if not back.entry.kinds & NAMES:
        return None
    it = Standing(back.stretch, back.entry, back.start, back.hi, back.lo, back.start, back.opened)
    if not stands_alone(it):
        return False
    return next(k for k in _NAME_ORDER if k in back.entry.kinds)


def _back_word(back: _Back) -> _Kind:
    """ "Matt Pool" and "the Wood family" are names; "Reuters pool" is not."""
    kind = next((k for k in _OTHER_ORDER if k in back.entry.kinds and k in BACK), None)
    if kind is None:
        return None
    stretch, lo, start = back.stretch, back.lo, back.start
    code = len(stretch.keys[lo]) <= _SHORT_CODE and stretch.printed(lo, start).isupper()
    surname = back.weak or not stretch.is_small(start)
    return False if back.alone and back.hi - start == 1 and surname and not code else kind


def _back_lead(back: _Back) -> _Kind:
    if Word.LEAD not in back.entry.kinds:
        return None
    known = back.stretch.whole(back.lo, back.start) is not None and not back.weak
    leads = back.stretch.is_small(back.start) or back.stretch.after in _COLONS or known
    return Word.LEAD if leads else None


def _back_link(back: _Back) -> _Kind:
    stretch, start = back.stretch, back.start
    if not back.entry.kinds & (SMALL | {Word.BY, Word.VIA, Word.COURTESY}):
        return None
    # "riverboat from" before a platform is a user's one-word name and its link.
    user = back.behind is not None and back.behind.kind is Word.PLATFORM
    apart = stretch.follows(start) == " "  # not the end of "example.de"
    if not (stretch.is_small(start) and apart and (user or not back.alone)):
        return None
    return next(k for k in _LINK_ORDER if k in back.entry.kinds)


_BACK_CASES: tuple[Callable[[_Back], _Kind], ...] = (
    _back_name,
    _back_word,
    _back_lead,
    _back_link,
)
