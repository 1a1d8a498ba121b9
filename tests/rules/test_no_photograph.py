"""Nobody is asked for the photographer of what may be no photograph."""

from __future__ import annotations

import pytest

from provenance.model import Locator, PublishedImage, Reading, Role
from provenance.rules.kit.no_photograph import names_materials, why_no_photograph


def _image(
    caption: str,
    *,
    url: str = "https://kestrel.example/p/lamp.jpg",
    alt: str = "",
    role: Role = Role.BODY,
) -> PublishedImage:
    said = Reading(caption, Locator("figcaption", 4)) if caption else None
    return PublishedImage(0, url, Locator("img", 3), caption=said, alt=alt or None, role=role)


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


HANDED_ON = [
    "https://kestrel.example/_next/image?url=%2Fp%2Flamp.png&w=640&q=75",
    "https://kestrel.example/resize?src=https%3A%2F%2Fkestrel.example%2Fp%2Flamp.png",
    "https://kestrel.example/w=640/https%3A%2F%2Fkestrel.example%2Fp%2Flamp.png%3Fv%3D2",
    "https://kestrel.example/p/lamp.png/revision/latest/scale-to-width/600",
]


@pytest.mark.parametrize("url", [*HANDED_ON, "https://kestrel.example/p/lamp.png?image=/2.jpg"])
def test_a_png_file_that_is_handed_on_is_one(url: str) -> None:
    assert why_no_photograph(_image("", url=url))


@pytest.mark.parametrize("url", HANDED_ON)
def test_a_lead_that_is_handed_on_is_asked_for(url: str) -> None:
    assert not why_no_photograph(_image("", url=url, role=Role.LEAD))


@pytest.mark.parametrize(
    "url",
    [
        "https://kestrel.example/p/lamp.png/mole.jpg",
        "https://kestrel.example/p/lamp.png/mole.jpg/revision/latest",
        "https://kestrel.example/p/mole.jpg?url=https://kestrel.example/p/lamp.png",
        "https://kestrel.example/p/mole.jpg?mark=/p/lamp.png",
        "https://kestrel.example/_next/image?url=%2Fp.png%2Fmole.jpg&w=640",
        "https://kestrel.example/p/lamp.png.mole",
        "https://kestrel.example/p/mole?of=lamp.png",
    ],
)
def test_the_last_suffix_of_a_path_tells_what_kind_the_file_is(url: str) -> None:
    assert not why_no_photograph(_image("", url=url))


@pytest.mark.parametrize(
    "name",
    [
        "IMG_2031.png",
        "DSC-0412.png",
        "_MG_2031.png",
        "DJI_0412.png",
        "GOPR2031.png",
        "WhatsApp-Image-2031-02-03.png",
        "20310203_140509.png",
        "shutterstock_4411.png",
        "AP31034567.png",
        "dpa-lamp.png",
        "mole-afp-2.png",
        "reuters_mole.png",
        "imago0123456789h.png",
        "picture-alliance-44.png",
        "Fotolia_4411.png",
        "hafen-foto.png",
        "фото.png",
        "фотография-мола.png",
        "IMG_2031.png.webp",
    ],
)
def test_a_png_file_that_its_name_calls_a_photograph_is_asked_for(name: str) -> None:
    assert not why_no_photograph(_image("", url=f"https://kestrel.example/p/{name}"))


@pytest.mark.parametrize("name", ["map-2.png", "фотошоп.png", "vitamin-c-mg-1000.png", "app.png"])
def test_a_png_file_whose_name_only_sounds_so_is_a_drawing(name: str) -> None:
    assert why_no_photograph(_image("", url=f"https://kestrel.example/p/{name}"))


def test_a_programs_face_is_told_by_the_alternative_text_or_by_the_caption_of_a_png_file() -> None:
    png = "https://kestrel.example/p/lamp.png"
    assert why_no_photograph(_image("", alt="The lamp's user interface"))
    assert why_no_photograph(_image("Kestrel's login page", url=png))
    named = "https://kestrel.example/p/lamp-user-interface.png"
    assert why_no_photograph(_image("Faster", url=named))
    assert not why_no_photograph(_image("Kestrel's login page"))
    assert not why_no_photograph(_image("The lamp on Friday", url=png))


FACE = "The lamp's user interface"


def test_a_programs_face_silences_no_lead_and_nothing_that_is_called_a_photograph() -> None:
    png = "https://kestrel.example/p/lamp.png"
    assert not why_no_photograph(_image("", alt=FACE, role=Role.LEAD))
    assert not why_no_photograph(_image(FACE, url=png, role=Role.LEAD))
    assert not why_no_photograph(_image("", alt=f"Photo: {FACE}"))
    assert not why_no_photograph(_image(f"{FACE} (Foto)", url=png))
    assert not why_no_photograph(_image("", alt=FACE, url="https://kestrel.example/p/IMG_2031.jpg"))


@pytest.mark.parametrize(
    "words",
    [
        "The dashboard of the harbour's new tug",
        "A keeper tests the UI of the lamp",
        "Engineers run benchmarks in the harbour",
        "At the interface of sea and land",
        "A keeper types on a command line",
        "Source code on the screen of a keeper",
        "A keeper reads the graphs of the tides",
        "A board with stats showing the catches",
        "The Kestrel app",
        "A woman before the harbour's web page",
        "The home page on a keeper's telephone",
        "The app of the port was late on Friday",
    ],
)
def test_words_that_a_photograph_is_told_by_too_silence_nothing(words: str) -> None:
    assert not why_no_photograph(_image("", alt=words))
    assert not why_no_photograph(_image(words, url="https://kestrel.example/p/lamp.png"))


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


def test_of_a_long_address_only_the_beginning_is_read() -> None:
    assert not why_no_photograph(_image("", url=f"data:image/png;base64,{'A' * 9_000}/lamp.png"))
    signed = f"https://kestrel.example/p/lamp.png?signed={'A' * 9_000}"
    assert why_no_photograph(_image("", url=signed))


def test_long_captions_are_read_in_no_time() -> None:
    for piece in ("a ", "the ", "$ 1 ", "1 ", "x", "- ", "figure ", "x.png", ".png.", "?url=", "-"):
        assert why_no_photograph(_image(piece * 4_000)) == ""
        assert why_no_photograph(_image("", alt=piece * 4_000)) == ""
        why_no_photograph(_image("", url=f"https://kestrel.example/{piece * 4_000}"))
