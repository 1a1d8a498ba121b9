"""The published picture is turned by a right angle, or stands on its head.

What it finds
    A picture that was turned by 90, 180 or 270 degrees against its original.

Why it matters
    It is nearly always a slip of a tool that dropped the camera's note on which way is up.

How it is decided
    The comparison with the confirmed original matched only after turning.

When it is wrong
    Where the source's own copy is the one that is turned.

What to do
    Turn it the way it was taken, and have the tool keep which way is up.
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
from provenance.model.sentences import say, templates
from provenance.rules.kit.changes import Compared, judge, proof_of
from provenance.rules.kit.examples import SAME, TOO_PLAIN, derivation, example, original

RULE = "rotated-image"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
_ON_HEAD, _ON_SIDE = templates(
    "The published picture stands on its head, compared with its original at {source}.",
    "The published picture lies on its side, compared with its original at {source}.",
)
_TURNS = {
    3: _ON_HEAD,
    4: _ON_HEAD,
    5: _ON_SIDE,
    6: _ON_SIDE,
    7: _ON_SIDE,
    8: _ON_SIDE,
}
"""EXIF orientation number that takes the published picture to the original's, and how it looks."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the nearest confirmed original matches only when turned."""
    return judge(case, RULE, _finding, Transformation.ROTATED)


def _finding(found: Compared) -> Finding | None:
    turn = _TURNS.get(found.comparison.orientation)
    if turn is None:
        return None
    return Finding(
        RULE,
        SEVERITY,
        found.comparison.confidence,
        say(turn, source=source_name(found.record)),
        (proof_of(found),),
        say("Turn it the way it was taken."),
        cause="rotated",
    )


EXAMPLES = (
    example(
        "On its head.",
        originals=[original(comparison=derivation(Transformation.ROTATED, orientation=3))],
        severity=Severity.WARNING,
    ),
    example(
        "Straightened by two degrees.",
        originals=[original(comparison=derivation(Transformation.ROTATED))],
    ),
    example("The same way up.", originals=[original(comparison=SAME)]),
    example(
        "Too plain to tell.",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
