"""The guides name what exists, and a run does not depend on how it was started."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
SIGINT_OF_CHILD = "import signal; print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "tests/README.md"])
def test_every_file_that_a_guide_names_is_there(guide: str) -> None:
    text, folder = (ROOT / guide).read_text("utf-8"), (ROOT / guide).parent
    named = re.findall(r"`([\w.][\w./-]*(?:/|\.(?:md|py|toml|yaml)|/run))`", text)
    assert named
    missing = [n for n in named if not ((ROOT / n).exists() or any(folder.rglob(n.rstrip("/"))))]
    assert missing == []


def test_the_tests_chapters_are_all_named() -> None:
    text = (ROOT / "tests" / "README.md").read_text("utf-8")
    folders = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name[0] not in "._"}
    assert {name for name in folders if f"`{name}/`" not in text} == set()


def test_what_runs_before_a_commit_is_what_ci_runs() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    entries = [hook["entry"] for repo in config["repos"] for hook in repo["hooks"]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extras, groups = project["project"]["optional-dependencies"], project["dependency-groups"]
    tools = " ".join(groups["dev"] + extras["test"])
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    for entry in entries:
        tool = entry.split()[0]
        assert tool in tools
        assert tool in ci


def test_a_process_that_a_test_starts_can_be_interrupted() -> None:
    child = subprocess.run(
        [sys.executable, "-c", SIGINT_OF_CHILD], capture_output=True, text=True, check=True
    )
    assert child.stdout.strip() == "False"


@pytest.mark.slow
def test_so_can_one_of_a_run_that_was_started_in_the_background() -> None:
    this = f"{__file__}::{test_a_process_that_a_test_starts_can_be_interrupted.__name__}"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does for `pytest &`
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", this],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert run.returncode == 0, run.stdout
