"""Nobody is asked for the photographer of what may be no photograph."""

from __future__ import annotations

import pytest

from provenance.model import Article, InputKind, Locator, PublishedImage, Reading, Role
from provenance.rules.kit.no_photograph import (
    names_materials,
    why_among_drawings,
    why_no_photograph,
)


def _image(
    caption: str,
    *,
    url: str = "https://kestrel.example/p/lamp.jpg",
    alt: str = "",
    role: Role = Role.BODY,
) -> PublishedImage:
    said = Reading(caption, Locator("figcaption", 4)) if caption else None
    return PublishedImage(0, url, Locator("img", 3), caption=said, alt=alt or None, role=role)


def _among(names: list[str], one: PublishedImage) -> str:
    """What is said of a picture on a page with files of these names and no captions."""
    others = tuple(_image("", url=f"https://kestrel.example/p/{name}") for name in names)
    return why_among_drawings(Article("-", InputKind.HTML, images=(*others, one)), one)


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
        "Lampshop $49.90",
        "Lampshop 49,90 €",
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
        "Diesel $2",
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


@pytest.mark.parametrize(
    "url",
    [
        "https://kestrel.example/p/lamp.png.webp",
        "https://kestrel.example/p/lamp.PNG.600x400_q85_crop.jpg",
    ],
)
def test_what_was_made_of_a_png_file_is_a_drawing_but_for_the_lead(url: str) -> None:
    assert why_no_photograph(_image("", url=url))
    assert not why_no_photograph(_image("", url=url, role=Role.LEAD))


@pytest.mark.parametrize(
    "url",
    [
        "https://kestrel.example/_next/image?url=%2Fp%2Flamp.png&w=640&q=75",
        "https://kestrel.example/resize?src=https%3A%2F%2Fkestrel.example%2Fp%2Flamp.png",
        "https://kestrel.example/p/lamp.png/revision/latest/scale-to-width/600",
        "https://kestrel.example/p/lamp.png?image=2",
    ],
)
def test_a_png_file_that_is_handed_on_is_one(url: str) -> None:
    assert why_no_photograph(_image("", url=url))


@pytest.mark.parametrize(
    ("name", "alt"),
    [
        ("IMG_2031.png", ""),
        ("DSC-0412.png", ""),
        ("shutterstock_4411.png", ""),
        ("hafen-foto.png", ""),
        ("lamp.png", "Photo of the lamp"),
        ("lamp.png", "Two young women read on the pier"),
        ("lamp.png", "Frau am Kai"),
        ("lamp.png", "Діти на молу"),
    ],
)
def test_a_png_file_that_is_called_a_photograph_or_shows_people_is_asked_for(name, alt) -> None:
    url = f"https://kestrel.example/p/{name}"
    assert not why_no_photograph(_image("", url=url, alt=alt))


@pytest.mark.parametrize("alt", ["Sums for children", "The ten best lamps for people at sea"])
def test_people_for_whom_something_is_are_not_seen(alt: str) -> None:
    assert why_no_photograph(_image("", url="https://kestrel.example/p/lamp.png", alt=alt))


def test_a_programs_face_is_told_by_the_alternative_text_or_by_the_caption_of_a_png_file() -> None:
    png = "https://kestrel.example/p/lamp.png"
    assert why_no_photograph(_image("", alt="The lamp's user interface"))
    assert why_no_photograph(_image("Kestrel's login page", url=png))
    assert why_no_photograph(_image("Faster", url="https://kestrel.example/p/benchmark-2.png"))
    assert not why_no_photograph(_image("Kestrel's login page"))
    assert not why_no_photograph(_image("The lamp on Friday", url=png))
    assert not why_no_photograph(_image("", alt="A woman before the harbour's web page"))
    assert not why_no_photograph(_image("", alt="The app of the port was late on Friday"))


SCREENS = ["Screenshot-1.jpg", "screen-shot-2.jpg", "2031-02-03_14-05-09.jpg"]


def test_what_nothing_is_said_of_among_screenshots_is_in_doubt() -> None:
    one = _image("", url="https://kestrel.example/p/menu.jpg")
    assert "3 of 4" in _among(SCREENS, one)
    assert _among([*SCREENS, "a.jpg", "b.jpg"], one) != ""
    png = _image("The menu, opened", url="https://kestrel.example/p/menu.png")
    assert _among(SCREENS, png)


def test_a_photograph_among_screenshots_is_asked_for() -> None:
    assert not _among(SCREENS, _image("", url="https://kestrel.example/p/IMG_2031.jpg"))
    assert not _among(SCREENS, _image("", alt="A man mends the lamp"))
    assert not _among(SCREENS, _image("The mole on Friday"))
    assert not _among(SCREENS, _image("", role=Role.LEAD))


def test_a_few_screenshots_among_photographs_tell_nothing_of_them() -> None:
    one = _image("", url="https://kestrel.example/p/mole.jpg")
    assert not _among(SCREENS[:2], one)
    assert not _among([*SCREENS, "a.jpg", "b.jpg", "c.jpg"], one)


def test_files_in_png_alone_make_no_page_of_drawings() -> None:
    one = _image("", url="https://kestrel.example/p/mole.jpg")
    assert not _among(["ring-1.png", "ring-2.png", "ring-3.png", "ring-4.png"], one)


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


def test_a_picture_in_its_own_address_has_no_name() -> None:
    assert not why_no_photograph(_image("", url=f"data:image/png;base64,{'A' * 9_000}/lamp.png"))


def test_long_captions_are_read_in_no_time() -> None:
    for piece in ("a ", "the ", "$ 1 ", "1 ", "x", "- ", "figure ", "x.png", ".png.", "?url=", "-"):
        assert why_no_photograph(_image(piece * 4_000)) == ""
        assert why_no_photograph(_image("", alt=piece * 4_000)) == ""
        why_no_photograph(_image("", url=f"https://kestrel.example/{piece * 4_000}"))
