"""Openly licensed pictures in Openverse's index of Flickr, museums and others.

Recognised by the address of a picture at openverse.org or its API. Searched by words without a key
(at most 20 hits, 20 questions a minute; `OPENVERSE_TOKEN` raises both), also for a credit that
names only Flickr, because Flickr itself is searched only with a key.

Title, author and licence were copied from the provider at some time: each record links to the
provider's page, which is what counts. No dates and no places are kept.
"""

from __future__ import annotations

from typing import Any

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import Clues, License, Link, MatchBasis, Reason, Reference, SourceRecord
from provenance.sources.kit.answers import endpoint, items, number, object_of, reading, text, where
from provenance.sources.kit.licenses import creative_commons
from provenance.sources.kit.words import search_words

TITLE = "Openverse"
NEEDS: tuple[str, ...] = ()
USES = ("OPENVERSE_TOKEN",)
PLATFORMS = ("openverse", "flickr")
CAN = ("url", "search")
ETIQUETTE = (
    "Without a key 20 questions a minute and 200 a day; Retry-After is obeyed; the "
    "catalogue is not scraped."
)
EXAMPLES = (
    (
        "https://openverse.org/image/0b54f3a2-1c1d-4c58-9d5e-1f2a3b4c5d6e",
        "0b54f3a2-1c1d-4c58-9d5e-1f2a3b4c5d6e",
    ),
    (
        "https://api.openverse.org/v1/images/0b54f3a2-1c1d-4c58-9d5e-1f2a3b4c5d6f/thumb/",
        "0b54f3a2-1c1d-4c58-9d5e-1f2a3b4c5d6f",
    ),
)
_API = "https://api.openverse.org"
_TAGS = 50
_WITHOUT_KEY, _WITH_KEY = 20, 50
"""Hits of one search."""
_ADDRESS = re.compile(
    r"https?://(?:(?:www\.)?openverse\.org/(?:[a-z-]{2,6}/)?image|api\.openverse\.(?:org|engineering)/v1/images)"
    r"/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b"
)


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Pictures whose Openverse address the clues hold."""
    found = ((match, url) for url in clues.urls if (match := _ADDRESS.match(url)))
    return tuple(
        Reference("openverse", match[1], MatchBasis.SAME_ID, url, url) for match, url in found
    )


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The picture behind a reference.

    Raises `NotFetched`: `gone` where Openverse has it no more.
    """
    url = f"{endpoint(config, 'openverse', _API)}/v1/images/{reference.id}/"
    exchange = fetcher.get(url, headers=_headers(config))
    return (_record(object_of(exchange), exchange, "$", MatchBasis.SAME_ID),)


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Pictures whose title, description or tags hold the clues' words, best first."""
    words = search_words(clues)
    if not words:
        raise NotFetched(Reason.NO_LINK, "there are no words to search Openverse with")
    params = {
        "q": " ".join(words),
        "page_size": str(_WITH_KEY if "Authorization" in _headers(config) else _WITHOUT_KEY),
    }
    if clues.credit and clues.credit.platform == "flickr":
        params["source"] = "flickr"
        if clues.credit.creators:
            params["creator"] = clues.credit.creators[0]
            del params["q"]
    exchange = fetcher.get(
        f"{endpoint(config, 'openverse', _API)}/v1/images/", params=params, headers=_headers(config)
    )
    hits = items(object_of(exchange), "results")
    return tuple(
        _record(hit, exchange, f"$.results[{n}]", MatchBasis.NAME)
        for n, hit in enumerate(hits)
        if text(hit, "id")
    )


def _headers(config: Config) -> dict[str, str]:
    token = config.keys.get("OPENVERSE_TOKEN")
    return {"Authorization": f"Bearer {token}"} if token else {}


def _record(hit: Any, exchange: Exchange, path: str, basis: MatchBasis) -> SourceRecord:
    creator = reading(text(hit, "creator"), where(exchange, f"{path}.creator"))
    page, provider = text(hit, "foreign_landing_url"), text(hit, "source") or "provider"
    license = creative_commons(text(hit, "license"), text(hit, "license_version"))
    if license is None and text(hit, "license"):
        license = License(text(hit, "license") or "", "other", url=text(hit, "license_url"))
    return SourceRecord(
        source="openverse",
        id=text(hit, "id") or "",
        where=where(exchange, path),
        page_url=f"https://openverse.org/image/{text(hit, 'id')}",
        media_url=text(hit, "url"),
        preview_url=text(hit, "thumbnail") or text(hit, "url"),
        title=text(hit, "title"),
        creators=(creator,) if creator else (),
        credit_line=reading(text(hit, "attribution"), where(exchange, f"{path}.attribution")),
        license=license,
        source_of_file=reading(provider, where(exchange, f"{path}.source")),
        links=(Link(page, f"page at {provider}"),) if page else (),
        categories=tuple(filter(None, (text(tag, "name") for tag in items(hit, "tags"))))[:_TAGS],
        width=number(hit, "width"),
        height=number(hit, "height"),
        basis=basis,
    )
