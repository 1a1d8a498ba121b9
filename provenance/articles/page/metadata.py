"""The article itself: headline, dates, language, canonical address, lead and body text."""

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
    base, html, main = page.url, page.dom.html, page.main

    def said(name: str) -> str | None:
        reading = page.structured.fields.get(name)
        return reading.text if reading else None

    canonical = next(
        (
            n.get("href")
            for n in page.dom.links
            if n.get("rel").lower() == "canonical" and n.get("href")
        ),
        None,
    )
    url = canonical or said("url")
    paragraphs = [p.text for p in main.paragraphs]
    body = "\n\n".join(paragraphs)[:MAX_BODY]
    if not body and (declared_body := said("body")):
        body = declared_body[:MAX_BODY]
    shown = main.heading.text if main.heading is not None else None
    language = (html.get("lang") or html.get("xml:lang")) if html is not None else ""
    return Fields(
        url=absolute(base, url) if url and (base or url.startswith("http")) else base,
        headline=said("headline") or shown,
        lead=said("lead") or (paragraphs[0] if paragraphs else None),
        published=read_date(said("published")) or _printed_date(page),
        modified=read_date(said("modified")),
        language=language_tag(said("language")) or language_tag(language),
        body=body,
    )


def _printed_date(page: Page) -> datetime | None:
    """The first date marked for machines that stands before the end of the story's text."""
    stamps = (read_date(t.get("datetime")) for t in page.dom.times if t.order <= page.main.end)
    return next((stamp for stamp in stamps if stamp is not None), None)
