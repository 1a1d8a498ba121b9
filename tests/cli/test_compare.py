"""`provenance compare`: two pictures, one question."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
from PIL import Image

from provenance.reports.json import shapes

from .conftest import Photo, Run


def test_a_smaller_copy_is_the_same_picture(run: Run, photo: Photo) -> None:
    photo("original.jpg")
    photo("published.jpg", size=(240, 160))
    answer = run("compare", "published.jpg", "original.jpg")
    assert answer.status == 0
    assert answer.out.startswith("same (confidence: high)")
    assert "how: resized" in answer.out


def test_a_crop_says_which_part_of_the_original_was_published(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    with Image.open(photo("original.jpg")) as whole:
        whole.crop((60, 40, 400, 300)).save(tmp_path / "published.jpg", quality=92)
    document = run("compare", "published.jpg", "original.jpg", "--format", "json").json
    jsonschema.Draft202012Validator(shapes.schema("compare")).validate(document)
    assert (document["relation"], "cropped" in document["transformations"]) == ("derived", True)
    region = document["region"]
    assert all(
        abs(region[side] - true) <= 4
        for side, true in {"x": 60, "y": 40, "width": 340, "height": 260}.items()
    )


def test_two_pictures_are_different(run: Run, photo: Photo) -> None:
    photo("one.jpg")
    photo("two.jpg", seed=7)
    assert run("compare", "one.jpg", "two.jpg", "--format", "json").json["relation"] == "different"


def test_a_file_of_pairs_answers_each_and_one_that_cannot_be_read_is_undecided(
    run: Run, photo: Photo, tmp_path: Path
) -> None:
    photo("one.jpg")
    (tmp_path / "words.jpg").write_text("no picture")
    pairs = [
        {"a": "one.jpg", "b": "one.jpg"},
        {"a": "words.jpg", "b": "one.jpg"},
        {"a": "gone.jpg", "b": "one.jpg"},
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, pairs)), "utf-8")
    answer = run("compare", "--pairs", "pairs.jsonl")
    assert answer.status == 0
    assert [row["relation"] for row in answer.rows] == ["identical", "undecided", "undecided"]
    assert answer.rows[1]["reason"] == "not-an-image"
    assert "gone.jpg does not exist" in answer.rows[2]["detail"]


def test_a_pair_without_two_names_is_told_with_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"a": "one.jpg"}\n')
    answer = run("compare", "--pairs", "pairs.jsonl")
    assert answer.status == 2
    assert 'pairs.jsonl: each line needs the file names "a" and "b"' in answer.err
