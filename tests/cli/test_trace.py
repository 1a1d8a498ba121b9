"""`provenance trace`: everything that says where one picture comes from."""

from __future__ import annotations

import jsonschema
import pytest

from provenance.config import Config, Network
from provenance.fetch import Fetcher
from provenance.originals.trace import trace
from provenance.reports.json import shapes
from provenance.sources import all_sources

from .conftest import Photo, Run

LAUNCHER = "https://upload.wikimedia.org/wikipedia/commons/f/f4/Patriot_launcher_at_Iruma_Air_Base_2012.jpg"
"""A recording of ours stands in for this address; offline, it answers."""


def test_a_media_key_in_the_files_name_dates_it_and_what_was_not_found_is_said(
    run: Run, photo: Photo
) -> None:
    photo("EgrHSkDVoAEQx7d.jpg")
    answer = run("trace", "EgrHSkDVoAEQx7d.jpg", "--offline")
    assert answer.status == 0
    assert "dates, oldest first\n  2020-08-30 13:59 UTC" in answer.out
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


def test_a_name_alone_tells_what_it_holds_although_there_is_no_such_file(run: Run) -> None:
    answer = run("trace", "FwzAl51X0AAEwAT.jpg", "--offline")
    assert answer.status == 0
    assert "tells        Twitter/X: number of the picture 16609141" in answer.out
    assert answer.out.count("2023-05-23 07:42 UTC") == 1, "one line for one fact"
    assert "FwzAl51X0AAEwAT.jpg cannot be read" in answer.out


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (
            "https://pbs.twimg.com/media/FwzAl51X0AAEwAT.jpg",
            "Twitter/X: uploaded 2023-05-23 07:42:39 UTC",
        ),
        ("https://live.staticflickr.com/65535/52830949513_0a1b2c3d4e_b.jpg", "52830949513"),
        ("GettyImages-1200000001.jpg", "https://www.gettyimages.com/detail/1200000001"),
        ("960px-Harbour_crane_at_dusk.jpg", "File:Harbour crane at dusk.jpg"),
        (
            "https://upload.wikimedia.org/wikipedia/commons/a/a9/Example.jpg",
            "Wikimedia Commons: File:Example.jpg",
        ),
        (
            "https://commons.wikimedia.org/wiki/File:Harbour_crane_at_dusk.jpg",
            "https://commons.wikimedia.org/wiki/File:Harbour_crane_at_dusk.jpg",
        ),
    ],
)
def test_an_address_that_was_not_asked_still_says_what_it_holds(
    run: Run, target: str, says: str
) -> None:
    answer = run("trace", target, "--offline")
    assert answer.status == 0
    assert says in answer.out


@pytest.mark.parametrize(
    "clue",
    [
        clue
        for source in all_sources()
        for clue, _ in source.examples
        if {"url", "file-name"} & set(source.can)
        and not source.last_resort
        and ("://" in clue or clue.lower().endswith((".jpg", ".jpeg")))
        and not clue.startswith(("at://", "twitter://"))
    ],
)
def test_every_form_that_a_source_recognises_is_traced_by_its_name_alone(clue: str) -> None:
    with Fetcher(Config(network=Network(offline=True))) as fetcher:
        found = trace(clue, Config(), fetcher)
    assert found.picture is None
    assert found.clues or found.originals or any(x.reference for x in found.lookups)


def test_a_name_that_says_nothing_is_still_an_error(run: Run) -> None:
    answer = run("trace", "holiday-nowhere.jpg", "--offline")
    assert answer.status == 2
    assert "cannot be read" in answer.err
