"""An audit on a cluster of its own: another scheduler, several workers, one budget a host."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytestmark = pytest.mark.component
COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]
WORKERS = 3
ALLOWED = 4
"""Connections at once to a host of no special rules; see `provenance/fetch/polite.py`."""
PAGE = """<!doctype html><html lang="en"><head><title>Story {0}</title></head><body><article>
<h1>Story {0}</h1><p>{1}</p><figure><img src="/p/{0}.jpg" width=800 height=500>
<figcaption>A ferry in Odesa. Photo: Mia Brandt</figcaption></figure>
<figure><img src="/p/{0}-b.jpg" width=800 height=500>
<figcaption>The harbour of Odesa. Photo: Mia Brandt</figcaption></figure></article></body></html>"""


class Paper(BaseHTTPRequestHandler):
    """A paper that takes its time, and counts who asks at once."""

    lock, now, most, asked = threading.Lock(), 0, 0, 0

    def do_GET(self) -> None:
        kind = type(self)
        with kind.lock:
            kind.now += 1
            kind.asked += 1
            kind.most = max(kind.most, kind.now)
        time.sleep(0.15)
        with kind.lock:
            kind.now -= 1
        found = self.path.startswith("/story-")
        body = PAGE.format(self.path[7:], "It rained. " * 60).encode() if found else b"no"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def paper() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@dataclass
class Scheduler:
    """A running scheduler and its workers."""

    address: str
    process: subprocess.Popen[bytes]


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Scheduler]:
    """A newsroom's own cluster: a scheduler, and workers with nannies, as their commands start."""
    pytest.importorskip("distributed")
    log = tmp_path / "scheduler.log"
    started: list[subprocess.Popen[bytes]] = []

    def start(*args: str) -> None:
        with log.open("ab") as out:
            started.append(
                subprocess.Popen(
                    [sys.executable, "-m", "distributed.cli.dask_" + args[0], *args[1:]],
                    stdout=out, stderr=out, cwd=tmp_path, start_new_session=True,
                )
            )  # fmt: skip

    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    until = time.monotonic() + 60
    address = None
    while address is None and time.monotonic() < until:
        address = re.search(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", log.read_text())
        time.sleep(0.1)
    assert address, log.read_text()
    for _ in range(WORKERS):
        start("worker", address[1], "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
    yield Scheduler(address[1], started[0])
    for process in reversed(started):
        process.terminate()
    for process in started:
        process.wait(timeout=60)


def test_a_host_is_asked_by_all_workers_as_by_one(
    scheduler: Scheduler, paper: str, tmp_path: Path
) -> None:
    (tmp_path / "desk.toml").write_text('[network]\nallowed-addresses = ["127.0.0.1/32"]\n')
    (tmp_path / "list.txt").write_text("\n".join(f"{paper}/story-{n}" for n in range(60)))
    Paper.most = 0
    done = subprocess.run(
        [*COMMAND, "audit", "--list", "list.txt", "--online", "--output", "out", "--scheduler",
         scheduler.address, "--config", "desk.toml"],
        cwd=tmp_path, capture_output=True, text=True, timeout=280,
        env={**os.environ, "PROVENANCE_CACHE": str(tmp_path / "cache")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "60 checked" in done.stdout
    assert 1 < Paper.most <= ALLOWED


def test_a_scheduler_that_dies_is_told_and_what_was_committed_stays(
    scheduler: Scheduler, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    for number in range(400):
        text = PAGE.format(number, "It rained. " * 400)
        (tmp_path / "site" / f"{number:03}.html").write_text(text)
    running = subprocess.Popen(
        [*COMMAND, "audit", "site", "--output", "out", "--scheduler", scheduler.address],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 120
    while committed(tmp_path) < 32 and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    scheduler.process.kill()
    told = running.communicate(timeout=120)[1]
    assert running.returncode == 2, told
    assert "the scheduler is gone" in told
    assert len(told.strip().splitlines()) == 1, told
    assert 32 <= committed(tmp_path) < 400
    rest = subprocess.run(
        [*COMMAND, "audit", "--resume", "--output", "out"],
        cwd=tmp_path, capture_output=True, text=True, timeout=280,
    )  # fmt: skip
    assert "400 articles: 400 checked" in rest.stdout, rest.stderr


def committed(folder: Path) -> int:
    try:
        with sqlite3.connect(folder / "out" / "audit.sqlite") as ledger:
            return int(ledger.execute("SELECT COUNT(*) FROM article").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_a_scheduler_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><h1>A</h1></body></html>")
    done = subprocess.run(
        [*COMMAND, "audit", "a.html", "--output", "out", "--scheduler", "tcp://127.0.0.1:9"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
