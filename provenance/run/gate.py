"""The decision before publishing: allow, warn or block, in sentences an editor understands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from provenance.model import Confidence, Finding, ImageReport, Report, Severity, Verdict


class Action(StrEnum):
    """What the pipeline should do with the article."""

    ALLOW = "allow"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Policy:
    """When to block and when to warn. A block is rare: by default only errors of high
    confidence block."""

    block_at: Severity | None = Severity.ERROR
    """Findings of this severity or worse block; None never blocks."""
    block_confidence: Confidence = Confidence.HIGH
    """Findings less sure than this only warn."""
    warn_at: Severity = Severity.WARNING
    warn_unverified: bool = False
    """True warns also where a picture could not be verified."""
    never_block: tuple[str, ...] = ()
    """Rules that only warn."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allow, warn or block, and why."""

    action: Action
    sentences: tuple[str, ...] = ()
    """What to show, the worst first: which picture, what differs, what to print or do."""


def gate(report: Report, policy: Policy | None = None) -> Decision:
    """Decide on a report. Findings that were overridden with a reason no longer count."""
    policy = policy or Policy()
    blocking = [(i, f) for i in report.images for f in i.findings if _blocks(f, policy)]
    warning = [
        (i, f)
        for i in report.images
        for f in i.findings
        if f.severity.rank >= policy.warn_at.rank and not _blocks(f, policy)
    ]
    unverified = [
        i for i in report.images if policy.warn_unverified and i.verdict is Verdict.UNVERIFIED
    ]
    sentences = [_sentence(i, f) for i, f in (*blocking, *warning)]
    sentences += [f"Picture {i.image.index + 1} could not be verified." for i in unverified]
    action = Action.BLOCK if blocking else Action.WARN if sentences else Action.ALLOW
    return Decision(action, tuple(dict.fromkeys(sentences)))


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
    name = f" (“{name[:59].rstrip()}…”)" if len(name) > 60 else f" (“{name}”)" if name else ""
    advice = f" {finding.suggestion}" if finding.suggestion else ""
    return f"Picture {image.image.index + 1}{name}: {finding.message}{advice}"
