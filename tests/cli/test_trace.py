"""`provenance trace`: everything that says where one picture comes from."""

from __future__ import annotations

import jsonschema
import pytest

from provenance.reports.json import shapes

from .conftest import Photo, Run

LAUNCHER = "https://upload.wikimedia.org/wikipedia/commons/f/f4/Patriot_launcher_at_Iruma_Air_Base_2012.jpg"
"""A recording of ours stands in for this address; offline, it answers."""


def test_a_media_key_in_the_files_name_dates_it_and_what_was_not_found_is_said(
    run: Run, photo: Photo
) -> None:
    photo("EgrHSkDVoAEQx7d.jpg")
    answer = run("trace", "EgrHSkDVoAEQx7d.jpg", "--offline")
    assert answer.status == 0
    assert "dates, oldest first\n  2020-08-30T13:59:11" in answer.out
    assert "not confirmed by pixels" in answer.out
    assert "not found out:" in answer.out


def test_an_address_leads_to_its_record_with_dates_oldest_first(run: Run) -> None:
    document = run("trace", LAUNCHER, "--offline", "--format", "json").json
    jsonschema.Draft202012Validator(shapes.schema("trace")).validate(document)
    assert document["originals"][0]["id"] == "File:Patriot launcher at Iruma Air Base 2012.jpg"
    assert document["originals"][0]["confirmed"]
    days = [date["date"] for date in document["dates"]]
    assert days == sorted(days)
    assert days[0].startswith("2012-11-03")


@pytest.mark.parametrize("form", ["text", "json"])
def test_positions_are_left_out_on_request(run: Run, form: str) -> None:
    answer = run("trace", LAUNCHER, "--offline", "--format", form, "--redact", "location")
    assert "Iruma" in answer.out
    assert "35.84" not in answer.out
    assert "139.41" not in answer.out


def test_a_picture_that_nothing_says_anything_about(run: Run, photo: Photo) -> None:
    photo("holiday.jpg")
    answer = run("trace", "holiday.jpg", "--offline")
    assert answer.status == 0
    assert "not found out: no credit and no address says where to look" in answer.out
