"""The published picture is not the file that the credit leads to.

What it finds
    A link, file name or address in the credit that leads to another picture.

Why it matters
    The author, licence and description there belong to that other picture: the credit is somebody
    else's.

How it is decided
    The picture at the named place was fetched and compared: fingerprints in all orientations, then
    local features. They
    do not match, and no other picture that the page names there does.

When it is wrong
    Where the page holds a picture so strongly cropped or edited that nothing recognisable is left
    of the original.

What to do
    Find the file that was really used and credit that one, or put in the picture that the credit
    names.
"""

from __future__ import annotations

from collections.abc import Iterable

from provenance.model import (
    Case,
    Confidence,
    Credit,
    Evidence,
    EvidenceKind,
    Finding,
    Link,
    MatchBasis,
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
from provenance.rules.kit.examples import DIFFERENT, FILE_PAGE, TOO_PLAIN, example, original
from provenance.rules.kit.served import doubt

RULE = "different-image"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.PICTURE, EvidenceKind.ORIGINAL)
PRECEDENCE = 41


def check(case: Case) -> Iterable[Outcome]:
    """A finding where what the credit leads to was compared and is another picture."""
    led_to = [o for o in case.originals if not evidence.is_post(o.record) and _led_to(case, o)]
    if not led_to:
        return
    if any(o.confirmed for o in led_to):
        yield Passed(RULE, tuple(_compared(o) for o in led_to if o.confirmed))
        return
    if all(_differs(o) for o in led_to):
        yield doubt(case, led_to[0], RULE) or _finding(case, led_to[0])
        return
    if any(o.comparison and o.comparison.reason is Reason.PICTURE_TOO_PLAIN for o in led_to):
        detail = say("the picture has too little structure to tell it from others")
        yield NotChecked(RULE, Reason.PICTURE_TOO_PLAIN, detail)
    else:
        yield from evidence.require_confirmed(case, RULE)


def _differs(original: Original) -> bool:
    """True where the file's picture was compared and is another."""
    compared = original.comparison
    return compared is not None and compared.relation is Relation.DIFFERENT


def _led_to(case: Case, original: Original) -> bool:
    return original.reference.basis is MatchBasis.SAME_ID and evidence.is_named_by_page(
        case, original
    )


def _finding(case: Case, wrong: Original) -> Finding:
    source = source_name(wrong.record)
    title = wrong.record.title or wrong.record.id
    sure = wrong.comparison.confidence if wrong.comparison else Confidence.MEDIUM
    return Finding(
        RULE,
        SEVERITY,
        sure,
        say(
            "The published picture is not the one that the page names as its source, "
            '"{title}" at {source}.',
            title=title,
            source=source,
        ),
        (*evidence.credit(case), _compared(wrong)),
        say("Credit the file that was really used, or publish the one that the credit names."),
        cause="source",
    )


def _compared(original: Original) -> Evidence:
    detail = original.comparison.detail if original.comparison else ""
    told = detail or (original.comparison.relation.value if original.comparison else "not compared")
    return evidence.at_source(
        original, "picture", f"{original.record.page_url or original.record.id}: {told}"
    )


_LINKED = Credit("Kenji Arai", ("Kenji Arai",), links=(Link(FILE_PAGE, "Wikimedia Commons"),))
EXAMPLES = (
    example(
        "The link leads to another picture.",
        credit=_LINKED,
        originals=[original(comparison=DIFFERENT)],
        severity=Severity.ERROR,
    ),
    example("The link leads to this picture.", credit=_LINKED, originals=[original()]),
    example(
        "A search found a picture that is another: the page never named it.",
        credit=Credit("Wikimedia Commons", platform="wikimedia-commons"),
        originals=[original(comparison=DIFFERENT, basis=MatchBasis.NAME, clue="search by caption")],
    ),
    example(
        "Two pictures of fog.",
        credit=_LINKED,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.PICTURE_TOO_PLAIN,
    ),
)
