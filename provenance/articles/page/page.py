"""What the steps of reading a page share: `Page`, one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.articles.page.dom import Dom, index
from provenance.articles.page.image_urls import absolute
from provenance.articles.page.images import PageImage, find_images, too_small
from provenance.articles.page.main_content import MainContent, alike, find_main_content
from provenance.articles.page.parse import parse
from provenance.articles.page.publisher import Publisher, find_publisher
from provenance.articles.page.structured_data import StructuredData, read_structured_data


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page and what was found in it so far."""

    url: str | None
    """What its relative addresses are read against."""
    source: str
    """Its text, for what scripts draw later."""
    dom: Dom
    structured: StructuredData
    main: MainContent
    publisher: Publisher
    images: tuple[PageImage, ...]
    """Its pictures that are large enough to be of a story, in document order."""


def open_page(source: str, url: str | None) -> Page:
    """The page: its elements, its data, where its article is, who publishes it, its pictures."""
    dom = index(parse(source))
    base = absolute(url, dom.base) if dom.base else url
    structured = read_structured_data(dom.scripts, dom.metas, dom.items)
    headline = structured.fields.get("headline")
    headings = [
        h for h in dom.headings if headline and alike(h.text, headline.text)
    ] or dom.headings
    return Page(
        url=base,
        source=source,
        dom=dom,
        structured=structured,
        main=find_main_content(dom, headings),
        publisher=find_publisher(structured, base),
        images=tuple(i for i in find_images(dom.pictures, base) if not too_small(i)),
    )
