"""`provenance credit`: a credit line, taken apart."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from provenance.reports.json import shapes

from .conftest import Run

LINE = "Photo: Jane Doe / Reuters via Getty Images"


def test_a_line_is_taken_apart(run: Run) -> None:
    answer = run("credit", LINE)
    assert answer.status == 0
    assert answer.out.splitlines()[0].split() == ["creators", "Jane", "Doe"]
    assert "distributor     Getty Images" in answer.out


def test_json_keeps_to_its_schema(run: Run) -> None:
    document = run("credit", LINE, "--format", "json").json
    jsonschema.Draft202012Validator(shapes.schema("credit")).validate(document)
    assert document["creators"] == ["Jane Doe"]


def test_a_file_of_lines_gives_a_json_line_for_each_blank_ones_too(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "lines.txt").write_text(f"{LINE}\n\nTwitter\n", "utf-8")
    rows = run("credit", "--lines", "lines.txt").rows
    assert [row["platform"] for row in rows] == [None, None, "twitter"]
    assert [row["raw"] for row in rows] == [LINE, "", "Twitter"]


def test_the_desks_own_agencies_and_platforms_are_known(run: Run, tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text(
        'agencies = ["Quayside Wire"]\n[platforms]\nPixelbay = "other-social"\n', "utf-8"
    )
    assert run("credit", "Jane Doe / Quayside Wire", "--format", "json").json["organizations"] == [
        "Quayside Wire"
    ]
    assert run("credit", "Pixelbay", "--format", "json").json["platform"] == "other-social"


def test_a_line_cannot_move_the_cursor(run: Run) -> None:
    assert "\x1b" not in run("credit", "Photo: Jane\x1b[31m Doe").out


def test_lines_are_printed_as_text_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lines.txt").write_text("AP Photo/Jane Doe\nFoto: Ann Fluss\n", "utf-8")
    as_text = run("credit", "--lines", "lines.txt", "--format", "text").out
    assert "AP Photo/Jane Doe\ncreators        Jane Doe" in as_text
    assert "known as        Associated Press" in as_text
    as_lines = run("credit", "--lines", "lines.txt").out.splitlines()
    assert [json.loads(line)["creators"] for line in as_lines] == [["Jane Doe"], ["Ann Fluss"]]
