"""`provenance images`: what is read of a page, before anything is judged; nothing is fetched
for it."""

from __future__ import annotations

import base64
import csv
import json
from io import StringIO
from pathlib import Path

import jsonschema

from provenance.reports.json import shapes

from .conftest import Page, Photo, Run


def test_the_table_shows_picture_caption_credit_and_line(run: Run, page: Page) -> None:
    answer = run("images", page(credit="Photo: Olena Example"))
    assert (answer.status, answer.err) == (0, "")
    assert "1. https://paper.example/pictures/harbour.jpg  (line 2)" in answer.out
    assert "caption: The harbour of Odesa." in answer.out
    assert "credit:  Photo: Olena Example" in answer.out


def test_json_keeps_to_its_schema(run: Run, page: Page) -> None:
    document = run("images", page(credit="Photo: Olena Example"), "--format", "json").json
    jsonschema.Draft202012Validator(shapes.schema("images")).validate(document)
    assert document["images"][0]["url"] == "https://paper.example/pictures/harbour.jpg"


def test_csv_is_safe_to_open_in_a_spreadsheet(run: Run, page: Page) -> None:
    (row,) = csv.DictReader(
        StringIO(run("images", page(caption="=HYPERLINK(1)"), "--format", "csv").out)
    )
    assert row["caption"].startswith("'=HYPERLINK")


def test_relative_addresses_are_read_against_the_address_the_page_came_from(
    run: Run, page: Page
) -> None:
    name = page(picture="pictures/a.jpg")
    document = run(
        "images", name, "--base-url", "https://paper.example/2024/storm.html", "--format", "json"
    ).json
    assert document["images"][0]["url"] == "https://paper.example/2024/pictures/a.jpg"


def test_nothing_is_fetched_for_a_file(run: Run, page: Page) -> None:
    """The tests' sockets reach loopback only: asking for the picture's host would fail this
    test."""
    assert run("images", page(picture="https://paper.example/a.jpg")).status == 0


def test_a_caption_cannot_colour_or_move_the_cursor(run: Run, page: Page) -> None:
    answer = run("images", page(caption="The harbour\x1b[2J of\u202e Odesa"))
    assert "\x1b" not in answer.out
    assert "\u202e" not in answer.out


def test_a_picture_without_an_address_is_called_what_an_editor_knows_it_by(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    sent = base64.b64encode(photo().read_bytes()).decode()
    images = [
        {"data": sent, "alt": "The harbour at night"},
        {"data": sent, "caption": "The harbour of Odesa."},
        {"data": base64.b64encode(b"no picture").decode()},
        {"caption": "The harbour of Odesa."},
    ]
    (tmp_path / "a.json").write_text(json.dumps({"headline": "Storm", "images": images}), "utf-8")
    shown = [line for line in run("images", "a.json").out.splitlines() if line[:1].isdigit()]
    assert shown == [
        "1. The harbour at night  ($.images[0])",
        "2. a picture sent with the article: JPEG, 480 × 320  ($.images[1])",
        "3. a picture sent with the article that cannot be read  ($.images[2])",
        "4. a picture without an address  ($.images[3])",
    ]
