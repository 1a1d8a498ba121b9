"""What a known phrase in front of other words is.

A name, a lead word, a small word between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from provenance.credits.evidence import particles
from provenance.credits.names import (
    has_house_word,
    is_acronym,
    is_east_asian_person,
    is_organization,
    looks_personal,
)
from provenance.credits.signals import Group, Signal, weigh
from provenance.credits.standing import FRONT_ORDER, Standing, stands_alone
from provenance.credits.stretch import NEAR, SMALL, Stretch
from provenance.lexicon.phrases import NAMES, Entry, Word
from provenance.values import dataclass

NAME_ORDER = (Word.PLATFORM, Word.STOCK, Word.LIBRARY, Word.AGENCY, Word.ORGANIZATION)
"""What a name is, where it can be several things."""
Kind = Word | Literal[False] | None
"""A kind: what the phrase is. False: it stays where it is. None: another case may know."""
_SMALL_ORDER = (Word.FOR, Word.FROM, Word.BY_PARTICLE, Word.ARTICLE, Word.CONJUNCTION)
_LINKING = frozenset({Word.BY, Word.VIA, Word.COURTESY, Word.FROM, Word.LEAD})
_Subject = TypeVar("_Subject")


def first_kind(cases: Iterable[Callable[[_Subject], Kind]], subject: _Subject) -> Word | None:
    """What the first case that knows says the phrase is.

    None where it stays where it is.
    """
    for case in cases:
        if (kind := case(subject)) is not None:
            return kind or None
    return None


@dataclass(frozen=True, slots=True)
class Front:
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
    def all_known(self) -> bool:
        """True where all behind it is one known phrase."""
        return self.stretch.whole(self.end, self.hi) is not None

    @property
    def links(self) -> bool:
        """True where a word follows that leads to a name."""
        match = self.stretch.starting(self.end, self.hi)
        return bool(match and match[1].kinds & _LINKING)


def _front_initial(front: Front) -> Kind:
    """ "M. Kessler": a letter before a full stop and a name is no word of the trade."""
    stretch = front.stretch
    initial = front.end - front.lo == 1 and stretch.is_initial(front.lo)
    return False if initial and not stretch.is_small(front.end) else None


def _front_lead(front: Front) -> Kind:
    """ "Bild via …": a lead word that is a paper's name too."""
    leads = front.lo == 0 and Word.LEAD in front.entry.kinds and front.entry.kinds & NAMES
    return Word.LEAD if leads and front.links else None


def _front_name(front: Front) -> Kind:
    kinds = front.entry.kinds
    if not kinds & NAMES or kinds & frozenset(FRONT_ORDER):
        return None
    opened = front.opened or front.stretch.before in (":", "(")
    it = Standing(front.stretch, front.entry, front.lo, front.end, front.end, front.hi, opened)
    return next(k for k in NAME_ORDER if k in kinds) if stands_alone(it) else False


def _front_of_house(front: Front) -> Kind:
    """ "Art Institute": a weak word stays with the house it begins."""
    stretch = front.stretch
    stays = (
        stretch.is_weak(front.lo, front.end)
        and not front.all_known
        and is_organization(front.rest, stretch.vocabulary)
        and not front.links
        and not _leads_to_house(front)
    )
    return False if stays else None


def _leads_to_house(front: Front) -> bool:
    """True for "Photo Ville de Riverton", "Photo VM"; not for "Photo Agency"."""
    stretch, at = front.stretch, front.end
    if front.lo > 0 or stretch.folded(front.lo, at) not in _PICTURES:
        return False
    if at + 1 >= front.hi:
        return is_acronym(front.rest)
    if not has_house_word(stretch.printed(at, at + 1), stretch.vocabulary):
        return True
    return stretch.is_small(at + 1) and stretch.keys[at + 1] in particles()


_PICTURES = frozenset({"photo", "photos", "image", "images", "picture", "pictures", "source"})
"""Words for a picture that open a credit without a colon, and names of houses as well."""


def _front_word(front: Front) -> Kind:
    if Word.SENTENCE in front.entry.kinds and not front.begun:
        return Word.DROPPED
    return next((k for k in FRONT_ORDER if k in front.entry.kinds), None)


def _front_shown(front: Front) -> Kind:
    return Word.LEAD if Word.SHOWN in front.entry.kinds and front.links else None


def _front_role(front: Front) -> Kind:
    if Word.ROLE not in front.entry.kinds:
        return None
    words = front.stretch.vocabulary
    person = looks_personal(front.rest, words) or is_east_asian_person(front.rest, words)
    return Word.ROLE if person else None


def _front_tool(front: Front) -> Kind:
    return Word.AI_TOOL if Word.AI_TOOL in front.entry.kinds else None


def _is_own(front: Front) -> bool:
    """ "Von NAME - Eigenes Werk": Commons' line begins with a word for "by"."""
    stretch = front.stretch
    if not stretch.signed or front.lo > 0 or Word.BY_PARTICLE not in front.entry.kinds:
        return False
    surname = stretch.keys[0] in particles() and front.rest.isalpha() and front.rest.istitle()
    return not surname


def _is_printed_small(front: Front) -> bool:
    if (
        front.stretch.printed(front.lo, front.end).isupper()
        and Word.CONJUNCTION in front.entry.kinds
    ):
        return False  # "PHOTO ET LUMIERE"
    return front.stretch.is_small(front.lo) or front.stretch.keys[front.lo] == "&"


def _is_in_heading(front: Front) -> bool:
    """ "Bild Från Polisen": a heading's capitals; but "Foto De Agostini" is a name."""
    kinds = front.entry.kinds
    if front.stretch.printed(front.lo, front.end).isupper() and not front.stretch.text.isupper():
        return False  # "AT Press"
    return front.begun and Word.FROM in kinds and Word.BY_PARTICLE not in kinds


def _is_long(front: Front) -> bool:
    """ "Special to the Post": a phrase of several words is nobody's name."""
    return front.end - front.lo > 1


def _joins(front: Front) -> bool:
    """ "NASA, ESA, and J. Example": the last of a list."""
    return Word.CONJUNCTION in front.entry.kinds and front.stretch.before == ","


def _is_before_article(front: Front) -> bool:
    """ "/ For The Recorder": a heading's capitals."""
    stretch = front.stretch
    if Word.FOR not in front.entry.kinds or not front.divided or front.end >= front.hi:
        return False
    following = stretch.whole(front.end, front.end + 1)
    return following is not None and Word.ARTICLE in following.kinds


def _is_divided_for(front: Front) -> bool:
    return front.divided and Word.FOR in front.entry.kinds


SMALL_IN_FRONT: tuple[Group[Front], ...] = (
    (
        Signal("Commons' own line", 2, _is_own),
        Signal("in small letters", 1, _is_printed_small),
        Signal("in a heading's capitals", 1, _is_in_heading),
        Signal("before an article", 1, _is_before_article),
        Signal("several words", 1, _is_long),
    ),
    (
        Signal("behind what was taken", 1, lambda it: it.begun),
        Signal("before what is known", 1, lambda it: it.all_known),
        Signal('a "for" behind a divider', 1, _is_divided_for),
        Signal('an "and" behind a comma', 1, _joins),
    ),
)
"""The signs that a small word leads to a name and is no part of it: how it is printed, and what
it stands between."""
_LEADS_ON = 2
"""One sign of each kind."""


def _front_small(front: Front) -> Kind:
    kinds = front.entry.kinds
    if not kinds & SMALL or weigh(SMALL_IN_FRONT, front) < _LEADS_ON:
        return None
    kind = next(k for k in _SMALL_ORDER if k in kinds)
    return Word.BY if _is_own(front) or kind is Word.BY_PARTICLE else kind


FRONT_CASES: tuple[Callable[[Front], Kind], ...] = (
    _front_initial,
    _front_lead,
    _front_name,
    _front_of_house,
    _front_word,
    _front_shown,
    _front_role,
    _front_tool,
    _front_small,
)
