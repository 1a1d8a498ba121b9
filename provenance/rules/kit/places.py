"""The places of captions and originals, and whether they exclude each other.

Conservative on purpose: sets exclude each other only where every reading of every place on the one
side is disjoint from every one on the other. A caption that names Kyiv and Germany agrees with a
picture taken in either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from provenance.claims.relations import inside, relate_places, specific
from provenance.lexicon.folding import fold
from provenance.lexicon.translation import countries, languages
from provenance.model import (
    Case,
    Claims,
    Evidence,
    Locator,
    Original,
    Place,
    PlaceClaim,
    PlaceFact,
    PlaceKind,
    PlaceRelation,
)
from provenance.model.sentences import join, say
from provenance.rules.kit.evidence import at_source, words
from provenance.rules.kit.terms import country_names
from provenance.values import dataclass

HORIZON_KM = 62.0
"""A camera position excludes a place only beyond this: the horizon seen from 300 m above the
ground (3.57·√h km)."""

BORDERS = 4.5
"""How many of its radii a country may reach from its middle: Chile's half length is 4.4 times the
radius of the circle that has its area, Japan's with Okinawa 3.8. A position nearer than that may
lie within the borders."""


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """One place a record states."""

    readings: tuple[Place, ...]
    evidence: Evidence
    structured: bool
    camera: bool
    name: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two sets of places lie to each other."""

    excludes: bool
    ambiguous: bool
    """True where some readings exclude each other and others do not."""
    km: float | None
    """The smallest distance met, kilometres."""


def record_places(original: Original) -> tuple[RecordPlace, ...]:
    """Every place the record states: positions, named places, and those of its prose."""
    return (*_positions(original), *_named_places(original))


def _positions(original: Original) -> Iterator[RecordPlace]:
    read = iter([c.place for c in original.claims.places if c.end <= c.start and not c.text])
    for fact in original.record.places:
        # 0° N 0° E is what stands where nothing was measured
        if fact.latitude is None or fact.longitude is None or not (fact.latitude or fact.longitude):
            continue
        near = next(read, None) if not fact.text else None
        yield _fact(original, fact, (_position(fact, near),))


def _named_places(original: Original) -> Iterator[RecordPlace]:
    by_text = {fact.text: fact for fact in original.record.places if fact.text}
    for claim in _stated_or_specific(original.claims):
        in_prose = claim.end > claim.start
        known = None if in_prose else by_text.get(claim.text)
        if known is not None:
            yield _fact(original, known, claim.places)
        elif in_prose and not claim.sign.is_aside:
            yield _of_prose(original, claim)


def _of_prose(original: Original, claim: PlaceClaim) -> RecordPlace:
    said = original.record.description
    where = said.where if said else original.record.where
    proof = at_source(original, "place named", claim.text, where)
    return RecordPlace(claim.places, proof, False, False, _called(claim.place, claim.text))


def _stated_or_specific(claims: Claims) -> tuple[PlaceClaim, ...]:
    """The places of fields, and the most specific ones of prose."""
    prose = specific(c for c in claims.places if c.end > c.start)
    return (*(c for c in claims.places if c.end <= c.start), *prose)


def _position(fact: PlaceFact, near: Place | None) -> Place:
    """A bare position with the country that the gazetteer reads there."""
    country = near.country if near else None
    name = fact.text or (near.name if near and near.kind != "position" else "")
    countries = (country,) if country else ()
    return Place(
        name,
        "position",
        country,
        countries,
        near.region if near else None,
        None,
        fact.latitude,
        fact.longitude,
    )


def _fact(original: Original, fact: PlaceFact, readings: tuple[Place, ...]) -> RecordPlace:
    camera = fact.kind is PlaceKind.CAMERA
    position = (
        f"{fact.latitude:.4f}, {fact.longitude:.4f}"
        if fact.latitude is not None and fact.longitude is not None
        else ""
    )
    value = " ".join(
        part
        for part in (fact.text, f"({position})" if fact.text and position else position)
        if part
    )
    evidence = at_source(
        original, "camera position" if camera and position else "place", value, fact.where
    )
    name = _called(readings[0], fact.text) if fact.text or readings[0].name else ""
    return RecordPlace(readings, evidence, fact.structured, camera, name)


def _called(place: Place, text: str) -> str:
    return text if text and place.kind == "position" else named(place, text)


def named(place: Place, text: str = "") -> str:
    """A place as a message names it: "Iruma, Japan"."""
    country = country_name(place)
    if place.kind == "country" and country:
        return say("{country}", country=country)
    own = text if text and len(text) <= _LONG else place.name
    if not country:
        return own
    parts = [part.strip() for part in own.split(",")]
    while len(parts) > 1 and _is_country(parts[-1], str(place.country)):
        parts.pop()
    bare = ", ".join(parts)
    if country.casefold() in bare.casefold():
        return own
    return say("{place}, {country}", place=bare, country=country)


def _is_country(text: str, code: str) -> bool:
    """True for the country's name in some language: "Deutschland", "USA"."""
    country = str(words("countries")["names"].get(code, ""))
    told = (countries(language).get(country, "") for language in languages())
    if text.casefold() in {code.casefold(), *(name.casefold() for name in told if name)}:
        return True
    return any(re.fullmatch(name, text, re.IGNORECASE) for name in country_names(code))


_LONG = 40
"""A place field longer than this is prose, which no message repeats."""


def file_country(case: Case) -> tuple[Place, Evidence] | None:
    """The country in the published file's own metadata; None where none is known.

    IPTC "Country" of the older kind is where the picture shows
    (https://iptc.org/std/photometadata/specification/).
    """
    if case.picture is None:
        return None
    data = case.picture.metadata
    names = words("countries")["names"]
    stated = data.country_code
    code = stated.value.strip().upper() if stated else ""
    if code not in names:
        stated = data.country
        wanted = stated.value.strip().casefold() if stated else ""
        code = next((k for k, v in names.items() if v.casefold() == wanted), "")
    if stated is None or not code:
        return None
    place = Place(str(names[code]), "country", code, (code,))
    return place, Evidence(
        "country in the published file", stated.value, Locator(stated.tag, url=case.picture.url)
    )


def file_fields(case: Case) -> tuple[PlaceClaim, ...]:
    """The place that the file's own fields name, as exactly as they do."""
    return tuple(c for c in case.file_claims.places if c.end <= c.start and c.places)


def stated_in_file(case: Case, country: Place) -> str:
    """The file's place as a message names it: "Bilbao, Spain", else the country alone."""
    for claim in file_fields(case):
        if {place.country for place in claim.places} == {country.country}:
            return named(claim.place, claim.text)
    return named(country)


def country_name(place: Place) -> str:
    """The English name of the place's country; empty where it has none."""
    return str(words("countries")["names"].get(place.country or "", ""))


def compare(
    claims: Iterable[PlaceClaim],
    others: Sequence[tuple[tuple[Place, ...], bool]],
    *,
    first_readings: bool = False,
) -> Verdict:
    """Whether every claimed place and every other place exclude each other.

    `others` are pairs of readings and whether it is a camera's position, which sees as far as the
    horizon. With `first_readings`, each claim counts only as what it likeliest means.
    """
    apart = related = 0
    nearest: float | None = None
    for claim in claims:
        for readings, camera in others:
            for a in claim.places[:1] if first_readings else claim.places:
                for b in readings:
                    relation, km = relate_places(a, b)
                    if relation is PlaceRelation.DISJOINT and not _within_reach(a, b, km, camera):
                        apart += 1
                        nearest = (
                            km
                            if nearest is None
                            else min(nearest, km if km is not None else nearest)
                        )
                    else:
                        related += 1
    return Verdict(apart > 0 and not related, apart > 0 and related > 0, nearest)


def _within_reach(a: Place, b: Place, km: float | None, camera: bool) -> bool:
    """True where a position may yet lie in the place, or within sight of it."""
    if km is None:
        return False
    if camera and km - a.radius_km < HORIZON_KM:
        return True
    if "position" not in (a.kind, b.kind) or (a.country and b.country):
        return False
    wide = a if b.kind == "position" else b
    return (
        wide.kind in ("country", "region", "area", "sea", "continent")
        and km < BORDERS * wide.radius_km
    )


def ambiguous(claims: Iterable[PlaceClaim]) -> bool:
    """True where one of the places has several readings."""
    return any(claim.ambiguous for claim in claims)


def weighty(places: Sequence[RecordPlace]) -> tuple[RecordPlace, ...]:
    """The structured places where there are any, else those read out of prose."""
    return tuple(p for p in places if p.structured) or tuple(places)


def distance(km: float | None) -> str:
    """`8,200 km apart`, or nothing where the distance is unknown or says little."""
    if not km or km < 50:
        return ""
    return say(" ({km:,.0f} km apart)", km=round(km, -2 if km >= 1000 else -1))


def listed(claims: Iterable[PlaceClaim]) -> str:
    """Places as a message names them: "Kyiv, Ukraine" or "Kyiv and Odesa"."""
    given = tuple(claims)
    narrow = [c for c in given if c.place.kind not in ("country", "continent")] or given
    once = {c.place.geonameid or fold(c.text): c for c in reversed(narrow)}
    kept = [c for c in narrow if c in once.values()]
    names = list(dict.fromkeys(_own_name(c) for c in kept))[:3]
    if len(names) == 1:
        return _of_claim(kept[0])
    return join(names)


def _of_claim(claim: PlaceClaim) -> str:
    """The country is added only where all readings lie in one."""
    own = _own_name(claim)
    return named(claim.place, own) if len({p.country for p in claim.places}) == 1 else own


def _own_name(claim: PlaceClaim) -> str:
    """The name as the text has it; the gazetteer's where the text declines it."""
    if claim.inflected:
        return country_name(claim.place) if claim.place.kind == "country" else claim.place.name
    shouted = claim.text.isupper() and len(claim.text) > _LONGEST_ACRONYM
    return claim.text.title() if shouted else claim.text


_LONGEST_ACRONYM = 3
"""Letters in capitals that a message keeps: "USA", "UAE"; a dateline's "RAFAH" is Rafah."""


def quoted(claims: Iterable[PlaceClaim]) -> str:
    """The caption's own words for where it was: " (it says “in Kyiv”)"."""
    said = list(dict.fromkeys(c.said for c in claims if c.said and len(c.said) <= _LONG))[:2]
    if not said:
        return ""
    return say(" (it says {words})", words=join([say("“{words}”", words=words) for words in said]))


def excluded(
    claimed: Sequence[PlaceClaim],
    named: Sequence[PlaceClaim],
    others: Sequence[tuple[tuple[Place, ...], bool]],
) -> Verdict:
    """Whether the caption's scene and the other places exclude each other.

    `named` are all places that the caption names: one of them that agrees acquits, so that the
    verdict is ambiguous then.
    """
    verdict = compare(claimed, others)
    if verdict.excludes and not compare(named, others).excludes:
        return Verdict(False, True, verdict.km)
    return verdict


def namesakes(
    case: Case, claimed: Iterable[PlaceClaim], others: Iterable[RecordPlace | PlaceClaim]
) -> bool:
    """True where the other place bears a name of the claimed one.

    "Alexandria", and a record of Alexandria, Virginia: no gazetteer knows which is meant. Where the
    caption says more ("Alexandria, Egypt"), or the story is about that country, it is the one said.
    """
    there = {name for other in others for name in _names_of(other)}
    return any(there & _names_of(c) and not _is_told_apart(c, case) for c in claimed)


def _names_of(spot: RecordPlace | PlaceClaim) -> set[str]:
    """The names that are written, and those of all readings."""
    if isinstance(spot, RecordPlace):
        written, meant = spot.name, spot.readings
    else:
        written, meant = spot.text, spot.places
    return {fold(name) for name in (*written.split(","), *(p.name for p in meant))} - {""}


NAMESAKES = say(
    "the caption and the record write the same name, which several places bear: say which is meant"
)


def _is_told_apart(claim: PlaceClaim, case: Case) -> bool:
    """True where the caption names what the place lies in, or the story its country."""
    beside = (c.place for c in case.caption_claims.places if c is not claim)
    spoken_of = {
        c.place.country for c in case.article_claims.places if fold(c.text) != fold(claim.text)
    }
    return claim.place.country in spoken_of or any(inside(claim.place, p) for p in beside)


def where_taken(original: Original, weighed: Sequence[RecordPlace]) -> str:
    """Where the record puts the picture: "in Iruma, Japan", "at 35.84, 139.41"."""
    named_places = [p for p in (*weighed, *record_places(original)) if p.name]
    if named_places:
        return say("in {place}", place=min(named_places, key=_width).name)
    spot = weighed[0].readings[0]
    return say("at {position}", position=f"{spot.latitude:.2f}, {spot.longitude:.2f}")


def _width(place: RecordPlace) -> tuple[bool, float]:
    """A sort key: a field before prose, the narrowest place first."""
    return not place.structured, place.readings[0].radius_km
