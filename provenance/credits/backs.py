"""What a known phrase behind other words is: a name, a flag, a word that leads on."""

from __future__ import annotations

from collections.abc import Callable

from provenance import lazy_re as re
from provenance.credits.fronts import NAME_ORDER, Kind
from provenance.credits.names import is_organization
from provenance.credits.signals import Group, Signal, weigh
from provenance.credits.standing import BACK, Standing, stands_alone
from provenance.credits.stretch import SMALL, Stretch
from provenance.lexicon.phrases import NAMES, Entry, Word
from provenance.values import dataclass

OTHER_ORDER = (
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
"""What a phrase that is no name is, where it can be several things."""
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
_LINKS = SMALL | {Word.BY, Word.VIA, Word.COURTESY}
COLONS = (":", "=")
_SHORT_CODE = 3
"""Letters of a house code in capitals ("ST FILE")."""


@dataclass(frozen=True, slots=True)
class Back:
    """A known phrase from `start` to `hi` behind other words from `lo` on."""

    stretch: Stretch
    entry: Entry
    lo: int
    start: int
    hi: int
    opened: bool
    on_platform: bool
    """True where a platform or stock library was taken from behind it."""

    @property
    def weak(self) -> bool:
        """True for a word that also begins or ends names of organisations."""
        return self.stretch.keys[self.start] in self.stretch.vocabulary.weak

    @property
    def alone(self) -> bool:
        """True where one word that is not known stands before it."""
        one = self.start - self.lo == 1
        return one and self.stretch.whole(self.lo, self.start) is None


_ROMAN = re.compile(r"[IVX]{2,4}")


def _back_name(back: Back) -> Kind:
    if not back.entry.kinds & NAMES:
        return None
    if back.on_platform and _ROMAN.fullmatch(back.stretch.printed(back.start, back.hi)):
        return False  # "Tom Murphy VII on Wikimedia Commons"
    it = Standing(back.stretch, back.entry, back.start, back.hi, back.lo, back.start, back.opened)
    if not stands_alone(it):
        return False
    return next(k for k in NAME_ORDER if k in back.entry.kinds)


def _is_of_unknown_house(back: Back) -> bool:
    """True for "Riverton City Archives", one house; not for "ABC News Archive"."""
    stretch, lo, hi = back.stretch, back.lo, back.start
    if not back.weak or stretch.is_small(hi) or hi - lo < 2 or stretch.ending(lo, hi):
        return False
    return is_organization(stretch.printed(lo, hi), stretch.vocabulary)


def _is_surname(back: Back) -> bool:
    """True for "Matt Pool", "the Wood family"; not for "Reuters pool"."""
    if not back.alone or back.hi - back.start > 1:
        return False
    stretch, lo, start = back.stretch, back.lo, back.start
    code = len(stretch.keys[lo]) <= _SHORT_CODE and stretch.printed(lo, start).isupper()
    return (back.weak or not stretch.is_small(start)) and not code


BEHIND: Group[Back] = (
    Signal("a word of a house nobody knows", -1, _is_of_unknown_house),
    Signal("a surname", -1, _is_surname),
)
"""The signs that a flag or role word at the end is part of a name."""


def _back_word(back: Back) -> Kind:
    kind = next((k for k in OTHER_ORDER if k in back.entry.kinds and k in BACK), None)
    if kind is None:
        return None
    return kind if weigh((BEHIND,), back) == 0 else False


def _back_lead(back: Back) -> Kind:
    if Word.LEAD not in back.entry.kinds:
        return None
    known = back.stretch.whole(back.lo, back.start) is not None and not back.weak
    leads = back.stretch.is_small(back.start) or back.stretch.after in COLONS or known
    return Word.LEAD if leads else None


def _back_link(back: Back) -> Kind:
    """ "riverboat from" before a platform: a user's one-word name and its link."""
    stretch, start = back.stretch, back.start
    if not back.entry.kinds & _LINKS or not stretch.is_small(start):
        return None
    apart = stretch.follows(start) == " "  # not the end of "example.de"
    named = back.on_platform or not back.alone
    return next(k for k in _LINK_ORDER if k in back.entry.kinds) if apart and named else None


BACK_CASES: tuple[Callable[[Back], Kind], ...] = (
    _back_name,
    _back_word,
    _back_lead,
    _back_link,
)
