"""One picture under several captions, all over the paper: seen when all articles are done."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.audit.history import contradictions, link, own_archive, remember
from provenance.audit.item import Item, ItemKind
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import unpack
from provenance.config import Config


@pytest.fixture
def audited(paper: Path, tmp_path: Path, loaded: Any) -> Any:
    """The articles checked, their pictures in the audit's archive."""
    with closing(Ledger.begin(tmp_path / "out")) as ledger:
        files = sorted(paper.glob("*.html"))
        ledger.list_items(Item(f.name, ItemKind.FILE, str(f)) for f in files)
        with own_archive(ledger, Config()) as archive:
            outcomes = loaded.check(list(ledger.todo()))
            remember(archive, outcomes)
            remember(archive, outcomes)  # an article that was under way when all was killed
            ledger.keep(outcomes)
            link(ledger, archive)
        yield ledger


def test_contradictory_captions_are_found_over_the_whole_audit(audited: Ledger) -> None:
    assert audited.rows("SELECT COUNT(DISTINCT cluster), COUNT(*) FROM cluster") == [(1, 2)]
    assert contradictions(audited, Config()) == 2
    found = audited.rows(
        "SELECT key, message FROM finding JOIN item USING (number) "
        "WHERE rule = 'contradictory-captions' ORDER BY 1"
    )
    assert [key for key, _ in found] == ["iruma.html", "kyiv-again.html"] or [
        key for key, _ in found
    ] == ["iruma.html", "kyiv.html"]
    assert "Kyiv" in found[0][1]
    assert contradictions(audited, Config()) == 0, "asked again, nothing is added"


def test_the_report_on_the_article_says_it_too(audited: Ledger) -> None:
    contradictions(audited, Config())
    ((number,),) = audited.rows("SELECT number FROM item WHERE key = 'iruma.html'")
    report = unpack(audited.report_of(number) or b"")
    assert "contradictory-captions" in [f.rule for f in report.findings]
    assert [use.headline for use in report.images[0].history[0].uses] == ["News of kyiv"]
    ((errors,),) = audited.rows("SELECT errors FROM article WHERE number = ?", number)
    assert errors >= 1
    assert audited.counts()["checked"] == 3


def test_a_desk_that_ignores_the_rule_is_not_told(audited: Ledger) -> None:
    config = Config(ignore=("contradictory-captions", "inconsistent-credit"))
    assert contradictions(audited, config) == 0
