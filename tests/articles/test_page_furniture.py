"""What stands among a story's pictures and is none, and what is one though it looks like less."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.articles import explain_article, read_article
from provenance.articles.page.image_urls import asset_keys
from provenance.model import Article

from .conftest import PARAGRAPHS, page_around

Read = Callable[..., Article]
LEAD = "<figure><img src='/p/the-pier-at-dawn.jpg' width='900'><figcaption>The pier. Photo: Mira Holm</figcaption></figure>"


def files(article: Article) -> list[str]:
    return [(image.content_url or "").split("?")[0].rpartition("/")[2] for image in article.images]


@pytest.mark.parametrize(
    "box",
    [
        "<div class='call-to-action'>{}<p>Plan your trip</p></div>",
        "<section class='newsUpsell'>{}</section>",
        "<div class='testimonial'>{}<p>Ann Lind</p></div>",
        "<div class='c-pushlayer'>{}</div>",
        "<a class='next-post' href='/news/other'>{}</a>",
    ],
)
def test_a_box_that_calls_to_act_or_leads_on_shows_no_picture_of_the_story(
    read_page: Read, box: str
) -> None:
    picture = "<img src='/p/a-smiling-captain.jpg' width='600'>"
    assert files(read_page(first=LEAD, middle=box.format(picture))) == ["the-pier-at-dawn.jpg"]


@pytest.mark.parametrize(
    "address",
    [
        "/SiteGlobals/Frontend/Images/header-of-all-pages.png",
        "/img/ico/ico-foto.png",
        "https://secure.gravatar.com/avatar/0123456789abcdef",
        "https://assets.pinterest.example/images/pinit_red_20.png",
        "/img/player-spinner.png",
        "https://www.youtube.com/embed/aBcDeFgHiJk",
        "https://m.media-amazon.com/images/I/31Abc2defGH._SL160_.jpg",
        "/uploads/call-to-action-7.webp",
    ],
)
def test_a_sites_own_drawings_faces_players_and_goods_are_no_pictures_of_the_story(
    read_page: Read, address: str
) -> None:
    middle = f"<p><img src='{address}'></p>"
    assert files(read_page(first=LEAD, middle=middle)) == ["the-pier-at-dawn.jpg"]


def test_what_turns_a_gallery_is_none_of_its_pictures(read_page: Read) -> None:
    slide = "<div class='item'><div class='image'><img src='/p/{}.jpg' width='700'></div></div>"
    arrow = "<a class='carousel-control left' href='#g'><div style=\"background:url('/img/stripes.12345678.png')\"></div></a>"
    gallery = f"<div class='carousel slide'>{slide.format('nets-on-the-quay')}{slide.format('keys-of-the-tower')}{arrow}</div><div class='media-caption'>The harbour</div>"
    assert files(read_page(middle=gallery)) == ["nets-on-the-quay.jpg", "keys-of-the-tower.jpg"]


def test_a_badge_with_the_credit_of_the_picture_under_it_is_left_out(read_page: Read) -> None:
    badge = "<img src='/img/best-of-the-year.svg'>"
    box = f"<div class='post-thumbnail'><img src='/p/the-pier-at-dawn.jpg' width='900'><div class='badged'>{badge}</div><div class='text'><span class='credit'>Image: Mira Holm / Kestrel</span></div></div>"
    assert files(read_page(first=box)) == ["the-pier-at-dawn.jpg"]
    page = page_around(first=box).encode()
    told = explain_article(page, origin="page.html", base_url="https://kestrel.example/news/light")
    why = next(one for one in told if one.url.endswith("best-of-the-year.svg"))
    assert [name for name, _ in why.weighed.parts] == ["over-picture"]


def test_a_map_under_one_caption_with_a_photograph_is_the_storys(read_page: Read) -> None:
    both = "<img src='/p/the-pier-at-dawn.jpg' width='900'><img src='/p/map-of-the-bay.svg' width='900'>"
    for said in ("The pier and its bay. Image: Mira Holm/AFP", "Photo and map: Mira Holm/AFP"):
        figure = f"<figure>{both}<figcaption>{said}</figcaption></figure>"
        assert files(read_page(middle=figure)) == ["the-pier-at-dawn.jpg", "map-of-the-bay.svg"]


@pytest.mark.parametrize("folder", ["styles/default_image/public", "styles/standard_photo/public"])
def test_a_size_that_a_site_calls_its_standard_holds_the_storys_pictures(
    read_page: Read, folder: str
) -> None:
    middle = f"<p><img src='/sites/default/files/{folder}/boats.jpg' width='700'></p>"
    assert files(read_page(middle=middle)) == ["boats.jpg"]


def test_a_still_that_plays_between_two_paragraphs_is_the_storys(read_page: Read) -> None:
    button = "<button class='card interactive' id='youtube-placeholder-Abc'><span><img src='/p/the-keeper-speaks.jpg' alt='The keeper'></span></button>"
    assert files(read_page(middle=button)) == ["the-keeper-speaks.jpg"]


def test_a_script_in_place_of_an_address_holds_the_address(read_page: Read) -> None:
    code = "if(this.src!=&apos;https://media.example/2019/the-pier-at-noon.jpg&apos;) this.src=&apos;https://media.example/2019/the-pier-at-noon.jpg&apos;;"
    article = read_page(middle=f'<figure><img src="{code}"></figure>')
    assert [image.content_url for image in article.images] == [
        "https://media.example/2019/the-pier-at-noon.jpg"
    ]


def test_two_renditions_of_one_file_by_typo3_are_one_picture(read_page: Read) -> None:
    one, other = (
        f"/fileadmin/_processed_/1/c/csm_pier_at_dawn_{digest}.jpg"
        for digest in ("0a1b2c3d4e", "9f8e7d6c5b")
    )
    assert asset_keys(one) == asset_keys(other) != asset_keys("/x/csm_pier_at_noon_0a1b2c3d4e.jpg")
    middle = (
        f"<figure><a href='/x'><img src='{one}'></a></figure><figure><img src='{other}'></figure>"
    )
    assert len(read_page(middle=middle).images) == 1


@pytest.mark.parametrize("tag", ["article", "main"])
def test_a_text_written_straight_into_the_article_is_the_story(tag: str) -> None:
    lines = "<br><br>".join(p.removeprefix("<p>").removesuffix("</p>") for p in PARAGRAPHS)
    note = "<div class='note'><p>Comments that hurt others may be taken down by those who keep this page.</p></div>"
    page = f"<html><body><h1>Harbour keeps its old lighthouse</h1><{tag} id='text'>{lines}<br><img src='/p/the-pier-at-dawn.jpg' width='700'><br>{lines}</{tag}>{note}</body></html>"
    article = read_article(page.encode(), origin="p.html", base_url="https://kestrel.example/a")
    assert files(article) == ["the-pier-at-dawn.jpg"]
    assert article.body.startswith("The harbour council voted")


def test_what_a_telephone_calls_its_pictures_is_no_button_to_share(read_page: Read) -> None:
    name = "WhatsApp-Image-2021-01-09-at-08.30.11.jpeg"
    assert files(read_page(middle=f"<p><img src='/uploads/{name}'></p>")) == [name]


def test_a_small_face_beside_the_date_of_the_story_is_its_writers(read_page: Read) -> None:
    face = "<div><img src='/p/ann-lind-96x96.jpg' width='96' srcset='/p/ann-lind.jpg 2048w'><div><a href='/a'>Ann Lind</a><p>Zuletzt geändert am 06.11.2023</p></div></div>"
    assert files(read_page(first=face, middle=LEAD)) == ["the-pier-at-dawn.jpg"]


def test_a_rendition_is_told_from_its_file_by_where_it_was_cut() -> None:
    whole = asset_keys("/uploads/the-pier-at-dawn.jpg")
    assert asset_keys("/uploads/the-pier-at-dawn-1170x480-c-default.jpg") == whole


def test_the_declared_picture_takes_the_empty_place_of_a_picture_not_of_an_icon() -> None:
    data = '{"@type": "NewsArticle", "image": "https://kestrel.example/p/the-pier-at-dawn.jpg"}'
    head = f"<script type='application/ld+json'>{data}</script>"
    gap = "<i></i>" * 25
    icon = "<div class='post-header-image'><img class='clock-icon' src='data:,'>9 May 2023</div>"
    empty = "<figure class='post-image'><img src='data:,'><figcaption>Image credit: Mira Holm</figcaption></figure>"
    page = page_around(first=gap + icon + empty, last=gap, head=head).encode()
    (image,) = read_article(page, origin="p.html", base_url="https://kestrel.example/a").images
    assert image.where is not None
    assert image.where.path.startswith("figure") or "> figure" in image.where.path


@pytest.mark.parametrize("state", ["swiper-slide-active", "swiper-slide-next", "swiper-slide-prev"])
def test_a_slide_that_a_script_calls_the_next_is_a_picture_of_the_gallery(
    read_page: Read, state: str
) -> None:
    slide = "<div class='swiper-slide {}'><img src='/p/{}.jpg' width='700'></div>"
    slides = slide.format("swiper-slide-active", "nets-on-the-quay") + slide.format(state, "keys")
    gallery = f"<div class='swiper'><div class='swiper-wrapper'>{slides}</div></div>"
    assert files(read_page(middle=gallery)) == ["nets-on-the-quay.jpg", "keys.jpg"]


@pytest.mark.parametrize(
    "name",
    ["cta-train.jpg", "cta.jpg", "fidget-spinner.jpg", "ico-rules-of-the-bay.jpg", "spinners.jpg"],
)
def test_what_a_picture_shows_may_be_called_as_a_part_of_a_page_is(
    read_page: Read, name: str
) -> None:
    assert files(read_page(middle=f"<p><img src='/p/{name}' width='700'></p>")) == [name]
