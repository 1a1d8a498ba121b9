"""The article shows one picture twice, under different captions or credits.

What it finds
    The same picture twice in one article, with captions that name different places or days, or
    credits that name different people.

Why it matters
    A reader who looks at both sees that one of them is wrong.

How it is decided
    Two pictures of the article have one address, the same bytes, or pixels that prove them to be
    one picture, saved again, resized or toned. The captions contradict where their places or dates
    exclude each other; the credits where both name authors or agencies and none can be the other's.
    Crops of one picture are not held against each other.

When it is wrong
    Where a page builds one picture's address for every picture, and fills in the right one later.
    On 1,781 pictures of 479 pages that nobody had looked at it spoke on none.

What to do
    Find out which caption and credit are right, and which picture was meant at the other place.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    Evidence,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Severity,
    Use,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, evidence, places, scenes
from provenance.rules.kit.credits import differ
from provenance.rules.kit.examples import IRUMA, KYIV, claims, example, printed

RULE = "conflicting-uses"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.PICTURE)


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the first other use in this article that contradicts this one."""
    for use in case.uses_here:
        what = _conflict(case, use)
        if what is None:
            continue
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            say("The article shows this picture twice, {what}.", what=what),
            (*evidence.caption(case), *evidence.credit(case), *_proof(use)),
            say("Find out which is right, and which picture was meant at the other place."),
            cause="uses",
        )
        return
    if case.uses_here:
        yield Passed(RULE, (*evidence.caption(case), *_proof(case.uses_here[0])))


def _conflict(case: Case, use: Use) -> str | None:
    now, other = scenes.whereabouts(case.caption_claims), scenes.whereabouts(use.claims)
    if now and other and places.compare(now, [(c.places, False) for c in other]).excludes:
        return say(
            "once in {place} and once in {other}",
            place=places.listed(now),
            other=places.listed(other),
        )
    days, others = case.caption_claims.dates, use.claims.dates
    if days and others and all(dates.exclude(a, b) for a in days for b in others):
        return say(
            "once of {date} and once of {other}",
            date=dates.claimed(days[0]),
            other=dates.claimed(others[0]),
        )
    if case.credit and use.credited and differ(case.credit, use.credited):
        return say(
            'once credited "{credit}" and once "{other}"',
            credit=case.credit.raw,
            other=use.credited.raw,
        )
    return None


def _proof(use: Use) -> tuple[Evidence, ...]:
    """The other use's caption and credit."""
    said = (("caption at the other place", use.caption), ("credit at the other place", use.credit))
    return tuple(Evidence(label, r.text, r.where) for label, r in said if r)


_KYIV = claims("A street in Kyiv.", places={"Kyiv": KYIV})
EXAMPLES = (
    example(
        "Kyiv at the top, Japan further down.",
        caption=_KYIV,
        uses_here=[printed(claims("A street in Iruma.", places={"Iruma": IRUMA}))],
        severity=SEVERITY,
    ),
    example(
        "Two photographers for one picture.",
        caption="A street.",
        credit=Credit("Jane Doe", creators=("Jane Doe",)),
        uses_here=[printed(claims("A street."), credit=Credit("Ann Roe", creators=("Ann Roe",)))],
        severity=SEVERITY,
    ),
    example(
        "The same place in other words.",
        caption=_KYIV,
        uses_here=[printed(claims("Kyiv at night.", places={"Kyiv": KYIV}))],
    ),
    example("It is shown once.", caption=_KYIV),
)
