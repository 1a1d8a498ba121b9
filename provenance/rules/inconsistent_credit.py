"""This newsroom printed the same picture with another credit or licence.

What it finds
    A picture that was printed before under a credit that names other people or agencies, or under
    another licence.

Why it matters
    One of the credits names the wrong author, and somebody is owed a correction or a fee.

How it is decided
    The archive holds an earlier use of this picture, proved by pixels or bytes. Two credits differ
    where no name of the one can be a name of the other, spelling and script allowed for, and their
    agencies are no partners. A photographer's name beside an agency's says nothing against it.

When it is wrong
    Where two agencies that distribute each other's pictures are not known to do so.

What to do
    Look at the supplier's record, print its credit, and correct the other article.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    License,
    Outcome,
    Passed,
    Severity,
    Use,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence, history
from provenance.rules.kit.credits import differ
from provenance.rules.kit.examples import CC_BY_ND, CC_BY_SA, example, held, printed

RULE = "inconsistent-credit"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.HISTORY, EvidenceKind.PICTURE)
PRECEDENCE = 75


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the latest earlier credit that this one cannot agree with."""
    if case.credit is None:
        return
    agreed: Use | None = None
    for use in history.earlier_uses(case):
        if use.credited is None:
            continue
        if differ(case.credit, use.credited):
            yield _finding(case, use, use.credited.raw)
            return
        if _licenses_differ(case.credit.license, use.credited.license):
            yield _finding(case, use, use.credited.license.name if use.credited.license else "")
            return
        agreed = agreed or use
    if agreed is not None:
        yield Passed(RULE, (*evidence.credit(case), *history.proof(agreed, "credit")))


def _finding(case: Case, use: Use, before: str) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            'The credit is "{credit}"; this newsroom printed the same picture {when} '
            'with "{before}".',
            credit=case.credit.raw if case.credit else "",
            when=history.when(use),
            before=before,
        ),
        (*evidence.credit(case), *history.proof(use, "credit")),
        say("Print the credit of the supplier's record, and correct the other article."),
        cause="credits",
    )


def _licenses_differ(one: License | None, other: License | None) -> bool:
    return one is not None and other is not None and one.family != other.family


EXAMPLES = (
    example(
        "Printed before under another photographer's name.",
        credit=Credit("Photo: Jane Doe", creators=("Jane Doe",)),
        history=[held(uses=[printed(credit=Credit("Ann Roe", creators=("Ann Roe",)))])],
        severity=SEVERITY,
    ),
    example(
        "Printed before under another agency.",
        credit=Credit("Reuters", organizations=("Reuters",)),
        history=[held(uses=[printed(credit=Credit("AFP", organizations=("AFP",)))])],
        severity=SEVERITY,
    ),
    example(
        "Printed before under another licence.",
        credit=Credit("Jane Doe, CC BY-SA 4.0", creators=("Jane Doe",), license=CC_BY_SA),
        history=[held(uses=[printed(credit=Credit("Jane Doe", ("Jane Doe",), license=CC_BY_ND))])],
        severity=SEVERITY,
    ),
    example(
        "The photographer now, photographer and agency then.",
        credit=Credit("Jane Doe", creators=("Jane Doe",)),
        history=[
            held(
                uses=[
                    printed(
                        credit=Credit(
                            "Jane Doe/Reuters", creators=("Jane Doe",), organizations=("Reuters",)
                        )
                    )
                ]
            )
        ],
    ),
    example(
        "The agency now, the photographer then.",
        credit=Credit("Reuters", organizations=("Reuters",)),
        history=[held(uses=[printed(credit=Credit("Jane Doe", creators=("Jane Doe",)))])],
    ),
)
