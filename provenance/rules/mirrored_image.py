"""The published picture is the mirror image of its original.

What it finds
    Left and right have changed places.

Why it matters
    Writing, uniforms, wounds and places read differently; a mirrored picture also hides from
    picture searches.

How it is decided
    The comparison with the confirmed original matched only after mirroring.

When it is wrong
    Where the source's own copy is the mirrored one.

What to do
    Publish the picture the right way round.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    EvidenceKind,
    Finding,
    Outcome,
    Reason,
    Severity,
    Transformation,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit.changes import Compared, judge, proof_of
from provenance.rules.kit.examples import SAME, TOO_PLAIN, derivation, example, original

RULE = "mirrored-image"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where every confirmed original matches only when mirrored."""
    return judge(case, RULE, _finding, Transformation.MIRRORED)


def _finding(found: Compared) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        found.comparison.confidence,
        say(
            "The published picture is mirrored: in the original at {source} left and "
            "right are the other way round.",
            source=source_name(found.record),
        ),
        (proof_of(found),),
        say("Publish it the way it was taken."),
        cause="mirrored",
    )


EXAMPLES = (
    example(
        "Mirrored.",
        originals=[original(comparison=derivation(Transformation.MIRRORED))],
        severity=Severity.WARNING,
    ),
    example("The same way round.", originals=[original(comparison=SAME)]),
    example(
        "Too plain to tell.",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
