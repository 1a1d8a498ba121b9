"""Nobody is asked for the photographer of what may be no photograph."""

from __future__ import annotations

import pytest

from provenance.model import Locator, PublishedImage, Reading
from provenance.rules.kit.no_photograph import names_materials, why_no_photograph


def _image(caption: str, *, url: str = "https://kestrel.example/p/lamp.jpg", alt: str = ""):
    said = Reading(caption, Locator("figcaption", 4)) if caption else None
    return PublishedImage(0, url, Locator("img", 3), caption=said, alt=alt or None)


@pytest.mark.parametrize(
    "caption",
    [
        "Figure 3. The lamp's three lenses.",
        "Abb. 4: Der Leuchtturm im Schnitt",
        "図2 灯台の断面",
        "A simplified flow chart of the watch",
        "Screenshot of the harbour's form",
        "Bildschirmfoto der Hafenseite",
        "Map showing the three moles",
        "Map of the three moles",
        "Bar chart: catches since 2019",
        "The chart",
        "Brass lamp, € 49",
        "Lamp – $19.50",
        "49 €",
    ],
)
def test_a_figure_a_chart_and_an_offer_are_told_by_their_captions(caption: str) -> None:
    assert why_no_photograph(_image(caption))


@pytest.mark.parametrize(
    "caption",
    [
        "Image 1 of 5",
        "Image 1: Smoke over the pier",
        "Bild 3: Rauch über der Mole",
        "Imagen 2. Humo sobre el muelle",
        "Bild 2/14: Der Hafen am Montag",
        "Photo 3: the lamp",
        "Table tennis at the pier",
        "Table 12 guests booked at the pier",
        "Visitors read a chart on the pier",
        "Figure skating on the frozen harbour",
        "Diesel at € 2 a litre in the port",
        "Strike for $15",
        "A $2 coin",
        "The keeper with a map of the moles",
        "A map of the moles hangs behind the keeper",
        "Chart-topping singer Ada Lund on the pier on Friday.",
        "Fishermen chart new waters off the pier",
        "The chart hit was played on the pier",
        "Screenshot-free Friday on the pier",
    ],
)
def test_what_only_sounds_so_is_asked_for(caption: str) -> None:
    assert why_no_photograph(_image(caption)) == ""


def test_a_png_file_is_a_drawing_only_without_a_caption() -> None:
    url = "https://kestrel.example/p/lamp.png?w=1200"
    assert why_no_photograph(_image("", url=url))
    assert not why_no_photograph(_image("The lamp on Friday", url=url))
    assert not why_no_photograph(_image("", url="https://kestrel.example/p/png.jpg"))


def test_an_alternative_text_tells_of_a_screenshot_where_no_caption_does() -> None:
    assert why_no_photograph(_image("", alt="A screenshot of the form"))
    assert not why_no_photograph(_image("The lamp on Friday", alt="A screenshot of the form"))


def test_materials_are_those_of_a_work_of_art() -> None:
    assert names_materials("Iris Vale, Harbour at Dusk, 1931, oil on canvas")
    assert names_materials("Iris Vale. Harbour at Dusk (oil on canvas)")


@pytest.mark.parametrize(
    "caption",
    [
        "Oil on the water in the harbour",
        "The keeper signs the lease with ink on paper at the pier",
        "The keeper signs the lease in ink on paper",
        "The keeper, mixed media artist Ada Lund, at the pier",
    ],
)
def test_a_sentence_that_speaks_of_materials_is_no_label(caption: str) -> None:
    assert not names_materials(caption)


def test_long_captions_are_read_in_no_time() -> None:
    for piece in ("a ", "the ", "$ 1 ", "1 ", "x", "- ", "figure "):
        assert why_no_photograph(_image(piece * 4_000)) == ""
