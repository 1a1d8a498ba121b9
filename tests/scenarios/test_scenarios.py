"""Every scenario ends as the editor expects: what must be told is told, and nothing false above
a note."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from provenance.rules import all_rules
from tests.scenarios.build import Scenario, scenarios

ALL = list(scenarios())


@pytest.mark.parametrize("scenario", ALL, ids=[f"{s.file}: {s.story}" for s in ALL])
def test_a_page_is_judged_as_an_editor_would(scenario: Scenario) -> None:
    found = scenario.findings()
    for rule, severity in scenario.expect.items():
        assert rule in found, f"{rule} is missed; found {found}"
        assert severity in (None, found[rule]), f"{rule} is {found[rule]}"
    beside = {
        r: s
        for r, s in found.items()
        if s != "info" and r not in scenario.expect and r not in scenario.allow
    }
    assert not beside, "false findings"


def test_there_are_enough_of_them_and_half_are_correct_pages() -> None:
    wrong = sum(1 for s in ALL if any(not (v or "").endswith("info") for v in s.expect.values()))
    assert len(ALL) >= 120
    assert 0.4 <= wrong / len(ALL) <= 0.6


ROOT = Path(__file__).parents[2]
MET_ELSEWHERE = {
    "suppression-expired": "tests/run/test_suppressions.py",
    "contradictory-captions": "tests/archive/test_history.py",
    "inconsistent-credit": "tests/archive/test_history.py",
    "text-in-picture": "tests/run/test_writing.py",
    "known-picture": "tests/archive/test_history.py",
    "retracted-picture": "tests/archive/test_history.py",
    "conflicting-uses": "tests/archive/test_history.py",
    "unchecked-frames": "tests/reliability/test_green_means_checked.py",
    "rotated-image": "tests/rules/test_rules.py",
    "obscured-image": "tests/rules/test_rules.py",
    "credentials-stripped": "tests/rules/test_rules.py",
    "stale-evidence": "tests/rules/test_rules.py",
}
"""Rules that weigh what no row of the table says: an archive, frames, turned pixels, a cache."""


def test_every_rule_is_met_at_least_once() -> None:
    met = Counter(rule for s in ALL for rule in s.expect)
    assert {r.id for r in all_rules()} - set(met) == set(MET_ELSEWHERE) - set(met)
    assert all((ROOT / path).is_file() for path in MET_ELSEWHERE.values())
