"""Memory, descriptors and threads of the service over many articles, none of them like another.

Usage: python -m tests.benchmarks.bench_memory [ARTICLES]

Each article has two pictures, whose bytes nobody has sent before, and is checked completely against
a stand-in for Wikimedia Commons. Prints a line for each hundred articles, and how much the service
grew after the first hundred.
"""

from __future__ import annotations

import base64
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.stand_ins.commons import Commons, standing_in
from tests.stand_ins.service import Running, running

PICTURES = 40
EVERY = 100


def article(commons: Commons, number: int, dice: random.Random) -> dict[str, object]:
    """One article; each picture's file ends in bytes of its own, so that it is a new one."""
    chosen = dice.sample(range(PICTURES), 2)
    request = commons.request(*chosen, headline=f"A week in Kyiv ({number})")
    request["pictures"] = {
        url: base64.b64encode(base64.b64decode(data) + b"%d" % number).decode()
        for url, data in request["pictures"].items()
    }
    return request


def state(service: Running) -> tuple[int, int, int]:
    """Resident megabytes, open files, threads."""
    assert service.process
    there = Path(f"/proc/{service.process.pid}")
    threads = next(
        int(line.split()[1])
        for line in (there / "status").read_text().splitlines()
        if line.startswith("Threads")
    )
    return service.memory_kb() // 1024, len(list((there / "fd").iterdir())), threads


def main(articles: int = 1000) -> None:
    """Check so many articles."""
    dice, commons = random.Random(3), Commons(PICTURES)
    first: tuple[int, int, int] | None = None
    with (
        tempfile.TemporaryDirectory() as folder,
        standing_in(commons),
        running(Path(folder), commons=commons) as service,
    ):
        print("idle:", told(state(service)), flush=True)
        for number in range(1, articles + 1):
            answer = service.call("POST", "/v1/check", article(commons, number, dice))
            while answer.status == 429:
                time.sleep(1)
                answer = service.call("POST", "/v1/check", article(commons, number, dice))
            assert answer.status == 200, answer.body[:300]
            if number % EVERY == 0:
                now = state(service)
                first = first or now
                print(f"after {number:5}: {told(now)}", flush=True)
    assert first is not None
    grown = tuple(b - a for a, b in zip(first, now, strict=True))
    print("after the first hundred it grew by", told(grown))


def told(state: tuple[int, ...]) -> str:
    """A state in words."""
    return "{} MB, {} files, {} threads".format(*state)


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:2]))
