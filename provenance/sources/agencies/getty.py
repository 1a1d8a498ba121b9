"""Getty Images' API, version 3, with a desk's key: a record and its picture.

The pattern for an agency's API. `KEY` is what it needs; `look_up` gives the record of an id,
`search` the ids that may be the picture. Fields: https://api.gettyimages.com/swagger (`detail_set`
and `display_set`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DateKind,
    Link,
    MatchBasis,
    PlaceFact,
    PlaceKind,
    Reading,
    Reason,
    SourceRecord,
)
from provenance.sources.kit.answers import (
    dig,
    endpoint,
    items,
    number,
    object_of,
    plain,
    reading,
    text,
    where,
)
from provenance.sources.kit.facts import day
from provenance.sources.kit.words import search_words

KEY = "GETTY_API_KEY"
_API = "https://api.gettyimages.com"
_FIELDS = "detail_set,display_set,keywords,people,entity_details"
_SIZES = ("comp", "preview", "thumb")
"""Sizes that a key may look at without buying, best first."""
_MOST = 6
"""Hits whose pictures are compared."""
_WORDS = 3
_BEFORE, _AFTER = timedelta(days=30), timedelta(days=2)
"""A news picture is of the month before its story; older ones are found by their id."""
_KEYWORDS = 50
_LONGEST_NOTE = 500


def look_up(id: str, fetcher: Fetches, config: Config) -> SourceRecord:
    """The record of an id.

    Raises `NotFetched`: `source-not-found` where Getty has no such picture, and whatever the
    network does.
    """
    url = f"{endpoint(config, 'agencies', _API)}/v3/images/{quote(id, safe='')}"
    try:
        exchange = fetcher.get(url, params={"fields": _FIELDS}, headers=_headers(config))
    except NotFetched as error:
        if error.reason is Reason.GONE:
            detail = f"Getty Images has no picture {id}"
            raise NotFetched(Reason.SOURCE_NOT_FOUND, detail, status=error.status) from error
        raise
    answer = object_of(exchange)
    found = dig(answer, "images", 0) if items(answer, "images") else answer
    if text(found, "id") != id:
        raise NotFetched(Reason.SOURCE_NOT_FOUND, f"Getty Images has no picture {id}")
    return _record(found, id, exchange)


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[str, ...]:
    """The ids of news pictures with the caption's words, of the story's month.

    Of the printed author where there is one. Raises `NotFetched`.
    """
    words = search_words(clues, _WORDS)
    if not words:
        return ()
    params = {"phrase": " ".join(words), "fields": "id", "page_size": str(_MOST)}
    if clues.credit and clues.credit.creators:
        params["artists"] = clues.credit.creators[0]
    if clues.published:
        params["date_from"] = (clues.published - _BEFORE).isoformat()
        params["date_to"] = (clues.published + _AFTER).isoformat()
    exchange = fetcher.get(
        f"{endpoint(config, 'agencies', _API)}/v3/search/images/editorial",
        params=params,
        headers=_headers(config),
    )
    hits = (text(hit, "id") for hit in items(object_of(exchange), "images")[:_MOST])
    return tuple(id for id in hits if id and id.isascii() and id.replace("-", "").isalnum())


def _headers(config: Config) -> dict[str, str]:
    return {"Api-Key": config.keys.get(KEY, "")}


def _record(hit: Any, id: str, exchange: Exchange) -> SourceRecord:
    size = _size(hit)
    artist = reading(text(hit, "artist"), where(exchange, "$.artist"))
    taken = day(DateKind.CAPTURED, text(hit, "date_created"), where(exchange, "$.date_created"))
    sent = day(DateKind.PUBLISHED, text(hit, "date_submitted"), where(exchange, "$.date_submitted"))
    people = (text(each, "name") or text(each) for each in items(hit, "people"))
    words = (text(each, "text") or text(each) for each in items(hit, "keywords"))
    return SourceRecord(
        source="agencies",
        id=f"getty:{id}",
        where=where(exchange, "$"),
        page_url=_page(hit),
        media_url=text(size, "uri"),
        preview_url=text(size, "uri"),
        title=plain(text(hit, "title")),
        description=reading(plain(text(hit, "caption")), where(exchange, "$.caption")),
        creators=(artist,) if artist else (),
        credit_line=reading(text(hit, "credit_line"), where(exchange, "$.credit_line")),
        source_of_file=reading(text(hit, "collection_name"), where(exchange, "$.collection_name")),
        links=tuple(Link(url, "page at Getty Images") for url in (_page(hit),) if url),
        dates=tuple(filter(None, (taken, sent))),
        places=tuple(_places(hit, exchange)),
        people=tuple(Reading(name, where(exchange, "$.people")) for name in people if name),
        categories=tuple(word for word in words if word)[:_KEYWORDS],
        width=number(hit, "max_dimensions", "width"),
        height=number(hit, "max_dimensions", "height"),
        notes=tuple(_notes(hit, exchange)),
        basis=MatchBasis.SAME_ID,
        stock=text(hit, "asset_family") == "creative",
        sold=True,
        source_title="Getty Images",
        marked=dig(size, "is_watermarked") is not False,
    )


def _size(hit: Any) -> Any:
    """The largest size that may be looked at, one without a mark before one with."""
    shown = [size for size in items(hit, "display_sizes") if text(size, "uri")]
    best = {name: n for n, name in enumerate(_SIZES)}
    shown.sort(
        key=lambda s: (best.get(text(s, "name") or "", len(best)), dig(s, "is_watermarked") is True)
    )
    return shown[0] if shown else None


def _page(hit: Any) -> str | None:
    pages = items(hit, "referral_destinations")
    ours = [page for page in pages if text(page, "site_name") == "gettyimages"]
    url = text(ours[0] if ours else None, "uri")
    return url if url and url.startswith("https://") else None


def _places(hit: Any, exchange: Exchange) -> Iterator[PlaceFact]:
    """Where it was taken, as the fields of its caption say."""
    named = [text(hit, name) for name in ("city", "state_province", "country")]
    place = ", ".join(dict.fromkeys(filter(None, named)))
    if place:
        yield PlaceFact(PlaceKind.SHOWN, place, where(exchange, "$.city, $.country"))


def _notes(hit: Any, exchange: Exchange) -> Iterator[Reading]:
    """What restricts its use."""
    use = dig(hit, "allowed_use")
    told = [text(each) for each in items(use, "usage_restrictions")]
    told += [text(use, "release_info"), text(hit, "copyright")]
    for note in dict.fromkeys(filter(None, told)):
        yield Reading(note[:_LONGEST_NOTE], where(exchange, "$.allowed_use"))
    if dig(hit, "call_for_image") is True:
        spot = where(exchange, "$.call_for_image")
        yield Reading("Getty Images wants to be called before this picture is used", spot)
