"""Whether a name that is spelt like a place claims one here: not in "Paris Hilton", "Real
Madrid", "US-made"."""

from __future__ import annotations

from functools import lru_cache

from provenance.claims.dedications import is_dedication
from provenance.claims.gazetteer import Entry
from provenance.claims.mentions import Mention
from provenance.claims.passage import (
    Passage,
    after_article,
    after_locative,
    index,
    is_dateline,
    is_whole_part,
    near,
    qualified_by_comma,
    starts_sentence,
)
from provenance.claims.relations import inside
from provenance.claims.vocabulary import calendar, table, words
from provenance.lexicon.folding import fold
from provenance.model import Place

KNOWN_CITY = 100_000
"""Inhabitants from which a bare name is taken for the city: a cautious choice. On the development
half of the caption set 15,000 calls one per cent more out-of-context captions with no accurate one
lost, but reads everyday words of other scripts (Japanese for "centre") as towns."""
PLACED_CITY = 15_000
"""Inhabitants from which a name after "in", "at", "near" is taken for the city."""
FAMOUS_CITY = 1_000_000
"""Inhabitants from which a bare name that is not the city's main one is taken for it: Moskau and
Kiev yes. Below, other languages' names for cities are too often words: Salé is Sala, Herat is
Gerät, Hamm is Hamas, as reading 190 news pages in 25 languages by eye showed. The development
captions come out the same from 100,000 to 3,000,000."""
_ATTRIBUTE = (
    "police",
    "government",
    "ministry",
    "army",
    "forces",
    "president",
    "parliament",
    "mp",
    "minister",
)


def is_claim(
    page: Passage, mention: Mention, readings: tuple[Place, ...], hints: list[Place]
) -> bool:
    """True where the mention says where something is, so far as the words around it tell."""
    contained = any(
        inside(p, h) for p in readings for h in hints if h.kind != "continent" and h not in readings
    )
    if mention.first < 0:
        return readings[0].kind != "city" or readings[0].population >= KNOWN_CITY or contained
    located = after_locative(page, mention)
    if any(e.demonym for e in mention.entries) and not located:
        return False
    shown = page.text[mention.start : mention.end]
    short = (
        len(mention.key) <= 2 and shown.lower() != shown.upper()
    )  # two Korean syllables are a whole name
    if (short or mention.key in words("abbreviation")) and (page.lower or not shown.isupper()):
        return False
    if _of_another_language(page, mention, readings[0]):
        return False
    named_for = qualified_by_comma(page, mention) and contained
    if (
        _is_word(mention)
        and not named_for
        and not (
            mention.key in words("placed")
            and located
            and not page.lower
            and not after_article(page, mention)
        )
    ):
        return False
    if (
        mention.key in words("given")
        and not named_for
        and not (located and readings[0].population >= KNOWN_CITY)
    ):
        return False
    if is_dedication(page, mention):
        return False
    if not page.field and (
        _is_name_of_other(page, mention, readings) or _is_attribute(page, mention, readings)
    ):
        return False
    return _is_known_enough(page, mention, readings, contained)


def _is_word(mention: Mention) -> bool:
    return mention.key in words("rarely") or mention.key in _phrases() or mention.key in _calendar()


@lru_cache(maxsize=1)
def _phrases() -> frozenset[str]:
    return frozenset(fold(phrase) for phrase in table("words")["phrases"])


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    """Names of months and weekdays in Latin letters: Montag is no town in Massachusetts."""
    names = {
        fold(name) for kind in calendar().values() for by_name in kind.values() for name in by_name
    }
    return frozenset(name for name in names if len(name) > 3 and name.isascii())


def _of_another_language(page: Passage, mention: Mention, place: Place) -> bool:
    """True for one language's name of a country that is a word or a person's name in others."""
    tongues = table("words")["country_in"].get(mention.key)
    if tongues is None or place.kind != "country":
        return False
    return (
        page.language not in tongues.split() if page.language else not after_locative(page, mention)
    )


def _is_known_enough(
    page: Passage, mention: Mention, readings: tuple[Place, ...], contained: bool
) -> bool:
    best = readings[0]
    located = after_locative(page, mention)
    if best.kind not in ("city", "region") or (
        best.kind == "region" and best.population >= PLACED_CITY
    ):
        return not page.lower or mention.key not in words("person") or located
    placed = (
        page.field
        or located
        or is_dateline(page, mention)
        or (contained and _is_heading(page, mention))
    )
    if page.lower:
        return len(mention.key) > 3 and best.population >= (
            PLACED_CITY if contained or placed else 5 * KNOWN_CITY
        )
    if contained and (placed or qualified_by_comma(page, mention) or _has_venue(page, mention)):
        return mention.first != mention.last or len(mention.key) > 3
    if page.field and is_whole_part(page, mention):
        return True
    if page.title and not page.field:
        placed = False
    foreign = (
        mention.first == mention.last and mention.key.isascii() and not _own_name(mention, best)
    )
    if foreign and not mention.inflected:
        return best.population >= (
            3 * PLACED_CITY if placed else KNOWN_CITY if contained else FAMOUS_CITY
        )
    return best.population >= (PLACED_CITY if placed else KNOWN_CITY)


def _is_heading(page: Passage, mention: Mention) -> bool:
    """True for "Lalibela, a town in Ethiopia"."""
    return mention.start == 0 and page.text[mention.end : mention.end + 1] == ","


def _own_name(mention: Mention, place: Place) -> bool:
    return (
        any(e.own_name and e.place == place for e in mention.entries)
        or fold(place.name) == mention.key
    )


def _has_venue(page: Passage, mention: Mention) -> bool:
    after = near(page, mention, 1)
    return after is not None and after.key in words("venue") | words("region_word")


def _is_name_of_other(page: Passage, mention: Mention, readings: tuple[Place, ...]) -> bool:
    """A person, team, newspaper, company or school that carries the name of a place."""
    before, after = near(page, mention, -1), near(page, mention, 1)
    single = mention.first == mention.last
    if (
        before is not None
        and before.key in words("club")
        and (before.text.isupper() or len(before.text) > 2)
    ):
        return before.text[:1].isupper() and not page.lower
    if after is not None and after.key in words("thing"):
        return True
    if (
        before is not None
        and single
        and before.key in words("given")
        and (page.lower or before.capital)
    ):
        return True
    if single and (
        _behind_hyphen(page, mention)
        or (_after_initial(page, mention) and readings[0].kind == "city")
    ):
        return True
    if after is not None and after.key in words("venue"):
        return False
    if after is not None and after.key in words("organisation"):
        if after.capital and not page.lower:
            return True
        return after.key in _ATTRIBUTE and readings[0].kind != "city"
    if (
        single
        and before is not None
        and before.key in words("person")
        and before.capital
        and not page.lower
    ):
        return readings[0].kind == "city"  # the surname in "Jordan Henderson"
    famous = (
        page.title and readings[0].population >= 5 * KNOWN_CITY
    )  # of a headline's capitals only the known names
    if single and not page.lower and not famous and _begins_longer_name(page, mention, readings[0]):
        return True
    if single and not page.lower and _tail_of_name(page, mention):
        return True
    return (
        single
        and not page.lower
        and not page.title
        and _ends_longer_name(page, mention, readings[0])
    )


def _tail_of_name(page: Passage, mention: Mention) -> bool:
    """True for Moreno in "Vargas Moreno": what stands before is spelt like a place, and begins
    a person's name."""
    head = page.lasts.get(mention.first - 1)
    if head is None or page.text[head.end : mention.start] != " " or not entries_in(head):
        return False
    if head.key in words("rarely") | words("venue") | words("small"):
        return False  # "Metro Manila"
    return head.first == head.last and _begins_longer_name(page, head, entries_in(head)[0].place)


def _behind_hyphen(page: Passage, mention: Mention) -> bool:
    """True for the second half of a double name whose first half is no place: "Marsh-Ireland",
    "Anti-India"."""
    before = near(page, mention, -1)
    if before is None or page.text[before.end : mention.start] != "-":
        return False
    return before.text[:1].isupper() and mention.first - 1 not in page.lasts


def _begins_longer_name(page: Passage, mention: Mention, place: Place) -> bool:
    """True where another capitalised word follows that is no date, no generic word and no place
    around: "Ada Stone".

    After "in" a large city is meant nevertheless ("in Berlin Neukölln"), unless "the" stands
    between ("in the Norman Porch"). Countries name their people's offices and firms; their names
    are taken for places as before, unless they are given names too.
    """
    at = mention.last + 1
    after = near(page, mention, 1)
    if after is None or not after.text[:1].isupper() or page.text[mention.end : after.start] != " ":
        return False
    if after.key in words("region_word") or _is_date_word(after.key):
        return False
    if mention.key in words("given"):
        return True
    if mention.key in words("person"):
        return not after_locative(page, mention)
    beside = page.firsts.get(at)
    if beside is not None and any(
        inside(place, e.place) or inside(e.place, place) for e in beside.entries
    ):
        return False  # "Lagos Nigeria"
    if _genitive(page, mention) or place.kind not in ("city", "region"):
        return False
    if not after_locative(page, mention):
        return True
    return after_article(page, mention) or place.population < KNOWN_CITY


def _is_date_word(key: str) -> bool:
    return any(key in fold_names for fold_names in (_calendar(), words("date_word")))


def _ends_longer_name(page: Passage, mention: Mention, place: Place) -> bool:
    """True where a capitalised word stands before that is no place or generic word: "Jo
    Burnham"."""
    before = near(page, mention, -1)
    if (
        before is None
        or not before.text[:1].isupper()
        or before.possessive
        or starts_sentence(page, before)
    ):
        return False
    generic = words("venue") | words("locative") | words("region_word")
    return (
        place.kind == "city"
        and place.population < 5 * KNOWN_CITY
        and before.key not in generic
        and mention.first - 1 not in page.lasts
    )


def _after_initial(page: Passage, mention: Mention) -> bool:
    """True behind "A.": "Jo A. Serra"."""
    first = mention.first - 1
    return (
        first >= 1
        and len(page.tokens[first].text) == 1
        and page.text[: mention.start].endswith(". ")
    )


def _is_attribute(page: Passage, mention: Mention, readings: tuple[Place, ...]) -> bool:
    """ "President of Kenya", "US-made", "China's first strike": whose it is, not where it is."""
    before = near(page, mention, -1)
    if (
        page.text[mention.end : mention.end + 1] == "-"
        and page.text[mention.end + 1 : mention.end + 2].islower()
    ):
        return True
    if (
        before is not None
        and page.text[before.end : mention.start] == "-"
        and before.text.islower()
    ):
        return True
    if _between_two(page, mention, readings[0]):
        return True
    if _genitive(page, mention) and readings[0].kind in ("country", "region", "continent"):
        owned = page.firsts.get(mention.last + 1)
        inside_it = owned is not None and any(inside(e.place, readings[0]) for e in owned.entries)
        if mention.last + 1 < len(page.tokens) and not inside_it:
            return True  # "India's Jammu region" is in India, "Sweden's pamphlet" may be anywhere
    if before is not None and before.key in ("the", "der", "la", "l"):
        at = index(page, before) - 1
        before = page.tokens[at] if at >= 0 else None
    if before is not None and before.key in ("of", "de", "du", "von", "di", "del", "della"):
        at = index(page, before)
        head = page.tokens[at - 1] if at else None
        outer = page.tokens[at - 2] if at > 1 else None
        if outer is not None and outer.key == "the" and at > 2:
            outer = page.tokens[at - 3]
        return (
            head is not None
            and head.key in words("head")
            and not (outer is not None and outer.key in words("locative"))
        )
    return False


def _between_two(page: Passage, mention: Mention, place: Place) -> bool:
    """True for both countries in "the US-India deal": whose it is; a border of theirs is a spot."""
    if place.kind != "country":
        return False
    left, right = page.lasts.get(mention.first - 1), page.firsts.get(mention.last + 1)
    pair = (left, mention) if left and _hyphened(page, left, mention) else (mention, right)
    if pair[1] is None or pair[0] is None or not _hyphened(page, pair[0], pair[1]):
        return False
    follower = near(page, pair[1], 1)
    return follower is not None and follower.key not in words("venue")


def _hyphened(page: Passage, left: Mention, right: Mention) -> bool:
    countries = all(any(e.place.kind == "country" for e in m.entries) for m in (left, right))
    return countries and page.text[left.end : right.start] in ("-", "–", "‑")


def _genitive(page: Passage, mention: Mention) -> bool:
    """True for "Kyiv's", and for "Kievs" in languages that write no apostrophe."""
    last = page.tokens[mention.last]
    return last.possessive or (mention.inflected and last.end == mention.end + 1)


def entries_in(mention: Mention) -> tuple[Entry, ...]:
    """What the mention may name, adjectives and nationals left out."""
    return tuple(e for e in mention.entries if not e.demonym)
