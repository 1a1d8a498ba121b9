"""A content system's HTML: whatever it shows is a picture of the article, however it is shown."""

# ruff: noqa: E501

from __future__ import annotations

import json
import time

import pytest

from provenance.articles import read_article
from provenance.model import Article

from .conftest import PARAGRAPHS

URL = "https://kestrel.example/news/light"
WAYS = {
    "cover without parallax": '<div class="wp-block-cover"><img class="wp-block-cover__image-background" src="{}"></div>',
    "cover with parallax": '<div role="img" class="wp-block-cover__image-background has-parallax" '
    'style="background-position:50% 50%;background-image:url({})"></div>',
    "group": "<div class='wp-block-group' style=\"background-image:url('{}');background-size:cover\">"
    "<p>Words in it.</p></div>",
    "shorthand, quoted as an entity": '<section style="background: #000 url(&quot;{}&quot;) no-repeat"></section>',
    "second of two backgrounds": "<div style=\"background-image:linear-gradient(red, blue), url('/d/dots.svg'), url('{}')\"></div>",
    "rule of a style sheet": '<style>.h{{color:red}}.hero{{background:url("{}") center}}</style><div class="hero"></div>',
    "drawing": '<svg viewBox="0 0 8 6"><title>Pier</title><image href="{}" width="800" height="600"/></svg>',
    "drawing, older": '<svg><g><image width="800" xlink:href="{}"></image></g></svg>',
    "video": '<figure><video controls poster="{}" src="/v.mp4"></video></figure>',
    "later": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="{}">',
    "sources alone": '<picture><source srcset="{} 800w" type="image/jpeg"></picture>',
    "object": '<object data="{}" type="image/jpeg"></object>',
    "embed": '<embed type="image/png" src="{}">',
    "button": '<input type="image" src="{}" alt="Go on">',
    "table of old": '<table background="{}"><tr><td>5</td></tr></table>',
}  # fmt: skip


def body(inner: str) -> Article:
    """An article as a content system sends it."""
    sent = {"headline": "Harbour keeps its lighthouse", "url": URL, "body": inner}
    return read_article(json.dumps(sent).encode(), origin="request")


def addresses(article: Article) -> list[str | None]:
    return [image.content_url for image in article.images]


@pytest.mark.parametrize("markup", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("around", ["{}", PARAGRAPHS[0] + "{}" + PARAGRAPHS[1]], ids=["alone", "in a text"])  # fmt: skip
def test_a_picture_is_found_however_it_is_shown(markup: str, around: str) -> None:
    shown = around.format(markup.format("/p/dusk-4711.jpg"))
    assert addresses(body(shown)) == ["https://kestrel.example/p/dusk-4711.jpg"]
    (image,) = body(shown).images
    assert image.caption is None, "what lies over a background is no caption"
    html = read_article(f"<article>{shown}</article>".encode(), origin="x", base_url=URL)
    assert addresses(html) == ["https://kestrel.example/p/dusk-4711.jpg"]


def test_the_caption_of_a_figure_is_that_of_its_background() -> None:
    figure = (
        "<figure><div style='background-image:url(/p/dusk-4711.jpg)'></div>"
        "<figcaption>The pier at dusk. Photo: Jo Berg</figcaption></figure>"
    )
    (image,) = body(PARAGRAPHS[0] + figure + PARAGRAPHS[1]).images
    assert image.caption is not None
    assert image.caption.text == "The pier at dusk."
    assert image.credit is not None
    assert image.credit.text == "Photo: Jo Berg"


@pytest.mark.parametrize(
    "markup",
    [
        "<div style='background:linear-gradient(red, blue)'></div>",
        "<div style='background-image:url(/i/waves.svg)'></div>",
        "<style>@font-face{src:url(/f/serif.woff2)}</style>",
        "<svg width='24' height='24'><image href='/p/icon-24.png' width='24' height='24'/></svg>",
        "<video poster='' src='/v.mp4'></video>",
    ],
)
def test_what_shows_no_picture_adds_none(markup: str) -> None:
    assert body(PARAGRAPHS[0] + markup).images == ()


def test_a_whole_page_keeps_its_furniture_to_itself() -> None:
    page = (
        "<html><body><article><h1>Harbour keeps its lighthouse</h1>"
        f"{PARAGRAPHS[0]}{WAYS['group'].format('/p/dusk-4711.jpg')}{PARAGRAPHS[1]}</article></body></html>"
    )
    assert read_article(page.encode(), origin="x", base_url=URL).images == ()


def test_a_cover_with_parallax_is_a_picture_of_a_whole_page_too() -> None:
    cover = WAYS["cover with parallax"].format("/p/dusk-4711.jpg")
    page = (
        "<html><body><article><h1>Harbour keeps its lighthouse</h1>"
        f"{PARAGRAPHS[0]}{cover}{PARAGRAPHS[1]}</article></body></html>"
    )
    read = read_article(page.encode(), origin="x", base_url=URL)
    assert addresses(read) == ["https://kestrel.example/p/dusk-4711.jpg"]


def test_each_picture_has_the_line_it_stands_on() -> None:
    text = f"<p>One.</p>\n{WAYS['drawing'].format('/p/a-4711.jpg')}\n{WAYS['group'].format('/p/b-4712.jpg')}"
    read = read_article(f"<article>{text}</article>".encode(), origin="x", base_url=URL)
    assert [image.where.line for image in read.images] == [2, 3]


@pytest.mark.parametrize(
    "hostile",
    [
        "<svg" * 40_000,
        "<style>" + "background:url(" * 40_000,
        "<div style='background:" * 40_000,
        "<div style=\"background:url('/a.jpg')\"" * 40_000,
        "<svg><image href='/a-1.jpg'" * 40_000,
        "<a " + "a='" * 100_000 + "background",
    ],
)
def test_broken_markup_costs_little(hostile: str) -> None:
    began = time.process_time()
    read_article(f"<article>{hostile}</article>".encode(), origin="x", base_url=URL)
    assert time.process_time() - began < 10
