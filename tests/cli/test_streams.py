"""Standard streams that are full, closed or odd: one sentence and exit 2, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """<article><h1>News</h1><p>Text.</p><figure><img src="https://n.example/a.jpg" width=900
height=600><figcaption>The harbour.</figcaption></figure></article>"""
COMMANDS = (
    "check --offline page.html",
    "check --offline --format json page.html page.html",
    "images page.html",
    "rules",
    "--help",
)


def shell(line: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    return bash("{python} -m provenance " + line, folder, **environment)


def bash(line: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        ["bash", "-c", line.replace("{python}", sys.executable)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(PAGE)
    return tmp_path


@pytest.mark.parametrize("stdout", [">/dev/full", ">&-"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_or_closed_output_is_said_in_one_sentence(
    folder: Path, command: str, stdout: str
) -> None:
    status, _, err = shell(f"{command} {stdout}", folder)
    assert status == 2
    assert "Traceback" not in err
    assert "standard output" in err
    assert len(err.strip().splitlines()) == 1


UNBUFFERED = {"PYTHONUNBUFFERED": "1"}


def test_without_a_buffer_no_part_of_the_output_is_dropped_in_silence(folder: Path) -> None:
    """A limit on the size of files stands in for a disk that takes a part of what is written."""
    status, _, err = shell("schema check > cut.json", folder, **UNBUFFERED)
    whole = (folder / "cut.json").stat().st_size
    assert (status, err, whole > 8192) == (0, "", True)
    line = "(ulimit -f 4; {python} -m provenance schema check > cut.json)"
    status, _, err = bash(line, folder, **UNBUFFERED)
    assert (folder / "cut.json").stat().st_size == 4096
    assert (status, err) == (2, "provenance: standard output cannot be written: File too large\n")


@pytest.mark.parametrize("buffered", [{}, UNBUFFERED], ids=["buffered", "unbuffered"])
def test_a_pipe_that_is_full_is_said_and_not_cut_short(
    folder: Path, buffered: dict[str, str]
) -> None:
    """Whoever reads at the other end of a pipe may have made it give way instead of wait."""
    (folder / "many.txt").write_text("Photo: Ana Ruiz / Example Wire\n" * 1_000)
    read, write = os.pipe()
    os.set_blocking(write, False)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "provenance", "credit", "--lines", "many.txt"],
            cwd=folder, stdout=write, stderr=subprocess.PIPE, text=True, check=False, timeout=120,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **buffered},
        )  # fmt: skip
    finally:
        os.close(read)
        os.close(write)
    assert done.returncode == 2
    assert "standard output cannot be written" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "verdict"),
    [
        ("check --offline --fail-on never page.html", 0),
        ("check --offline page.html", 1),
        ("check --offline --format json page.html page.html", 1),
        ("check --offline nosuch.html 2>&1", 2),
        ("images page.html", 0),
        ("credit --lines many.txt", 0),
        ("--help", 0),
        ("check --help", 0),
        ("--version", 0),
    ],
)
def test_a_reader_who_has_gone_changes_no_verdict(folder: Path, command: str, verdict: int) -> None:
    (folder / "many.txt").write_text("Photo: Ana Ruiz / Example Wire\n" * 1_000)
    line = f"( {{python}} -m provenance {command}; echo $? > status ) | true"
    _, out, err = bash(line, folder)
    assert ((folder / "status").read_text(), out, err) == (f"{verdict}\n", "", "")


@pytest.mark.parametrize("command", ["check -", "images -", "credit --lines -"])
def test_a_closed_input_is_said_in_one_sentence(folder: Path, command: str) -> None:
    status, _, err = shell(f"{command} <&-", folder)
    assert (status, "standard input cannot be read" in err) == (2, True)
    assert len(err.strip().splitlines()) == 1


def test_with_all_streams_closed_nothing_is_written_into_a_file_of_ours(folder: Path) -> None:
    command = "check --offline page.html --cache kept --output out.json --format json"
    status, _, _ = shell(f"{command} <&- >&- 2>&-", folder)
    assert status == 1
    assert '"missing-credit"' in (folder / "out.json").read_text()
    assert (folder / "kept" / "answers.sqlite").read_bytes()[:15] == b"SQLite format 3"


@pytest.mark.parametrize(
    "odd",
    [
        {"COLUMNS": "1", "TERM": ""},
        {"COLUMNS": "-7", "TERM": "no-such-terminal"},
        {"COLUMNS": "many", "NO_COLOR": "1"},
        {"COLUMNS": "100000", "FORCE_COLOR": "1"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"HOME": "/nonexistent", "XDG_CACHE_HOME": "", "TMPDIR": "/nonexistent"},
    ],
    ids=str,
)
def test_an_odd_terminal_changes_no_status(folder: Path, odd: dict[str, str]) -> None:
    status, out, err = shell("check --offline page.html", folder, **odd)
    assert (status, "missing-credit" in out, err) == (1, True, "")
