"""The licence allows no commercial use, and the outlet is a commercial one.

What it finds
    A picture under a Creative Commons NC licence in an outlet that earns money.

Why it matters
    The licence permits nothing to such an outlet: printing the picture is printing it without one.

How it is decided
    The original was matched by pixels, and every licence that its records state is an NC licence.
    Whether the outlet is commercial is `commercial` under `[desk]` in the configuration, which is
    true where nothing is set.

When it is wrong
    Where the author gave leave (name the author in `permissions` under `[desk]`), or the outlet is
    not commercial and nobody has set it. On 849 pictures of 292 real pages, checked without a
    network, no original was confirmed and it never spoke.

What to do
    Ask the author for leave, or choose a picture under another licence. This is no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Desk,
    EvidenceKind,
    Finding,
    License,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.examples import TOO_PLAIN, example, original
from provenance.rules.kit.permission import permitted

RULE = "non-commercial"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ORIGINAL, EvidenceKind.CONFIGURATION)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a commercial outlet prints a picture under an NC licence."""
    yield from evidence.require_confirmed_record(case, RULE)
    found = licenses.terms(case)
    if found is None or not found.license.forbids_commercial or not case.desk.commercial:
        return
    proof = evidence.at_source(found.original, "licence", found.license.name)
    free = [t for t in licenses.free(case) if not t.license.forbids_commercial]
    if free or permitted(case, found.original):
        yield Passed(RULE, (*evidence.credit(case), proof))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The licence {license} at {source} allows no commercial use, and this "
            "outlet is set as commercial.",
            license=found.license.name,
            source=source_name(found.original.record),
        ),
        (*evidence.credit(case), proof),
        say(
            "Ask the author for leave, or choose another picture. {caveat}",
            caveat=evidence.NO_LEGAL_ADVICE,
        ),
        cause="leave",
    )


_NC = License(
    "CC BY-NC 2.0", "cc-by-nc", "2.0", None, "https://creativecommons.org/licenses/by-nc/2.0/"
)
EXAMPLES = (
    example(
        "CC BY-NC in a paper that sells.", originals=[original(license=_NC)], severity=SEVERITY
    ),
    example(
        "The outlet is not commercial.",
        originals=[original(license=_NC)],
        desk=Desk(commercial=False),
    ),
    example(
        "The author gave leave.",
        originals=[original(license=_NC)],
        desk=Desk(permissions=("Kenji Arai",)),
    ),
    example(
        "The author gives it under another licence elsewhere.",
        originals=[original(license=_NC, source="flickr"), original()],
    ),
    example("A licence that allows it.", originals=[original()]),
    example(
        "Too plain.",
        originals=[original(license=_NC, comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
