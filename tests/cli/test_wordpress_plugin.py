"""The WordPress plug-in out of the installed package."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from tests.cli.conftest import Run


def test_the_zip_holds_one_folder_that_wordpress_can_install(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "provenance.zip"
    done = run("wordpress-plugin", "--zip", str(file), "--format", "json")
    assert done.status == 0
    told = json.loads(done.out)
    assert told["version"]
    with zipfile.ZipFile(file) as packed:
        names = packed.namelist()
        head = packed.read("provenance/provenance.php")
    assert {name.split("/")[0] for name in names} == {"provenance"}
    assert b"Plugin Name:" in head
    assert {"provenance/readme.txt", "provenance/languages/provenance.pot"} <= set(names)
    first = file.read_bytes()
    run("wordpress-plugin", "--zip", str(file))
    assert file.read_bytes() == first


def test_without_a_file_the_folder_is_named(run: Run) -> None:
    folder = Path(run("wordpress-plugin").out.strip())
    assert (folder / "provenance.php").is_file()


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    done = run("wordpress-plugin", "--zip", str(tmp_path / "no" / "a.zip"))
    assert done.status == 2
    assert "cannot be written" in done.err
