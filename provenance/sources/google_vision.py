"""Pages that show the same picture, from Cloud Vision's web detection.

Asked with your key (`GOOGLE_API_KEY`): by the published picture's public address; or, only where
`upload-to` names `google-vision`, with the picture's bytes. "Full" matches include resized copies,
"partial" ones crops; each is compared here again. Vision states no dates, so a page it finds says
nothing about which came first.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import (
    Clues,
    Link,
    MatchBasis,
    Picture,
    Reading,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.sources.kit.answers import dig, endpoint, items, object_of, plain, text, where
from provenance.sources.kit.posts import several

TITLE = "Google Cloud Vision"
NEEDS = ("GOOGLE_API_KEY",)
CAN = ("reverse",)
ETIQUETTE = (
    "One paid question for each picture; bytes are sent only where `upload-to` names google-vision."
)
EXAMPLES: tuple[tuple[str, str], ...] = ()
_API = "https://vision.googleapis.com"
_LARGEST = 7_000_000
"""Bytes of a picture that may be sent: Cloud Vision takes 10 MB of JSON, and base 64 makes four
bytes of three."""
_MOST = 10
"""Pages that are compared, at most: Vision ranks them, the later ones are rarely the same
picture."""


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Nothing: it is asked by picture."""
    return ()


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Nothing: Vision has no records. Raises `NotFetched(source-not-found)`."""
    raise NotFetched(
        Reason.SOURCE_NOT_FOUND, "web detection is asked by picture, it has no records"
    )


def by_bytes(picture: Picture, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """Pages with the same picture, full matches first. Raises `NotFetched`."""
    image = _image(picture, config)
    features = [{"type": "WEB_DETECTION", "maxResults": _MOST}]
    exchange = fetcher.post(
        f"{endpoint(config, 'google-vision', _API)}/v1/images:annotate",
        payload={"requests": [{"image": image, "features": features}]},
        headers={"X-Goog-Api-Key": config.keys.get("GOOGLE_API_KEY", "")},
    )
    answer = dig(object_of(exchange), "responses", 0)
    if isinstance(dig(answer, "error"), dict):  # an error of one picture arrives with HTTP 200
        raise NotFetched(
            Reason.FAILED,
            f"Cloud Vision could not read the picture: {text(answer, 'error', 'message')}",
        )
    return tuple(_pages(dig(answer, "webDetection"), exchange))[:_MOST]


def _image(picture: Picture, config: Config) -> dict[str, object]:
    """What Vision is told of the picture: its bytes where allowed, else its address."""
    if "google-vision" in config.upload_to:
        if len(picture.data) > _LARGEST:
            raise NotFetched(
                Reason.TOO_LARGE, f"Cloud Vision takes no picture over {_LARGEST // 1_000_000} MB"
            )
        return {"content": base64.b64encode(picture.data).decode()}
    if picture.url and is_web_address(picture.url):
        return {"source": {"imageUri": picture.url}}
    raise NotFetched(
        Reason.NO_LINK, "the picture has no public address and `upload-to` lacks google-vision"
    )


def _pages(found: Any, exchange: Exchange) -> Iterator[SourceRecord]:
    """Pages by how well their picture matches.

    A page without one matched only by words and is left out.
    """
    for kind, place in (("full", "fullMatchingImages"), ("partial", "partialMatchingImages")):
        for number, page in enumerate(items(found, "pagesWithMatchingImages")):
            if kind == "partial" and _addresses(page, "fullMatchingImages"):
                continue
            media, url = _addresses(page, place), text(page, "url")
            if not media or not url:
                continue
            spot = where(exchange, f"$.responses[0].webDetection.pagesWithMatchingImages[{number}]")
            yield SourceRecord(
                source="google-vision",
                id=url,
                where=spot,
                page_url=url,
                media_url=media[0],
                preview_url=media[0],
                title=plain(text(page, "pageTitle")),
                links=(Link(url, "page with the picture"),),
                notes=(Reading(f"a {kind} match, says Cloud Vision; it states no dates", spot),),
                basis=MatchBasis.FINGERPRINT,
                media_urls=several(media),
            )


def _addresses(page: Any, place: str) -> tuple[str, ...]:
    """Addresses of matching pictures but `x-raw-image:///…`, which nobody can fetch."""
    found = (text(image, "url") for image in items(page, place))
    return tuple(url for url in found if url and is_web_address(url))[:4]
