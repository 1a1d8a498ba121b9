"""The caption is more precise than anything the source says.

What it finds
    A caption with a town where the source names only the country, or with a day where the source
    names only the year. In the profile `audit`.

Why it matters
    The town or the day was added by somebody, and nothing here shows from where.

How it is decided
    The original was matched by pixels. Every place that its record states holds the caption's place
    and is wider; or every capture date that it states holds the caption's date and is a year or
    longer. Nothing excludes the caption.

When it is wrong
    Where the desk knows more than the source, from its own reporter. It is a rule of house style:
    only `audit` runs it, or `select`.

What to do
    Make sure where the place or the day comes from.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.claims.relations import relate_places
from provenance.model import (
    Case,
    Confidence,
    DateClaim,
    DateRelation,
    Evidence,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    PlaceClaim,
    PlaceRelation,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, evidence, places, scenes
from provenance.rules.kit.examples import (
    KYIV,
    TOO_PLAIN,
    TUESDAY,
    UKRAINE,
    claims,
    date_fact,
    example,
    original,
)
from provenance.rules.kit.places import RecordPlace

RULE = "caption-more-precise"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
AUDIT_ONLY = True
COARSE_DAYS = 300
"""A capture date that spans this many days names no more than a year."""


def check(case: Case) -> Iterable[Outcome]:
    """A note where place or date of the caption is in no record as exact."""
    here, days = scenes.whereabouts(case.caption_claims), dates.scene_dates(case)
    if not here and not days:
        return
    yield from evidence.require_confirmed_record(case, RULE)
    stated = [p for o in case.confirmed for p in places.record_places(o)]
    taken = [t for t in dates.captures(case) if case.confirmed]
    if stated and here and all(_is_wider(p, here) for p in stated):
        yield _finding(
            case,
            say("the place {place}", place=places.listed(here)),
            stated[0].name,
            stated[0].evidence,
        )
    elif days and taken and all(_is_coarse(t, days[0]) for t in taken):
        coarse = taken[0]
        said = dates.shown(coarse.span)
        yield _finding(
            case, say("the date {date}", date=dates.claimed(days[0])), said, coarse.evidence
        )
    elif stated or taken:
        yield Passed(RULE, evidence.caption(case))


def _is_wider(stated: RecordPlace, claimed: Iterable[PlaceClaim]) -> bool:
    """True where the record's place holds the caption's and is another, wider one."""
    return all(
        relate_places(claim.place, reading)[0] is PlaceRelation.WITHIN
        for claim in claimed
        for reading in stated.readings
    )


def _is_coarse(taken: dates.Sighting, claim: DateClaim) -> bool:
    span = taken.span
    length = (span.latest - span.earliest).days
    return length >= COARSE_DAYS and dates.relation(claim, span) is DateRelation.WITHIN


def _finding(case: Case, what: str, stated: str, proof: Evidence) -> Finding:
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption gives {what}; the source says no more than {stated}.",
            what=what,
            stated=stated,
        ),
        (*evidence.caption(case), proof),
        say("Make sure where the caption has it from."),
        cause="precision",
    )


_KYIV = claims("A street in Kyiv.", places={"Kyiv": KYIV})
_DAY = claims("The port on 12 March 2024.", dates={"12 March 2024": TUESDAY})
EXAMPLES = (
    example(
        "Kyiv, where the source names Ukraine.",
        caption=_KYIV,
        originals=[original(stated={"Ukraine": UKRAINE})],
        severity=SEVERITY,
    ),
    example(
        "A day, where the source names the year.",
        caption=_DAY,
        originals=[original(dates=[date_fact(2024)])],
        severity=SEVERITY,
    ),
    example("Both name Kyiv.", caption=_KYIV, originals=[original(stated={"Kyiv": KYIV})]),
    example("The source names nothing.", caption=_KYIV, originals=[original()]),
    example(
        "Too plain.",
        caption=_KYIV,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
