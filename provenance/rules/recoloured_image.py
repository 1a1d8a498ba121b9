"""Tone or colour was changed strongly, or the picture was made greyscale.

What it finds
    Colours, brightness or contrast that differ far more than saving a file again can explain.

Why it matters
    Darkened skies and reddened fires dramatise; greyscale makes a new picture look old.

How it is decided
    The comparison with the confirmed original found the same picture with another colour layout.
    Where the caption says
    that it was edited, it is a note.

When it is wrong
    Where the source's copy was itself toned, or the original is a raw file developed in another
    way.

What to do
    Publish it as it was taken, or say what was done.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    DisclosureKind,
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
from provenance.rules.kit.changes import Compared, judge, proof_of
from provenance.rules.kit.examples import SAME, TOO_PLAIN, claims, derivation, example, original

RULE = "recoloured-image"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
_TONES = (Transformation.RECOLOURED, Transformation.GREYSCALE)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the nearest confirmed original has other colours."""
    return judge(
        case,
        RULE,
        lambda found: _finding(case, found),
        Transformation.RECOLOURED,
        Transformation.GREYSCALE,
    )


def _finding(case: Case, found: Compared) -> Finding:
    grey = Transformation.GREYSCALE in found.comparison.transformations
    said = DisclosureKind.EDITED in disclosure.stated(case)
    source = source_name(found.record)
    return Finding(
        RULE,
        SEVERITY.lowered(int(said)),
        found.comparison.confidence,
        say(
            "The published picture was made greyscale, compared with its original at {source}.",
            source=source,
        )
        if grey
        else say(
            "The published picture has strongly changed tones or colours, compared with its "
            "original at {source}.",
            source=source,
        ),
        (proof_of(found),),
        say("Publish it as it was taken, or say in the caption what was done."),
        cause="recoloured",
    )


EXAMPLES = (
    example(
        "Made greyscale.",
        originals=[original(comparison=derivation(Transformation.GREYSCALE))],
        severity=SEVERITY,
    ),
    example(
        "Toned, and the caption says so.",
        caption=claims("Digitally edited: a launcher.", disclosures={"Digitally edited": "edited"}),
        originals=[original(comparison=derivation(Transformation.RECOLOURED))],
        severity=Severity.INFO,
    ),
    example("Only resized.", originals=[original(comparison=SAME)]),
    example(
        "Too plain.", originals=[original(comparison=TOO_PLAIN)], reason=Reason.SOURCE_NOT_CONFIRMED
    ),
)
