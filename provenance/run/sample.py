"""The article that is checked so that a process has loaded what checks need."""

from __future__ import annotations

from provenance.articles import read_article
from provenance.model import Article

PICTURE = "https://news.example/a.jpg"
"""The address of its only picture."""
_PAGE = b"""<article><h1>Kyiv</h1><figure><img src="a.jpg"><figcaption>A street in Kyiv on 9 May 2024.
<span class="credit">Jane Doe / Wikimedia Commons, CC BY 4.0</span></figcaption></figure></article>"""  # noqa: E501


def sample_article() -> Article:
    """An article with one picture, whose caption claims a place and a date."""
    return read_article(_PAGE, origin="sample", base_url="https://news.example/")
