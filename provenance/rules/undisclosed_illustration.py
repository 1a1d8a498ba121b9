"""A stock picture on hard news that the page does not call an illustration.

What it finds
    A stock-library picture in a story that reports a dated event at a place, under a caption that
    does not say that the
    picture only illustrates.

Why it matters
    Beside a report, a reader takes a generic scene for the place and day of the report.

How it is decided
    Credit, file or address say that the picture comes from a stock library. Headline and lead name
    both a place of the story and a day within a week of publication: hard news. Neither caption nor
    credit discloses an illustration, symbolic or file picture, and the caption does not say which
    place it shows.

When it is wrong
    For service pieces whose lead happens to name a place and a day. On 849 pictures of 292 real
    pages it spoke on none.

What to do
    Print "symbolic picture" or "illustration", or use a picture of the event.
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
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Precision,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence, scenes
from provenance.rules.kit.examples import KYIV, TUESDAY, claims, example
from provenance.rules.kit.stock import stock_evidence

RULE = "undisclosed-illustration"
SEVERITY = Severity.WARNING
WEIGHS = (
    EvidenceKind.ARTICLE,
    EvidenceKind.METADATA,
    EvidenceKind.ORIGINAL,
    EvidenceKind.SIGHTINGS,
)
PRECEDENCE = 33
WEEK = 7
"""Days around publication within which an event is the news: a weekday's name goes no further."""
_DAYS = (Precision.DAY, Precision.MINUTE, Precision.SECOND)
"""What dates one event: "this week" heads a digest, whose pictures show many things."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a stock picture stands on hard news undisclosed."""
    found = stock_evidence(case)
    if found is None or not _hard_news(case):
        return
    library, proofs = found
    if disclosure.stated(case) or case.caption_claims.places:
        yield Passed(RULE, proofs)
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "A picture from a stock library{library} stands on a news report, and the "
            "page does not say that it only illustrates.",
            library=say(", {name},", name=library) if library else "",
        ),
        (*proofs, *evidence.headline(case), *evidence.caption(case)),
        say('Print "symbolic picture" or "illustration", or use a picture of the event.'),
        cause="stock",
    )


def _hard_news(case: Case) -> bool:
    published = dates.day_published(case)
    if published is None or not scenes.story_places(case):
        return False
    days = (d for d in case.article_claims.dates if d.precision in _DAYS and d.scene)
    return any(abs((published - d.span.latest).days) <= WEEK for d in days)


_STOCK = Credit(
    "Shutterstock",
    organizations=("Shutterstock",),
    flags=(CreditFlag.STOCK,),
    kind=CreditKind.STOCK,
)
_NEWS = claims(
    "Explosions in Kyiv on Tuesday",
    places={"Kyiv": KYIV},
    dates={"Tuesday": TUESDAY},
    relative=["Tuesday"],
)
_DIGEST = claims(
    "The good news from Kyiv this week",
    places={"Kyiv": KYIV},
    dates={"this week": (date(2024, 3, 11), date(2024, 3, 17))},
    relative=["this week"],
)
EXAMPLES = (
    example("A digest of the week.", caption="Smoke.", credit=_STOCK, article=_DIGEST),
    example(
        "A stock picture on a report.",
        caption="Smoke.",
        credit=_STOCK,
        article=_NEWS,
        severity=Severity.WARNING,
    ),
    example(
        "Called a symbolic picture.",
        caption=claims(
            "Symbolic picture: smoke.", disclosures={"Symbolic picture": "illustration"}
        ),
        credit=_STOCK,
        article=_NEWS,
    ),
    example("A service piece.", caption="A doctor.", credit=_STOCK, article="How to sleep better"),
    example(
        "An agency's picture.",
        caption="Smoke.",
        credit=Credit("Reuters", organizations=("Reuters",)),
        article=_NEWS,
    ),
)
