"""How well and how fast credit lines are read: `python tests/benchmarks/bench_credits.py`.

Prints the share of lines with each field right (as `score_credits.py` compares: case, spaces and
punctuation folded, lists as sets), over all labelled lines, and lines per second against a floor:
one split of each line at its slashes by a regular expression.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from provenance.credits import parse_credit
from provenance.model import Credit

GOLD = Path(__file__).parents[2].parent / "shared" / "data" / "credits" / "gold.jsonl"
FIELDS = ("creators", "organizations", "platform", "license", "flags", "handles", "distributor")


def fold(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return frozenset(map(fold, value))
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFKC", value or "").casefold()))


def answer(credit: Credit) -> dict[str, Any]:
    return {name: getattr(credit, name) for name in FIELDS} | {
        "license": credit.license and credit.license.name
    }


def rate(lines: list[str], work: Callable[[str], object]) -> float:
    start = time.perf_counter()
    for line in lines:
        work(line)
    return len(lines) / (time.perf_counter() - start)


def main() -> None:
    if not GOLD.exists():
        print(f"no labelled lines at {GOLD}")
        return
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if line]
    rows = [row for row in rows if not row["ambiguous"]]
    right = dict.fromkeys(FIELDS, 0)
    every = 0
    for row in rows:
        got = answer(parse_credit(row["raw"]))
        good = {name: fold(got[name]) == fold(row[name]) for name in FIELDS}
        for name in FIELDS:
            right[name] += good[name]
        every += all(good[name] for name in FIELDS if name != "distributor")
    print(f"{len(rows)} lines")
    for name in FIELDS:
        print(f"  {name:14} {right[name] / len(rows):.3f}")
    print(f"  {'all but distributor':14} {every / len(rows):.3f}")
    lines = [row["raw"] for row in rows] * 5
    ours, floor = rate(lines, parse_credit), rate(lines, lambda line: re.split(r"\s*/\s*", line))
    print(f"  {ours:,.0f} lines/s; a bare split at slashes is {floor / ours:,.0f} times as fast")


if __name__ == "__main__":
    main()
