"""The gate: a block is rare, and its sentences say which picture, what differs and what to do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provenance.model import (
    Confidence,
    Finding,
    ImageReport,
    NotChecked,
    Passed,
    Reason,
    Report,
    Severity,
)
from provenance.run.gate import Action, Policy, gate
from tests.stand_ins import samples


def with_findings(*findings: object) -> Report:
    return replace(samples.report(), images=(ImageReport(samples.image(), findings=findings),))  # type: ignore[arg-type]


def test_a_sure_error_blocks_and_says_which_picture_and_what_to_do() -> None:
    decision = gate(with_findings(samples.finding()))
    assert decision.action is Action.BLOCK
    (sentence,) = decision.sentences
    assert sentence.startswith(
        "Picture 1 (“A launcher guards Kyiv on Tuesday.”): The caption places"
    )
    assert sentence.endswith("or use another picture.")


@pytest.mark.parametrize(
    ("finding", "action"),
    [
        (samples.finding(confidence=Confidence.MEDIUM), Action.WARN),
        (samples.finding(severity=Severity.WARNING), Action.WARN),
        (samples.finding(severity=Severity.INFO), Action.ALLOW),
    ],
)
def test_less_sure_or_less_bad_does_not_block(finding: object, action: Action) -> None:
    assert gate(with_findings(finding)).action is action


def test_a_desk_may_never_block_or_never_for_one_rule() -> None:
    report = with_findings(samples.finding())
    assert gate(report, Policy(block_at=None)).action is Action.WARN
    assert gate(report, Policy(never_block=("place-mismatch",))).action is Action.WARN


def test_unverified_pictures_warn_only_where_the_desk_wants_it() -> None:
    nowhere = (NotChecked("source any", Reason.NO_LINK),)
    unchecked = ImageReport(
        samples.image(), not_checked=nowhere, passed=(Passed("missing-credit"),)
    )
    report = replace(samples.report(), images=(unchecked,))
    assert gate(report).action is Action.ALLOW
    decision = gate(report, Policy(warn_unverified=True))
    assert (decision.action, decision.sentences) == (
        Action.WARN,
        ("Picture 1 could not be verified.",),
    )


@pytest.mark.parametrize(
    "unread",
    [
        ImageReport(
            samples.image(),
            passed=(Passed("missing-credit"),),
            not_checked=(NotChecked("picture", Reason.NETWORK, "the host refuses connections"),),
        ),
        ImageReport(
            samples.image(),
            passed=(Passed("missing-credit"),),
            not_checked=(NotChecked("place-mismatch", Reason.FAILED, "the rule failed"),),
        ),
        ImageReport(samples.image(), not_checked=(NotChecked("missing-credit", Reason.LEFT_OUT),)),
        ImageReport(samples.image()),
    ],
)
def test_what_was_not_looked_at_is_never_allowed(unread: ImageReport) -> None:
    decision = gate(replace(samples.report(), images=(unread,)))
    assert decision.action is Action.WARN
    assert decision.sentences[0].startswith("Picture 1 could not be checked: ")


def test_an_article_that_could_not_be_read_is_never_allowed() -> None:
    report = replace(samples.report(), images=(), unread="news.example answered 503")
    assert gate(report).action is Action.WARN


@pytest.mark.parametrize(
    ("found", "action"),
    [
        ((), Action.PENDING),
        ((samples.finding(severity=Severity.WARNING),), Action.PENDING),
        ((samples.finding(),), Action.BLOCK),
    ],
)
def test_what_a_fast_check_left_is_pending_unless_it_found_enough_to_block(
    found: tuple[Finding, ...], action: Action
) -> None:
    late = (NotChecked("picture", Reason.PENDING),)
    fast = ImageReport(samples.image(), findings=found, not_checked=late)
    decision = gate(replace(samples.report(), images=(fast,), fast=True))
    assert decision.action is action
    assert bool([s for s in decision.sentences if "still to be" in s]) is (
        action is not Action.BLOCK
    )


def test_the_worst_comes_first() -> None:
    decision = gate(samples.report())
    assert decision.action is Action.BLOCK
    assert decision.sentences[0].startswith("Picture 1")
    assert decision.sentences[1].startswith("Picture 2")
