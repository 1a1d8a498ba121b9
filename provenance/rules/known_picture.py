"""The newsroom holds this picture: its record, its supplier, its caption.

What it finds
    A picture that the newsroom's archive has, from a wire, its own photographers or an earlier
    article.

Why it matters
    What came with the picture is nearer to the truth than what was typed for this article, and the
    earlier uses say what it costs and who must be named.

How it is decided
    The archive was asked for the picture, and its copy is proved by bytes or pixels to be the one
    that is published, whole or in part.

When it is wrong
    Hardly ever: another shot of the same scene is not called the same picture.

What to do
    Read the caption that it came with, and where it was printed before. The note says nothing
    against the picture, and a verdict of "consistent" stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Holding,
    Outcome,
    Severity,
)
from provenance.model.sentences import say
from provenance.rules.kit import history
from provenance.rules.kit.evidence import shorten
from provenance.rules.kit.examples import claims, example, held, original, printed

RULE = "known-picture"
SEVERITY = Severity.INFO
WEIGHS = (EvidenceKind.HISTORY,)
_LONG = 300
"""Characters of a caption that are shown."""
_USES = 3
"""Earlier uses that are shown, the latest first."""


def check(case: Case) -> Iterable[Outcome]:
    """A note with the record and the latest uses, where the archive holds the picture."""
    uses = list(history.earlier_uses(case))
    came = next((h for h in case.history if h.record is not None), None)
    if came is None and not uses:
        return
    shown = [proof for use in uses[:_USES] for proof in history.proof(use)]
    if came is not None:
        message = say(
            "The newsroom holds this picture, {whose}{sent}.",
            whose=history.whose(came),
            sent=history.received(came),
        )
    else:
        message = say("This newsroom printed the same picture {when}.", when=history.when(uses[0]))
    evidence = (*(_record(came) if came else ()), *shown)
    if evidence:
        yield Finding(
            RULE,
            SEVERITY,
            Confidence.HIGH,
            message,
            evidence,
            say("Read the caption that it came with, and where it was printed before."),
            against=False,
        )


def _record(came: Holding) -> tuple[Evidence, ...]:
    """The caption and the credit that the picture came with."""
    record = came.record
    if record is None:
        return ()
    said = (("caption it came with", record.description), ("credit", record.credit_line))
    found = [Evidence(label, shorten(r.text, _LONG), r.where) for label, r in said if r]
    return tuple(found) or (Evidence("record", record.id, record.where),)


EXAMPLES = (
    example(
        "A wire sent it.",
        caption="A street.",
        history=[held(original().record, supplier="Example Wire")],
        severity=SEVERITY,
    ),
    example(
        "It was printed in May.",
        caption="A street.",
        history=[held(uses=[printed(claims("A street."))])],
        severity=SEVERITY,
    ),
    example("The archive does not have it.", caption="A street."),
)
