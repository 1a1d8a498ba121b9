"""Two drawings for the HTML report: where the places lie, and in which order the dates come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from provenance.model import DateKind, ImageReport, Report
from provenance.reports._text import source_name

_LAND = (
    "-168,66 -141,70 -95,72 -80,63 -64,60 -56,52 -70,43 -81,31 -81,25 -90,30 -97,26 -97,20 -87,16 -83,9 -78,8 "
    "-92,15 -106,22 -117,33 -124,42 -124,48 -135,57 -152,60 -165,55",
    "-78,8 -62,11 -50,1 -35,-6 -39,-18 -48,-27 -58,-38 -66,-46 -72,-53 -75,-48 -72,-35 -71,-18 -81,-5",
    "-17,15 -6,35 10,37 20,32 33,31 43,12 51,12 40,-4 40,-16 33,-26 20,-35 13,-22 9,0 -8,5",
    "-9,43 -9,37 -2,37 3,43 12,44 18,40 23,37 26,40 36,37 35,31 43,13 56,18 60,25 67,25 73,20 77,8 80,15 88,22 "
    "92,21 98,8 104,1 103,9 109,12 106,20 117,24 122,31 119,38 126,35 129,42 141,54 156,51 163,60 180,65 180,69 140,73 "
    "105,77 70,73 45,67 28,71 12,65 5,60 10,54 -2,48",
    "114,-22 123,-17 131,-12 137,-16 142,-11 153,-27 150,-37 141,-38 131,-32 115,-34",
    "130,31 136,34 141,37 142,42 140,41 136,36",
    "-6,50 1,51 0,54 -4,58 -6,56 -3,54",
    "-55,60 -43,60 -22,70 -20,76 -32,83 -60,82 -70,77",
    "95,5 104,-5 114,-8 118,-8 115,4 109,1",
    "131,-1 141,-3 150,-10 143,-9 136,-4",
    "44,-25 47,-25 50,-15 44,-17",
)
"""Continents in a few strokes, longitude and latitude: a sketch to place two dots on, no map to measure by."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the sketch, in its coordinates (longitude + 180, 90 - latitude)."""

    label: str
    x: float
    y: float
    kind: str
    """`claimed` or `source`."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the time line; `x` from 0 to 100."""

    label: str
    day: str
    x: float
    kind: str


LAND = tuple(
    " ".join(f"{float(lon) + 180:g},{90 - float(lat):g}" for lon, lat in (p.split(",") for p in outline.split()))
    for outline in _LAND
)
"""The outlines as SVG polygon points."""

_PLACE_RULES = ("place-mismatch", "context-place-mismatch", "camera-position-mismatch")
_DATE_RULES = ("date-mismatch", "older-than-event", "old-picture-as-new", "undisclosed-file-picture")


def dots(report: Report, image: ImageReport) -> tuple[Dot, ...]:
    """What is claimed and what the source says, where a rule found the two apart; else nothing."""
    if not any(f.rule in _PLACE_RULES for f in image.findings):
        return ()
    said = image.claims.places or report.claims.places
    found = [Dot(p.text, *_at(p.place.longitude, p.place.latitude), "claimed") for p in said[:2] if _known(p.place)]
    for original in image.originals:
        if original.confirmed:
            spots = [(p.text or "camera", p.longitude, p.latitude) for p in original.record.places]
            spots += [(p.text or p.place.name, p.place.longitude, p.place.latitude) for p in original.claims.places]
            known = [
                Dot(text, *_at(lon, lat), "source") for text, lon, lat in spots if lon is not None and lat is not None
            ]
            found += known[:1]
    kinds = {d.kind for d in found}
    return tuple(found) if kinds == {"claimed", "source"} else ()


def _known(place: object) -> bool:
    return getattr(place, "latitude", None) is not None and getattr(place, "longitude", None) is not None


def _at(longitude: float | None, latitude: float | None) -> tuple[float, float]:
    return round((longitude or 0.0) + 180, 2), round(90 - (latitude or 0.0), 2)


def ticks(report: Report, image: ImageReport) -> tuple[Tick, ...]:
    """The dates in order, where a rule found them apart; else nothing."""
    if not any(f.rule in _DATE_RULES for f in image.findings):
        return ()
    dates: list[tuple[date, str, str]] = []
    dates += [(claim.span.earliest, f"caption: {claim.text}", "claimed") for claim in image.claims.dates[:2]]
    if report.article.published:
        dates.append((report.article.published.date(), "article published", "claimed"))
    words = {DateKind.CAPTURED: "taken", DateKind.CREATED: "created", DateKind.UPLOADED: "uploaded",
             DateKind.POSTED: "posted", DateKind.FIRST_SEEN: "first seen", DateKind.PUBLISHED: "published"}  # fmt: skip
    facts = [(o.record.source, fact) for o in image.originals if o.confirmed for fact in o.record.dates]
    dates += [
        (f.span.earliest, f"{words[f.kind]} ({source_name(who)})", "source") for who, f in facts if f.kind in words
    ]
    dates = sorted(dict.fromkeys(dates))
    if len(dates) < 2:
        return ()
    first, last = dates[0][0].toordinal(), dates[-1][0].toordinal()
    span = max(1, last - first)
    return tuple(
        Tick(label, day.isoformat(), round(4 + 92 * (day.toordinal() - first) / span, 2), kind)
        for day, label, kind in dates
    )
