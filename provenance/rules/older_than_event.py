"""The picture was seen before the event that it is said to show.

What it finds
    A picture that was taken, posted, uploaded or archived before the day to which the caption
    dates its scene.

Why it matters
    A picture that existed before an event cannot show it. This is proof, whoever took it and
    wherever.

How it is decided
    The event's day is the caption's: "Tuesday", read against the story's publication, or a date in
    full. Sightings are
    the capture, upload and post dates of confirmed originals, archived copies, and the upload time
    in the name that
    Twitter gave the file. One of them must end more than a day before the event begins. A later
    sighting proves
    nothing. Where the caption says "file photo", its date is not taken for the picture's.

When it is wrong
    Where the weekday in the caption dates something else than the scene, or a camera's clock ran
    wrong by days.

What to do
    Say when the picture was taken, or use one of the event.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from provenance.model import (
    Case,
    Confidence,
    DateClaim,
    DateKind,
    DateRelation,
    EvidenceKind,
    FileClue,
    Finding,
    Outcome,
    Passed,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence
from provenance.rules.kit.examples import TUESDAY, claims, date_fact, example, original

RULE = "older-than-event"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL, EvidenceKind.SIGHTINGS, EvidenceKind.HISTORY)
PRECEDENCE = 20


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a sighting lies before every date of the caption's scene."""
    claimed = dates.scene_dates(case)
    if not claimed or disclosure.not_of_now(case):
        return
    seen = dates.sightings(case)
    if not seen:
        yield from evidence.require_confirmed(case, RULE)
    elif not _full_date_against_capture(claimed, seen):
        yield _judge(case, claimed, seen)


def _judge(case: Case, claimed: tuple[DateClaim, ...], seen: tuple[dates.Sighting, ...]) -> Outcome:
    before = [
        s for s in seen if s.precision not in dates.COARSE and all(_before(s, c) for c in claimed)
    ]
    first = dates.oldest(before)
    if first is None or dates.acquitted(case, [s.span for s in before]):
        return Passed(RULE, (*evidence.caption(case), *(s.evidence for s in seen[:2])))
    when = dates.shown(first.span)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if first.structured else Confidence.MEDIUM,
        say(
            "The caption dates its scene to {date}; the picture was {verb} before "
            "that, {when} ({source}).",
            date=dates.claimed(claimed[0]),
            verb=dates.befell(first.verb),
            when=dates.on(first.span),
            source=first.at,
        ),
        (*evidence.caption(case), *(s.evidence for s in before[:3])),
        say("Say that the picture is from {when}, or use a picture of the event.", when=when),
        cause="date",
        prose=not first.structured,
    )


def _before(sighting: dates.Sighting, claim: DateClaim) -> bool:
    return dates.relation(claim, sighting.span) is DateRelation.AFTER


def _full_date_against_capture(
    claimed: tuple[DateClaim, ...], seen: tuple[dates.Sighting, ...]
) -> bool:
    """A date in full against the capture date: `date-mismatch` says so."""
    return not any(c.relative for c in claimed) and any(
        s.taken and all(_before(s, c) for c in claimed) for s in seen
    )


_TUESDAY = claims(
    "The port burns after Tuesday's strike.", dates={"Tuesday": TUESDAY}, relative=["Tuesday"]
)
_KEY = FileClue(
    "upload-time", "twitter", "EgrHSkDAK0F", datetime(2020, 8, 30, 13, 59, 11, tzinfo=UTC)
)
EXAMPLES = (
    example(
        "Taken in 2012, said to be of Tuesday.",
        caption=_TUESDAY,
        originals=[original(dates=[date_fact(date(2012, 11, 3))])],
        severity=Severity.ERROR,
    ),
    example(
        "Twitter's name for the file dates it to 2020.",
        caption=_TUESDAY,
        clues=[_KEY],
        severity=Severity.ERROR,
    ),
    example(
        "Posted before the day that the caption prints in full.",
        caption=claims("The port on 12 March 2024.", dates={"12 March 2024": TUESDAY}),
        originals=[
            original(source="twitter", dates=[date_fact(date(2020, 8, 30), DateKind.POSTED)])
        ],
        severity=Severity.ERROR,
    ),
    example(
        "Posted after the event: proves nothing.",
        caption=_TUESDAY,
        originals=[original(dates=[date_fact(date(2024, 3, 13), DateKind.POSTED)])],
    ),
    example(
        "A file picture of a man arrested on Tuesday.",
        caption=claims(
            "File photo of the man arrested on Tuesday.",
            dates={"Tuesday": TUESDAY},
            relative=["Tuesday"],
            disclosures={"File photo": "file"},
        ),
        originals=[original(dates=[date_fact(2012)])],
    ),
)
