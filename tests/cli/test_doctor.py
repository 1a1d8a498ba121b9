"""`provenance doctor`: is everything here that a check needs, told without telling a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


def states(run: Run, *args: str) -> dict[str, dict[str, str]]:
    return {
        line["what"]: line for line in run("doctor", "--offline", "--format", "json", *args).json
    }


def test_a_new_installation_is_told_what_it_lacks(run: Run) -> None:
    lines = states(run)
    assert lines["cache"]["state"] == "ok"
    assert lines["seed"]["state"] == "ok"
    assert lines["contact"]["state"] == "missing"
    assert "$PROVENANCE_CONTACT" in lines["contact"]["words"]
    assert lines["key TINEYE_API_KEY"]["state"] == "off"
    assert run("doctor", "--offline").status == 0


def test_a_key_is_said_to_be_set_and_never_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINEYE_API_KEY", "t0p-s3cret")
    monkeypatch.setenv("PROVENANCE_CONTACT", "desk@paper.example")
    answer = run("doctor", "--offline")
    assert "t0p-s3cret" not in answer.out + answer.err
    assert states(run)["key TINEYE_API_KEY"] == {
        "what": "key TINEYE_API_KEY", "state": "ok", "words": "set, for TinEye",
    }  # fmt: skip
    assert "desk@paper.example" in answer.out


def test_the_file_in_force_is_named(run: Run, tmp_path: Path) -> None:
    assert states(run)["configuration"]["words"] == "no file found: the defaults are in force"
    (tmp_path / "provenance.toml").write_text('profile = "audit"\n', "utf-8")
    assert states(run)["configuration"]["words"] == str(tmp_path / "provenance.toml")


def test_a_cache_that_others_may_read_is_trouble(run: Run, tmp_path: Path) -> None:
    run("doctor", "--offline")
    (tmp_path / "cache").chmod(0o755)
    answer = run("doctor", "--offline")
    assert answer.status == 1
    assert "chmod 700" in answer.out


def test_sources_that_cannot_be_reached_are_trouble_with_their_reason(
    run: Run, tmp_path: Path
) -> None:
    """A proxy that nobody answers at stands in for a network that is down."""
    (tmp_path / "desk.toml").write_text(
        '[network]\nproxy = "http://127.0.0.1:9"\ndeadline = 2.0\n', "utf-8"
    )
    answer = run("doctor", "--config", "desk.toml")
    assert answer.status == 1
    assert "trouble  Internet Archive" in answer.out
