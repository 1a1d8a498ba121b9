"""Blocks of common systems that only one sign tells: cards, columns of text, small print."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.model import Article

Read = Callable[..., Article]
Only = Callable[..., tuple[str | None, str | None, str | None]]

IMG = "<img src='/p/pier.jpg' width='900' height='600'>"
FIGURE = f"<figure>{IMG}<figcaption>The pier</figcaption></figure>"


@pytest.mark.parametrize(
    "card",
    [
        "<article><img src='/p/storm.jpg'><h3>Storm over the pier</h3><a href='/news/storm'>More</a></article>",
        "<article class='node node--type-story node--view-mode-inline'><img src='/p/storm.jpg' width='400' height='260'><h3>Storm over the pier</h3><p>Two boats were lost.</p><a href='/news/storm'>More</a></article>",
        "<article class='c-embed'><div class='c-embed__media'><img src='/p/storm.jpg'></div><div class='c-embed__body'><h3>Storm over the pier</h3><a href='/news/storm'>More</a></div></article>",
    ],
)
def test_the_picture_of_a_card_for_another_story_is_not_this_ones(only: Only, card: str) -> None:
    assert only(middle=card + FIGURE) == ("The pier", None, "pier.jpg")


@pytest.mark.parametrize("size", ["300x600", "728x90", "970x250"])
def test_a_file_of_a_size_that_adverts_are_sold_in_is_not_the_storys(only: Only, size: str) -> None:
    advert = f"<p><a href='https://boats.example/summer'><img src='/p/boats-{size}.jpg'></a></p>"
    assert only(middle=advert + FIGURE) == ("The pier", None, "pier.jpg")


def test_a_file_of_another_size_is_the_storys(read_page: Read) -> None:
    article = read_page(middle="<p><img src='/p/boats-300x225.jpg'></p>")
    assert len(article.images) == 1


@pytest.mark.parametrize(
    "block",
    [
        "<div class='wp-block-media-text'><figure class='wp-block-media-text__media'>{}</figure><div class='wp-block-media-text__content'><p>{}</p></div></div>",
        "<div class='ce-textpic ce-right ce-intext'><div class='ce-gallery'><div class='ce-row'><figure class='image'>{}</figure></div></div><div class='ce-bodytext'><p>{}</p></div></div>",
        "<div class='csc-textpic csc-textpic-intext-right'><div class='csc-textpic-imagewrap'>{}</div><div class='csc-textpic-text'><p class='bodytext'>{}</p></div></div>",
        "<div class='text-media'><div class='text-media__media'>{}</div><div class='text-media__text'><p>{}</p></div></div>",
    ],
)
def test_the_column_of_text_beside_a_picture_is_no_caption(only: Only, block: str) -> None:
    shown = block.format(IMG, "The keeper climbs it twice a day.")
    assert only(middle=shown) == (None, None, "pier.jpg")


@pytest.mark.parametrize("credit", ["HANDOUT FROM THE HARBOUR OFFICE", "FROM THE KEEPER'S ALBUM"])
def test_capitals_under_a_caption_are_the_credit(only: Only, credit: str) -> None:
    texts = f"<figcaption><p>The pier at dusk on Friday</p><p>{credit}</p></figcaption>"
    assert only(middle=f"<figure>{IMG}{texts}</figure>") == (
        "The pier at dusk on Friday",
        credit,
        "pier.jpg",
    )


@pytest.mark.parametrize(
    ("names", "caption"), [(" has-small-font-size", "The pier at dusk on Friday"), ("", None)]
)
def test_small_print_in_the_middle_under_a_picture_is_its_caption(
    only: Only, names: str, caption: str | None
) -> None:
    line = f"<p class='has-text-align-center{names}'>The pier at dusk on Friday</p>"
    picture = f"<figure class='wp-block-image aligncenter'>{IMG}</figure>"
    assert only(middle=picture + line) == (caption, None, "pier.jpg")
