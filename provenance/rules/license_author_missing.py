"""The licence demands the author's name, and the credit lacks it.

What it finds
    A picture under a licence such as CC BY-SA whose author is printed nowhere beside it.

Why it matters
    Naming the author is the condition under which the licence is given. Without it, it is no
    licence at all.

How it is decided
    The original was matched by pixels; its record states author and licence. Neither caption nor
    credit holds the
    author's name, in whatever order or script, nor the wording that the author asks for. Where a
    platform, a search
    engine or nothing stands in the author's place, the rule that says so tells it, with the same
    line to print.

When it is wrong
    Where one list on the page names all authors, as some magazines print it.

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
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.credits import names_somebody
from provenance.rules.kit.examples import CC_BY_SA, PUBLIC_DOMAIN, TOO_PLAIN, example, original

RULE = "license-author-missing"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the licence demands an author whom the page does not print."""
    yield from licenses.unread(case, RULE)
    terms = licenses.terms(case)
    if terms is None or not terms.license.demands_author:
        return
    original = terms.original
    proof = tuple(
        evidence.at_source(original, "author", r.text, r.where)
        for r in original.record.creators[:3]
    )
    if licenses.names_author(case, original):
        yield Passed(RULE, (*evidence.credit(case), *proof))
        return
    names = ", ".join(r.text for r in original.record.creators)
    text, html = evidence.suggest_credit(original)
    whom = (
        say("its author, {names}", names=names)
        if names
        else say("its author, whom the source's page does not name")
    )
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The licence {license} at {source} demands {whom}; the credit does not "
            "name the author.",
            license=terms.license.name,
            source=source_name(original.record),
            whom=whom,
        ),
        (
            *evidence.credit(case),
            *proof,
            evidence.at_source(original, "licence", terms.license.name),
        ),
        text,
        html,
        cause=_cause(case),
    )


def _cause(case: Case) -> str:
    """The cause of the rule that tells what stands where the author belongs.

    One of the two speaks.
    """
    if case.credit is None:
        return "credit"
    return "author" if names_somebody(case.credit) else "platform"


_CREDIT = Credit("Wikimedia Commons", platform="wikimedia-commons")
EXAMPLES = (
    example(
        "CC BY-SA, and only the platform printed.",
        credit=_CREDIT,
        originals=[original()],
        severity=Severity.ERROR,
    ),
    example(
        "The author is printed.",
        credit=Credit("Photo: Arai Kenji, CC BY-SA 4.0", ("Arai Kenji",)),
        originals=[original()],
    ),
    example("Public domain.", credit=_CREDIT, originals=[original(license=PUBLIC_DOMAIN)]),
    example(
        "No licence at the source.",
        credit=_CREDIT,
        originals=[original(license=None)],
        reason=Reason.LICENSE_UNREADABLE,
    ),
    example(
        "The pixels prove nothing.",
        credit=_CREDIT,
        originals=[original(license=CC_BY_SA, comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
