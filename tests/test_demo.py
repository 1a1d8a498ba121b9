"""The demo: what a new user sees in her first minute, and what every part of the line must keep
showing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from provenance.cli import main

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return json.loads(output("--format", "json"))  # type: ignore[no-any-return]


def output(*args: str) -> str:
    import contextlib
    import io

    out = io.StringIO()
    with contextlib.redirect_stdout(out), pytest.raises(SystemExit) as left:
        main(["demo", *args])
    assert not left.value.code
    return out.getvalue()


def rules_of(image: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {finding["rule"]: finding for finding in image["findings"]}


def test_the_original_is_found_by_search_and_confirmed_by_pixels_though_it_was_cropped(
    report: dict[str, Any],
) -> None:
    image = report["images"][0]
    (original,) = (o for o in image["originals"] if o["confirmed"])
    assert original["id"] == "File:Patriot launcher at Iruma Air Base 2012.jpg"
    assert (original["relation"], original["binding"]) == ("derived", "soft")
    assert "cropped" in original["comparison"]["transformations"]
    region = original["comparison"]["region"]
    for side, true in {"x": 440, "y": 190, "width": 1060, "height": 810}.items():
        assert abs(region[side] - true) <= 8, region


def test_the_caption_is_contradicted_in_place_date_and_credit_with_what_to_print(
    report: dict[str, Any],
) -> None:
    image = report["images"][0]
    found = rules_of(image)
    assert image["verdict"] == "mismatch"
    assert found["place-mismatch"]["severity"] == "error"
    assert (
        "Japan" in found["place-mismatch"]["message"]
        or "Iruma" in found["place-mismatch"]["message"]
    )
    assert found["older-than-event"]["severity"] == "error"
    printed = " ".join(f["suggestion"] or "" for f in image["findings"])
    assert "Kenji Arai" in printed
    assert "CC BY-SA 4.0" in printed
    assert {"platform-as-author", "license-author-missing"} & set(found)


def test_the_post_and_the_media_key_are_older_than_the_strike(report: dict[str, Any]) -> None:
    image = report["images"][1]
    finding = rules_of(image)["older-than-event"]
    evidence = " ".join(f"{e['label']} {e['value']} {e['where']}" for e in finding["evidence"])
    assert "2020-08-30" in evidence


def test_one_picture_is_in_order(report: dict[str, Any]) -> None:
    image = report["images"][2]
    assert image["verdict"] == "consistent"
    assert image["findings"] == []
    assert {"place-mismatch", "date-mismatch"} & set(image["passed"])


def test_one_picture_cannot_be_checked_and_says_why(report: dict[str, Any]) -> None:
    image = report["images"][3]
    assert image["verdict"] == "unverified"
    assert image["findings"] == []
    assert any(n["reason"] == "gated" and n["detail"] for n in image["not_checked"])


@pytest.mark.parametrize("name", ["terminal", "json"])
def test_the_output_is_what_it_was(name: str) -> None:
    """On purpose? Then `python tests/test_demo.py` writes the golden output anew; read the
    difference first."""
    assert masked(output("--format", name)) == (GOLDEN / f"demo.{name}").read_text("utf-8")


def masked(text: str) -> str:
    """Without the moment of the run."""
    return re.sub(r'("checked": )"[^"]+"', r'\1"…"', text)


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for each in ("terminal", "json"):
        (GOLDEN / f"demo.{each}").write_text(masked(output("--format", each)), "utf-8")
