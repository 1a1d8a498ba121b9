"""The article the project started from, as plain text: two pictures credited to platforms, one
from another country."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.cli import main

ARTICLE = Path(__file__).parents[2] / "shared" / "data" / "articles" / "kyiv-patriot.txt"

pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the shared data is not beside this checkout"
)


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    with pytest.raises(SystemExit):
        main(["check", str(ARTICLE), "--published", "2023-05-18", "--offline", "--format", "json"])
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_its_two_credited_pictures_are_read(report: dict[str, Any]) -> None:
    read = [(image["caption"], image["credit"]) for image in report["images"]]
    assert read == [
        ("Ukraine's Odesa port hit by Russian missiles", "Twitter"),
        (
            "Japan has already deployed Patriot Missile Defense System to fend off attacks from "
            "North Korea",
            "Wikimedia Commons",
        ),
    ]
    assert any("Kyiv attack" in note for note in report["article"]["notes"])


def test_both_credits_name_a_platform_where_an_author_belongs(report: dict[str, Any]) -> None:
    for image in report["images"]:
        assert "platform-as-author" in {f["rule"] for f in image["findings"]}


def test_the_launcher_is_placed_in_japan_while_the_story_is_in_ukraine(
    report: dict[str, Any],
) -> None:
    port, launcher = report["images"]
    (finding,) = (f for f in launcher["findings"] if f["rule"] == "illustrates-elsewhere")
    assert "Japan" in finding["message"]
    assert "illustrates-elsewhere" not in {f["rule"] for f in port["findings"]}


def test_what_could_not_be_checked_is_said(report: dict[str, Any]) -> None:
    for image in report["images"]:
        assert image["verdict"] == "attention"
        assert image["not_checked"]
        assert all(n["reason"] for n in image["not_checked"])
