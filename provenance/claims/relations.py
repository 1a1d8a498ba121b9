"""How two claims relate.

Places by containment and distance, dates by their spans. Imports only the model.

To accuse wrongly is the worst that can happen here: `disjoint`, `before` and `after` are said only
where every reading of both sides excludes the other.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from provenance.model import Claims, DateRelation, DateSpan, Place, PlaceClaim, PlaceRelation

NEAR_KM = 50.0
"""Edges this close count as near: suburbs, airports and bases are named after the city they serve,
and large airports lie 45 km (Malpensa, Gatwick) to 60 km (Narita) from its centre, less than this
and the city's own reach."""
REGION_SHARE = 0.7
"""Share of a region's reach, which is that of its outermost cities, in which a bare position is
taken to lie in it."""
TOWN_STATE_KM = 10.0
"""Reach of a state up to which towns beside it are near it: the Vatican and Rome."""
LARGE_AREA = 4
"""Countries that an area touches at least where a country may lie in it: the Balkans, not
Kashmir."""
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
    if _same(a, b):
        return PlaceRelation.SAME, 0.0
    km = distance_km(a, b)
    for relation, holds in _RELATIONS:
        if holds(a, b):
            return relation, km
    return _by_borders(a, b, km), km


def _by_borders(a: Place, b: Place, km: float | None) -> PlaceRelation:
    """Near or disjoint.

    Countries by what they share, named places by their country, others by distance.
    """
    if a.kind == b.kind == "country":
        return _near(bool(set(_countries(a)) & set(_countries(b))))
    if km is None:
        return _by_country(a, b)
    state, other = (a, b) if a.kind == "country" else (b, a)
    small = 0 < state.radius_km <= TOWN_STATE_KM and other.kind in ("city", "base", "airport")
    if state.kind == "country" and other.kind != "sea" and other.country and not small:
        # A circle is a poor border: Chile's would reach Brazil. Countries of a named place are
        # known, so go by them.
        return _near(state.country in _countries(other) or other.country in _countries(state))
    large = a if a.radius_km > b.radius_km else b
    overlap = large.kind in ("area", "sea", "continent", "country") and _overlapping(a, b, km)
    return _near(overlap or km <= NEAR_KM + _reach(a) + _reach(b))


def _near(close: bool) -> PlaceRelation:
    return PlaceRelation.NEAR if close else PlaceRelation.DISJOINT


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
    """True where all of `a` lies in `b`.

    By codes where there are any, else by position and extent.
    """
    holds = _HOLDS.get(b.kind)
    return holds is not None and holds(a, b)


def _in_country(a: Place, b: Place) -> bool:
    own = _countries(a)
    if a.kind == "country":
        return a.country != b.country and b.country in own
    if a.kind in ("sea", "continent") or (a.kind == "area" and len(own) != 1):
        return False
    return b.country in own if own else not a.country and _in_circle(a, b)


def _in_continent(a: Place, b: Place) -> bool:
    own = _countries(a)
    return bool(own) and a.kind != "sea" and set(own) <= set(b.countries)


def _in_region(a: Place, b: Place) -> bool:
    if a.kind == "city":
        return (a.country, a.region) == (b.country, b.region)
    spot = a.kind in ("base", "airport", "position")
    return spot and _known_same(a, b) and _in_circle(a, b, REGION_SHARE)


def _in_area(a: Place, b: Place) -> bool:
    if a.kind in ("city", "region") and f"{a.country}.{a.region}" in (b.region or "").split(","):
        return True
    if a.kind == "country":
        return set(_countries(a)) <= set(b.countries) and len(b.countries) >= LARGE_AREA
    local = a.kind in ("city", "base", "airport", "position", "area")
    return local and _known_same(a, b) and _in_circle(a, b)


def _in_sea(a: Place, b: Place) -> bool:
    return a.kind == "position" and _in_circle(a, b)


def _in_city(a: Place, b: Place) -> bool:
    return a.kind in ("position", "base", "airport") and _in_circle(a, b)


def _in_position(a: Place, b: Place) -> bool:
    return a.kind != "position" and a.radius_km < b.radius_km and _in_circle(a, b)


_HOLDS: Mapping[str, Callable[[Place, Place], bool]] = {
    "country": _in_country,
    "continent": _in_continent,
    "region": _in_region,
    "area": _in_area,
    "sea": _in_sea,
    "city": _in_city,
    "position": _in_position,
}
"""By the kind of the place that holds: whether the other lies in it. Bases and airports hold
nothing."""
_RELATIONS = (
    (PlaceRelation.WITHIN, inside),
    (PlaceRelation.CONTAINS, lambda a, b: inside(b, a)),
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
    """How the places of a text lie to those of a record, and the km between.

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
    """The claims without those which contain another one.

    Of "Nairobi, Kenya" only Nairobi.
    """
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
    """How the dates of a text lie to a record's.

    The most compatible pair of readings; `unknown` without any.
    """
    spans = (
        (record,)
        if isinstance(record, DateSpan)
        else tuple(s for d in record.dates for s in d.spans)
    )
    pairs = [
        relate_dates(own, other) for d in text_claims.dates for own in d.spans for other in spans
    ]
    return min(pairs, key=_DATE_ORDER.index, default=DateRelation.UNKNOWN)
