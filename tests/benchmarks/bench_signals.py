"""How often each named sign decides on the labelled pages.

    python tests/benchmarks/bench_signals.py [GOLD PAGES]

A line for each sign that the page reader weighs: its kind (a picture's, or a text's near one), its
name, and on how many it held, by what was decided. Signs that never hold are listed as well: they
are candidates for removal, or wait for their kind of page.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from provenance.articles import explain_article
from provenance.articles.page.nearby_texts import BESIDE
from provenance.articles.page.story_signals import STORY
from provenance.articles.page.text_signals import BELONGS, CREDIT

PAGES = Path(__file__).parents[2].parent / "shared" / "data" / "pages"
TABLES = {"picture": (STORY,), "text": (BELONGS, CREDIT), "beside": (BESIDE,)}
"""Where signs are weighed; those of `beside` choose the box and are not shown by `--explain`."""


def decisions(gold: Path, pages: Path) -> Iterator[tuple[str, str, str]]:
    """(kind, sign, what was decided) for every sign that held on a page."""
    for line in gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        file = pages / Path(row["html"]).name
        body = gzip.decompress(
            (file if file.exists() else file.with_name(f"{file.name}.gz")).read_bytes()
        )
        for picture in explain_article(body, origin="page", kind="html", base_url=row.get("url")):
            decided = "kept" if picture.kept else "left out"
            for sign, _ in picture.weighed.parts:
                yield "picture", sign, decided
            for text in picture.texts:
                for sign, _ in text.weighed.parts:
                    yield "text", sign, text.role


def main() -> None:
    """The counts, commonest first; then the signs that never held."""
    gold, pages = map(Path, sys.argv[1:3]) if len(sys.argv) > 2 else (PAGES / "gold.jsonl", PAGES)
    by: dict[tuple[str, str], Counter[str]] = {}
    for kind, sign, decided in decisions(gold, pages):
        by.setdefault((kind, sign), Counter())[decided] += 1
    for (kind, sign), counts in sorted(by.items(), key=lambda item: -item[1].total()):
        told = ", ".join(f"{decided} {number}" for decided, number in counts.most_common())
        print(f"{kind:8} {sign:24} {counts.total():6}   {told}")
    for kind, tables in TABLES.items():
        names = {signal.name for table in tables for signal in table.signals}
        if silent := sorted(names - {sign for _, sign in by}):
            print(f"{kind:8} never shown: {', '.join(silent)}")


if __name__ == "__main__":
    main()
