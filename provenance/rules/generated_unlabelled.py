"""The picture says that a trained model generated it, and the page does not.

What it finds
    A picture whose embedded digital source type or Content Credentials name it generated, on a
    page without a label.

Why it matters
    A reader takes an unlabelled picture for a photograph. The label is the law in some countries.

How it is decided
    The file's own statement alone decides (IPTC digital source type `trainedAlgorithmicMedia` or
    `compositeWithTrainedAlgorithmicMedia`, anywhere in its Content Credentials); neither caption
    nor credit says so. A model or a prompt that is named without a source type (IPTC's AI fields,
    a generator's settings in a PNG, "Midjourney" as author, credit, source or software) makes it
    a warning. No detector looks at the pixels.

When it is wrong
    Where software wrote the type for a small generative repair, or somebody has a tool's name.

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
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import claims, example, in_file, picture
from provenance.rules.kit.generated import hints_generated, labelled, says_generated

RULE = "generated-unlabelled"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.METADATA, EvidenceKind.CREDENTIALS, EvidenceKind.ARTICLE)
PRECEDENCE = 30
MOST_HINTS = 3
"""Hints that are shown as evidence."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where only the file says that it was generated."""
    if labelled(case):
        return
    proof = says_generated(case)
    hints = () if proof else hints_generated(case)
    if hints:
        yield Finding(
            RULE,
            Severity.WARNING,
            Confidence.MEDIUM,
            say(
                "The picture's own metadata name a model or a prompt, as generators write "
                "them; the page does not say that it was generated."
            ),
            (*hints[:MOST_HINTS], *evidence.caption(case), *evidence.credit(case)),
            say('Ask the supplier. If it was generated, print "AI-generated" in the caption.'),
            cause="generated",
        )
    if not proof:
        return
    partly = "composite" in proof[0].value.casefold()
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The picture's own metadata say that a trained model generated part of it; "
            "the page does not."
        )
        if partly
        else say(
            "The picture's own metadata say that a trained model generated it; the page does not."
        ),
        (*proof, *evidence.caption(case), *evidence.credit(case)),
        say('Print "AI-generated" in the caption, or take the picture out.'),
        cause="generated",
    )


def _made(kind: str) -> Metadata:
    url = f"http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"
    return Metadata(digital_source_type=in_file(url, "XMP-iptcExt:DigitalSourceType"))


_GENERATED = picture(_made("trainedAlgorithmicMedia"))
_NAMED = picture(Metadata(ai_marks=(in_file("Example Image Model", "XMP-iptcExt:AISystemUsed"),)))
EXAMPLES = (
    example(
        "A model is named, no source type is stated.",
        caption="A launcher at dawn.",
        picture=_NAMED,
        severity=Severity.WARNING,
    ),
    example(
        "The file credits a generator.",
        caption="A launcher at dawn.",
        picture=picture(Metadata(creators=(in_file("Made with DALL-E", "IPTC:By-line"),))),
        severity=Severity.WARNING,
    ),
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
