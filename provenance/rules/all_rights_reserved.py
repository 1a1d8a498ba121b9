"""The source reserves all rights, and no leave to print the picture is on record.

What it finds
    A picture whose confirmed original is shown "all rights reserved", with nothing that says that
    this newsroom may print it.

Why it matters
    Without the author's leave the picture may not be printed, whoever is credited.

How it is decided
    The original was matched by pixels, its record reserves all rights, and no record of it states a
    free licence. Leave is on record where `permissions` or `staff` under `[desk]` names the author
    or the account, where the credit says that the picture was given ("courtesy of", "handout"),
    where an agency is credited, and where the newsroom's archive has it from a supplier. Stock
    libraries and posts are left to other rules.

When it is wrong
    Where leave was given and is written down elsewhere. On 849 pictures of 292 real pages, checked
    without a network, no original was confirmed and it never spoke.

What to do
    Ask the author, and name the author in `permissions` once leave is given. This is no legal
    advice.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    Desk,
    EvidenceKind,
    Finding,
    License,
    Original,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.examples import TOO_PLAIN, example, held, original
from provenance.rules.kit.permission import permitted

RULE = "all-rights-reserved"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ORIGINAL, EvidenceKind.CONFIGURATION)
_RESERVED = "all-rights-reserved"


def check(case: Case) -> Iterable[Outcome]:
    """A finding where all rights are reserved and no leave is on record."""
    yield from evidence.require_confirmed_record(case, RULE)
    found = next((o for o in case.confirmed if _reserves(o)), None)
    if found is None:
        return
    proof = evidence.at_source(found, "licence", "all rights reserved")
    if licenses.free(case) or permitted(case, found):
        yield Passed(RULE, (*evidence.credit(case), proof))
        return
    names = ", ".join(r.text for r in found.record.creators[:3])
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "All rights to this picture are reserved at {source}, and no leave to "
            "print it is on record.",
            source=source_name(found.record),
        ),
        (*evidence.credit(case), proof),
        say(
            "Ask {author}, and name them in `permissions` under `[desk]` once leave "
            "is given. {caveat}",
            author=names or say("the author"),
            caveat=evidence.NO_LEGAL_ADVICE,
        ),
        cause="leave",
    )


def _reserves(original: Original) -> bool:
    record = original.record
    reserved = record.license is not None and record.license.family == _RESERVED
    return reserved and not record.stock and not evidence.is_post(record)


_ALL = License("all rights reserved", _RESERVED)
EXAMPLES = (
    example(
        "Found at Flickr, all rights reserved.",
        credit=Credit("Kenji Arai", ("Kenji Arai",)),
        originals=[original(license=_ALL, source="flickr")],
        severity=SEVERITY,
    ),
    example(
        "The photographer is the desk's own.",
        credit=Credit("Kenji Arai", ("Kenji Arai",)),
        originals=[original(license=_ALL, source="flickr")],
        desk=Desk(staff=("Kenji Arai",)),
    ),
    example(
        "It was given for this.",
        credit=Credit("Courtesy of Kenji Arai", flags=(CreditFlag.COURTESY,)),
        originals=[original(license=_ALL, source="flickr")],
    ),
    example(
        "The newsroom has it from a supplier.",
        originals=[original(license=_ALL, source="flickr")],
        history=[held(supplier="Harbour Press")],
    ),
    example(
        "The author gives it under a free licence elsewhere.",
        originals=[original(license=_ALL, source="flickr"), original()],
    ),
    example(
        "Too plain.",
        originals=[original(license=_ALL, comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
