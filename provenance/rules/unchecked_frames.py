"""Later frames of an animation show something other than its original.

What it finds
    An animation whose first frame is the original, and whose later frames are not.

Why it matters
    What is known of the original says nothing about pictures that come after it.

How it is decided
    Twelve later frames at most, evenly spaced, were compared with the confirmed original.

When it is wrong
    Where the frames show one thing in turn and the source holds only the first.

What to do
    Find the source of each picture in it, or publish the one that is known.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import join, say
from provenance.rules.kit import evidence
from provenance.rules.kit.changes import compared, proof_of
from provenance.rules.kit.examples import (
    SAME,
    TOO_PLAIN,
    derivation,
    example,
    original,
    picture,
)

RULE = "unchecked-frames"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where looked-at frames are not the confirmed original."""
    yield from evidence.require_confirmed_record(case, RULE)
    if case.picture is None or case.picture.frames < 2 or not compared(case):
        return
    found = min(compared(case), key=lambda c: len(c.comparison.unlike_frames))
    unlike = found.comparison.unlike_frames
    if not unlike:
        yield Passed(RULE, (proof_of(found),))
        return
    which = join(tuple(map(str, unlike)))
    yield Finding(
        RULE,
        SEVERITY,
        found.comparison.confidence,
        say(
            "The picture is an animation of {frames} frames; its original at {source} is not "
            "what frames {which} show.",
            frames=case.picture.frames,
            source=source_name(found.record),
            which=which,
        )
        if len(unlike) > 1
        else say(
            "The picture is an animation of {frames} frames; its original at {source} is not "
            "what frame {which} shows.",
            frames=case.picture.frames,
            source=source_name(found.record),
            which=which,
        ),
        (proof_of(found),),
        say("Find the source of each picture in it, or publish the one that is known."),
        cause="frames",
    )


EXAMPLES = (
    example(
        "Two of four frames are another picture.",
        picture=picture(frames=4),
        originals=[original(comparison=derivation(unlike_frames=(3, 4)))],
        severity=Severity.WARNING,
    ),
    example("All frames are it.", picture=picture(frames=4), originals=[original(comparison=SAME)]),
    example("A still.", picture=picture(), originals=[original(comparison=SAME)]),
    example(
        "Too plain.",
        picture=picture(frames=4),
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
