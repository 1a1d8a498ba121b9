"""What can be asked of an audit that was made: its report, one article, credits to repair."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from provenance.audit.item import Item, ItemKind
from provenance.audit.ledger import Ledger
from provenance.cli import main
from provenance.reports.json import shapes

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("show", "audit", "1")` where the audit lies."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nobody"))
    for name in ("PROVENANCE_WORDPRESS_USER", "PROVENANCE_WORDPRESS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["audit", *args])
        return (int(left.value.code or 0), *capsys.readouterr())

    return call


@pytest.fixture
def audited(site: Path, tmp_path: Path, loaded: Any) -> None:
    """An audit of the site in the folder `audit`."""
    with closing(Ledger.begin(tmp_path / "audit")) as ledger:
        files = sorted((site / "politics").glob("*.html"))
        ledger.list_items(Item(f.name, ItemKind.FILE, str(f)) for f in files)
        ledger.keep(loaded.check(list(ledger.todo())))


@pytest.mark.usefixtures("audited")
def test_the_report_is_written_where_it_is_said_to_be(run: Run) -> None:
    status, out, _ = run("report", "audit", "--format", "json")
    told = json.loads(out)
    assert (status, told["states"]) == (0, {"checked": 6, "left": 0})
    assert "Storm 3" in Path(told["page"]).read_text("utf-8")


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize("name", ["4", "storm-3.html"])
def test_any_article_is_shown_by_number_or_name_in_any_format(run: Run, name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    status, out, _ = run("show", "audit", name, "--format", "json")
    document = json.loads(out)
    assert status == 0
    jsonschema.validate(document, shapes.schema("check"))
    assert document["article"]["headline"] == "Storm 3"
    assert "Storm 3" in run("show", "audit", name)[1]
    status, out, err = run("show", "audit", "99")
    assert (status, out) == (2, "")
    assert "no report on '99'" in err


@pytest.mark.usefixtures("audited")
def test_a_plan_is_written_as_a_sheet_and_as_json_lines(run: Run, tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    status, out, _ = run("repair", "audit", "--plan", "plan.csv", "--format", "json")
    (row,) = map(json.loads, out.splitlines())
    jsonschema.validate(row, shapes.schema("audit-repair"))
    assert (status, row["source"]) == (0, "elsewhere")
    assert "under the same address" in row["evidence"]
    assert (tmp_path / "plan.csv").read_text("utf-8").count("\n") == 2


@pytest.mark.usefixtures("audited")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--plan", "a.csv", "--undo"), "name one of"),
        ((), "name one of"),
        (("--undo",), "--wordpress URL"),
        (("--undo", "--wordpress", "https://paper.example"), "application"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_changed(
    run: Run, args: tuple[str, ...], words: str
) -> None:
    status, out, err = run("repair", "audit", *args)
    assert (status, out) == (2, "")
    assert words in err


def test_what_was_not_read_is_named_at_the_end_of_a_run(run: Run, site: Path) -> None:
    """Five of them: the report has all."""
    pytest.importorskip("distributed")
    (site / "politics" / "odd.html").write_bytes(bytes(range(256)) * 8)
    for number in range(6):
        (site / f"export-{number}.json").write_text(f'{{"heading": "Flood {number}"}}')
    environment = dict(os.environ)
    status, out, err = run("run", str(site), "--output", "other", "--workers", "1")
    assert dict(os.environ) == environment  # and what its workers begin with is left to nobody
    assert (status, "7 articles: 6 checked, 1 not read; 6 left out." in out) == (0, True)
    *named, more = err.strip().splitlines()
    assert [f"export-{n}.json is JSON, but none of" in line for n, line in enumerate(named)] == [
        True
    ] * 5
    assert more == "and 2 more, in its report"
