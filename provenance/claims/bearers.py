"""Signs that something bears a place's name: a house, club, street or park."""

from __future__ import annotations

from provenance.claims.inflection import ADJECTIVE
from provenance.claims.locating import is_far_venue
from provenance.claims.passage import after, starts_sentence
from provenance.claims.spot import Spot, date_words
from provenance.claims.tokens import Token
from provenance.claims.vocabulary import words
from provenance.lexicon.folding import fold


def is_called_the(spot: Spot) -> bool:
    """True for "at the Beacon.": theatres and hotels take an article, towns do not."""
    page = spot.page
    if page.language != "en" or spot.kind != "city" or spot.right == " " or spot.chained:
        return False
    named = fold(page.text[spot.mention.start : spot.mention.end]) == fold(spot.places[0].name)
    return named and bool(spot.walk) and spot.walk[0].text == "the"


def is_called_after(spot: Spot) -> bool:
    """True for "au Café de Rome": a house or street of that name in any town."""
    head = (
        spot.walk[spot.link + 1] if spot.is_link("of") and spot.link + 1 < len(spot.walk) else None
    )
    if head is None or not head.text[:1].isupper() or starts_sentence(spot.page, head):
        return False
    return spot.kind == "city" and spot.page.grammar.has("street", head)


def is_called_itself(spot: Spot) -> bool:
    """True for "via Garibaldi", "gare du Nord", "улице Мира": its own name.

    That of what is there, not of the town around it. "Una calle de Madrid" is in Madrid, and so is
    a hospital of it.
    """
    if spot.chained or spot.page.caseless:
        return False
    grammar, linked = spot.page.grammar, spot.page.language in _WITH_CASES
    for at, token in enumerate(spot.walk[:MAX_LINKS]):
        named = grammar.has("named", token)
        if named or grammar.has("housed", token):
            between = spot.page.text[token.end : spot.mention.start]
            if not all(letter.isalpha() or letter in " '’" for letter in between):
                return False
            if named:
                return not any(one.low in _ONE for one in spot.walk[at + 1 : at + 2])
            return not linked or _is_small_city(spot) or spot.kind == "region"
        if grammar.has("of", token):
            linked = True
        elif not grammar.has("skip", token):
            return False
    return False


MAX_LINKS = 4
"""Words between a street and its name that are looked at: "plaza de la X"."""
_WITH_CASES = frozenset(("cs", "pl", "ru", "uk"))
"""Languages whose genitive does what "of" does in others."""
_ONE = frozenset(("un", "una", "une", "uma", "um", "een", "o"))
"""Articles of a street or a square like others: it has a name of its own, which is not said."""


def is_thing_of(spot: Spot) -> bool:
    """True for "beside a Delft vase", not for "in a Kyiv café"."""
    if spot.page.language != "en" or spot.kind != "city" or spot.linked is None:
        return False
    token = after(spot.page, spot.mention)
    if token is None or not token.text[:1].islower() or token.key in words("venue"):
        return False
    article = spot.walk[0].low in ("a", "an", "the") and spot.link == 1
    return article and spot.linked.low not in _THERE and not spot.page.grammar.has("behind", token)


_THERE = ("in", "at", "outside", "inside", "near")
"""Prepositions behind which a town's name before a noun says where that is."""


def is_club(spot: Spot) -> bool:
    """True for "ante el Valencia", "in der Halle": behind an article that no town has."""
    article = CLUB_ARTICLES.get(spot.page.language or "", ())
    if spot.kind != "city" or not spot.walk or spot.walk[0].text not in article:
        return False
    printed = fold(spot.page.text[spot.mention.start : spot.mention.end])
    return fold(spot.places[0].name).startswith(printed)  # not "vor dem Brandenburger Tor"


CLUB_ARTICLES = {
    "es": ("el", "al", "del"), "it": ("il",), "de": ("der", "dem", "den", "die", "das"),
    "nl": ("de", "het"),
}  # fmt: skip
"""By language. What has one itself (El Cairo) is found with it."""


def is_longer_name(spot: Spot) -> bool:
    """True where a capitalised word follows that makes a longer name."""
    token = after(spot.page, spot.mention)
    if token is None or spot.page.title or spot.page.caseless or spot.mention.case == ADJECTIVE:
        return False
    if not token.text[:1].isupper():
        return _goes_on_with_of(spot, token)
    at = spot.mention.last + 1
    if at in spot.page.firsts or token.low in date_words() or is_far_venue(spot):
        return False
    behind = spot.page.tokens[at + 1] if at + 1 < len(spot.page.tokens) else None
    if behind is not None and spot.page.grammar.has("part", behind):
        return False  # "в Орске Оренбургской области"
    generic = words("venue", "region_word")
    known = token.key in generic or spot.page.grammar.has("behind", token)
    return not known and spot.page.text[spot.mention.end : token.start] == " "


def is_firm(spot: Spot) -> bool:
    """True for "at Riley's Grill": whom a house is named for, not a small town."""
    if spot.linked is None or spot.linked.low != "at" or not _is_small_city(spot):
        return False
    if not spot.page.tokens[spot.mention.last].possessive:
        return False
    token = after(spot.page, spot.mention)
    return token is not None and token.text[:1].isupper()


def is_called_park(spot: Spot) -> bool:
    """True for "Hyde Park" without what holds it: a park or ground of any town."""
    printed = spot.page.text[spot.mention.start : spot.mention.end]
    name = printed.lower().split()
    parked = len(name) > 1 and name[-1].startswith(PARKS) and not spot.chained
    parked = parked and spot.kind == "city"
    return parked and not is_landmark(spot)


def is_landmark(spot: Spot) -> bool:
    """True for "Wembley Stadium": a large town by the name of what stands there alone."""
    best = spot.places[0]
    printed = spot.page.text[spot.mention.start : spot.mention.end]
    return (
        spot.kind == "city" and best.population >= SMALL_CITY and fold(printed) != fold(best.name)
    )


def is_street(spot: Spot) -> bool:
    """True for "am Berliner Platz", which may be in any town."""
    if spot.mention.case != ADJECTIVE:
        return False
    token = after(spot.page, spot.mention)
    return token is not None and token.low in STREETS


STREETS = frozenset(
    ("platz", "straße", "strasse", "allee", "ring", "weg", "damm", "ufer", "chaussee")
)
"""What an adjective of another town's name stands before in a street's name."""


def is_named_after(spot: Spot) -> bool:
    """True for "Colosseum-Theater": a house anywhere that bears a landmark's name."""
    behind = spot.page.text[spot.mention.end : spot.mention.end + 2]
    return behind[:1] == "-" and behind[1:].isupper() and is_landmark(spot)


PARKS = ("park", "parc", "parque", "square", "stadi", "arena", "garden", "gardens")
"""How the last word of such a name begins, in whatever case. Beaches and castles are towns more
often: 95 of the gazetteer's end in "Beach"."""


def _goes_on_with_of(spot: Spot, token: Token) -> bool:
    """True for a small place in "La Pradera de San Isidro", not in "Valle de Aosta"."""
    at = spot.mention.last + 2
    if not spot.page.grammar.has("of", token) or at >= len(spot.page.tokens) or spot.chained:
        return False
    return _is_small_city(spot) and spot.page.tokens[at].text[:1].isupper()


def _is_small_city(spot: Spot) -> bool:
    return spot.kind == "city" and spot.places[0].population < SMALL_CITY


SMALL_CITY = 100_000
"""Inhabitants below which a name that goes on with "of" is a longer name's beginning."""
