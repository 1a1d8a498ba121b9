"""False accusations and calls over captions in the forms of news agencies.

    python -m tests.benchmarks.bench_captions [--half dev|held|all] [--show]

`captions.psv` holds invented captions in fifteen languages, each with the place and day of a record
that agrees and, where the caption says where or when it was taken, of one that excludes it. Printed
are the errors against the records that agree, per 100, and the share of the excluding records that
is called as an error. `--half`: rows in turn are for development and kept apart.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from provenance.claims import find_place, read_claims
from provenance.model import Case, Claims, Finding, Place, PlaceClaim, Severity
from provenance.rules import date_mismatch, older_than_event, place_mismatch
from provenance.rules.kit.examples import date_fact, example, original

ROWS = Path(__file__).with_name("captions.psv")
DATE_RULES = (date_mismatch, older_than_event)


@dataclass(frozen=True, slots=True)
class Row:
    """One caption with its records."""

    language: str
    subject: str
    published: date
    place: str
    other_place: str
    taken: date
    other_day: date | None
    caption: str


def rows(half: str = "all") -> Iterator[Row]:
    """The captions of one half, or all."""
    lines = [x for x in ROWS.read_text("utf-8").splitlines() if x and not x.startswith("#")]
    chosen = {"dev": lines[::2], "held": lines[1::2], "all": lines}[half]
    for line in chosen:
        language, subject, published, place, other, taken, another, caption = line.split(" | ")
        yield Row(
            language, subject, date.fromisoformat(published), place, "" if other == "-" else other,
            date.fromisoformat(taken), None if another == "-" else date.fromisoformat(another),
            caption,
        )  # fmt: skip


def place_error(
    claims: Claims, published: date, place: str, readings: tuple[Place, ...] = ()
) -> str:
    """The message of the error that the rule makes of this caption and record; empty for none."""
    readings = readings or find_place(place)
    if not readings:
        raise ValueError(f"{place!r} is not in the gazetteer")
    found = original("Scene", stated={place: readings[0]})
    found = replace(found, claims=Claims("Scene", (PlaceClaim(place, 0, 0, readings),)))
    case = example("", caption=claims, originals=[found], published=published).case
    return _error(place_mismatch.check(case))


def date_error(claims: Claims, published: date, day: date) -> str:
    """The message of the error that a capture on this day makes; empty for none."""
    case: Case = example(
        "", caption=claims, originals=[original(dates=[date_fact(day)])], published=published
    ).case
    return next((m for rule in DATE_RULES if (m := _error(rule.check(case)))), "")


def _error(outcomes: object) -> str:
    found = [o for o in outcomes if isinstance(o, Finding)]  # type: ignore[attr-defined]
    return next((f.message for f in found if f.severity is Severity.ERROR), "")


def main() -> None:
    """Print one line a language."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--half", choices=("dev", "held", "all"), default="dev")
    ask.add_argument("--show", action="store_true", help="print each caption that is read wrongly")
    args = ask.parse_args()
    counts: dict[str, Counter[str]] = {}
    for row in rows(args.half):
        claims = read_claims(row.caption, published=row.published, language=row.language)
        for name in (row.language, "all"):
            counts.setdefault(name, Counter())["rows"] += 1
        for key, message, wrong in _judge(row, claims):
            for name in (row.language, "all"):
                counts[name][key] += 1
                counts[name][f"{key} hit"] += bool(message)
            if args.show and bool(message) is wrong:
                print(f"{key:14} {row.language} {row.caption}\n{'':18}{message or 'nothing'}")
    for name, count in counts.items():
        print(
            f"{name:4} {count['rows']:4} captions, false errors in 100: "
            f"place {_share(count, 'agrees')}, date {_share(count, 'same day')}; called in 100: "
            f"place {_share(count, 'elsewhere')}, date {_share(count, 'other day')}"
        )


def _judge(row: Row, claims: Claims) -> Iterator[tuple[str, str, bool]]:
    """What was asked, what was said, and whether saying something is the mistake."""
    yield "agrees", place_error(claims, row.published, row.place), True
    yield "same day", date_error(claims, row.published, row.taken), True
    if row.other_place:
        yield "elsewhere", place_error(claims, row.published, row.other_place), False
    if row.other_day:
        yield "other day", date_error(claims, row.published, row.other_day), False


def _share(count: Counter[str], key: str) -> str:
    n = count[key]
    return f"{100 * count[f'{key} hit'] / n:5.1f} of {n:3}" if n else "    – of   0"


if __name__ == "__main__":
    main()
