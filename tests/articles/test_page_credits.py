"""One line that credits the pictures of a page or of a row, and credits in other odd places."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.articles import read_article
from provenance.model import Article

from .conftest import PARAGRAPHS

Read = Callable[..., Article]
Only = Callable[..., tuple[str | None, str | None, str | None]]


def shown(number: int) -> str:
    return f"<figure><img src='/p/boats-at-anchor-{number}.jpg' width='900' height='600'></figure>"


TWO = f"{shown(1)}<p>{PARAGRAPHS[1][3:]}{shown(2)}"


def credits(article: Article) -> list[str | None]:
    return [image.credit.text if image.credit else None for image in article.images]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lind | Photos by Mira Holm",
        "Text: Ann Lind, Fotos: Mira Holm",
        "Fotos: Mira Holm, Text: Ann Lind",
        "Text und Fotos: Mira Holm",
        "Text & Foto: Mira Holm",
        "Story and photos by Mira Holm",
        "Texte et photos : Mira Holm",
        "Texto: Ana Paz / Fotos: Mira Holm",
        "Von Ann Lind (Text) und Mira Holm (Fotos)",
        "Words Ann Lind Photography Mira Holm",
        "Text Ann Lind · Foto Mira Holm",
        "Story by Ann Lind; photos by Mira Holm",
    ],
)
@pytest.mark.parametrize("element", ["<p>{}</p>", "<div class='byline'>{}</div>"])
def test_the_photographer_beside_the_writer_in_a_byline_took_the_pages_pictures(
    read_page: Read, line: str, element: str
) -> None:
    article = read_page(first=element.format(line), middle=TWO)
    assert credits(article) == ["Mira Holm", "Mira Holm"]


def test_a_byline_under_a_headline_over_the_article_is_read_too() -> None:
    text = f"<article><div>{''.join(PARAGRAPHS)}{TWO}{PARAGRAPHS[0]}</div></article>"
    title = "<h1>Harbour keeps its old lighthouse</h1><p>Text: Ann Lind, Fotos: Mira Holm</p>"
    page = f"<html><body><main><header>{title}</header>{text}</main></body></html>"
    article = read_article(page.encode(), origin="p.html", base_url="https://kestrel.example/a")
    assert credits(article) == ["Mira Holm"] * 2


@pytest.mark.parametrize(
    "line",
    ["By Ann Lind", "Text: Ann Lind", "Story of a photo that nobody took", "Von Ann Lind (Text)"],
)
def test_a_byline_that_names_no_photographer_credits_nothing(read_page: Read, line: str) -> None:
    assert credits(read_page(first=f"<p>{line}</p>", middle=TWO)) == [None, None]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("All photographs by Mira Holm for The Kestrel.", "Mira Holm for The Kestrel"),
        ("Alle Bilder auf dieser Seite: © Mira Holm", "© Mira Holm"),
        ("All photos in this article: Mira Holm", "Mira Holm"),
        ("Photos used with permission from Mira Holm.", "Mira Holm"),
        ("(Fotos: Mira Holm)", "Mira Holm"),
    ],
)
def test_a_line_under_the_text_credits_the_pages_pictures(
    read_page: Read, line: str, credit: str
) -> None:
    assert credits(read_page(middle=TWO, last=f"<p>{line}</p>")) == [credit, credit]


@pytest.mark.parametrize(
    "label",
    [
        "Photos/text",
        "Photos, text",
        "Fotos, Texte",
        "Zdjęcia i tekst",
        "Fotos und Bericht",
        "Photos + words",
    ],
)
def test_who_made_pictures_and_text_is_every_pictures_credit(read_page: Read, label: str) -> None:
    assert credits(read_page(middle=TWO, last=f"<p>{label}: Mira Holm</p>")) == ["Mira Holm"] * 2
    article = read_page(middle=TWO, last="<p>Photos/text by Mira Holm</p>")
    assert credits(article) == ["Mira Holm"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "Photos, report: Kestrel High School", "Photos, interview from Kestrel Fair",
        "Photos/story from Kestrel Fair", "Photos, text from Kestrel Fair",
        "Photos/article by Kestrel Fair", "Photos and interview from Kestrel Fair",
    ],
)  # fmt: skip
def test_a_list_of_what_a_page_has_credits_nothing(read_page: Read, line: str) -> None:
    assert credits(read_page(middle=TWO, last=f"<p>{line}</p>")) == [None, None]


def test_a_lone_credit_over_the_text_is_of_the_first_picture(read_page: Read) -> None:
    article = read_page(first="<p class='photo-credit'>Photo: Mira Holm</p>", middle=TWO)
    assert credits(article) == ["Photo: Mira Holm", None]


def test_a_stock_librarys_author_may_be_called_anything(read_page: Read) -> None:
    line = "<p>Foto: Shutterstock / boats are my life.</p>"
    assert credits(read_page(first=shown(1), last=line)) == [
        "Foto: Shutterstock / boats are my life."
    ]


def test_a_title_over_a_row_of_pictures_may_credit_the_row(read_page: Read) -> None:
    row = f"<h3>Der Hafen in Bildern (Fotos: Mira Holm)</h3>{shown(2)}{shown(3)}"
    article = read_page(first=shown(1), middle=row)
    assert credits(article) == [None, "Mira Holm", "Mira Holm"]


def test_a_credit_of_several_under_the_last_of_a_row_is_of_the_row(read_page: Read) -> None:
    last = "<figure><img src='/p/boats-at-anchor-4.jpg'><figcaption>Fotos: Mira Holm</figcaption></figure>"
    article = read_page(first=shown(1), middle=f"{shown(2)}{shown(3)}{last}")
    assert credits(article) == [None, "Fotos: Mira Holm", "Fotos: Mira Holm", "Fotos: Mira Holm"]


def test_a_credit_of_one_under_the_last_of_a_row_is_its_own(read_page: Read) -> None:
    last = "<figure><img src='/p/boats-at-anchor-4.jpg'><figcaption>Foto: Mira Holm</figcaption></figure>"
    article = read_page(middle=f"{shown(2)}{last}")
    assert credits(article) == [None, "Foto: Mira Holm"]


def test_a_caption_that_says_all_credits_every_picture_without_a_credit(read_page: Read) -> None:
    said = "<figure><img src='/p/boats-at-anchor-4.jpg'><figcaption>The bay. All photos: Mira Holm</figcaption></figure>"
    own = "<figure><img src='/p/boats-at-anchor-5.jpg'><figcaption>The pier. Photo: Jo Berg</figcaption></figure>"
    article = read_page(first=shown(1), middle=said, last=own)
    assert credits(article) == ["All photos: Mira Holm", "All photos: Mira Holm", "Photo: Jo Berg"]


@pytest.mark.parametrize("name", ["data-original-title", "data-tooltip", "title", "aria-label"])
def test_a_sign_beside_a_picture_may_show_its_credit_when_pointed_at(only: Only, name: str) -> None:
    sign = f"<button class='copyright-sign' {name}='Foto: Mira Holm/Kestrel'>©</button>"
    middle = f"<div class='picture-box'>{sign}{shown(1)}</div>"
    assert only(middle=middle)[1] == "Foto: Mira Holm/Kestrel"


@pytest.mark.parametrize("said", ["Show copyright", "Copyright anzeigen", "Bildnachweis"])
def test_a_sign_that_only_announces_a_credit_is_none(only: Only, said: str) -> None:
    sign = f"<span class='copyright-sign' title='{said}'>©</span>"
    assert only(middle=f"<div class='picture-box'>{sign}{shown(1)}</div>")[1] is None


def test_a_paper_may_stand_between_lead_word_and_photographer(only: Only) -> None:
    said = "Un mercado en la capital. (Foto Diario Norte: Ana Paz)"
    middle = f"<figure><img src='/p/market.jpg'><figcaption>{said}</figcaption></figure>"
    assert only(middle=middle)[:2] == ("Un mercado en la capital.", "(Foto Diario Norte: Ana Paz)")


@pytest.mark.parametrize(
    "alt",
    [
        "YouTube video player",
        "AFP video player",
        "Instead of Google Meet",
        "WhatsApp-Image-2021-01-09-at-8",
    ],
)
def test_a_name_within_an_alternative_text_is_no_credit(only: Only, alt: str) -> None:
    middle = f"<div><img src='/p/boats-at-anchor.jpg' alt='{alt}' title='{alt}'></div>"
    assert only(middle=middle)[:2] == (None, None)


@pytest.mark.parametrize("alt", ["AFP", "© Mira Holm", "Photo: Mira Holm", "Mira Holm / AFP"])
def test_an_alternative_text_that_is_a_credit_stays_one(only: Only, alt: str) -> None:
    assert only(middle=f"<div><img src='/p/boats-at-anchor.jpg' alt='{alt}'></div>")[1] == alt


@pytest.mark.parametrize(
    "call",
    [
        "Get Started Now",
        "Download PowerPoint",
        "View image credit",
        "ZUM WARENKORB HINZUFÜGEN",
        "Mehr erfahren",
        "Click to learn more | Buy from Amazon",
        "Updated on",
    ],
)
def test_what_a_button_asks_for_is_neither_caption_nor_credit(only: Only, call: str) -> None:
    box = f"<figure><img src='/p/boats.jpg'><figcaption>Boats at anchor in the bay.</figcaption><p class='credit'>{call}</p></figure>"
    assert only(middle=box)[:2] == ("Boats at anchor in the bay.", None)


def test_letters_of_a_script_with_capitals_do_not_set_a_line_of_another_apart(only: Only) -> None:
    lines = "<figcaption><div>항구 위원회가 등대를 지키기로 했다</div><div>위원회는 TV 앞에서 불을 켜 두기로 했다</div></figcaption>"
    assert only(middle=f"<figure><img src='/p/boats.jpg'>{lines}</figure>")[1] is None


def test_a_caption_may_begin_with_the_headline_and_go_on(only: Only) -> None:
    said = "Harbour keeps its old lighthouse - a warm light over a cold and restless bay. Foto: Mira Holm"
    middle = (
        f"<div class='slide'><img src='/p/boats.jpg'><div class='caption'><p>{said}</p></div></div>"
    )
    assert only(middle=middle)[:2] == (
        "Harbour keeps its old lighthouse - a warm light over a cold and restless bay.",
        "Foto: Mira Holm",
    )


def test_a_byline_over_a_background_makes_a_section_no_caption(read_page: Read) -> None:
    box = "<div class='hero-image' style='background-image:url(/p/boats.jpg)'><span>Analytics</span><span class='author'>by Ann Lind</span></div>"
    assert all(image.caption is None for image in read_page(first=box).images)


def test_a_label_of_the_lead_picture_may_stand_in_an_element_of_its_own(read_page: Read) -> None:
    named = "<div class='small'><h3>Beitragsbild:</h3><div>(c) TV Harbour- & Bayland | Mira Holm</div></div>"
    article = read_page(first=shown(1), middle=shown(2), last=named)
    assert credits(article) == ["(c) TV Harbour- & Bayland | Mira Holm", None]


def test_a_credit_in_another_pictures_box_is_not_of_those_without_one(read_page: Read) -> None:
    box = "<div class='box'><img src='/p/boats-at-anchor-4.jpg' width='800'><p>Photo: Jo Berg</p></div>"
    assert credits(read_page(first=shown(1), last=box)) == [None, "Photo: Jo Berg"]


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lind reports for the Kestrel. Photo: Mira Holm",
        "Story by Ann Lind for a book on boats, photos by Mira Holm",
        "The boat book: words by Ann Lind, photos by Mira Holm.",
        "Boat Days open on Friday. Words by Ann Lind, photos by Mira Holm.",
        "Photo credits: See the last page",
        "Image credits: Harbour project",
        "Bildrechte: Alle vorbehalten",
    ],
)
def test_a_line_under_the_text_that_may_speak_of_something_else_stays_doubtful(
    read_page: Read, line: str
) -> None:
    image = read_page(first=shown(1), last=f"<p>{line}</p>").images[0]
    assert (image.caption, image.credit) == (None, None)
    assert image.maybe_credit is not None


@pytest.mark.parametrize(
    "line",
    [
        "Text: Ann Lind, Fotos: Mira Holm, Video: Jo Berg",
        "Words by Ann Lind, photos by Mira Holm and video by Jo Berg",
        "Text: Ann Lind / Fotos: Mira Holm / Illustration: Jo Berg",
        "Story by Ann Lind • Photos by Mira Holm • June 7",
        "Text: Ann Lind, Fotos: Mira Holm, 7.6.2024",
    ],
)
def test_who_else_made_the_story_and_when_is_no_part_of_the_credit(
    read_page: Read, line: str
) -> None:
    assert (
        credits(read_page(first=f"<p class='byline'>{line}</p>", middle=TWO)) == ["Mira Holm"] * 2
    )


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Ann Lind (Foto) leads the harbour from May on.", None),
        ("Sailor Ann Lind (photos) wins the cup", None),
        ("The keeper, Ann Lind (photo), leaves", None),
        ("The keeper, Ann Lind (photos)", None),
        ("Ann Lind (Foto)", None),
        ("By Ann Lind and Mira Holm (photos)", None),
        ("Ann Lind, Jo Berg und Mira Holm (Fotos)", None),
        ("Ana Paz y Gómez (fotos)", None),
        ("Ann Lind (words), Mira Holm and Jo Berg (photos)", "Mira Holm and Jo Berg"),
        ("Ann Lind (text), Mira Holm (photos) and Jo Berg (editing)", "Mira Holm"),
        ("Words Ann Lind Photography Mira Holm Styling Jo Berg", None),
        ("Mira Costa e Silva (fotos)", None),
        ("Ann Lind (Text und Fotos)", "Ann Lind"),
    ],
)
def test_a_role_in_brackets_credits_only_in_a_line_of_names_that_tells_whose_it_is(
    read_page: Read, line: str, credit: str | None
) -> None:
    assert credits(read_page(first=f"<p>{line}</p>", middle=TWO)) == [credit, credit]


def test_a_heading_names_no_photographer_in_brackets(read_page: Read) -> None:
    assert credits(read_page(first="<h2>Ann Lind (photos)</h2>", middle=TWO)) == [None, None]


@pytest.mark.parametrize(
    "credit",
    [
        "Mira Holm, Reuters",
        "Mira Holm (AFP)",
        "Mira Holm – dpa",
        "AFP via Getty Images",
        "Mira Holm, Getty Images",
        "dpa, Archiv",
        "Reuters, AFP",
        "Mira Holm Reuters",
        "Reuters file photo",
        "AFP (archive)",
    ],
)
@pytest.mark.parametrize("attribute", ["alt", "title"])
def test_names_and_a_supplier_in_an_alternative_text_are_a_credit(
    only: Only, attribute: str, credit: str
) -> None:
    middle = f"<div><img src='/p/boats-at-anchor.jpg' {attribute}='{credit}'></div>"
    assert only(middle=middle)[1] == credit


@pytest.mark.parametrize(
    "caption",
    ["Sign in the old boathouse", "See full tide at noon", "Learn how to row", "Start your oars"],
)
def test_a_caption_may_begin_as_a_button_does(only: Only, caption: str) -> None:
    middle = f"<figure><img src='/p/boats.jpg'><figcaption>{caption}</figcaption></figure>"
    assert only(middle=middle)[0] == caption


@pytest.mark.parametrize("said", ["(c) The boats behind the pier", "(C) Detail of the quay"])
def test_the_letter_of_a_panel_is_no_copyright_sign(only: Only, said: str) -> None:
    middle = f"<figure><img src='/p/boats.jpg'><figcaption>{said}</figcaption></figure>"
    assert only(middle=middle)[:2] == (said, None)


@pytest.mark.parametrize("sign", ["(c)", "(C)", "©", "（c）"])
def test_a_typed_copyright_sign_opens_a_credit_as_a_printed_one_does(only: Only, sign: str) -> None:
    said = f"A warm light over the bay. {sign} Harbour- & Bayland | Mira Holm"
    middle = f"<figure><img src='/p/boats.jpg'><figcaption>{said}</figcaption></figure>"
    expected = ("A warm light over the bay.", f"{sign} Harbour- & Bayland | Mira Holm")
    assert only(middle=middle)[:2] == expected


def test_a_lone_credit_in_the_block_behind_a_picture_is_the_pictures(read_page: Read) -> None:
    text = (
        "<div class='block'><p><em>Photo: Mira Holm</em></p><p>The lamp went out at dawn.</p></div>"
    )
    article = read_page(first=shown(1), middle=f"<div class='block'>{shown(2)}</div>{text}")
    assert credits(article) == [None, "Photo: Mira Holm"]


def test_a_lead_word_may_end_in_a_full_stop(only: Only) -> None:
    box = "<div class='picture'><img src='/p/boats.jpg'><div class='picture-caption'><h4>Foto. Cortesía</h4></div></div>"
    assert only(middle=box)[1] == "Foto. Cortesía"


def test_a_sentence_behind_a_word_for_pictures_is_a_caption(only: Only) -> None:
    said = "Fotos. The boats came back before the storm had turned."
    middle = f"<figure><img src='/p/boats.jpg'><figcaption>{said}</figcaption></figure>"
    assert only(middle=middle)[:2] == (said, None)


def test_an_element_called_for_having_no_caption_may_hold_the_credit(only: Only) -> None:
    box = "<div class='item'><img src='/p/boats.jpg'><p class='caption_w_attr'><span class='attribution attr_no_caption'>Harbour Police</span></p></div>"
    assert only(middle=box)[:2] == (None, "Harbour Police")


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        (
            "Boats wait for the tide.   Kari B Holm <span class='credit'>kholm@kestrel.example</span>",
            "Boats wait for the tide.",
            "Kari B Holm kholm@kestrel.example",
        ),
        (
            "Boats wait for the tide in Lund. Jo McBride <span class='credit'>jo.mcbride@kestrel.example</span>",
            "Boats wait for the tide in Lund.",
            "Jo McBride jo.mcbride@kestrel.example",
        ),
        (
            "The keeper, Dr. Kari Holm <span class='credit'>holm@kestrel.example</span>",
            "The keeper, Dr. Kari Holm",
            "holm@kestrel.example",
        ),
        (
            "The tide. Mayor Ed Lee <span class='credit'>fleet@kestrel.example</span>",
            "The tide. Mayor Ed Lee",
            "fleet@kestrel.example",
        ),
        (
            "Boats wait. The mayor is Ann Lind <span class='credit'>kholm@kestrel.example</span>",
            "Boats wait. The mayor is Ann Lind",
            "kholm@kestrel.example",
        ),
    ],
)
def test_a_mail_address_as_credit_takes_the_name_it_is_made_of(
    only: Only, printed: str, caption: str, credit: str
) -> None:
    markup = f"<figure><img src='/p/boats.jpg' width='900' height='600'><figcaption>{printed}</figcaption></figure>"
    assert only(middle=markup)[:2] == (caption, credit)


def test_a_caption_that_is_one_link_to_a_stock_library_is_the_credit(only: Only) -> None:
    markup = "<figure><img src='/p/boats.jpg' width='900' height='600'><figcaption><a href='https://www.rawpixel.com/image/4711'>seagull42</a></figcaption></figure>"
    assert only(middle=markup)[:2] == (None, "seagull42")
