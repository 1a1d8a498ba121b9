"""The credit leads nowhere: the file or post is gone.

What it finds
    A link or file name in the credit whose page the source says does not exist or was deleted.

Why it matters
    Nobody can check author, licence or date any more. Files are deleted for wrong authors and
    lacking permission, posts
    because they were false.

How it is decided
    The source itself answered "not found" or "gone" (404, 410, a deletion record) for what the
    page names. A host that
    did not answer, refuses us or asks us to wait is never counted: then the check was not made.

When it is wrong
    Where the file was renamed and the source keeps no redirect.

What to do
    Look the deletion up, and find the picture's author another way.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Lookup,
    MatchBasis,
    NotChecked,
    Outcome,
    Reason,
    Reference,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import FILE_PAGE, example, original

RULE = "dead-source"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE,)
PRECEDENCE = 43
_ANSWERS = (Reason.GONE, Reason.SOURCE_NOT_FOUND, Reason.SOURCE_NOT_CONFIRMED)
"""What a source itself says of a record; any other reason is trouble in asking it."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where what the page names is gone at its source.

    Not where an original was confirmed there.
    """
    asked = _named_by_page(case)
    confirmed = {o.record.source for o in case.confirmed}
    gone = [x for x in asked if x.reason is Reason.GONE and x.source not in confirmed]
    trouble = [x for x in asked if x.reason and x.reason not in _ANSWERS]
    if gone:
        yield _finding(case, gone[0])
    elif trouble:
        yield NotChecked(RULE, trouble[0].reason or Reason.FAILED, trouble[0].detail)


def _named_by_page(case: Case) -> list[Lookup]:
    """The questions about what the page itself names by its id."""
    trail = {link.url for o in case.originals for link in o.record.links}
    return [
        lookup
        for lookup in case.lookups
        if lookup.reference
        and lookup.reference.basis is MatchBasis.SAME_ID
        and lookup.reference.clue not in trail
    ]


def _finding(case: Case, lookup: Lookup) -> Finding:
    reference = lookup.reference
    assert reference is not None
    source = source_name(lookup)
    proof = Evidence(f"answer of {source}", lookup.detail or "not found", lookup.where)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The page names {link} at {source} as the picture's source, and it is gone.",
            link=reference.url or reference.id,
            source=source,
        ),
        (*evidence.credit(case), proof),
        say("Look up why it was removed, and find the author another way."),
        cause="source",
    )


def _asked(reason: Reason | None) -> Lookup:
    return Lookup(
        "wikimedia-commons",
        Reference("wikimedia-commons", "File:Launcher.jpg", MatchBasis.SAME_ID, FILE_PAGE),
        reason,
    )


EXAMPLES = (
    example(
        "The file was deleted.",
        credit="Wikimedia Commons",
        lookups=[_asked(Reason.GONE)],
        severity=Severity.WARNING,
    ),
    example(
        "The file is there.",
        credit="Wikimedia Commons",
        lookups=[_asked(None)],
        originals=[original()],
    ),
    example(
        "The host asks us to wait.",
        credit="Commons",
        lookups=[_asked(Reason.RATE_LIMITED)],
        reason=Reason.RATE_LIMITED,
    ),
    example(
        "The host cannot be reached.",
        credit="Commons",
        lookups=[_asked(Reason.NETWORK)],
        reason=Reason.NETWORK,
    ),
)
