"""`provenance claims`: the places, dates and disclosures of a text, and how they lie to a
record."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from provenance.reports.json import shapes

from .conftest import Run


def test_tuesday_is_read_against_the_day_of_publication(run: Run) -> None:
    answer = run("claims", "Kyiv, Tuesday", "--published", "2023-05-18")
    assert answer.status == 0
    assert "place       Kyiv" in answer.out
    assert "date        Tuesday → 2023-05-16 (day)" in answer.out


def test_a_records_place_and_date_are_related_to_the_texts(run: Run) -> None:
    document = run(
        "claims",
        "Kyiv on 16 May 2023",
        "--place",
        "Iruma, Japan",
        "--date",
        "2012-11-03",
        "--format",
        "json",
    ).json
    jsonschema.Draft202012Validator(shapes.schema("claims")).validate(document)
    assert document["relations"] == {"place": "disjoint", "date": "after"}
    place = document["places"][0]
    assert "Kyiv on 16 May 2023"[place["start"] : place["end"]] == "Kyiv"


def test_rows_come_in_and_go_out_in_their_order_with_their_ids(run: Run, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": "Kyiv", "place": "Kyiv"},
        {"id": "b", "text": "Kyiv, 2014", "place": "Osaka", "date": "2024"},
        {"id": "c", "text": ""},
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    answered = run("claims", "--rows", "rows.jsonl").rows
    assert [row["id"] for row in answered] == ["a", "b", "c"]
    assert [row["relations"]["place"] for row in answered] == ["same", "disjoint", "unknown"]
    assert answered[1]["relations"]["date"] == "before"


def test_a_text_that_claims_nothing_says_so(run: Run) -> None:
    assert run("claims", "A table.").out == "no place, date or disclosure was read\n"


def test_a_date_that_is_none_is_told(run: Run) -> None:
    answer = run("claims", "Kyiv", "--published", "soon")
    assert answer.status == 2
    assert "'soon' is no date; write 2023-05-18" in answer.err


def test_a_date_that_needs_the_day_of_the_text_asks_for_it(run: Run) -> None:
    bare = run("claims", "Lviv, 3 May")
    assert bare.status == 0
    assert "“3 May” needs the day of the text: --published" in bare.err
    whole = run("claims", "Lviv, 3 May", "--published", "2023-05-18")
    assert "2023-05-03" in whole.out
    assert whole.err == ""
