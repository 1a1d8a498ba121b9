"""Where a stretch is cut: at the words between two names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from provenance.credits.evidence import is_surely_named
from provenance.credits.names import looks_personal
from provenance.credits.standing import FRONT_ORDER
from provenance.credits.stretch import NEAR, SMALL, Stretch
from provenance.lexicon.phrases import NAMES, Entry, Word
from provenance.model import CreditFlag
from provenance.values import dataclass

LEADS = frozenset({Word.LEAD, Word.SHOWN})
HOME = frozenset({"from", "aus"})
"""Words behind which Flickr's and Commons' authors name their town."""
_CUTTING = frozenset({Word.VIA, Word.COURTESY, Word.SUPPLIED, Word.HANDOUT})
_LEADING = frozenset(FRONT_ORDER) | SMALL


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A known phrase inside a stretch, from `at` to `end`.

    `lo` is where its part begins.
    """

    stretch: Stretch
    lo: int
    at: int
    end: int
    entry: Entry

    @property
    def near(self) -> int:
        """Where the words in front of it that are looked at begin."""
        return max(self.lo, self.at - NEAR)

    @property
    def following(self) -> frozenset[Word]:
        """What the phrase behind it is."""
        match = self.stretch.starting(self.end, len(self.stretch.keys))
        return match[1].kinds if match else frozenset()


def cuts_of(stretch: Stretch) -> Iterator[int]:
    """The places where a new part of the stretch begins."""
    lo = at = 0
    while at < len(stretch.keys):
        match = stretch.starting(at, len(stretch.keys))
        if match is None:
            if at > lo and _is_year(stretch, lo, at):
                yield at
                lo = at
            at += 1
            continue
        phrase = _Phrase(stretch, lo, at, *match)
        if at > lo and any(cuts(phrase) for cuts in _CUTS):
            yield at
            lo = at
        at = phrase.end


def names_nobody(stretch: Stretch, at: int) -> bool:
    """True for a word behind which nobody is named: "from", "shows"."""
    match = stretch.starting(at, len(stretch.keys))
    shows = match is not None and Word.SHOWS in match[1].kinds and stretch.is_small(at)
    return shows or stretch.keys[at] in HOME


def _links(it: _Phrase) -> bool:
    """ "Jane Doe via AP", "Photo courtesy of the museum"."""
    if not it.entry.kinds & _CUTTING or it.entry.kinds & NAMES:
        return False
    return it.stretch.is_small(it.at) or it.end - it.at > 1 or bool(it.following & NAMES)


def _is_for(it: _Phrase) -> bool:
    """ "Jane Doe for The Times", also in a line all in capitals."""
    if Word.FOR not in it.entry.kinds or not it.stretch.is_small(it.at):
        return False
    known = it.stretch.vocabulary.get(it.stretch.printed(it.near, it.at)) is not None
    return known or _is_person_led(it)


def _shows(it: _Phrase) -> bool:
    """ "The police shows the bridge"."""
    return Word.SHOWS in it.entry.kinds and it.stretch.is_small(it.at)


def _is_home(it: _Phrase) -> bool:
    """True for "Anna Miller from Riverton"; not for "from Reuters"."""
    if it.stretch.keys[it.at] not in HOME or not it.stretch.is_small(it.at):
        return False
    last = it.end == len(it.stretch.keys)
    return not last and not it.following & NAMES and (it.stretch.signed or _is_person_led(it))


def _leads_by(it: _Phrase) -> bool:
    """ "… Photo by Jane Doe", "… editorial illustration by Kestrel"."""
    flag = Word.FLAG in it.entry.kinds and it.stretch.is_small(it.at)
    return bool((flag or it.entry.kinds & LEADS) and it.following & {Word.BY, Word.COURTESY})


def _is_signed(it: _Phrase) -> bool:
    """ "Evening at sea by Jane Doe": a person behind a small "by"."""
    stretch = it.stretch
    if Word.BY not in it.entry.kinds or it.entry.kinds & LEADS or not stretch.is_small(it.at):
        return False
    behind = stretch.printed(it.end, min(len(stretch.keys), it.end + NEAR))
    return looks_personal(behind, stretch.vocabulary)


def _is_archive(it: _Phrase) -> bool:
    """ "Jane Doe Archives Le Nord": the house whose archive a person's picture is in."""
    if CreditFlag.FILE not in it.entry.flags or it.end == len(it.stretch.keys):
        return False
    behind = it.stretch.printed(it.end, it.end + 1)
    return (
        behind[:1].isupper()
        and is_surely_named(it.stretch.printed(it.near, it.at))
        and _is_person_led(it)
    )


def _is_person_led(it: _Phrase) -> bool:
    """True where a person's name stands in front."""
    stretch, lo = it.stretch, it.near
    while (
        not stretch.is_initial(lo) and (match := stretch.starting(lo, it.at)) and match[0] < it.at
    ):
        if not match[1].kinds & _LEADING:
            break
        lo = match[0]
    return looks_personal(stretch.printed(lo, it.at), stretch.vocabulary)


def _is_year(stretch: Stretch, lo: int, at: int) -> bool:
    """True for the year between two names: "Jane Doe 2021 Northbridge, Inc."."""
    word = stretch.keys[at]
    if len(word) != _YEAR or not word.isdecimal() or word[:2] not in ("18", "19", "20"):
        return False
    return looks_personal(stretch.printed(max(lo, at - NEAR), at), stretch.vocabulary)


_YEAR = 4
"""Digits of a year."""
_CUTS: tuple[Callable[[_Phrase], bool], ...] = (
    _links,
    _is_for,
    _shows,
    _is_home,
    _leads_by,
    _is_signed,
    _is_archive,
)
