"""The source itself says that its file was retouched, cut out or enlarged.

What it finds
    A picture whose page at the source says that it is not as it was taken: retouched, a montage,
    enlarged by software, a reconstruction, or cut out of another picture.

Why it matters
    A copy that agrees with such a file agrees with something that was already changed.

How it is decided
    The original was matched by pixels, and a note of its record (at Wikimedia Commons its category)
    or its own description says so. Where caption or credit says that the picture was edited, is a
    reconstruction or an illustration, nothing is left to say. A file that was only cut out of
    another makes a note.

When it is wrong
    Where the retouching only removed dust from a scan. On 849 pictures of 292 real pages, checked
    without a network, no original was confirmed and it never spoke.

What to do
    Use the first version, to which the source links, or say in the caption what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from provenance import lazy_re as re
from provenance.model import (
    Case,
    Confidence,
    DisclosureKind,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Original,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import disclosure, evidence
from provenance.rules.kit.examples import TOO_PLAIN, claims, example, original

RULE = "retouched-at-source"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ORIGINAL,)
_CHANGED = {DisclosureKind.EDITED, DisclosureKind.RECONSTRUCTION}
_SAID = {*_CHANGED, DisclosureKind.ILLUSTRATION, DisclosureKind.AI_GENERATED}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a confirmed original's record says that it was changed."""
    yield from evidence.require_confirmed_record(case, RULE)
    found = next((mark for o in case.confirmed for mark in _marks(o)), None)
    if found is None:
        return
    proof, severity, prose = found
    if disclosure.stated(case) & _SAID:
        yield Passed(RULE, (*evidence.caption(case), proof))
        return
    yield Finding(
        RULE,
        severity,
        Confidence.MEDIUM,
        say(
            "The source says of its file: {note}; the page does not say so.",
            note=evidence.shorten(proof.value, 120).rstrip("."),
        ),
        (*evidence.caption(case), proof),
        say("Use the first version, or say in the caption what was done."),
        cause="retouched",
        prose=prose,
    )


def _marks(found: Original) -> Iterator[tuple[Evidence, Severity, bool]]:
    """What the record says, how much it weighs, and whether it was read out of prose."""
    for kind, severity in (("changed", SEVERITY), ("extracted", Severity.INFO)):
        words = "|".join(evidence.words("retouched")[kind])
        # at the beginning of a note: what it quotes from a page may be about anything
        pattern = re.compile(rf"(?:an? )?(?:{words})", re.I)
        for note in found.record.notes:
            if pattern.match(note.text):
                yield evidence.at_source(found, "note", note.text, note.where), severity, False
    said = found.record.description
    for stated in found.claims.disclosures:
        if stated.kind in _CHANGED:
            where = said.where if said else found.record.where
            yield evidence.at_source(found, "description", stated.text, where), SEVERITY, True


def _noted(text: str) -> Original:
    return original(notes=(Reading(text, Locator("category")),))


_REBUILT = claims("A fort, rebuilt as a model", disclosures={"rebuilt": "reconstruction"})
EXAMPLES = (
    example(
        "The file page says retouched.",
        originals=[_noted("retouched, says the file page")],
        severity=SEVERITY,
    ),
    example(
        "Only cut out of another file.",
        originals=[_noted("cut out of another picture, says the file page")],
        severity=Severity.INFO,
    ),
    example(
        "The description calls it a reconstruction.",
        originals=[
            original(
                said=claims(
                    "Reconstruction of the fort", disclosures={"Reconstruction": "reconstruction"}
                )
            )
        ],
        severity=Severity.INFO,
    ),
    example(
        "The caption says so too.",
        caption=claims("Photo montage: a fort.", disclosures={"Photo montage": "edited"}),
        originals=[_noted("a montage, says the file page")],
    ),
    example(
        "A caption of another page is quoted.",
        originals=[_noted("caption there: A montage of the old town")],
    ),
    example("Nothing is noted.", originals=[original()]),
    example(
        "Too plain.",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
