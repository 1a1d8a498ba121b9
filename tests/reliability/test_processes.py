"""Threads, forks, event loops, signals and kills: the same verdicts, and nothing that hangs."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance.config import Config
from provenance.model import Report
from provenance.run.checker import Checker
from tests.run.test_checker import article, verdicts
from tests.stand_ins.commons import Commons

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def config(commons: Commons, tmp_path: Path) -> Config:
    return Config(network=commons.network(), cache=tmp_path / "cache")


def test_sixteen_threads_share_a_checker_and_each_gets_its_own_report(
    config: Config, commons: Commons
) -> None:
    wanted = [n % 5 for n in range(48)]
    with Checker(config) as checker, ThreadPoolExecutor(16) as pool:

        def check(n: int) -> Report:
            if n % 3 == 0:
                return checker.check_fast(article(commons, n % 5), budget=60)
            return checker.check(article(commons, n % 5))

        reports = list(pool.map(check, range(48)))
    for at, (n, report) in enumerate(zip(wanted, reports, strict=True)):
        expected = [commons.verdict(n)]
        assert verdicts(report) in ([expected, ["unverified"]] if at % 3 == 0 else [expected])


def test_an_event_loop_awaits_checks_in_threads(config: Config, commons: Commons) -> None:
    async def run() -> list[Report]:
        with Checker(config) as checker:
            jobs = [asyncio.wrap_future(checker.submit(article(commons, n))) for n in range(4)]
            jobs += [asyncio.ensure_future(asyncio.to_thread(checker.check, article(commons, 4)))]
            return list(await asyncio.gather(*jobs))

    with ThreadPoolExecutor(1) as own_thread:  # the thread of the tests may run a browser's loop
        reports = own_thread.submit(asyncio.run, run()).result()
    assert [verdicts(report) for report in reports] == [[commons.verdict(n)] for n in range(5)]


FORKING = """
import os, sys, threading
from pathlib import Path
from provenance import Checker, Config
page = '<article><h1>News</h1><p>Text.</p><figure><img src="https://n.example/a.jpg" width="900" '
page += 'height="600"><figcaption>A bridge at night.</figcaption></figure></article>'
config = Config(cache=Path(sys.argv[1]))
from dataclasses import replace
config = replace(config, network=replace(config.network, offline=True))
checker = Checker(config)

def rules(report):
    return [f.rule for i in report.images for f in i.findings]

def all_ways():
    return [rules(checker.check(page)), rules(checker.check_fast(page, budget=60)),
            rules(checker.submit(page).result(60))]

before = all_ways()
children = [os.fork() for _ in range(1)]
if children[0] == 0:
    after = all_ways()
    os._exit(0 if after == before == [["missing-credit"]] * 3 else 3)
_, status = os.waitpid(children[0], 0)
print("CHILD", os.waitstatus_to_exitcode(status), all_ways() == before)
checker.close()
"""


def test_a_checker_made_before_a_fork_works_on_both_sides(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKING, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=ENVIRONMENT,
    )
    assert done.stdout.split() == ["CHILD", "0", "True"], done.stderr


def start(tmp_path: Path, commons: Commons, *extra: str) -> subprocess.Popen[str]:
    """A check of an article of five pictures, with a slow source."""
    request = commons.request(0, 1, 2, 3, 4)
    (tmp_path / "page.html").write_text(request["html"])
    for n in range(5):
        (tmp_path / f"{n}.jpg").write_bytes(commons.published[n])
    (tmp_path / "desk.toml").write_text(commons.settings())
    arguments = ["check", "page.html", "--images", ".", "--base-url", "https://news.example/"]
    arguments += ["--config", "desk.toml", "--cache", "kept"]
    return subprocess.Popen(
        [sys.executable, "-m", "provenance", *arguments, *extra],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGTERM])
def test_a_check_that_is_killed_leaves_a_cache_that_the_next_one_uses(
    tmp_path: Path, commons: Commons, kind: signal.Signals
) -> None:
    commons.latency = 0.5
    try:
        for after in (1.5, 2.5, 3.5, 4.5):
            running = start(tmp_path, commons)
            time.sleep(after)
            running.send_signal(kind)
            running.communicate(timeout=30)
    finally:
        commons.latency = 0.0
    running = start(tmp_path, commons, "--format", "json")
    out, err = running.communicate(timeout=120)
    assert running.returncode == 1, err
    assert "Traceback" not in err
    assert out.count('"verdict": "mismatch"') == 4  # three pictures, and the article
    assert out.count('"verdict": "consistent"') == 2
    assert not list((tmp_path / "kept").glob("*.broken"))


def test_an_interrupted_check_says_so_and_ends_at_once(tmp_path: Path, commons: Commons) -> None:
    commons.latency = 20.0
    try:
        running = start(tmp_path, commons)
        time.sleep(4)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
    finally:
        commons.latency = 0.0
    assert time.monotonic() - began < 10
    assert running.returncode == 130
    assert "Traceback" not in err
    assert "interrupted" in err


def test_an_interrupted_check_leaves_no_half_of_its_evidence(
    tmp_path: Path, commons: Commons
) -> None:
    commons.latency = 20.0
    try:
        running = start(tmp_path, commons, "--evidence", "evidence")
        time.sleep(4)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)
    finally:
        commons.latency = 0.0
    assert "Traceback" not in err
    assert list((tmp_path / "evidence").iterdir()) == []
