"""Where else a credit stands: signed by the paper, set apart, announced by a label, in a notice for all pictures."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.articles import read_article

IMG = "<img src='/p/lighthouse-dusk.jpg'>"
CAPTION = "The lighthouse at dusk, seen from the northern breakwater."
SITE = "<meta property='og:site_name' content='The Kestrel'>"


@pytest.mark.parametrize(
    "texts",
    [
        f"<span>The Kestrel</span><br>{CAPTION}",
        f"<strong>The Kestrel</strong><br>{CAPTION}",
        f"<div>{CAPTION}</div><div>The Kestrel</div>",
    ],
)
def test_the_papers_own_name_set_apart_from_the_caption_is_the_credit(only, texts):
    markup = f"<figure>{IMG}<figcaption>{texts}</figcaption></figure>"
    assert only(head=SITE, middle=markup)[:2] == (CAPTION, "The Kestrel")


def test_a_paper_that_states_no_name_is_known_by_its_host(only):
    markup = f"<figure>{IMG}<figcaption><span>The Kestrel Evening Post</span><br>{CAPTION}</figcaption></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "The Kestrel Evening Post")


def test_a_caption_that_speaks_of_the_paper_keeps_its_words(only):
    text = "The editors of The Kestrel at their desks, before the light went out."
    assert only(head=SITE, middle=f"<figure>{IMG}<figcaption>{text}</figcaption></figure>")[:2] == (
        text,
        None,
    )


def test_a_bare_name_in_the_captions_second_element_is_the_credit(only):
    markup = f"<figure>{IMG}<figcaption><span>{CAPTION}</span><span>Kari Holm</span></figcaption></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "Kari Holm")


@pytest.mark.parametrize("end", ["<b>KARI HOLM</b>", "<em>(ansa)</em>", "<i>Kari Holm/AFP</i>"])
def test_what_a_caption_sets_apart_at_its_end_is_the_credit(only, end):
    caption, credit, _ = only(
        middle=f"<figure>{IMG}<figcaption>The light at dusk {end}</figcaption></figure>"
    )
    assert caption == "The light at dusk"
    assert credit.strip("()") in end


def test_a_films_title_in_italics_is_no_credit(only):
    markup = f"<figure>{IMG}<figcaption>Ana Reis in <em>The Last Pier</em></figcaption></figure>"
    assert only(middle=markup)[:2] == ("Ana Reis in The Last Pier", None)


@pytest.mark.parametrize(
    "label", ["<span class='visually-hidden'>Image source, </span>", "<span>Credit...</span>"]
)
def test_a_label_announces_the_credit_behind_it(only, label):
    markup = f"<figure><div>{IMG}<p>{label}<span>Lee Mason</span></p></div><figcaption>{CAPTION}</figcaption></figure>"
    caption, credit, _ = only(middle=markup)
    assert caption == CAPTION
    assert credit in ("Lee Mason", "Credit... Lee Mason")


def test_a_credit_that_a_button_opens_is_read(only):
    markup = f"<div class='pic'><button>i</button><div hidden>© Kari Holm</div>{IMG}<div class='legend'>{CAPTION}</div></div>"
    assert only(middle=markup)[:2] == (CAPTION, "© Kari Holm")


def test_the_caption_may_stand_below_a_box_that_holds_only_the_credit(only):
    markup = f"<div class='m'>{IMG}<span class='copy'>Photo: Kari Holm</span></div><p class='caption'>{CAPTION}</p>"
    assert only(middle=markup)[:2] == (CAPTION, "Photo: Kari Holm")


def test_one_caption_under_a_row_of_pictures_is_each_ones(read_page):
    row = "<div class='row'><div><img src='/p/light-before.jpg'></div><div><img src='/p/light-after.jpg'></div></div>"
    images = read_page(
        middle=f"{row}<p class='photo-caption'>Before and after. (Photos by Kari Holm)</p>"
    ).images
    assert [(i.caption.text, i.credit.text) for i in images] == [
        ("Before and after.", "(Photos by Kari Holm)")
    ] * 2


def test_a_centred_line_under_a_centred_picture_is_its_caption_where_it_ends_in_a_credit(only):
    markup = f"<p style='text-align: center'>{IMG}</p><p style='text-align: center'>市长在灯塔旁。（图片来源：视觉中国）</p>"
    assert only(middle=markup)[:2] == ("市长在灯塔旁。", "（图片来源：视觉中国）")


def test_the_paragraph_that_a_picture_floats_in_is_no_caption(only):
    text = "The keeper, who has lived there for thirty years, said that the lamp needs little more than patience."
    assert only(middle=f"<p><img class='alignright' src='/p/keeper-on-rock.jpg'>{text}</p>")[
        :2
    ] == (None, None)


def test_the_time_of_an_entry_is_no_caption(only):
    assert only(middle=f"<div class='entry'>{IMG}<time>13:11</time></div>")[:2] == (None, None)


@pytest.mark.parametrize(
    ("place", "line", "credits"),
    [
        ("last", "<p>Photos: Kari Holm</p>", ["Kari Holm"] * 2),
        ("last", "<p>Featured image: Kari Holm</p>", ["Featured image: Kari Holm", None]),
        (
            "last",
            "<p>Titelbild: Kari Holm<br>Bild im Text: Stadtarchiv</p>",
            ["Titelbild: Kari Holm", "Stadtarchiv"],
        ),
        (
            "first",
            "<p class='byline'>Words by Ana Reis. Photographs by Kari Holm.</p>",
            ["Kari Holm"] * 2,
        ),
        (
            "last",
            "<p>Photos: <a href='/gallery-of-storms'>Storm Over Harbour</a></p>",
            [None, None],
        ),
        ("last", "<p>All photos by the author.</p>", ["the author"] * 2),
        ("last", "<p>Photos: see what our readers sent us on that night</p>", [None, None]),
    ],
)
def test_a_notice_credits_the_pictures_that_have_no_credit_of_their_own(
    read_page, place, line, credits
):
    pictures = "<figure><img src='/p/light-morning.jpg'></figure><figure><img src='/p/light-evening.jpg'></figure>"
    images = read_page(**{"middle": pictures, place: line}).images
    assert [i.credit.text if i.credit else None for i in images] == credits


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("All photos courtesy of the author unless otherwise noted.", "courtesy of the author"),
        ("Unless otherwise stated, all images are by Kari Holm.", "Kari Holm"),
        ("All photographs, except where noted, by Kari Holm", "Kari Holm"),
        ("Alle Fotos: Kari Holm, sofern nicht anders angegeben", "Kari Holm"),
        ("Alle Bilder stammen von der Autorin (wenn nicht anders vermerkt).", "der Autorin"),
        ("Toutes les photos sont de l'auteur, sauf mention contraire.", "l'auteur"),
        ("Todas las fotos: Kari Holm, salvo indicación contraria", "Kari Holm"),
        ("Salvo que se indique lo contrario, todas las fotos son de la autora", "la autora"),
        ("Все фото автора, если не указано иное", "автора"),
        ("All photos show the harbour unless otherwise noted.", None),
        ("All photos were deleted unless the author was asked.", None),
    ],
)
@pytest.mark.parametrize("place", ["first", "last", "middle"])
def test_a_line_for_all_pictures_but_those_with_a_credit_credits_the_rest(
    read_page, place, line, credit
):
    one, two, three = (
        f"<figure><img src='/p/light-{name}.jpg'><figcaption>{text}</figcaption></figure>"
        for name, text in (("dawn", "Dawn."), ("noon", "Noon. (AFP)"), ("dusk", "Dusk."))
    )
    said = f"<p><em>{line}</em></p>"
    parts = {"middle": one + two + (said if place == "middle" else "") + three}
    if place != "middle":
        parts[place] = said
    images = read_page(**parts).images
    assert [i.credit.text if i.credit else None for i in images] == [credit, "(AFP)", credit]
    assert [i.caption.text for i in images] == ["Dawn.", "Noon.", "Dusk."]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("All photographs by Kari Holm.", "Kari Holm"),
        ("Alle Bilder: Kari Holm", "Kari Holm"),
        ("Todas las fotos: Kari Holm", "Kari Holm"),
        ("Photos: Kari Holm and B. Ek, Fjord Inc.", "Kari Holm and B. Ek, Fjord Inc."),
    ],
)
def test_one_line_for_all_pictures_is_one_credit_also_beside_it(read_page, line, credit):
    shown = (f"<img src='/p/light-{name}-hours.jpg'>" for name in ("dawn", "noon", "dusk", "late"))
    images = read_page(middle="<p>On.</p>".join(shown), last=f"<p>{line}</p>").images
    assert [i.credit and i.credit.text for i in images] == [credit] * 4
    assert len({i.credit.where for i in images}) == 1
    assert not any(i.maybe_caption and line in i.maybe_caption.text for i in images)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (
            "Clockwise from top: a <em>gull</em>, a tern, an auk. (Kari Holm / AFP)",
            "(Kari Holm / AFP)",
        ),
        ("From left, the lamp, the stairs and the door. Photos: Kari Holm", "Photos: Kari Holm"),
        ("Im Uhrzeigersinn: Lampe, Treppe, Tür. (Fotos: Kari Holm)", "(Fotos: Kari Holm)"),
        ("De gauche à droite : la lampe, la porte. (Kari Holm/AFP)", "(Kari Holm/AFP)"),
        ("Clockwise from top: a gull, a tern and an auk.", None),
        ("Kari Holm spent the evening clockwise, from gull to tern.", None),
    ],
)
def test_a_caption_for_several_credits_the_pictures_right_before_it(read_page, line, credit):
    shown = [
        f"<figure><img src='/p/light-{n}-hours.jpg'></figure>" for n in ("dawn", "noon", "dusk")
    ]
    markup = f"{shown[0]}<p>The keeper goes on.</p>{shown[1]}{shown[2]}<p>{line}</p>"
    images = read_page(middle=markup).images
    assert [i.credit.text if i.credit else None for i in images] == [None, credit, credit]
    assert [bool(i.caption) for i in images] == [False, bool(credit), bool(credit)]


def test_the_line_beside_the_only_picture_stays_as_it_is_printed(only):
    assert only(middle=f"{IMG}<p>Photos: Kari Holm</p>")[1] == "Photos: Kari Holm"


def test_a_line_behind_the_next_picture_and_a_text_before_it_is_not_the_first_ones(read_page):
    dawn, noon = (f"<img src='/p/light-{name}-hours.jpg'>" for name in ("dawn", "noon"))
    line = "<p>The stairs at noon. (Foto: Kari Holm)</p>"
    one, two = read_page(middle=f"{dawn}<p>On they went.</p>{noon}{line}").images
    assert (one.caption, one.credit) == (None, None)
    assert (two.caption.text, two.credit.text) == ("The stairs at noon.", "(Foto: Kari Holm)")


def test_a_notice_leaves_printed_credits_alone(only):
    markup = f"<figure>{IMG}<figcaption>Dusk. (AFP)</figcaption></figure>"
    assert only(middle=markup, last="<p>Photos: Kari Holm</p>")[1] == "(AFP)"


SECTIONS = "".join(
    f"<div class='item'><img src='/p/{name}.jpg'><div><h3>{title}</h3><p>{text}</p><p><em>{line}</em></p></div></div>"
    for name, title, text, line in (
        (
            "seals-on-rock",
            "Seals",
            "Seals have come back to the rock after forty years away.",
            "Image: Kari Holm",
        ),
        (
            "new-ferry",
            "Ferry",
            "The new ferry runs on the wind that the bay has to spare.",
            "Image: Bay Lines",
        ),
        (
            "old-chart",
            "Chart",
            "A chart of 1790 was found behind a wall of the keeper's house.",
            "The chart hangs in the hall.",
        ),
    )
)


def test_a_line_in_a_section_credits_the_one_picture_of_the_section(read_page):
    credits = [i.credit and i.credit.text for i in read_page(middle=SECTIONS).images]
    assert credits == ["Image: Kari Holm", "Image: Bay Lines", None]


def test_a_line_under_the_headline_credits_the_picture_above_it(read_page):
    line = "<div class='box'><p>Fotocredit: Kari Holm © 2031 Bay Lines, All Rights</p></div>"
    later = "<figure><img src='/p/light-evening.jpg'></figure>"
    images = read_page(first=f"<div>{IMG}</div><div>{line}</div>", middle=later).images
    assert [i.credit and i.credit.text for i in images] == [
        "Fotocredit: Kari Holm © 2031 Bay Lines, All Rights",
        None,
    ]


def test_a_field_with_its_label_credits_the_picture_of_its_box(only):
    field = "<div class='field'><div>Photo credit</div><div>University of the Bay</div></div>"
    text = f"<div class='field'><p>{CAPTION}</p></div>"
    assert only(middle=f"<div class='media'><div>{IMG}</div>{text}{field}</div>")[1] == (
        "University of the Bay"
    )


def test_a_bracket_around_a_line_that_credits_the_lead_is_kept_whole(only):
    line = "<p>[Featured image by Jo Berg/Getty Images]</p>"
    assert only(middle=f"<div>{IMG}</div>", last=line)[1] == (
        "[Featured image by Jo Berg/Getty Images]"
    )


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        (
            "Rowing on the bay © Bay Lines / Kari Holm",
            "Rowing on the bay",
            "© Bay Lines / Kari Holm",
        ),
        ("Kari Holm © Bay Lines", None, "Kari Holm © Bay Lines"),
        (
            "Photo: Bay Lines (The captain at the meeting of 2031)",
            "The captain at the meeting of 2031",
            "Photo: Bay Lines",
        ),
        ("Photo: Bay Lines (Kari Holm)", None, "Photo: Bay Lines (Kari Holm)"),
    ],
)
def test_what_is_called_a_credit_may_hold_the_caption(only, text, caption, credit):
    markup = f"<div class='media'>{IMG}<span class='copyright'>{text}</span></div>"
    assert only(middle=markup)[:2] == (caption, credit)


def test_a_credit_that_begins_with_the_alternative_text_is_the_caption_with_its_credit(only):
    picture = "<img src='/p/lighthouse-dusk.jpg' alt='Stand-in'>"
    markup = f"<div class='pic'>{picture}<div class='pic-caption'>Stand-in - Reuters</div></div>"
    assert only(middle=markup)[:2] == ("Stand-in", "Reuters")


def test_a_paragraph_under_the_picture_that_ends_in_a_led_credit_is_its_caption(only):
    text = "Up or down? On this chart the keeper could see where each of the boats had been when the storm came, and which had gone"
    markup = (
        f"<div class='media'>{IMG}</div><p class='typed'>{text} (Photo: Bay Lines/Kari Holm)</p>"
    )
    assert only(middle=markup)[:2] == (text, "(Photo: Bay Lines/Kari Holm)")
    plain = f"<div class='media'>{IMG}</div><p class='typed'>{text} since then, by the council's count.</p>"
    assert only(middle=plain)[:2] == (None, None)


def test_the_writer_named_beside_a_picture_is_not_its_photographer(only):
    markup = f"<div class='media'>{IMG}</div><div class='autor'>TIDE NEWS</div>"
    assert only(middle=markup)[:2] == (None, None)


def test_a_button_that_runs_a_script_is_no_text_of_the_picture(only):
    share = "<ul><li class='fb'><a href=\"javascript:add('x')\">facebook</a></li></ul>"
    markup = f"<figure>{IMG}<figcaption>{CAPTION}</figcaption><div>{share}</div></figure>"
    assert only(middle=markup)[:2] == (CAPTION, None)


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        (
            "The new pier on a quiet morning / picture alliance",
            "The new pier on a quiet morning",
            "picture alliance",
        ),
        (
            "Jo Berg in the keeper's kitchen / Kari Holm",
            "Jo Berg in the keeper's kitchen",
            "Kari Holm",
        ),
        ("A meeting of Ana Reis / Kari Holm", "A meeting of Ana Reis / Kari Holm", None),
        ("燈塔守護人在岸邊等待。 圖／海灣時報", "燈塔守護人在岸邊等待。", "圖／海灣時報"),
        ("燈塔守護人在岸邊等待。圖/海灣時報", "燈塔守護人在岸邊等待。", "圖/海灣時報"),
    ],
)
def test_a_slash_before_a_name_begins_the_credit(only, text, caption, credit):
    markup = f"<figure>{IMG}<figcaption>{text}</figcaption></figure>"
    assert only(middle=markup)[:2] == (caption, credit)


def test_a_caption_that_the_page_cuts_off_is_read_in_full(only):
    full = "Photo: ON - The keeper waits for the boats at the old light of the bay."
    link = f"<a class='box' data-caption='{full}' href='/p/lighthouse-large.jpg'>{IMG}</a>"
    cut = "<p class='img-text'>The keeper waits for the boats ...<cite>Photo: ON</cite></p>"
    assert only(middle=f"<div class='imgbox'>{link}{cut}</div>")[:2] == (
        "The keeper waits for the boats at the old light of the bay.",
        "Photo: ON",
    )


def test_a_sentence_that_names_nobody_is_no_credit_whatever_it_is_called(only):
    text = "Always look at the sky first, as many say that it’s more often the wind than the tide that decides"
    markup = f"<div><div>{IMG}</div><span class='credit'>{text}</span></div>"
    assert only(middle=markup)[:2] == (text, None)


def test_a_credit_at_the_end_of_a_declared_caption_is_kept_as_its_credit(read_page):
    said = "The pier in autumn, © Copyright: Bay Lines / Jo Berg"
    data = (
        '<script type="application/ld+json">{"@type":"ImageObject",'
        f'"url":"/p/lighthouse-dusk.jpg","caption":"{said}"}}</script>'
    )
    (image,) = read_page(head=data, middle=f"<figure>{IMG}</figure>").images
    assert image.structured_caption.text == "The pier in autumn"
    assert image.structured_credit.text == "© Copyright: Bay Lines / Jo Berg"


TWO = (
    "<p><img src='/p/boat-1514.jpg'></p><p>The boat came back in the night, and the dog on it was the first to see the light.</p>"
    "<p><img src='/p/dog-on-beach.jpg'></p>"
)


@pytest.mark.parametrize(
    "entries",
    [
        "<div class='isc_box'><p class='isc_title'>Bildquellen</p><ul><li>boat: Jo Berg / Pixabay</li><li>dog: © Kari Holm</li><li>tower: Ana Reis</li></ul></div>",
        "<h3>Picture credits</h3><p>dog: © Kari Holm</p><p>boat: Jo Berg / Pixabay</p>",
    ],
)
def test_a_list_of_sources_credits_each_picture_by_its_file_name(read_page, entries):
    images = read_page(middle=TWO, last=entries).images
    assert [i.credit and i.credit.text for i in images] == ["Jo Berg / Pixabay", "© Kari Holm"]
    assert [i.caption for i in images] == [None, None]


def test_a_list_of_sources_credits_a_picture_by_the_file_that_it_links(read_page):
    link = "https://commons.wikimedia.org/wiki/File:Boat_of_the_bay.jpg"
    line = f"<h6>Bildnachweis:<br>A. Meister: Gemeinfrei, <a href='{link}'>via Wikimedia Commons</a></h6>"
    boat, dog = read_page(middle=TWO, last=line).images
    assert boat.credit.text == "A. Meister: Gemeinfrei, via Wikimedia Commons"
    assert [found.url for found in boat.credit_links] == [link]
    assert dog.credit is None


def test_a_list_that_names_no_picture_credits_none(read_page):
    line = "<div><p>Bildquellen</p><ul><li>harbour: Jo Berg</li><li>mole: Ana Reis</li></ul></div>"
    assert [i.credit for i in read_page(middle=TWO, last=line).images] == [None, None]


def test_the_slogan_of_the_site_is_no_caption(only):
    data = '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","thumbnailUrl":"/p/lighthouse-dusk.jpg"},{"@type":"WebSite","description":"News from the rock"}]}</script>'
    assert only(head=data, middle=f"<figure>{IMG}</figure>")[:2] == (None, None)


def test_caption_and_credit_may_be_kept_in_attributes_of_an_empty_element_of_the_figure(only):
    markup = f"<figure>{IMG}<div><div data-c-caption='{CAPTION}' data-c-credit='Kari Holm/Kestrel'></div></div></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "Kari Holm/Kestrel")


PROSE = "The keeper climbs the stairs of the tower and counts them, as he has on every day. " * 10
LINES = "<article><h1>Harbour keeps its old lighthouse</h1><div>{0}<br><br>{1}<br>{2}<br><br>{0}</div></article>"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("The mole at dusk (Photo: Jo Berg)", ("The mole at dusk", "(Photo: Jo Berg)")),
        ("<i>The mole at dusk, seen from the ferry</i>", ("The mole at dusk, seen from the ferry", None)),
        ("写真：灯台の夕暮れ(2031/3/3撮影)", ("写真：灯台の夕暮れ(2031/3/3撮影)", None)),
        ("He lights the lamp at noon.", (None, None)),
    ],
)  # fmt: skip
def test_a_line_between_breaks_is_a_caption_where_it_says_so(line, read):
    page = LINES.format(PROSE, IMG, line).encode()
    (image,) = read_article(page, origin="x", base_url="https://kestrel.example/a").images
    found = image.caption, image.credit
    assert tuple(text and text.text for text in found) == read


@pytest.mark.parametrize("counter", ["2/28 photos", "Bild 1 von 9", "Foto 3 de 12", "4 of 7"])
def test_which_of_how_many_pictures_it_is_is_no_caption(only, counter):
    markup = (
        f"<div>{IMG}<div><span>{counter}</span><span class='credit'>© Kari Holm</span></div></div>"
    )
    assert only(middle=markup)[:2] == (None, "© Kari Holm")


@pytest.mark.parametrize(
    "counter",
    [
        "2 of 7 |",
        "2/7",
        "(2/7)",
        "2/7 –",
        "Photo 2 of 7:",
        "Bild 2 von 7:",
        "Foto 2/7 -",
        "Immagine 2 di 7.",
        "Photo 2 sur 7 :",
        "2 sur 7 :",
        "Imagen 2 de 7 |",
        "Фото 2 из 7:",
        "Zdjęcie 2 z 7",
        "Foto 2 van 7 ·",
    ],
)
def test_which_of_how_many_pictures_it_is_is_no_part_of_the_caption_behind(only, counter):
    markup = (
        f"<figure>{IMG}<figcaption>{counter} {CAPTION} (Photo: Kari Holm)</figcaption></figure>"
    )
    assert only(middle=markup)[:2] == (CAPTION, "(Photo: Kari Holm)")


@pytest.mark.parametrize(
    "text",
    [
        "3 of 4 boats were lost in the storm of last week.",
        "24/7 The light is never out at the breakwater.",
        "Photo 51 shows the quay before the storm of last week.",
    ],
)
def test_a_caption_may_begin_with_a_share(only, text):
    assert only(middle=f"<figure>{IMG}<figcaption>{text}</figcaption></figure>")[0] == text


def test_a_caption_beside_the_date_is_one_where_the_page_calls_it_so(only):
    markup = f"<div class='hero'><span class='date'>3 March 2031</span>{IMG}<p class='caption'><span>The mole at dusk.</span><span>courtesy of Kari Holm</span></p></div>"
    assert only(first=markup)[:2] == ("The mole at dusk.", "courtesy of Kari Holm")


def test_a_lead_word_and_a_name_behind_a_sentence_need_no_colon(only):
    markup = f"<figure>{IMG}<figcaption>Three women mend nets on the mole. Bild Anna Muster</figcaption></figure>"
    assert only(middle=markup)[:2] == ("Three women mend nets on the mole.", "Bild Anna Muster")


def test_a_graphic_has_a_source_too(only):
    markup = f"<figure>{IMG}<figcaption>Infographic source: <a href='https://kestrel.example/'>Kestrel</a></figcaption></figure>"
    assert only(middle=markup)[:2] == (None, "Infographic source: Kestrel")


def test_the_brand_behind_a_whole_credit_is_no_part_of_it(only):
    markup = f"<div class='product'>{IMG}<span class='credit'>Courtesy of the maker</span><p class='brand'>Tidewater</p></div>"
    assert only(middle=markup)[1] == "Courtesy of the maker"


def test_a_date_and_the_publisher_under_a_badge_are_no_caption(read_page):
    site = "<meta property='og:site_name' content='The Kestrel'>"
    badge = "<div class='info'><img src='/p/round-badge.png'><div class='credits'><span>30/10/31 | The Kestrel</span><span>Harbour</span></div></div>"
    assert read_page(head=site, first=badge).images == ()


def test_a_declared_picture_with_a_caption_is_the_storys_in_a_box_called_sharing(only):
    data = "<meta property='og:image' content='https://kestrel.example/p/lighthouse-dusk.jpg'>"
    markup = f"<div class='article__sharing'><div>{IMG}<div class='media__caption'><p>The lamp at noon. (Photo: Jo Berg)</p></div></div></div>"
    assert only(head=data, middle=markup)[:2] == ("The lamp at noon.", "(Photo: Jo Berg)")


def test_the_face_of_the_writer_that_data_names_is_no_picture_of_the_story(read_page):
    face = "<meta property='og:image' content='https://www.gravatar.com/avatar/0123456789abcdef?s=500'>"
    assert read_page(head=face).images == ()


STATE = '<script>window.__STATE__={{"blocks":[{{"type":"picture","href":"https://cdn.kestrel.example/a/{0}.jpg","fields":{{"title":"{1}","source":"Jo Berg"}}}}]}}</script>'


def test_an_empty_picture_is_the_one_whose_caption_the_pages_data_states_too(only):
    said = "The mole at dusk, seen from the ferry"
    markup = f"<figure><img class='lazy'><p class='title'>{said}</p><p class='source'>Jo Berg</p></figure>"
    read = only(middle=markup, after=STATE.format("mole-at-dusk", said))
    assert read == (said, "Jo Berg", "mole-at-dusk.jpg")


def test_an_empty_picture_without_its_caption_in_the_data_is_none(read_page):
    markup = "<figure><img class='lazy'><p class='title'>The mole at dusk, seen from the ferry</p></figure>"
    other = STATE.format("ferry", "The ferry leaves for the outer islands")
    assert read_page(middle=markup, after=other).images == ()


def test_who_took_a_picture_may_be_told_as_a_writer_is(only):
    markup = f"<div>{IMG}<div><p class='photo-author'>by Jo Berg</p></div></div>"
    assert only(middle=markup)[1] == "by Jo Berg"


def test_a_picture_of_which_little_tells_that_it_is_the_storys_is_doubtful(read_page):
    (small,) = read_page(middle="<div><img src='/p/keeper-portrait.jpg'></div>").images
    (plain,) = read_page(middle="<figure><img src='/p/pier.jpg' width='900' height='600'></figure>").images  # fmt: skip
    assert (small.doubtful, plain.doubtful) == (True, False)


@pytest.mark.parametrize("lead", ["Photo by:", "Foto von:", "Photo by"])
def test_a_photographer_stands_behind_by_with_or_without_a_colon(only, lead):
    markup = f"<div>{IMG}<p>The mole at dusk</p><p>{lead} Harbour Content Pool</p></div>"
    assert only(middle=markup)[:2] == ("The mole at dusk", f"{lead} Harbour Content Pool")


def test_words_set_in_a_span_within_a_caption_are_of_it(only):
    markup = f"<figure>{IMG}<figcaption>How the <span class='caps'>DNS</span> lamp is lit</figcaption></figure>"
    assert only(middle=markup)[:2] == ("How the DNS lamp is lit", None)


def test_what_the_headline_names_under_each_picture_is_what_they_show(read_page):
    head = "<meta property='og:title' content='Harbour keeps its old lighthouse'>"
    figure = (
        "<figure><img src='/p/lighthouse-{0}.jpg'><figcaption>Old Lighthouse</figcaption></figure>"
    )
    images = read_page(head=head, middle="".join(map(figure.format, range(4)))).images
    assert [i.caption.text for i in images] == ["Old Lighthouse"] * 4
    assert [i.credit for i in images] == [None] * 4


def test_the_day_of_a_story_in_words_is_no_credit(only):
    data = "<meta property='og:image' content='https://kestrel.example/p/lighthouse-dusk.jpg'>"
    markup = (
        f"<div class='main_image'>{IMG}</div><div class='author'>15 de Abril de 2031 | 16:05</div>"
    )
    assert only(head=data, first=markup)[:2] == (None, None)


@pytest.mark.parametrize(
    ("alt", "credit"),
    [
        ("© Kari Holm", "© Kari Holm"),
        ("The mole at dusk | Photo: Jo Berg", "Photo: Jo Berg"),
        ("The mole at dusk", None),
        ("Photo:", None),
    ],
)
def test_an_alternative_text_may_end_in_the_credit(only, alt, credit):
    markup = f"<figure><img src='/p/lighthouse-dusk.jpg' alt='{alt}'></figure>"
    assert only(middle=markup)[1] == credit


def test_the_credit_of_the_lead_picture_is_not_that_of_the_others(read_page):
    markup = "<figure><img src='/p/boat.jpg'><figcaption>A boat</figcaption></figure>"
    lead = "<figure><img src='/p/mole.jpg'></figure>"
    line = "<p>Beitragsbild via <a href='https://unsplash.com/'>Unsplash</a>.</p>"
    first, second = read_page(first=lead, middle=markup, last=line).images
    assert first.credit.text == "Beitragsbild via Unsplash."
    assert second.credit is None


def test_a_licence_behind_the_photographers_name_is_of_the_credit(only):
    markup = f"<article><div>{IMG}</div></article><p style='text-align: center'><sup>Harbour screenshot by Jo Berg. <a href='https://creativecommons.org/licenses/by-sa/2.0/'>CC BY-SA 2.0.</a></sup></p>"
    assert only(middle=markup)[:2] == (None, "Harbour screenshot by Jo Berg. CC BY-SA 2.0.")


def test_a_word_for_by_alone_is_no_credit(only):
    markup = f"<figure>{IMG}<figcaption>The mole at dusk</figcaption></figure><div class='author'>By</div>"
    assert only(middle=markup)[:2] == ("The mole at dusk", None)


def test_a_captioned_picture_in_a_header_that_has_buttons_is_the_storys(only):
    figure = f"<figure>{IMG}<figcaption>The mole at dusk</figcaption></figure>"
    markup = f"<div class='content-header has-sharing'><section>{figure}</section></div>"
    assert only(first=markup)[:2] == ("The mole at dusk", None)


def test_slides_with_captions_outside_figures_are_the_storys(read_page):
    slide = "<div class='item'><a href='/p/{0}-large.jpg'><img src='/p/{0}.jpg'></a><div class='carousel-caption'>The {0} at dusk</div></div>"
    gallery = f"<div class='carousel'>{slide.format('lighthouse')}{slide.format('ferry')}</div>"
    images = read_page(first=gallery).images
    assert [i.caption.text for i in images] == ["The lighthouse at dusk", "The ferry at dusk"]


def test_a_link_around_a_picture_with_caption_and_credit_opens_a_gallery(only):
    markup = f"<div class='photo'><a class='box' href='/gallery-of-the-day'>{IMG}<div class='desc'>The keeper lights the lamp at noon. | Foto: Jo Berg</div></a></div>"
    assert only(middle=markup)[:2] == ("The keeper lights the lamp at noon.", "Foto: Jo Berg")


def test_who_wrote_the_story_did_not_take_the_picture_over_it(only):
    markup = f"<figure>{IMG}<figcaption>Boats in the bay</figcaption></figure><div class='story-author'>By Jo Berg</div>"
    assert only(first=markup)[:2] == ("Boats in the bay", None)


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The quay at Kestrel Bay", "Photo: Kari Holm/Reuters"),
        ("Ein Fischer flickt Netze am Kai", "Kari Holm/dpa"),
        ("Lund am Freitag", "© Kari Holm"),
        ("Гавань, пристань", "Фото: Reuters"),
        ("The keeper waves. Lund, June 3", "Kari Holm/AFP"),
        ("Boats return to Lund, June 3", "Kari Holm/Nordpresse"),
        ("A boat goes out for the last time", "Getty Images"),
        ("Le phare du Nord", "Crédit photo : Kari Holm"),
        ("The quay", "<b>Photo:</b> Kari Holm"),
    ],
)
@pytest.mark.parametrize("line_break", ["<br>", " <br/>\n"])
def test_a_line_that_is_a_credit_by_itself_ends_the_caption_before_it(
    only, caption, credit, line_break
):
    markup = f"<figure>{IMG}<figcaption>{caption}{line_break}{credit}</figcaption></figure>"
    assert only(middle=markup)[:2] == (caption, credit.replace("<b>", "").replace("</b>", ""))


@pytest.mark.parametrize(
    ("lines", "caption", "credit"),
    [
        ("Photo: Kari Holm<br>Reuters", None, "Photo: Kari Holm Reuters"),
        ("Photo:<br>Kari Holm/Reuters", None, "Photo: Kari Holm/Reuters"),
        (
            "The quay at dusk<br>Photo: Kari Holm<br>Reuters",
            "The quay at dusk",
            "Photo: Kari Holm Reuters",
        ),
        ("The quay<br>at dusk<br>© Kari Holm", "The quay at dusk", "© Kari Holm"),
        (
            "<strong>The quay at dusk<br></strong>Photo: Kari Holm",
            "The quay at dusk",
            "Photo: Kari Holm",
        ),
        ("The quay at dusk,<br>seen from Lund", "The quay at dusk, seen from Lund", None),
    ],
)
def test_the_lines_of_one_credit_and_of_one_caption_stay_together(only, lines, caption, credit):
    markup = f"<figure>{IMG}<figcaption>{lines}</figcaption></figure>"
    assert only(middle=markup)[:2] == (caption, credit)
