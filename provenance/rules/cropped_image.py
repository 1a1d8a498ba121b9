"""The picture is a crop of its original: which part, and how much is left.

What it finds
    A part of the original that was left out.

Why it matters
    What was left out can change what the rest seems to show; a licence may forbid it or want it
    said.

How it is decided
    The published picture was laid over the confirmed original. It is a note, and a warning where
    more than 40 % of the
    original's area is gone or its licence forbids derivatives; `no-derivatives`, where it runs
    too, then tells it
    alone.

When it is wrong
    Where the source holds a wider frame than the author published.

What to do
    Look at what was left out. If it changes the meaning, show more.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Box,
    Case,
    Comparison,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Reason,
    Severity,
    Transformation,
)
from provenance.model.sentences import listing, say, templates
from provenance.rules.kit import evidence
from provenance.rules.kit.changes import Compared, compared, done, proof_of
from provenance.rules.kit.examples import CC_BY_ND, SAME, TOO_PLAIN, derivation, example, original

RULE = "cropped-image"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
MUCH_GONE = 0.40
"""Set by the desk's catalogue: a crop that leaves out more than this is a warning."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the nearest confirmed original was cropped."""
    yield from evidence.require_confirmed_record(case, RULE)
    if not compared(case):
        return
    found = done(case, Transformation.CROPPED)
    if found is None:
        yield Passed(RULE, tuple(proof_of(o) for o in compared(case)[:1]))
        return
    left = found.original.share_left
    license = found.record.license
    forbidden = license is not None and license.forbids_derivatives
    worse = forbidden or (left is not None and left < 1 - MUCH_GONE)
    much = (
        say("{share:.0%} of the original's area is left", share=left)
        if left is not None
        else say("how much is left is unknown")
    )
    terms = (
        say(", and its licence {license} forbids derivatives", license=license.name)
        if license and forbidden
        else ""
    )
    yield Finding(
        RULE,
        Severity.WARNING if worse else SEVERITY,
        found.comparison.confidence,
        say(
            "The published picture is a crop: {much}{cut}{terms}.",
            much=much,
            cut=_cut(found),
            terms=terms,
        ),
        (proof_of(found),),
        say("See whether what was left out changes what the picture seems to show."),
        cause="changes" if forbidden else "cropped",
    )


_LEFT, _RIGHT, _TOP, _BOTTOM = templates(
    "{share:.0%} at the left",
    "{share:.0%} at the right",
    "{share:.0%} at the top",
    "{share:.0%} at the bottom",
)


def _cut(found: Compared) -> str:
    """Which sides were cut by more than a twentieth, in words."""
    box, size = found.comparison.region, found.original.size
    if box is None or size is None:
        return ""
    width, height = size
    gone = {
        _LEFT: box.x / width,
        _RIGHT: 1 - (box.x + box.width) / width,
        _TOP: box.y / height,
        _BOTTOM: 1 - (box.y + box.height) / height,
    }
    sides = [say(side, share=share) for side, share in gone.items() if share > 0.05]
    return say(" ({sides} cut off)", sides=listing(sides)) if sides else ""


def _crop(share: float) -> Comparison:
    box = Box(0, 0, round(1200 * share), 800)
    return derivation(Transformation.CROPPED, region=box)


EXAMPLES = (
    example(
        "A tenth cut off.",
        originals=[original(comparison=_crop(0.9), width=1200, height=800)],
        severity=SEVERITY,
    ),
    example(
        "Half cut off.",
        originals=[original(comparison=_crop(0.5), width=1200, height=800)],
        severity=Severity.WARNING,
    ),
    example(
        "A licence without derivatives.",
        originals=[original(comparison=_crop(0.9), width=1200, height=800, license=CC_BY_ND)],
        severity=Severity.WARNING,
    ),
    example("The whole picture.", originals=[original(comparison=SAME)]),
    example(
        "Too plain.", originals=[original(comparison=TOO_PLAIN)], reason=Reason.SOURCE_NOT_CONFIRMED
    ),
)
