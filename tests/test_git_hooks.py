"""The pre-commit hook and the GitHub Action: as far as they can be run without either service."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGE = """<html><body><article><h1>A</h1>
<figure><img src='https://x.example/a.jpg'><figcaption>The harbour.</figcaption></figure>"""


@pytest.fixture
def command(tmp_path: Path) -> dict[str, str]:
    """An environment in which `provenance` is this checkout's."""
    script = tmp_path / "bin" / "provenance"
    script.parent.mkdir()
    script.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'from provenance.cli import main; main()' \"$@\"\n"
    )
    script.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{script.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(tmp_path),
    }


def test_the_offline_hook_fails_on_a_picture_without_credit(
    tmp_path: Path, command: dict[str, str]
) -> None:
    hooks = {
        h["id"]: h for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    }
    (tmp_path / "post.html").write_text(PAGE)
    entry = hooks["provenance-offline"]["entry"].split()
    run = subprocess.run(
        [*entry, "post.html"],
        cwd=tmp_path,
        env=command,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert "missing-credit" in run.stdout


def test_every_hook_calls_a_command_that_exists() -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")):
        assert hook["entry"].startswith("provenance check ")
        assert hook["language"] == "python"


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_actions_script_annotates_and_writes_sarif(
    tmp_path: Path, command: dict[str, str]
) -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    step = action["runs"]["steps"][-1]
    assert "${{" not in step["run"], "inputs must not become script text"
    (tmp_path / "post.html").write_text(PAGE)
    (tmp_path / "desk.toml").write_text("[network]\noffline = true\n")
    environment = {
        **command,
        "TARGETS": "*.html",
        "FAIL_ON": "error",
        "CONFIG": "desk.toml",
        "SARIF": "out.sarif",
        "PROVENANCE_CONTACT": "",
    }
    run = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1, run.stderr
    assert run.stdout.startswith("::error file=post.html,line=")
    assert (tmp_path / "out.sarif").exists()
