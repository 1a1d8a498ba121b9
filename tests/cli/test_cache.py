"""`provenance cache`: where answers are kept, clearing them, and recording them in a readable
form."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from .conftest import Run


def test_the_folders_are_told_and_nobody_else_may_read_the_cache(run: Run, tmp_path: Path) -> None:
    folders = run("cache", "path", "--format", "json").json
    assert folders["cache"] == str(tmp_path / "cache")
    assert Path(folders["seed"]).is_dir()
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


@pytest.fixture
def record(httpserver: HTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    httpserver.expect_request("/record").respond_with_json({"title": "Launcher"})
    (tmp_path / "desk.toml").write_text(
        '[network]\nallowed-addresses = ["127.0.0.1/32"]\n', "utf-8"
    )
    monkeypatch.setenv("PROVENANCE_CONFIG", str(tmp_path / "desk.toml"))
    return httpserver.url_for("/record")


def test_an_answer_is_recorded_as_a_small_file_beside_its_body(
    run: Run, record: str, tmp_path: Path
) -> None:
    done = run("cache", "record", record, "--to", "seed", "--format", "json")
    assert done.status == 0
    described = json.loads(Path(done.json["written"]).read_text("utf-8"))
    assert record in json.dumps(described)
    (body,) = (tmp_path / "seed").rglob("*.body.json")
    assert json.loads(body.read_text("utf-8")) == {"title": "Launcher"}


def test_after_clearing_nothing_answers_offline(run: Run, record: str) -> None:
    run("cache", "record", record, "--to", "seed")
    assert run("cache", "record", record, "--to", "again", "--offline").status == 0
    cleared = run("cache", "clear", "--format", "json")
    assert cleared.json["freed"] > 0
    answer = run("cache", "record", record, "--to", "third", "--offline")
    assert answer.status == 2
    assert "offline" in answer.err
