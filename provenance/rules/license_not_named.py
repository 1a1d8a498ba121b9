"""The licence demands to be named, and the credit does not name it.

What it finds
    A picture under a Creative Commons or similar licence where the page neither prints nor links
    the licence.

Why it matters
    These licences are given on the condition that readers learn the terms; without that the
    permission ends.

How it is decided
    The original was matched by pixels and its record states the licence. Neither caption nor
    credit prints it, and no
    link in the credit leads to its text. CC0 and the public domain demand nothing.

When it is wrong
    Where the licence is named in one place for the whole page.

What to do
    Print the suggested line. It is made from the record; what the record lacks is shown as missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Link,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.examples import CC_BY_SA, PUBLIC_DOMAIN, TOO_PLAIN, example, original

RULE = "license-not-named"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the confirmed original's licence is neither printed nor linked."""
    yield from licenses.unread(case, RULE)
    terms = licenses.terms(case)
    if terms is None:
        return
    original, license = terms.original, terms.license
    proof = evidence.at_source(original, "licence", license.name)
    if licenses.names_license(case, license):
        yield Passed(RULE, (*evidence.credit(case), proof))
        return
    printed = case.credit.license if case.credit else None
    if printed is not None and printed.family != "other":
        return  # license-mismatch says which one is printed instead
    text, html = evidence.suggest_credit(original)
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The picture is licensed {license} at {source}, and the credit does not "
            "name the licence.",
            license=license.name,
            source=source_name(original.record),
        ),
        (*evidence.credit(case), proof),
        text,
        html,
        cause="license",
    )


_CREDIT = Credit("Kenji Arai / Wikimedia Commons", ("Kenji Arai",), platform="wikimedia-commons")
_LINKED = Credit(
    "Kenji Arai",
    ("Kenji Arai",),
    links=(Link("https://creativecommons.org/licenses/by-sa/4.0/", "licence"),),
)
EXAMPLES = (
    example(
        "The author without the licence.",
        credit=_CREDIT,
        originals=[original()],
        severity=Severity.ERROR,
    ),
    example(
        "The licence is printed.",
        credit=Credit("Kenji Arai, CC BY-SA 4.0", ("Kenji Arai",), license=CC_BY_SA),
        originals=[original()],
    ),
    example("The licence is linked.", credit=_LINKED, originals=[original()]),
    example("Public domain.", credit=_CREDIT, originals=[original(license=PUBLIC_DOMAIN)]),
    example(
        "No licence at the source.",
        credit=_CREDIT,
        originals=[original(license=None)],
        reason=Reason.LICENSE_UNREADABLE,
    ),
    example(
        "Too plain.",
        credit=_CREDIT,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
