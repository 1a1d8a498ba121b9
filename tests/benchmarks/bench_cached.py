"""What checks cost where everything is at hand: a fast check, and full ones from the cache.

Usage: python tests/benchmarks/bench_cached.py [TREE]

TREE is another checkout, whose package is measured in the place of this one's. Forty articles of
five pictures from forty are checked against a server on loopback that stands in for Wikimedia
Commons and answers at once: fast ones again and again; then in full, four side by side, once by a
process that knows nothing yet, once by one whose cache has all answers on disk, and once by one
that holds the evidence too. Printed are the processor time of an article and the articles of a
second, and for the fast check processor time and time by the clock.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

TREE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2]
sys.path.insert(0, str(TREE.resolve()))

from provenance import Checker, Config, load_config  # noqa: E402
from provenance.articles import read_article  # noqa: E402
from provenance.model import Article  # noqa: E402
from tests.stand_ins.commons import Commons, standing_in  # noqa: E402

ARTICLES, PICTURES, ROUNDS = 40, 40, 3


def article(numbers: Sequence[int], commons: Commons) -> Article:
    """One article with the bytes of its pictures."""
    html = str(commons.request(*numbers)["html"]).encode()
    read = read_article(html, origin="desk", base_url="https://news.example/")
    images = (
        replace(image, data=commons.published[number])
        for number, image in zip(numbers, read.images, strict=True)
    )
    return replace(read, images=tuple(images))


def measure(what: str, work: Callable[[], object], count: int) -> None:
    """Do the work, and print what an article of it took."""
    cpu, clock = time.process_time(), time.perf_counter()
    work()
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    print(
        f"{what}: {cpu / count * 1000:.1f} ms of processor time and {clock / count * 1000:.1f} ms "
        f"by the clock an article, {count / clock:.1f} articles a second"
    )


def main() -> None:
    """Measure one tree."""
    commons, dice = Commons(PICTURES, 0.0, 0.0), random.Random(2)
    chosen = [dice.sample(range(PICTURES), 5) for _ in range(ARTICLES)]
    with tempfile.TemporaryDirectory() as folder, standing_in(commons):
        file = Path(folder) / "provenance.toml"
        file.write_text(commons.settings())
        config: Config = replace(load_config(file), cache=Path(folder) / "cache")
        print(TREE)
        with Checker(replace(config, cache=Path(folder) / "none")) as checker:
            checker.warm_up()
            articles = [article(numbers, commons) for numbers in chosen]
            for what in ("fast, the first time", *("fast, again",) * ROUNDS):
                measure(
                    what, lambda: [checker.check_fast(a, budget=60) for a in articles], ARTICLES
                )
        for what in ("full, nothing at hand", "full, answers on disk", "full, evidence in memory"):
            with Checker(config) as checker:
                checker.warm_up()
                if "memory" in what:
                    for one in articles:
                        checker.check(one)
                with ThreadPoolExecutor(4) as pool:
                    measure(what, lambda: list(pool.map(checker.check, articles)), ARTICLES)


if __name__ == "__main__":
    main()
