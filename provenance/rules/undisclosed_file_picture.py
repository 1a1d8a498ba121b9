"""An archive or file picture stands on a current story without being called one.

What it finds
    A picture that its own metadata or source calls a file picture, on a page that does not.

Why it matters
    Agencies send file pictures marked as such so that readers are told; the mark was lost on the
    way.

How it is decided
    The file's description, headline, instructions or keywords, or the confirmed source's own
    words, say "file photo" or
    the like in one of the languages that captions are read in. Neither caption nor credit does. A
    picture dated within
    a week of the story is left alone.

When it is wrong
    Where a caption that was embedded long ago no longer fits how the picture is used now.

What to do
    Begin the caption with "File photo" and print its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from provenance.model import (
    Case,
    Confidence,
    DisclosureKind,
    Evidence,
    EvidenceKind,
    Finding,
    Locator,
    Metadata,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import dates, disclosure, evidence
from provenance.rules.kit.examples import claims, date_fact, example, in_file, original, picture

RULE = "undisclosed-file-picture"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL, EvidenceKind.METADATA)
PRECEDENCE = 23
_SAME_NEWS = timedelta(days=7)
"""A picture of the same week is of the same news: agencies call yesterday's a file picture too."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where only the picture's own words call it a file picture."""
    marks = list(_marks(case))
    if not marks:
        return
    if disclosure.disclosed(case):
        yield Passed(RULE, (*evidence.caption(case), marks[0]))
        return
    published = dates.day_published(case)
    if published is None:
        yield NotChecked(
            RULE, Reason.NO_DATE, say("the article does not say when it was published")
        )
        return
    taken = [t for t in dates.captures(case) if t.structured]
    if taken and published - taken[0].span.latest <= _SAME_NEWS:
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH if taken else Confidence.MEDIUM,
        say(
            'The picture\'s own description calls it a file picture ("{words}"); the '
            "page does not.",
            words=marks[0].value[:80],
        ),
        (*evidence.caption(case), *marks[:2], *(t.evidence for t in taken[:1])),
        say('Begin the caption with "File photo" and print the date of the picture.'),
        cause="date",
    )


def _marks(case: Case) -> Iterator[Evidence]:
    data = case.metadata
    pattern = evidence.phrases("file_marks", "marks")
    for value in (data.description, data.headline, data.instructions, data.title, *data.keywords):
        if value is not None and pattern.search(value.value[:2000]):
            yield Evidence("the file's own words", value.value[:200], Locator(value.tag))
    for found in case.confirmed:
        for said in found.claims.disclosures:
            if said.kind is DisclosureKind.FILE:
                yield evidence.at_source(
                    found, "description", found.claims.text[max(0, said.start - 20) : said.end + 60]
                )


_FILE = picture(
    Metadata(description=in_file("FILE PHOTO: A launcher stands ready", "IPTC:Caption-Abstract"))
)
EXAMPLES = (
    example(
        "The agency's own caption says file photo.",
        caption="A launcher.",
        picture=_FILE,
        severity=SEVERITY,
    ),
    example(
        "The page says so too.",
        caption=claims("File photo: a launcher.", disclosures={"File photo": "file"}),
        picture=_FILE,
    ),
    example(
        "Yesterday's picture, called a file photo by its agency.",
        caption="A launcher.",
        picture=_FILE,
        originals=[original(dates=[date_fact(date(2024, 3, 12))])],
    ),
    example(
        "The article has no date.",
        caption="A launcher.",
        picture=_FILE,
        published=None,
        reason=Reason.NO_DATE,
    ),
)
