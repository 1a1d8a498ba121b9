"""The same page in another template gives the same answer."""

from __future__ import annotations

import pytest

from provenance.articles import read_article
from provenance.model import Article

from .conftest import page_around
from .mutations import MUTATIONS
from .test_html_patterns import PATTERNS

Answer = list[tuple[str, str | None, str | None]]
"""Of each picture: the file's name, the caption, the credit."""


def _answer(page: str) -> Answer:
    article: Article = read_article(
        page.encode(), origin="page.html", base_url="https://kestrel.example/news/light"
    )
    return [
        (
            (image.content_url or "").rsplit("/", 1)[-1],
            image.caption.text if image.caption else None,
            image.credit.text if image.credit else None,
        )
        for image in article.images
    ]


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_page_in_another_template_is_read_the_same(mutation: str) -> None:
    changed: list[str] = []
    for name, (markup, _, _) in PATTERNS.items():
        page = page_around(middle=markup)
        if _answer(MUTATIONS[mutation](page)) != _answer(page):
            changed.append(name)
    assert changed == []
