"""The camera's recorded position excludes the caption's place.

What it finds
    GPS coordinates, in the published file or in a confirmed original, from which the caption's
    place cannot be seen.

Why it matters
    A camera writes its position itself; a caption is written by hand, often later and elsewhere.

How it is decided
    Every place in the caption's scene must exclude the position and lie beyond the horizon from
    it. No original is
    needed where the published file itself holds the position.

When it is wrong
    Where the position was added later by hand, or the picture shows a screen, a map or a distant
    view from the air.

What to do
    Ask the photographer, and print the place where the picture was taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.model import (
    Case,
    Claims,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    NotChecked,
    Outcome,
    Passed,
    Place,
    PlaceClaim,
    PlaceKind,
    Position,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, places, scenes
from provenance.rules.kit.examples import (
    IRUMA,
    KYIV,
    ODESA,
    ODESSA_TEXAS,
    claims,
    example,
    original,
    picture,
    position,
)

RULE = "camera-position-mismatch"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA, EvidenceKind.ORIGINAL)
PRECEDENCE = 11


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a camera position and the caption's places exclude each other."""
    claimed = scenes.whereabouts(case.caption_claims)
    if not claimed:
        return
    spots = list(_positions(case))
    if not spots:
        return
    named = scenes.names(case.caption_claims)
    verdict = places.excluded(claimed, named, [((spot,), True) for spot, _ in spots])
    proof = tuple(proofs for _, proofs in spots[:3])
    if not verdict.excludes:
        yield Passed(RULE, (*evidence.caption(case), *proof))
        return
    if places.namesakes(case, claimed, _named_there(case, [spot for spot, _ in spots])):
        yield NotChecked(RULE, Reason.PLACE_AMBIGUOUS, places.NAMESAKES)
        return
    spot = spots[0][0]
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The caption places this picture in {place}{quoted}; the camera stood at "
            "{position}{distance}.",
            place=places.listed(claimed),
            quoted=places.quoted(claimed),
            position=f"{spot.latitude:.3f}, {spot.longitude:.3f}",
            distance=places.distance(verdict.km),
        ),
        (*evidence.caption(case), *proof),
        say("Ask the photographer where the picture was taken, and print that place."),
        cause="place",
    )


def _named_there(case: Case, spots: Sequence[Place]) -> list[PlaceClaim]:
    """The places that the file and the records name where the camera stood."""
    stated = [*places.file_fields(case)]
    stated += [c for o in case.confirmed for c in o.claims.places if c.end <= c.start and c.text]
    stood = [((spot,), True) for spot in spots]
    return [c for c in stated if c.places and not places.compare([c], stood).excludes]


def _positions(case: Case) -> Iterator[tuple[Place, Evidence]]:
    """Camera positions of the published file, of originals, and of their records."""
    files = [("the published file", case.picture)]
    files += [(source_name(o.record), o.picture) for o in case.confirmed]
    for label, made in files:
        found = made.metadata.camera_position if made else None
        if found is not None:
            where = Locator(found.tag or "EXIF:GPS", url=made.url if made else None)
            yield (
                _spot(found.latitude, found.longitude),
                Evidence(f"camera position in {label}", _shown(found), where),
            )
    for found_at in case.confirmed:
        for fact in found_at.record.places:
            if (
                fact.kind is PlaceKind.CAMERA
                and fact.latitude is not None
                and fact.longitude is not None
            ):
                shown = _shown(Position(fact.latitude, fact.longitude))
                yield (
                    _spot(fact.latitude, fact.longitude),
                    evidence.at_source(found_at, "camera position", shown, fact.where),
                )


def _spot(latitude: float, longitude: float) -> Place:
    return Place("position", "position", latitude=latitude, longitude=longitude)


def _shown(position: Position) -> str:
    return f"{position.latitude:.4f}, {position.longitude:.4f}"


def _gps(latitude: float, longitude: float) -> Metadata:
    return Metadata(camera_position=Position(latitude, longitude, "EXIF:GPS"))


_CAPTION = claims("A launcher in Kyiv.", places={"Kyiv": KYIV})
EXAMPLES = (
    example(
        "The file's GPS is in Japan.",
        caption=_CAPTION,
        picture=picture(_gps(35.84, 139.41)),
        severity=SEVERITY,
    ),
    example(
        "The original's record has the position.",
        caption=_CAPTION,
        originals=[original(places=[position(IRUMA)])],
        severity=SEVERITY,
    ),
    example(
        "The file names the town, which bears the caption's name.",
        caption=claims("A street in Odessa.", places={"Odessa": ODESA}),
        picture=picture(_gps(31.85, -102.37)),
        file_said=Claims("", places=(PlaceClaim("Odessa, USA", 0, 0, (ODESSA_TEXAS,)),)),
        reason=Reason.PLACE_AMBIGUOUS,
    ),
    example("Across the river from Kyiv.", caption=_CAPTION, picture=picture(_gps(50.6, 30.6))),
    example("A view from the next valley.", caption=_CAPTION, picture=picture(_gps(50.0, 30.2))),
    example("No position.", caption=_CAPTION, picture=picture()),
)
