"""The source's camera position and the place it names exclude each other.

What it finds
    A record that says in one field that the picture was taken in Japan, and in another that the
    camera stood in Ukraine.

Why it matters
    One of the two is wrong, and whatever rests on it is as well.

How it is decided
    The original was matched by pixels. Its record states a camera position and a place in a field
    of its own, and each lies beyond what can be seen or reached from the other. Places that only
    its description names are left out.

When it is wrong
    Where the field names what is shown, and the camera saw it from far away: from a plane or from
    space. On 849 pictures of 292 real pages, checked without a network, no original was confirmed
    and it never spoke.

What to do
    Trust neither before somebody has said which is right.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.claims.relations import relate_places
from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    PlaceRelation,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, places
from provenance.rules.kit.examples import IRUMA, KYIV, TOO_PLAIN, example, original, position
from provenance.rules.kit.places import RecordPlace

RULE = "source-contradicts-itself"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ORIGINAL, EvidenceKind.METADATA)
FAR_KM = 500.0
"""A position contradicts a named place only beyond this: a country's shape is no circle, and from
a plane one sees 350 km."""


def check(case: Case) -> Iterable[Outcome]:
    """A note for the first confirmed original whose fields exclude each other."""
    yield from evidence.require_confirmed_record(case, RULE)
    for found in case.confirmed:
        stated = [p for p in places.record_places(found) if p.structured]
        spots = [p for p in stated if p.camera]
        named = [p for p in stated if not p.camera]
        if not spots or not named:
            continue
        proof = (spots[0].evidence, named[0].evidence)
        if not all(_apart(spot, place) for spot in spots for place in named):
            yield Passed(RULE, proof)
            return
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.MEDIUM,
            say(
                "The record at {source} places the picture in {place}, and its camera "
                "position lies elsewhere.",
                source=source_name(found.record),
                place=named[0].name,
            ),
            proof,
            say("Trust neither before somebody has said which is right."),
            cause="source-place",
        )
        return


def _apart(spot: RecordPlace, named: RecordPlace) -> bool:
    """True where every reading of the place lies far from the position."""
    related = (relate_places(a, b) for a in spot.readings for b in named.readings)
    return all(
        relation is PlaceRelation.DISJOINT and (km is None or km > FAR_KM)
        for relation, km in related
    )


EXAMPLES = (
    example(
        "Japan in one field, Kyiv in the other.",
        originals=[original(places=[position(KYIV)], stated={"Iruma": IRUMA})],
        severity=SEVERITY,
    ),
    example("Both agree.", originals=[original(places=[position(IRUMA)], stated={"Iruma": IRUMA})]),
    example("Only one is stated.", originals=[original(stated={"Iruma": IRUMA})]),
    example(
        "Too plain.",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
