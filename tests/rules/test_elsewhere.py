"""A caption that names another place than the headline: everyday news, and what is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from provenance.cli import main

PAGES = {
    "a minister at home": (
        "en",
        "Farmers block roads in Warsaw",
        "Prime Minister Marta Lindgren speaks in Stockholm.",
    ),
    "a minister at home, in French": (
        "fr",
        "Grève générale à Lisbonne",
        "Le ministre suédois Olaf Berglund à Stockholm.",
    ),
    "a minister at home, in Ukrainian": (
        "uk",
        "Саміт відкрився у Мадриді",
        "Міністр Андрій Коваленко у Києві.",
    ),
    "an airport of departure": (
        "en",
        "Talks resume in Doha",
        "Secretary Helen Ward boards a plane at Frankfurt Airport, Germany.",
    ),
    "supporters at home": (
        "it",
        "L'Italia vince la finale a Londra",
        "Tifosi in piazza Duomo, a Milano.",
    ),
}


def findings(
    headline: str, caption: str, language: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    page = folder / "story.json"
    page.write_text(
        json.dumps(
            {
                "headline": headline,
                "language": language,
                "published": "2024-05-14T08:00:00Z",
                "images": [{"url": "a.jpg", "caption": caption, "credit": "Ann Field/Reuters"}],
            }
        ),
        "utf-8",
    )
    with pytest.raises(SystemExit):
        main(["check", str(page), "--offline", "--format", "json"])
    (image,) = json.loads(capsys.readouterr().out)["images"]
    return [f for f in image["findings"] if f["rule"] == "illustrates-elsewhere"]


@pytest.mark.parametrize("page", PAGES)
def test_people_and_states_of_the_story_explain_another_place(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    language, headline, caption = PAGES[page]
    assert findings(headline, caption, language, tmp_path, capsys) == []


def test_a_scene_elsewhere_is_warned_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    caption = "A ward of a hospital in Toronto, Canada."
    (found,) = findings("Nurses strike in Warsaw", caption, "en", tmp_path, capsys)
    assert found["severity"] == "warning"
    assert "file picture" in found["suggestion"]


def test_no_advice_that_the_caption_has_already_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    caption = "Ein Krankenhaus in Toronto, Kanada (Symbolbild)."
    (found,) = findings("Streik in Warschau", caption, "de", tmp_path, capsys)
    assert not found.get("suggestion")
