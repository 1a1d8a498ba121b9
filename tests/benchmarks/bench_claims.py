"""Time and quality of reading claims: `python tests/benchmarks/bench_claims.py`.

Prints milliseconds of CPU to open the gazetteer and per caption, beside the floor: splitting the
captions into words.
"""

from __future__ import annotations

import re
import time
from datetime import date

CAPTIONS = (
    "A Patriot launcher of the air force stands near Iruma, Japan, during an exercise on "
    "Tuesday, 17 July 2012.",
    "Rescuers carry a woman out of a flooded house in Porto Alegre, Brazil, in May 2024. "
    "Handout/Civil Defence",
    "Пожежники гасять пожежу у Харкові після обстрілу 3 березня 2022 року",
    "people wade through a flooded market in lagos nigeria last month",
    "Die Feuerwehr löscht am Dienstag einen Brand in einer Lagerhalle in Duisburg (Archivbild)",
)
ROUNDS = 100


def main() -> None:
    """Print the figures as one table."""
    start = time.process_time()
    from provenance.claims.reading import read_claims

    loaded = time.process_time()
    from provenance.claims.gazetteer import Gazetteer

    opened = time.process_time()
    Gazetteer().find(["kyiv"])
    first = time.process_time()
    for caption in CAPTIONS:
        read_claims(caption, published=date(2024, 6, 1))
    warm = time.process_time()
    for _ in range(ROUNDS):
        for caption in CAPTIONS:
            read_claims(caption, published=date(2024, 6, 1))
    done = time.process_time()
    for _ in range(ROUNDS):
        for caption in CAPTIONS:
            re.findall(r"\w+", caption)
    floor = time.process_time()
    each, least = (
        1000 * (b - a) / ROUNDS / len(CAPTIONS) for a, b in ((warm, done), (done, floor))
    )
    print(
        f"import {1000 * (loaded - start):.0f} ms; open and first look-up "
        f"{1000 * (first - opened):.1f} ms"
    )
    print(f"first captions {1000 * (warm - first):.0f} ms (tables and patterns are built once)")
    print(f"{each:.2f} ms a caption, {each / least:.0f} times splitting it into words")


if __name__ == "__main__":
    main()
