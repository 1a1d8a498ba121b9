"""What the article tests share: a page around a fragment, and a reader for it."""

# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Callable

import pytest

from provenance.articles import read_article
from provenance.model import Article

PARAGRAPHS = (
    "<p>The harbour council voted on Monday to keep the old lighthouse burning through the winter months.</p>",
    "<p>Fishermen had asked for the light after two boats ran aground near the northern breakwater in spring.</p>",
    "<p>The keeper, who has lived on the rock for thirty years, said the lamp needs little more than patience.</p>",
)


def page_around(
    first: str = "", middle: str = "", last: str = "", head: str = "", after: str = ""
) -> str:
    """A news page: headline, `first`, a paragraph, `middle`, two paragraphs, `last`; `after` stands below the article."""
    return (
        f"<!doctype html><html lang='en'><head><title>Harbour keeps its light</title>{head}</head><body>"
        "<nav><a href='/'><img src='/static/site-logo.png' alt='The Kestrel'></a></nav>"
        f"<main><article><h1>Harbour keeps its old lighthouse</h1>{first}"
        f"<div class='story'>{PARAGRAPHS[0]}{middle}{PARAGRAPHS[1]}{PARAGRAPHS[2]}{last}</div></article>{after}</main>"
        "<footer><img src='/static/footer-badge.png'></footer></body></html>"
    )


@pytest.fixture
def read_page() -> Callable[..., Article]:
    """`read_page(middle="<figure>…")`: the article of a page with that fragment."""

    def read(**parts: str) -> Article:
        page = page_around(**parts).encode()
        return read_article(page, origin="page.html", base_url="https://kestrel.example/news/light")

    return read


@pytest.fixture
def only(
    read_page: Callable[..., Article],
) -> Callable[..., tuple[str | None, str | None, str | None]]:
    """`only(middle="…")`: (caption, credit, file name) of the page's one picture."""

    def read(**parts: str) -> tuple[str | None, str | None, str | None]:
        images = read_page(**parts).images
        assert len(images) == 1, [i.content_url for i in images]
        image = images[0]
        name = (image.content_url or "").split("?")[0].rsplit("/", 1)[-1]
        return (
            image.caption.text if image.caption else None,
            image.credit.text if image.credit else None,
            name,
        )

    return read
