"""The credit names one source, and the pixels are found only at another.

What it finds
    A picture that is not at the platform it is credited to, and is at another one.

Why it matters
    The author, the licence and the permission that count are at the place the picture really came
    from.

How it is decided
    The credited platform was searched, or its named file was compared, and does not hold this
    picture; another source
    holds it, proved by pixels, and does not say that it has it from the credited one. Where the
    credited platform could
    not be searched, nothing is said.

When it is wrong
    Where the platform holds the picture under words that its search does not find.

What to do
    Print the source where the picture was found, with the author named there.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.lexicon.suppliers import title_of
from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Link,
    Lookup,
    NotChecked,
    Original,
    Outcome,
    Passed,
    Reason,
    Relation,
    Severity,
    source_name,
)
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import authors
from provenance.rules.kit.examples import example, original
from provenance.rules.kit.names import any_same

RULE = "wrong-source"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL, EvidenceKind.SIGHTINGS)
PRECEDENCE = 40


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the credited platform lacks the picture and another source has it."""
    platform = case.credit.platform if case.credit else None
    if case.credit is None or platform is None:
        return
    there = [x for x in case.lookups if x.source == platform]
    compared = [o for o in case.originals if o.record.source == platform and o.comparison]
    if not there and not compared:
        return
    if any(o.record.source == platform or _from(o, platform) for o in case.confirmed):
        yield Passed(RULE, (*evidence.credit(case),))
        return
    if not case.confirmed or any_same(
        authors(case.credit), [r.text for o in case.confirmed for r in o.record.creators]
    ):
        return
    lacking = any(x.reason is Reason.SOURCE_NOT_FOUND for x in there)
    other = any(o.comparison and o.comparison.relation is Relation.DIFFERENT for o in compared)
    title = title_of(platform)
    if not (lacking or other):
        yield NotChecked(
            RULE, Reason.SOURCE_NOT_FOUND, f"{title} could not be searched for this picture"
        )
        return
    found = case.confirmed[0]
    line = found.credit_line
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        f"The credit names {title} as the source, where this picture was not found; it is at "
        f"{source_name(found.record)}.",
        (
            *evidence.credit(case),
            evidence.at_source(found, "original", found.record.page_url or found.record.id),
        ),
        f"Print: {line.text}"
        if line
        else f"Print {source_name(found.record)} and the author named there.",
        line.html if line else None,
        cause="source",
    )


def _from(original: Original, platform: str) -> bool:
    """The record says that it has the picture from the credited platform."""
    name = platform.replace("-", "")
    record = original.record
    texts = [
        record.source_of_file.text if record.source_of_file else "",
        *(link.url for link in record.links),
    ]
    return any(name in text.casefold().replace(" ", "").replace("-", "") for text in texts)


_CREDIT = Credit("Flickr", platform="flickr")
_NOT_THERE = Lookup("flickr", None, Reason.SOURCE_NOT_FOUND, "12 candidates were compared")
EXAMPLES = (
    example(
        "Not at Flickr, but at Commons.",
        credit=_CREDIT,
        lookups=[_NOT_THERE],
        originals=[original()],
        severity=SEVERITY,
    ),
    example(
        "Commons has it from Flickr.",
        credit=_CREDIT,
        lookups=[_NOT_THERE],
        originals=[original(links=(Link("https://www.flickr.com/photos/arai/1"),))],
    ),
    example(
        "It is at Flickr.",
        credit=_CREDIT,
        lookups=[Lookup("flickr", None)],
        originals=[original(source="flickr")],
    ),
    example(
        "Flickr could not be searched.",
        credit=_CREDIT,
        lookups=[Lookup("flickr", None, Reason.NO_API_KEY)],
        originals=[original()],
        reason=Reason.SOURCE_NOT_FOUND,
    ),
)
