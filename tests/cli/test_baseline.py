"""`provenance baseline`: today's findings are accepted, later runs show what is new."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Page, Run


def test_after_it_only_what_is_new_is_shown(run: Run, page: Page, tmp_path: Path) -> None:
    page("one.html")
    page("two.html", picture="https://paper.example/other.jpg")
    done = run("baseline", "*.html", "--offline")
    said = "2 findings accepted in provenance-baseline.json; provenance.toml names it\n"
    assert (done.status, done.out) == (0, said)
    assert run("check", "one.html", "two.html", "--offline").status == 0
    page("three.html", picture="https://paper.example/new.jpg")
    later = run("check", "one.html", "three.html", "--offline")
    assert later.status == 1
    assert later.out.count("[missing-credit]") == 1
    assert "accepted missing-credit: accepted in the baseline" in later.out


def test_the_file_is_found_from_any_folder_of_the_project(
    run: Run, page: Page, tmp_path: Path, monkeypatch: object
) -> None:
    page("posts/one.html")
    (tmp_path / "provenance.toml").write_text("# the desk\n[desk]\ncommercial = false\n", "utf-8")
    run("baseline", "posts/one.html", "--offline", "--output", "known.json")
    assert (tmp_path / "provenance.toml").read_text("utf-8") == (
        'baseline = "known.json"\n# the desk\n[desk]\ncommercial = false\n'
    )
    monkeypatch.chdir(tmp_path / "posts")  # type: ignore[attr-defined]
    assert run("check", "one.html", "--offline").status == 0


def test_in_a_pyproject_it_is_told_what_to_write(run: Run, page: Page, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.provenance]\nprofile = "desk"\n', "utf-8")
    done = run("baseline", page(), "--offline")
    assert 'write baseline = "provenance-baseline.json" under [tool.provenance]' in done.out


def test_another_baseline_stays_in_force_and_is_told(run: Run, page: Page, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text('baseline = "known.json"\n', "utf-8")
    done = run("baseline", page(), "--offline")
    assert "; in force is" in done.out
    assert (tmp_path / "provenance.toml").read_text("utf-8") == 'baseline = "known.json"\n'


def test_made_anew_it_holds_today_and_not_yesterday(run: Run, page: Page, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text('baseline = "provenance-baseline.json"\n', "utf-8")
    run("baseline", page(), "--offline")
    run("baseline", page(credit="Photo: Olena Example"), "--offline")
    assert json.loads((tmp_path / "provenance-baseline.json").read_text("utf-8"))["accepted"] == []
    assert run("check", page(), "--offline").status == 1


def test_an_article_that_cannot_be_read_is_told_and_the_run_was_not_complete(
    run: Run, page: Page
) -> None:
    answer = run("baseline", page(), "missing.html", "--offline", "--format", "json")
    assert (answer.status, answer.json["accepted"]) == (2, 1)
    assert "missing.html does not exist" in answer.err


def test_a_file_that_cannot_be_written_is_told(run: Run, page: Page) -> None:
    answer = run("baseline", page(), "--offline", "-o", "no/folder/known.json")
    assert answer.status == 2
    assert "the baseline no/folder/known.json cannot be written" in answer.err
