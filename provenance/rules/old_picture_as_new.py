"""The picture is much older than the story, and the page does not say so.

What it finds
    A picture older than the story by more than the configured span (365 days) under a caption that
    gives no date and
    discloses no file picture or illustration.

Why it matters
    A reader takes an undated picture for a new one.

How it is decided
    The picture's age is that of its earliest sighting: capture date, upload, post, or the upload
    time in the file's
    name. Any date in the caption ends the matter, since other rules compare it, and so does a past
    year that is part
    of a name ("Tokyo 2020"). Where the caption names a person whom
    the source names too, it is a note: a portrait ages otherwise than an event.

When it is wrong
    Where the picture shows what does not change: a building, a landscape, a coat of arms.

What to do
    Print the date, or say that it is a file picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from provenance import lazy_re as re
from provenance.model import (
    FIRST_PHOTOGRAPH,
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Locator,
    NotChecked,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence
from provenance.rules.kit.examples import TOO_PLAIN, claims, date_fact, example, original
from provenance.rules.kit.names import occurs_in

RULE = "old-picture-as-new"
SEVERITY = Severity.WARNING
WEIGHS = (
    EvidenceKind.ARTICLE,
    EvidenceKind.ORIGINAL,
    EvidenceKind.METADATA,
    EvidenceKind.SIGHTINGS,
)
PRECEDENCE = 22
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def check(case: Case) -> Iterable[Outcome]:
    """A finding where an old picture stands undated in a newer story."""
    if (
        case.caption_claims.dates
        or _tells_a_year(case)
        or disclosure.not_of_now(case)
        or not (case.image.caption or case.image.title)
    ):
        return
    seen = dates.sightings(case)
    if not seen:
        yield from evidence.require_confirmed_record(case, RULE)
        if case.confirmed:
            yield NotChecked(
                RULE, Reason.NO_DATE, say("the confirmed original's record states no date")
            )
        return
    published = dates.day_published(case)
    if published is None:
        yield NotChecked(
            RULE, Reason.NO_DATE, say("the article does not say when it was published")
        )
        return
    first = dates.oldest(seen)
    assert first is not None
    age = published - first.span.latest
    if age <= timedelta(days=case.desk.old_picture_days):
        yield Passed(RULE, (first.evidence,))
        return
    when = dates.shown(first.span)
    yield Finding(
        RULE,
        Severity.INFO if _portrait(case) else SEVERITY,
        Confidence.HIGH if first.structured else Confidence.MEDIUM,
        say(
            "The picture was {verb} {when}, {age} before the story, and the caption gives no date.",
            verb=dates.befell(first.verb),
            when=dates.on(first.span),
            age=_years(age),
        ),
        (*evidence.caption(case), first.evidence),
        say("Print the date ({when}), or say that it is a file picture.", when=when),
        cause="date",
        prose=not first.structured,
    )


def _tells_a_year(case: Case) -> bool:
    """True where the caption prints a year, or owns that it has no date."""
    text = case.caption_claims.text
    if evidence.phrases("background", "undated").search(text):
        return True
    published = dates.day_published(case)
    years = map(int, _YEAR.findall(text[:2000]))
    return published is not None and any(
        FIRST_PHOTOGRAPH.year <= y <= published.year for y in years
    )


def _portrait(case: Case) -> bool:
    text = case.caption_claims.text
    return any(occurs_in(person.text, text) for o in case.confirmed for person in o.record.people)


def _years(age: timedelta) -> str:
    years = age.days / 365.25
    return (
        say("{years} years", years=round(years))
        if years >= 1.95
        else say("{days} days", days=age.days)
    )


_OLD = original(dates=[date_fact(date(2012, 11, 3))])
EXAMPLES = (
    example(
        "Taken in 2012, undated in a story of 2024.",
        caption="A launcher.",
        originals=[_OLD],
        severity=SEVERITY,
    ),
    example(
        "A portrait.",
        caption="The harbour master, Jo Ray.",
        originals=[
            original(dates=[date_fact(2012)], people=(Reading("Jo Ray", Locator("depicts")),))
        ],
        severity=Severity.INFO,
    ),
    example(
        "Said to be a file picture.",
        caption=claims("File photo: a launcher.", disclosures={"File photo": "file"}),
        originals=[_OLD],
    ),
    example(
        "The date is printed.",
        caption=claims("A launcher in 2012.", dates={"2012": 2012}),
        originals=[_OLD],
    ),
    example(
        "Taken last month.",
        caption="A launcher.",
        originals=[original(dates=[date_fact(date(2024, 2, 10))])],
    ),
    example(
        "The record has no date.",
        caption="A launcher.",
        originals=[original()],
        reason=Reason.NO_DATE,
    ),
    example(
        "The pixels prove nothing.",
        caption="A launcher.",
        originals=[original(dates=[date_fact(2012)], comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
