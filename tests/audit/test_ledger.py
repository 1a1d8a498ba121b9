"""The audit's memory: an article counts once it is committed, and only once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import Outcome, State, agency_of, section_of, unpack
from provenance.credits import parse_credit
from provenance.errors import UsageError
from provenance.model import Article, InputKind


def items(count: int) -> list[Item]:
    return [Item(f"{n}.html", ItemKind.FILE, f"/site/{n}.html") for n in range(count)]


def outcomes(*numbers: int, report: bytes = b"") -> list[Outcome]:
    return [Outcome(n, State.CHECKED, report=report) for n in numbers]


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with closing(Ledger.begin(tmp_path / "audit")) as opened:
        yield opened


def test_what_is_named_twice_is_checked_once(ledger: Ledger) -> None:
    ledger.list_items([*items(3), LeftOut("x", "none"), *items(4), LeftOut("x", "none")])
    assert [(i.number, i.key) for i in ledger.todo()] == [(n + 1, f"{n}.html") for n in range(4)]
    assert ledger.rows("SELECT COUNT(*) FROM left_out") == [(1,)]


def test_an_article_that_was_committed_is_not_to_be_done_again(ledger: Ledger) -> None:
    ledger.list_items(items(5))
    ledger.keep(outcomes(2, 4))
    ledger.keep(outcomes(2))
    assert [i.number for i in ledger.todo()] == [1, 3, 5]
    assert ledger.counts() == {"checked": 2, "left": 3}
    with closing(Ledger.open(ledger.folder)) as again:
        assert again.counts() == {"checked": 2, "left": 3}


def test_a_full_disk_is_one_sentence_and_what_was_committed_stays(ledger: Ledger) -> None:
    ledger.list_items(items(5))
    ledger.keep(outcomes(1))
    (pages,) = ledger.rows("PRAGMA page_count")[0]
    ledger.rows(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(UsageError, match=r"full.*--resume"):
        ledger.keep(outcomes(2, 3, report=bytes(1_000_000)))
    assert ledger.counts() == {"checked": 1, "left": 4}
    ledger.rows("PRAGMA max_page_count = 1000000")
    ledger.keep(outcomes(2, 3, report=bytes(1_000_000)))
    assert ledger.counts() == {"checked": 3, "left": 2}


def test_two_audits_never_write_into_one_folder(ledger: Ledger) -> None:
    with (
        closing(Ledger.open(ledger.folder)) as other,
        ledger.alone(),
        pytest.raises(UsageError, match="another audit is at work"),
        other.alone(),
    ):
        pass
    with pytest.raises(UsageError, match="--resume"):
        Ledger.begin(ledger.folder)


def test_what_is_no_audit_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no audit"):
        Ledger.open(tmp_path)
    (tmp_path / "audit.sqlite").write_bytes(b"no database at all" * 99)
    with pytest.raises(UsageError, match=r"audit\.sqlite"):
        Ledger.open(tmp_path)
    (tmp_path / "audit.sqlite").unlink()
    sqlite3.connect(tmp_path / "audit.sqlite").close()
    with pytest.raises(UsageError, match="audit"):
        Ledger.open(tmp_path)


def test_a_stored_report_is_the_report_without_its_pixels(loaded: Any, site: Path) -> None:
    file = site / "politics" / "storm-3.html"
    (outcome,) = loaded.check([Item(str(file), ItemKind.FILE, str(file), number=7)])
    report = unpack(outcome.report)
    assert report.article.headline == outcome.headline == "Storm 3"
    assert [f.rule for f in report.findings] == [f.rule for f in outcome.findings]
    assert "missing-credit" in [f.rule for f in outcome.findings]
    assert (outcome.number, outcome.section, outcome.published[:4]) == (7, "politics", "2020")


@pytest.mark.parametrize(
    ("url", "section"),
    [
        ("https://paper.example/politics/2024/05/18/storm", "politics"),
        ("https://paper.example/en-gb/world/storm.html", "world"),
        ("https://paper.example/2024/05/18/storm", ""),
        ("https://paper.example/storm", ""),
        ("https://paper.example/storm-over-the-harbour-of-odesa-on-monday/2", ""),
        ("https://[broken", ""),
        (None, ""),
    ],
)
def test_a_section_is_what_the_address_names_as_one(url: str | None, section: str) -> None:
    assert section_of(Article("a.html", InputKind.HTML, url=url)) == section


def test_one_article_s_trouble_is_told_in_its_place(loaded: Any, tmp_path: Path) -> None:
    empty, line = tmp_path / "empty.html", tmp_path / "gone.jsonl"
    empty.write_text("")
    found = loaded.check(
        [
            Item("e", ItemKind.FILE, str(empty), number=1),
            Item("g", ItemKind.LINE, str(line), number=2),
            Item("a", ItemKind.ADDRESS, "https://paper.example/a", number=3),
        ]
    )
    assert [o.state for o in found] == [State.UNREAD] * 3
    assert "offline" in found[2].detail


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Photo: Mia Brandt / AP", "Associated Press"),
        ("Mia Brandt/The Associated Press", "Associated Press"),
        ("GETTY IMAGES", "Getty Images"),
        ("Photo: Mia Brandt / Example Wire", "Example Wire"),
        ("Photo: Mia Brandt", ""),
    ],
)
def test_an_agency_is_counted_under_one_name(line: str, agency: str) -> None:
    assert agency_of(parse_credit(line)) == agency
