"""Read the places a text claims, and which place each name means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from provenance.claims.dedications import standing_elsewhere
from provenance.claims.gazetteer import Gazetteer
from provenance.claims.judging import KNOWN_CITY, entries_in, is_claim
from provenance.claims.mentions import Mention, find_mentions, tokenise
from provenance.claims.passage import Passage, caseless, passage
from provenance.claims.relations import inside
from provenance.lexicon.folding import fold
from provenance.model import Place, PlaceClaim

MAX_CHARS = 20_000
"""Longer texts are read up to here: a caption has hundreds, a lead and headline thousands of
characters."""
DOMINANT = 10
"""A city this many times larger than its namesakes is meant where nothing else decides: London
yes, Odesa (8.5 times Odessa, Texas) and Birmingham no."""
TOO_SMALL = 20
"""A country that is merely spoken of does not make a name mean a town this many times smaller than
the city: "the US team in London" is not in London, Kentucky; St. Petersburg, Florida (20.6 times)
is the border. The development captions come out the same from 5 to 10,000."""
MAX_READINGS = 6
MAX_HINTS = 60
"""Countries, regions and areas that help to tell namesakes apart, at most: bounds the work on a
hostile text."""
SMALL_REGION_KM = 60
"""Reach up to which a region adds nothing to its city: relations count 50 km plus both reaches
as near anyway."""
_LARGE = ("country", "area", "sea", "continent")
_QUALIFIES = re.compile(r"\s*[,(/–—-]\s*|\s*,?\s+(?:in|im|en|dans|of|w|у|в)\s+")


def read_places(
    text: str,
    gazetteer: Gazetteer,
    *,
    language: str | None = None,
    context: Sequence[Place] = (),
    field: bool = False,
) -> tuple[PlaceClaim, ...]:
    """The places a text claims. `context`: places known from around it; `field`: the text is a
    place field."""
    text = text[:MAX_CHARS]
    tokens = tokenise(text)
    lower = caseless(text, tokens)
    mentions = find_mentions(text, tokens, gazetteer, language=language, lower=lower)
    tongue = (language or "").split("-")[0].lower() or None
    page = passage(text, tokens, mentions, field=field, language=tongue, lower=lower)
    wider = [e.place for m in mentions for e in m.entries if e.place.kind != "city"]
    hints = list(dict.fromkeys([*wider, *context]))[:MAX_HINTS]
    sure = _sure_countries(mentions)
    claims = []
    for index, mention in enumerate(mentions):
        readings = _readings(page, index, hints, sure)
        if readings and is_claim(page, mention, readings, hints):
            claims.append(
                PlaceClaim(text[mention.start : mention.end], mention.start, mention.end, readings)
            )
    elsewhere = set(standing_elsewhere(text, claims))
    claims = [c for c in claims if c not in elsewhere]
    votes = _votes(page, claims, context)
    total = sum(votes.values(), Counter())
    return tuple(_settled(claim, total, votes.get(fold(claim.text), Counter())) for claim in claims)


def _votes(
    page: Passage, claims: Sequence[PlaceClaim], context: Sequence[Place]
) -> Mapping[str, Counter[str]]:
    """How much speaks for each country, by the name that says so: a place named counts twice what
    is merely spoken of.

    "US-made missiles strike Kyiv": Kyiv is a place named, the United States only made the missiles.
    """
    votes: dict[str, Counter[str]] = {"": Counter(p.country for p in context if p.country)}
    for claim in claims:
        if len({p.country for p in claim.places}) == 1 and claim.place.country:
            votes.setdefault(fold(claim.text), Counter())[claim.place.country] += 2
    for mention in page.mentions:
        spoken_of = {
            e.place.country for e in mention.entries if e.place.kind in ("country", "region")
        }
        if len(spoken_of) == 1 and (country := spoken_of.pop()):
            votes.setdefault(mention.key, Counter())[country] += 1
    return votes


def _settled(claim: PlaceClaim, total: Counter[str], own: Counter[str]) -> PlaceClaim:
    """Without the readings that fewer other names speak for and that are smaller besides: Odessa,
    Texas, beside Kyiv.

    What is larger than the favourite stays: beside a town in Oregon, Birmingham may yet be the one
    in England.
    """
    if len({p.country for p in claim.places}) < 2:
        return claim
    others = {p.country: total[p.country or ""] - own[p.country or ""] for p in claim.places}
    most = max(others.values())
    favourite = max(p.population for p in claim.places if others[p.country] == most)
    kept = tuple(p for p in claim.places if others[p.country] == most or p.population > favourite)
    return (
        replace(claim, places=tuple(sorted(kept, key=lambda p: -others[p.country])))
        if most
        else claim
    )


def _readings(
    page: Passage, index: int, hints: list[Place], sure: frozenset[str]
) -> tuple[Place, ...]:
    mention = page.mentions[index]
    places = [e.place for e in entries_in(mention)]
    follower = _qualifier(page, index, 1)
    if follower and (chosen := [p for p in places if any(inside(p, q) for q in follower)]):
        return _without_own_region(chosen)
    leader = _qualifier(page, index, -1)
    if leader and (chosen := [p for p in places if any(inside(q, p) for q in leader)]):
        return _without_own_region(chosen)
    if chosen := _hinted(places, [h for h in hints if h not in places]):
        beside = [
            p
            for p in places
            if p.kind == "city" and p.country in sure - {c.country for c in chosen}
        ]
        return _without_own_region(list(dict.fromkeys((*chosen, *beside))))
    return _likeliest(mention)


def _sure_countries(mentions: Iterable[Mention]) -> frozenset[str]:
    """Countries of the cities named that have no namesake elsewhere: Ukraine, for Kyiv."""
    cities = (m for m in mentions if any(e.place.kind == "city" for e in m.entries))
    countries = ({e.place.country for e in m.entries if e.place.country} for m in cities)
    return frozenset(c.pop() for c in countries if len(c) == 1)


def _hinted(places: list[Place], hints: list[Place]) -> list[Place]:
    """The readings that lie in a region or country spoken of elsewhere.

    A country's own name keeps meaning the country ("a US tariff hits Mexico"), but for regions of
    its name (Georgia).
    """
    kinds = (
        ("region",)
        if any(p.kind in _LARGE for p in places)
        else ("city", "region", "base", "airport")
    )
    known = max((p.population for p in places if p.kind == "city"), default=0)
    chosen = []
    for place in places:
        within = [h for h in hints if place.kind in kinds and inside(place, h)]
        spoken_of = any(h.kind == "region" for h in within) or place.population * TOO_SMALL >= known
        if within and (place.kind != "city" or spoken_of):
            chosen.append(place)
    largest = max((p.population for p in chosen), default=0)
    return [p for p in chosen if p.population * DOMINANT >= largest]


def _without_own_region(places: list[Place]) -> tuple[Place, ...]:
    """The readings, a city before the region of its name; a region hardly larger than its city
    is left out."""
    cities = [p for p in places if p.kind == "city"]
    kept = [
        p
        for p in places
        if p.kind != "region"
        or p.radius_km > SMALL_REGION_KM
        or not any(inside(c, p) for c in cities)
    ]

    for city in cities:
        first = next((i for i, p in enumerate(kept) if _named_for(p, city)), len(kept))
        if first < kept.index(city):
            kept.remove(city)
            kept.insert(first, city)
    return tuple(kept[:MAX_READINGS])


def _named_for(region: Place, city: Place) -> bool:
    """True for Kyiv Oblast and Kyiv; the city need not lie in it."""
    if region.kind != "region" or city.kind != "city" or region.country != city.country:
        return False
    return fold(region.name).startswith(fold(city.name))


def _qualifier(page: Passage, index: int, step: int) -> list[Place]:
    other = index + step
    if not 0 <= other < len(page.mentions):
        return []
    left, right = sorted((page.mentions[index], page.mentions[other]), key=lambda m: m.start)
    if _QUALIFIES.fullmatch(page.text[left.end : right.start]) is None:
        return []
    return [e.place for e in entries_in(page.mentions[other])]


def _likeliest(mention: Mention) -> tuple[Place, ...]:
    entries = entries_in(mention)
    places = [e.place for e in entries]
    large = [p for p in places if p.kind in _LARGE]
    regions = [p for p in places if p.kind == "region"]
    cities = [p for p in places if p.kind in ("city", "base", "airport")]
    if large:
        kept = [
            p for p in cities if p.population >= 500_000 and not any(inside(p, w) for w in large)
        ]
        return tuple([*large, *regions, *kept][:MAX_READINGS])
    top = max((p.population for p in cities), default=0)
    own = [e.place for e in entries if e.own_name]
    cities = [
        p
        for p in cities
        if p.population * DOMINANT >= top and (p in own or p.population * 2 >= top)
    ] or cities
    if regions:
        cities = [
            p for p in cities if p.population >= KNOWN_CITY or any(inside(p, r) for r in regions)
        ]
    return _without_own_region(
        sorted([*regions, *cities], key=lambda p: p.population, reverse=True)
    )
