"""What an audit costs: `python tests/benchmarks/bench_audit.py --pages DIR --articles 10000`.

The pages of a folder (`.html` or `.html.gz`; made here where none is named) are repeated, each time
with other picture addresses, and audited offline:

* articles a second, beside `provenance check --jobs 2` on the same files in the same run; the
  check may be that of another checkout (`--against`, a folder with the package in it)
* processor time an article, two workers beside one, memory at the first and the last tenth
* with `--only side`: one worker without Dask beside one of the other checkout (`--against`), batch
  by batch in one run: processor time an article, which is readable under load, and whether both
  come to the same
* with `--only once`: one audit with two workers and nothing beside it, for 100,000 articles
* with `--kills 10`: client and workers killed at random, then resumed: every article once

10,000 articles take some 15 minutes on two idle cores, `--articles 600` two.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from provenance.audit.running import BATCH

COMMAND = [sys.executable, "-c", "from provenance.cli import main; main()"]
PICTURE = re.compile(rb"\.(jpe?g|png|webp)\b")
MADE = """<!doctype html><html lang="en"><head><title>Story {0}</title></head><body><article>
<h1>Story {0}: ferries stay in Odesa</h1>{1}<figure><img src="https://paper.example/p/{0}.jpg"
width=900 height=600><figcaption>A ferry in Odesa on 9 May 2024. Photo: Mia Brandt / Example Wire
</figcaption></figure></article></body></html>"""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--against", type=Path)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--only", choices=["rate", "side", "once", "kills"])
    chosen = parser.parse_args()
    if chosen.only == "side" and chosen.against is None:
        parser.error("--only side needs the other checkout: --against DIR")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pages(folder / "site", chosen.pages, chosen.articles)
        if chosen.only == "once":
            audited(folder, chosen.articles, 2)
        elif chosen.only == "side":
            side_by_side(folder, chosen.articles, chosen.against)
        elif chosen.only != "kills":
            rates(folder, chosen.articles, chosen.against)
        if chosen.kills:
            survive(folder, chosen.articles, chosen.kills)


def write_pages(site: Path, pages: Path | None, count: int) -> None:
    """`count` saved pages, no two with the same pictures."""
    site.mkdir()
    files = sorted(pages.glob("*.html*")) if pages else []
    for number in range(count):
        if files:
            file = files[number % len(files)]
            data = file.read_bytes()
            text = gzip.decompress(data) if file.suffix == ".gz" else data
            text = PICTURE.sub(rb"-c%d.\1" % number, text)
        else:
            body = "<p>It rained, and nobody could say when the ferries would go.</p>" * 40
            text = MADE.format(number, body).encode()
        (site / f"{number:06}.html").write_bytes(text)


@dataclass
class Spent:
    """What one command took."""

    wall: float
    cpu: float
    memory: list[int]
    """Resident bytes of all its processes, twice a second."""

    @property
    def peak(self) -> int:
        """Megabytes at most."""
        return max(self.memory, default=0) // 2**20


def run(folder: Path, *args: str, package: Path | None = None) -> tuple[Spent, str]:
    """Run a command; what it took, and what it printed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = {**os.environ, "PROVENANCE_CACHE": str(folder / "cache")}
    if package is not None:
        environment["PYTHONPATH"] = str(package)
    with (folder / "out.txt").open("w+") as out:
        process = subprocess.Popen([*COMMAND, *args], cwd=folder, stdout=out, env=environment)
        memory: list[int] = []
        watching = threading.Thread(target=watch, args=(process, memory))
        watching.start()
        process.wait()
        watching.join()
        out.seek(0)
        told = out.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(time.monotonic() - began, cpu, memory), told


def watch(process: subprocess.Popen[bytes], memory: list[int]) -> None:
    """Note the memory of a process and its children until it ends."""
    with contextlib.suppress(psutil.Error):
        own = psutil.Process(process.pid)
        while process.poll() is None:
            memory.append(sum(resident(p) for p in (own, *own.children(recursive=True))))
            time.sleep(0.5)


def resident(process: psutil.Process) -> int:
    """Resident bytes; 0 for a process that is gone."""
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def rates(folder: Path, count: int, against: Path | None) -> None:
    """Audits with one and with two workers, and the check, one after the other."""
    (folder / "list.txt").write_text(
        "\n".join(str(p) for p in sorted((folder / "site").iterdir())), "utf-8"
    )
    spent, _ = run(
        folder, "check", "--list", "list.txt", "--offline", "--jobs", "2", "--format", "json",
        "--fail-on", "never", "-o", "check.json", package=against,
    )  # fmt: skip
    checked = count / spent.wall
    print(
        f"check --jobs 2: {checked:6.1f} articles/s, {1000 * spent.cpu / count:5.1f} ms CPU an "
        f"article, {spent.peak:,} MB"
    )
    (one, _), (two, audit) = (audited(folder, count, workers) for workers in (1, 2))
    print(
        f"2 workers : check --jobs 2 = {two / checked:.2f}; "
        f"2 workers : 1 worker = {two / one:.2f}; "
        f"processor time, check : 2 workers = {spent.cpu / audit.cpu:.2f} (readable under load)"
    )


def audited(folder: Path, count: int, workers: int) -> tuple[float, Spent]:
    """Articles a second of one audit as it counts them, and what it took; printed."""
    spent, told = run(
        folder, "audit", "site", "--output", f"audit-{workers}", "--workers", str(workers),
        "--format", "json",
    )  # fmt: skip
    whole, rate = count / spent.wall, float(json.loads(told)["rate"])
    with sqlite3.connect(folder / f"audit-{workers}" / "audit.sqlite") as ledger:
        (cpu,) = ledger.execute("SELECT AVG(cpu) FROM effort").fetchone()
    tenth = max(1, len(spent.memory) // 10)
    first, last = spent.memory[2 * tenth : 3 * tenth], spent.memory[-2 * tenth : -tenth]
    size = (folder / f"audit-{workers}" / "audit.sqlite").stat().st_size
    print(
        f"audit, {workers} workers: {rate:6.1f} articles/s ({whole:.1f} with its start), "
        f"{1000 * cpu:5.1f} ms CPU an article ({1000 * spent.cpu / count:.1f} with all else), "
        f"{spent.peak:,} MB at most, {mean(first):,} MB early, {mean(last):,} MB late, "
        f"{size / count / 1000:.1f} kB an article on disk"
    )
    return rate, spent


WORKER = """
import hashlib, json, sys, time
from dataclasses import replace
from pathlib import Path
from provenance.audit.auditing import offline
from provenance.audit.item import Item, ItemKind
from provenance.audit.outcome import unpack
from provenance.audit.worker import Job, Loaded
from provenance.config import Config
loaded = Loaded(Job(offline(Config()), Path("archives.sqlite")))
for line in sys.stdin:
    items = [Item(path, ItemKind.FILE, path, number=1) for path in json.loads(line)]
    began = time.process_time()
    outcomes = loaded.check(items)
    cpu, told = time.process_time() - began, []
    for one in outcomes:
        report = replace(unpack(one.report), checked=None) if one.report else None
        said = repr((replace(one, report=b"", seconds=0, cpu=0), report))
        told.append(hashlib.sha256(said.encode("utf-8", "replace")).hexdigest())
    print(json.dumps([cpu, told]), flush=True)
"""
LOADING = 10
"""Batches in which a worker loads what it then has; they are told apart from the others."""


def side_by_side(folder: Path, count: int, against: Path) -> None:
    """One worker of this checkout and one of another, in turns on the same batches."""
    paths = [str(path) for path in sorted((folder / "site").iterdir())]
    batches = [paths[at : at + BATCH] for at in range(0, count, BATCH)]
    ours, theirs = worker(folder, None), worker(folder, against)
    spent: dict[int, list[float]] = {ours.pid: [], theirs.pid: []}
    same = 0
    for number, batch in enumerate(batches):
        told = {}
        for one in (ours, theirs) if number % 2 else (theirs, ours):
            cpu, told[one.pid] = ask(one, batch)
            spent[one.pid].append(cpu)
        same += sum(a == b for a, b in zip(told[ours.pid], told[theirs.pid], strict=True))
    for name, first, last in (("while loading", 0, LOADING), ("then", LOADING, len(batches))):
        articles = sum(map(len, batches[first:last]))
        if articles:
            here, there = (sum(spent[one.pid][first:last]) for one in (ours, theirs))
            print(
                f"one worker, {name}: {1000 * here / articles:.1f} ms CPU an article, the other "
                f"checkout {1000 * there / articles:.1f}: {here / there:.3f} ({articles} articles)"
            )
    print(f"the same outcome: {same} of {len(paths)} articles")
    for one in (ours, theirs):
        one.communicate()


def worker(folder: Path, package: Path | None) -> subprocess.Popen[str]:
    """A process that checks the batches it is told of."""
    environment = {**os.environ, "PROVENANCE_CACHE": str(folder / "cache")}
    if package is not None:
        environment["PYTHONPATH"] = str(package.resolve())
    return subprocess.Popen(
        [sys.executable, "-c", WORKER], cwd=folder, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip


def ask(one: subprocess.Popen[str], batch: list[str]) -> tuple[float, list[str]]:
    """What a batch cost a worker, and what came of each article."""
    assert one.stdin is not None
    assert one.stdout is not None
    one.stdin.write(json.dumps(batch) + "\n")
    one.stdin.flush()
    cpu, told = json.loads(one.stdout.readline())
    return cpu, told


def mean(numbers: list[int]) -> int:
    """Megabytes on average."""
    return sum(numbers) // max(1, len(numbers)) // 2**20


def survive(folder: Path, count: int, kills: int) -> None:
    """Kill the client or a worker at random moments; resume until all is done."""
    dice, left, clients, workers = random.Random(5), kills, 0, 0
    args = ["site", "--output", "killed", "--workers", "2"]
    while True:
        process = subprocess.Popen(
            [*COMMAND, "audit", *args], cwd=folder, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        if left:
            until = done(folder) + max(1, count // (2 * kills))
            while process.poll() is None and done(folder) < until:
                time.sleep(0.1)
            time.sleep(dice.random())
            victims = list(children(process))
            if process.poll() is None and (dice.random() < 0.5 or not victims):
                os.kill(process.pid, signal.SIGKILL)
                clients += 1
                left -= 1
            elif process.poll() is None:
                os.kill(dice.choice(victims), signal.SIGKILL)
                workers += 1
                left -= 1
                if left:
                    time.sleep(2 + dice.random())
                    os.kill(process.pid, signal.SIGKILL)
                    clients += 1
                    left -= 1
        if process.wait() == 0:
            break
        args = ["--resume", "--output", "killed", "--workers", "2"]
    with sqlite3.connect(folder / "killed" / "audit.sqlite") as ledger:
        rows = ledger.execute("SELECT number, state FROM article ORDER BY 1").fetchall()
        (pictures,) = ledger.execute("SELECT COUNT(*) FROM picture").fetchone()
    once = [number for number, _ in rows] == list(range(1, count + 1))
    aside = sum(state == "set-aside" for _, state in rows)
    print(
        f"killed {clients} clients and {workers} workers: {len(rows)} of {count} articles, "
        f"{'every one once' if once else 'NOT every one once'}, {aside} set aside, "
        f"{pictures} pictures"
    )


def done(folder: Path) -> int:
    """Articles that are committed."""
    file = folder / "killed" / "audit.sqlite"
    with contextlib.suppress(sqlite3.Error):
        if file.exists():
            with sqlite3.connect(file) as ledger:
                return int(ledger.execute("SELECT COUNT(*) FROM article").fetchone()[0])
    return 0


def children(process: subprocess.Popen[bytes]) -> Iterator[int]:
    """The ids of the worker processes."""
    with contextlib.suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            if "spawn_main" in " ".join(child.cmdline()):
                yield child.pid


if __name__ == "__main__":
    main()
