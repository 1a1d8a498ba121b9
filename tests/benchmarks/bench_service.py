"""The service under load and faults: articles checked at once, sources that are slow and fail, a
kill in the middle.

Usage: python tests/benchmarks/bench_service.py [--articles 50] [--latency 2.0] [--failing 0.1]
[--spread 25]

Stands a server on loopback in for Wikimedia Commons: it answers after LATENCY seconds, and FAILING
of its answers are errors, broken connections or half bodies. Every client asks for the fast
answer, then has its article checked as a job, SPREAD seconds between the first client and the last
(0: all in the same moment). When half the jobs are done the service is killed (SIGKILL) and
started again. Printed:

* jobs accepted, finished, lost, finished twice;
* verdicts against those of an undisturbed world, which are known because the pictures and records
  are made up:
  `as it should be`, `not verified, and says why` (what a fault may do), `wrong` (what nothing may
  do);
* the fast answer as its client sees it, as a ratio to its budget; beside it the floor, the same
  call to an idle
  service;
* the library's `check_fast` on five pictures without a hurry, as a ratio to the same budget;
* the service's resident memory at its peak, beside the idle service's.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from provenance import Checker, Config
from provenance.articles import read_article
from provenance.hooks.service.settings import Settings
from tests.stand_ins.commons import Commons, standing_in
from tests.stand_ins.service import Running, running

PICTURES = 40
"""Different pictures: each is used in several articles, as pictures are."""


@dataclass
class Article:
    """One client's article: which pictures it holds, and its request."""

    pictures: list[int]
    request: bytes
    fast: float = 0.0
    late: int = 0
    """Pictures that the fast answer left out for want of time."""
    job: str = ""
    answer: dict[str, Any] | None = None


def client(article: Article, service: Running, wait: float) -> None:
    """Ask fast, hand in the job, wait for it."""
    time.sleep(wait)
    answer = service.insisting("POST", "/v1/check?mode=fast", article.request)
    article.fast = answer.seconds
    told = answer.json["report"]
    unchecked = [i["not_checked"] for i in told["images"]]
    looked_at = sum(not any(n["rule"] == "picture" for n in x) for x in unchecked)
    article.late = len(article.pictures) - looked_at  # an article not read in time has none
    article.job = service.insisting("POST", "/v1/jobs", article.request).json["id"]
    while article.answer is None:
        time.sleep(1.0)
        state = service.insisting("GET", f"/v1/jobs/{article.job}").json
        if state.get("state") in ("done", "failed"):
            article.answer = state


def judged(articles: list[Article], commons: Commons) -> Counter[str]:
    """How often each picture's verdict was as it should be."""
    counts: Counter[str] = Counter()
    for article in articles:
        assert article.answer is not None
        if article.answer["state"] == "failed":
            counts[f"job failed: {article.answer['error']}"] += 1
            continue
        for n, image in zip(
            article.pictures, article.answer["answer"]["report"]["images"], strict=True
        ):
            reasons = sorted(
                {x["reason"] for x in image["not_checked"] if x["rule"].startswith("source")}
            )
            if image["verdict"] == commons.verdict(n):
                counts["as it should be"] += 1
            elif image["verdict"] == "unverified" and reasons:
                counts[f"not verified, and says why ({', '.join(reasons)})"] += 1
            else:
                counts[f"wrong: {image['verdict']} instead of {commons.verdict(n)}"] += 1
    return counts


def unhurried(chosen: list[list[int]], commons: Commons, cache: Path) -> list[float]:
    """Seconds that `check_fast` takes for each choice of pictures where it may take as long as
    it likes."""
    seconds = []
    with Checker(Config(cache=cache)) as checker:
        checker.warm_up()
        for numbers in chosen:
            read = read_article(
                commons.request(*numbers)["html"].encode(),
                origin="desk",
                base_url="https://news.example/",
            )
            brought = (
                replace(i, data=commons.published[n])
                for n, i in zip(numbers, read.images, strict=True)
            )
            article = replace(read, images=tuple(brought))
            began = time.perf_counter()
            checker.check_fast(article, budget=60)
            seconds.append(time.perf_counter() - began)
    return seconds


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def run(options: argparse.Namespace, folder: Path) -> None:
    """One run, printed."""
    commons = Commons(PICTURES, options.latency, options.failing)
    dice = random.Random(2)
    chosen = [dice.sample(range(PICTURES), 5) for _ in range(options.articles)]
    every = [
        Article(c, json.dumps(commons.request(*c, headline=f"A week in Kyiv ({n})")).encode())
        for n, c in enumerate(chosen)
    ]
    print(f"{options.articles} articles of 5 pictures ({len(every[0].request) / 1e6:.1f} MB each "
          "with their bytes), "
          f"{PICTURES} different pictures; sources: {options.latency:g} s, {options.failing:.0%} "
          "failing")  # fmt: skip
    alone = unhurried(chosen[:10], commons, folder / "library")
    peak = [0]
    with standing_in(commons), running(folder, commons=commons) as service:
        floor = [service.call("POST", "/v1/check?mode=fast", a.request).seconds for a in every[:10]]
        idle = service.memory_kb()
        threading.Thread(target=_watch, args=(service, peak), daemon=True).start()
        began = time.perf_counter()
        threads = [
            threading.Thread(
                target=client, args=(a, service, dice.uniform(0, options.spread)), daemon=True
            )
            for a in every
        ]
        for thread in threads:
            thread.start()
        while sum(a.answer is not None for a in every) < options.articles // 2:
            time.sleep(0.2)
        at_kill = service.insisting("GET", "/health").json
        service.kill()
        service.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - began
        stopped = service.terminate()
    written = Counter(x["job"] for x in service.events("job-finished") if x["kept"])
    done = sum(a.answer is not None for a in every)
    print(f"jobs: accepted {sum(bool(a.job) for a in every)}, finished {done}, lost "
          f"{options.articles - done}, "
          f"finished twice {sum(n > 1 for n in written.values())}; killed with "
          f"{at_kill['running']} running and "
          f"{at_kill['queued']} queued; all in {took:.0f} s; exit status after SIGTERM "
          f"{stopped}")  # fmt: skip
    print("pictures:", dict(judged(every, commons)))
    print("asked of the source:", dict(commons.asked))
    budget, fast = Settings(folder).fast_budget, [a.fast for a in every]
    inside = [x["seconds"] for x in service.events("answered") if x["route"] == "check"][
        len(floor) :
    ]
    for name, share in (("median", 0.5), ("p95", 0.95), ("worst", 1.0)):
        value, at_rest = percentile(fast, share), percentile(floor, share)
        print(f"fast answer, {name}: {value * 1000:.0f} ms = {value / budget:.2f} of its budget; "
              "idle service: "
              f"{at_rest * 1000:.0f} ms = {at_rest / budget:.2f}")  # fmt: skip
    print(f"the same as the service counts it, p95: {percentile(inside, 0.95) * 1000:.0f} ms = "
          f"{percentile(inside, 0.95) / budget:.2f}")  # fmt: skip
    print("check_fast in the library, alone and unhurried, median: "
          f"{percentile(alone, 0.5) * 1000:.0f} ms = "
          f"{percentile(alone, 0.5) / budget:.2f}; worst {max(alone) * 1000:.0f} ms")  # fmt: skip
    print(
        f"pictures left to the full check for want of time: {sum(a.late for a in every)} of "
        f"{5 * len(every)}"
    )
    print(
        f"memory: peak {peak[0] / 1024:.0f} MB = {peak[0] / idle:.2f} of the idle service's "
        f"{idle / 1024:.0f} MB"
    )


def _watch(service: Running, peak: list[int]) -> None:
    while True:
        with contextlib.suppress(OSError):
            peak[0] = max(peak[0], service.memory_kb())
        time.sleep(0.2)


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--latency", type=float, default=2.0)
    parser.add_argument("--failing", type=float, default=0.1)
    parser.add_argument("--spread", type=float, default=25.0)
    with tempfile.TemporaryDirectory() as folder:
        run(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
