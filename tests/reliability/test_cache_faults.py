"""Whatever is wrong with the cache, the run goes on and says so once."""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from provenance.config import Config, Network
from provenance.fetch import Fetcher
from provenance.fetch.answer_cache import AnswerCache
from provenance.model import Retrieved

PR_CAPBSET_DROP = 24
OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: with them, root writes and reads where it likes."""
ROOT = Path(__file__).parents[2]
PAGE = """<article><h1>News</h1><p>Text.</p><figure><img src="https://n.example/a.jpg" width=900
height=600><figcaption>The harbour.</figcaption></figure></article>"""
Spoil = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "page.html").write_text(PAGE)
    yield tmp_path
    subprocess.run(["chmod", "-R", "u+rwx", str(tmp_path)], check=False)


def run(folder: Path, *arguments: str, file_size: int | None = None) -> tuple[int, str, str]:
    """A command of somebody whom permissions bind, who may write files of `file_size` bytes."""

    def limit() -> None:
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
        if os.geteuid() == 0:
            for capability in OVERRIDES:
                ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)

    done = subprocess.run(
        [sys.executable, "-B", "-m", "provenance", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=limit,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PROVENANCE_CACHE": str(folder / "kept")},
    )
    return done.returncode, done.stdout, done.stderr


def filled(cache: Path) -> None:
    with Fetcher(Config(cache=cache)):
        assert (cache / "answers.sqlite").exists()


def read_only(cache: Path) -> None:
    filled(cache)
    subprocess.run(["chmod", "-R", "a-w", str(cache)], check=True)


def unwritable(cache: Path) -> None:
    cache.mkdir()
    cache.chmod(0o555)


def unreadable(cache: Path) -> None:
    filled(cache)
    cache.chmod(0)


def a_file(cache: Path) -> None:
    cache.write_text("not a folder")


def garbage(cache: Path) -> None:
    cache.mkdir()
    (cache / "answers.sqlite").write_bytes(b"this is no database " * 200)


def cut_short(cache: Path) -> None:
    filled(cache)
    for beside in ("answers.sqlite-wal", "answers.sqlite-shm"):
        (cache / beside).unlink(missing_ok=True)
    whole = (cache / "answers.sqlite").read_bytes()
    (cache / "answers.sqlite").write_bytes(whole[:3000])


def a_folder_in_its_place(cache: Path) -> None:
    (cache / "answers.sqlite").mkdir(parents=True)


def pictures_a_file(cache: Path) -> None:
    cache.mkdir()
    (cache / "pictures").write_text("not a folder")


SPOILT = (read_only, unwritable, unreadable, a_file, garbage, cut_short, a_folder_in_its_place)


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_check_goes_on_and_says_once_what_is_wrong(folder: Path, spoil: Spoil) -> None:
    spoil(folder / "kept")
    status, out, err = run(folder, "check", "--offline", "page.html")
    assert status == 1
    assert "missing-credit" in out
    assert "Traceback" not in err
    assert [line for line in err.splitlines() if "cache" in line] == err.splitlines()
    assert len(err.splitlines()) == 1


def test_a_check_without_findings_does_not_end_as_if_it_had_some(folder: Path) -> None:
    garbage(folder / "kept")
    words = "Only words here, and no end of them. " * 12
    (folder / "words.html").write_text(f"<article><h1>News</h1><p>{words}</p></article>")
    assert run(folder, "check", "--offline", "words.html")[0] == 0


@pytest.mark.parametrize("spoil", [unwritable, a_file, garbage], ids=lambda s: s.__name__)
def test_what_needs_no_network_needs_no_cache(folder: Path, spoil: Spoil) -> None:
    spoil(folder / "kept")
    status, out, err = run(folder, "images", "page.html")
    assert (status, "The harbour." in out) == (0, True)
    assert "Traceback" not in err


@pytest.mark.parametrize("spoil", [unwritable, a_file], ids=lambda s: s.__name__)
def test_the_doctor_says_what_is_wrong(folder: Path, spoil: Spoil) -> None:
    spoil(folder / "kept")
    status, out, err = run(folder, "doctor", "--offline")
    assert status in (0, 1)
    assert "Traceback" not in err
    assert "cannot be" in out


@pytest.mark.parametrize("command", [("cache", "path"), ("cache", "clear")])
def test_the_cache_s_own_commands_say_it_in_one_sentence(
    folder: Path, command: tuple[str, str]
) -> None:
    a_file(folder / "kept")
    status, _, err = run(folder, *command)
    assert status == 2
    assert len(err.strip().splitlines()) == 1


def test_a_full_disk_costs_no_finding(folder: Path) -> None:
    status, out, err = run(folder, "check", "--offline", "page.html", file_size=1000)
    assert (status, "missing-credit" in out) == (1, True)
    assert len(err.splitlines()) == 1


def fetcher(cache: Path) -> Fetcher:
    return Fetcher(Config(cache=cache, network=Network(allowed_addresses=("127.0.0.0/8",))))


def test_a_damaged_file_is_set_aside_and_a_new_one_keeps_answers(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    garbage(tmp_path / "kept")
    httpserver.expect_request("/x").respond_with_json({"a": 1})
    with fetcher(tmp_path / "kept") as first:
        assert "set aside" in first.trouble
        first.get(httpserver.url_for("/x"))
    with fetcher(tmp_path / "kept") as second:
        assert second.trouble == ""
        assert second.get(httpserver.url_for("/x")).retrieved is Retrieved.CACHED
    assert (tmp_path / "kept" / "answers.sqlite.broken").read_bytes().startswith(b"this is no")


def test_a_file_that_is_damaged_while_it_is_in_use_costs_no_answer(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/x").respond_with_json({"a": "b" * 9000})
    with fetcher(tmp_path) as one:
        one.get(httpserver.url_for("/x"))
        with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file = tmp_path / "answers.sqlite"
        file.write_bytes(file.read_bytes()[:4096] + b"\xff" * 20_000)
        for _ in range(3):
            assert one.get(httpserver.url_for("/x")).json() == {"a": "b" * 9000}


def test_a_folder_that_is_deleted_while_it_is_in_use_costs_no_answer(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/x").respond_with_json({"a": 1})
    httpserver.expect_request("/p").respond_with_data(b"picture")
    with fetcher(tmp_path / "kept") as one:
        one.get(httpserver.url_for("/x"))
        shutil.rmtree(tmp_path / "kept")
        for _ in range(2):
            assert one.get(httpserver.url_for("/x")).json() == {"a": 1}
            assert one.get(httpserver.url_for("/p"), kind="picture").body == b"picture"
    assert not list(tmp_path.glob("kept/*.broken"))


def test_what_a_read_only_cache_holds_is_still_read(tmp_path: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_oneshot_request("/x").respond_with_json({"a": 1})
    with fetcher(tmp_path) as one:
        one.get(httpserver.url_for("/x"))
    with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as other:
        other.execute("PRAGMA journal_mode=DELETE")
    kept = AnswerCache(tmp_path / "answers.sqlite", read_only=True)
    found = kept.find(httpserver.url_for("/x"), stale=False)
    kept.close()
    assert found is not None
    assert found.json() == {"a": 1}


CHILD = """
import sys
from pathlib import Path
from provenance.config import Config, Network
from provenance.fetch import Fetcher
network = Network(allowed_addresses=("127.0.0.0/8",))
with Fetcher(Config(cache=Path(sys.argv[1]), network=network)) as fetcher:
    for n in range(40):
        answer = fetcher.get(f"{sys.argv[2]}/{n % 10}")
        assert answer.json() == {"n": n % 10}, answer
        picture = fetcher.get(f"{sys.argv[2]}/p{n % 10}", kind="picture")
        assert picture.body == b"picture %d" % (n % 10)
    print("TROUBLE", fetcher.trouble)
"""


def test_four_processes_share_one_cache(tmp_path: Path, httpserver: HTTPServer) -> None:
    for n in range(10):
        httpserver.expect_request(f"/{n}").respond_with_json({"n": n})
        httpserver.expect_request(f"/p{n}").respond_with_data(b"picture %d" % n)
    command = [sys.executable, "-c", CHILD, str(tmp_path / "kept"), httpserver.url_for("")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        for _ in range(4)
    ]
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert out.strip() == b"TROUBLE"
