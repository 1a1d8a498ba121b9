"""A stock-library picture under a caption that claims a particular event.

What it finds
    A caption that dates its scene to a certain day, under a picture from a stock library.

Why it matters
    Stock pictures are posed or generic. One cannot show the event of that day.

How it is decided
    Credit, file, address or confirmed original say that it is a stock picture; the caption gives
    its scene a day, or
    "Tuesday" and the like, and discloses no illustration or file picture. Where the confirmed
    original was taken on
    that day, or the credit says "editorial", it is left alone: some libraries sell news too.

When it is wrong
    Where a library's news picture is not marked as editorial and its record cannot be read.

What to do
    Use a picture of the event, or say that this one only illustrates.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    CreditKind,
    DateRelation,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Precision,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence
from provenance.rules.kit.examples import TUESDAY, claims, date_fact, example, original
from provenance.rules.kit.stock import stock_evidence

RULE = "stock-as-news"
SEVERITY = Severity.ERROR
WEIGHS = (
    EvidenceKind.ARTICLE,
    EvidenceKind.METADATA,
    EvidenceKind.ORIGINAL,
    EvidenceKind.SIGHTINGS,
)
PRECEDENCE = 32


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a stock picture's caption claims a day."""
    found = stock_evidence(case)
    days = [
        d
        for d in dates.scene_dates(case)
        if d.relative or d.precision in (Precision.DAY, Precision.MINUTE)
    ]
    if found is None or not days or disclosure.not_of_now(case):
        return
    if case.credit is not None and "editorial" in case.credit.raw.casefold():
        return
    library, proofs = found
    taken = [t for t in dates.captures(case) if case.confirmed]
    apart = (DateRelation.BEFORE, DateRelation.AFTER)
    if any(dates.relation(d, t.span) not in apart for d in days for t in taken):
        yield Passed(RULE, (*evidence.caption(case), taken[0].evidence))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption claims a scene of {date}; the picture comes from a stock "
            "library{library}.",
            date=dates.claimed(days[0]),
            library=say(", {name}", name=library) if library else "",
        ),
        (*evidence.caption(case), *proofs),
        say("Use a picture of the event, or say that this one only illustrates."),
        cause="stock",
    )


_STOCK = Credit(
    "Shutterstock",
    organizations=("Shutterstock",),
    flags=(CreditFlag.STOCK,),
    kind=CreditKind.STOCK,
)
_TUESDAY = claims(
    "Smoke over the port on Tuesday.", dates={"Tuesday": TUESDAY}, relative=["Tuesday"]
)
EXAMPLES = (
    example(
        "Tuesday's smoke, from a library.", caption=_TUESDAY, credit=_STOCK, severity=Severity.ERROR
    ),
    example("A caption that claims no event.", caption="Smoke over a port.", credit=_STOCK),
    example(
        "Called an illustration.",
        caption=claims(
            "Illustration: smoke on Tuesday.",
            dates={"Tuesday": TUESDAY},
            relative=["Tuesday"],
            disclosures={"Illustration": "illustration"},
        ),
        credit=_STOCK,
    ),
    example(
        "The library's own news picture of that day.",
        caption=_TUESDAY,
        credit=_STOCK,
        originals=[original(stock=True, dates=[date_fact(date(2024, 3, 12))])],
    ),
)
