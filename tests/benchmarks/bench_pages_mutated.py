"""How often a labelled page in another template gives the same answer:
`python tests/benchmarks/bench_pages_mutated.py [PAGES]`.

Every mutation of `tests/articles/mutations.py` over the labelled pages in `../shared/data/pages`:
the share of pages whose pictures, captions and credits are all as before.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "articles"))

from mutations import MUTATIONS

from provenance.articles import read_article

PAGES = Path(__file__).parents[2].parent / "shared" / "data" / "pages"
DEFAULT = 40
"""Pages read where no number is given: every fourth or so, for two minutes of work."""

Answer = list[tuple[str | None, str | None, str | None]]


def pages(count: int) -> Iterator[tuple[str, str | None]]:
    """The labelled pages with their addresses, spread over the whole set."""
    rows = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text().splitlines() if line]
    for row in rows[:: max(1, len(rows) // count)]:
        raw = (PAGES / row["html"]).read_bytes()
        yield gzip.decompress(raw).decode("utf-8", "replace"), row.get("url")


def answer(page: str, url: str | None) -> Answer:
    """What is read of a page."""
    images = read_article(page.encode(), origin="page.html", base_url=url).images
    return [
        (
            image.content_url,
            image.caption.text if image.caption else None,
            image.credit.text if image.credit else None,
        )
        for image in images
    ]


def main() -> None:
    """Print the share of pages that each mutation leaves unchanged."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    same = dict.fromkeys(MUTATIONS, 0)
    total = 0
    for page, url in pages(count):
        total += 1
        before = answer(page, url)
        for name, mutate in MUTATIONS.items():
            same[name] += answer(mutate(page), url) == before
    for name, unchanged in same.items():
        print(f"{name}: {unchanged} of {total} pages unchanged ({unchanged / total:.3f})")


if __name__ == "__main__":
    main()
