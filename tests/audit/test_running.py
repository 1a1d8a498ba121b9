"""Audits as they are run: by processes that may die at any moment."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from provenance.audit.cluster import Batch, Cluster, open_cluster
from provenance.audit.item import Item, ItemKind
from provenance.audit.worker import Job
from provenance.config import Config, Network
from provenance.reports.json import shapes

from .conftest import COMMAND, Audit, page, tables

DEADLY = '''"""It ends the process over one caption, and never ends over another.

What it finds
    Nothing.

Why it matters
    Somebody's rule may do so.

How it is decided
    By the caption.

When it is wrong
    Always.

What to do
    Nothing.
"""
import os, re, time
from provenance.model import Passed, Severity
SEVERITY = Severity.INFO
WEIGHS = ()
PRECEDENCE = 1
EXAMPLES = ()
def check(case):
    caption = case.image.caption.text if case.image.caption else ""
    if "poison" in caption:
        os._exit(9)
    if "tar pit" in caption:
        re.match("(a|a)*b", "a" * 60)
    return ()
'''


@pytest.fixture
def deadly(tmp_path: Path) -> dict[str, str]:
    """An installed rule that kills and hangs; no rule of ours does."""
    place = tmp_path / "plug"
    info = place / "deadly-1.0.dist-info"
    info.mkdir(parents=True)
    (place / "deadly_rule.py").write_text(DEADLY)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[provenance.rules]\ndeadly-rule = deadly_rule\n")
    paths = [str(place), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def test_the_same_audit_twice_gives_the_same_tables(audit: Audit, site: Path, paper: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    (site / "empty.html").write_text("")
    for name, workers in (("one", "1"), ("two", "2")):
        done = audit("site", "paper", "--output", name, "--workers", workers, "--format", "json")
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        jsonschema.validate(told, shapes.schema("audit"))
        assert (told["articles"], told["states"]) == (10, {"checked": 9, "unread": 1})
    one, two = (tables(site.parent / name) for name in ("one", "two"))
    assert one == two
    rules = [row[2] for row in one["finding"]]
    assert (rules.count("missing-credit"), rules.count("contradictory-captions")) == (1, 2)
    again = audit("site", "--output", "one")
    assert (again.returncode, again.stdout) == (2, "")
    assert "--resume" in again.stderr
    assert audit("--resume", "--output", "one").returncode == 0
    assert tables(site.parent / "one") == two


def test_an_article_that_kills_or_hangs_is_set_aside_and_costs_no_other(
    audit: Audit, site: Path, deadly: dict[str, str]
) -> None:
    (site / "poison.html").write_text(page("Poison", caption="A bottle of poison."))
    (site / "stuck.html").write_text(page("Stuck", caption="A tar pit near Odesa."))
    (site.parent / "desk.toml").write_text("budget = 4.0\n")
    done = audit("site", "--output", "out", "--workers", "2", "--config", "desk.toml", **deadly)
    assert done.returncode == 0, done.stderr
    assert "6 checked, 2 set aside" in done.stdout
    rows = tables(site.parent / "out")["article"]
    aside = {row[0]: row[2] for row in rows if row[1] == "set-aside"}
    assert len(aside) == 2
    assert all("2 times" in why and "8 seconds" in why for why in aside.values())


def test_a_worker_has_one_batch_and_one_that_died_has_none(site: Path) -> None:
    """Two that shared a worker would both be blamed for its death."""
    pytest.importorskip("distributed")
    (site / "story.html").write_text(page("Story"))
    story = Item("story", ItemKind.FILE, str(site / "story.html"), number=1)
    job = Job(Config(cache=site / "cache", network=Network(offline=True)), site / "none")
    with open_cluster(job, 2, None) as cluster:
        first, second = cluster.idle()
        cluster.submit([story], first)
        assert cluster.idle() == [second]
        cluster._client.run(os._exit, 1, workers=[second], on_error="ignore")
        until = time.monotonic() + 60
        while second in cluster.idle() and time.monotonic() < until:
            time.sleep(0.01)
        assert first not in cluster.idle()
        (ended,) = _ended(cluster)
        assert ended.outcomes is not None
        assert first in cluster.idle()


def _ended(cluster: Cluster) -> list[Batch]:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if ended := list(cluster.ended(1.0)):
            return ended
    raise AssertionError("nothing ended")


def newspaper(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:03}.html").write_text(page(f"Story {number}"), "utf-8")


def start(folder: Path, *args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "audit", *args, "--output", "out", "--workers", "2"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def committed(folder: Path) -> int:
    if not (folder / "out" / "audit.sqlite").exists():
        return 0
    with closing(sqlite3.connect(folder / "out" / "audit.sqlite")) as connection:
        try:
            return int(connection.execute("SELECT COUNT(*) FROM article").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def wait_for(folder: Path, count: int, running: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while committed(folder) < count and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)


def test_whatever_is_killed_every_article_is_there_once_in_the_end(tmp_path: Path) -> None:
    newspaper(tmp_path / "site", 300)
    whole = start(tmp_path, "site")
    wait_for(tmp_path, 20, whole)
    os.kill(whole.pid, signal.SIGINT)
    told = whole.communicate(timeout=60)[1].decode()
    assert whole.returncode == 130, told
    assert "--resume --output out" in told
    after_interrupt = committed(tmp_path)
    assert after_interrupt >= 20

    cut = start(tmp_path, "--resume")
    wait_for(tmp_path, after_interrupt + 40, cut)
    kept = committed(tmp_path)
    os.kill(cut.pid, signal.SIGKILL)
    cut.communicate(timeout=60)
    assert committed(tmp_path) >= kept

    last = start(tmp_path, "--resume")
    wait_for(tmp_path, kept + 20, last)
    workers = [
        child.pid
        for child in psutil.Process(last.pid).children(recursive=True)
        if "spawn_main" in " ".join(child.cmdline())
    ]
    os.kill(workers[0], signal.SIGKILL)
    assert last.communicate(timeout=200)[1].decode() == ""
    assert last.returncode == 0
    rows = tables(tmp_path / "out")
    assert [row[0] for row in rows["article"]] == list(range(1, 301))
    assert {row[1] for row in rows["article"]} == {"checked"}


def test_wrong_calls_are_told_in_one_sentence(audit: Audit, site: Path) -> None:
    for args, words in (
        (("site",), "--output"),
        (("none.jsonl", "--output", "out"), "nothing to audit"),
        (("none/*.html", "--output", "out"), "no file matches"),
        (("--resume", "--output", "nowhere"), "there is no audit in nowhere"),
        (("--resume", "site", "--output", "nowhere"), "name no target"),
        (("site", "--output", "out", "--online", "--offline"), "contradict"),
        (("site", "--output", "x", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"), "own"),
        (("report", "nowhere"), "there is no audit in nowhere"),
        (("show", "nowhere", "1"), "there is no audit in nowhere"),
    ):
        done = audit(*args)
        assert (done.returncode, done.stdout) == (2, ""), args
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) <= 4
