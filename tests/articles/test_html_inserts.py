"""What is set into a story without being of it: adverts, offers, cards, bylines, players, embedded charts."""

# ruff: noqa: E501
from __future__ import annotations

import pytest

from provenance.model import Role

IMG = "<img src='/p/lighthouse-dusk.jpg'>"
OFFER = "<img src='/p/summer-offer.png'><h3>Read all of The Kestrel</h3><p>The first month costs one crown, and you may stop whenever you like.</p>"


@pytest.mark.parametrize(
    "label",
    ["Advertisement", "Anzeige", "PUBLICIDAD", "REKLAMA", "Реклама", "إعلان", "広告", "विज्ञापन"],
)
def test_a_picture_under_an_adverts_label_is_an_advert_in_every_language(read_page, label):
    markup = f"<div class='k7'><span>{label}</span><a href='https://shoes.example/'><img src='/p/red-shoes.jpg'></a></div>"
    assert read_page(middle=markup).images == ()


def test_the_label_of_an_adverts_empty_place_says_nothing_of_the_picture_beside_it(only):
    markup = f"<div><div class='k7'><span>Advertisement</span><div id='slot'></div></div><figure>{IMG}<figcaption>Dusk.</figcaption></figure></div>"
    assert only(middle=markup)[0] == "Dusk."


def test_a_box_that_only_leads_to_subscriptions_is_an_offer_however_it_is_named(read_page):
    markup = f"<div class='sc-1x'><div class='sc-2y'>{OFFER}</div><a href='https://abo.kestrel.example/#box'>See the offers</a></div>"
    assert read_page(middle=markup).images == ()


def test_a_box_with_paid_links_only_is_an_offer(read_page):
    markup = "<div><div><img src='/p/lamp-three.jpg'></div><div><h4>Storm lamp</h4><a rel='sponsored' href='https://shop.example/lamp'>49 crowns</a></div></div>"
    assert read_page(middle=markup).images == ()


def test_one_link_around_picture_and_title_is_a_card_of_another_page_on_any_site(read_page):
    markup = "<figure><a href='https://other.example/history'><div>A history of lighthouses</div><img src='https://other.example/thumb-of-tower.jpg'></a><figcaption>A history of lighthouses</figcaption></figure>"
    assert read_page(middle=markup).images == ()


def test_an_embedded_post_brings_its_own_pictures(read_page):
    markup = "<blockquote class='twitter-tweet'><p>The light is on</p>— Harbour Cam (@harbourcam) <img src='https://img.example/media/post-of-cam.jpg'></blockquote>"
    assert read_page(middle=markup).images == ()


def test_the_stand_in_of_an_embedded_chart_is_not_shown(read_page):
    markup = "<div class='chart'><noscript><img src='https://charts.example/AbC/full-chart.png'></noscript><iframe src='https://charts.example/AbC/'></iframe></div>"
    assert read_page(middle=markup).images == ()


def test_the_portrait_of_a_columnist_stands_with_a_link_to_the_columnist(read_page):
    markup = "<div class='h2'><img src='/p/column-mia-kern.png'><p>A column by <a href='/authors/mia-kern'>Mia Kern</a></p></div>"
    assert read_page(first=markup).images == ()


def test_behind_a_rule_and_in_italics_the_paper_writes_of_itself(read_page):
    notice = "<hr><p><img src='/p/cover-of-our-report.jpg'></p><p><em>The Kestrel held a debate on lighthouses last week, and will hold another one soon.</em></p>"
    figure = f"<figure>{IMG}<figcaption>Dusk.</figcaption></figure>"
    story = "".join(
        f"<p>The council heard speaker number {n}, who spoke at length in favour of the lighthouse.</p>"
        for n in range(5)
    )
    assert [i.content_url[-18:] for i in read_page(middle=figure, last=story + notice).images] == [
        "lighthouse-dusk.jpg"[-18:]
    ]


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='media video-player'><div>{IMG}<span>Video</span></div><figcaption>The light goes on</figcaption></div>",
        f"<figure><button aria-label='Play video: The light'>{IMG}</button><figcaption>The light – video</figcaption></figure>",
        f"<div class='b'>{IMG}<video src='/v/light.mp4'></video></div>",
        f"<div class='b'>{IMG}<i class='fa fa-play'></i></div>",
        "<div class='b'><img src='https://i.ytimg.com/vi/abcDEF12345/hq.jpg'></div>",
    ],
)
def test_a_players_still_is_listed_as_a_poster(read_page, markup):
    images = read_page(middle=markup).images
    assert [i.role for i in images] == [Role.POSTER]


def test_a_picture_that_the_page_declares_as_a_videos_thumbnail_is_its_poster(read_page):
    data = '<script type="application/ld+json">{"@type":"NewsArticle","video":{"@type":"VideoObject","thumbnailUrl":["https://kestrel.example/p/lighthouse-dusk.jpg"]}}</script>'
    assert [i.role for i in read_page(head=data, middle=f"<figure>{IMG}</figure>").images] == [
        Role.POSTER
    ]


def test_a_picture_beside_a_player_is_no_poster(read_page):
    markup = f"<div><div class='jwplayer'><video src='/v/light.mp4'></video></div></div><figure>{IMG}<figcaption>Dusk.</figcaption></figure>"
    assert [i.role for i in read_page(middle=markup).images] == [Role.BODY]


@pytest.mark.parametrize("shape", ["aspect-video", "ratio-video", "video-ratio", "video-aspect"])
def test_a_picture_in_a_videos_shape_is_no_poster(read_page, shape):
    markup = (
        f"<div class='w-full {shape}'><figure>{IMG}<figcaption>Dusk.</figcaption></figure></div>"
    )
    assert [i.role for i in read_page(middle=markup).images] == [Role.BODY]


def test_a_picture_that_can_be_shared_is_no_share_button(only):
    markup = "<div class='group'><img class='border img-share' src='/p/lighthouse-dusk.jpg'><p class='imageCaption'>Dusk over the rock.</p></div>"
    assert only(middle=markup)[0] == "Dusk over the rock."


def test_pictures_served_by_one_script_are_told_apart_by_their_number(read_page):
    markup = "".join(
        f"<figure><img src='/get_img?ImageId={n}&width=900'><figcaption>View {n}.</figcaption></figure>"
        for n in (4411, 4412)
    )
    assert len(read_page(middle=markup).images) == 2


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("auteur", "Par Ana Reis"),
        ("article__auteur", "Par Ana Reis"),
        ("box-autrice", "Par Ana Reis"),
        ("autore", "di Ana Reis"),
        ("autores", "Por Ana Reis"),
        ("autorzy", "Ana Reis"),
        ("autorinnen-box", "Von Ana Reis"),
        ("skribent", "Av Ana Reis"),
        ("yazar", "Ana Reis"),
    ],
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_the_portrait_in_a_writers_box_is_no_picture_of_the_story(read_page, tag, name, by):
    markup = f"<{tag} class='{name}'><img src='/p/reis-2031.jpg' alt=''> {by}</{tag}>"
    assert read_page(middle=markup).images == ()


@pytest.mark.parametrize("name", ["auteur", "autore", "autoria"])
def test_a_writers_word_on_a_pictures_credit_leaves_the_picture(only, name):
    markup = f"<figure>{IMG}<figcaption>The lighthouse at dusk. <span class='{name}'>Kari Holm</span></figcaption></figure>"
    assert only(middle=markup)[:2] == ("The lighthouse at dusk.", "Kari Holm")
