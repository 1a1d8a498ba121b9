"""Where TinEye has crawled the same picture, and when first.

Asked with your key (`TINEYE_API_KEY`) by the published picture's public address; the bytes are
never sent. The crawl date is when TinEye saw a page with the picture: it was on the web at the
latest then. Matches are compared here again.
"""

from __future__ import annotations

from typing import Any

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DatedFact,
    DateKind,
    Link,
    MatchBasis,
    Picture,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.sources.kit.answers import endpoint, items, number, object_of, text, where
from provenance.sources.kit.facts import day

TITLE = "TinEye"
NEEDS = ("TINEYE_API_KEY",)
CAN = ("reverse",)
ETIQUETTE = "One paid search for each picture, by its address; its bytes are never sent."
EXAMPLES: tuple[tuple[str, str], ...] = ()
_API = "https://api.tineye.com"
_FOUND = 200
"""The answer's own code for success: an error may arrive with HTTP 200."""
_MOST = 10
_PAGES = 5
"""Pages with the picture that are linked to."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: it is asked by picture."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Nothing: TinEye has no records. Raises `NotFetched(source-not-found)`."""
    raise NotFetched(Reason.SOURCE_NOT_FOUND, "TinEye is asked by picture, it has no records")


def by_bytes(picture: Picture, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Matches, the one seen first at the top. Raises `NotFetched`."""
    if not picture.url or not is_web_address(picture.url):
        raise NotFetched(Reason.NO_LINK, "TinEye finds a picture only by a public address")
    params = {"image_url": picture.url, "sort": "crawl_date", "order": "asc", "limit": str(_MOST)}
    exchange = fetcher.get(
        f"{endpoint(config, 'tineye', _API)}/rest/search/",
        params=params,
        headers={"x-api-key": config.keys.get("TINEYE_API_KEY", "")},
    )
    answer = object_of(exchange)
    if number(answer, "code") != _FOUND:
        said = (
            "; ".join(filter(None, (text(message) for message in items(answer, "messages"))))
            or "no reason given"
        )
        raise NotFetched(Reason.FAILED, f"TinEye could not search: {said}")
    matches = items(answer, "results", "matches")
    return tuple(
        _match(match, exchange, n)
        for n, match in enumerate(matches[:_MOST])
        if text(match, "image_url")
    )


def _match(match: Any, exchange: Exchange, position: int) -> SourceRecord:
    path = f"$.results.matches[{position}]"
    pages = items(match, "backlinks")
    seen: list[tuple[DatedFact, str | None]] = []
    for page in pages:
        fact = day(
            DateKind.FIRST_SEEN,
            text(page, "crawl_date"),
            where(exchange, f"{path}.backlinks.crawl_date"),
        )
        if fact:
            seen.append((fact, text(page, "backlink")))
    first = min(seen, key=lambda pair: pair[0].span.earliest, default=None)
    addresses = list(dict.fromkeys(filter(None, (text(page, "backlink") for page in pages))))
    page_url = (first[1] if first else None) or (addresses[0] if addresses else None)
    tags = [tag for tag in (text(tag) for tag in items(match, "tags")) if tag]
    notes = [
        Reading(
            f"TinEye's score is {text(match, 'score')} of 100", where(exchange, f"{path}.score")
        )
    ]
    if tags:
        notes.append(Reading(f"tagged {', '.join(tags)}", where(exchange, f"{path}.tags")))
    media = text(match, "image_url")
    return SourceRecord(
        source="tineye",
        id=media or "",
        where=where(exchange, path),
        page_url=page_url,
        media_url=media,
        preview_url=media,
        links=tuple(Link(url, "page with the picture") for url in addresses[:_PAGES]),
        dates=(first[0],) if first else (),
        width=number(match, "width"),
        height=number(match, "height"),
        notes=tuple(notes),
        basis=MatchBasis.FINGERPRINT,
        stock="stock" in tags,
    )
