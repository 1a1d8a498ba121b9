"""The word lists are read from a prepared copy, which is never older than what people wrote."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from provenance.lexicon import tables
from tools.bake_tables import prepared


def test_the_prepared_copy_is_that_of_the_files() -> None:
    written = tables.PREPARED.read_text("utf-8")
    assert written == prepared(), "run `python tools/bake_tables.py`"


@pytest.mark.parametrize("file", sorted(tables.PACKAGE.rglob("*.toml")), ids=tables.name_of)
def test_a_list_reads_alike_from_its_file_and_from_the_copy(file: Path) -> None:
    assert tables.read_toml(file) == tomllib.loads(file.read_text("utf-8"))


def test_a_list_that_changed_since_is_read_from_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PACKAGE", tmp_path)
    made_from = tables.digest_of(b'words = ["old"]')
    monkeypatch.setattr(tables, "_prepared", lambda: {"a.toml": (made_from, {"words": ["old"]})})
    file = tmp_path / "a.toml"
    file.write_text('words = ["old"]')
    assert tables.read_toml(file) == {"words": ["old"]}
    file.write_text('words = ["new"]')
    assert tables.read_toml(file) == {"words": ["new"]}


def test_without_the_copy_every_list_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PREPARED", tmp_path / "none.json")
    tables._prepared.cache_clear()
    try:
        file = sorted(tables.PACKAGE.rglob("*.toml"))[0]
        assert tables.read_toml(file) == tomllib.loads(file.read_text("utf-8"))
    finally:
        tables._prepared.cache_clear()
