"""The registry, the pages, and every rule's own examples."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from provenance.model import Case, Finding, NotChecked, Passed, Reason, Severity
from provenance.rules import DEFAULT_PRECEDENCE, HEADINGS, Rule, all_rules, broken_rules, load
from provenance.rules.kit.examples import Example, example
from provenance.run.judgement import run_rules

RULES = {rule.id: rule for rule in all_rules()}
EXAMPLES = [(rule.id, e) for rule in all_rules() for e in rule.examples]
NOTHING: Case = example("nothing but a picture").case
NEVER_FIRES = {"suppression-expired"}
"""Settled after the rules, where the suppressions are: see provenance/suppressions.py."""


def test_no_built_in_rule_is_broken() -> None:
    assert broken_rules() == ()


@pytest.mark.parametrize(("rule", "shown"), EXAMPLES, ids=[f"{r}: {e.story}" for r, e in EXAMPLES])
def test_an_example_ends_as_it_says(rule: str, shown: Example) -> None:
    outcomes = [o for o in run_rules(shown.case, [RULES[rule]], profile="audit") if o.rule == rule]
    findings = [o for o in outcomes if isinstance(o, Finding)]
    not_checked = [o for o in outcomes if isinstance(o, NotChecked)]
    assert [f.severity for f in findings] == ([shown.severity] if shown.severity else [])
    assert {n.reason for n in not_checked} == ({shown.reason} if shown.reason else set())


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_each_rule_shows_when_it_fires_and_when_it_does_not(rule: Rule) -> None:
    if rule.id not in NEVER_FIRES:
        assert any(e.severity for e in rule.examples), "no example in which it fires"
    assert any(e.severity is None and e.reason is None for e in rule.examples), (
        "no example of a correct page"
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_page_has_every_heading_in_order_with_words_under_it(rule: Rule) -> None:
    spots = [rule.documentation.index(f"\n{heading}\n") for heading in HEADINGS]
    assert spots == sorted(spots)
    for heading, nxt in zip(HEADINGS, (*HEADINGS[1:], None), strict=True):
        body = rule.documentation.partition(f"\n{heading}\n")[2]
        body = body.partition(f"\n{nxt}\n")[0] if nxt else body
        assert len(body.split()) >= 4, heading
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 118


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_case_with_nothing_in_it_never_raises(rule: Rule) -> None:
    outcomes = tuple(rule.check(NOTHING))
    assert not any(isinstance(o, Passed) for o in outcomes), "nothing can agree with nothing"


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_a_rule_says_carries_its_own_id(rule: Rule) -> None:
    for shown in rule.examples:
        assert {o.rule for o in rule.check(shown.case)} <= {rule.id}


@pytest.mark.parametrize(("rule", "shown"), EXAMPLES, ids=[f"{r}: {e.story}" for r, e in EXAMPLES])
def test_a_finding_is_one_sentence_with_evidence(rule: str, shown: Example) -> None:
    for outcome in RULES[rule].check(shown.case):
        if isinstance(outcome, Finding):
            assert outcome.message.endswith(".")
            assert not outcome.message.endswith("..")
            assert "None" not in outcome.message
            assert outcome.evidence
            assert not {"fake", "stolen", "lied", "lie"} & set(outcome.message.lower().split()), (
                "facts, not motives"
            )


@pytest.mark.parametrize(("rule", "shown"), EXAMPLES, ids=[f"{r}: {e.story}" for r, e in EXAMPLES])
def test_no_other_rule_calls_a_correct_example_an_error(rule: str, shown: Example) -> None:
    """Every example goes through all rules together: one finding per cause, and nothing raises."""
    outcomes = run_rules(shown.case, profile="audit")
    assert not any(
        isinstance(o, NotChecked) and o.reason is Reason.FAILED and o.rule != rule for o in outcomes
    )
    causes = [o.cause for o in outcomes if isinstance(o, Finding) and o.cause]
    assert len(causes) == len(set(causes))


def test_a_license_finding_proposes_a_line_and_gives_no_legal_advice() -> None:
    for rule in RULES.values():
        if rule.id.startswith("license-") or rule.id in (
            "no-derivatives",
            "changes-not-indicated",
            "required-attribution",
        ):
            found = [o for e in rule.examples for o in rule.check(e.case) if isinstance(o, Finding)]
            assert found
            assert all("no legal advice" in (f.suggestion or "") for f in found)


def test_a_rule_that_raises_is_reported_and_the_others_still_speak() -> None:
    def breaks(case: Case) -> tuple[Finding, ...]:
        raise ZeroDivisionError("a plug-in's mistake")

    broken = replace(RULES["missing-credit"], id="house-rule", check=breaks)
    outcomes = run_rules(NOTHING, [broken, RULES["missing-caption"]])
    assert [(o.rule, o.reason) for o in outcomes if isinstance(o, NotChecked)] == [
        ("house-rule", Reason.FAILED)
    ]
    assert any(o.rule == "missing-caption" for o in outcomes)


def test_a_plug_in_that_cannot_be_loaded_becomes_a_value() -> None:
    plugin = EntryPoint("house_rule", "no.such.module", "provenance.rules")
    rules, broken = load([], [plugin])
    assert rules == ()
    assert [b.id for b in broken] == ["house-rule"]
    assert "house-rule cannot be used" in broken[0].detail


def test_a_plug_in_takes_no_built_in_name() -> None:
    plugin = EntryPoint("mirrored_image", "provenance.rules.cropped_image", "provenance.rules")
    rules, broken = load([("mirrored-image", "provenance.rules.mirrored_image")], [plugin])
    assert len(rules) == 1
    assert "taken" in broken[0].detail


def test_a_module_without_its_headings_is_no_rule() -> None:
    rules, broken = load([("evidence", "provenance.rules.kit.evidence")])
    assert rules == ()
    assert "What it finds" in broken[0].detail


def test_select_and_ignore_take_names_and_globs() -> None:
    only = run_rules(NOTHING, select=["missing-*"], ignore=["missing-credit"])
    assert {o.rule for o in only} == {"missing-caption"}


def test_no_two_rules_of_one_cause_take_precedence_alike() -> None:
    """Where two findings of one cause are equally severe, it is decided which one is shown."""
    causes: dict[str, dict[str, int]] = {}
    for rule in RULES.values():
        for shown in rule.examples:
            for outcome in rule.check(shown.case):
                if isinstance(outcome, Finding) and outcome.cause:
                    causes.setdefault(outcome.cause, {})[rule.id] = rule.precedence
    declared = [
        sorted(p for p in rules.values() if p != DEFAULT_PRECEDENCE) for rules in causes.values()
    ]
    assert any(len(places) > 3 for places in declared)
    assert all(len(places) == len(set(places)) for places in declared)


def test_severities_are_those_of_the_model() -> None:
    assert {rule.severity for rule in RULES.values()} == set(Severity)
