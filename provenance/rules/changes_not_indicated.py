"""The picture was changed, and the licence wants that said.

What it finds
    A crop, a mirroring, a change of colour or an edit of a picture under CC BY or CC BY-SA about
    which the page is
    silent.

Why it matters
    "Indicate if changes were made" is a condition of these licences: the author must not be taken
    for the maker of a
    changed picture.

How it is decided
    The original was matched by pixels and the comparison tells what was done; a crop that trims
    less than a twentieth
    of the area does not count. Neither caption nor credit has a word for it, in the languages of
    the vocabulary.

When it is wrong
    Where the author published the changed version too.

What to do
    Add "cropped", "edited" or the like to the credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from provenance.model import (
    Box,
    Case,
    Confidence,
    Credit,
    DisclosureKind,
    EvidenceKind,
    Finding,
    Outcome,
    Passed,
    Reason,
    Severity,
    Transformation,
)
from provenance.model.sentences import say
from provenance.rules.kit import disclosure, evidence, licenses
from provenance.rules.kit.changes import said_of
from provenance.rules.kit.examples import (
    PUBLIC_DOMAIN,
    SAME,
    TOO_PLAIN,
    derivation,
    example,
    original,
)

RULE = "changes-not-indicated"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
PRECEDENCE = 82


def check(case: Case) -> Iterable[Outcome]:
    """A finding where a change is not indicated though the licence asks for it."""
    yield from evidence.require_confirmed_record(case, RULE)
    terms = licenses.terms(case)
    if terms is None or not terms.license.demands_changes_indicated:
        return
    changes = terms.original.changes
    proof = evidence.at_source(terms.original, "licence", terms.license.name)
    if not changes or _said(case):
        yield Passed(RULE, (*evidence.credit(case), proof))
        return
    what = said_of(changes)
    text, html = evidence.suggest_credit(terms.original)
    yield Finding(
        RULE,
        SEVERITY,
        Confidence.MEDIUM,
        say(
            "The picture was {what}, and its licence {license} asks that changes be indicated.",
            what=what,
            license=terms.license.name,
        ),
        (*evidence.credit(case), proof),
        text,
        html,
        cause="changes",
    )


def _said(case: Case) -> bool:
    if DisclosureKind.EDITED in disclosure.stated(case):
        return True
    pattern = rf"\b(?:{'|'.join(evidence.words('changes')['words'])})"
    return bool(re.search(pattern, licenses.printed(case), re.I))


_HALF = derivation(Transformation.CROPPED, region=Box(0, 0, 600, 800))
_EDGE = derivation(Transformation.CROPPED, region=Box(0, 0, 1190, 800))
_SIZE: dict[str, Any] = {"width": 1200, "height": 800}
_CREDIT = Credit("Kenji Arai, CC BY-SA 4.0", ("Kenji Arai",))
EXAMPLES = (
    example(
        "A crop, unsaid.",
        credit=_CREDIT,
        originals=[original(comparison=_HALF, **_SIZE)],
        severity=SEVERITY,
    ),
    example(
        "Said.",
        credit="Kenji Arai, CC BY-SA 4.0, cropped",
        originals=[original(comparison=_HALF, **_SIZE)],
    ),
    example("An edge trimmed.", credit=_CREDIT, originals=[original(comparison=_EDGE, **_SIZE)]),
    example("Unchanged.", credit=_CREDIT, originals=[original(comparison=SAME)]),
    example(
        "Public domain.",
        credit=_CREDIT,
        originals=[original(comparison=_HALF, license=PUBLIC_DOMAIN)],
    ),
    example(
        "Too plain.",
        credit=_CREDIT,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
