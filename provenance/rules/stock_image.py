"""A picture from a stock library.

What it finds
    A stock-library picture, by its credit, its embedded metadata, its file name or its address.

Why it matters
    Stock pictures show models and generic scenes. On a news story a reader should not take one for
    the event.

How it is decided
    The credit names a stock library, the file carries a library's mark, the picture's address or
    name has a library's
    form, or the confirmed original lies at one. News agencies' own pictures sold through libraries
    are left alone where
    the credit names the agency.

When it is wrong
    Where a library also sells news pictures and the credit does not say which of the two it is. On
    1,781 pictures of 479 pages that nobody had looked at it spoke on 70; of 39 read, one named the
    body beside the library for the library, which was mended.

What to do
    See that the caption claims no more than the picture shows.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    CreditFlag,
    CreditKind,
    EvidenceKind,
    Finding,
    Outcome,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import example, original
from provenance.rules.kit.stock import stock_evidence

RULE = "stock-image"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.METADATA)


def check(case: Case) -> Iterable[Outcome]:
    """A note where anything says that the picture comes from a stock library."""
    found = stock_evidence(case)
    if not found:
        return
    library, proofs = found
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The picture comes from a stock library{library}.",
            library=say(", {name}", name=library) if library else "",
        ),
        (*proofs, *evidence.caption(case)),
        say("See that the caption claims no more than a stock picture can show."),
        cause="stock",
    )


_STOCK = Credit(
    "Shutterstock",
    organizations=("Shutterstock",),
    flags=(CreditFlag.STOCK,),
    kind=CreditKind.STOCK,
)
EXAMPLES = (
    example(
        "Credited to a library.", caption="A doctor at work.", credit=_STOCK, severity=Severity.INFO
    ),
    example(
        "The address is a library's.",
        credit="Archive",
        content_url="https://images.unsplash.com/photo-1500000000000-0123456789ab",
        severity=Severity.INFO,
    ),
    example(
        "The original lies at a library.",
        originals=[original(source="pexels", stock=True)],
        severity=Severity.INFO,
    ),
    example(
        "An agency.", credit=Credit("Reuters", organizations=("Reuters",), kind=CreditKind.AGENCY)
    ),
)
