"""The source names another type of the thing that the caption names.

What it finds
    An S-300 under a caption that says Patriot; a Boeing 737 under one that says Airbus A320;
    another ship than the one named.

Why it matters
    The type is often the news: who has which weapon, which aircraft crashed.

How it is decided
    Caption and confirmed original both name types of one family (air defence, tanks, fighters,
    airliners, helicopters, ships by name, bears …), and none of the one side can be one of the
    other. "Air defence system" is no type, and a "Leopard 2A6" is a "Leopard". Names that are
    everyday words count only beside a word of their family. One step lower where only the source's
    description names the type, not its title, its categories or what it is said to depict.

When it is wrong
    Where the caption names a type that is not in the picture ("crews are trained for the …"), or
    the source names the wrong one. On 849 pictures of 292 real pages, checked without a network, no
    original was confirmed and it never spoke.

What to do
    Look at the source's own description, and name what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    EvidenceKind,
    Finding,
    Original,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import join, say
from provenance.rules.kit import evidence, types
from provenance.rules.kit.examples import TOO_PLAIN, claims, example, original

RULE = "object-mismatch"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
MOST = 3
"""Types of one family in a text that is about one thing; a longer list is an overview."""


def check(case: Case) -> Iterable[Outcome]:
    """A finding where caption and source name types that exclude each other."""
    ours = types.named_types(case.caption_claims.text) if case.originals else {}
    if not ours:
        return
    yield from evidence.require_confirmed_record(case, RULE)
    for found in case.confirmed:
        theirs = types.named_types(_words(found))
        for family in ours.keys() & theirs.keys():
            yield _judge(case, found, ours[family], theirs[family])
            return


def _words(found: Original) -> str:
    return f"{_titles(found)}\n{found.claims.text}"


def _titles(found: Original) -> str:
    """What the source calls the picture in short: title, categories, what it depicts."""
    record = found.record
    return "\n".join((record.title or "", *record.categories, *record.depicts))


def _judge(
    case: Case, found: Original, ours: frozenset[str], theirs: frozenset[str]
) -> Finding | Passed:
    said = evidence.shorten(found.claims.text or found.record.title or "", 200)
    proof = (*evidence.caption(case), evidence.at_source(found, "description", said))
    if not types.exclude(ours, theirs) or max(len(ours), len(theirs)) > MOST:
        return Passed(RULE, proof)
    in_titles = types.named_types(_titles(found)).values()
    return Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The caption names {ours}; the original at {source} is described as {theirs}.",
            ours=_listed(ours),
            source=source_name(found.record),
            theirs=_listed(theirs),
        ),
        proof,
        say(
            "Look at the source's own description; if it is right, say {theirs}.",
            theirs=_listed(theirs),
        ),
        cause="object",
        prose=theirs not in in_titles,
    )


def _listed(names: frozenset[str]) -> str:
    return join(sorted(names))


EXAMPLES = (
    example(
        "An S-300 under Patriot.",
        caption="A Patriot air defence system near the city.",
        originals=[original("S-300 launcher at a parade")],
        severity=SEVERITY,
    ),
    example(
        "The description alone names another type.",
        caption="An Airbus A320 at the gate.",
        originals=[original("At the gate", said=claims("A Boeing 737-800 at the gate"))],
        severity=Severity.INFO,
    ),
    example(
        "Another ship.",
        caption="USS Harbourton at sea.",
        originals=[original("USS Saltmarsh in the strait")],
        severity=SEVERITY,
    ),
    example(
        "A kind of the same type.",
        caption="A Leopard 2A6 tank.",
        originals=[original("Leopard tank of the Bundeswehr")],
    ),
    example(
        "No type is named at the source.",
        caption="A Patriot air defence system.",
        originals=[original("Air defence system")],
    ),
    example(
        "Patriots who are people.",
        caption="Patriots at the monument.",
        originals=[original("S-300 launcher")],
    ),
    example(
        "Too plain.",
        caption="A Patriot launcher.",
        originals=[original("S-300 launcher", comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
