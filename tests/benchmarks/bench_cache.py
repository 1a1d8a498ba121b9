"""What a look-up in the cache costs: `python tests/benchmarks/bench_cache.py`.

Answers of 4 KB are looked up in one file: alone, and beside two other processes that look up and
write in it all the time. Printed are the processor time of a look-up, and how long the slowest
twentieth took by the clock, as a ratio to the same when alone.
"""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

from provenance.fetch.answer_cache import AnswerCache
from provenance.fetch.exchange import Exchange
from provenance.model import Retrieved

KEPT, ASKED = 500, 3000
FRESH = timedelta(days=1)


def address(number: int) -> str:
    """One of the addresses."""
    return f"https://archive.example/w/api.php?format=json&titles=File:{number % KEPT}.jpg"


def answer(number: int) -> Exchange:
    """The answer to one of them."""
    now = datetime.now(UTC)
    headers = {"content-type": "application/json"}
    return Exchange(address(number), 200, headers, b"x" * 4096, now, Retrieved.LIVE)


def busy(file: Path, over: Event) -> None:
    """Look up and write until it is over."""
    cache, number = AnswerCache(file), 0
    while not over.is_set():
        number += 1
        cache.find(address(number * 7), stale=False)
        if number % 10 == 0:
            cache.keep(address(number * 3), answer(number * 3), FRESH)
    cache.close()


def looked_up(cache: AnswerCache) -> tuple[float, float]:
    """Milliseconds of processor a look-up, and by the clock that 95 of 100 stay below."""
    took, before = [], time.process_time()
    for number in range(ASKED):
        began = time.perf_counter()
        found = cache.find(address(number * 13), stale=False)
        took.append(time.perf_counter() - began)
        assert found is not None
    return 1000 * (time.process_time() - before) / ASKED, 1000 * sorted(took)[-ASKED // 20]


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answers.sqlite"
        cache = AnswerCache(file)
        for number in range(KEPT):
            cache.keep(address(number), answer(number), FRESH)
        cpu, alone = looked_up(cache)
        over = multiprocessing.get_context("spawn").Event()
        others = [
            multiprocessing.get_context("spawn").Process(target=busy, args=(file, over))
            for _ in range(2)
        ]
        for other in others:
            other.start()
        time.sleep(2)
        beside, shared = looked_up(cache)
        over.set()
        for other in others:
            other.join()
        cache.close()
    print(f"a look-up: {cpu:.3f} ms of processor, beside two processes {beside:.3f} (aim 0.3)")
    print(f"95 of 100 within {alone:.3f} ms, beside two within {shared:.3f}: {shared / alone:.1f}")


if __name__ == "__main__":
    main()
