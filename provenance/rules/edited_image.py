"""Something inside the frame was added, removed or painted over: where.

What it finds
    A part of the scene that differs between the published picture and its original.

Why it matters
    A change inside the frame changes what is said to have happened.

How it is decided
    The published picture was laid over the confirmed original; a region inside the scene does not
    agree although all
    around it does. Graphics, logos and captions laid over the edge are another thing and not
    meant. Where caption or
    credit says that the picture was edited or is a montage, it is a warning.

When it is wrong
    Where the source holds another version of the file than the author's first, or a number plate
    or face was blurred
    for protection.

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
    Passed,
    Reason,
    Severity,
    Transformation,
    source_name,
)
from provenance.rules.kit import disclosure, evidence
from provenance.rules.kit.changes import Compared, compared, done, part_of, proof_of
from provenance.rules.kit.examples import SAME, TOO_PLAIN, claims, derivation, example, original

RULE = "edited-image"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
PRECEDENCE = 81
_SAID = {DisclosureKind.EDITED, DisclosureKind.ILLUSTRATION, DisclosureKind.AI_GENERATED}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the nearest confirmed original differs inside the scene."""
    yield from evidence.require_confirmed_record(case, RULE)
    if not compared(case):
        return
    found = done(case, Transformation.EDITED)
    if found is None:
        yield Passed(RULE, tuple(proof_of(o) for o in compared(case)[:1]))
        return
    said = bool(disclosure.stated(case) & _SAID)
    yield Finding(
        RULE,
        SEVERITY.lowered(int(said)),
        found.comparison.confidence,
        "The published picture differs from its original at "
        f"{source_name(found.record)} inside the scene"
        f"{_where(found)}.",
        (proof_of(found),),
        "Publish the original, or say in the caption what was changed.",
        cause="edited",
    )


def _where(found: Compared) -> str:
    size = found.original.size
    edits = [e.box for e in found.comparison.edited_regions if e.kind is Transformation.EDITED]
    if not edits or size is None:
        return ""
    places = list(dict.fromkeys(part_of(box, size) for box in edits))[:3]
    share = sum(box.area for box in edits) / (size[0] * size[1])
    return f", {' and '.join(places)} ({max(share, 0.001):.1%} of the original's area)"


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
