"""A part of the picture was pixelated, blurred or covered by a bar: where.

What it finds
    Faces, number plates or other parts made unrecognisable in the published copy.

Why it matters
    It protects people, and readers should know that the desk did it, not the photographer.

How it is decided
    The published picture was laid over the confirmed original: broad levels agree and fine detail
    is gone, or a box of one colour lies inside the frame. It is never taken for a changed scene.

When it is wrong
    Where a lens or a strong filter blurred the copy.

What to do
    Say in the caption that it was made unrecognisable. Where nobody needs protecting, publish the
    original.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Box,
    Case,
    EditedRegion,
    EvidenceKind,
    Finding,
    Outcome,
    Reason,
    Severity,
    Transformation,
)
from provenance.model.sentences import say
from provenance.rules.kit.changes import Compared, judge, proof_of, where_changed
from provenance.rules.kit.examples import SAME, TOO_PLAIN, derivation, example, original

RULE = "obscured-image"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A note where the nearest confirmed original has parts made unrecognisable."""
    return judge(case, RULE, _finding, Transformation.OBSCURED)


def _finding(found: Compared) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        found.comparison.confidence,
        say(
            "A part of the published picture was pixelated, blurred or barred, as is "
            "done for privacy{where}.",
            where=where_changed(found, Transformation.OBSCURED),
        ),
        (proof_of(found),),
        say("Say in the caption that it was made unrecognisable."),
        cause="obscured",
    )


_FACE = EditedRegion(Box(560, 300, 90, 110), Transformation.OBSCURED)
_PIXELATED = original(
    comparison=derivation(Transformation.OBSCURED, edited_regions=(_FACE,)), width=1200, height=800
)
EXAMPLES = (
    example("A pixelated face.", originals=[_PIXELATED], severity=Severity.INFO),
    example("Unchanged.", originals=[original(comparison=SAME)]),
    example(
        "Too plain.", originals=[original(comparison=TOO_PLAIN)], reason=Reason.SOURCE_NOT_CONFIRMED
    ),
)
