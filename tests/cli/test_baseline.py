"""`provenance baseline`: today's findings are accepted, later runs show what is new."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Page, Run


def test_after_it_only_what_is_new_is_shown(run: Run, page: Page, tmp_path: Path) -> None:
    page("one.html")
    page("two.html", picture="https://paper.example/other.jpg")
    done = run("baseline", "*.html", "--offline")
    assert (done.status, done.out) == (0, "2 findings accepted in provenance-baseline.json\n")
    (tmp_path / "provenance.toml").write_text('baseline = "provenance-baseline.json"\n', "utf-8")
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
    run("baseline", "posts/one.html", "--offline", "--output", "known.json")
    (tmp_path / "provenance.toml").write_text('baseline = "known.json"\n', "utf-8")
    monkeypatch.chdir(tmp_path / "posts")  # type: ignore[attr-defined]
    assert run("check", "one.html", "--offline").status == 0


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
