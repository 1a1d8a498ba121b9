"""`provenance accept`: an editor silences one finding with a reason, in one command."""

from __future__ import annotations

import base64
import io
import json
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from .conftest import Page, Photo, Run

ADDRESS = "https://paper.example/pictures/harbour.jpg"


def test_what_the_report_shows_is_what_is_typed_and_the_finding_is_then_shown_as_accepted(
    run: Run, page: Page
) -> None:
    name = page()
    before = run("check", name, "--offline", "-v")
    assert before.status == 1
    assert ADDRESS in before.out
    done = run(
        "accept",
        "missing-credit",
        ADDRESS,
        "--reason",
        'our own, "agreed"',
        "--who",
        "M. Example",
        "--until",
        "2099-12-31",
    )
    assert (done.status, done.out) == (
        0,
        "missing-credit is accepted for this picture, in provenance.toml\n",
    )
    after = run("check", name, "--offline")
    assert after.status == 0
    assert 'accepted missing-credit by M. Example: our own, "agreed", until 2099-12-31' in after.out


def test_what_stood_in_the_file_stays_with_its_comments(
    run: Run, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "provenance.toml").write_text(
        '# the desk\nprofile = "audit"\n\n[desk]\ncommercial = false', "utf-8"
    )
    run("accept", "missing-credit", ADDRESS, "--reason", "one")
    run("accept", "missing-caption", ADDRESS, "--reason", "two")
    text = (tmp_path / "provenance.toml").read_text("utf-8")
    assert text.startswith("# the desk\n")
    table = tomllib.loads(text)
    assert table["desk"] == {"commercial": False}
    assert [s["rule"] for s in table["suppressions"]] == ["missing-credit", "missing-caption"]
    assert table["suppressions"][0]["when"].tzinfo


def test_a_project_that_keeps_its_settings_in_pyproject_keeps_this_one_there_too(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.provenance]\nprofile = "desk"\n', "utf-8")
    run("accept", "missing-credit", ADDRESS, "--reason", "one")
    table = tomllib.loads((tmp_path / "pyproject.toml").read_text("utf-8"))
    assert table["tool"]["provenance"]["suppressions"][0]["target"] == ADDRESS
    assert run("config").status == 0


def test_a_file_is_known_again_at_another_size(
    run: Run, page: Page, photo: Photo, tmp_path: Path
) -> None:
    run("accept", "missing-credit", str(photo("archive.jpg")), "--reason", "ours")
    (tmp_path / "saved").mkdir()
    with Image.open(tmp_path / "archive.jpg") as whole:
        whole.resize((300, 200)).save(tmp_path / "saved" / "harbour.jpg", quality=70)
    assert run("check", page(), "--images", "saved", "--offline").status == 0


def test_a_picture_sent_without_an_address_is_named_by_the_fingerprint_that_the_report_shows(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    sent = base64.b64encode(photo().read_bytes()).decode()
    article = {"headline": "Storm", "images": [{"data": sent, "caption": "The harbour of Odesa."}]}
    (tmp_path / "a.json").write_text(json.dumps(article), "utf-8")
    before = run("check", "a.json", "--offline", "-v")
    (name,) = [
        line.strip() for line in before.out.splitlines() if line.strip().startswith("phash:")
    ]
    assert run("accept", "missing-credit", name, "--reason", "our own").status == 0
    assert "accepted missing-credit: our own" in run("check", "a.json", "--offline").out


@pytest.mark.parametrize("name", ["a.html", "a.json", "a.txt"])
def test_a_picture_is_accepted_by_its_number_in_the_report(
    run: Run, page: Page, photo: Photo, tmp_path: Path, name: str
) -> None:
    """Known by its address, by its fingerprint, and by its caption."""
    page("a.html")
    sent = base64.b64encode(photo().read_bytes()).decode()
    article = {"headline": "Storm", "images": [{"data": sent, "caption": "The harbour of Odesa."}]}
    (tmp_path / "a.json").write_text(json.dumps(article), "utf-8")
    text = "Storm over the harbour\n\nHarbour\nThe harbour of Odesa after the storm\nTwitter\n\n"
    (tmp_path / "a.txt").write_text(text + "The wind tore at the cranes. " * 30, "utf-8")
    before = run("check", name, "--offline")
    (command,) = [line for line in before.out.splitlines() if line.startswith("Accept: ")]
    rule, number = command.split()[3:5]
    assert number == f"{name}#1"
    assert run("accept", rule, number, "--reason", "our own").status == 0
    assert f"accepted {rule}: our own" in run("check", name, "--offline").out


def test_a_number_that_the_article_has_not_is_told(run: Run, page: Page) -> None:
    answer = run("accept", "missing-credit", f"{page()}#2", "--reason", "our own")
    assert answer.status == 2
    assert "has 1 picture, none is #2" in answer.err


@pytest.mark.parametrize("name", ["phash:", "phash:12ab", "phash:" + "x" * 64])
def test_a_fingerprint_that_is_none_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    answer = run("accept", "missing-credit", name, "--reason", "ours")
    assert answer.status == 2
    assert "64 hex digits" in answer.err
    assert not (tmp_path / "provenance.toml").exists()


def test_a_picture_too_plain_to_be_known_again_is_refused(run: Run, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), (90, 90, 90)).save(tmp_path / "grey.jpg")
    answer = run("accept", "missing-credit", "grey.jpg", "--reason", "ours")
    assert answer.status == 2
    assert "Name its address instead" in answer.err
    assert not (tmp_path / "provenance.toml").exists()


def test_a_wrong_rule_an_empty_reason_and_a_full_file_are_told(run: Run, tmp_path: Path) -> None:
    assert (
        "did you mean 'missing-credit'?"
        in run("accept", "missing-credi", ADDRESS, "--reason", "x").err
    )
    assert "give a reason" in run("accept", "missing-credit", ADDRESS, "--reason", "  ").err
    assert run("accept", "missing-credit", ADDRESS).status == 2
    (tmp_path / "provenance.toml").write_text("suppressions = []\n", "utf-8")
    answer = run("accept", "missing-credit", ADDRESS, "--reason", "x")
    assert answer.status == 2
    assert "cannot take another `[[suppressions]]`" in answer.err
    assert (tmp_path / "provenance.toml").read_text("utf-8") == "suppressions = []\n"


def test_in_the_page_itself_an_attribute_does_the_same(run: Run, page: Page) -> None:
    inline = page(attributes='data-provenance-ignore="missing-credit: our own picture"')
    answer = run("check", inline, "--offline")
    assert answer.status == 0
    assert "accepted missing-credit by the page: our own picture" in answer.out
    silent = page("b.html", attributes='data-provenance-ignore="missing-credit"')
    answer = run("check", silent, "--offline", "--fail-on", "warning")
    assert answer.status == 1
    assert "gives no reason, so it no longer holds" in " ".join(answer.out.split())


def test_one_that_would_hold_for_no_check_is_refused(run: Run, tmp_path: Path) -> None:
    call = ("accept", "missing-credit", ADDRESS, "--reason", "for the week", "--until")
    answer = run(*call, "2020-01-31")
    assert (answer.status, answer.out) == (2, "")
    assert "--until 2020-01-31 has passed" in answer.err
    assert not (tmp_path / "provenance.toml").exists()


def test_one_that_has_expired_is_reported_and_the_finding_is_back(
    run: Run, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "provenance.toml").write_text(
        f'[[suppressions]]\nrule = "missing-credit"\ntarget = "{ADDRESS}"\n'
        'reason = "for the week"\nuntil = 2020-01-31\n',
        "utf-8",
    )
    answer = run("check", page(), "--offline")
    assert answer.status == 1
    assert "expired on 2020-01-31" in " ".join(answer.out.split())
    assert "[suppression-expired]" in answer.out
    assert "[missing-credit]" in answer.out


def test_by_its_number_the_picture_is_named_and_what_no_check_finds_is_told(
    run: Run, page: Page
) -> None:
    name = page()
    found = run("accept", "missing-credit", f"{name}#1", "--reason", "ours", "--offline")
    assert found.out.startswith("missing-credit is accepted for picture 1 (")
    assert found.err == ""
    absent = run("accept", "cropped-image", f"{name}#1", "--reason", "ours", "--offline")
    assert absent.status == 0
    assert "without the network finds no cropped-image" in absent.err


def two_articles(folder: Path, address: str = "pics/7.jpg") -> None:
    """Two articles in two folders, whose different pictures have one relative address."""
    for name, colour in (("north", "#204060"), ("south", "#a05010")):
        (folder / name / "pics").mkdir(parents=True)
        Image.new("RGB", (600, 400), colour).save(folder / name / "pics" / "7.jpg")
        (folder / name / "story.html").write_text(
            f"<html><body><article><h1>Storm in the {name}</h1><p>Text here.</p><figure><img "
            f"src='{address}'><figcaption>The harbour of Odesa.</figcaption></figure></article>",
            "utf-8",
        )


@pytest.mark.parametrize("address", ["pics/7.jpg", "./pics/7.jpg", "/pics/7.jpg"])
@pytest.mark.parametrize("how", ["accept", "baseline"])
def test_what_is_accepted_for_one_article_does_not_hold_for_anothers_picture_of_that_address(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    how: str,
) -> None:
    two_articles(tmp_path, address)
    if how == "accept":
        made = run("accept", "missing-credit", "north/story.html#1", "--reason", "our own")
    else:
        made = run("baseline", "north/story.html", "--offline")
    assert made.status == 0, made.err
    kept = run("check", "north/story.html", "--offline")
    assert (kept.status, "accepted missing-credit" in kept.out) == (0, True)
    assert run("check", "south/story.html", "--offline").status == 1
    monkeypatch.chdir(tmp_path / "north")
    assert run("check", "story.html", "--offline").status == 0
    assert run("check", "../south/story.html", "--offline").status == 1


def test_an_older_entry_with_a_bare_address_holds_only_beside_the_configuration(
    run: Run, tmp_path: Path
) -> None:
    two_articles(tmp_path)
    entry = '[[suppressions]]\nrule = "missing-credit"\ntarget = "pics/7.jpg"\nreason = "ours"\n'
    (tmp_path / "provenance.toml").write_text(entry, "utf-8")
    (tmp_path / "south" / "provenance.toml").write_text(entry, "utf-8")
    assert run("check", "south/story.html", "--offline").status == 1
    beside = run("check", "south/story.html", "--offline", "--config", "south/provenance.toml")
    assert beside.status == 0
    away = run("check", "north/story.html", "--offline", "--config", "south/provenance.toml")
    assert away.status == 1


def test_the_entry_is_a_path_from_the_configuration_and_json_says_the_same(
    run: Run, tmp_path: Path
) -> None:
    two_articles(tmp_path)
    call = ("accept", "missing-credit", "north/story.html#1", "--reason", "our own")
    answer = run(*call, "--config", "south/desk.toml", "--format", "json")
    assert answer.status == 0, answer.err
    table = tomllib.loads((tmp_path / "south" / "desk.toml").read_text("utf-8"))
    assert table["suppressions"][0]["target"] == "../north/pics/7.jpg"
    assert json.loads(answer.out)["target"] == "../north/pics/7.jpg"


def test_a_page_from_standard_input_whose_picture_has_no_address_of_its_own_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_articles(tmp_path)
    text = io.BytesIO((tmp_path / "north" / "story.html").read_bytes())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(text))
    answer = run("accept", "missing-credit", "--reason", "our own", "--", "-#1")
    assert answer.status == 2
    assert "names another picture in another article" in answer.err


@pytest.mark.parametrize("reason", ["…", "...", "-", ' "?" '])
def test_the_printed_hint_with_its_dots_left_in_gives_no_reason(
    run: Run, page: Page, tmp_path: Path, reason: str
) -> None:
    answer = run("accept", "missing-credit", f"{page()}#1", "--reason", reason)
    assert answer.status == 2
    assert "give a reason in words" in answer.err
    assert not (tmp_path / "provenance.toml").exists()
