"""One page a rule in docs/rules, made from the rules themselves."""

from __future__ import annotations

import pytest

from provenance.rules import HEADINGS, Rule, all_rules
from provenance.rules.kit.page import as_markdown, sections
from tests import readme

RULES = all_rules()


def test_the_pages_are_up_to_date_and_none_is_left_over() -> None:
    made = readme.pages()
    there = set((readme.ROOT / "docs/rules").glob("*.md"))
    assert there == set(made), "run `python tests/readme.py write`"
    old = [path.name for path, text in made.items() if path.read_text("utf-8") != text]
    assert not old, "run `python tests/readme.py write`"


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_page_holds_every_section_and_every_example(rule: Rule) -> None:
    page = as_markdown(rule)
    assert page.startswith(f"# `{rule.id}`\n")
    assert all(f"\n## {heading}\n" in page for heading in HEADINGS)
    assert all(text for text in sections(rule).values())
    assert all(example.story in page for example in rule.examples)


def test_a_section_ends_where_the_next_begins() -> None:
    found = sections(next(rule for rule in RULES if rule.id == "license-expired"))
    assert "Why it matters" not in found["What it finds"]
    assert found["What to do"].endswith("This is no legal advice.")
    assert "\n" not in found["Why it matters"]
