"""The supplier killed, withheld or corrected this picture.

What it finds
    A picture that its supplier has told its customers not to use any more, not to use yet, or to
    use with another caption.

Why it matters
    Agencies kill pictures that were manipulated, wrongly captioned or not theirs to send. Printing
    one after the notice is the newsroom's own fault.

How it is decided
    The archive holds the picture, proved by bytes or pixels, and a notice of its supplier about
    it: the publishing status of IPTC ninjs or NewsML-G2 (canceled, withheld), or a signal (kill,
    correction). The latest notice counts; a correction does not lift a kill.

When it is wrong
    Where the picture was sent again, usable, under an id of its own.

What to do
    Take a killed or withheld picture off the page; print a corrected one with the new caption.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from provenance.model import (
    Case,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    Holding,
    Locator,
    Outcome,
    Passed,
    PublishingStatus,
    Severity,
)
from provenance.model.sentences import say, templates
from provenance.rules.kit import evidence
from provenance.rules.kit.evidence import shorten
from provenance.rules.kit.examples import example, held, original

RULE = "retracted-picture"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.HISTORY, EvidenceKind.CONFIGURATION)
_LONG = 300
"""Characters of a notice or caption that are shown."""
_SAID: Mapping[PublishingStatus, tuple[tuple[str, ...], Severity]] = {
    PublishingStatus.CANCELED: (
        templates(
            "{supplier} has killed this picture: it may not be used any more.",
            "Take the picture off the page.",
        ),
        Severity.ERROR,
    ),
    PublishingStatus.WITHHELD: (
        templates(
            "{supplier} has withheld this picture: it may not be used yet.",
            "Take the picture off the page until the supplier releases it.",
        ),
        Severity.ERROR,
    ),
    PublishingStatus.CORRECTED: (
        templates(
            "{supplier} has corrected this picture since it was first sent.",
            "Print the caption and credit of the corrected version.",
        ),
        Severity.WARNING,
    ),
}


def check(case: Case) -> Iterable[Outcome]:
    """A finding where the supplier's latest word on the picture speaks against it."""
    told = [h for h in case.history if h.status in _SAID]
    if not told:
        kept = next((h for h in case.history if h.record is not None), None)
        if kept is not None and kept.record is not None:
            proof = Evidence("publishing status", kept.status.value, kept.record.where)
            yield Passed(RULE, (proof,))
        return
    worst = max(told, key=lambda h: _SAID[h.status][1].rank)
    (message, suggestion), severity = _SAID[worst.status]
    yield Finding(
        RULE,
        severity,
        Confidence.HIGH,
        say(message, supplier=worst.supplier or say("The supplier")),
        (*evidence.caption(case), *_proof(worst)),
        say(suggestion),
        cause="retracted",
    )


def _proof(told: Holding) -> tuple[Evidence, ...]:
    """The notice, and the caption that the supplier now sends."""
    status = told.notice.where if told.notice else Locator("archive")
    found = [Evidence("publishing status", told.status.value, status)]
    if told.notice is not None:
        text = shorten(told.notice.text, _LONG)
        found.append(Evidence("notice", text, told.notice.where))
    said = told.record.description if told.record else None
    if said is not None:
        found.append(Evidence("caption of the supplier", shorten(said.text, _LONG), said.where))
    return tuple(found)


_RECORD = original().record
EXAMPLES = (
    example(
        "The wire killed it.",
        caption="A street.",
        history=[held(_RECORD, status=PublishingStatus.CANCELED, notice="KILL: manipulated.")],
        severity=Severity.ERROR,
    ),
    example(
        "The wire corrected its caption.",
        caption="A street.",
        history=[held(_RECORD, status=PublishingStatus.CORRECTED, notice="CORRECTS place.")],
        severity=Severity.WARNING,
    ),
    example("The wire says it is usable.", caption="A street.", history=[held(_RECORD)]),
)
