"""The published picture puts an original together with other pictures or text.

What it finds
    A picture that holds a confirmed original and, around it, something else: a collage, a card with
    words, two scenes side by side.

Why it matters
    What stands side by side seems to belong together. A reader cannot see which part is whose.

How it is decided
    The published picture was laid over the confirmed original, and what lies beyond the original's
    edges is no plain border. It is an error where two originals with different pictures are found
    in it. Where caption or credit calls it a montage, a collage or an illustration, it is let pass.

When it is wrong
    Where the original at the source was cropped out of the published picture. On 849 pictures of
    292 real pages, checked without a network, no original was confirmed and it never spoke.

What to do
    Say in the caption that several pictures were put together and whose each is, or publish the
    original.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Credit,
    CreditFlag,
    DisclosureKind,
    EvidenceKind,
    Finding,
    Outcome,
    Reason,
    Severity,
    Transformation,
    source_name,
)
from provenance.model.sentences import join, say
from provenance.rules.kit import disclosure
from provenance.rules.kit.changes import Compared, compared, judge, proof_of
from provenance.rules.kit.examples import SAME, TOO_PLAIN, derivation, example, original

RULE = "composite-image"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
_SAID = {DisclosureKind.EDITED, DisclosureKind.ILLUSTRATION, DisclosureKind.AI_GENERATED}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the nearest confirmed original is only a part of the picture."""
    return judge(case, RULE, lambda found: _finding(case, found), Transformation.COMPOSITED)


def _finding(case: Case, found: Compared) -> Finding | None:
    if disclosure.stated(case) & _SAID:
        return None
    parts = [
        other
        for other in compared(case)
        if Transformation.COMPOSITED in other.comparison.transformations
    ]
    authors = {tuple(r.text for r in part.record.creators) for part in parts}
    several = len(parts) > 1 and len(authors) > 1
    sources = join(tuple(dict.fromkeys(source_name(part.record) for part in parts)))
    what = (
        say("{number} pictures, found at {sources}", number=len(parts), sources=sources)
        if several
        else say("other pictures or text")
    )
    return Finding(
        RULE,
        SEVERITY.lowered(int(not several)),
        found.comparison.confidence,
        say("The published picture puts together {what}.", what=what)
        if several
        else say(
            "The published picture puts its original at {sources} together with {what}.",
            sources=sources,
            what=what,
        ),
        tuple(proof_of(part) for part in parts),
        say("Say in the caption that several pictures were put together, or publish the original."),
        cause="composite",
    )


_PART = derivation(Transformation.COMPOSITED)
EXAMPLES = (
    example(
        "Two people's pictures side by side.",
        originals=[
            original(comparison=_PART),
            original("Other", creators=("Jane Doe",), comparison=_PART, source="flickr"),
        ],
        severity=SEVERITY,
    ),
    example(
        "One picture with something around it.",
        originals=[original(comparison=_PART)],
        severity=Severity.WARNING,
    ),
    example(
        "The credit calls it a collage.",
        credit=Credit("Collage: Jane Doe", flags=(CreditFlag.COMPOSITE,)),
        originals=[original(comparison=_PART)],
    ),
    example("Unchanged.", originals=[original(comparison=SAME)]),
    example(
        "Too plain.",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
