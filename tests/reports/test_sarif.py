"""SARIF 2.1.0: what the standard demands of the objects that are written here.

The schema below says it in our own words
(https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): every object is closed, so a
property that the standard does not know is an error, as it is in OASIS's own schema.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from provenance.model import ImageReport, Locator
from provenance.reports import render
from provenance.reports.sarif import describe
from provenance.rules.kit.page import page_of
from tests.stand_ins import samples

HOSTILE = "<script>\x1b[31m \u202egnp.exe \x07 日本 " + "x" * 5000


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def listed(item: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, **more}


TEXT = {"type": "string"}
POSITIVE = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed(["text"], text={"type": "string", "minLength": 1})
REGION = closed([], startLine=POSITIVE, startColumn=POSITIVE)
LOCATION = closed(
    ["physicalLocation"],
    physicalLocation=closed(
        ["artifactLocation"],
        artifactLocation=closed(
            ["uri"], uri={"type": "string", "format": "uri-reference", "minLength": 1}
        ),
        region=REGION,
    ),
)
RESULT = closed(
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": -1},
    level=LEVEL,
    message=MESSAGE,
    locations=listed(LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    properties={"type": "object"},
    suppressions=listed(
        closed(
            ["kind"],
            kind={"enum": ["inSource", "external"]},
            status={"enum": ["accepted", "underReview", "rejected"]},
            justification=TEXT,
        ),
        uniqueItems=True,
    ),
)
DRIVER = closed(
    ["name"],
    name=TEXT,
    version=TEXT,
    informationUri={"type": "string", "format": "uri"},
    rules=listed(
        closed(
            ["id"],
            id=TEXT,
            name=TEXT,
            shortDescription=MESSAGE,
            fullDescription=MESSAGE,
            help=closed(["text"], text=TEXT, markdown=TEXT),
            helpUri={"type": "string", "format": "uri"},
            defaultConfiguration=closed([], level=LEVEL),
            properties={"type": "object"},
        ),
        uniqueItems=True,
    ),
)
INVOCATION = closed(
    ["executionSuccessful"],
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=listed(
        closed(["message"], level=LEVEL, message=MESSAGE, locations=listed(LOCATION))
    ),
)
RUN = closed(
    ["tool"],
    tool=closed(["driver"], driver=DRIVER),
    invocations=listed(INVOCATION),
    results=listed(RESULT),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
)
LOG = closed(["version", "runs"], **{"$schema": TEXT}, version={"const": "2.1.0"}, runs=listed(RUN))


def sarif(*reports: Any) -> dict[str, Any]:
    document = json.loads(render(list(reports), "sarif"))
    jsonschema.Draft202012Validator(LOG).validate(document)
    (run,) = document["runs"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    return run  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "report",
    [
        samples.report(),
        samples.report(caption=HOSTILE, headline=HOSTILE),
        replace(samples.report(), images=()),
        replace(samples.report(), images=(), unread="posts/kyiv.html does not exist."),
    ],
)
def test_it_is_what_the_standard_demands(report: Any) -> None:
    sarif(report)


def test_nothing_at_all_is_a_run_without_results() -> None:
    assert sarif()["results"] == []


def test_a_result_stands_on_its_line_and_column() -> None:
    image = replace(samples.image(), where=Locator("img", line=11, column=5))
    report = replace(samples.report(), images=(ImageReport(image, findings=(samples.finding(),)),))
    (result,) = sarif(report)["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 11,
        "startColumn": 5,
    }


def test_a_finding_keeps_its_fingerprint_when_the_page_around_it_changes() -> None:
    def fingerprints(report: Any) -> list[str]:
        return [r["partialFingerprints"]["pictureAndRule/v1"] for r in sarif(report)["results"]]

    report = samples.report()
    first = report.images[0]
    moved = replace(first, image=replace(first.image, index=7, where=Locator("img", line=99)))
    again = replace(report, images=(*report.images[1:], moved))
    assert set(fingerprints(report)) == set(fingerprints(again))
    assert len(set(fingerprints(report))) == len(fingerprints(report))


def test_an_article_that_was_not_read_is_told_and_the_run_was_no_success() -> None:
    run = sarif(replace(samples.report(), images=(), unread="posts/kyiv.html does not exist."))
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert (
        invocation["toolExecutionNotifications"][0]["message"]["text"]
        == "posts/kyiv.html does not exist."
    )


@pytest.mark.parametrize(
    ("origin", "uri"),
    [
        ("a b/ü.html", "a%20b/%C3%BC.html"),
        ("-", "-"),
        ("https://paper.example/a?b=c#d", "https://paper.example/a?b=c#d"),
    ],
)
def test_a_target_of_any_name_becomes_a_valid_reference(origin: str, uri: str) -> None:
    report = samples.report()
    result = sarif(replace(report, article=replace(report.article, origin=origin)))["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_each_rule_carries_its_whole_page() -> None:
    found = replace(samples.finding(), rule="place-mismatch")
    report = replace(samples.report(), images=(ImageReport(samples.image(), findings=(found,)),))
    (rule,) = sarif(report)["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"].endswith(".")
    assert "## When it is wrong" in rule["help"]["markdown"]
    assert "What to do" in rule["help"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}


def test_a_rule_that_is_not_installed_here_still_has_its_name() -> None:
    found = replace(samples.finding(), rule="house-rule")
    report = replace(samples.report(), images=(ImageReport(samples.image(), findings=(found,)),))
    assert sarif(report)["tool"]["driver"]["rules"] == [{"id": "house-rule", "name": "house-rule"}]


def test_a_page_has_an_address_where_the_documentation_has_one() -> None:
    page = page_of("place-mismatch")
    found = describe("place-mismatch", page, "https://docs.example/provenance/")
    assert found["helpUri"] == "https://docs.example/provenance/docs/rules/place-mismatch.md"


def test_without_a_documentation_address_only_the_page_in_the_project_is_told() -> None:
    page = page_of("place-mismatch")
    assert page
    found = describe("place-mismatch", page, "")
    assert "helpUri" not in found  # it must be absolute (§3.49.12), and no host is invented
    assert found["properties"] == {"page": "docs/rules/place-mismatch.md"}
    assert found["help"]["markdown"] == page.markdown


def test_a_rule_of_another_distribution_has_no_page_here() -> None:
    page = page_of("place-mismatch")
    assert page
    found = describe("house-rule", replace(page, path=""), "https://docs.example/provenance/")
    assert "helpUri" not in found
    assert "properties" not in found
