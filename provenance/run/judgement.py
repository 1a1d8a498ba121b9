"""From what the rules found on one picture to what its editor reads.

Everything is decided here, in this order: the rules in force run; the configured
severity replaces the rule's own; evidence read out of prose costs one step; an open disclosure
("file photo") costs one step where the finding is about what the caption claims; of several
findings with one cause the strongest stays, with the others' evidence; the profile drops what it
does not show; suppressions, overrides in the page and the baseline mark what is accepted; exact
positions are taken out where the desk wants none told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatch
from functools import lru_cache

from provenance.config import Config, Profile
from provenance.lexicon.translation import ENGLISH
from provenance.model import (
    PICTURE,
    Article,
    Case,
    Confidence,
    Evidence,
    EvidenceKind,
    Finding,
    ImageReport,
    Lookup,
    NotChecked,
    Outcome,
    Passed,
    Reason,
    Severity,
    source_name,
)
from provenance.model.sentences import say
from provenance.rules import DEFAULT_PRECEDENCE, Rule, all_rules, broken_rules
from provenance.rules.kit.disclosure import disclosed
from provenance.run.redaction import redact
from provenance.run.suppressions import apply_suppressions
from provenance.run.unchecked_claims import unchecked_claims
from provenance.run.wording import image_in_language

_ENDS_EARLY = say(
    "the published picture's file ends early: only what stands before its end was read"
)
MAX_DETAIL = 300
"""Characters of a broken rule's own message that are shown."""

_SOFTENED = frozenset({"place", "date", "event", "person"})
"""Causes that an open disclosure softens: what the picture is said to show. What is owed to author
and licence, and what was done to the pixels, is the same under "file photo"."""


def judge(
    case: Case,
    config: Config,
    rules: Sequence[Rule] | None = None,
    trouble: NotChecked | None = None,
) -> ImageReport:
    """The report on one picture, as its editor reads it.

    `rules` are all, where None; `trouble` is why the picture's own bytes are missing.
    """
    ignore = (*config.ignore, *rules_ignored_in(case.article, config))
    outcomes = run_rules(
        case,
        rules,
        select=config.select,
        ignore=ignore,
        severity=config.severity,
        profile=config.profile,
    )
    outcomes += tuple(
        NotChecked(rule.id, Reason.LEFT_OUT, say("the configuration leaves this rule out"))
        for rule in (all_rules() if rules is None else rules)
        if not is_wanted(rule.id, config.select, ignore)
    )
    outcomes += tuple(unchecked_claims(case, outcomes))
    unchecked = tuple(o for o in outcomes if isinstance(o, NotChecked))
    report = ImageReport(
        image=case.image,
        credit=case.credit,
        picture=case.picture,
        originals=case.originals,
        lookups=case.lookups,
        findings=tuple(o for o in outcomes if isinstance(o, Finding)),
        not_checked=(
            *((trouble,) if trouble else ()),
            *unanswered_lookups(case.lookups, unchecked),
            *unchecked,
        ),
        passed=tuple(o for o in outcomes if isinstance(o, Passed)),
        claims=case.caption_claims,
        history=case.history,
    )
    told = redact(apply_suppressions(report, config, article=case.article), config)
    # what the rules say is English
    return told if config.language == ENGLISH else image_in_language(told, config.language)


def rules_ignored_in(article: Article, config: Config) -> tuple[str, ...]:
    """The rules that `paths` leaves out for this article."""
    return tuple(
        rule
        for glob, names in config.paths.items()
        if fnmatch(article.origin, glob)
        for rule in names
    )


def run_rules(
    case: Case,
    rules: Sequence[Rule] | None = None,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severity: Mapping[str, Severity] | None = None,
    profile: str = Profile.DESK,
) -> tuple[Outcome, ...]:
    """The ranked outcomes of `rules` (all, where None) on one case.

    `select` and `ignore` are rule ids or globs, `severity` replaces defaults. A rule that raises
    becomes `NotChecked(failed)`; nothing is raised.
    """
    chosen = [
        rule
        for rule in (all_rules() if rules is None else rules)
        if is_wanted(rule.id, select, ignore)
        and (not rule.audit_only or profile == Profile.AUDIT or rule.id in select)
    ]
    outcomes = [outcome for rule in chosen for outcome in _ask(rule, case)]
    outcomes += [
        NotChecked(broken.id, Reason.FAILED, broken.detail)
        for broken in broken_rules()
        if is_wanted(broken.id, select, ignore)
    ]
    outcomes += _unread_parts(case)
    precedence = {rule.id: rule.precedence for rule in chosen}
    return rank(case, outcomes, severity=severity or {}, profile=profile, precedence=precedence)


def _ask(rule: Rule, case: Case) -> Iterator[Outcome]:
    """The rule's outcomes; where it raises, those before, and that it failed.

    A rule that weighs pixels passes nothing where only a part of them was seen.
    """
    unseen = _unseen(case) if EvidenceKind.PICTURE in rule.weighs else ""
    try:
        for outcome in rule.check(case):
            partly = unseen and isinstance(outcome, Passed)
            yield NotChecked(rule.id, Reason.PARTLY_READ, unseen) if partly else outcome
    # other people's rules may raise anything; it is reported
    except Exception as error:  # noqa: BLE001
        detail = f"the rule failed on this picture: {type(error).__name__}: {error}"
        yield NotChecked(rule.id, Reason.FAILED, detail[:MAX_DETAIL])


def _unseen(case: Case) -> str:
    """What of the pictures was not looked at, in one sentence; empty where all was."""
    compared = (original.comparison for original in case.confirmed)
    return next((c.unseen for c in compared if c is not None and c.unseen), "")


def _unread_parts(case: Case) -> Iterator[NotChecked]:
    """What of the published file is missing or was not read: pixels, its own words."""
    if case.picture is None:
        return
    if case.picture.truncated:
        yield NotChecked(PICTURE, Reason.PARTLY_READ, _ENDS_EARLY)
    if unread := case.picture.metadata.unread:
        left = "; ".join(unread)[:MAX_DETAIL]
        detail = say("the file's metadata were not wholly read: {parts}", parts=left)
        yield NotChecked("metadata", Reason.PARTLY_READ, detail)


def is_wanted(rule: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """True for a rule in force."""
    return not (select or ignore) or _is_wanted(rule, tuple(select), tuple(ignore))


@lru_cache(maxsize=1024)
def _is_wanted(rule: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    chosen = not select or any(fnmatch(rule, pattern) for pattern in select)
    return chosen and not any(fnmatch(rule, pattern) for pattern in ignore)


def rank(
    case: Case,
    outcomes: Iterable[Outcome],
    *,
    severity: Mapping[str, Severity],
    profile: str,
    precedence: Mapping[str, int] | None = None,
) -> tuple[Outcome, ...]:
    """Findings, worst first and one per cause; then what passed and was not checked."""
    given = tuple(outcomes)
    is_disclosed = bool(disclosed(case))
    findings = [_weigh(o, severity, is_disclosed) for o in given if isinstance(o, Finding)]
    told = keep_one_per_cause(findings, precedence or {})
    hidden = [
        NotChecked(
            f.rule,
            Reason.LEFT_OUT,
            say("the profile {profile} shows no such finding", profile=profile),
        )
        for f in told
        if not _is_shown(f, profile)
    ]
    others = (o for o in dict.fromkeys(given) if not isinstance(o, Finding))
    return (*(f for f in told if _is_shown(f, profile)), *hidden, *others)


def _weigh(finding: Finding, severity: Mapping[str, Severity], is_disclosed: bool) -> Finding:
    base = severity.get(finding.rule, finding.severity)
    steps = int(finding.prose) + int(is_disclosed and finding.cause in _SOFTENED)
    is_too_sure = finding.prose and finding.confidence is Confidence.HIGH
    return replace(
        finding,
        severity=base.lowered(steps),
        confidence=Confidence.MEDIUM if is_too_sure else finding.confidence,
        evidence=_deduplicate(finding.evidence),
    )


def _deduplicate(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each label and value once, from where it was first read.

    A post and the picture in it carry one upload time.
    """
    once: dict[tuple[str, str], Evidence] = {}
    for proof in evidence:
        once.setdefault((proof.label, proof.value), proof)
    return tuple(once.values())


def keep_one_per_cause(
    findings: Iterable[Finding], precedence: Mapping[str, int]
) -> tuple[Finding, ...]:
    """The strongest finding of each cause with the evidence of all, strongest first.

    Findings without a cause all stay. `precedence` is rule → its place among equally severe ones.
    """

    def strength(finding: Finding) -> tuple[int, int, int]:
        place = precedence.get(finding.rule, DEFAULT_PRECEDENCE)
        return -finding.severity.rank, place, -finding.confidence.rank

    best: dict[str, Finding] = {}
    for finding in sorted(findings, key=strength):
        key = finding.cause or f"{finding.rule} {finding.message}"
        first = best.setdefault(key, finding)
        if first is not finding:
            best[key] = replace(first, evidence=_deduplicate((*first.evidence, *finding.evidence)))
    return tuple(best.values())


def _is_shown(finding: Finding, profile: str) -> bool:
    """True for an error in `draft`; in `desk` for all but notes of low confidence."""
    if profile == Profile.DRAFT:
        return finding.severity is Severity.ERROR
    if profile == Profile.AUDIT:
        return True
    return finding.severity is not Severity.INFO or finding.confidence is not Confidence.LOW


def unanswered_lookups(
    lookups: Iterable[Lookup], unchecked: Iterable[NotChecked]
) -> tuple[NotChecked, ...]:
    """The look-ups that ended without an answer, each once, but those a rule reports."""
    known = {(n.rule, n.reason) for n in unchecked}
    items = (
        NotChecked(f"source {x.source}", x.reason, x.detail, source_name(x))
        for x in lookups
        if x.reason
    )
    return tuple(dict.fromkeys(n for n in items if (n.rule, n.reason) not in known))
