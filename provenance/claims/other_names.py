"""Signs that a person, team, paper, company, ship or school bears a name."""

from __future__ import annotations

from provenance.claims.inflection import ADJECTIVE
from provenance.claims.passage import before, behind_article, starts_sentence
from provenance.claims.relations import inside
from provenance.claims.setting import Setting, setting
from provenance.claims.tokens import Token
from provenance.claims.towns import CASELESS_CITY, FAMOUS_CITY, KNOWN_CITY, calendar_names, is_owner
from provenance.claims.vocabulary import words


def is_club(at: Setting) -> bool:
    """True for "Real Madrid", "FC Augsburg"."""
    word = at.before
    if word is None or word.key not in words("club"):
        return False
    return at.spelt and word.text[:1].isupper() and (word.text.isupper() or len(word.text) > 2)


def is_thing(at: Setting) -> bool:
    """True for "Brussels sprouts"."""
    return at.after is not None and at.after.key in words("thing")


def is_dish(at: Setting) -> bool:
    """True for "Peking duck", whose second word is small."""
    word = at.after
    return word is not None and word.text[:1].islower() and word.key in words("dish")


def is_ship(at: Setting) -> bool:
    """True for "HMS Lancaster", "die Fregatte Hessen", "cargo ship Ever Oslo"."""
    for back in (1, 2, 3):
        word = before(at.page, at.mention, back)
        if word is None:
            return False
        if word.key in words("ship"):
            return True
        if not word.capital:
            return False
    return False


def is_behind_given_name(at: Setting) -> bool:
    """True for "Paris" behind a first name."""
    word = at.before
    given = at.mention.single and word is not None and word.key in words("given")
    return given and word is not None and (at.page.caseless or word.capital)


def is_double_name(at: Setting) -> bool:
    """True for the second half of a double name whose first half is no place.

    "Marsh-Ireland".
    """
    word = at.before
    if not at.mention.single or word is None:
        return False
    hyphen = at.page.text[word.end : at.mention.start] == "-"
    return hyphen and word.text[:1].isupper() and at.mention.first - 1 not in at.page.lasts


def is_behind_initial(at: Setting) -> bool:
    """True behind "A.": "Jo A. Serra"."""
    first = at.mention.first - 1
    if first < 1 or not at.mention.single or at.best.kind != "city":
        return False
    return len(at.page.tokens[first].text) == 1 and at.page.text[: at.mention.start].endswith(". ")


def is_organisation(at: Setting) -> bool:
    """True for "Washington Post", "Bank of America" behind, "Russia police"."""
    word = at.after
    if word is None or word.key not in words("organisation"):
        return False
    if word.key in words("venue") and word.text != "City":
        return False
    if word.capital and at.spelt:
        return True
    return word.key in words("office_behind") and at.best.kind != "city"


def is_company(at: Setting) -> bool:
    """True for "Air India", "Bank of America", "Radio Free Europe"."""
    word = at.before
    if word is None:
        return False
    if word.text[:1].isupper() and word.key in words("company"):
        return at.spelt
    head = before(at.page, at.mention, 2)
    return word.key == "of" and head is not None and head.capital and head.key == "bank"


def is_surname(at: Setting) -> bool:
    """True for the surname in "Jordan Henderson" turned round: "Ada London"."""
    word = at.before
    if word is None or not at.mention.single or not at.spelt or at.best.kind != "city":
        return False
    return word.key in words("person") and word.capital and not _has_venue_only(at)


def _has_venue_only(at: Setting) -> bool:
    return at.after is not None and at.after.key in words("venue")


def is_park(at: Setting) -> bool:
    """True for a park or street that bears the name of a town.

    "Gorky Park", "Victoria Street".
    """
    word = at.next_capital
    if word is None or not at.spelt or not at.mention.single or at.mention.case == ADJECTIVE:
        return False
    if word.key in words("street_after"):
        return True
    if word.key not in words("named_after") or at.best.population >= FAMOUS_CITY:
        return False
    return not _is_station(at, word)


def _is_station(at: Setting, word: Token) -> bool:
    """True for "in Kassel Station": what lies in the only town called so."""
    town = len(at.readings) == 1 and at.best.population >= KNOWN_TOWN
    return word.key in words("of_town") and at.preposition and town and at.key not in words("given")


KNOWN_TOWN = 30_000
"""Inhabitants from which a station or mall by a town's name is the town's."""


def begins_name_of_other(at: Setting) -> bool:
    """True where a capitalised word behind makes a longer name: "Ada Stone".

    After "in" a large city is meant nevertheless ("in Berlin Neukölln"), unless "the" stands
    between ("in the Norman Porch"). Countries name their people's offices and firms; their names
    are taken for places as before, unless they are given names too.
    """
    if not at.mention.single or not at.spelt or _is_famous_in_title(at):
        return False
    return _has_venue_only(at) is False and begins_longer_name(at)


def begins_longer_name(at: Setting) -> bool:
    """True where the capitalised word behind makes a longer name of it."""
    word = at.next_capital
    if word is None or _is_generic(word) or at.mention.case == ADJECTIVE:
        return False
    if at.key in words("given"):
        return True
    if at.key in words("person"):
        return not at.located
    if _lies_beside(at) or is_owner(at) or at.best.kind not in ("city", "region"):
        return False
    if not at.located:
        return True
    return behind_article(at.page, at.mention) or at.best.population < KNOWN_CITY


def _is_generic(word: Token) -> bool:
    return word.key in words("region_word") or _is_date_word(word.key)


def _lies_beside(at: Setting) -> bool:
    """True for "Lagos Nigeria": the name behind is that of its country, or in it."""
    beside = at.page.firsts.get(at.mention.last + 1)
    return beside is not None and any(
        inside(at.best, e.place) or inside(e.place, at.best) for e in beside.entries
    )


def _is_date_word(key: str) -> bool:
    return key in calendar_names() or key in words("date_word")


def _is_famous_in_title(at: Setting) -> bool:
    """True for the known names among a headline's capitals."""
    return at.page.title and at.best.population >= CASELESS_CITY


def is_tail_of_name(at: Setting) -> bool:
    """True for Moreno in "Vargas Moreno".

    What stands before is spelt like a place, and begins a person's name.
    """
    head = at.page.lasts.get(at.mention.first - 1)
    if head is None or not head.single or not head.places or not _is_bare(at) or at.located:
        return False
    if at.page.text[head.end : at.mention.start] != " ":
        return False
    if head.key in words("rarely", "venue", "small"):
        return False  # "Metro Manila"
    return begins_longer_name(setting(at.page, head, (head.places[0].place,), []))


def _is_bare(at: Setting) -> bool:
    return at.mention.single and at.spelt and not _has_venue_only(at)


def ends_longer_name(at: Setting) -> bool:
    """True where a capitalised word stands before that is no place or generic word.

    "Jo Burnham".
    """
    word = at.before
    if word is None or at.page.title or not _is_bare(at):
        return False
    if not word.text[:1].isupper() or word.possessive or starts_sentence(at.page, word):
        return False
    small = at.best.kind == "city" and at.best.population < CASELESS_CITY
    return small and not _is_small_word(at, word) and at.mention.first - 1 not in at.page.lasts


def _is_small_word(at: Setting, word: Token) -> bool:
    """True for a word that is part of no name: "Port", "In", "Oblast"."""
    grammar = at.page.grammar
    generic = word.key in words("venue", "region_word")
    return generic or any(grammar.has(kind, word) for kind in ("at", "of", "skip", "part", "house"))
