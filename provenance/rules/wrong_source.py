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
from provenance.model.sentences import say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import authors
from provenance.rules.kit.examples import example, original
from provenance.rules.kit.names import any_same

RULE = "wrong-source"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL, EvidenceKind.SIGHTINGS)
PRECEDENCE = 40


def check(case: Case) -> Iterable[Outcome]:
    """A finding where another source has what the credited platform lacks."""
    platform = case.credit.platform if case.credit else None
    if platform is None:
        return
    answers = [x for x in case.lookups if x.source == platform]
    files = [o for o in case.originals if o.record.source == platform and o.comparison]
    if not answers and not files:
        return
    if any(_is_from(o, platform) for o in case.confirmed):
        yield Passed(RULE, evidence.credit(case))
    elif (elsewhere := _elsewhere(case)) and not _names_author(case):
        yield (
            _finding(case, platform, elsewhere[0])
            if _lack(answers, files)
            else NotChecked(
                RULE,
                Reason.SOURCE_NOT_FOUND,
                say(
                    "{platform} could not be searched for this picture", platform=title_of(platform)
                ),
            )
        )


def _elsewhere(case: Case) -> list[Original]:
    """The originals at a source: a newsroom's own copy does not say whence it is."""
    return [o for o in case.confirmed if not o.record.own]


def _names_author(case: Case) -> bool:
    """True where the credit names an author that a confirmed original names too."""
    credited = authors(case.credit) if case.credit else ()
    return any_same(credited, [r.text for o in case.confirmed for r in o.record.creators])


def _lack(answers: Iterable[Lookup], files: Iterable[Original]) -> bool:
    """True where the platform has no such picture, or another one."""
    return any(x.reason is Reason.SOURCE_NOT_FOUND for x in answers) or any(
        o.comparison and o.comparison.relation is Relation.DIFFERENT for o in files
    )


def _finding(case: Case, platform: str, found: Original) -> Finding:
    source, line = source_name(found.record), found.credit_line
    page = found.record.page_url or found.record.id
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The credit names {platform} as the source, where this picture was not "
            "found; it is at {source}.",
            platform=title_of(platform),
            source=source,
        ),
        (*evidence.credit(case), evidence.at_source(found, "original", page)),
        say("Print: {line}", line=line.text)
        if line
        else say("Print {source} and the author named there.", source=source),
        line.html if line else None,
        cause="source",
    )


def _is_from(original: Original, platform: str) -> bool:
    """True for a record of the platform, or one that has the picture from there."""
    record = original.record
    name = platform.replace("-", "")
    texts = (
        record.source_of_file.text if record.source_of_file else "",
        *(link.url for link in record.links),
    )
    said = (text.casefold().replace(" ", "").replace("-", "") for text in texts)
    return record.source == platform or any(name in text for text in said)


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
        "The newsroom keeps a copy, which says nothing of where it is from.",
        credit=_CREDIT,
        lookups=[_NOT_THERE],
        originals=[original(source="own-dam", own=True)],
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
