"""The author asks for a certain wording, and it is not used.

What it finds
    A source's page with a wording that the author asks to be credited by, and a credit without it.

Why it matters
    The licences let the author choose how to be named.

How it is decided
    The original was matched by pixels and its record has such a wording. It counts as used where
    all its words, apart
    from the licence's and the source's name, stand in caption or credit, in whatever order.

When it is wrong
    Where the wording asks for something that the page does in another way, such as a link.

What to do
    Print the wording that the author asks for.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    EvidenceKind,
    Finding,
    Locator,
    Outcome,
    Passed,
    Reading,
    Reason,
    Severity,
    source_name,
)
from provenance.rules.kit import evidence, licenses
from provenance.rules.kit.credits import words_of
from provenance.rules.kit.examples import TOO_PLAIN, example, original

RULE = "required-attribution"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
_IGNORED = frozenset(
    [
        "cc",
        "by",
        "sa",
        "nd",
        "nc",
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "via",
        "wikimedia",
        "commons",
        "photo",
        "image",
        "credit",
        "from",
        "the",
        "http",
        "https",
        "www",
        "com",
        "org",
        "license",
        "licence",
        "licensed",
        "under",
        "photographer",
        "author",
        "copyright",
        "c",
        "and",
        "of",
        "on",
        "at",
        "for",
    ]
)


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the wording that the author asks for is not printed."""
    yield from evidence.require_confirmed_record(case, RULE)
    found = next((o for o in case.confirmed if o.record.required_attribution), None)
    if found is None or found.record.required_attribution is None:
        return
    asked = found.record.required_attribution
    wanted = set(words_of(asked.text)) - _IGNORED
    asked_for = evidence.shorten(asked.text, 200)
    proof = evidence.at_source(found, "wording asked for", asked_for, asked.where)
    if wanted <= set(words_of(licenses.printed(case))):
        yield Passed(RULE, (*evidence.credit(case), proof))
        return
    line = found.credit_line
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        f"The author asks at {source_name(found.record)} to be credited as "
        f'"{asked_for}"; the '
        "page does not print that.",
        (*evidence.credit(case), proof),
        f"Print: {line.text if line and asked.text in line.text else asked.text[:300]}. "
        f"{evidence.NO_LEGAL_ADVICE}",
        line.html if line and asked.text in line.text else None,
        cause="author",
    )


_ASKS = original(
    required_attribution=Reading(
        "Kenji Arai / Skyframe Aviation", Locator("extmetadata.Attribution")
    )
)
EXAMPLES = (
    example(
        "The wording is not used.",
        credit=Credit("Kenji Arai", ("Kenji Arai",)),
        originals=[_ASKS],
        severity=SEVERITY,
    ),
    example(
        "The wording is used.",
        credit="Photo: Skyframe Aviation / Kenji Arai, CC BY-SA 4.0",
        originals=[_ASKS],
    ),
    example("Nothing is asked for.", credit="Kenji Arai", originals=[original()]),
    example(
        "Too plain.",
        credit="Arai",
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
