"""Signs whether the scene lies at a place, in scripts that write no spaces."""

from __future__ import annotations

from collections.abc import Sequence

from provenance import lazy_re as re
from provenance.claims.quoted import is_title
from provenance.claims.relations import inside
from provenance.claims.spot import Sign, Spot
from provenance.claims.vocabulary import table
from provenance.model import Place, PlaceSign


def _neighbours(spot: Spot) -> tuple[str, str]:
    text = spot.page.text
    behind = text[spot.mention.end :]
    kind = _ADMINISTRATIVE.match(behind)
    return text[: spot.mention.start].rstrip(" "), behind[kind.end() :] if kind else behind


_ADMINISTRATIVE = re.compile("[県縣都府市町村区區州省](?=[^内内])")
"""What kind of place it is, behind its name: 宮崎県, 京都市."""


def _marks(spot: Spot, kind: str) -> Sequence[str]:
    marks: Sequence[str] = table("scene").get(spot.page.language or "", {}).get(kind, ())
    return marks


def _is_put_there(spot: Spot) -> bool:
    """True for a mark of place right before or behind: 在北京, 東京で."""
    ahead, behind = _neighbours(spot)
    return ahead.endswith(tuple(_marks(spot, "before"))) or behind.startswith(
        tuple(_marks(spot, "after"))
    )


def _is_beside_holder(spot: Spot) -> bool:
    """True for the town behind its region at a part's end: 石川県輪島市, not 石川県輪島市の人."""
    behind = _neighbours(spot)[1]
    if behind.strip("。.)） ") and behind[0] not in _marks(spot, "trail"):
        return False
    return any(
        m.end == spot.mention.start
        and any(_holds(e.place, p) for p in spot.places for e in m.places)
        for m in spot.page.mentions
    )


def _holds(outer: Place, inner: Place) -> bool:
    """True also for 東京都新宿区, where the outer is a city and the inner one of its wards."""
    ward = outer.kind == inner.kind == "city" and outer.population > inner.population
    return inside(inner, outer) or (
        ward and (outer.country, outer.region) == (inner.country, inner.region)
    )


def _is_last_part(spot: Spot) -> bool:
    """True for the last part of a text, behind a mark: "＝12日、ソウル"."""
    ahead, behind = _neighbours(spot)
    marks = _marks(spot, "trail")
    if not ahead or not marks or ahead[-1] not in marks:
        return False
    return not behind.strip("。.)）") or behind[0] in marks or behind[0] in "）)"


def _belongs(spot: Spot) -> bool:
    """True for what belongs to a place, wherever it is: 韓国の外相."""
    return _neighbours(spot)[1].startswith(tuple(_marks(spot, "owner")))


def _is_of_venue(spot: Spot) -> bool:
    """True for a town before a house in it: 札幌市の雪まつり会場."""
    behind = _neighbours(spot)[1]
    return spot.kind == "city" and _VENUE.match(behind) is not None


_VENUE = re.compile(
    "[の的][^、。，]{0,10}?(?:会場|現場|现场|街头|街頭|大使館|大使馆|駅|车站|病院|医院|空港|机场|港|公園|公园|広場|广场|競技場|"
    "体育场|学校|大学|ホテル|工場|商店街|住宅街|住宅地|繁華街|中心部|市内|郊外|市场|市場|海岸|路上|庁舎|神社|寺院|美術館|博物館)"
)
UNSPACED = (
    Sign(PlaceSign.LOCATIVE, 2, _is_put_there),
    Sign(PlaceSign.CHAIN, 2, _is_beside_holder),
    Sign(PlaceSign.VENUE, 2, _is_of_venue),
    Sign(PlaceSign.TRAILING, 2, _is_last_part),
    Sign(PlaceSign.WHOLE, 2, lambda spot: not "".join(_neighbours(spot)).strip("、。,. ")),
    Sign(PlaceSign.OFFICE, -3, _belongs),
    Sign(PlaceSign.TITLE, -6, is_title),
)
"""The same in scripts that write no spaces."""
