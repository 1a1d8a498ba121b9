"""Something inside the frame was added, removed or painted over: where.

What it finds
    A part of the scene that differs between the published picture and its original.

Why it matters
    A change inside the frame changes what is said to have happened.

How it is decided
    The published picture was laid over the confirmed original; a region inside the scene does not
    agree although all
    around it does. Text, graphics and logos laid over, and parts pixelated, blurred or barred, are
    other things and not meant. Where caption or
    credit says that the picture was edited or is a montage, it is a warning.

When it is wrong
    Where the source holds another version of the file than the author's first.

What to do
    Publish the original, or say in the caption what was changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Box,
    Case,
    DisclosureKind,
    EditedRegion,
    EvidenceKind,
    Finding,
    Outcome,
    Reason,
    Severity,
    Transformation,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import disclosure
from provenance.rules.kit.changes import Compared, judge, proof_of, where_changed
from provenance.rules.kit.examples import SAME, TOO_PLAIN, claims, derivation, example, original

RULE = "edited-image"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
PRECEDENCE = 81
_SAID = {DisclosureKind.EDITED, DisclosureKind.ILLUSTRATION, DisclosureKind.AI_GENERATED}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the nearest confirmed original differs inside the scene."""
    return judge(case, RULE, lambda found: _finding(case, found), Transformation.EDITED)


def _finding(case: Case, found: Compared) -> Finding:
    said = bool(disclosure.stated(case) & _SAID)
    return Finding(
        RULE,
        SEVERITY.lowered(int(said)),
        found.comparison.confidence,
        say(
            "The published picture differs from its original at {source} inside the scene{where}.",
            source=source_name(found.record),
            where=where_changed(found, Transformation.EDITED),
        ),
        (proof_of(found),),
        say("Publish the original, or say in the caption what was changed."),
        cause="edited",
    )


_EDIT = EditedRegion(Box(900, 100, 120, 90), Transformation.EDITED)
_EDITED = original(
    comparison=derivation(Transformation.EDITED, edited_regions=(_EDIT,)), width=1200, height=800
)
EXAMPLES = (
    example("Smoke was painted in.", originals=[_EDITED], severity=Severity.ERROR),
    example(
        "The caption says that it is a montage.",
        caption=claims("Photo montage: a launcher.", disclosures={"Photo montage": "edited"}),
        originals=[_EDITED],
        severity=Severity.WARNING,
    ),
    example(
        "Only a logo at the edge.",
        originals=[original(comparison=derivation(Transformation.OVERLAID))],
    ),
    example("Unchanged.", originals=[original(comparison=SAME)]),
    example(
        "Too plain.", originals=[original(comparison=TOO_PLAIN)], reason=Reason.SOURCE_NOT_CONFIRMED
    ),
)
