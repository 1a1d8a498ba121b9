"""How many findings a page gets, by rule, and how long a page takes.

    python -m tests.benchmarks.bench_findings [--pages 600]          a corpus made here
    python -m tests.benchmarks.bench_findings FOLDER [--show RULE]   saved pages (.html, .html.gz,
    .txt)

The made corpus: half of the pages are correct, with captions full of other names, places and
dates; in the other half one thing is wrong (the place, the day, the author, the licence). On
correct pages every finding above a note is false; the peer is a checker that calls every page
wrong. Saved pages are checked offline by the whole line: what is found there is counted, not
judged.
"""

from __future__ import annotations

import argparse
import gzip
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import provenance
from provenance.config import Config, Network
from provenance.errors import UnreadableInput
from provenance.model import Finding, Severity
from provenance.run.judgement import run_rules
from tests.scenarios.build import case_of

PUBLISHED = date(2024, 3, 13)
SPOTS = (
    ("Kharkiv", "Ukraine"),
    ("Lyon", "France"),
    ("Valencia", "Spain"),
    ("Garissa", "Kenya"),
    ("Recife", "Brazil"),
    ("Sapporo", "Japan"),
    ("Leipzig", "Germany"),
    ("Lahore", "Pakistan"),
    ("Adelaide", "Australia"),
    ("Portland", "Maine"),
    ("Odessa", "Texas"),
    ("Birmingham", "Alabama"),
    ("Cork", "Ireland"),
    ("Tbilisi", "Georgia"),
)
SCENES = (
    "Firefighters at work",
    "Rescuers carry a man",
    "People queue for water",
    "A crowd waits",
    "Police officers",
)
ASIDES = (
    "Refugees from Syria had arrived the day before.",
    "Paris Brandt, left, spoke to reporters.",
    "Real Madrid fans helped.",
    "Washington has promised aid.",
    "The building was put up in 1987.",
    "American soldiers had trained there.",
    "Jordan Stone, a nurse, watched.",
    "The Bank of England declined to comment.",
    "She took office in 2016.",
    "A Brussels sprouts stall stood near by.",
)
AUTHORS = ("Iris Vale", "Kenji Arai", "Олена Коваль", "Marta Gil", "Tom O'Shea", "Ana María Ruiz")
LICENSES = ("CC BY-SA 4.0", "CC BY 2.0", "CC0", "public domain")


def correct(dice: random.Random) -> dict[str, Any]:
    """A page on which nothing is wrong."""
    city, land = dice.choice(SPOTS)
    day = PUBLISHED - timedelta(days=dice.randint(1, 6))
    when = dice.choice(
        (
            f"on {day:%A}",
            f"on {day:%B} {day.day}, {day.year}",
            f"on {day:%A}, {day.day} {day:%B} {day.year}",
        )
    )
    asides = " ".join(dice.sample(ASIDES, dice.randint(0, 3)))
    spot = f" in {city}, {land}," if dice.random() < 0.6 else ""
    author, license = dice.choice(AUTHORS), dice.choice(LICENSES)
    return {
        "headline": f"{dice.choice(('Fire', 'Flood', 'Strike', 'March'))} in {city}, {land}",
        "caption": f"{dice.choice(SCENES)}{spot} {when}. {asides}".strip(),
        "credit": f"{author}, Wikimedia Commons, {license}",
        "links": ["https://commons.wikimedia.org/wiki/File:Picture.jpg"],
        "record": [
            {"place": f"{city}, {land}", "taken": day, "creators": [author], "license": license}
        ],
    }


def place_wrong(row: dict[str, Any], dice: random.Random) -> None:
    """The record's place becomes another country's."""
    land = row["record"][0]["place"].split(", ")[1]
    city, other = dice.choice(
        [s for s in SPOTS if s[1] != land and {s[1], land} != {"Georgia", "Alabama"}]
    )
    row["record"][0]["place"] = f"{city}, {other}"


def day_wrong(row: dict[str, Any], dice: random.Random) -> None:
    """The picture is years old."""
    row["record"][0]["taken"] = PUBLISHED - timedelta(days=dice.randint(400, 4000))


def author_wrong(row: dict[str, Any], dice: random.Random) -> None:
    """The credit names somebody else."""
    row["record"][0]["creators"] = [dice.choice([a for a in AUTHORS if a not in row["credit"]])]


def author_left_out(row: dict[str, Any], dice: random.Random) -> None:
    """Only the platform is credited."""
    row["credit"] = "Wikimedia Commons"
    row["record"][0]["license"] = "CC BY-SA 4.0"


WRONG = {
    place_wrong: {"place-mismatch", "context-place-mismatch"},
    day_wrong: {"older-than-event", "date-mismatch"},
    author_wrong: {"creator-mismatch"},
    author_left_out: {"platform-as-author"},
}
"""What is done to a page, and the rules one of which must tell."""


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("folder", nargs="?", type=Path)
    ask.add_argument("--pages", type=int, default=600)
    ask.add_argument(
        "--show", metavar="RULE", help="print every finding of this rule on saved pages"
    )
    args = ask.parse_args()
    saved(args.folder, args.show) if args.folder else made(args.pages)


def made(pages: int) -> None:
    """The corpus made here."""
    dice = random.Random(6)
    false: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    wrong_pages = 0
    started = time.process_time()
    for number in range(pages):
        row = correct(dice)
        if number % 2:
            change = dice.choice(list(WRONG))
            change(row, dice)
            tried[change.__name__] += 1
            caught[change.__name__] += bool(WRONG[change] & set(told(row)))
            continue
        found = told(row)
        false.update(found)
        wrong_pages += bool(found)
    cost = 1000 * (time.process_time() - started) / pages
    right = pages - pages // 2
    print(f"correct pages {right}: with a false finding {wrong_pages} "
          f"({wrong_pages / right:.1%}; calling every page "
          f"wrong {1:.0%}); {cost:.1f} ms a page")  # fmt: skip
    for rule, count in false.most_common():
        print(f"  false {rule:28} {count:4}  {100 * count / right:.1f} per 100 pictures")
    for name in sorted(tried):
        print(f"  caught {name:27} {caught[name]:4} of {tried[name]}")


def told(row: Mapping[str, Any]) -> list[str]:
    """The rules that find more than a note."""
    outcomes = run_rules(case_of(row))
    return [o.rule for o in outcomes if isinstance(o, Finding) and o.severity is not Severity.INFO]


def saved(folder: Path, show: str | None) -> None:
    """Saved pages, checked offline."""
    found: Counter[str] = Counter()
    pages = pictures = 0
    started = time.process_time()
    with provenance.Checker(Config(network=Network(offline=True), jobs=1)) as checker:
        for path, data in _files(folder):
            try:
                report = checker.check(data)
            except UnreadableInput as error:
                print(f"{path.name}: {error}")
                continue
            pages, pictures = pages + 1, pictures + len(report.images)
            for image in report.images:
                for finding in image.findings:
                    found[f"{finding.rule} {finding.severity.value}"] += 1
                    if finding.rule == show:
                        print(f"{path.name} #{image.image.index}: {finding.message}")
    cost = 1000 * (time.process_time() - started) / max(1, pages)
    print(f"pages {pages}, pictures {pictures}; {cost:.0f} ms a page")
    for rule, count in found.most_common():
        print(f"  {rule:36} {count:4}  {100 * count / max(1, pictures):.1f} per 100 pictures")


def _files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for path in sorted(folder.iterdir()):
        if path.name.endswith(".html.gz"):
            yield path, gzip.decompress(path.read_bytes())
        elif path.suffix in (".html", ".txt"):
            yield path, path.read_bytes()


if __name__ == "__main__":
    main()
