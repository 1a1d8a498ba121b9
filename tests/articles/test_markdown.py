"""Markdown: front matter, pictures, and captions in the ways people write them."""

from __future__ import annotations

import time

import pytest

from provenance.articles import read_article
from provenance.model import InputKind

TEXT = """---
title: "Harbour keeps its light"
date: 2026-05-18T09:00:00Z
lang: en
---

The harbour council voted on Monday to keep the *old* lighthouse burning through the [winter](https://x.example/w).

![The lamp](/p/lamp-room-night.jpg "The lamp room. Photo: Jo Berg")

![](/p/pier-at-noon.jpg)
*The pier at noon. Photo: [Ann Lee](https://a.example/lee)/AFP*

![Fog](/p/pier-in-fog.jpg)

*The pier in fog.*

[![Linked](/p/ferry-boat-linked.jpg)](https://kestrel.example/gallery)

![ref][dawn]

<figure><img src="/p/harbour-by-day.jpg"><figcaption>The harbour. (AFP)</figcaption></figure>

[dawn]: /p/pier-at-dawn.jpg "Dawn"
"""


def test_pictures_captions_and_credits():
    article = read_article(
        TEXT.encode(), origin="story.md", base_url="https://kestrel.example/news/"
    )
    assert (article.kind, article.headline, article.language) == (
        "markdown",
        "Harbour keeps its light",
        "en",
    )
    found = [
        (i.content_url.rsplit("/", 1)[-1], i.caption and i.caption.text, i.credit and i.credit.text)
        for i in article.images
    ]
    assert found == [
        ("lamp-room-night.jpg", "The lamp room.", "Photo: Jo Berg"),
        ("pier-at-noon.jpg", "The pier at noon.", "Photo: Ann Lee/AFP"),
        ("pier-in-fog.jpg", "The pier in fog.", None),
        ("ferry-boat-linked.jpg", None, None),
        ("pier-at-dawn.jpg", "Dawn", None),
        ("harbour-by-day.jpg", "The harbour.", "(AFP)"),
    ]
    assert article.images[1].credit_links[0].url == "https://a.example/lee"
    assert article.images[3].link == "https://kestrel.example/gallery"
    assert article.images[0].where.line == 9
    assert article.images[5].where.line == 22
    assert article.body == (
        "The harbour council voted on Monday to keep the old lighthouse burning through the winter."
    )


def test_a_first_heading_is_the_headline():
    article = read_article(
        b"# A headline\n\nA paragraph.\n\n![x](a-picture-here.png)\n", origin="x.md"
    )
    assert (article.headline, article.body, len(article.images)) == (
        "A headline",
        "A paragraph.",
        1,
    )


@pytest.mark.slow
@pytest.mark.parametrize("part", ["![a](b) ", "![", "[a](", "![a][b]", "<img src='a "])
def test_half_a_megabyte_of_one_mark_is_read_in_bounded_time(part):
    started = time.process_time()
    read_article(
        f"# A headline\n{part * (500_000 // len(part))}".encode(),
        origin="x",
        kind=InputKind.MARKDOWN,
    )
    assert time.process_time() - started < 10


def test_an_address_may_hold_brackets_in_pairs():
    text = '# A headline\n\n![The lamp](https://x.example/File_(1)_(big).jpg "The lamp room.")\n'
    (image,) = read_article(text.encode(), origin="x").images
    assert (image.content_url, image.caption.text) == (
        "https://x.example/File_(1)_(big).jpg",
        "The lamp room.",
    )


@pytest.mark.parametrize(
    ("picture", "caption", "credit"),
    [
        (
            "![Divers at the quay in Bergen. REUTERS/Ola Moen](/p/quay.jpg)",
            None,
            "REUTERS/Ola Moen",
        ),
        ("![Divers at the quay. Photo: Ola Moen/AFP](/p/quay.jpg)", None, "Photo: Ola Moen/AFP"),
        ("![© Ola Moen](/p/quay.jpg)\n\n*Divers at work.*", "Divers at work.", "© Ola Moen"),
        ('![Quay. Foto: Ola Moen/dpa](/p/q.jpg "At work.")', "At work.", "Foto: Ola Moen/dpa"),
        (
            '![Quay](/p/q.jpg "Quay. Photo: Ola Moen/AFP")\n*At work.*',
            "At work.",
            "Photo: Ola Moen/AFP",
        ),
        ("![Foto: Ola Moen/dpa](/p/q.jpg)\n*Quay. (AFP)*", "Quay.", "(AFP)"),
        ("![Divers wait for a photo by the quay](/p/quay.jpg)", None, None),
    ],
)
def test_a_credit_in_the_alternative_text_or_title_is_read_as_in_html(picture, caption, credit):
    (one,) = read_article(
        f"# Divers\n\nA story.\n\n{picture}\n\nMore of it.\n".encode(), origin="d.md"
    ).images
    assert (one.caption and one.caption.text, one.credit and one.credit.text) == (caption, credit)
