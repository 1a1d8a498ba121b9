"""The caption names a person, and the source names others.

What it finds
    A caption with the name of one person over a picture whose source says that it shows another.

Why it matters
    A wrong name under a face does harm.

How it is decided
    The confirmed original's record states who is shown. None of those names, nor a surname of
    theirs, stands in the
    caption in any script or order; and the caption has something that is written as a person's
    name: a frequent first
    name with a capitalised word behind it, and no place. Faces are never compared.

When it is wrong
    Where the source names one of several people and the caption another, or the name is a
    building's or a ship's.

What to do
    Look at the source's own description, and print the right name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from provenance import lazy_re as re
from provenance.model import (
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
    source_name,
)
from provenance.model.sentences import listing, say
from provenance.rules.kit import evidence
from provenance.rules.kit.examples import KYIV, claims, example, original
from provenance.rules.kit.names import folded, occurs_in

RULE = "person-mismatch"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL, EvidenceKind.METADATA)
_NAME = re.compile(
    r"(?<![\w.])(?:[A-ZÀ-ÞА-ЯЁІЇЄ][\w’'\-]{1,24} ){1,2}[A-ZÀ-ÞА-ЯЁІЇЄ][\w’'\-]{2,24}"
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where caption and source name different people."""
    text = case.caption_claims.text
    named = _names(case)
    if not named or not case.confirmed:
        return
    speaking = next((o for o in case.confirmed if o.record.people), None)
    if speaking is None:
        yield NotChecked(
            RULE, Reason.NO_METADATA, say("the confirmed original's record names nobody")
        )
        return
    people = speaking.record.people
    proof = tuple(evidence.at_source(speaking, "person", p.text, p.where) for p in people[:3])
    description = speaking.claims.text
    if any(_surname_in(p.text, text) for p in people) or any(
        occurs_in(n, description) for n in named
    ):
        yield Passed(RULE, (*evidence.caption(case), *proof))
        return
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption names {named}; the original at {source} says that it shows {people}.",
            named=named[0],
            source=source_name(speaking.record),
            people=listing([p.text for p in people[:3]]),
        ),
        (*evidence.caption(case), *proof),
        say("Look at the source's own description, and print the name of the person who is shown."),
        cause="person",
    )


def _names(case: Case) -> tuple[str, ...]:
    """What in the caption is written as a person's full name."""
    claims = case.caption_claims
    if claims.people:
        return tuple(p.text for p in claims.people)
    things = set(evidence.words("things")["words"])
    found = []
    for match in _NAME.finditer(claims.text[:2000]):
        words = match[0].split()
        first = next((i for i, word in enumerate(words[:-1]) if _first_name(word)), None)
        place = any(p.start < match.end() and match.start() < p.end for p in claims.places)
        if first is not None and not place and not things & set(folded(match[0])):
            found.append(re.sub(r"['’]s$", "", " ".join(words[first:])))
    return tuple(found)


def _first_name(word: str) -> bool:
    return "".join(folded(word)) in _given()


@cache
def _given() -> frozenset[str]:
    return frozenset(evidence.words("given")["words"].split())


def _surname_in(name: str, text: str) -> bool:
    there = set(folded(text))
    return occurs_in(name, text) or any(word in there for word in folded(name) if len(word) >= 4)


_SHOWS = original(people=(Reading("Pavlo Sokol", Locator("depicts")),))
EXAMPLES = (
    example(
        "Another person.",
        caption="Jo Ray speaks to reporters.",
        originals=[_SHOWS],
        severity=Severity.WARNING,
    ),
    example("The same person, by surname.", caption="Mr. Sokol and Jo Ray.", originals=[_SHOWS]),
    example(
        "A street, not a person.",
        caption=claims("The Kyiv City Hall.", places={"Kyiv": KYIV}),
        originals=[_SHOWS],
    ),
    example(
        "A prize and a street, but no person.",
        caption="Ehemalige Mitglieder am Neuen Platz.",
        originals=[_SHOWS],
    ),
    example("Nobody is named.", caption="A man speaks to reporters.", originals=[_SHOWS]),
    example(
        "The source names nobody.",
        caption="Jo Ray speaks to reporters.",
        originals=[original()],
        reason=Reason.NO_METADATA,
    ),
)
