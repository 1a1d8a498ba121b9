"""Nobody is asked for the photographer of what may be no photograph."""

from __future__ import annotations

import pytest

from provenance.model import Article, InputKind, Locator, PublishedImage, Reading, Role, Surface
from provenance.rules.kit.no_photograph import (
    AGAINST,
    PHOTOGRAPH,
    names_materials,
    why_no_photograph,
)

PHOTOGRAPHED, DRAWN, NEITHER = Surface(0.002, 0.01), Surface(0.19, 0.6), Surface(0.03, 0.3)

MOLES = tuple(
    PublishedImage(at, f"https://kestrel.example/p/mole-{at}.jpg", Locator("img", 9 + at))
    for at in range(1, 4)
)
"""What stands beside the picture on a page that shows several."""


def _image(
    caption: str,
    *,
    url: str = "https://kestrel.example/p/lamp.jpg",
    alt: str = "",
    role: Role = Role.BODY,
) -> PublishedImage:
    said = Reading(caption, Locator("figcaption", 4)) if caption else None
    return PublishedImage(0, url, Locator("img", 3), caption=said, alt=alt or None, role=role)


def _why(
    image: PublishedImage,
    *,
    beside: tuple[PublishedImage, ...] = MOLES,
    headline: str = "Storm closes the harbour",
    kind: str = InputKind.HTML,
    surface: Surface | None = None,
) -> str:
    return why_no_photograph(
        Article("a page", kind, headline=headline, images=(image, *beside)), image, surface
    )


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
    assert _why(_image(caption))


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
    assert _why(_image(caption)) == ""


def test_a_png_file_is_a_drawing_unless_it_stands_alone_with_a_caption() -> None:
    url = "https://kestrel.example/p/lamp.png?w=1200"
    captioned = _image("The lamp on Friday", url=url)
    assert "(PNG)" in _why(_image("", url=url))
    assert _why(_image("", url=url), beside=())
    assert _why(captioned)
    assert not _why(captioned, beside=())
    assert not _why(_image("", url="https://kestrel.example/p/png.jpg"))


def test_a_caption_that_is_the_headline_once_more_tells_of_no_photograph() -> None:
    repeated = _image("Storm closes the harbour!", url="https://kestrel.example/p/lamp.png")
    assert _why(repeated, beside=())


@pytest.mark.parametrize(
    "url",
    [
        "https://kestrel.example/p/lamp.png.webp",
        "https://kestrel.example/p/lamp.PNG.600x400_q85_crop.jpg",
    ],
)
def test_what_was_made_of_a_png_file_is_a_drawing_but_for_the_lead(url: str) -> None:
    assert _why(_image("", url=url))
    assert not _why(_image("", url=url, role=Role.LEAD))


HANDED_ON = [
    "https://kestrel.example/_next/image?url=%2Fp%2Flamp.png&w=640&q=75",
    "https://kestrel.example/resize?src=https%3A%2F%2Fkestrel.example%2Fp%2Flamp.png",
    "https://kestrel.example/w=640/https%3A%2F%2Fkestrel.example%2Fp%2Flamp.png%3Fv%3D2",
    "https://kestrel.example/p/lamp.png/revision/latest/scale-to-width/600",
]


@pytest.mark.parametrize("url", [*HANDED_ON, "https://kestrel.example/p/lamp.png?image=/2.jpg"])
def test_a_png_file_that_is_handed_on_is_one(url: str) -> None:
    assert _why(_image("", url=url))


@pytest.mark.parametrize("url", HANDED_ON)
def test_a_lead_that_is_handed_on_is_asked_for(url: str) -> None:
    assert not _why(_image("", url=url, role=Role.LEAD))


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
    assert not _why(_image("", url=url))


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
    assert not _why(_image("", url=f"https://kestrel.example/p/{name}"))


@pytest.mark.parametrize("name", ["map-2.png", "фотошоп.png", "vitamin-c-mg-1000.png", "app.png"])
def test_a_png_file_whose_name_only_sounds_so_is_a_drawing(name: str) -> None:
    assert _why(_image("", url=f"https://kestrel.example/p/{name}"))


PROGRAM = "The harbour's software"
SCREEN = "The lamp's user interface"


def test_what_nobody_captioned_and_speaks_of_a_program_may_be_its_screen() -> None:
    assert "speak of a program" in _why(_image("", alt=PROGRAM))
    assert _why(_image("", url="https://kestrel.example/p/lamp-software.jpg"))
    assert _why(_image("", alt=PROGRAM, role=Role.LEAD))
    assert not _why(_image(PROGRAM))
    assert not _why(_image("", alt=PROGRAM), beside=())


def test_a_screens_words_count_even_where_it_stands_alone_but_not_in_a_lead() -> None:
    png = "https://kestrel.example/p/lamp.png"
    assert "a screenshot" in _why(_image("", alt=SCREEN), beside=())
    assert _why(_image(SCREEN, url=png), beside=())
    assert not _why(_image(SCREEN), beside=())
    assert not _why(_image("", alt=SCREEN, role=Role.LEAD), beside=())
    assert not _why(_image("", alt=f"Photo of {SCREEN}"), beside=())


def test_a_file_with_a_photographs_name_is_asked_for_whatever_it_speaks_of() -> None:
    assert not _why(_image("", url="https://kestrel.example/p/IMG_2031.png"))
    assert not _why(_image("", alt=PROGRAM, url="https://kestrel.example/p/IMG_2031.jpg"))


def test_a_story_of_programs_shows_their_screens() -> None:
    headline = "Eight VPNs for the harbour compared"
    assert "the headline" in _why(_image(""), headline=headline)
    assert _why(_image(PROGRAM), headline=headline)
    photographs = tuple(
        PublishedImage(at, f"https://kestrel.example/p/IMG_203{at}.jpg", Locator("img", at))
        for at in range(1, 4)
    )
    assert not _why(_image("The keeper at the pier"), headline=headline, beside=photographs)
    assert not _why(_image(""), headline=headline, beside=())
    assert not _why(_image("", url="https://kestrel.example/p/IMG_2031.jpg"), headline=headline)


def test_a_caption_that_says_the_headlines_subject_again_is_one_sign_not_two() -> None:
    headline = "Airport closed after software failure"
    image = _image("Passengers wait after the software failure")
    assert not _why(image, headline=headline, beside=(image, image))


@pytest.mark.parametrize(
    "headline",
    [
        "Fed raises benchmark rate",
        "Blast shatters windows 3 km away",
        "Striker leaves after 300 apps",
        "Crash illustrated the danger",
    ],
)
def test_news_that_only_sounds_like_a_program_is_none(headline: str) -> None:
    assert not _why(_image(""), headline=headline)


def test_faces_and_logos_do_not_count_among_a_pages_drawings() -> None:
    faces = tuple(
        PublishedImage(
            at, f"https://kestrel.example/p/face{at}.png", Locator("img", at), no_story=True
        )
        for at in range(1, 4)
    )
    assert not _why(_image("The keeper"), headline="Drivers protest against app", beside=faces)


def test_an_item_of_a_content_system_is_asked_whatever_its_words_speak_of() -> None:
    app = _image("", alt="The harbour's app")
    assert _why(app)
    assert not _why(app, kind=InputKind.NINJS, headline="Eight VPNs compared")
    url = "https://kestrel.example/p/lamp.png"
    assert not _why(_image("The lamp on Friday", url=url), kind=InputKind.NINJS)
    assert _why(_image("", url=url), kind=InputKind.NINJS)


def test_among_drawings_only_what_tells_of_a_photograph_is_asked_for() -> None:
    drawings = tuple(
        PublishedImage(at, f"https://kestrel.example/p/{at}.png", Locator("img", at))
        for at in range(1, 4)
    )
    assert "most pictures" in _why(_image(""), beside=drawings)
    assert not _why(_image(""), beside=(*drawings[:2], *MOLES))
    assert not _why(_image("The keeper at the pier"), beside=drawings)


@pytest.mark.parametrize(
    "words",
    [
        "The bridge of the harbour's new tug",
        "A keeper types on a command line",
        "A board with stats showing the catches",
        "A woman before a screen",
        "The code of the port was read out on Friday",
        "The keeper with her tools",
        "A car with a Google sign on the pier",
        "The happy-go-lucky guide of the appsworth mole",
        "The dashboard of the harbour's new tug",
        "At the interface of sea and land",
        "Oban is hosting the regatta",
        "A python on the pier",
        "Chrome works on fire",
        "The song that tops the charts",
        "Le api tornano sul molo",
        "Le roi au port",
        "La aplicación de la ley del puerto",
    ],
)
def test_words_that_many_photographs_are_told_by_silence_nothing(words: str) -> None:
    assert not _why(_image("", alt=words))
    assert not _why(_image(""), headline=words)


def test_each_sign_has_a_name_of_its_own_and_says_what_is_against_a_photograph() -> None:
    signs = PHOTOGRAPH.signals
    assert len({sign.name for sign in signs}) == len(signs)
    assert all(bool(AGAINST.get(sign.name)) == (sign.weight < 0) for sign in signs)


def test_an_alternative_text_tells_of_a_screenshot_where_no_caption_does() -> None:
    assert _why(_image("", alt="A screenshot of the form"))
    assert not _why(_image("The lamp on Friday", alt="A screenshot of the form"))


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
    assert not _why(_image("", url=f"data:image/png;base64,{'A' * 9_000}/lamp.png"))
    signed = f"https://kestrel.example/p/lamp.png?signed={'A' * 9_000}"
    assert _why(_image("", url=signed))


def test_long_captions_are_read_in_no_time() -> None:
    for piece in ("a ", "the ", "$ 1 ", "1 ", "x", "- ", "figure ", "x.png", ".png.", "?url=", "-"):
        assert _why(_image(piece * 4_000)) == ""
        assert _why(_image("", alt=piece * 4_000)) == ""
        _why(_image("", url=f"https://kestrel.example/{piece * 4_000}"))


def test_a_screenshot_is_told_by_its_pixels_whatever_its_file_is_called() -> None:
    assert "its pixels are those of a drawing" in _why(_image(""), surface=DRAWN)
    assert _why(_image(""), surface=NEITHER) == _why(_image("")) == ""


def test_a_photograph_in_png_is_asked_for_by_its_pixels() -> None:
    image = _image("The lamp is lit", url="https://kestrel.example/p/lamp.png")
    assert "PNG" in _why(image)
    assert "PNG" in _why(image, surface=NEITHER)
    assert _why(image, surface=PHOTOGRAPHED) == ""


def test_a_stock_photograph_on_a_page_about_a_program_is_asked_for_by_its_pixels() -> None:
    headline = "Eight VPNs compared"
    assert _why(_image(""), headline=headline) != ""
    assert _why(_image(""), headline=headline, surface=PHOTOGRAPHED) == ""


def test_pixels_alone_silence_no_picture_that_the_words_call_a_photograph() -> None:
    named = _image("Photograph of the old poster", url="https://kestrel.example/p/IMG_2031.jpg")
    assert _why(named, surface=DRAWN) == ""
    assert _why(_image("The poster in the hall"), beside=(), surface=DRAWN) == ""
