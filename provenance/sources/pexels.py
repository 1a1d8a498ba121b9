"""Pictures of the stock library Pexels.

Recognised by the photo's page, by the picture's address at images.pexels.com and by downloaded
files' names (`pexels-author-id.jpg`). With a key (`PEXELS_API_KEY`) author and title are looked
up; without one the address has to do. Pexels states no dates and no places.
"""

from __future__ import annotations

from provenance.config import Config
from provenance.fetch.exchange import Fetches
from provenance.model import Clues, MatchBasis, Reference, SourceRecord
from provenance.sources.kit.answers import endpoint, number, object_of, reading, text, where
from provenance.sources.kit.licenses import own_license
from provenance.sources.kit.stock import bare_record, references

TITLE = "Pexels"
NEEDS: tuple[str, ...] = ()
USES = ("PEXELS_API_KEY",)
PLATFORMS = ("pexels",)
CAN = ("url", "file-name")
ETIQUETTE = "200 questions an hour for a key; nothing is scraped without one."
ASK = "the credit names only the stock library: ask for the picture's address there"
EXAMPLES = (
    ("https://www.pexels.com/photo/two-cranes-at-dusk-1400001/", "1400001"),
    (
        "https://images.pexels.com/photos/1400002/pexels-photo-1400002.jpeg?auto=compress&w=800",
        "1400002",
    ),
    ("pexels-jane-example-1400003.jpg", "1400003"),
)
LICENSE = own_license("Pexels License", "https://www.pexels.com/license/")


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Pictures that the clues name."""
    return tuple(references("pexels", clues))


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The picture behind a reference; without a key only what its id tells.

    Raises `NotFetched`.
    """
    key = config.keys.get("PEXELS_API_KEY")
    page = f"https://www.pexels.com/photo/{reference.id}/"
    if not key:
        # Every photo of the last years is served under this name; an older one answers 404, which
        # is reported.
        media = f"https://images.pexels.com/photos/{reference.id}/pexels-photo-{reference.id}.jpeg"
        if reference.url and "images.pexels.com/" in reference.url:
            media = reference.url.partition("?")[0]
        return (
            bare_record("pexels", reference, LICENSE, page=page, media=media, key="PEXELS_API_KEY"),
        )
    base = endpoint(config, "pexels", "https://api.pexels.com")
    exchange = fetcher.get(f"{base}/v1/photos/{reference.id}", headers={"Authorization": key})
    photo = object_of(exchange)
    author = reading(text(photo, "photographer"), where(exchange, "$.photographer"))
    return (
        SourceRecord(
            source="pexels",
            id=reference.id,
            where=where(exchange, "$"),
            page_url=text(photo, "url") or page,
            media_url=text(photo, "src", "original"),
            preview_url=text(photo, "src", "large") or text(photo, "src", "original"),
            title=text(photo, "alt"),
            creators=(author,) if author else (),
            credit_line=reading(
                f"{author.text} / Pexels" if author else None, where(exchange, "$.photographer")
            ),
            license=LICENSE,
            width=number(photo, "width"),
            height=number(photo, "height"),
            basis=MatchBasis.SAME_ID,
            stock=True,
        ),
    )
