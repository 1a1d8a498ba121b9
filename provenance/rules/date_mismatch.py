"""The caption's date and the day the picture was taken exclude each other.

What it finds
    A caption that dates the picture to a day, month or year other than the one in which it was
    taken.

Why it matters
    An old picture under a new date is the commonest kind of false context.

How it is decided
    The capture date comes from the confirmed original's record, else from the published file's own
    metadata. Every date the caption gives its scene, in every reading, must lie before or after it,
    with a day's grace for time zones. Dates that tell a past or a future ("built in 1937", "will
    meet on Friday"), "this year", and the period of a figure are no dates of the picture, and
    neither is "Tuesday" under a file picture: it dates the news. A bare year earlier than the
    capture is a claim only beside an open disclosure ("file photo 2012") or side by side with the
    scene's place at the end ("…, Rome, 1962."); without one, and where
    none of the caption's dates is the scene's, the rule says that it could not compare. One step
    lower where the source's date was read out of prose.

When it is wrong
    Where the camera's clock was wrong, or a date in the caption dates the event and not the
    picture.

What to do
    Print the date on which the picture was taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from provenance.model import (
    Case,
    Confidence,
    DateClaim,
    DateRelation,
    DisclosureKind,
    EvidenceKind,
    Finding,
    NotChecked,
    Outcome,
    Passed,
    Precision,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence
from provenance.rules.kit.examples import TOO_PLAIN, TUESDAY, claims, date_fact, example, original

RULE = "date-mismatch"
SEVERITY = Severity.ERROR
WEIGHS = (
    EvidenceKind.ARTICLE,
    EvidenceKind.ORIGINAL,
    EvidenceKind.METADATA,
    EvidenceKind.CREDENTIALS,
)
PRECEDENCE = 21
_FIRST_DIGITAL = 1995
"""Before the first cameras that wrote a date into a file (Exif 1.0 is of October 1995), such a
date is the scan's."""
_APART = (DateRelation.BEFORE, DateRelation.AFTER)
_COARSE = (Precision.YEAR, Precision.SEASON, Precision.RANGE, *dates.COARSE)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where every date of the caption's scene excludes every capture date."""
    claimed = dates.scene_dates(case)
    if disclosure.not_of_now(case):
        claimed = tuple(c for c in claimed if not c.relative)
    if not case.caption_claims.dates:
        return
    taken = dates.captures(case)
    if taken:
        yield from _against(case, claimed, taken) if claimed else _uncompared(case, taken)
    elif claimed:
        yield from evidence.require_confirmed(case, RULE)
        if case.confirmed and not dates.sightings(case):
            detail = say("the confirmed original's record does not say when it was taken")
            yield NotChecked(RULE, Reason.NO_DATE, detail)


def _against(
    case: Case, claimed: tuple[DateClaim, ...], taken: tuple[dates.Sighting, ...]
) -> Iterator[Outcome]:
    weighed = tuple(t for t in taken if t.structured) or taken
    relations = [(c, t, dates.relation(c, t.span)) for c in claimed for t in taken]
    found = {r for _, _, r in relations}
    if not found <= set(_APART):
        yield _agreed(case, weighed, certain=found != {DateRelation.UNKNOWN})
    elif any(t.precision in dates.COARSE for t in weighed):
        detail = say("the source dates the picture only to {date}", date=weighed[0].evidence.value)
        yield NotChecked(RULE, Reason.DATE_TOO_COARSE, detail)
    elif all(_merely_tells(case, c, t, r) for c, t, r in relations) or dates.acquitted(
        case, [t.span for t in taken]
    ):
        yield _told(claimed[0])
    else:
        yield _finding(case, claimed[0], weighed)


def _agreed(case: Case, weighed: tuple[dates.Sighting, ...], *, certain: bool) -> Outcome:
    if not certain:
        detail = say("the caption's date can be read in several ways")
        return NotChecked(RULE, Reason.DATE_TOO_COARSE, detail)
    return Passed(RULE, (*evidence.caption(case), *(t.evidence for t in weighed[:2])))


def _told(claim: DateClaim) -> NotChecked:
    detail = say("the caption's “{text}” may date something else than the picture", text=claim.text)
    return NotChecked(RULE, Reason.DATE_TOO_COARSE, detail)


def _uncompared(case: Case, taken: tuple[dates.Sighting, ...]) -> Iterator[Outcome]:
    """A caption whose dates are none of the scene's, and none of them the capture's."""
    told = [c for c in case.caption_claims.dates if not c.relative or c.precision in _COARSE]
    if told and not dates.acquitted(case, [t.span for t in taken]):
        yield _told(told[0])


def _finding(case: Case, claim: DateClaim, weighed: tuple[dates.Sighting, ...]) -> Finding:
    first = weighed[0]
    when = dates.shown(first.span)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if first.structured and case.confirmed else Confidence.MEDIUM,
        say(
            "The caption dates this picture to {date}; it was {verb} {when}, says {source}.",
            date=dates.claimed(claim),
            verb=dates.befell(first.verb),
            when=dates.on(first.span),
            source=first.at,
        ),
        (*evidence.caption(case), *(t.evidence for t in weighed[:3])),
        say("Print the date of the picture: {when}.", when=when),
        cause="date",
        prose=not first.structured,
    )


def _merely_tells(
    case: Case, claim: DateClaim, taken: dates.Sighting, relation: DateRelation
) -> bool:
    """True for a year that may date anything the caption tells of."""
    embedded = not case.confirmed or "exif" in taken.evidence.where.path.casefold()
    if relation is DateRelation.BEFORE and embedded and claim.span.latest.year < _FIRST_DIGITAL:
        return True
    if relation is DateRelation.BEFORE and dates.may_be_later(case, claim):
        return True
    said_file = DisclosureKind.FILE in disclosure.stated(case)
    coarse = relation is DateRelation.BEFORE and claim.precision in _COARSE
    return coarse and not said_file and not dates.ends_with_place(case, claim)


_DATED = claims("A launcher on 12 March 2024.", dates={"12 March 2024": TUESDAY})
EXAMPLES = (
    example(
        "Taken twelve years before.",
        caption=_DATED,
        originals=[original(dates=[date_fact(date(2012, 11, 3))])],
        severity=Severity.ERROR,
    ),
    example(
        "The year stands only in the description.",
        caption=_DATED,
        originals=[original(dates=[date_fact(2012, structured=False)])],
        severity=Severity.WARNING,
    ),
    example("Taken on that day.", caption=_DATED, originals=[original(dates=[date_fact(TUESDAY)])]),
    example(
        "Taken the night before, by another zone's clock.",
        caption=_DATED,
        originals=[original(dates=[date_fact(date(2024, 3, 11))])],
    ),
    example(
        "The true year is printed.",
        caption=claims(
            "File photo: a launcher in 2012.",
            dates={"2012": 2012},
            disclosures={"File photo": "file"},
        ),
        originals=[original(dates=[date_fact(date(2012, 11, 3))])],
    ),
    example(
        "A year of the past, not of the picture.",
        caption=claims("The bridge, built in 1937.", dates={"1937": 1937}),
        originals=[original(dates=[date_fact(date(2020, 5, 1))])],
        reason=Reason.DATE_TOO_COARSE,
    ),
    example(
        "The record has no date.", caption=_DATED, originals=[original()], reason=Reason.NO_DATE
    ),
    example(
        "The pixels prove nothing.",
        caption=_DATED,
        originals=[original(dates=[date_fact(2012)], comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
