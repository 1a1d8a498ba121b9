"""`provenance check` on one article: what it prints where, and with which exit status it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Page, Photo, Run

CREDITED = "Photo: Olena Example/Harbour Press"
"""A credit that names an author: nothing is wrong with it, and offline nothing proves it."""


def test_a_picture_without_credit_is_a_finding_on_stdout_and_exit_1(run: Run, page: Page) -> None:
    answer = run("check", page(), "--offline")
    assert (answer.status, answer.err) == (1, "")
    assert "… Picture 1 of 1: incomplete" in answer.out
    assert "[missing-credit]" in answer.out
    assert "→  Find out who made the picture" in answer.out
    assert answer.out.rstrip().endswith(
        'Accept: provenance accept missing-credit a.html#1 --reason "…"'
    )


@pytest.mark.parametrize(
    ("credit", "options", "status"),
    [
        ("", (), 1),
        ("", ("--fail-on", "never"), 0),
        ("Twitter", (), 0),
        ("Twitter", ("--fail-on", "warning"), 1),
        (CREDITED, ("--fail-on", "info"), 0),
        (CREDITED, ("--fail-on-unverified",), 1),
        (CREDITED, ("--select", "place-mismatch"), 3),
    ],
)
def test_the_exit_status_says_what_was_found(
    run: Run, page: Page, credit: str, options: tuple[str, ...], status: int
) -> None:
    assert run("check", page(credit=credit), "--offline", *options).status == status


def test_nothing_unchecked_is_called_consistent(run: Run, page: Page) -> None:
    answer = run("check", page(credit=CREDITED), "--offline", "-v")
    assert "? Picture 1 of 1: not verified" in answer.out
    assert "not checked: this run is offline" in answer.out


def test_the_report_goes_to_a_file_and_stdout_stays_empty(
    run: Run, page: Page, tmp_path: Path
) -> None:
    answer = run("check", page(), "--offline", "--format", "json", "--output", "report.json")
    assert (answer.status, answer.out, answer.err) == (1, "", "")
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["summary"]["errors"] == 1


def test_an_output_that_cannot_be_written_is_told(run: Run, page: Page) -> None:
    answer = run("check", page(), "--offline", "-o", "no/such/folder/report.html")
    assert answer.status == 2
    assert "no/such/folder/report.html cannot be written" in answer.err


def test_one_rule_alone_and_one_rule_left_out(run: Run, page: Page) -> None:
    def found(*options: str) -> set[str]:
        (image,) = run("check", page(caption=""), "--offline", "--format", "json", *options).json[
            "images"
        ]
        return {finding["rule"] for finding in image["findings"]}

    assert found() == {"missing-caption", "missing-credit"}
    assert found("--select", "missing-caption") == {"missing-caption"}
    assert found("--ignore", "missing-*") == set()


def test_a_draft_shows_errors_only(run: Run, page: Page) -> None:
    name = page(caption="")
    assert "[missing-caption]" in run("check", name, "--offline").out
    draft = run("check", name, "--offline", "--profile", "draft", "-v")
    assert "[missing-caption]" not in draft.out
    assert "the profile draft shows no such finding" in draft.out
    assert "[missing-credit]" in draft.out


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_there_is_not_is_told_with_the_nearest_one(
    run: Run, page: Page, option: str
) -> None:
    answer = run("check", page(), "--offline", option, "missing-credits")
    assert answer.status == 2
    assert "there is no rule 'missing-credits'; did you mean 'missing-credit'?" in answer.err


def test_the_publication_date_given_is_the_one_that_counts(run: Run, page: Page) -> None:
    name = page(caption="The harbour on Tuesday.")
    article = run("check", name, "--offline", "--published", "2023-05-18", "--format", "json").json[
        "article"
    ]
    assert article["published"].startswith("2023-05-18")


def test_pictures_saved_beside_the_page_are_read(
    run: Run, page: Page, photo: object, tmp_path: Path
) -> None:
    (tmp_path / "saved").mkdir()
    photo("saved/harbour.jpg")  # type: ignore[operator]
    (image,) = run("check", page(), "--images", "saved", "--offline", "--format", "json").json[
        "images"
    ]
    assert not [n for n in image["not_checked"] if n["rule"] == "picture"]


def test_a_saved_page_without_its_pictures_is_told_how_to_name_them(run: Run, page: Page) -> None:
    answer = run("check", page(picture="harbour_files/a.jpg"), "--offline")
    assert "--base-url" in answer.out
    assert "--images" in answer.out


def test_a_pipe_is_given_utf_8_whatever_the_machine_writes_by_itself(
    page: Page, tmp_path: Path
) -> None:
    import os
    import subprocess
    import sys

    caption, forms = "東京の港 — Одеса", ("terminal", "json", "csv")
    args = ["check", page(caption=caption), "--offline", "--format"]
    script = f"""from provenance.cli import main
for form in {forms!r}:
    try:
        main([*{args!r}, form])
    except SystemExit as left:
        print("status", left.code)"""
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "XDG_CONFIG_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    *told, rest = run.stdout.decode("utf-8").split("status 1")
    assert (len(told), rest.strip()) == (len(forms), "")
    assert all(caption in text for text in told)


def test_a_broken_pipe_is_no_traceback(page: Page, tmp_path: Path) -> None:
    import subprocess
    import sys

    script = f"from provenance.cli import main; main(['check', {page()!r}, '--offline'])"
    run = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -c "$1" | true', sys.executable, script],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in run.stderr


def test_a_picture_alone_is_checked_with_the_words_under_it(run: Run, photo: Photo) -> None:
    name = photo().name
    answer = run(
        "check", name, "--caption", "The harbour of Odesa.", "--credit", "Twitter", "--offline"
    )
    assert answer.status == 0
    assert "The harbour of Odesa. · credit: Twitter" in answer.out
    assert "[platform-as-author]" in answer.out


def test_a_picture_without_a_credit_beside_its_caption_has_none(run: Run, photo: Photo) -> None:
    answer = run("check", photo().name, "--caption", "The harbour of Odesa.", "--offline")
    assert answer.status == 1
    assert "[missing-credit]" in answer.out


def test_a_caption_goes_with_one_picture(run: Run, page: Page) -> None:
    answer = run("check", page("a.html"), page("b.html"), "--caption", "The harbour.", "--offline")
    assert (answer.status, answer.out) == (2, "")
    assert "go with one picture" in answer.err


def test_a_page_is_no_picture_to_be_checked_alone(run: Run, page: Page) -> None:
    answer = run("check", page(), "--caption", "The harbour.", "--offline")
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("provenance: a.html: ")


def test_the_report_is_opened_in_the_browser(
    run: Run, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    answer = run("check", page(), "--offline", "--open")
    assert answer.status == 1
    (name,) = opened
    assert name in answer.out
    assert "<h1" in Path(name).read_text("utf-8")


def test_a_saved_page_brings_the_pictures_of_the_folder_beside_it(
    run: Run, page: Page, photo: Photo, tmp_path: Path
) -> None:
    folder = tmp_path / "a files"
    folder.mkdir()
    photo().rename(folder / "harbour.jpg")
    answer = run("check", page(picture="a%20files/harbour.jpg"), "--offline", "--format", "json")
    (image,) = answer.json["images"]
    assert not [n for n in image["not_checked"] if n["rule"] == "picture"]


@pytest.mark.parametrize("address", ["../secret.jpg", "/secret.jpg", "inside.jpg"])
def test_a_saved_page_reads_nothing_outside_its_folder(
    run: Run, page: Page, photo: Photo, tmp_path: Path, address: str
) -> None:
    photo().rename(tmp_path / "secret.jpg")
    name = page("saved/a.html", picture=address)
    (tmp_path / "saved" / "inside.jpg").symlink_to(tmp_path / "secret.jpg")
    answer = run("check", name, "--offline", "--format", "json")
    (image,) = answer.json["images"]
    assert [n for n in image["not_checked"] if n["rule"] == "picture"]
