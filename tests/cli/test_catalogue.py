"""`provenance rules`, `explain`, `sources` and `schema`: what the tool knows, told by itself."""

from __future__ import annotations

import jsonschema
import pytest

from provenance.reports.json import shapes
from provenance.rules import HEADINGS, all_rules
from provenance.sources import all_sources

from .conftest import Page, Run


def test_every_rule_is_listed_with_its_severity_and_what_it_finds(run: Run) -> None:
    lines = run("rules").out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in all_rules()]
    assert any(line.split()[:2] == ["place-mismatch", "error"] for line in lines)
    assert {row["id"] for row in run("rules", "--format", "json").json} == {
        rule.id for rule in all_rules()
    }


@pytest.mark.parametrize("rule", [rule.id for rule in all_rules()])
def test_every_rule_explains_itself_under_the_same_headings(run: Run, rule: str) -> None:
    out = run("explain", rule).out
    assert out.startswith(f"{rule} (")
    assert all(f"\n{heading}\n" in out for heading in HEADINGS)


def test_an_explanation_as_json(run: Run) -> None:
    page = run("explain", "place-mismatch", "--format", "json").json
    assert page["severity"] == "error"
    assert "What to do" in page["text"]
    assert list(page["sections"]) == list(HEADINGS)
    assert page["summary"] == page["text"].splitlines()[0]
    assert page["page"] == "docs/rules/place-mismatch.md"


def test_every_source_is_listed_with_what_it_needs(run: Run) -> None:
    rows = {row["id"]: row for row in run("sources", "--format", "json").json}
    assert set(rows) == {source.id for source in all_sources()}
    assert rows["tineye"]["needs"] == ["TINEYE_API_KEY"]
    assert rows["flickr"]["uses"] == ["FLICKR_API_KEY"]
    out = run("sources").out
    assert "wikimedia-commons" in out
    assert "knows more with FLICKR_API_KEY" in out


@pytest.mark.parametrize("name", shapes.SHAPES)
def test_every_shape_has_its_schema(run: Run, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(run("schema", name).json)


def test_what_check_prints_keeps_to_the_schema_that_is_printed(run: Run, page: Page) -> None:
    document = run("check", page(), "--offline", "--format", "json").json
    jsonschema.Draft202012Validator(run("schema", "check").json).validate(document)
