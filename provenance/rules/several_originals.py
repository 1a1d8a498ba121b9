"""The same pixels lie at the sources under different authors.

What it finds
    Two or more confirmed originals whose records name different authors and do not refer to each
    other.

Why it matters
    At most one of them is right; the other may have taken the picture from the first.

How it is decided
    Both were matched by pixels, both name an author, no author of the one can be an author of the
    other, and neither
    record links to the other or names its author.

When it is wrong
    Where one person publishes under two names.

What to do
    Credit the one that had it first and can show the larger file; ask both where in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Link,
    Original,
    Outcome,
    Passed,
    Severity,
    source_name,
)
from provenance.model.sentences import listing, say
from provenance.rules.kit import dates, evidence
from provenance.rules.kit.examples import example, original
from provenance.rules.kit.names import anonymous, any_same, occurs_in

RULE = "several-originals"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ORIGINAL, EvidenceKind.SIGHTINGS)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where two confirmed originals name different authors."""
    named = [o for o in case.confirmed if _authors(o)]
    if len(named) < 2:
        return
    for one, other in combinations(named, 2):
        if one.record.id == other.record.id or _linked(one, other) or _linked(other, one):
            continue
        if any_same(_authors(one), _authors(other)):
            continue
        yield _finding(one, other)
        return
    yield Passed(
        RULE,
        tuple(evidence.at_source(o, "author", ", ".join(_authors(o))) for o in named[:3]),
    )


def _authors(original: Original) -> tuple[str, ...]:
    return tuple(r.text for r in original.record.creators if not anonymous(r.text))


def _linked(one: Original, other: Original) -> bool:
    """True where the one's record links the other's page or names its author."""
    record = one.record
    pages = {
        url
        for url in (
            other.record.page_url,
            other.record.media_url,
            other.reference.url,
            other.reference.clue,
        )
        if url
    }
    if any(
        link.url in pages or other.record.id.rpartition(":")[2] in link.url for link in record.links
    ):
        return True
    texts = [
        t.text
        for t in (record.source_of_file, record.credit_line, record.required_attribution)
        if t
    ]
    return any(occurs_in(name, text) for name in _authors(other) for text in texts)


def _finding(one: Original, other: Original) -> Finding:
    names = [
        say("{names} at {source}", names=listing(_authors(o)), source=source_name(o.record))
        for o in (one, other)
    ]
    first = _first(one, other)
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The same picture is found under different authors: {one}, and {other}.",
            one=names[0],
            other=names[1],
        ),
        tuple(evidence.at_source(o, "author", ", ".join(_authors(o))) for o in (one, other)),
        say("Ask both who made it; {source} had it first.", source=source_name(first.record))
        if first
        else say("Ask both who made it."),
        cause="several",
    )


def _first(one: Original, other: Original) -> Original | None:
    """Which of the two was online first, where both say so."""
    online = [
        (min((d.span.latest for d in o.record.dates if d.kind in dates.SEEN), default=None), o)
        for o in (one, other)
    ]
    known = [(day, o) for day, o in online if day is not None]
    return (
        min(known, key=lambda pair: pair[0])[1]
        if len(known) == 2 and known[0][0] != known[1][0]
        else None
    )


_OTHER: dict[str, Any] = {
    "source": "flickr",
    "creators": ("Pavlo Sokol",),
    "clue": "https://www.flickr.com/photos/sokol/77",
}
EXAMPLES = (
    example(
        "Two authors.",
        originals=[original(), original("Other", **_OTHER)],
        severity=Severity.WARNING,
    ),
    example(
        "One refers to the other.",
        originals=[
            original(links=(Link("https://www.flickr.com/photos/sokol/77"),)),
            original("Other", **_OTHER),
        ],
    ),
    example(
        "The same author twice.",
        originals=[original(), original("Other", source="flickr", creators=("ARAI Kenji",))],
    ),
    example("One original.", originals=[original()]),
)
