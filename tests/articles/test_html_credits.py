"""Where else a credit stands: signed by the paper, set apart, announced by a label, in a notice for all pictures."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

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
        ("last", "<p>Featured image: Kari Holm</p>", ["Kari Holm", None]),
        (
            "last",
            "<p>Titelbild: Kari Holm<br>Bild im Text: Stadtarchiv</p>",
            ["Kari Holm", "Stadtarchiv"],
        ),
        (
            "first",
            "<p class='byline'>Words by Ana Reis. Photographs by Kari Holm.</p>",
            ["Kari Holm."] * 2,
        ),
        (
            "last",
            "<p>Photos: <a href='/gallery-of-storms'>Storm Over Harbour</a></p>",
            [None, None],
        ),
        ("last", "<p>Photos: see what our readers sent us on that night</p>", [None, None]),
    ],
)
def test_a_notice_credits_the_pictures_that_have_no_credit_of_their_own(
    read_page, place, line, credits
):
    pictures = "<figure><img src='/p/light-morning.jpg'></figure><figure><img src='/p/light-evening.jpg'></figure>"
    images = read_page(**{"middle": pictures, place: line}).images
    assert [i.credit.text if i.credit else None for i in images] == credits


def test_a_notice_leaves_printed_credits_alone(only):
    markup = f"<figure>{IMG}<figcaption>Dusk. (AFP)</figcaption></figure>"
    assert only(middle=markup, last="<p>Photos: Kari Holm</p>")[1] == "(AFP)"


def test_the_slogan_of_the_site_is_no_caption(only):
    data = '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","thumbnailUrl":"/p/lighthouse-dusk.jpg"},{"@type":"WebSite","description":"News from the rock"}]}</script>'
    assert only(head=data, middle=f"<figure>{IMG}</figure>")[:2] == (None, None)


def test_caption_and_credit_may_be_kept_in_attributes_of_an_empty_element_of_the_figure(only):
    markup = f"<figure>{IMG}<div><div data-c-caption='{CAPTION}' data-c-credit='Kari Holm/Kestrel'></div></div></figure>"
    assert only(middle=markup)[:2] == (CAPTION, "Kari Holm/Kestrel")
