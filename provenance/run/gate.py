"""The decision before publishing: allow, warn, block or pending, in sentences.

What was not looked at is never allowed: a picture that could not be read or judged warns, and one
that a fast check left to the full one is pending.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from provenance.lexicon.translation import translate
from provenance.model import (
    CAPTION,
    PICTURE,
    Confidence,
    Finding,
    ImageReport,
    Reason,
    Report,
    Severity,
    Verdict,
)
from provenance.model.sentences import listing, say
from provenance.values import dataclass


class Action(StrEnum):
    """What the pipeline should do with the article."""

    ALLOW = "allow"
    WARN = "warn"
    BLOCK = "block"
    PENDING = "pending"
    """Nothing found so far, but a fast check has left something to the full one."""


@dataclass(frozen=True, slots=True)
class Policy:
    """When to block and when to warn.

    A block is rare: by default only errors of high confidence block.
    """

    block_at: Severity | None = Severity.ERROR
    """Findings of this severity or worse block; None never blocks."""
    block_confidence: Confidence = Confidence.HIGH
    """Findings less sure than this only warn."""
    warn_at: Severity = Severity.WARNING
    warn_unverified: bool = False
    """True warns also where a picture was looked at and could not be verified."""
    never_block: tuple[str, ...] = ()
    """Rules that only warn."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allow, warn, block or wait for the full check, and why."""

    action: Action
    sentences: tuple[str, ...] = ()
    """What to show, the worst first: which picture, what differs, what to print or do."""
    blocking: tuple[str, ...] = ()
    """Those of them that block."""


def gate(report: Report, policy: Policy | None = None) -> Decision:
    """Decide on a report. Findings that were overridden with a reason no longer count."""
    policy = policy or Policy()
    found = [(i, f) for i in report.images for f in i.findings]
    blocking = [(i, f) for i, f in found if _blocks(f, policy)]
    worth_saying = [(i, f) for i, f in found if f.severity.rank >= policy.warn_at.rank]
    warning = [(i, f) for i, f in worth_saying if not _blocks(f, policy)]
    sentences = [_sentence(i, f) for i, f in (*blocking, *warning)]
    sentences += _not_looked_at(report)
    if policy.warn_unverified:
        sentences += _unverified(report)
    action = Action.ALLOW
    if blocking:
        action = Action.BLOCK
    elif waiting := still_to_come(report):
        action, sentences = Action.PENDING, [*sentences, *waiting]
    elif sentences:
        action = Action.WARN
    blocked = [_sentence(i, f) for i, f in blocking]
    return Decision(action, _told(sentences, report), _told(blocked, report))


def _told(sentences: Iterable[str], report: Report) -> tuple[str, ...]:
    """Each sentence once, in the report's language."""
    return tuple(dict.fromkeys(translate(text, report.language) for text in sentences))


def _unverified(report: Report) -> list[str]:
    return [
        say("Picture {number} could not be verified.", number=i.image.index + 1)
        for i in report.images
        if i.looked_at and i.verdict is Verdict.UNVERIFIED
    ]


def still_to_come(report: Report) -> tuple[str, ...]:
    """What a fast check left to the full one, a sentence for each picture."""
    if report.fast and report.unread:
        return _told([say("The article is still to be read and checked.")], report)
    waiting = {
        i.image.index + 1: [n.rule for n in i.not_checked if n.reason is Reason.PENDING]
        for i in report.images
    }
    sentences = [
        say(
            "Picture {number}: still to be checked: {what}.",
            number=n,
            what=listing(list(dict.fromkeys(map(_named, w)))),
        )
        for n, w in waiting.items()
        if w
    ]
    return _told(sentences, report)


def _named(rule: str) -> str:
    """What is still to be checked, in words: a rule's name, or the picture itself."""
    if rule == PICTURE:
        return say("the picture itself")
    return say("the caption's words") if rule == CAPTION else rule


def _not_looked_at(report: Report) -> list[str]:
    """A sentence for each article and picture that could not be read or judged."""
    if report.unread:
        return (
            []
            if report.fast
            else [say("The article could not be checked: {why}", why=report.unread)]
        )
    return [
        say("Picture {number} could not be checked: {why}.", number=i.image.index + 1, why=_why(i))
        for i in report.images
        if not i.looked_at and not any(n.reason is Reason.PENDING for n in i.not_checked)
    ]


def _why(image: ImageReport) -> str:
    """The first trouble that kept the picture from being read or judged."""
    troubles = sorted(image.not_checked, key=lambda n: (n.rule != PICTURE, n.reason.value))
    told = next((n.detail or n.reason.value for n in troubles), say("no rule applied"))
    return told.rstrip(".") if told.endswith(".") else told


def _blocks(finding: Finding, policy: Policy) -> bool:
    return (
        policy.block_at is not None
        and finding.severity.rank >= policy.block_at.rank
        and finding.confidence.rank >= policy.block_confidence.rank
        and finding.rule not in policy.never_block
    )


def _sentence(image: ImageReport, finding: Finding) -> str:
    caption = image.image.caption.text if image.image.caption else image.image.title or ""
    name = " ".join(caption.split())
    words = f"{name[:59].rstrip()}…" if len(name) > 60 else name
    name = say(" (“{words}”)", words=words) if words else ""
    number = image.image.index + 1
    told = say(
        "Picture {number}{name}: {message}", number=number, name=name, message=finding.message
    )
    advice = finding.suggestion
    return say("{message} {advice}", message=told, advice=advice) if advice else told
