"""From what the rules found to what the editor reads: severity steps, one finding per cause, the
profile.

In this order: the configured severity replaces the rule's own; evidence read out of prose costs
one step; an open disclosure ("file photo") costs one step where the finding is about what the
caption claims; of several findings with one cause the strongest stays, with the others' evidence;
the profile drops what it does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch

from provenance.model import (
    Case,
    Confidence,
    Evidence,
    Finding,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
)
from provenance.rules import Rule, all_rules, broken_rules
from provenance.rules.kit.disclosure import disclosed
from provenance.run.unanswered import unanswered

_SOFTENED = frozenset({"place", "date", "event", "person"})
"""Causes that an open disclosure softens: what the picture is said to show. What is owed to author
and licence, and what was done to the pixels, is the same under "file photo"."""

_ORDER = (
    "place-mismatch", "camera-position-mismatch", "context-place-mismatch", "illustrates-elsewhere",
    "older-than-event", "date-mismatch", "old-picture-as-new", "undisclosed-file-picture",
    "generated-unlabelled", "staged-as-real", "stock-as-news", "undisclosed-illustration",
    "wrong-source", "different-image", "post-lacks-image", "dead-source",
    "search-engine-as-source", "platform-as-author", "placeholder-credit",
    "uploader-as-author", "creator-mismatch", "embedded-credit-mismatch", "conflicting-credits",
    "credit-dropped", "missing-credit",
    "no-derivatives", "edited-image", "changes-not-indicated",
)  # fmt: skip
"""Rules that can tell of one cause, the one with the most direct evidence first."""

_LEFT_OUT = "the configuration leaves this rule out"
_PIXELS = "P"
"""The letter of the published picture among the evidence that a rule weighs."""
_CONFIDENCE = {Confidence.HIGH: 3, Confidence.MEDIUM: 2, Confidence.LOW: 1}


def run_rules(
    case: Case,
    rules: Sequence[Rule] | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
    profile: str = "desk",
) -> tuple[Outcome, ...]:
    """The outcomes of `rules` (all, where None) on one case, settled: weighed, one per cause,
    worst first.

    `select` and `ignore` are rule ids or globs, `severity` replaces defaults, `profile` is `draft`
    (errors only), `desk` or `audit`. A rule that raises becomes `NotChecked(failed)`; nothing is
    raised.
    """
    outcomes: list[Outcome] = []
    for rule in all_rules() if rules is None else rules:
        if not _wanted(rule.id, select, ignore):
            outcomes.append(NotChecked(rule.id, Reason.LEFT_OUT, _LEFT_OUT))
            continue
        try:
            outcomes += _whole(rule, case)
        # other people's rules may raise anything; it is reported
        except Exception as error:  # noqa: BLE001
            detail = f"the rule failed on this picture: {type(error).__name__}: {error}"
            outcomes.append(NotChecked(rule.id, Reason.FAILED, detail[:300]))
    outcomes += [
        NotChecked(b.id, Reason.FAILED, b.detail)
        for b in broken_rules()
        if _wanted(b.id, select, ignore)
    ]
    outcomes += unanswered(case, outcomes)
    return settled(case, outcomes, severity=severity or {}, profile=profile)


def _whole(rule: Rule, case: Case) -> Iterator[Outcome]:
    """The rule's outcomes; one that weighs pixels passes nothing where it saw only a part."""
    part = _partly_read(case) if _PIXELS in rule.evidence else ""
    for outcome in rule.check(case):
        if part and isinstance(outcome, Passed):
            outcome = NotChecked(rule.id, Reason.PARTLY_READ, part)
        yield outcome


def _partly_read(case: Case) -> str:
    """What of the pictures was not looked at, in one sentence; empty where all was."""
    compared = (o.comparison for o in case.confirmed)
    return next((c.unseen for c in compared if c is not None and c.unseen), "")


def _wanted(id: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    chosen = not select or any(fnmatch(id, pattern) for pattern in select)
    return chosen and not any(fnmatch(id, pattern) for pattern in ignore)


def settled(
    case: Case, outcomes: Iterable[Outcome], *, severity: Mapping[str, Severity], profile: str
) -> tuple[Outcome, ...]:
    """The outcomes as the editor reads them: findings first, worst first, then what passed and
    was not checked."""
    given = tuple(outcomes)
    open_about_it = bool(disclosed(case))
    findings = [_weighed(o, severity, open_about_it) for o in given if isinstance(o, Finding)]
    causes = one_per_cause(findings)
    kept = [f for f in causes if _shown(f, profile)]
    hidden = [
        NotChecked(f.rule, Reason.LEFT_OUT, f"the profile {profile} leaves this finding out")
        for f in causes
        if f not in kept
    ]
    return (*kept, *hidden, *(o for o in dict.fromkeys(given) if not isinstance(o, Finding)))


def _weighed(finding: Finding, severity: Mapping[str, Severity], open_about_it: bool) -> Finding:
    base = severity.get(finding.rule, finding.severity)
    steps = int(finding.prose) + int(open_about_it and finding.cause in _SOFTENED)
    sure = (
        Confidence.MEDIUM
        if finding.prose and finding.confidence is Confidence.HIGH
        else finding.confidence
    )
    return replace(
        finding,
        severity=base.lowered(steps),
        confidence=sure,
        evidence=_each_once(finding.evidence),
    )


def _each_once(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence that says the same of the same thing is told once, from where it was first read: a
    post and the picture in it carry one upload time."""
    once: dict[tuple[str, str], Evidence] = {}
    for proof in evidence:
        once.setdefault((proof.label, proof.value), proof)
    return tuple(once.values())


def one_per_cause(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The strongest finding of each cause with the evidence of all, strongest first; those
    without a cause all stay."""
    best: dict[str, Finding] = {}
    for finding in sorted(findings, key=_strength):
        key = finding.cause or f"{finding.rule} {finding.message}"
        if key not in best:
            best[key] = finding
        else:
            best[key] = replace(
                best[key], evidence=_each_once((*best[key].evidence, *finding.evidence))
            )
    return tuple(best.values())


def _strength(finding: Finding) -> tuple[int, int, int]:
    place = _ORDER.index(finding.rule) if finding.rule in _ORDER else len(_ORDER)
    return (-finding.severity.rank, place, -_CONFIDENCE[finding.confidence])


def _shown(finding: Finding, profile: str) -> bool:
    """`draft` shows errors only; `desk` leaves out notes of low confidence; `audit` shows
    everything."""
    if profile == "draft":
        return finding.severity is Severity.ERROR
    if profile == "audit":
        return True
    return finding.severity is not Severity.INFO or finding.confidence is not Confidence.LOW
