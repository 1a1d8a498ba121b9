"""Whether a name that is spelt like a place names one here: not in "Paris Hilton", "Real Madrid",
"US-made".

The decision is a table of named signs. Those for a place add up, of those against it only the
strongest counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from provenance.claims.dedications import is_dedication
from provenance.claims.inflection import ADJECTIVE
from provenance.claims.language import grammar
from provenance.claims.mentions import Mention
from provenance.claims.passage import (
    Passage,
    after,
    before,
    behind_article,
    index,
    is_whole_part,
    qualified_by_comma,
    starts_sentence,
)
from provenance.claims.relations import inside
from provenance.claims.tokens import Token
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
_PLACE, _OTHER, _WEAK = 2, -9, -2
"""Weights: a sign for a place outweighs a weak one against it and never a strong one."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A name with its readings and what stands around it."""

    page: Passage
    mention: Mention
    readings: tuple[Place, ...]
    contained: bool
    """True where a region or country that holds it is spoken of in the text or around it."""
    in_region: bool
    """True where it is a region that is spoken of."""
    before: Token | None
    after: Token | None
    located: bool
    """True where the words around say that something is there."""
    preposition: bool
    """True where a preposition right before says so."""

    @property
    def best(self) -> Place:
        """The likeliest reading."""
        return self.readings[0]

    @property
    def key(self) -> str:
        """The name as it is looked up."""
        return self.mention.key

    @property
    def shown(self) -> str:
        """The name as it is printed."""
        return self.page.text[self.mention.start : self.mention.end]

    @property
    def spelt(self) -> bool:
        """True where capitals tell names from words."""
        return not self.page.caseless

    @property
    def next_capital(self) -> Token | None:
        """The capitalised word behind, with only a space between."""
        token = self.after
        if token is None or not token.text[:1].isupper():
            return None
        return token if self.page.text[self.mention.end : token.start] == " " else None


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign that a name is a place's, or that it is not."""

    name: str
    weight: int
    holds: Callable[[Setting], bool]
    owner: bool = False
    """True for a sign that the name says whose something is: "US-made"."""


def setting(
    page: Passage,
    mention: Mention,
    readings: tuple[Place, ...],
    hints: list[Place],
    *,
    located: bool = False,
    preposition: bool = False,
) -> Setting:
    """The name with what stands around it; `hints`: places that may hold it."""
    wider = [h for h in hints if h.kind != "continent" and h not in readings]
    holding = [h for h in wider if any(inside(p, h) for p in readings)]
    return Setting(
        page, mention, readings, bool(holding), any(h.kind == "region" for h in holding),
        None if mention.unspaced else before(page, mention), after(page, mention), located,
        preposition,
    )  # fmt: skip


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
    """True where the name is a country's that only says whose something is: "US-made", "Swiss"."""
    against = [s for s in signs if s.weight < 0]
    return bool(against) and all(s.owner for s in against)


def _is_adjective(at: Setting) -> bool:
    return any(e.demonym for e in at.mention.entries) and not at.located


def _is_short(at: Setting) -> bool:
    """Two letters, or an abbreviation, that is not written in capitals."""
    short = len(at.key) < SHORT_NAME and at.shown.lower() != at.shown.upper()
    return (short or at.key in words("abbreviation")) and (
        at.page.caseless or not at.shown.isupper()
    )


def _is_of_another_language(at: Setting) -> bool:
    """True for one language's name of a country that is a word or a person's name in others."""
    tongues = table("words")["country_in"].get(at.key)
    if tongues is None or at.best.kind != "country":
        return False
    if at.page.language in tongues.split():
        return False
    word = at.before
    placed = word is not None and any(grammar(t).has("at", word) for t in tongues.split())
    return at.page.declared or not (at.located or placed)


def _is_word(at: Setting) -> bool:
    if at.key in words("rarely") or at.key in _phrases() or at.key in _calendar():
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
def _calendar() -> frozenset[str]:
    """Names of months and weekdays in Latin letters: Montag is no town in Massachusetts."""
    names = {
        fold(name) for kind in calendar().values() for by_name in kind.values() for name in by_name
    }
    return frozenset(name for name in names if len(name) > SHORT_NAME and name.isascii())


def _is_of_words(at: Setting) -> bool:
    """True for a small town called "Church Street"."""
    generic = words("rarely") | words("venue")
    small = not at.mention.single and at.best.population < KNOWN_CITY
    return small and all(word in generic for word in at.key.split())


@lru_cache(maxsize=32)
def _own_calendar(language: str) -> frozenset[str]:
    """Names of months and weekdays in the text's language, also the short ones: Mai, maj."""
    kinds = calendar().values()
    return frozenset(fold(name) for kind in kinds for name in kind.get(language, {}))


def _is_qualified(at: Setting) -> bool:
    """True for "Reading, England"."""
    return at.contained and qualified_by_comma(at.page, at.mention)


def _is_town_after_preposition(at: Setting) -> bool:
    """True for "in Nice", not for "in the Derby"."""
    placed = at.key in words("placed") and at.preposition and at.spelt
    return placed and not behind_article(at.page, at.mention)


def _is_city_after_preposition(at: Setting) -> bool:
    """True for a given name that is a large city's too: "in Salvador"."""
    return at.key in words("given") and at.preposition and at.best.population >= KNOWN_CITY


def _is_too_small(at: Setting) -> bool:
    """True where the name is too little known to be meant without more."""
    if _is_large(at.best):
        return at.page.caseless and at.key in words("person") and not at.located
    if at.page.caseless:
        return len(at.key) <= SHORT_NAME or at.best.population < _least_caseless(at)
    if at.contained and (_is_put_there(at) or _is_qualified(at) or _has_venue(at)):
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
    """True in a field, after a preposition, in a dateline, and at the head of "X, a town in Y"."""
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
    sure = placed and at.preposition and at.page.language not in _NOUN_CAPITALS
    if _is_alias(at):
        if placed:
            return PLACED_CITY if sure else PLACED_ALIAS
        return KNOWN_CITY if at.contained else FAMOUS_CITY
    if sure:
        return 0
    return PLACED_CITY if placed else KNOWN_CITY


def _is_alias(at: Setting) -> bool:
    """True for a single Latin word that is not the city's own name."""
    if not at.mention.single or not at.key.isascii() or at.mention.inflected:
        return False
    own = any(e.own_name and e.place == at.best for e in at.mention.entries)
    return not own and fold(at.best.name) != at.key


def _has_venue(at: Setting) -> bool:
    return at.after is not None and at.after.key in words("venue") | words("region_word")


def _opens_sentence(at: Setting) -> bool:
    """True for a lone town at the head of a sentence, whose capital says nothing, and for "Turkey
    and rice"."""
    if at.key in words("head_word") and at.best.kind == "country":
        goes_on = at.after is not None and at.after.key in ("and", "or", "is", "are", "with")
        return goes_on and at.spelt and starts_sentence(at.page, at.mention)
    alone = at.mention.single and at.best.kind == "city" and at.best.population < FAMOUS_CITY
    if (
        not alone
        or at.located
        or at.page.field
        or at.page.caseless
        or at.contained
        or _has_venue(at)
    ):
        return False
    goes_on = at.after is not None and at.after.text[:1].islower()
    return goes_on and starts_sentence(at.page, at.mention) and not _is_owner(at)


def _is_owner(at: Setting) -> bool:
    """True for "Kyiv's", and for "Kievs" in languages that write no apostrophe."""
    if at.mention.case in ("in", "from", "to"):
        return False
    last = at.page.tokens[at.mention.last]
    return last.possessive or (at.mention.inflected and last.end == at.mention.end + 1)


def _lies_elsewhere(at: Setting) -> bool:
    """True for Dordrecht in a place field's "Dordt College, Iowa, United States": a word of a
    house's name, and no town in the country that the field names."""
    if not at.page.field or at.best.kind != "city" or is_whole_part(at.page, at.mention):
        return False
    behind = (m.entries[0].place for m in at.page.mentions if m.start > at.mention.end)
    country = next((p for p in behind if p.kind == "country"), None)
    return country is not None and not any(inside(p, country) for p in at.readings)


def _is_house_of_field(at: Setting) -> bool:
    """True for College, Alaska, in a place field's "Dordt College"."""
    houses = words("venue") | words("dedicated")
    if not at.page.field or at.key not in houses or at.before is None:
        return False
    return at.before.text[:1].isupper()


def _is_noun_with_article(at: Setting) -> bool:
    """True for "in den Boden" in German, where no town takes an article by itself."""
    if at.best.kind != "city" or at.before is None or at.mention.case == ADJECTIVE:
        return False
    return at.page.grammar.has("article", at.before)


def _is_club(at: Setting) -> bool:
    word = at.before
    if word is None or word.key not in words("club"):
        return False
    return at.spelt and word.text[:1].isupper() and (word.text.isupper() or len(word.text) > 2)


def _is_thing(at: Setting) -> bool:
    """True for "Brussels sprouts"."""
    return at.after is not None and at.after.key in words("thing")


def _is_dish(at: Setting) -> bool:
    """True for "Peking duck", whose second word is small."""
    word = at.after
    return word is not None and word.text[:1].islower() and word.key in words("dish")


def _is_ship(at: Setting) -> bool:
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


def _is_behind_given_name(at: Setting) -> bool:
    word = at.before
    given = at.mention.single and word is not None and word.key in words("given")
    return given and word is not None and (at.page.caseless or word.capital)


def _is_double_name(at: Setting) -> bool:
    """True for the second half of a double name whose first half is no place: "Marsh-Ireland"."""
    word = at.before
    if not at.mention.single or word is None:
        return False
    hyphen = at.page.text[word.end : at.mention.start] == "-"
    return hyphen and word.text[:1].isupper() and at.mention.first - 1 not in at.page.lasts


def _is_behind_initial(at: Setting) -> bool:
    """True behind "A.": "Jo A. Serra"."""
    first = at.mention.first - 1
    if first < 1 or not at.mention.single or at.best.kind != "city":
        return False
    return len(at.page.tokens[first].text) == 1 and at.page.text[: at.mention.start].endswith(". ")


def _is_organisation(at: Setting) -> bool:
    """True for "Washington Post", "Bank of America" behind, "Russia police"."""
    word = at.after
    if word is None or word.key not in words("organisation"):
        return False
    if word.key in words("venue") and word.text != "City":
        return False
    if word.capital and at.spelt:
        return True
    return word.key in words("office_behind") and at.best.kind != "city"


def _is_company(at: Setting) -> bool:
    """True for "Air India", "Bank of America", "Radio Free Europe"."""
    word = at.before
    if word is None:
        return False
    if word.text[:1].isupper() and word.key in words("company"):
        return at.spelt
    head = before(at.page, at.mention, 2)
    return word.key == "of" and head is not None and head.capital and head.key == "bank"


def _is_surname(at: Setting) -> bool:
    """True for the surname in "Jordan Henderson" turned round: "Ada London"."""
    word = at.before
    if word is None or not at.mention.single or not at.spelt or at.best.kind != "city":
        return False
    return word.key in words("person") and word.capital and not _has_venue_only(at)


def _has_venue_only(at: Setting) -> bool:
    return at.after is not None and at.after.key in words("venue")


def _is_park(at: Setting) -> bool:
    """True for a park or street that bears the name of a town: "Gorky Park", "Victoria Street"."""
    word = at.next_capital
    if word is None or not at.spelt or not at.mention.single or at.mention.case == ADJECTIVE:
        return False
    if word.key in words("street_after"):
        return True
    return word.key in words("named_after") and at.best.population < FAMOUS_CITY


def _begins_longer_name(at: Setting) -> bool:
    """True where another capitalised word follows that is no date, no generic word and no place
    around: "Ada Stone".

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
    if _lies_beside(at) or _is_owner(at) or at.best.kind not in ("city", "region"):
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
    return key in _calendar() or key in words("date_word")


def _is_famous_in_title(at: Setting) -> bool:
    """True for the known names among a headline's capitals."""
    return at.page.title and at.best.population >= CASELESS_CITY


def _is_tail_of_name(at: Setting) -> bool:
    """True for Moreno in "Vargas Moreno": what stands before is spelt like a place, and begins
    a person's name."""
    head = at.page.lasts.get(at.mention.first - 1)
    if head is None or not head.single or not head.places or not _is_bare(at) or at.located:
        return False
    if at.page.text[head.end : at.mention.start] != " ":
        return False
    if head.key in words("rarely") | words("venue") | words("small"):
        return False  # "Metro Manila"
    return begins_longer_name(setting(at.page, head, (head.places[0].place,), []))


def _is_bare(at: Setting) -> bool:
    return at.mention.single and at.spelt and not _has_venue_only(at)


def _ends_longer_name(at: Setting) -> bool:
    """True where a capitalised word stands before that is no place or generic word: "Jo
    Burnham"."""
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
    generic = word.key in words("venue") | words("region_word")
    return generic or any(grammar.has(kind, word) for kind in ("at", "of", "skip", "part"))


def _is_compound(at: Setting) -> bool:
    """True for "US-made" and "Hamburg-Marathon", "anti-India"."""
    behind = at.page.text[at.mention.end : at.mention.end + 2]
    if behind[:1] == "-" and behind[1:].islower():
        return True
    word = at.before
    if word is None or at.page.text[word.end : at.mention.start] != "-":
        return False
    return word.text.islower() and not at.page.grammar.has("skip", word)


def _is_between_two(at: Setting) -> bool:
    """True for both countries in "the US-India deal"; a border of theirs is a spot."""
    if at.best.kind != "country":
        return False
    left = at.page.lasts.get(at.mention.first - 1)
    right = at.page.firsts.get(at.mention.last + 1)
    if left and _is_hyphened(at.page, left, at.mention):
        right = at.mention
    elif not right or not _is_hyphened(at.page, at.mention, right):
        return False
    follower = after(at.page, right)
    if follower is None or at.page.grammar.has("behind", follower):
        return False
    return follower.key not in words("venue")


def _is_hyphened(page: Passage, left: Mention, right: Mention) -> bool:
    countries = all(any(e.place.kind == "country" for e in m.entries) for m in (left, right))
    return countries and page.text[left.end : right.start] in ("-", "–", "‑")


def _is_owner_of_other(at: Setting) -> bool:
    """True for "Sweden's pamphlet", which may be anywhere; "India's Jammu region" is in India."""
    if not _is_owner(at) or at.best.kind not in ("country", "region", "continent"):
        return False
    if at.after is not None and at.page.grammar.has("behind", at.after):
        return False
    owned = at.page.firsts.get(at.mention.last + 1)
    within = owned is not None and any(inside(e.place, at.best) for e in owned.entries)
    return at.mention.last + 1 < len(at.page.tokens) and not within


def _is_of_an_office(at: Setting) -> bool:
    """True for "President of Kenya", not for "in the state of Kenya"."""
    link = at.before
    if link is not None and link.key in ("the", "der", "la", "l"):
        link = before(at.page, at.mention, 2)
    if link is None or not at.page.grammar.has("of", link):
        return False
    place = index(at.page, link)
    head = at.page.tokens[place - 1] if place else None
    if head is None or head.key not in words("head"):
        return False
    outer = [t for t in at.page.tokens[max(0, place - 3) : place - 1] if t.key != "the"]
    return not (outer and at.page.grammar.has("at", outer[-1]))


SIGNS = (
    Sign("beside its region", _PLACE, _is_qualified),
    Sign("a town after a preposition", _PLACE, _is_town_after_preposition),
    Sign("a city after a preposition", _PLACE, _is_city_after_preposition),
    Sign("everyday word", _WEAK, _is_word),
    Sign("given name", _WEAK, lambda at: at.key in words("given")),
    Sign("adjective", _OTHER, _is_adjective, owner=True),
    Sign("short", _OTHER, _is_short),
    Sign("another language's", _OTHER, _is_of_another_language),
    Sign("bears the name", _OTHER, lambda at: is_dedication(at.page, at.mention)),
    Sign("too small", _OTHER, _is_too_small),
    Sign("opens a sentence", _OTHER, _opens_sentence),
    Sign("noun with its article", _OTHER, _is_noun_with_article),
    Sign("elsewhere than its field", _OTHER, _lies_elsewhere),
    Sign("house of a field", _OTHER, _is_house_of_field),
)
"""Signs for and against a place, also where a field names it."""
NAMES_OF_OTHERS = (
    Sign("club", _OTHER, _is_club),
    Sign("thing", _OTHER, _is_thing),
    Sign("dish", _OTHER, _is_dish),
    Sign("ship", _OTHER, _is_ship),
    Sign("behind a given name", _OTHER, _is_behind_given_name),
    Sign("double name", _OTHER, _is_double_name),
    Sign("behind an initial", _OTHER, _is_behind_initial),
    Sign("organisation", _OTHER, _is_organisation),
    Sign("company", _OTHER, _is_company),
    Sign("surname", _OTHER, _is_surname),
    Sign("park or street", _OTHER, _is_park),
    Sign("begins a longer name", _OTHER, _begins_longer_name),
    Sign("tail of a name", _OTHER, _is_tail_of_name),
    Sign("ends a longer name", _OTHER, _ends_longer_name),
)
"""Signs that a person, team, paper, company, ship or school carries the name of a place."""
OWNERS = (
    Sign("compound", _OTHER, _is_compound, owner=True),
    Sign("between two", _OTHER, _is_between_two, owner=True),
    Sign("owner", _OTHER, _is_owner_of_other, owner=True),
    Sign("office", _OTHER, _is_of_an_office, owner=True),
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
