"""Whether a name that is spelt like a place names one here.

Not in "Paris Hilton", "Real Madrid", "US-made".

The decision is a table of named signs. Those for a place add up, of those against it only the
strongest counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from provenance.claims.dedications import is_dedication
from provenance.claims.other_names import (
    begins_name_of_other,
    ends_longer_name,
    is_behind_given_name,
    is_behind_initial,
    is_club,
    is_company,
    is_dish,
    is_double_name,
    is_organisation,
    is_park,
    is_ship,
    is_surname,
    is_tail_of_name,
    is_thing,
)
from provenance.claims.owners import is_between_two, is_compound, is_of_an_office, is_owner_of_other
from provenance.claims.setting import Setting, Sign
from provenance.claims.towns import (
    KNOWN_CITY,
    is_adjective,
    is_city_after_preposition,
    is_epithet,
    is_house_of_field,
    is_landform,
    is_noun_with_article,
    is_of_another_language,
    is_qualified,
    is_short,
    is_too_small,
    is_town_after_preposition,
    is_word,
    lies_elsewhere,
    opens_sentence,
)
from provenance.claims.vocabulary import words

_PLACE, _OTHER, _WEAK = 2, -9, -2
"""Weights: a sign for a place outweighs a weak one against it and never a strong one."""


def signs_of(at: Setting) -> Iterator[Sign]:
    """The signs that hold for a name."""
    if at.mention.unspaced:
        return (s for s in _UNSPACED if s.holds(at))
    table = SIGNS if at.page.field else (*SIGNS, *NAMES_OF_OTHERS, *OWNERS)
    return (s for s in table if s.holds(at))


def names_a_place(signs: list[Sign]) -> bool:
    """True where the signs together say that the name is a place's."""
    speaking = sum(s.weight for s in signs if s.weight > 0)
    against = min((s.weight for s in signs if s.weight < 0), default=0)
    return 1 + speaking + against > 0


def says_whose(signs: list[Sign]) -> bool:
    """True where the name is a country's that only says whose something is.

    "US-made", "Swiss".
    """
    against = [s for s in signs if s.weight < 0]
    return bool(against) and all(s.owner for s in against)


SIGNS = (
    Sign("beside its region", _PLACE, is_qualified),
    Sign("a town after a preposition", _PLACE, is_town_after_preposition),
    Sign("a city after a preposition", _PLACE, is_city_after_preposition),
    Sign("everyday word", _WEAK, is_word),
    Sign("given name", _WEAK, lambda at: at.key in words("given")),
    Sign("adjective", _OTHER, is_adjective, owner=True),
    Sign("short", _OTHER, is_short),
    Sign("another language's", _OTHER, is_of_another_language),
    Sign("bears the name", _OTHER, lambda at: is_dedication(at.page, at.mention)),
    Sign("too small", _OTHER, is_too_small),
    Sign("opens a sentence", _OTHER, opens_sentence),
    Sign("noun with its article", _OTHER, is_noun_with_article),
    Sign("elsewhere than its field", _OTHER, lies_elsewhere),
    Sign("house of a field", _OTHER, is_house_of_field),
)
"""Signs for and against a place, also where a field names it."""
NAMES_OF_OTHERS = (
    Sign("club", _OTHER, is_club),
    Sign("thing", _OTHER, is_thing),
    Sign("dish", _OTHER, is_dish),
    Sign("ship", _OTHER, is_ship),
    Sign("behind a given name", _OTHER, is_behind_given_name),
    Sign("double name", _OTHER, is_double_name),
    Sign("behind an initial", _OTHER, is_behind_initial),
    Sign("organisation", _OTHER, is_organisation),
    Sign("company", _OTHER, is_company),
    Sign("surname", _OTHER, is_surname),
    Sign("park or street", _OTHER, is_park),
    Sign("epithet", _OTHER, is_epithet),
    Sign("landform", _OTHER, is_landform),
    Sign("begins a longer name", _OTHER, begins_name_of_other),
    Sign("tail of a name", _OTHER, is_tail_of_name),
    Sign("ends a longer name", _OTHER, ends_longer_name),
)
"""Signs that a person, team, paper, company, ship or school carries the name of a place."""
OWNERS = (
    Sign("compound", _OTHER, is_compound, owner=True),
    Sign("between two", _OTHER, is_between_two, owner=True),
    Sign("owner", _OTHER, is_owner_of_other, owner=True),
    Sign("office", _OTHER, is_of_an_office, owner=True),
)
"""Signs that a name says whose something is, not where it is."""
_UNSPACED = (
    Sign(
        "too small",
        _OTHER,
        lambda at: at.best.kind == "city" and at.best.population < KNOWN_CITY and not at.contained,
    ),
)
"""Signs in scripts that write no spaces."""
