"""The article itself: headline, dates, language, canonical address, lead and body text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from provenance.articles.page.image_urls import absolute
from provenance.articles.page.page import Page

MAX_BODY = 400_000
"""Characters of body text kept."""

_ZONE = re.compile(r"([+-]\d{2})(\d{2})$")
_FRACTION = re.compile(r"(\.\d{1,6})\d*")
_FORMS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%Y%m%d",
    "%Y%m%dT%H%M%S%z",
    "%Y%m%dT%H%M%SZ",
)
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


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
    stamp = next((t.get("datetime") for t in page.dom.times if t.get("datetime")), None)
    language = (html.get("lang") or html.get("xml:lang")) if html is not None else ""
    return Fields(
        url=absolute(base, url) if url and (base or url.startswith("http")) else base,
        headline=said("headline") or shown,
        lead=said("lead") or (paragraphs[0] if paragraphs else None),
        published=read_date(said("published")) or read_date(stamp),
        modified=read_date(said("modified")),
        language=language_tag(said("language")) or language_tag(language),
        body=body,
    )


def read_date(text: str | None) -> datetime | None:
    """A date as pages write it for machines; None for anything else.

    ISO 8601, RFC 2822, or one of a few common forms. One without a zone stays without."""
    text = (text or "").strip()
    if not text or len(text) > 60:
        return None
    iso = _FRACTION.sub(
        r"\1", _ZONE.sub(r"\1:\2", text.replace("Z", "+00:00") if text.endswith("Z") else text)
    )
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def language_tag(text: str | None) -> str | None:
    """A language tag with `-` between its parts; None for what is none ("English")."""
    text = (text or "").strip().replace("_", "-")
    return text if _TAG.fullmatch(text) and len(text) != 4 else None
