"""Captures in the Wayback Machine and items at archive.org.

Recognised: playback addresses (`web.archive.org/web/<time>/<address>`) and items
(`archive.org/details/<name>`).

Looked up: a capture gives the picture's archived bytes (unchanged, by `id_`) and, from the index,
when the address was first captured: the picture was seen at the latest then, it may be older. An
item gives its own record.

Searched: the earliest capture of each of the picture's and the credit's addresses; where the
published file's bytes are known, the earliest capture with the same SHA-1. The index knows bytes
only together with an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

from provenance import lazy_re as re
from provenance.config import Config
from provenance.credits import parse_license
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    DateKind,
    License,
    Link,
    Locator,
    MatchBasis,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import wayback_digest
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
from provenance.sources.kit.facts import day, instant, stated_instant
from provenance.sources.kit.posts import first, several
from provenance.sources.kit.wayback import Capture, capture_of, captures

TITLE = "the Internet Archive"
NEEDS: tuple[str, ...] = ()
PLATFORMS = ("internet-archive",)
CAN = ("url", "credit", "search", "bytes", "archive")
ETIQUETTE = (
    "One connection; at most 0.4 questions a second to the index; a minute's rest after a 429."
)
EXAMPLES = (
    (
        "https://web.archive.org/web/20190412083000/https://example.org/harbour.jpg",
        "web/20190412083000/https://example.org/harbour.jpg",
    ),
    (
        "http://web.archive.org/web/20190412083000im_/http://example.org/harbour.jpg",
        "web/20190412083000/http://example.org/harbour.jpg",
    ),
    ("https://archive.org/details/harbour-cranes-1931", "item/harbour-cranes-1931"),
    (
        "https://archive.org/download/harbour-cranes-1931/plate_04.jpg",
        "item/harbour-cranes-1931/plate_04.jpg",
    ),
)
_ITEM = re.compile(r"/(?:details|download|embed)/([\w.-]{2,100})(?:/([^?#]{1,300}))?", re.A)
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_MOST = 20
"""Pictures of one item that are compared."""
_ADDRESSES = 3
"""Addresses asked for in one search: at 0.4 questions a second more would use up an article's
time."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Captures and items that the clues name."""
    return tuple(_references(clues.urls))


def _references(urls: tuple[str, ...]) -> Iterator[Reference]:
    for url in urls:
        capture = capture_of(url)
        if capture:
            yield Reference(
                "internet-archive",
                f"web/{capture.timestamp}/{capture.original}",
                MatchBasis.SAME_ID,
                url,
                capture.page,
            )
            continue
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").removeprefix("www.")
        except ValueError:
            continue
        match = _ITEM.match(parts.path) if host == "archive.org" else None
        if match:
            name = "/".join(filter(None, match.groups()))
            yield Reference("internet-archive", f"item/{name}", MatchBasis.SAME_ID, url, url)


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The capture or item behind a reference.

    Raises `NotFetched`: `source-not-found` for an unknown item.
    """
    kind, _, rest = reference.id.partition("/")
    if kind == "item":
        name, _, file = rest.partition("/")
        return (_item(name, file, fetcher, config),)
    stamp, _, original = rest.partition("/")
    capture = Capture(stamp, original)
    try:
        found = captures(original, fetcher, config)
    except NotFetched as error:
        # The capture itself is evidence enough; the index only adds whether there is an earlier
        # one.
        note = Reading(
            f"the index of captures could not be asked: {error.detail}",
            Locator("index of captures"),
        )
        return (replace(_record(capture, MatchBasis.SAME_ID), notes=(note,)),)
    return (_record(capture, MatchBasis.SAME_ID, first=found[0] if found else None),)


def _record(capture: Capture, basis: MatchBasis, first: Capture | None = None) -> SourceRecord:
    """A capture as a record; `first` is the earliest known of the same address."""
    if first is None or first.timestamp > capture.timestamp:
        first = capture
    spot = Locator("time of the capture", url=capture.page)
    if first.exchange:
        spot = where(first.exchange, "timestamp of the earliest capture")
    return SourceRecord(
        source="internet-archive",
        id=f"web/{capture.timestamp}/{capture.original}",
        where=spot,
        page_url=capture.page,
        media_url=capture.bytes_url,
        preview_url=capture.bytes_url,
        links=(Link(capture.original, "archived address"),),
        dates=(instant(DateKind.FIRST_SEEN, first.moment, spot, first.timestamp),)
        if first.moment
        else (),
        basis=basis,
    )


def _item(name: str, file: str, fetcher: Fetches, config: Config) -> SourceRecord:
    base = endpoint(config, "internet-archive", "https://archive.org")
    exchange = fetcher.get(f"{base}/metadata/{quote(name)}")
    answer = object_of(exchange)
    about = dig(answer, "metadata")
    if not isinstance(about, dict):  # an unknown item is answered with `{}` and status 200
        raise NotFetched(Reason.SOURCE_NOT_FOUND, f"archive.org has no item {name}")
    chosen, pictures = _pictures(items(answer, "files"), file)
    media = tuple(
        f"https://archive.org/download/{quote(name)}/{quote(text(p, 'name') or '')}"
        for p in pictures
    )
    published = day(DateKind.CREATED, text(about, "date"), where(exchange, "$.metadata.date"))
    added = stated_instant(
        DateKind.UPLOADED, text(about, "publicdate"), where(exchange, "$.metadata.publicdate")
    )
    return SourceRecord(
        source="internet-archive",
        id="/".join(filter(None, ("item", name, file))),
        where=where(exchange, "$.metadata"),
        page_url=f"https://archive.org/details/{quote(name)}",
        media_url=first(media),
        preview_url=first(media),
        title=text(about, "title"),
        description=reading(
            plain(text(about, "description")), where(exchange, "$.metadata.description")
        ),
        creators=tuple(_creators(about, exchange)),
        uploader=_without_mail(text(about, "uploader")),
        license=_license(text(about, "licenseurl")),
        dates=tuple(fact for fact in (published, added) if fact),
        width=number(chosen, "width"),
        height=number(chosen, "height"),
        sha1=text(chosen, "sha1"),
        basis=MatchBasis.SAME_ID,
        media_urls=several(media),
    )


def _license(url: str | None) -> License | None:
    if url is None:
        return None
    return parse_license(url) or License(url, "other", url=url)


def _without_mail(uploader: str | None) -> str | None:
    """The uploader; None for a mail address, which is not ours to print."""
    return None if uploader is None or "@" in uploader else uploader


def _pictures(files: list[Any], name: str) -> tuple[Any, list[Any]]:
    """The file of that name, if it is a picture; and the pictures to compare."""
    pictures = [item for item in files if _is_picture(item)]
    chosen = next((item for item in pictures if text(item, "name") == name), None)
    if chosen:
        return chosen, [chosen]
    return None, [p for p in pictures if text(p, "source") == "original"][:_MOST]


def _is_picture(item: Any) -> bool:
    name = text(item, "name") or ""
    return name.lower().endswith(_PICTURES) and not name.endswith("__ia_thumb.jpg")


def _creators(about: Any, exchange: Exchange) -> Iterator[Reading]:
    stated = dig(about, "creator")
    for name in stated if isinstance(stated, list) else [stated]:
        if found := reading(text(name), where(exchange, "$.metadata.creator")):
            yield found


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The earliest captures of the clues' addresses, those with the same bytes first."""
    digest = wayback_digest(clues.picture.sha1) if clues.picture is not None else None
    urls = [url for url in dict.fromkeys(clues.urls) if urlsplit(url).scheme in ("http", "https")][
        :_ADDRESSES
    ]
    found = []
    for url in urls:
        same = captures(url, fetcher, config, digest=digest) if digest else ()
        if same and clues.picture is not None:
            found.append(replace(_record(same[0], MatchBasis.SAME_BYTES), sha1=clues.picture.sha1))
            continue
        found += [_record(capture, MatchBasis.NAME) for capture in captures(url, fetcher, config)]
    return tuple(sorted(found, key=lambda record: record.basis is not MatchBasis.SAME_BYTES))
