"""Whether a known name stands for itself or is part of a longer one.

"Jo Lee Reuters" is a person and an agency, "Reuters Institute" one house.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from provenance.credits.evidence import is_given_name, is_listed_name, is_surely_named, particles
from provenance.credits.names import is_acronym, is_organization, is_reference, looks_personal
from provenance.credits.signals import Group, Signal, weigh
from provenance.credits.stretch import NEAR, SMALL, Stretch
from provenance.lexicon.phrases import DISTRIBUTORS, NAMES, Entry, Word

FRONT_ORDER = (
    Word.COURTESY,
    Word.SUPPLIED,
    Word.HANDOUT,
    Word.STAFF,
    Word.FLAG,
    Word.VIA,
    Word.UNCREDITED,
    Word.COPYRIGHT,
    Word.OTHER_MAKER,
    Word.LEAD,
    Word.BY,
    Word.DROPPED,
    Word.KEPT,
)
"""What a phrase in front of a name is, where it can be several things."""
BACK = frozenset(
    {Word.FLAG, Word.DROPPED, Word.ROLE, Word.STAFF, Word.KEPT, Word.UNCREDITED, Word.COPYRIGHT}
)
"""What a phrase behind a name can be."""
_ALONE = 2
"""The weight from which a name stands for itself: one certain sign or two that agree. No line of
the 272 labelled ones changes for 1 more or less of any but the certain signs."""
_SHORT = 2
_LONG = 4
"""Letters: an acronym of more stands out by its capitals, a platform's name of more by itself."""
_TITLES = frozenset({"DR", "MR", "MS", "ST"})
"""Letters of houses that are a person's title in front of the name."""
_LETTERS = 6
"""Letters of a house's sign, at most."""


@dataclass(frozen=True)
class Standing:
    """A known name and the words beside it, in front of it or behind."""

    stretch: Stretch
    entry: Entry
    lo: int
    hi: int
    rest_lo: int
    rest_hi: int
    opened: bool
    """True where the line has begun before the stretch, or something was taken in front."""

    @property
    def in_front(self) -> bool:
        """True where the name stands before the other words."""
        return self.rest_lo == self.hi

    @property
    def is_house(self) -> bool:
        """True for an organisation that sells no pictures."""
        return not self.entry.kinds & (DISTRIBUTORS | {Word.PLATFORM})

    @property
    def is_platform(self) -> bool:
        """True for a platform."""
        return Word.PLATFORM in self.entry.kinds

    @cached_property
    def whole(self) -> Entry | None:
        """The entry of all the words beside it."""
        return self.stretch.whole(self.rest_lo, self.rest_hi)

    @cached_property
    def neighbour(self) -> tuple[int, Entry] | None:
        """Where the known phrase right beside it stands, and its entry."""
        if self.in_front:
            match = self.stretch.starting(self.rest_lo, self.rest_hi)
            return (self.rest_lo, match[1]) if match else None
        return self.stretch.ending(self.rest_lo, self.rest_hi)

    @cached_property
    def rest(self) -> str:
        """The words beside it, as printed."""
        end = self.rest_hi
        owner = self.is_platform and not self.in_front
        owner = owner and self.stretch.is_possessive(self.rest_lo, end)
        return self.stretch.printed(self.rest_lo, end - owner)

    @property
    def name(self) -> str:
        """The name, as printed."""
        return self.stretch.printed(self.lo, self.hi)


def _is_studio(it: Standing) -> bool:
    """ "AS Photography": one house of a known name and a word of the trade."""
    return it.is_house and it.stretch.is_weak(it.rest_lo, it.rest_hi)


def _has_article(it: Standing) -> bool:
    """ "The Denver Post"."""
    small = it.stretch.is_small(it.rest_lo)
    return it.whole is not None and it.whole.kinds == {Word.ARTICLE} and not small


def _has_place(it: Standing) -> bool:
    """ "UK MOD"."""
    return it.whole is not None and it.whole.kinds == {Word.PLACE}


def _is_divided(it: Standing) -> bool:
    """True for "Jane Doe for Reuters"; not for "Presidencia de la República"."""
    if it.neighbour is None:
        return False
    between = frozenset({Word.FOR, Word.CONJUNCTION}) if it.is_house else SMALL
    at, entry = it.neighbour
    ampersand = it.stretch.keys[at] == "&" and (it.is_house or _goes_on(it, at + 1))
    dividing = entry.kinds & (between | BACK | frozenset(FRONT_ORDER))
    return bool(dividing) and it.stretch.is_small(at) and not ampersand


def _goes_on(it: Standing, at: int) -> bool:
    """True for "Keystone & Company": no name of its own stands behind the sign."""
    if not it.in_front or at >= it.rest_hi or it.stretch.whole(at, it.rest_hi) is not None:
        return False
    behind = it.stretch.printed(at, min(it.rest_hi, at + NEAR))
    return " " not in behind and not is_listed_name(behind) and not is_acronym(behind)


def _is_first_name(it: Standing) -> bool:
    """True for "Nina de Luna": a given name and what stands between it and a surname."""
    if not it.in_front or it.hi - it.lo > 1 or not is_given_name(it.name):
        return False
    letters = it.name.isupper() and not it.rest.isupper()
    between = it.stretch.keys[it.rest_lo] in particles() and it.rest_hi - it.rest_lo > 1
    return between and not letters and is_surely_named(f"{it.name} {it.rest}")


def _is_prose(it: Standing) -> bool:
    return it.rest_hi - it.rest_lo > NEAR and not _is_divided(it)


def _is_sign(it: Standing) -> bool:
    """True for "Mira Holm WDR": a house's letters beside a person."""
    letters = not it.is_platform and it.name.isupper() and len(it.name) <= _LETTERS
    title = it.in_front and it.name in _TITLES
    if not letters or title or it.rest.isupper() or not _has_person(it):
        return False
    return is_surely_named(it.rest)


def _is_word_of_house(it: Standing) -> bool:
    alone = (
        _is_sign(it)
        or it.whole is not None
        or _is_divided(it)
        or is_reference(it.rest, it.stretch.vocabulary)
    )
    return it.is_house and it.hi - it.lo == 1 and not alone


def _has_number(it: Standing) -> bool:
    near = it.rest_hi - it.rest_lo <= NEAR
    return near and is_reference(it.rest, it.stretch.vocabulary)


def _is_house_of_platform(it: Standing) -> bool:
    """ "Screengrab from YouTube Harbour TV"."""
    named = it.is_platform and it.in_front and it.opened and len(it.name) > _LONG
    return named and is_organization(it.rest, it.stretch.vocabulary)


def _is_distinct(it: Standing) -> bool:
    name = it.name
    return (
        it.hi - it.lo > 1
        or (name.isupper() and len(name) > _SHORT)
        or name.casefold() in it.stretch.vocabulary.distinctive
        or bool(it.entry.kinds & {Word.PLATFORM, Word.STOCK} and len(name) > _LONG)
    )


def _has_person(it: Standing) -> bool:
    near = it.rest_hi - it.rest_lo <= NEAR
    return near and looks_personal(it.rest, it.stretch.vocabulary)


def _has_known_name(it: Standing) -> bool:
    return it.neighbour is not None and bool(it.neighbour[1].kinds & NAMES)


STANDING: tuple[Group[Standing], ...] = (
    (
        Signal("a word of the trade beside it", -9, _is_studio),
        Signal("an article in front", -9, _has_article),
        Signal("a place in front", -9, _has_place),
        Signal("long prose beside it", -9, _is_prose),
        Signal("one word of a house", -9, _is_word_of_house),
        Signal("a given name before a particle", -9, _is_first_name),
    ),
    (
        Signal("all beside it is known", 2, lambda it: it.whole is not None),
        Signal("a small word between", 2, _is_divided),
        Signal("a number beside it", 2, _has_number),
        Signal("a house behind the platform", 2, _is_house_of_platform),
        Signal("a house's letters beside a person", 2, _is_sign),
        Signal("a name that stands out", 1, _is_distinct),
    ),
    (
        Signal("a person beside it", 1, _has_person),
        Signal("a known name beside it", 1, _has_known_name),
    ),
)
"""The signs that a name stands for itself, and those that it is part of a longer one."""


def stands_alone(it: Standing) -> bool:
    """May the name be taken from the words beside it?"""
    return weigh(STANDING, it) >= _ALONE
