"""The licence forbids changed versions, and the picture was changed.

What it finds
    A picture under an ND licence that was cropped, mirrored, recoloured or edited.

Why it matters
    The licence permits only the whole picture as it is.

How it is decided
    The original was matched by pixels, its record states an ND licence, and the comparison tells
    what was done. A crop
    that trims less than a twentieth of the area is left alone.

When it is wrong
    Where the author allowed the change, or the source itself holds the cropped version under
    another name.

What to do
    Publish it uncropped and unchanged, ask the author, or choose another picture.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Box,
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Reason,
    Severity,
    Transformation,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.changes import said_of
from provenance.rules.kit.examples import CC_BY_ND, SAME, TOO_PLAIN, derivation, example, original

RULE = "no-derivatives"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
PRECEDENCE = 80


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a picture under an ND licence was changed."""
    yield from evidence.require_confirmed_record(case, RULE)
    terms = licenses.terms(case)
    if terms is None or not terms.license.forbids_derivatives:
        return
    changes = terms.original.changes
    proof = evidence.at_source(terms.original, "licence", terms.license.name)
    if not changes:
        yield Passed(RULE, (proof,))
        return
    text, html = evidence.suggest_credit(terms.original)
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The licence {license} forbids changed versions, and the picture was {changes}.",
            license=terms.license.name,
            changes=said_of(changes),
        ),
        (*evidence.credit(case), proof),
        say("Publish it whole and unchanged, or ask the author. {text}", text=text),
        html,
        cause="changes",
    )


_HALF = derivation(Transformation.CROPPED, region=Box(0, 0, 600, 800))
EXAMPLES = (
    example(
        "Half of it, under CC BY-ND.",
        originals=[original(license=CC_BY_ND, comparison=_HALF, width=1200, height=800)],
        severity=Severity.ERROR,
    ),
    example("The whole picture.", originals=[original(license=CC_BY_ND, comparison=SAME)]),
    example(
        "A licence that allows it.", originals=[original(comparison=_HALF, width=1200, height=800)]
    ),
    example(
        "Too plain.",
        originals=[original(license=CC_BY_ND, comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
