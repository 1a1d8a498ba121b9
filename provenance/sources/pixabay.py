"""Pictures of the stock library Pixabay.

Recognised by the photo's page and by the picture's address at cdn.pixabay.com, which states the
minute of its upload. With a key (`PIXABAY_API_KEY`) author and tags are looked up; without one the
address has to do. Pixabay states no capture dates and no places.
"""

from __future__ import annotations

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model import (
    Clues,
    DatedFact,
    DateKind,
    Locator,
    MatchBasis,
    Reason,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import pixabay_upload_time
from provenance.sources.kit.answers import dig, endpoint, number, object_of, reading, text, where
from provenance.sources.kit.facts import day
from provenance.sources.kit.licenses import own_license
from provenance.sources.kit.stock import bare_record, references

TITLE = "Pixabay"
NEEDS: tuple[str, ...] = ()
USES = ("PIXABAY_API_KEY",)
PLATFORMS = ("pixabay",)
CAN = ("url", "file-name")
ETIQUETTE = "100 questions a minute for a key; answers are kept for a day as its terms ask."
ASK = "the credit names only the stock library: ask for the picture's address there"
EXAMPLES = (
    ("https://pixabay.com/photos/cranes-harbour-dusk-2500001/", "2500001"),
    ("https://cdn.pixabay.com/photo/2017/07/14/23/25/cranes-2500002_960_720.jpg", "2500002"),
)
_FOUND = 200
LICENSE = own_license("Pixabay Content License", "https://pixabay.com/service/license-summary/")


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Pictures that the clues name."""
    return tuple(references("pixabay", clues))


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The picture behind a reference; without a key only what its address tells.

    Raises `NotFetched`: `source-not-found` where Pixabay has no such picture.
    """
    key = config.keys.get("PIXABAY_API_KEY")
    stored = reference.url if reference.url and "cdn.pixabay.com/" in reference.url else None
    dates = _upload(stored) if stored else ()
    page = f"https://pixabay.com/photos/id-{reference.id}/"
    if not key:
        return (
            bare_record(
                "pixabay",
                reference,
                LICENSE,
                page=page,
                media=stored,
                key="PIXABAY_API_KEY",
                dates=dates,
            ),
        )
    base = endpoint(config, "pixabay", "https://pixabay.com")
    exchange = fetcher.get(
        f"{base}/api/", params={"key": key, "id": reference.id}, accept_status=(400,)
    )
    photo = dig(object_of(exchange), "hits", 0) if exchange.status == _FOUND else None
    if not text(photo, "id"):
        raise NotFetched(
            Reason.SOURCE_NOT_FOUND,
            f"Pixabay has no picture {reference.id}",
            status=exchange.status,
        )
    author = reading(text(photo, "user"), where(exchange, "$.hits[0].user"))
    preview = text(photo, "previewURL")
    return (
        SourceRecord(
            source="pixabay",
            id=reference.id,
            where=where(exchange, "$.hits[0]"),
            page_url=text(photo, "pageURL") or page,
            media_url=text(photo, "largeImageURL") or text(photo, "webformatURL"),
            preview_url=text(photo, "webformatURL"),
            title=text(photo, "tags"),
            creators=(author,) if author else (),
            uploader=text(photo, "user"),
            credit_line=reading(
                f"{author.text} / Pixabay" if author else None, where(exchange, "$.hits[0].user")
            ),
            license=LICENSE,
            dates=dates or (_upload(preview) if preview else ()),
            width=number(photo, "imageWidth"),
            height=number(photo, "imageHeight"),
            basis=MatchBasis.SAME_ID,
            stock=True,
        ),
    )


def _upload(address: str) -> tuple[DatedFact, ...]:
    """The upload day in a picture's address; its zone is not stated, so no instant."""
    moment = pixabay_upload_time(address)
    spot = Locator("time in the picture's address (zone not stated)", url=address)
    fact = day(DateKind.UPLOADED, moment.date().isoformat(), spot) if moment else None
    return (fact,) if fact else ()
