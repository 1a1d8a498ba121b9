"""Precision and recall of every rule over the scenarios, beside a checker that calls every picture
wrong.

    python -m tests.benchmarks.bench_scenarios

A finding is right where a scenario expects its rule, neutral where the scenario allows it or it is
a note, false otherwise.
"""

from __future__ import annotations

import time
from collections import Counter

from tests.scenarios.build import scenarios


def main() -> None:
    """Print the table."""
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    false_errors = 0
    cases = list(scenarios())
    started = time.process_time()
    results = [s.findings() for s in cases]
    cost = (time.process_time() - started) / len(cases)
    for scenario, found in zip(cases, results, strict=True):
        for rule, severity in scenario.expect.items():
            hit = rule in found and severity in (None, found[rule])
            (right if hit else missed)[rule] += 1
        for rule, severity in found.items():
            if severity != "info" and rule not in scenario.expect and rule not in scenario.allow:
                false[rule] += 1
                false_errors += severity == "error"
    print(f"{'rule':28} right missed false  precision recall")
    for rule in sorted(right | missed | false):
        print(f"{rule:28} {right[rule]:5} {missed[rule]:6} {false[rule]:5}  "
              f"{_share(right[rule], false[rule])} "
              f"{_share(right[rule], missed[rule])}")  # fmt: skip
    r, m, f = right.total(), missed.total(), false.total()
    print(f"{'all':28} {r:5} {m:6} {f:5}  {_share(r, f)} {_share(r, m)}")
    wrong = sum(1 for s in cases if s.expect)
    print(
        f"{len(cases)} scenarios, {wrong} of which expect a finding; false findings of severity "
        f"error: {false_errors}"
    )
    print(
        f"floor: calling every picture wrong has precision {wrong / len(cases):.3f} at recall 1.000"
    )
    print(f"all rules over one picture: {cost * 1000:.2f} ms of CPU")


def _share(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):9.3f}" if right + wrong else "        –"


if __name__ == "__main__":
    main()
