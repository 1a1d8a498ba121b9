"""The picture says that a trained model generated it, and the page does not.

What it finds
    A picture whose embedded digital source type or Content Credentials name it generated, on a
    page without a label.

Why it matters
    A reader takes an unlabelled picture for a photograph. The label is the law in some countries.

How it is decided
    The file's own statement alone decides (IPTC digital source type `trainedAlgorithmicMedia` or
    `compositeWithTrainedAlgorithmicMedia`); neither caption nor credit says so. No detector looks
    at the pixels.

When it is wrong
    Where software wrote the type for a small generative repair.

What to do
    Label it as generated, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Metadata,
    Outcome,
    Severity,
)
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import claims, example, in_file, picture
from provenance.rules.kit.generated import labelled, says_generated

RULE = "generated-unlabelled"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.METADATA, EvidenceKind.CREDENTIALS, EvidenceKind.ARTICLE)
PRECEDENCE = 30


def check(case: Case) -> Iterable[Outcome]:
    """A finding where only the file says that it was generated."""
    proof = says_generated(case)
    if not proof or labelled(case):
        return
    partly = "composite" in proof[0].value.casefold()
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        "The picture's own metadata say that a trained model generated "
        f"{'part of it' if partly else 'it'}; the page "
        "does not.",
        (*proof, *evidence.caption(case), *evidence.credit(case)),
        'Print "AI-generated" in the caption, or take the picture out.',
        cause="generated",
    )


def _made(kind: str) -> Metadata:
    url = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    return Metadata(digital_source_type=in_file(url, "XMP-iptcExt:DigitalSourceType"))


_GENERATED = picture(_made("trainedAlgorithmicMedia"))
EXAMPLES = (
    example(
        "Unlabelled.", caption="A launcher at dawn.", picture=_GENERATED, severity=Severity.ERROR
    ),
    example(
        "Labelled.",
        caption=claims("A launcher (AI-generated).", disclosures={"AI-generated": "ai-generated"}),
        picture=_GENERATED,
    ),
    example("A photograph.", caption="A launcher.", picture=picture(_made("digitalCapture"))),
    example("The file says nothing.", caption="A launcher.", picture=picture()),
)
