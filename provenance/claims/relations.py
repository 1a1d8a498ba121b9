"""How two claims relate: places by containment and distance, dates by their spans. Imports only
the model.

To accuse wrongly is the worst that can happen here: `disjoint`, `before` and `after` are said only
where every reading of both sides excludes the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from provenance.model import Claims, DateRelation, DateSpan, Place, PlaceClaim, PlaceRelation

NEAR_KM = 50.0
"""Edges this close count as near: suburbs, airports and bases are named after the city they serve,
and large airports lie 45 km (Malpensa, Gatwick) to 60 km (Narita) from its centre, less than this
and the city's own reach."""
EARTH_KM = 12742.0
"""Mean diameter."""
DAY_SLACK = timedelta(days=1)
"""A picture's day and its caption's differ by one across time zones, and cameras run on other
clocks."""

_PLACE_ORDER = (
    PlaceRelation.SAME,
    PlaceRelation.WITHIN,
    PlaceRelation.CONTAINS,
    PlaceRelation.NEAR,
    PlaceRelation.UNKNOWN,
    PlaceRelation.DISJOINT,
)
_DATE_ORDER = (
    DateRelation.SAME,
    DateRelation.WITHIN,
    DateRelation.CONTAINS,
    DateRelation.OVERLAPS,
    DateRelation.UNKNOWN,
    DateRelation.BEFORE,
    DateRelation.AFTER,
)


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance between the centres in km; None where one has no position."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    la, lb = math.radians(a.latitude), math.radians(b.latitude)
    h = math.sin((lb - la) / 2) ** 2
    h += math.cos(la) * math.cos(lb) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def relate_places(a: Place, b: Place) -> tuple[PlaceRelation, float | None]:
    """How `a` lies to `b`, and the km between their centres (None where unknown)."""
    km = distance_km(a, b)
    if _same(a, b):
        return PlaceRelation.SAME, 0.0
    if inside(a, b):
        return PlaceRelation.WITHIN, km
    if inside(b, a):
        return PlaceRelation.CONTAINS, km
    if a.kind == "country" and b.kind == "country":
        return (
            PlaceRelation.NEAR
            if set(_countries(a)) & set(_countries(b))
            else PlaceRelation.DISJOINT
        ), km
    if km is None:
        return _by_country(a, b), None
    state, other = (a, b) if a.kind == "country" else (b, a)
    if state.kind == "country" and other.kind != "sea" and other.country:
        # A circle is a poor border: Chile's would reach Brazil. Countries of a named place are
        # known, so go by them.
        shared = state.country in _countries(other) or other.country in _countries(state)
        return (PlaceRelation.NEAR if shared else PlaceRelation.DISJOINT), km
    large = a if a.radius_km > b.radius_km else b
    if large.kind in ("area", "sea", "continent", "country") and _overlapping(a, b, km):
        return PlaceRelation.NEAR, km
    if km <= NEAR_KM + _reach(a) + _reach(b):
        return PlaceRelation.NEAR, km
    return PlaceRelation.DISJOINT, km


def _same(a: Place, b: Place) -> bool:
    if a == b or (a.geonameid is not None and a.geonameid == b.geonameid):
        return True
    return a.kind == b.kind == "region" and (a.country, a.region) == (b.country, b.region)


def _countries(place: Place) -> tuple[str, ...]:
    return place.countries or ((place.country,) if place.country else ())


def _reach(place: Place) -> float:
    # Regions are no circles: their radius is that of the outermost cities, so of two only half is
    # reached on average.
    return place.radius_km / 2 if place.kind == "region" else place.radius_km


def inside(a: Place, b: Place) -> bool:
    """True where all of `a` lies in `b`, by codes where there are any, else by position and
    extent."""
    own = _countries(a)
    if b.kind == "country":
        if a.kind in ("sea", "continent", "country"):
            return a.kind == "country" and a.country != b.country and b.country in own
        if a.kind == "area" and len(own) != 1:
            return False
        return bool(own) and b.country in own if a.country or own else _in_circle(a, b)
    if b.kind == "continent":
        return bool(own) and set(own) <= set(b.countries) if a.kind != "sea" else False
    if b.kind == "region":
        if a.kind in ("city", "region"):
            return a.kind == "city" and a.country == b.country and a.region == b.region
        return (
            a.kind in ("base", "airport", "position")
            and _known_same(a, b)
            and _in_circle(a, b, 0.7)
        )
    if b.kind == "area":
        if (
            a.kind in ("city", "region")
            and b.region
            and f"{a.country}.{a.region}" in b.region.split(",")
        ):
            return True
        if a.kind == "country":
            return set(own) <= set(b.countries) and len(b.countries) > 3
        if a.kind in ("city", "base", "airport", "position", "area"):
            return _known_same(a, b) and _in_circle(a, b)
        return False
    if b.kind == "sea":
        return a.kind == "position" and _in_circle(a, b)
    if b.kind == "city":
        return a.kind in ("position", "base", "airport") and _in_circle(a, b)
    return (
        b.kind == "position"
        and a.kind != "position"
        and a.radius_km < b.radius_km
        and _in_circle(a, b)
    )


def _known_same(a: Place, b: Place) -> bool:
    own, other = set(_countries(a)), set(_countries(b))
    return not own or not other or bool(own & other)


def _in_circle(a: Place, b: Place, share: float = 1.0) -> bool:
    km = distance_km(a, b)
    return km is not None and km + min(a.radius_km, b.radius_km / 2) <= b.radius_km * share


def _overlapping(a: Place, b: Place, km: float) -> bool:
    return (
        _known_same(a, b)
        and bool(_countries(a))
        and bool(_countries(b))
        and "country" in (a.kind, b.kind)
    ) or (
        km <= NEAR_KM + a.radius_km + b.radius_km
        and (_known_same(a, b) or "sea" in (a.kind, b.kind))
    )


def _by_country(a: Place, b: Place) -> PlaceRelation:
    own, other = set(_countries(a)), set(_countries(b))
    if not own or not other or own & other or "sea" in (a.kind, b.kind):
        return PlaceRelation.UNKNOWN
    return PlaceRelation.DISJOINT


def relate_place_claims(a: PlaceClaim, b: PlaceClaim) -> tuple[PlaceRelation, float | None]:
    """How two named places relate: the most compatible pair of their readings."""
    return _best(relate_places(p, q) for p in a.places for q in b.places)


def relate_claims_place(text_claims: Claims, record: Claims) -> tuple[PlaceRelation, float | None]:
    """How the places of a text lie to those of a record, and km between the pair that decided.

    Several places on a side: the most compatible pair decides, because a picture may show one of
    several places named. A place that only says where another one of the same text lies ("Nairobi,
    Kenya") does not count by itself. `unknown` where one side names none.
    """
    return _best(
        relate_place_claims(a, b)
        for a in specific(text_claims.places)
        for b in specific(record.places)
    )


def specific(claims: Iterable[PlaceClaim]) -> tuple[PlaceClaim, ...]:
    """The claims without those which contain another one: of "Nairobi, Kenya" only Nairobi."""
    claims = tuple(claims)
    return tuple(
        c for c in claims if not any(_qualifies(c, other) for other in claims if other is not c)
    )


def _qualifies(wide: PlaceClaim, narrow: PlaceClaim) -> bool:
    return any(
        relate_places(n, w)[0] is PlaceRelation.WITHIN for n in narrow.places for w in wide.places
    )


def _best(
    pairs: Iterable[tuple[PlaceRelation, float | None]],
) -> tuple[PlaceRelation, float | None]:
    return min(
        pairs,
        key=lambda pair: (
            _PLACE_ORDER.index(pair[0]),
            pair[1] if pair[1] is not None else math.inf,
        ),
        default=(PlaceRelation.UNKNOWN, None),
    )


def relate_dates(a: DateSpan, b: DateSpan) -> DateRelation:
    """How span `a` lies to span `b`; a gap of one day is no gap (time zones)."""
    if a == b:
        return DateRelation.SAME
    if _plus(a.latest) < b.earliest:
        return DateRelation.BEFORE
    if _plus(b.latest) < a.earliest:
        return DateRelation.AFTER
    if b.earliest <= a.earliest and a.latest <= b.latest:
        return DateRelation.WITHIN
    if a.earliest <= b.earliest and b.latest <= a.latest:
        return DateRelation.CONTAINS
    return DateRelation.OVERLAPS


def _plus(day: date) -> date:
    return day if day >= date.max - DAY_SLACK else day + DAY_SLACK


def relate_claims_date(text_claims: Claims, record: Claims | DateSpan) -> DateRelation:
    """How the dates of a text lie to a record's: the most compatible pair of readings;
    `unknown` without any."""
    spans = (
        (record,)
        if isinstance(record, DateSpan)
        else tuple(s for d in record.dates for s in d.spans)
    )
    pairs = [
        relate_dates(own, other) for d in text_claims.dates for own in d.spans for other in spans
    ]
    return min(pairs, key=_DATE_ORDER.index, default=DateRelation.UNKNOWN)
