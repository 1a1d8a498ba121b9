"""The credited author is not the author at the confirmed source.

What it finds
    A person named in the credit where the original's own page names another.

Why it matters
    The wrong person is paid, thanked and asked for permission, and the licence's demand is not met.

How it is decided
    The original was matched by pixels, its record states its authors in a field, and none of the
    credit's people can be
    one of them: order, initials, titles and script are allowed for. An account's handle counts as
    its owner's name.

When it is wrong
    Where author and uploader are one person under two names, or an agency prints the
    photographer's legal name.

What to do
    Print the author that the source names, or ask the source to correct its page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from provenance.model import (
    Case,
    Confidence,
    Credit,
    Evidence,
    EvidenceKind,
    Finding,
    NotChecked,
    Original,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import listing, say
from provenance.rules.kit import evidence
from provenance.rules.kit.credits import authors, real_names
from provenance.rules.kit.examples import TOO_PLAIN, example, original
from provenance.rules.kit.names import anonymous, any_same, same_name

RULE = "creator-mismatch"
SEVERITY = Severity.ERROR
WEIGHS = (EvidenceKind.ARTICLE, EvidenceKind.ORIGINAL)
PRECEDENCE = 61


def check(case: Case) -> Iterable[Outcome]:
    """A finding where no credited author is one at the confirmed sources."""
    credited = authors(case.credit) if case.credit else ()
    if not credited:
        return
    yield from evidence.require_confirmed(case, RULE)
    if any(_posted_by(o, credited) for o in case.confirmed):
        yield Passed(RULE, evidence.credit(case))
        return
    speaking = [o for o in case.confirmed if _named(o)]
    if speaking:
        yield from _judge(case, credited, speaking)
    elif case.confirmed:
        detail = say("the confirmed original's record names no author")
        yield NotChecked(RULE, Reason.NO_METADATA, detail)


def _judge(
    case: Case, credited: tuple[str, ...], speaking: Sequence[Original]
) -> Iterator[Outcome]:
    """What the records say that name an author."""
    first = speaking[0]
    if _agree(case, credited, speaking):
        yield Passed(RULE, (*evidence.credit(case), *_proof(first)))
    elif not _names_uploader(credited, first):
        yield _finding(case, credited, first)


def _agree(case: Case, credited: tuple[str, ...], speaking: Sequence[Original]) -> bool:
    """True where the credit names an author of any record, or another name of one."""
    named = [name for o in speaking for name in _named(o)]
    printed = real_names(case.credit) if case.credit else ()
    also = (_also_known(name, o) for o in speaking for name in credited)
    return any_same(printed, named) or any(also)


def _names_uploader(credited: tuple[str, ...], found: Original) -> bool:
    """True where the credit names the uploader: `uploader-as-author` says so."""
    uploader = found.record.uploader
    return bool(uploader) and any(same_name(name, uploader or "") for name in credited)


def _finding(case: Case, credited: tuple[str, ...], found: Original) -> Finding:
    names, line = ", ".join(_named(found)), found.credit_line
    return Finding(
        RULE,
        SEVERITY,
        Confidence.HIGH,
        say(
            "The credit names {credited} as the author; the original at {source} names {names}.",
            credited=listing(credited),
            source=source_name(found.record),
            names=names,
        ),
        (*evidence.credit(case), *_proof(found)),
        say("Print: {line}", line=line.text)
        if line
        else say("Print the author {names}.", names=names),
        line.html if line else None,
        cause="author",
    )


def _named(original: Original) -> tuple[str, ...]:
    return tuple(r.text for r in original.record.creators if not anonymous(r.text))


def _posted_by(original: Original, credited: tuple[str, ...]) -> bool:
    """The post is the credited account's own."""
    record = original.record
    social = evidence.is_post(record)
    return (
        social
        and record.uploader is not None
        and any(same_name(name, record.uploader) for name in credited)
    )


def _also_known(name: str, original: Original) -> bool:
    """True where the source's credit wording or its own source names the author."""
    record = original.record
    texts = (record.required_attribution, record.credit_line, record.source_of_file)
    return any(same_name(name, t.text) or name.casefold() in t.text.casefold() for t in texts if t)


def _proof(original: Original) -> tuple[Evidence, ...]:
    return tuple(
        evidence.at_source(original, "author", r.text, r.where)
        for r in original.record.creators[:3]
    )


_CREDIT = Credit("Pavlo Sokol / Wikimedia Commons", ("Pavlo Sokol",), platform="wikimedia-commons")
EXAMPLES = (
    example(
        "Another author is printed.",
        credit=_CREDIT,
        originals=[original()],
        severity=Severity.ERROR,
    ),
    example(
        "The author in another order.",
        credit=Credit("ARAI Kenji", ("ARAI Kenji",)),
        originals=[original()],
    ),
    example("Initial and surname.", credit=Credit("K. Arai", ("K. Arai",)), originals=[original()]),
    example(
        "The record names nobody.",
        credit=_CREDIT,
        originals=[original(creators=())],
        reason=Reason.NO_METADATA,
    ),
    example(
        "The pixels prove nothing.",
        credit=_CREDIT,
        originals=[original(comparison=TOO_PLAIN)],
        reason=Reason.SOURCE_NOT_CONFIRMED,
    ),
)
