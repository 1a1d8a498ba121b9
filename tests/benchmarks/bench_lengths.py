"""How long is what an editor reads: `python tests/benchmarks/bench_lengths.py`.

The labelled pages in `../shared/data/pages` are checked offline, each as a file saved without its
pictures, and printed at 100 columns. Printed are the lines of a page's report, short and with `-v`:
median, nine tenths, most; the pages with the most; and once more with each page's address known.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from pathlib import Path

from provenance import Checker
from provenance.articles import read_article
from provenance.config import Config, Network
from provenance.model import Report
from provenance.reports import RenderOptions, render

PAGES = Path(__file__).parents[2].parent / "shared" / "data" / "pages"
AIM = "aim: median 12, most 60"


def lines(report: Report, *, details: bool = False) -> int:
    """The lines of one report on the terminal."""
    return len(render([report], "terminal", RenderOptions(100, details=details)).splitlines())


def told(name: str, counts: list[int]) -> str:
    """Median, nine tenths and most, on one line."""
    ranked = sorted(counts)
    nine_tenths = ranked[int(0.9 * len(ranked))]
    return f"{name}: median {statistics.median(ranked):g}, 90 % {nine_tenths}, most {ranked[-1]}"


def main() -> None:
    """Print the figures."""
    if not (PAGES / "gold.jsonl").exists():
        sys.exit(f"{PAGES} is not here: no figures")
    rows = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]
    with Checker(Config(network=Network(offline=True), seed=True)) as checker:
        for how in ("address unknown", "address known"):
            short, whole = [], []
            for row in rows:
                html = gzip.decompress((PAGES / row["html"]).read_bytes())
                base = row["url"] if how == "address known" else None
                article = read_article(html, origin="article.html", base_url=base)
                report = checker.check(article)
                short.append(lines(report))
                whole.append(lines(report, details=True))
            print(f"{len(rows)} pages, {how} ({AIM})")
            print("  " + told("short", short))
            print("  " + told("with -v", whole))


if __name__ == "__main__":
    main()
