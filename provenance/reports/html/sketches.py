"""Two drawings for the HTML report: where places lie, how dates follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from provenance.model import (
    Claims,
    DateKind,
    DateSpan,
    Finding,
    ImageReport,
    Original,
    Place,
    PlaceClaim,
    PlaceFact,
    PlaceKind,
    Precision,
    Report,
    source_name,
)
from provenance.model.days import day_in_words, month_in_words
from provenance.model.sentences import say, templates
from provenance.reports.kit.text import clean, counted
from provenance.values import dataclass

_WIDEST, _NARROWEST = 360.0, 50.0
"""Degrees of longitude that a sketch shows, twice as wide as high; below 50° the coarse coast
says nothing."""
_AROUND = 0.5
"""Degrees within which a position is called by a place's name: what the coarse coast of the
sketch can tell apart."""
_MARGIN = 1.9
"""How much wider the sketch is than what its dots span: room for their names."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the sketch; `x` and `y` in percent of its width and height."""

    label: str
    kind: str
    """`claimed` or `source`: whose word it is."""
    who: str
    """Who says so: "the caption", "the story", "Wikimedia Commons"."""
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A part of the world with the places that disagree."""

    view: str
    """SVG viewBox over the land (see `land`)."""
    finding: Finding
    """The one it illustrates."""
    claimed: Dot
    source: Dot


@dataclass(frozen=True, slots=True)
class Tick:
    """A date on the time line; `x` from 0 to 100."""

    label: str
    day: str
    """ISO 8601, as exact as it is known."""
    words: str
    """The same for reading: "3 November 2012"."""
    kind: str
    x: float
    later: str
    """How long after the date before: "11 years later"; empty where it is the first or the same
    day."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is claimed and what the source says, oldest first."""

    finding: Finding
    """The one it illustrates."""
    ticks: tuple[Tick, ...]


@cache
def land() -> str:
    """The world's land as an SVG path: x = longitude + 180, y = 90 - latitude.

    Made from Natural Earth's 1:110m land (public domain) by `tools/bake_land.py`, thinned to half
    a degree: a sketch to place dots on, no map to measure by. It has no borders, so it takes no
    side on any.
    """
    outlines = (Path(__file__).parent / "templates" / "land.txt").read_text("utf-8").splitlines()
    return "".join(
        f"M{' '.join(_shift(point) for point in outline.split())}z" for outline in outlines
    )


def _shift(point: str) -> str:
    longitude, latitude = point.split(",")
    return f"{float(longitude) + 180:g} {90 - float(latitude):g}"


_SAYS = {
    "place-mismatch": ("caption", "source"),
    "camera-position-mismatch": ("caption", "source"),
    "context-place-mismatch": ("story", "source"),
    "illustrates-elsewhere": ("caption", "story"),
}
"""Which two a rule about places holds against each other."""

_DATE_RULES = (
    "date-mismatch",
    "older-than-event",
    "old-picture-as-new",
    "undisclosed-file-picture",
)


def sketch(report: Report, image: ImageReport) -> Sketch | None:
    """What is claimed and what the source says, both placed.

    None where no rule found the two apart, or one has no place.
    """
    finding = next((f for f in image.findings if f.rule in _SAYS), None)
    if finding is None:
        return None
    sides = _SAYS[finding.rule]
    known = {
        "caption": _spot_in_claims(image.claims),
        "story": _spot_in_claims(report.claims),
        "source": _spot_in_record(image),
    }
    claimed, source = (known[side] for side in sides)
    if claimed is None or source is None:
        return None
    left, right = sorted((claimed.x, source.x))
    high, low = sorted((claimed.y, source.y))
    width = min(_WIDEST, max(_NARROWEST, _MARGIN * (right - left), 2 * _MARGIN * (low - high)))
    west = min(max(0.0, (left + right - width) / 2), 360 - width)
    north = min(max(0.0, (high + low - width / 2) / 2), 180 - width / 2)

    def dot(kind: str, side: str, spot: _Spot) -> Dot:
        x, y = 100 * (spot.x - west) / width, 200 * (spot.y - north) / width
        return Dot(spot.label, kind, spot.who or _WHO[side], round(x, 2), round(y, 2))

    view = f"{west:.2f} {north:.2f} {width:.2f} {width / 2:.2f}"
    return Sketch(view, finding, dot("claimed", sides[0], claimed), dot("source", sides[1], source))


class _Spot(NamedTuple):
    label: str
    x: float
    """Degrees east of the date line."""
    y: float
    """Degrees south of the pole."""
    who: str = ""


def _spot_in_claims(claims: Claims) -> _Spot | None:
    """The smallest place of a text, under the text's name: Odesa, not Ukraine."""
    for claim in sorted(claims.places, key=lambda claim: claim.place.radius_km):
        place = claim.place
        if place.latitude is not None and place.longitude is not None:
            return _Spot(clean(claim.text), place.longitude + 180, 90 - place.latitude)
    return None


def _spot_in_record(image: ImageReport) -> _Spot | None:
    """The best place of the first confirmed original: a position, else a name."""
    for original in image.originals:
        if original.confirmed:
            for label, latitude, longitude in _positions(original):
                return _Spot(
                    clean(label),
                    longitude + 180,
                    90 - latitude,
                    source_name(original.record),
                )
    return None


def _positions(original: Original) -> Iterator[tuple[str, float, float]]:
    named = [c for c in original.claims.places if c.place.kind != "position"]
    for fact in original.record.places:
        if fact.latitude is not None and fact.longitude is not None:
            yield _place_name(fact, named), fact.latitude, fact.longitude
    for claim in named:
        if claim.place.latitude is not None and claim.place.longitude is not None:
            yield claim.text or claim.place.name, claim.place.latitude, claim.place.longitude


def _place_name(fact: PlaceFact, named: list[PlaceClaim]) -> str:
    """What a position is called: its own name, else the record's nearest place."""
    if fact.text:
        return fact.text
    near = [(_apart(fact, claim.place), claim.text) for claim in named]
    apart, name = min(near, default=(_WIDEST, ""))
    return (
        name
        if name and apart <= _AROUND
        else "camera"
        if fact.kind is PlaceKind.CAMERA
        else "position"
    )


def _apart(fact: PlaceFact, place: Place) -> float:
    """Degrees between a position and a place, the larger of the two ways.

    A whole turn where either is unknown.
    """
    if (
        fact.latitude is None
        or fact.longitude is None
        or place.latitude is None
        or place.longitude is None
    ):
        return _WIDEST
    return max(abs(fact.latitude - place.latitude), abs(fact.longitude - place.longitude))


_WHO: dict[str, str] = {
    "caption": say("the caption"),
    "story": say("the story"),
    "source": say("the source"),
}
_OF_ITS_PAST = (
    DateKind.CAPTURED,
    DateKind.CREATED,
    DateKind.UPLOADED,
    DateKind.POSTED,
    DateKind.FIRST_SEEN,
    DateKind.PUBLISHED,
)
"""The dates that tell when the picture was there; when a file was saved, signed or reviewed
tells nothing of it."""


def timeline(report: Report, image: ImageReport) -> Timeline | None:
    """The dates in order, where a rule found them apart and there are two at least."""
    finding = next((f for f in image.findings if f.rule in _DATE_RULES), None)
    if finding is None:
        return None
    dates = sorted(dict.fromkeys(_dates(report, image)))
    if len(dates) < 2:
        return None
    first, last = dates[0][0].toordinal(), dates[-1][0].toordinal()
    span = max(1, last - first)
    ticks = tuple(
        Tick(
            label,
            iso,
            words,
            kind,
            round(4 + 92 * (day.toordinal() - first) / span, 2),
            _later(dates[number - 1][0], day) if number else "",
        )
        for number, (day, label, iso, words, kind) in enumerate(dates)
    )
    return Timeline(finding, ticks)


def _dates(report: Report, image: ImageReport) -> Iterator[tuple[date, str, str, str, str]]:
    for claim in image.claims.dates[:2]:
        yield (
            claim.span.earliest,
            say("the caption: “{words}”", words=clean(claim.text)),
            *_day(claim.span, claim.precision),
            "claimed",
        )
    if published := report.article.published:
        day = published.date()
        told = say("the article is published")
        yield day, told, *_day(DateSpan(day, day), Precision.DAY), "claimed"
    for original in image.originals:
        for fact in original.record.dates if original.confirmed else ():
            if fact.kind in _OF_ITS_PAST:
                who = source_name(original.record)
                label = say("{verb} ({source})", verb=say(fact.kind.verb), source=who)
                yield fact.span.earliest, label, *_day(fact.span, fact.precision), "source"
    embedded = image.picture.metadata.date_created if image.picture else None
    if embedded:
        day = embedded.value.date()
        precision = Precision(embedded.precision)
        yield (
            day,
            say("taken (embedded in the published file)"),
            *_day(DateSpan(day, day), precision),
            "source",
        )


_BEST_DATED = (
    DateKind.CAPTURED,
    DateKind.CREATED,
    DateKind.POSTED,
    DateKind.PUBLISHED,
    DateKind.UPLOADED,
)


def originals_date(original: Original) -> tuple[str, str] | None:
    """What an original's record dates best: ("taken", "3 November 2012")."""
    for kind in _BEST_DATED:
        for fact in original.record.dates:
            if fact.kind is kind:
                return say(kind.verb), _day(fact.span, fact.precision)[1]
    return None


def _day(span: DateSpan, precision: Precision) -> tuple[str, str]:
    """A date as precise as it is known: for machines, for readers."""
    first, last = span.earliest, span.latest
    if precision is Precision.YEAR:
        return first.isoformat()[:4], f"{first.year}"
    if precision is Precision.MONTH:
        return first.isoformat()[:7], month_in_words(first)
    if first == last or precision in (Precision.SECOND, Precision.MINUTE, Precision.DAY):
        return first.isoformat(), day_in_words(first)
    span_words = say("{first} to {last}", first=day_in_words(first), last=day_in_words(last))
    return first.isoformat(), span_words


_DAYS_LATER = templates("{number:,} day later", "{number:,} days later")
_MONTHS_LATER = templates("{number:,} month later", "{number:,} months later")
_YEARS_LATER = templates("{number:,} year later", "{number:,} years later")


def _later(before: date, after: date) -> str:
    days = (after - before).days
    if days < 1:
        return ""
    if days < 90:
        return counted(days, _DAYS_LATER)
    if days < 730:
        return counted(round(days / 30.44), _MONTHS_LATER)
    return counted(round(days / 365.25), _YEARS_LATER)
