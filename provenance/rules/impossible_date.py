"""A capture date that cannot be: to come, before photography, after its post.

What it finds
    A date in the file or record which no photograph taken then could have.

Why it matters
    What rests on that date is worth nothing, whichever way it points.

How it is decided
    The capture date lies after the article's last change, before 1826, or after the day on which
    the same record says
    that the picture was posted or uploaded; a day's grace is given for time zones.

When it is wrong
    Where a page is changed without saying so, and its picture with it.

What to do
    Ask the photographer; correct the record at its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import product

from provenance.model import (
    FIRST_PHOTOGRAPH,
    Case,
    Confidence,
    DateKind,
    DateSpan,
    EmbeddedDate,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    Original,
    Outcome,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, evidence
from provenance.rules.kit.examples import TUESDAY, date_fact, example, original, picture

RULE = "impossible-date"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.METADATA,)


def check(case: Case) -> Iterable[Outcome]:
    """A finding for the first capture date that cannot be."""
    for why, proofs in _impossible(case):
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            say("The picture's capture date, {date}, {why}.", date=proofs[0].value, why=why),
            proofs,
            say(
                "Ask the photographer when the picture was taken; trust nothing that "
                "rests on this date."
            ),
            cause="impossible",
        )
        return


def _impossible(case: Case) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Why a capture date cannot be, and its proofs, for each that cannot."""
    known = [moment.date() for moment in (case.article.published, case.article.modified) if moment]
    for span, proof in _captures(case):
        if span.latest < FIRST_PHOTOGRAPH:
            yield say("lies before the first photograph"), (proof,)
        if known and span.earliest > dates.later(max(known)):
            yield say("lies after the article that shows it"), (proof,)
    for found in case.confirmed:
        yield from _after_going_online(found)


def _after_going_online(found: Original) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """The same for captures that lie after the post or the upload of the picture."""
    facts = found.record.dates
    taken = [d for d in facts if d.kind is DateKind.CAPTURED and d.structured]
    online = [d for d in facts if d.kind in (DateKind.UPLOADED, DateKind.POSTED)]
    for one, other in product(taken, online):
        if one.span.earliest > dates.later(other.span.latest):
            proofs = (
                evidence.at_source(found, "capture date", dates.shown(one.span), one.where),
                evidence.at_source(found, "online since", dates.shown(other.span), other.where),
            )
            yield (
                say(
                    "lies after the day on which it was {verb}", verb=dates.befell(other.kind.verb)
                ),
                proofs,
            )


def _captures(case: Case) -> Iterator[tuple[DateSpan, Evidence]]:
    """Every stated capture date, also those that no other rule believes."""
    if case.picture is not None and case.picture.metadata.date_created is not None:
        made = case.picture.metadata.date_created
        day = DateSpan(made.value.date(), made.value.date())
        yield (
            day,
            Evidence("capture date in the published file", dates.shown(day), Locator(made.tag)),
        )
    yield from (
        (d.span, _stated(o, d.span))
        for o in case.confirmed
        for d in o.record.dates
        if d.kind in dates.TAKEN
    )


def _stated(original: Original, span: DateSpan) -> Evidence:
    return evidence.at_source(original, "capture date", dates.shown(span))


def _file(year: int) -> Metadata:
    return Metadata(
        date_created=EmbeddedDate(datetime(year, 5, 4, 12, 0), "day", "EXIF:DateTimeOriginal")
    )


EXAMPLES = (
    example(
        "The camera's clock ran ahead.", picture=picture(_file(2031)), severity=Severity.WARNING
    ),
    example(
        "Before photography.",
        originals=[original(dates=[date_fact(date(1804, 5, 4))])],
        severity=Severity.WARNING,
    ),
    example(
        "Taken after it was uploaded.",
        originals=[
            original(dates=[date_fact(TUESDAY), date_fact(date(2020, 1, 1), DateKind.UPLOADED)])
        ],
        severity=Severity.WARNING,
    ),
    example("Taken before the article.", picture=picture(_file(2023))),
    example("An old photograph.", originals=[original(dates=[date_fact(1871)])]),
)
