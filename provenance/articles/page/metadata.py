"""The article itself: headline, dates, language, address and text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from provenance.articles.dates import language_tag, read_date
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.page import Page

MAX_BODY = 400_000
"""Characters of body text kept."""


@dataclass(frozen=True)
class Fields:
    """What is said of the article."""

    url: str | None
    headline: str | None
    lead: str | None
    published: datetime | None
    modified: datetime | None
    language: str | None
    body: str


def read_fields(page: Page) -> Fields:
    """What is said of the article: by structured data first, by the page second."""
    fields, main = page.structured.fields, page.main
    said = {name: reading.text for name, reading in fields.items()}
    paragraphs = [p.text for p in main.paragraphs]
    shown = main.heading.text if main.heading is not None else None
    body = "\n\n".join(paragraphs) or said.get("body", "")
    return Fields(
        url=_address(page, said.get("url")),
        headline=said.get("headline") or shown,
        lead=said.get("lead") or next(iter(paragraphs), None),
        published=read_date(said.get("published")) or _printed_date(page),
        modified=read_date(said.get("modified")),
        language=language_tag(said.get("language")) or language_tag(_language(page)),
        body=body[:MAX_BODY],
    )


def _address(page: Page, said: str | None) -> str | None:
    """The article's own address, else the one it was read from."""
    links = (n.get("href") for n in page.dom.links if n.get("rel").lower() == "canonical")
    url = next((href for href in links if href), said)
    return absolute(page.url, url) if url and (page.url or url.startswith("http")) else page.url


def _language(page: Page) -> str:
    html = page.dom.html
    return (html.get("lang") or html.get("xml:lang")) if html is not None else ""


def _printed_date(page: Page) -> datetime | None:
    """The first date marked for machines before the end of the text."""
    stamps = (read_date(t.get("datetime")) for t in page.dom.times if t.order <= page.main.end)
    return next((stamp for stamp in stamps if stamp is not None), None)
