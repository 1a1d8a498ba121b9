"""Photos at Flickr.

Recognised: photo pages in all their forms, short addresses (flic.kr/p), static addresses of every
server generation, and downloaded files' names, which begin with the photo's id. Albums and
profiles name no photo.

Looked up through oEmbed without a key (title, author, licence) or through REST with one
(`FLICKR_API_KEY`): then also capture and upload date, place, tags, every size, and the licence's
history, which matters because an owner may change it after you took the picture. The account's
name stands in for the author where no real name is given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import Clues, MatchBasis, Reading, Reason, Reference, SourceRecord
from provenance.pictures.clues import flickr_photo_id
from provenance.sources.flickr.answers import (
    accept,
    from_info,
    from_oembed,
    history,
    license_of,
    sizes,
)
from provenance.sources.kit.answers import endpoint, items, object_of, text, where
from provenance.sources.kit.posts import typed_addresses
from provenance.sources.kit.words import search_words

TITLE = "Flickr"
NEEDS: tuple[str, ...] = ()
USES = ("FLICKR_API_KEY",)
PLATFORMS = ("flickr",)
CAN = ("url", "file-name", "credit", "search")
ETIQUETTE = "At most 3,600 questions an hour for each key; pictures one after the other."
ASK = (
    "the credit names only the platform: ask the author for the photo's address at Flickr and "
    "its licence"
)
EXAMPLES = (
    (
        "https://www.flickr.com/photos/harbour_walker/52800000001/in/album-72177720300000000/",
        "52800000001",
    ),
    ("https://flickr.com/photos/100000001@n02/52800000002/sizes/o/", "52800000002"),
    ("https://www.flickr.com/photo.gne?id=52800000003", "52800000003"),
    ("https://flic.kr/p/2orKNtB", "52800000001"),
    ("https://live.staticflickr.com/65535/52800000004_0a1b2c3d4e_b.jpg", "52800000004"),
    ("https://farm9.static.flickr.com/8001/7100000005_0a1b2c3d4e.jpg", "7100000005"),
    ("https://c1.staticflickr.com/9/8001/7100000006_0a1b2c3d4e_z.jpg", "7100000006"),
    ("52800000007_0a1b2c3d4e_k.jpg", "52800000007"),
)
_API, _OEMBED = "https://api.flickr.com", "https://www.flickr.com"
_PAGE = re.compile(r"/+photos?/+[^/]{1,60}/+(\d{3,14})(?![^/])", re.A)
_SAVED = re.compile(
    r"(\d{6,14})_(?=\d{0,9}[a-f])[0-9a-f]{10}(?:_[a-z0-9]{1,2})?(?:_d)?\.(?:jpg|jpeg|png|gif)", re.A
)
"""A file name on its own has to look more like Flickr's: two numbers are common, a secret is ten
hex digits of which only one in a hundred has no letter."""
_FILE = re.compile(
    r"(\d{6,14})_([0-9a-f]{8,12})(?:_([a-z0-9]{1,2}))?(?:_d)?\.(?:jpg|jpeg|png|gif)", re.A | re.I
)
_STATIC = re.compile(
    r"(?:live|farm\d{1,3}|c\d{1,3})\.staticflickr\.com|(?:farm\d{1,3}\.)?static\.flickr\.com|photos\d{1,3}\.flickr\.com"
)
_PER_PAGE = 100
"""Hits of one search."""
_SIZES, _HISTORY = "flickr.photos.getSizes", "flickr.photos.licenses.getLicenseHistory"
_ENOUGH = 640
"""Pixels of the long edge that suffice to compare: the comparison works on less."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Photos that the clues name."""
    found = [(photo_id(url), url) for url in clues.urls]
    found += [(match[1], name) for name in clues.file_names if (match := _SAVED.fullmatch(name))]
    found += [
        (photo_id(word if "://" in word else f"https://{word}"), word)
        for word in typed_addresses(clues, "flic")
    ]
    return tuple(
        Reference(
            "flickr",
            photo,
            MatchBasis.SAME_ID,
            clue,
            f"https://www.flickr.com/photo.gne?id={photo}",
        )
        for photo, clue in found
        if photo
    )


def photo_id(url: str) -> str | None:
    """The photo's id from any of Flickr's addresses; None for any other address."""
    try:
        parts = urlsplit(url.strip("()[]<>,.;"))
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    path = unquote(parts.path)
    if host in ("flic.kr", "www.flic.kr") and path.startswith("/p/"):
        return _short_id(path[3:].strip("/"))
    if _STATIC.fullmatch(host):
        return _static_id(path)
    if host not in ("flickr.com", "www.flickr.com", "m.flickr.com", "secure.flickr.com"):
        return None
    if path.lower().endswith(".gne"):
        query = parse_qs(parts.query)
        number = query.get("id", [""])[0]
        return (
            number
            if re.fullmatch(r"\d{3,14}", number, re.A)
            else _short_id(query.get("short", [""])[0])
        )
    match = _PAGE.match(path)
    return match[1] if match else None


def _short_id(code: str) -> str | None:
    number = flickr_photo_id(code)
    return None if number is None else str(number)


def _static_id(path: str) -> str | None:
    video = re.match(r"/video/(\d{6,14})/", path, re.A)
    return video[1] if video else _file_id(path.rpartition("/")[2])


def _file_id(name: str) -> str | None:
    match = _FILE.fullmatch(name)
    return match[1] if match else None


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The photo behind a reference.

    Raises `NotFetched`: `gone` for an id that Flickr does not have, `gated` for a private photo,
    and whatever the network does.
    """
    key = config.keys.get("FLICKR_API_KEY")
    return (
        _with_key(reference.id, key, fetcher, config)
        if key
        else _oembed(reference.id, fetcher, config),
    )


def _oembed(photo: str, fetcher: Fetches, config: Config) -> SourceRecord:
    base = endpoint(config, "flickr", _OEMBED)
    params = {"format": "json", "url": f"https://www.flickr.com/photo.gne?id={photo}"}
    exchange = fetcher.get(f"{base}/services/oembed/", params=params)
    return from_oembed(object_of(exchange), exchange, photo)


def _with_key(photo: str, key: str, fetcher: Fetches, config: Config) -> SourceRecord:
    exchange = _rest("flickr.photos.getInfo", key, fetcher, config, photo_id=photo)
    record = from_info(accept(object_of(exchange), photo), exchange)
    found = _sizes(photo, key, fetcher, config)
    record = replace(record, notes=record.notes + _history(photo, key, fetcher, config))
    if not found:
        return record
    width, height, best = found[-1]
    preview = next((address for w, h, address in found if max(w, h) >= _ENOUGH), best)
    return replace(record, media_url=best, preview_url=preview, width=width, height=height)


_STILL_OPEN = (Reason.OFFLINE, Reason.OVER_BUDGET, Reason.PENDING, Reason.RATE_LIMITED)
"""Reasons with which the same question may be answered later."""


def _sizes(photo: str, key: str, fetcher: Fetches, config: Config) -> list[tuple[int, int, str]]:
    try:
        more = _rest(_SIZES, key, fetcher, config, photo_id=photo)
        return sizes(accept(object_of(more), photo))
    except NotFetched as error:
        if error.reason in _STILL_OPEN:
            raise
        return []  # the record stands without them


def _history(photo: str, key: str, fetcher: Fetches, config: Config) -> tuple[Reading, ...]:
    try:
        more = _rest(_HISTORY, key, fetcher, config, photo_id=photo)
        return history(accept(object_of(more), photo), more)
    except NotFetched:
        return ()  # the record stands without it


def _rest(method: str, key: str, fetcher: Fetches, config: Config, **params: str) -> Exchange:
    asked = {"method": method, "format": "json", "nojsoncallback": "1", **params, "api_key": key}
    return fetcher.get(f"{endpoint(config, 'flickr', _API)}/services/rest/", params=asked)


def search(clues: Clues, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Photos whose title, description or tags hold the clues' words; needs a key."""
    key = config.keys.get("FLICKR_API_KEY")
    words = search_words(clues)
    if not key:
        raise NotFetched(
            Reason.NO_API_KEY, "Flickr is searched only with a key: set FLICKR_API_KEY"
        )
    if not words:
        raise NotFetched(Reason.NO_LINK, "there are no words to search Flickr with")
    extras = "url_z,url_o,url_l,owner_name,license,date_upload,description"
    asked = {"text": " ".join(words), "sort": "relevance", "content_types": "0", "extras": extras}
    per_page = str(min(config.candidates, _PER_PAGE))
    exchange = _rest("flickr.photos.search", key, fetcher, config, per_page=per_page, **asked)
    answer = accept(object_of(exchange), "search")
    return tuple(
        _hit(photo, exchange) for photo in items(answer, "photos", "photo") if text(photo, "id")
    )


def _hit(photo: Any, exchange: Exchange) -> SourceRecord:
    best = text(photo, "url_o") or text(photo, "url_l") or text(photo, "url_z")
    number = text(photo, "license") or ""
    return SourceRecord(
        source="flickr",
        id=text(photo, "id") or "",
        where=where(exchange, "$.photos.photo"),
        page_url=f"https://www.flickr.com/photos/{text(photo, 'owner')}/{text(photo, 'id')}/",
        media_url=best,
        preview_url=text(photo, "url_z") or best,
        title=text(photo, "title", "_content") or text(photo, "title"),
        uploader=text(photo, "ownername"),
        license=license_of(int(number)) if number.isascii() and number.isdigit() else None,
        basis=MatchBasis.NAME,
    )
