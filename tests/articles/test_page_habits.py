"""What a page does with all its pictures: stand-ins, numbered files, galleries, captions it never gives."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

DUSK = "The lighthouse at dusk, seen from the northern breakwater."
LAMP = "Two keepers clean the lamp before the winter storms."


def _files(article):
    return [(image.content_url or "").rsplit("/", 1)[-1] for image in article.images]


def _texts(article):
    return [
        (image.caption and image.caption.text, image.credit and image.credit.text)
        for image in article.images
    ]


# A grey box that several pictures show until a script has loaded them, in whatever attribute.
LAZY = {
    "srcset": "<img src='/up/2018/{n}.jpg' data-lazy-src='/up/2018/{n}.jpg?wait=1' srcset='/up/2020/grey-box.png'>",
    "src": "<img src='/up/2020/grey-box.png' data-image='/up/2018/{n}.jpg'>",
    "data-src": "<img src='/up/2018/{n}.jpg' data-src='/up/2020/grey-box.png'>",
}


@pytest.mark.parametrize("markup", LAZY.values(), ids=LAZY)
def test_what_pictures_show_until_they_are_loaded_makes_them_no_copies_of_each_other(
    markup, read_page
):
    pictures = "".join(
        f"<p>{markup.format(n=name)}</p><p>{text} It was the third time this year that it did.</p>"
        for name, text in (("harbour-dawn", DUSK), ("keeper-lamp", LAMP))
    )
    assert [f.partition("?")[0] for f in _files(read_page(middle=pictures))] == [
        "harbour-dawn.jpg",
        "keeper-lamp.jpg",
    ]


def test_a_rendition_with_a_name_of_its_own_is_no_stand_in(read_page):
    one = "<img src='/p/4/1-280.31.jpg' srcset='/p/4/1-280.31.jpg 1x, /p/4/1-560.jpg 2x'>"
    other = "<img src='/p/4/1-1080.77.jpg' srcset='/p/4/1-1080.77.jpg 1x, /p/4/1-560.jpg 2x'>"
    assert len(read_page(middle=f"<figure>{one}{other}</figure>").images) == 1


def test_pictures_numbered_in_a_folder_with_a_date_are_several(read_page):
    rows = "".join(
        f"<div class='gallery-row'><img src='/galleries/20220127-harbour-festival/{n}.jpg'><em class='caption'>{text}</em></div>"
        for n, text in (("01", DUSK), ("02", LAMP))
    )
    article = read_page(middle=f"<div class='gallery'>{rows}</div>")
    assert _texts(article) == [(DUSK, None), (LAMP, None)]


@pytest.mark.parametrize(
    "behind", ["m/1600x656/filters:format(webp):quality(90)", "_jcr_content/renditions/original"]
)
def test_what_a_service_is_to_make_of_a_file_names_no_picture(behind, read_page):
    pictures = "".join(
        f"<p><img src='https://media.example/f/2{n}/{name}.png/{behind}'></p><p>{LAMP} It is the {n}th time.</p>"
        for n, name in enumerate(("harbour-dawn", "keeper-lamp", "boat-rock"))
    )
    assert len(read_page(middle=pictures).images) == 3


def test_a_picture_for_readers_without_scripts_is_no_counter(read_page):
    lazy = "<div data-render='Picture'><noscript><img src='https://media.example/e1bf8e75bc11d526?fit=max&w=800.0' alt=''></noscript></div><p>(Image credit: Jo Berg)</p>"
    assert _texts(read_page(middle=lazy)) == [(None, "(Image credit: Jo Berg)")]
    counter = "<noscript><img src='https://media.example/e1bf8e75bc11d526?site=4&page=light' alt=''></noscript>"
    assert not read_page(middle=counter).images


BOXES = [
    "data-fancybox='group' data-caption='{text}'",
    "data-glightbox='' title='{text}'",
    "data-toggle='lightbox' title='{text}'",
    "data-pswp-width='1600' data-caption='{text}'",
    "rel='lightbox[harbour]' title='{text}'",
    "class='swipebox' title='{text}'",
]


@pytest.mark.parametrize("attributes", BOXES)
def test_small_pictures_under_the_text_that_a_script_enlarges_are_a_gallery(attributes, read_page):
    rows = "".join(
        f"<div class='outer'><div class='media-element'><a href='/files/{n}-large.jpg' {attributes.format(text=text)}><img src='/files/{n}-small.jpg' width='133' height='100'></a></div></div>"
        for n, text in (("harbour-dawn", DUSK), ("keeper-lamp", LAMP), ("boat-rock", "A boat."))
    )
    article = read_page(last=f"</div><div class='news-images'>{rows}")
    assert [caption for caption, _ in _texts(article)] == [DUSK, LAMP, "A boat."]


def test_small_pictures_under_the_text_without_that_are_none(read_page):
    rows = "".join(
        f"<div class='outer'><a href='/more/{n}'><img src='/files/{n}.jpg' width='133' height='100'></a></div>"
        for n in ("harbour-dawn", "keeper-lamp", "boat-rock")
    )
    assert not read_page(last=f"</div><div class='more-news'>{rows}").images


@pytest.mark.parametrize("lead", ["", "<figure><img src='/p/lead-of-all.jpg'></figure>"])
def test_a_line_of_credit_right_before_a_gallery_is_for_all_of_it(lead, read_page):
    gallery = "".join(f"<figure><img src='/p/harbour-view-{n}.jpg'></figure>" for n in "abc")
    article = read_page(first=lead, middle=f"<p>Fotos: Jo Berg</p>{gallery}")
    assert {credit for _, credit in _texts(article)} == {"Jo Berg"}


def test_a_line_of_credit_between_pictures_is_not_for_all(read_page):
    many = "".join(f"<figure><img src='/p/harbour-view-{n}.jpg'></figure>" for n in "abc")
    article = read_page(middle=f"{many}<p>Fotos: Jo Berg</p>{many.replace('view', 'night')}")
    assert _texts(article).count((None, "Jo Berg")) < len(article.images)


BARE = "".join(
    f"<p><img src='/p/harbour-view-{n}.jpg'></p><p>{LAMP} Nobody had asked the islanders yet.</p>"
    for n in "abcd"
)


def test_where_no_other_picture_has_a_caption_an_unmarked_text_is_none(read_page):
    odd = "<div class='row'><div><img src='/p/boat-rock.jpg'></div><div><p>Rope, lamp oil, wicks</p></div></div>"
    captions = [caption for caption, _ in _texts(read_page(middle=BARE + odd))]
    assert captions == [None] * 5
    alone = [caption for caption, _ in _texts(read_page(middle=odd))]
    assert alone == ["Rope, lamp oil, wicks"]


MARKED = [
    "<figure>{img}<figcaption>{text}</figcaption></figure>",
    "<div class='field'>{img}<div class='field-caption'><div class='item'><p>{text}</p></div></div></div>",
    "<div><div>{img}</div><button>Info</button><div><p>{text}</p></div></div>",
    "<div style='text-align:center'>{img}</div><div style='text-align:center'><span><em><span>{text}</span></em></span></div>",
]


@pytest.mark.parametrize("markup", MARKED)
def test_a_marked_caption_stays_where_no_other_picture_has_one(markup, read_page):
    odd = markup.format(img="<img src='/p/boat-rock.jpg'>", text=DUSK)
    captions = [caption for caption, _ in _texts(read_page(middle=BARE + odd))]
    assert captions == [None] * 4 + [DUSK]


@pytest.mark.parametrize(
    "sign",
    [
        "<i class='icon-search'>click to enlarge this</i>",
        "<span class='zoom'>zum Vergrößern anklicken</span>",
        "<a href='/p/boat-large.jpg'>High resolution picture (JPEG, 1 MB)</a>",
        "<a href='/p/boat-large.jpg'>Hochauflösendes Bild (jpeg, 8MB)</a>",
    ],
)
def test_a_sign_that_enlarges_and_a_link_to_the_file_are_no_caption(sign, only):
    markup = f"<figure><a href='/p/boat-large.jpg'><img src='/p/boat-rock.jpg'></a>{sign}<figcaption>{DUSK}</figcaption></figure>"
    assert only(middle=markup)[0] == DUSK


def test_a_zoom_that_says_who_made_the_picture_is_read(only):
    markup = f"<figure><img src='/p/boat-rock.jpg'><figcaption>{DUSK} <span class='credit'>Foto: Jo Berg (AFP)</span></figcaption></figure>"
    assert only(middle=markup)[:2] == (DUSK, "Foto: Jo Berg (AFP)")


def test_a_button_that_opens_a_picture_is_the_icon_and_not_the_picture(read_page):
    markup = "<div class='lazy'><button class='icon icon-image-zoom' data-image='https://kestrel.example/p/boat-rock.jpg'></button></div>"
    assert _files(read_page(middle=markup)) == ["boat-rock.jpg"]


@pytest.mark.parametrize("name", ["spring-ad-2.png", "KESTREL-AD.png", "ads_front.gif"])
def test_a_file_called_an_ad_is_no_picture_of_the_story(name, read_page):
    markup = f"<div class='g'><a href='https://shop.example/'><img src='/up/{name}'></a></div>"
    assert not read_page(middle=markup).images


def test_a_name_with_ad_in_it_is_not_called_an_ad(read_page):
    markup = "<p><img src='https://docs.example/AD_4nXc6PfuT6HZ?key=dYAy8vt1'></p><p><img src='/p/ad-hoc-meeting-notes'></p>"
    assert len(read_page(middle=markup).images) == 2
