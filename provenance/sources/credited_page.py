"""The page a credit links to, where no other source knows it: the last resort.

Recognised are the links inside a credit and addresses typed out in it, nothing else: not the
picture's own address, not where a click on it leads. Left out are links to a licence, to a site's
front page and to a search. Sites that show their pages only to members or customers are reported
as gated without being asked.

The page is read as an article is; its pictures become one record, and the pixels decide which of
them, if any, is the published one. What the page prints beside each picture comes along as notes.
An address that answers with a picture is that picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from urllib.parse import urlsplit

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched, ProvenanceError
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Article,
    Clues,
    DatedFact,
    DateKind,
    Link,
    Locator,
    MatchBasis,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.sources.kit.answers import where, without_secrets
from provenance.sources.kit.facts import instant
from provenance.sources.kit.posts import first, several

TITLE = "the credited page"
NEEDS: tuple[str, ...] = ()
CAN = ("url", "credit")
LAST_RESORT = True
ETIQUETTE = "One page for each credited link; its pictures one after the other."
EXAMPLES = (
    (
        "https://www.harbour-museum.example/press/pictures-2024",
        "https://www.harbour-museum.example/press/pictures-2024",
    ),
    (
        "https://blog.example.org/2019/04/cranes.html",
        "https://blog.example.org/2019/04/cranes.html",
    ),
)
_NO_SOURCE = re.compile(
    r"(?:.+\.)?(?:creativecommons\.org|gnu\.org|google\.[a-z.]{2,6}|bing\.com|duckduckgo\.com|pinterest\.[a-z.]{2,6})"
)
"""Hosts a credit links to that hold no original: licences and searches."""
_CLOSED = re.compile(
    r"(?:.+\.)?(?:facebook|instagram|tiktok|threads|linkedin|twitter|x|gettyimages|shutterstock|alamy|istockphoto"
    r"|afpforum|reutersconnect|apimages)\.(?:com|net)"
)
"""Hosts that show their pages only to members or customers."""
_TYPED = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]|]{4,500}", re.I)
_CREDIT, _QUOTED, _KIND = 2000, 500, 60
"""Characters of a credit that are read, of a caption that are quoted, and of a media type."""
_LINKS = 10
"""Links in the page's credits that are followed on."""
_MOST = 20
"""Pictures of one page that are compared: beyond that a page is a gallery, and the link leads
to no one picture."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """The addresses that the credit names."""
    addresses = dict.fromkeys(url for url in _addresses(clues) if _leads_somewhere(url))
    return tuple(Reference("credited-page", url, MatchBasis.NAME, url, url) for url in addresses)


def _leads_somewhere(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return False
    return (
        bool(host) and bool(parts.path.strip("/") or parts.query) and not _NO_SOURCE.fullmatch(host)
    )


def _addresses(clues: Clues) -> Iterator[str]:
    if clues.credit is None:
        return
    for link in clues.credit.links:
        if is_web_address(link.url):
            yield link.url
    for match in _TYPED.finditer(clues.credit.raw[:_CREDIT]):
        typed = match[0].rstrip(".,;:!?")
        yield typed if "://" in typed else f"https://{typed}"


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The page's pictures as one record.

    Raises `NotFetched`: `source-not-found` for a page that shows none.
    """
    host = (urlsplit(reference.id).hostname or "").lower()
    if _CLOSED.fullmatch(host):
        raise NotFetched(Reason.GATED, f"{host} shows its pages only to members or customers")
    exchange = fetcher.get(reference.id, kind="page")
    kind = exchange.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        return (_picture(reference, exchange),)
    if kind and "html" not in kind and "xml" not in kind:
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND,
            f"the credited address holds {kind[:_KIND]}, no page with pictures",
        )
    from provenance.articles import read_article

    try:
        article = read_article(exchange.body, origin=exchange.url, base_url=exchange.url)
    except ProvenanceError as error:
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND, f"the credited page cannot be read: {error}"
        ) from error
    record = _page(reference, exchange, article)
    if not record.media_urls and not record.media_url:
        raise NotFetched(Reason.SOURCE_NOT_FOUND, "the credited page shows no picture")
    return (record,)


def _picture(reference: Reference, exchange: Exchange) -> SourceRecord:
    address = without_secrets(exchange.url)
    return SourceRecord(
        source="credited-page",
        id=reference.id,
        where=where(exchange, "credited address"),
        page_url=reference.id,
        media_url=address,
        preview_url=address,
        basis=MatchBasis.NAME,
    )


def _page(reference: Reference, exchange: Exchange, article: Article) -> SourceRecord:
    media: list[str] = []
    notes: list[Reading] = []
    links: list[Link] = []
    for image in article.images:
        url = image.content_url
        if not url or not is_web_address(url) or url in media:
            continue
        media.append(url)
        links += [Link(link.url, "link in a credit there") for link in image.credit_links]
        for label, printed in (("caption", image.caption), ("credit", image.credit)):
            if printed is not None:
                spot = Locator(
                    f"{label} at {image.where.path}",
                    image.where.line,
                    url=url,
                    fetched=exchange.fetched,
                    retrieved=exchange.retrieved,
                )
                notes.append(Reading(f"{label} there: {printed.text[:_QUOTED]}", spot))
        if len(media) == _MOST:
            break
    return SourceRecord(
        source="credited-page",
        id=reference.id,
        where=where(exchange, "credited page"),
        page_url=exchange.url,
        media_url=first(media),
        preview_url=first(media),
        title=article.headline,
        links=tuple(dict.fromkeys(links))[:_LINKS],
        dates=tuple(_dates(article, exchange)),
        notes=tuple(notes),
        basis=MatchBasis.NAME,
        media_urls=several(media),
    )


def _dates(article: Article, exchange: Exchange) -> Iterator[DatedFact]:
    """When the page says it was published.

    A page may be changed later: its pictures may be younger.
    """
    if article.published is not None:
        moment = (
            article.published if article.published.tzinfo else article.published.replace(tzinfo=UTC)
        )
        yield instant(DateKind.PUBLISHED, moment, where(exchange, "date of the credited page"))
