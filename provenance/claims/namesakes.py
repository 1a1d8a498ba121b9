"""Which of the places that bear a name it means.

By what stands beside it, by what is spoken of, by size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from provenance.claims.mentions import Mention
from provenance.claims.passage import Passage
from provenance.claims.relations import inside
from provenance.claims.towns import KNOWN_CITY
from provenance.lexicon.folding import fold
from provenance.model import Place, PlaceClaim

DOMINANT = 10
"""A city this many times larger than its namesakes is meant where nothing else decides: London
yes, Odesa (8.5 times Odessa, Texas) and Birmingham no."""
TOO_SMALL = 20
"""A country that is merely spoken of does not make a name mean a town this many times smaller than
the city: "the US team in London" is not in London, Kentucky; St. Petersburg, Florida (20.6 times)
is the border. The development captions come out the same from 5 to 10,000."""
ALIAS_SHARE = 2
"""How many times smaller than the largest a city may be that another name of it is taken for."""
BESIDE_COUNTRY = 500_000
"""Inhabitants of a city whose name is a country's or a sea's too, from which it may be meant."""
MAX_READINGS = 6
SMALL_REGION_KM = 60
"""Reach up to which a region adds nothing to its city: relations count 50 km plus both reaches
as near anyway."""
_LARGE = ("country", "area", "sea", "continent")
_TOWNS = ("city", "base", "airport")
_NAMED, _SPOKEN_OF = 2, 1
"""What a place named and a country merely spoken of count for its country: "US-made missiles strike
Kyiv" names Kyiv, the United States only made the missiles."""


def readings(
    page: Passage, index: int, hints: list[Place], sure: frozenset[str]
) -> tuple[Place, ...]:
    """The places that the name may mean, likeliest first."""
    mention = page.mentions[index]
    places = [e.place for e in mention.places]
    behind = _qualifier(page, index, 1)
    if chosen := _all_in(places, behind):
        return _without_own_region(_leading(chosen, mention))
    if page.field and any(q.kind == "country" for q in behind) and not _names_larger(page, index):
        return ()  # "Rust, Austria" is no town in California
    ahead = _qualifier(page, index, -1)
    if chosen := [p for p in places if any(inside(q, p) for q in ahead)]:
        return _without_own_region(chosen)
    if chosen := _in_hints(places, [h for h in hints if h not in places]):
        return _without_own_region([*chosen, *_elsewhere_for_sure(places, chosen, sure)])
    return _likeliest(mention)


def _all_in(places: list[Place], holders: list[Place]) -> list[Place]:
    return [p for p in places if any(inside(p, q) for q in holders)]


def _names_larger(page: Passage, index: int) -> bool:
    """True where the name is a country's or region's too."""
    return any(e.place.kind != "city" for e in page.mentions[index].places)


def _elsewhere_for_sure(
    places: list[Place], chosen: list[Place], sure: frozenset[str]
) -> list[Place]:
    """Cities of the name in other countries that the text speaks of for sure."""
    wanted = sure - {c.country for c in chosen}
    return [p for p in places if p.kind == "city" and p.country in wanted and p not in chosen]


def sure_countries(mentions: Iterable[Mention]) -> frozenset[str]:
    """Countries of the cities named that have no namesake elsewhere.

    Ukraine, for Kyiv.
    """
    cities = (m for m in mentions if any(e.place.kind == "city" for e in m.entries))
    countries = ({e.place.country for e in m.entries if e.place.country} for m in cities)
    return frozenset(c.pop() for c in countries if len(c) == 1)


def _in_hints(places: list[Place], hints: list[Place]) -> list[Place]:
    """The readings that lie in a region or country spoken of elsewhere.

    A country's own name keeps meaning the country ("a US tariff hits Mexico"), but for regions of
    its name (Georgia).
    """
    large = any(p.kind in _LARGE for p in places)
    kinds = ("region",) if large else ("region", *_TOWNS)
    known = max((p.population for p in places if p.kind == "city"), default=0)
    chosen = [p for p in places if p.kind in kinds and _is_spoken_of(p, hints, known)]
    largest = max((p.population for p in chosen), default=0)
    return [p for p in chosen if p.population * DOMINANT >= largest]


def _is_spoken_of(place: Place, hints: list[Place], known: int) -> bool:
    within = [h for h in hints if inside(place, h)]
    if not within or place.kind != "city":
        return bool(within)
    return any(h.kind == "region" for h in within) or place.population * TOO_SMALL >= known


def _without_own_region(places: list[Place]) -> tuple[Place, ...]:
    """The readings, a city before the region of its name.

    A region hardly larger than its city is left out.
    """
    cities = [p for p in places if p.kind == "city"]
    kept = [p for p in places if not _adds_nothing(p, cities)]
    for city in cities:
        first = next((i for i, p in enumerate(kept) if _is_named_for(p, city)), len(kept))
        if first < kept.index(city):
            kept.remove(city)
            kept.insert(first, city)
    return tuple(kept[:MAX_READINGS])


def _adds_nothing(place: Place, cities: list[Place]) -> bool:
    if place.kind != "region" or place.radius_km > SMALL_REGION_KM:
        return False
    return any(inside(c, place) for c in cities)


def _is_named_for(region: Place, city: Place) -> bool:
    """True for Kyiv Oblast and Kyiv; the city need not lie in it."""
    if region.kind != "region" or city.kind != "city" or region.country != city.country:
        return False
    return fold(region.name).startswith(fold(city.name))


def _qualifier(page: Passage, index: int, step: int) -> list[Place]:
    """What the next name means, where only a comma or the like stands between."""
    other = index + step
    if not 0 <= other < len(page.mentions):
        return []
    left, right = sorted((page.mentions[index], page.mentions[other]), key=lambda m: m.start)
    between = page.text[left.end : right.start]
    mark = between.strip()
    if mark and mark not in tuple(",(/–—-、，（") and not _is_in(page, between):
        return []
    return (
        [] if not between.strip(" ") and between else [e.place for e in page.mentions[other].places]
    )


def _is_in(page: Passage, between: str) -> bool:
    """True for " in ", ", in " and the like."""
    word = between.strip(" ,").lower()
    return word in page.grammar.words.get("at", ()) or word in page.grammar.words.get("of", ())


def _likeliest(mention: Mention) -> tuple[Place, ...]:
    """What the name means where nothing around it decides."""
    places = [e.place for e in mention.places]
    large = [p for p in places if p.kind in _LARGE]
    regions = [p for p in places if p.kind == "region"]
    cities = [p for p in places if p.kind in _TOWNS]
    if large:
        return _beside_large(large, regions, cities, mention.key)
    cities = _leading(cities, mention)
    if regions:
        own = _all_in(cities, regions)
        cities = [p for p in cities if p.population >= KNOWN_CITY or p in own]
    ranked = sorted([*regions, *cities], key=lambda p: p.population, reverse=True)
    return _without_own_region(ranked)


def _beside_large(
    large: list[Place], regions: list[Place], cities: list[Place], key: str
) -> tuple[Place, ...]:
    """The readings of a country's, area's or sea's name.

    It first; with it the regions called just so and the large cities elsewhere, and where it is
    but another language's name for it, the cities of that name: Granada is no Grenada.
    """
    within = _all_in([*regions, *cities], large)
    called = [p for p in regions if fold(p.name) == key or p in within]
    is_theirs = any(fold(p.name) == key for p in large)
    least = BESIDE_COUNTRY if is_theirs else KNOWN_CITY
    kept = [p for p in cities if p.population >= least and p not in within]
    return tuple([*large, *called, *kept][:MAX_READINGS])


def _leading(places: list[Place], mention: Mention) -> list[Place]:
    """The places without towns far smaller than their largest namesake.

    And without those that only bear the name beside another.
    """
    own = [e.place for e in mention.places if e.own_name]
    sized = [p for p in places if p.kind in ("region", *_TOWNS)]
    top = max((p.population for p in sized), default=0)
    # Belém is called Bethlehem too, and is no reason to forget the towns that are.
    own_top = max((p.population for p in sized if p in own), default=0)

    def is_small(place: Place) -> bool:
        if place in own:
            return place.kind == "city" and place.population * DOMINANT < own_top
        return place.kind == "city" and place.population * ALIAS_SHARE < top

    return [p for p in places if not is_small(p)] or places


def votes(
    page: Passage, claims: Sequence[PlaceClaim], context: Sequence[Place]
) -> Mapping[str, Counter[str]]:
    """How much speaks for each country, by the name that says so."""
    found: dict[str, Counter[str]] = {"": Counter(p.country for p in context if p.country)}
    named = ((fold(c.text), c.places, _NAMED) for c in claims)
    wide = ((m.key, _wide(m), _SPOKEN_OF) for m in page.mentions)
    for key, places, weight in (*named, *wide):
        countries = {p.country for p in places}
        if len(countries) == 1 and (country := countries.pop()):
            found.setdefault(key, Counter())[country] += weight
    return found


def _wide(mention: Mention) -> tuple[Place, ...]:
    return tuple(e.place for e in mention.entries if e.place.kind in ("country", "region"))


def homes(read: str | None, declared: str | None) -> frozenset[str]:
    """The countries where a text's language is at home, or its locale's own."""
    language, _, region = (declared or "").replace("_", "-").partition("-")
    if read is None or read == "en":
        return frozenset()
    if language.lower() == read and len(region) == _REGION:
        return frozenset({region.upper()})
    return frozenset(_HOMES.get(read, "").split())


_REGION = 2
"""Letters of a locale's country."""
_HOMES = MappingProxyType(
    {
        "cs": "CZ", "da": "DK", "de": "DE AT CH LI", "el": "GR CY", "fi": "FI",
        "fr": "FR BE CH CA LU", "he": "IL", "hu": "HU", "it": "IT CH", "ja": "JP", "ko": "KR",
        "nb": "NO", "nl": "NL BE", "pl": "PL", "pt": "PT BR", "ro": "RO MD", "ru": "RU",
        "sv": "SE", "tr": "TR", "uk": "UA",
    }
)  # fmt: skip
"""Where a language's newspapers are printed. Not English, which is written of every country and
declared as `en-US` by default, nor what is spoken in too many to prefer one."""


def decide(
    claim: PlaceClaim, total: Counter[str], own: Counter[str], home: frozenset[str] = frozenset()
) -> PlaceClaim:
    """The claim without the readings that fewer other names speak for.

    Of those that as many speak for, the ones at home in the text's language come first.

    Only smaller ones go: Odessa, Texas, beside Kyiv.

    What is larger than the favourite stays: beside a town in Oregon, Birmingham may yet be the one
    in England.
    """
    if len({p.country for p in claim.places}) < 2:
        return claim
    others = {p.country: total[p.country or ""] - own[p.country or ""] for p in claim.places}
    most = max(others.values())
    favourite = max(p.population for p in claim.places if others[p.country] == most)
    kept = [p for p in claim.places if others[p.country] == most or p.population > favourite]
    return replace(
        claim, places=tuple(sorted(kept, key=lambda p: (-others[p.country], p.country not in home)))
    )
