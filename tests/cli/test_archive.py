"""`provenance archive` as a desk calls it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image

from provenance.archive import ingest
from provenance.archive.archive import Archive
from provenance.reports.json import shapes

from .conftest import Page, Photo, Run


def test_add_find_list_export_stats_and_remove_in_one_day(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    path = photo("a.jpg")
    photo("b.jpg", seed=9)
    added = run("archive", "add", ".", "--supplier", "Example Wire")
    assert added.status == 0
    assert "2 pictures" in added.out

    Image.open(path).crop((60, 40, 440, 300)).save(tmp_path / "cut.png")
    found = run("archive", "find", "cut.png", "--format", "json")
    assert found.status == 0
    (match,) = found.json["matches"]
    assert match["path"].endswith("a.jpg")
    assert match["relation"] == "derived"
    assert abs(match["region"]["x"] - 60) < 6
    jsonschema.validate(found.json, shapes.schema("archive-find"))

    rows = run("archive", "list", "--format", "json").rows
    assert {Path(row["path"]).name for row in rows} == {"a.jpg", "b.jpg"}  # read side by side
    for row in rows:
        jsonschema.validate(row, shapes.schema("archive-list"))
    assert run("archive", "export").rows == rows

    stats = run("archive", "stats", "--format", "json").json
    assert stats["pictures"] == 2

    removed = run("archive", "remove", match["id"], "--format", "json")
    assert removed.json == {"removed": [int(match["id"])]}
    assert run("archive", "find", "a.jpg").status == 1


def test_a_picture_that_is_not_there_says_what_was_looked_for(run: Run, photo: Photo) -> None:
    photo("a.jpg")
    run("archive", "add", ".")
    Image.effect_noise((400, 300), 90).save("other.png")
    answer = run("archive", "find", "other.png")
    assert answer.status == 1
    assert "0 found; looked for: same bytes; " in answer.out


def test_copies_of_one_picture_are_one_cluster_with_the_record_to_keep(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    path = photo("a.jpg")
    Image.open(path).resize((360, 240)).save(tmp_path / "small.jpg")
    photo("b.jpg", seed=9)
    run("archive", "add", ".")
    (cluster,) = run("archive", "list", "--clusters", "--format", "json").rows
    jsonschema.validate(cluster, shapes.schema("archive-clusters"))
    names = {Path(one["path"]).name for one in cluster["pictures"]}
    assert names == {"a.jpg", "small.jpg"}


def test_a_cluster_proposes_what_its_copies_lack_as_a_patch_to_review(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    path = photo("a.jpg")
    exif = Image.Exif()
    exif[0x013B], exif[0x010E] = "Ana Ruiz", "A crane in Rostock."
    Image.open(path).save(tmp_path / "whole.jpg", exif=exif)
    Image.open(path).resize((360, 240)).save(tmp_path / "small.jpg")
    path.unlink()
    run("archive", "add", ".")
    (cluster,) = run("archive", "list", "--clusters", "--format", "json").rows
    jsonschema.validate(cluster, shapes.schema("archive-clusters"))
    lacking = next(p["id"] for p in cluster["pictures"] if p["path"].endswith("small.jpg"))
    assert {c["id"] for c in cluster["changes"]} == {lacking}
    changes = {c["property"]: (c["stated"], c["proposed"]) for c in cluster["changes"]}
    assert changes["creators"] == ([], ["Ana Ruiz"])
    assert changes["description"] == ("", "A crane in Rostock.")
    text = run("archive", "list", "--clusters").out
    assert f"  {lacking}  creators\n    + Ana Ruiz\n" in text
    assert "    - " not in text


def test_a_folder_read_twice_adds_nothing(run: Run, photo: Photo) -> None:
    photo("a.jpg")
    run("archive", "add", ".")
    again = run("archive", "add", ".", "--format", "json").json
    assert (again["pictures"], again["unchanged"]) == (0, 1)


def test_what_is_no_picture_is_named_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8nothing")
    answer = run("archive", "add", ".")
    assert answer.status == 0
    assert "left out: " in answer.err
    assert "broken.jpg" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("find", "a.jpg"), "there is no archive in "),
        (("list",), "there is no archive in "),
        (("remove",), "name ids, or a supplier"),
        (("add", "nowhere"), "nowhere does not exist"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, photo: Photo, words: tuple[str, ...], said: str
) -> None:
    photo("a.jpg")
    answer = run("archive", *words)
    assert answer.status == 2
    assert said in answer.err


def test_the_archive_may_be_set_in_the_configuration(run: Run, photo: Photo) -> None:
    photo("a.jpg")
    Path("provenance.toml").write_text('[archive]\nfolder = "kept"\n')
    run("archive", "add", "a.jpg")
    assert Path("kept/archive.sqlite").is_file()


def test_a_found_file_may_not_say_where_the_server_is(run: Run) -> None:
    Path("provenance.toml").write_text('[archive]\nurl = "postgresql://elsewhere/x"\n')
    answer = run("archive", "stats")
    assert answer.status == 2
    assert "archive.url" in answer.err
    assert json.dumps("elsewhere") not in answer.err


@pytest.mark.parametrize("command", ["stats", "list", "find a.jpg", "add a.jpg", "export"])
@pytest.mark.parametrize(
    "damage", [b"no database, but a letter " * 200, b""], ids=["foreign", "cut"]
)
def test_a_damaged_archive_is_one_sentence_that_names_its_file(
    run: Run, photo: Photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    command: str, damage: bytes,
) -> None:  # fmt: skip
    photo("a.jpg")
    monkeypatch.setenv("PROVENANCE_ARCHIVE", str(tmp_path / "kept"))
    run("archive", "add", "a.jpg")
    file = tmp_path / "kept" / "archive.sqlite"
    file.write_bytes(damage or file.read_bytes()[:12_288])
    answer = run("archive", *command.split())
    assert answer.status == 2
    assert f"{file} is damaged" in answer.err
    assert len(answer.err.strip().splitlines()) == 1


def test_a_check_and_the_doctor_say_that_the_archive_is_damaged(
    run: Run, page: Page, photo: Photo, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setenv("PROVENANCE_ARCHIVE", str(tmp_path / "kept"))
    assert "off      archive" in run("doctor", "--offline").out
    photo("harbour.jpg")
    run("archive", "add", "harbour.jpg")
    assert "ok       archive                      1 picture in" in run("doctor", "--offline").out
    (tmp_path / "kept" / "archive.sqlite").write_bytes(b"no database " * 300)
    run("check", "--offline", page(picture="harbour.jpg"))
    assert [r.getMessage().count("archive.sqlite is damaged") for r in caplog.records] == [1]
    doctor = run("doctor", "--offline")
    assert (doctor.status, "trouble  archive" in doctor.out) == (1, True)


def test_on_a_full_disk_what_was_kept_stays_and_the_same_command_goes_on(
    photo: Photo, tmp_path: Path
) -> None:
    """A limit on the size of files stands in for the disk."""
    for number in range(3):
        photo(f"{number}.jpg", seed=number)
    own = f"PROVENANCE_ARCHIVE=kept PYTHONPATH={Path(__file__).parents[2]} {sys.executable}"
    line = f"{own} -m provenance archive add 0.jpg 1.jpg 2.jpg"
    full = subprocess.run(
        ["bash", "-c", f"ulimit -f 20; {line}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (full.returncode, full.stdout) == (2, "")
    assert "archive.sqlite cannot be read or written" in full.stderr
    assert len(full.stderr.strip().splitlines()) == 1
    again = subprocess.run(
        ["bash", "-c", line],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (again.returncode, again.stdout[:10]) == (0, "3 pictures")


def test_an_interrupted_add_says_what_it_kept_and_goes_on(
    run: Run, photo: Photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        photo(f"{number}.jpg", seed=number)
    monkeypatch.setattr(ingest, "BATCH", 2)
    keep = Archive.add

    def interrupted(self: Archive, *batch: Any) -> Any:
        if self.store.counts().pictures:
            raise KeyboardInterrupt
        return keep(self, *batch)

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "add", interrupted)
        answer = run("archive", "add", ".")
    assert (answer.status, answer.out) == (130, "")
    assert answer.err == (
        "provenance: interrupted: 2 pictures kept; the same command goes on with the others\n"
    )
    assert run("archive", "add", ".").out.startswith("1 picture, ")
