"""What users see, letter by letter: every text format of one report, the terminal at three widths.

On purpose? Then `python -m tests.reports.test_golden` writes the golden output anew; read the
difference first.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from provenance.model import Article, InputKind, Report
from provenance.reports import RenderOptions, render
from tests.stand_ins import samples

GOLDEN = Path(__file__).parent / "golden"
WIDTHS = {"narrow": 60, "normal": 100, "wide": 160, "details": 100}
FORMATS = ("json", "sarif", "junit", "markdown", "csv", "github")
CAPTION = (
    "東京の入間基地に配備された発射機。 משגר ליד קייב ביום שלישי. A launcher guards Kyiv\x1b[31m on\u202e "  # noqa: E501
    "Tuesday."
)
"""Wide letters, letters that run from right to left, and characters that would colour or turn
what follows."""


def reports() -> list[Report]:
    unread = Article("posts/gone.html", InputKind.HTML)
    sentence = (
        "posts/gone.html does not exist. Name a file, an address beginning with https://, "
        "or - for standard input."
    )
    return [
        samples.report(caption=CAPTION),
        Report(unread, checked=samples.FETCHED, unread=sentence),
    ]


def shown(name: str) -> str:
    if name in WIDTHS:
        options = RenderOptions(WIDTHS[name], suggest_credits=True, details=name == "details")
        return render(reports(), "terminal", options)
    text = render(reports(), name)
    return without_pages(text) if name == "sarif" else text


def without_pages(text: str) -> str:
    """SARIF without the version and the rules' own pages, which stand in docs/rules."""
    document = json.loads(text)
    driver = document["runs"][0]["tool"]["driver"]
    driver["version"] = "…"
    driver["rules"] = [{"id": rule["id"], "name": rule["name"]} for rule in driver["rules"]]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def file_of(name: str) -> Path:
    return GOLDEN / (f"terminal-{name}.txt" if name in WIDTHS else f"report.{name}")


@pytest.mark.parametrize("name", [*WIDTHS, *FORMATS])
def test_the_output_is_what_it_was(name: str) -> None:
    assert shown(name) == file_of(name).read_text("utf-8")


@pytest.mark.parametrize("name", ["wide", "details"])
def test_every_script_survives_and_nothing_moves_the_cursor(name: str) -> None:
    """Neighbours in two scripts may be broken over lines, but no letter is lost and their order
    stays."""
    text = shown(name)
    assert "\x1b" not in text
    assert "\u202e" not in text
    whole = "".join(text.split())
    assert "東京の入間基地に配備された発射機。משגרלידקייבביוםשלישי." in whole
    assert "␛[31mon" in whole


def test_one_article_in_json_is_one_document_and_several_are_a_run() -> None:
    assert render(reports()[:1], "json").startswith('{\n  "version": 1,\n  "article"')
    assert render(reports(), "json").startswith('{\n  "version": 1,\n  "reports"')


def test_a_time_zone_or_another_machine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    before = {name: shown(name) for name in FORMATS}
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "uk_UA.UTF-8")
    time.tzset()
    try:
        assert {name: shown(name) for name in FORMATS} == before
    finally:
        monkeypatch.undo()
        time.tzset()


def test_without_pictures_every_format_still_says_something_true() -> None:
    empty = replace(samples.report(), images=())
    assert "No editorial pictures were found" in render([empty], "terminal")
    assert "✅" not in render([empty], "markdown")
    assert 'tests="0"' in render([empty], "junit")


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in (*WIDTHS, *FORMATS):
        file_of(each).write_text(shown(each), "utf-8")
