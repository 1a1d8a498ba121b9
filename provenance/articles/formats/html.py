"""A news page as HTML, saved or fetched.

Read are the pictures that a reader sees in the story, with the captions and credits that stand
with them. Structured data states the article's fields first, the page second; every value says
where it was read. How a page is read is told in `provenance.articles.page`.
"""

from __future__ import annotations

from collections.abc import Mapping

from provenance import lazy_re as re
from provenance.articles.document import Document, Match
from provenance.articles.formats.markdown import begins_as_markdown
from provenance.articles.page.credit_notices import find_credit_notices
from provenance.articles.page.data_urls import extract_data_urls, restore_data
from provenance.articles.page.dom import release
from provenance.articles.page.explain import ExplainedPicture
from provenance.articles.page.explain import explain as explain_page
from provenance.articles.page.fragment import drawn, is_fragment
from provenance.articles.page.metadata import read_fields
from provenance.articles.page.page import open_page
from provenance.articles.page.parse import told_of_a_cut
from provenance.articles.page.publish import publish, publish_declared, with_credit_notice
from provenance.articles.page.selection import select_story_images
from provenance.articles.page.unchosen import with_unchosen
from provenance.errors import UnreadableInput
from provenance.model import Article, InputKind, Locator, Reading

_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|figure|div|section|p|img|picture|span|h[1-6]|meta|amp-img)\b",
    re.I,
)
MIN_TAGS = 3
"""Tags from which a text that does not begin with one is a page."""
_LOOKED_AT = 60_000
"""Characters in which they are counted."""


def matches(document: Document) -> Match:
    """Likely for what begins with a tag that is no other XML's, or consists of tags."""
    head = document.head
    if document.json is not None:
        return Match.NO
    if head.startswith("<"):
        xml = head.startswith("<?xml") and document.root != "html" and not _TAG.search(head)
        return Match.NO if xml else Match.LIKELY
    # A tag somewhere in a pasted text makes no page, unless mark-up is what it mostly is.
    tags = len(_TAG.findall(document.text[:_LOOKED_AT]))
    return Match.LIKELY if tags >= MIN_TAGS and not begins_as_markdown(head) else Match.NO


def explain(document: Document) -> tuple[ExplainedPicture, ...]:
    """Every picture of a page with the signs that decided on it."""
    source, _ = _source_of(document)
    return tuple(explain_page(open_page(source, document.base_url)))


def read(document: Document) -> Article:
    """Read a page. One without pictures is an article without images."""
    if "<" not in document.text:
        raise UnreadableInput(f"{document.origin} is not HTML: there is no tag in it.")
    source, carried = _source_of(document)
    page = open_page(source, document.base_url)
    chosen = select_story_images(page)
    images = [publish(page, index, one) for index, one in enumerate(chosen)]
    if any(not one.pairing.credit for one in chosen):
        pairings = [one.pairing for one in chosen]
        notices = find_credit_notices(page, [one.image for one in chosen], pairings)
        images = [with_credit_notice(page, image, notices) for image in images]
    images = with_unchosen(page, chosen, images)
    fields = read_fields(page)
    cut = told_of_a_cut(source, page.dom.root)
    article = Article(
        origin=document.origin,
        kind=InputKind.HTML,
        url=fields.url or document.base_url,
        headline=fields.headline,
        lead=fields.lead,
        published=fields.published,
        modified=fields.modified,
        language=fields.language,
        body=fields.body,
        images=tuple(restore_data(i, carried) for i in images or publish_declared(page)),
        notes=(Reading(cut, Locator("page")),) if cut else (),
    )
    release(page.dom.root)
    return article


def _source_of(document: Document) -> tuple[str, Mapping[str, str]]:
    """(what is read, the pictures that it carries in itself)."""
    source, carried = extract_data_urls(document.text)
    return drawn(source) if is_fragment(source) else source, carried
