"""Signs whether a name is a place's, by its word, its size and where it stands."""

from __future__ import annotations

from functools import lru_cache

from provenance.claims.inflection import ADJECTIVE
from provenance.claims.language import grammar
from provenance.claims.passage import (
    after,
    behind_article,
    is_whole_part,
    qualified_by_comma,
    starts_sentence,
)
from provenance.claims.relations import inside
from provenance.claims.setting import Setting
from provenance.claims.vocabulary import calendar, table, words
from provenance.lexicon.folding import fold
from provenance.model import Place

KNOWN_CITY = 100_000
"""Inhabitants from which a bare name is taken for the city: a cautious choice. On the development
half of the caption set 15,000 calls one per cent more out-of-context captions with no accurate one
lost, but reads everyday words of other scripts (Japanese for "centre") as towns."""
PLACED_CITY = 15_000
"""Inhabitants from which a name after "in", "at", "near" is taken for the city, where a capital is
no sign of a name (German) or the name is no more than guessed at."""
FAMOUS_CITY = 1_000_000
"""Inhabitants from which a bare name that is not the city's main one is taken for it: Moskau and
Kiev yes. Below, other languages' names for cities are too often words: Salé is Sala, Herat is
Gerät, Hamm is Hamas, as reading 190 news pages in 25 languages by eye showed. The development
captions come out the same from 100,000 to 3,000,000."""
PLACED_ALIAS = 45_000
"""The same after "in": three times what a city's own name needs."""
CASELESS_CITY = 500_000
"""Inhabitants from which a bare name is taken for the city where capitals tell nothing, and where
nearly every word has one (headlines)."""
SHORT_NAME = 3
"""Letters of a name that is too short to be believed without its capital, or beside its region."""
_NOUN_CAPITALS = ("de",)
"""Languages that write every noun with a capital."""


def is_adjective(at: Setting) -> bool:
    """True for "Ukrainian"."""
    return any(e.demonym for e in at.mention.entries) and not at.located


def is_short(at: Setting) -> bool:
    """Two letters, or an abbreviation, that is not written in capitals."""
    short = len(at.key) < SHORT_NAME and at.shown.lower() != at.shown.upper()
    return (short or at.key in words("abbreviation")) and (
        at.page.caseless or not at.shown.isupper()
    )


def is_of_another_language(at: Setting) -> bool:
    """True for a country's name that is a word or a name in other languages."""
    tongues = table("words")["country_in"].get(at.key)
    if tongues is None or at.best.kind != "country":
        return False
    if at.page.language in tongues.split():
        return False
    word = at.before
    placed = word is not None and any(grammar(t).has("at", word) for t in tongues.split())
    return at.page.declared or not (at.located or placed)


def is_word(at: Setting) -> bool:
    """True for an everyday word, a month or weekday."""
    foreign = at.preposition and not at.shown.isascii()  # "i Åre" is no "are"
    if (
        (at.key in words("rarely") and not foreign)
        or at.key in _phrases()
        or at.key in calendar_names()
    ):
        return True
    if _is_of_words(at):
        return True
    if at.mention.unspaced or not at.mention.single:
        return False
    token = at.page.tokens[at.mention.first]
    return at.key in _own_calendar(at.page.language or "") or (
        at.page.grammar.has("part", token) and at.best.population < KNOWN_CITY
    )


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in table("words")["phrases"])


@lru_cache(maxsize=1)
def calendar_names() -> frozenset[str]:
    """Names of months and weekdays in Latin letters.

    Montag is no town in Massachusetts.
    """
    names = {
        fold(name) for kind in calendar().values() for by_name in kind.values() for name in by_name
    }
    return frozenset(name for name in names if len(name) > SHORT_NAME and name.isascii())


def _is_of_words(at: Setting) -> bool:
    """True for a small town called "Church Street"."""
    if at.mention.single or at.best.population >= KNOWN_CITY:
        return False
    generic = words("rarely", "venue")
    return all(word in generic for word in at.key.split())


@lru_cache(maxsize=32)
def _own_calendar(language: str) -> frozenset[str]:
    """Names of months and weekdays in the text's language, also the short ones.

    Mai, maj.
    """
    kinds = calendar().values()
    return frozenset(fold(name) for kind in kinds for name in kind.get(language, {}))


def is_qualified(at: Setting) -> bool:
    """True for "Reading, England"."""
    return at.contained and qualified_by_comma(at.page, at.mention)


def is_epithet(at: Setting) -> bool:
    """True for "Nacional" in "Palacio Nacional", not for "Central, Hong Kong"."""
    epithets = words("epithet")
    return (at.key in epithets or fold(at.shown) in epithets) and not is_qualified(at)


def is_landform(at: Setting) -> bool:
    """True for "Serra" in "Serra do Mar", whose own name follows."""
    token = after(at.page, at.mention)
    if token is None or at.key.split()[-1] not in words("landform"):
        return False
    named = token.text[:1].isupper() or token.key in words("epithet")
    return named or at.page.grammar.has("of", token)


def is_town_after_preposition(at: Setting) -> bool:
    """True for "in Nice", not for "in the Derby"."""
    placed = at.key in words("placed") and at.preposition and at.spelt
    return placed and not behind_article(at.page, at.mention)


def is_city_after_preposition(at: Setting) -> bool:
    """True for a given name that is a large city's too: "in Salvador"."""
    return at.key in words("given") and at.preposition and at.best.population >= KNOWN_CITY


def is_too_small(at: Setting) -> bool:
    """True where the name is too little known to be meant without more."""
    if _is_large(at.best):
        return at.page.caseless and at.key in words("person") and not at.located
    if at.page.caseless:
        return len(at.key) <= SHORT_NAME or at.best.population < _least_caseless(at)
    if at.contained and (_is_put_there(at) or is_qualified(at) or _has_venue(at)):
        short = at.mention.single and len(at.key) <= SHORT_NAME
        return short and at.best.population < KNOWN_CITY
    if at.page.field and is_whole_part(at.page, at.mention):
        return False
    return at.best.population < _least(at)


def _is_large(place: Place) -> bool:
    if place.kind == "region":
        return place.population >= PLACED_CITY
    return place.kind != "city"


def _is_put_there(at: Setting) -> bool:
    """True in a field, after a preposition, in a dateline, and at the head.

    "X, a town in Y".
    """
    opens = at.mention.start == 0 and at.page.text[at.mention.end : at.mention.end + 1] == ","
    return at.page.field or at.located or _is_dateline(at) or (at.contained and opens)


def _is_dateline(at: Setting) -> bool:
    """True for "KYIV, Ukraine (AP) —" and "Kyiv:" at the beginning."""
    behind = at.page.text[at.mention.end : at.mention.end + 40]
    marks = (":", " –", " —", " - ", " (AP)", " (AFP)", " (Reuters)", " (dpa)")
    return at.mention.first == 0 and any(mark in behind for mark in marks)


def _least_caseless(at: Setting) -> int:
    return PLACED_CITY if at.contained or _is_put_there(at) else CASELESS_CITY


def _least(at: Setting) -> int:
    """Inhabitants that the name needs to be taken for the city."""
    placed = _is_put_there(at) and (at.page.field or not at.page.title)
    if _is_far_word(at):
        return KNOWN_CITY
    sure = placed and at.preposition and at.page.language not in _NOUN_CAPITALS
    if _is_alias(at):
        if placed and (at.located or at.contained or at.page.field):
            return PLACED_CITY if sure else PLACED_ALIAS
        return KNOWN_CITY if at.contained else FAMOUS_CITY
    if sure or _is_home_town(at):
        return 0
    return PLACED_CITY if placed else KNOWN_CITY


def _is_far_word(at: Setting) -> bool:
    """True for Arabic "club", which is Nadi: a small town abroad, no capitals."""
    if at.shown.lower() != at.shown.upper() or at.contained or at.page.field:
        return False
    home = at.page.grammar.words.get("home", ())
    return bool(home) and at.best.country not in home


def _is_home_town(at: Setting) -> bool:
    """True for "in Kleindorf" in German, where a noun would take an article."""
    bare = at.before is not None and at.page.grammar.has("bare", at.before)
    own = any(e.own_name and e.place == at.best for e in at.mention.entries)
    home = at.best.country in at.page.grammar.words.get("home", ())
    noun = at.key in words("noun_town", "rarely", "given", "person")
    return bare and own and home and at.mention.single and not noun and at.next_capital is None


def _is_alias(at: Setting) -> bool:
    """True for a single Latin word that is not the city's own name."""
    if not at.mention.single or not at.key.isascii() or at.mention.inflected:
        return False
    own = any(e.own_name and e.place == at.best for e in at.mention.entries)
    if at.best.country in at.page.grammar.words.get("home", ()):
        return False  # "Napoli" in Italian
    return not own and fold(at.best.name) != at.key


def _has_venue(at: Setting) -> bool:
    if at.after is None:
        return False
    generic = at.after.key in words("venue", "region_word")
    return generic or at.page.grammar.has("behind", at.after)


def opens_sentence(at: Setting) -> bool:
    """True for a lone town at the head of a sentence, whose capital says nothing."""
    if not starts_sentence(at.page, at.mention):
        return False
    if at.key in words("head_word") and at.best.kind == "country":
        return at.spelt and _goes_on_as_dish(at)
    return _is_lone_town(at) and _goes_on_small(at) and not is_owner(at)


def _goes_on_as_dish(at: Setting) -> bool:
    """True for "Turkey and rice"."""
    return at.after is not None and at.after.key in ("and", "or", "is", "are", "with")


def _goes_on_small(at: Setting) -> bool:
    return at.after is not None and at.after.text[:1].islower()


def _is_lone_town(at: Setting) -> bool:
    """True for a town of one word that nothing around says more of."""
    alone = at.mention.single and at.best.kind == "city" and at.best.population < FAMOUS_CITY
    told = at.located or at.contained or at.page.field or at.page.caseless
    return alone and not told and not _has_venue(at)


def is_owner(at: Setting) -> bool:
    """True for "Kyiv's", and for "Kievs" in languages that write no apostrophe."""
    if at.mention.case in ("in", "from", "to"):
        return False
    last = at.page.tokens[at.mention.last]
    return last.possessive or (at.mention.inflected and last.end == at.mention.end + 1)


def lies_elsewhere(at: Setting) -> bool:
    """True for Haarlem in a place field's "Haarlem College, Iowa, United States".

    A word of a house's name, and no town in the country that the field names.
    """
    if not at.page.field or at.best.kind != "city" or is_whole_part(at.page, at.mention):
        return False
    behind = (m.entries[0].place for m in at.page.mentions if m.start > at.mention.end)
    country = next((p for p in behind if p.kind == "country"), None)
    return country is not None and not any(inside(p, country) for p in at.readings)


def is_house_of_field(at: Setting) -> bool:
    """True for College, Alaska, in a place field's "Haarlem College"."""
    houses = words("venue", "dedicated")
    if not at.page.field or at.key not in houses or at.before is None:
        return False
    return at.before.text[:1].isupper()


def is_noun_with_article(at: Setting) -> bool:
    """True for "in den Boden" in German, where no town takes an article by itself."""
    if at.best.kind != "city" or at.before is None or at.mention.case == ADJECTIVE:
        return False
    return at.page.grammar.has("article", at.before) and not _is_landmark(at)


def _is_landmark(at: Setting) -> bool:
    """True for what stands for a large town by another name: "vor dem Bundeshaus"."""
    return at.best.population >= LARGE_CITY and at.key != fold(at.best.name)


LARGE_CITY = 100_000
"""Inhabitants of a town from which another name of it, behind an article, is a landmark's."""
