"""The page of an audit: its figures, what it says was not checked, and what lies beside it."""

from __future__ import annotations

import csv
import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import FindingRow, Outcome, PictureRow, State, outcome_of
from provenance.audit.page import write_report
from provenance.reports.json import shapes
from tests.stand_ins import samples

HOSTILE = "<script>alert(1)</script>\u202e=HYPERLINK(1)"


def outcome(number: int, errors: int = 0, **more: Any) -> Outcome:
    """An article with one picture and some errors on it."""
    picture = PictureRow(
        0, f"https://paper.example/{number}.jpg", "A caption", "A credit",
        f"Photographer {number % 40}", "Example Wire", "CC BY 4.0", "mismatch", "", "",
    )  # fmt: skip
    found = tuple(
        FindingRow(0, "place-mismatch", "error", "high", f"message {n}") for n in range(errors)
    )
    given = {
        "headline": f"Story {number}", "published": f"{2000 + number % 25}-05-18",
        "section": "world", "verdict": "mismatch", "pictures": (picture,), "findings": found,
        "unchecked": (("older-than-event", "offline", 1),), **more,
    }  # fmt: skip
    return Outcome(number, State.CHECKED, **given)


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with closing(Ledger.begin(tmp_path / "audit")) as opened:
        yield opened


def listed(ledger: Ledger, count: int) -> None:
    ledger.list_items(Item(f"{n}.html", ItemKind.FILE, f"{n}.html") for n in range(count))


def test_the_worst_stand_first_and_lead_to_their_reports(ledger: Ledger) -> None:
    listed(ledger, 3)
    report = samples.report(headline="Floods")
    ledger.keep([outcome(1), outcome_of(2, report, seconds=0, cpu=0), outcome(3, errors=40)])
    text = write_report(ledger).read_text("utf-8")
    worst = text[text.index('id="worst"') :]
    assert worst.index("Story 3") < worst.index("Floods")
    assert 'href="articles/2.html"' in worst
    single = (ledger.folder / "articles" / "2.html").read_text("utf-8")
    assert "Floods" in single
    assert "Story 1" not in worst


def test_what_was_not_checked_is_said_with_its_reason(ledger: Ledger) -> None:
    listed(ledger, 4)
    ledger.list_items([LeftOut("gone.warc", "gone.warc is damaged.")])
    ledger.keep(
        [
            outcome(1),
            Outcome(2, State.SET_ASIDE, "it ended two times"),
            Outcome(3, State.NO_ARTICLE),
        ]
    )
    text = write_report(ledger).read_text("utf-8")
    for words in (
        "1 article still to be checked", "this run is offline", "it ended two times",
        "gone.warc is damaged.", "1 page had neither pictures",
    ):  # fmt: skip
        assert words in text


def test_rows_lie_beside_the_page_in_their_documented_shape(ledger: Ledger) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    listed(ledger, 2)
    ledger.keep([outcome(1, errors=1, headline=HOSTILE), outcome(2)])
    write_report(ledger)
    lines = (ledger.folder / "articles.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    for row in rows:
        jsonschema.validate(row, shapes.schema("audit-article"))
    assert [row["rules"] for row in rows] == [["place-mismatch"], []]
    with (ledger.folder / "articles.csv").open(newline="", encoding="utf-8") as file:
        assert [row["key"] for row in csv.DictReader(file)] == ["0.html", "1.html"]
    with (ledger.folder / "findings.csv").open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["rule"], row["picture"]) == ("place-mismatch", "1")


def test_words_from_outside_stay_words(ledger: Ledger) -> None:
    listed(ledger, 1)
    ledger.keep([outcome(1, errors=1, headline=HOSTILE, section=HOSTILE)])
    text = write_report(ledger).read_text("utf-8")
    assert "<script" not in text
    assert "\u202e" not in text
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


def test_twenty_thousand_articles_stay_one_small_page(ledger: Ledger) -> None:
    listed(ledger, 20_000)
    for start in range(1, 20_001, 5_000):
        ledger.keep([outcome(n, errors=n % 3 == 0) for n in range(start, start + 5_000)])
    page = write_report(ledger)
    assert page.stat().st_size < 500_000
    with (ledger.folder / "articles.jsonl").open() as lines:
        assert sum(1 for _ in lines) == 20_000
