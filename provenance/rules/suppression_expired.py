"""A suppression that gives no reason, or whose date has passed.

What it finds
    An accepted finding (in the configuration, or on the picture in the page) that is accepted no
    longer.

Why it matters
    What was accepted once for a reason must not stay accepted for ever without one.

How it is decided
    When all other rules have spoken, the findings that suppressions name are marked as accepted.
    One without a reason,
    or past its `until`, accepts nothing; where it would have, this finding says so beside the one
    that it named. The
    rule needs the other rules' findings, so it is decided after them, in
    `provenance/suppressions.py`.

When it is wrong
    Where this machine's clock is wrong.

What to do
    Renew the suppression with a reason and a date, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    EvidenceKind,
    Outcome,
    Severity,
)
from provenance.rules.kit.examples import example

RULE = "suppression-expired"
SEVERITY = Severity.WARNING
WEIGHS = (EvidenceKind.CONFIGURATION,)


def check(case: Case) -> Iterable[Outcome]:
    """Nothing: suppressions are settled once all findings are known."""
    return ()


EXAMPLES = (example("A picture alone says nothing about suppressions.", caption="A launcher."),)
