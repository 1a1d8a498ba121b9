"""`check --watch`: saved again, checked again, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from provenance.cli import _watch

PAGE = """<html><body><article><h1>Harbour</h1><p>{words}</p><figure>
<img src="https://news.example/pier.jpg" width="900" height="600">
<figcaption>The pier at dusk.{credit}</figcaption></figure></article></body></html>"""
WORDS = "The harbour was quiet on the first day after the storm, said its master. " * 6


class Looks:
    """What a watcher finds at each look, after something was done to the files; then Ctrl-C."""

    def __init__(self, folder: Path, *steps: Callable[[], object]) -> None:
        self.folder, self.steps = folder, iter(steps)
        self.checked: list[list[str]] = []

    def name(self) -> list[str]:
        """The files of the folder."""
        if self.checked:
            step = next(self.steps, None)
            if step is None:
                raise KeyboardInterrupt
            step()
        return sorted(map(str, self.folder.glob("*.html")))

    def check(self, files: Sequence[str]) -> int:
        self.checked.append([Path(file).name for file in files])
        return len(self.checked)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(_watch, "_PAUSE", 0)
    return


def test_what_changed_is_checked_again_and_nothing_else(tmp_path: Path) -> None:
    a, b = tmp_path / "a.html", tmp_path / "b.html"
    a.write_text("one")
    b.write_text("two")
    looks = Looks(tmp_path, lambda: None, lambda: a.write_text("one more"), lambda: None)
    assert _watch.watch(looks.name, looks.check) == 2
    assert looks.checked == [["a.html", "b.html"], ["a.html"]]


def test_a_file_that_joins_is_checked_and_one_that_goes_is_not_missed(tmp_path: Path) -> None:
    a, b = tmp_path / "a.html", tmp_path / "b.html"
    a.write_text("one")
    looks = Looks(tmp_path, lambda: b.write_text("two"), a.unlink, lambda: a.write_text("one"))
    _watch.watch(looks.name, looks.check)
    assert looks.checked == [["a.html"], ["b.html"], ["a.html"]]


def test_on_the_command_line(tmp_path: Path) -> None:
    story = tmp_path / "story.html"
    story.write_text(PAGE.format(words=WORDS, credit=""), "utf-8")
    environment = {**os.environ, "PROVENANCE_CACHE": str(tmp_path / "cache")}
    with subprocess.Popen(
        [sys.executable, "-m", "provenance", "check", "--offline", "--watch", str(story)],
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        assert process.stdout is not None
        seen: list[str] = []
        for line in process.stdout:
            seen.append(line)
            if "missing-credit" in line:
                story.write_text(PAGE.format(words=WORDS, credit=" Photo: Ada Roe"), "utf-8")
            if "changed at" in line:
                break
        for line in process.stdout:
            seen.append(line)
            if "see check -v" in line:
                process.send_signal(signal.SIGINT)
                break
        rest = process.stdout.read()
    told = "".join(seen) + rest
    assert told.count("[missing-credit]") == 1, told
    assert process.returncode in (0, 1), told  # of the last check that had ended by then
    assert "Traceback" not in told


@pytest.mark.parametrize("target", ["https://news.example/story", "-"])
def test_only_files_can_be_watched(target: str, capsys: pytest.CaptureFixture[str]) -> None:
    from provenance.cli import main

    with pytest.raises(SystemExit) as left:
        main(["check", "--offline", "--watch", target])
    assert left.value.code == 2
    assert capsys.readouterr().err == f"provenance: --watch looks at files, and {target} is none\n"
