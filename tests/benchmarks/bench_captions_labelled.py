"""False accusations and calls over real captions, and credit lines read right, batch by batch.

    python -m tests.benchmarks.bench_captions_labelled FILE... [--show]

FILE holds JSON lines, labelled by reading the page: captions with `caption`, `language`,
`published`, `scene_places`, `mentioned_places` and `date`, or credit lines with `raw` and the
fields of a credit. The labels of real pages are not kept here; `captions.psv` holds invented ones.

A caption with a scene's place is held against a record of each such place (an error is false) and
of a town far from all that it names (no error is a miss); one without, against a record of each
place it names and of a far town (an error is false). Dates likewise: the day itself and the day
`YEARS_OUT` years before; where none is claimed, the day `DAYS_BEFORE` days before publication.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from provenance.claims import find_place, read_claims
from provenance.claims.relations import distance_km
from provenance.credits import parse_credit
from provenance.model import Claims, Place
from tests.benchmarks.bench_captions import date_error, place_error
from tests.benchmarks.bench_credits import FIELDS, answer, fold

FAR_TOWNS = (
    "Nairobi, Kenya", "Lima, Peru", "Sydney, Australia", "Osaka, Japan", "Lyon, France",
    "Denver, United States",
)  # fmt: skip
"""Where the excluding record's place is taken from: the first that is far from all named."""
FAR = 2000
"""Kilometres between the places of the caption and the excluding record's."""
YEARS_OUT = 6
DAYS_BEFORE = 400

Judged = Iterator[tuple[str, str, bool]]
"""What was asked, what was said, and whether saying something is the mistake."""


def _place(label: str) -> Place | None:
    """The labelled place: its likeliest reading in its country, the country where that is all."""
    country = next(iter(find_place(label.rpartition(",")[2])), None)
    found = [p for p in find_place(label) if country is None or p.country == country.country]
    return next((p for p in found if p.kind != "country"), found[0] if found else None)


def _far_town(labels: list[str]) -> str | None:
    known = [p for label in labels if (p := _place(label))]
    for town in FAR_TOWNS:
        there = find_place(town)[0]
        if all(p.country != there.country and (distance_km(p, there) or FAR) >= FAR for p in known):
            return town
    return None


def _places(row: dict[str, Any], claims: Claims, published: date) -> Judged:
    scene, named = row["scene_places"], row["mentioned_places"]
    far = _far_town([*scene, *named])
    kind = "scene" if scene else "no scene"
    for label in scene or named:
        if place := _place(label):
            yield f"{kind}: agrees", place_error(claims, published, label, (place,)), True
    if far:
        yield f"{kind}: far", place_error(claims, published, far), not scene


def _dates(row: dict[str, Any], claims: Claims, published: date) -> Judged:
    if row["date"]:
        first, last = (date.fromisoformat(row["date"][k]) for k in ("from", "to"))
        day = first + (last - first) / 2
        yield "date: agrees", date_error(claims, published, day), True
        out = day - timedelta(days=YEARS_OUT * 365)
        yield "date: years out", date_error(claims, published, out), False
    else:
        before = published - timedelta(days=DAYS_BEFORE)
        yield "no date: earlier", date_error(claims, published, before), True


def judge_caption(row: dict[str, Any]) -> Judged:
    """What the rules say of one labelled caption."""
    published = date.fromisoformat(row["published"]) if row["published"] else date(2024, 6, 1)
    claims = read_claims(row["caption"], published=published, language=row["language"])
    yield from _places(row, claims, published)
    yield from _dates(row, claims, published)


def judge_credit(row: dict[str, Any]) -> Judged:
    """Whether each field of a credit line is read as labelled."""
    got = answer(parse_credit(row["raw"]))
    wrong = [
        name
        for name in FIELDS
        if name in row and name != "distributor" and fold(got[name]) != fold(row[name])
    ]
    said = "; ".join(f"{n}: {got[n]}, not {row[n]}" for n in wrong)
    yield "credit wrong", said, True


def main() -> None:
    """Print the counts of each file, and their sum."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("files", nargs="+", type=Path)
    ask.add_argument("--show", action="store_true", help="print what is read wrongly")
    args = ask.parse_args()
    total: dict[str, Counter[str]] = {}
    for file in args.files:
        counts: dict[str, Counter[str]] = {}
        for line in filter(None, file.read_text("utf-8").splitlines()):
            row = json.loads(line)
            judged = judge_caption(row) if "caption" in row else judge_credit(row)
            for kind, said, wrong in judged:
                for count in (counts, total):
                    count.setdefault(kind, Counter()).update(asked=1, said=int(bool(said)))
                if args.show and bool(said) is wrong:
                    print(
                        f"  {kind}: {row.get('caption') or row['raw']}\n      {said or 'nothing'}"
                    )
        print(file.stem, _line(counts))
    print("all", _line(total))


def _line(counts: dict[str, Counter[str]]) -> str:
    return " · ".join(f"{kind} {c['said']}/{c['asked']}" for kind, c in sorted(counts.items()))


if __name__ == "__main__":
    main()
