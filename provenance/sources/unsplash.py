"""Pictures of the stock library Unsplash.

Recognised by the photo's page, by the picture's address at images.unsplash.com, which holds the
time of its upload, and by downloaded files' names (`author-id-unsplash.jpg`). With a key
(`UNSPLASH_ACCESS_KEY`) author, date, place and description are looked up; without one the address
has to do.
"""

from __future__ import annotations

from provenance import lazy_re as re
from provenance.config import Config
from provenance.fetch.exchange import Fetches
from provenance.model import (
    Clues,
    DateKind,
    Locator,
    MatchBasis,
    PlaceFact,
    PlaceKind,
    Reference,
    SourceRecord,
)
from provenance.pictures.clues import unsplash_upload_time
from provenance.sources.kit.answers import (
    decimal,
    endpoint,
    number,
    object_of,
    reading,
    text,
    where,
)
from provenance.sources.kit.facts import instant, stated_instant
from provenance.sources.kit.licenses import own_license
from provenance.sources.kit.stock import bare_record, references

TITLE = "Unsplash"
NEEDS: tuple[str, ...] = ()
USES = ("UNSPLASH_ACCESS_KEY",)
PLATFORMS = ("unsplash",)
CAN = ("url", "file-name")
ETIQUETTE = "50 questions an hour for a trial key; nothing is scraped without one."
ASK = "the credit names only the stock library: ask for the picture's address there"
EXAMPLES = (
    ("https://unsplash.com/photos/two-cranes-at-dusk-aB3dE5gH1j0", "aB3dE5gH1j0"),
    (
        "https://images.unsplash.com/photo-1563000000000-0a1b2c3d4e5f?w=1200",
        "photo-1563000000000-0a1b2c3d4e5f",
    ),
    ("jane-example-aB3dE5gH1j0-unsplash.jpg", "aB3dE5gH1j0"),
)
_FILE = re.compile(
    r"https?://(?:images|plus)\.unsplash\.com/((?:premium_)?photo-\d{13}-[0-9a-f]{12})(?![0-9a-z])"
)
LICENSE = own_license("Unsplash License", "https://unsplash.com/license")


def recognise(clues: Clues) -> tuple[Reference, ...]:
    """Pictures that the clues name."""
    stored = [(match, url) for url in clues.urls if (match := _FILE.match(url))]
    files = tuple(
        Reference("unsplash", match[1], MatchBasis.SAME_ID, url, url) for match, url in stored
    )
    return files + tuple(references("unsplash", clues))


def look_up(reference: Reference, fetcher: Fetches, config: Config) -> tuple[SourceRecord, ...]:
    """The picture behind a reference; without a key only what its address tells.

    Raises `NotFetched`.
    """
    key = config.keys.get("UNSPLASH_ACCESS_KEY")
    if "photo-" in reference.id:
        media = f"https://images.unsplash.com/{reference.id}"
        uploaded = unsplash_upload_time(reference.id)
        spot = Locator("time in the picture's address (Unix ms, by convention)", url=media)
        dates = (instant(DateKind.UPLOADED, uploaded, spot),) if uploaded else ()
        return (
            bare_record(
                "unsplash",
                reference,
                LICENSE,
                page=None,
                media=media,
                key="UNSPLASH_ACCESS_KEY",
                dates=dates,
            ),
        )
    page = f"https://unsplash.com/photos/{reference.id}"
    if not key:
        return (
            bare_record(
                "unsplash", reference, LICENSE, page=page, media=None, key="UNSPLASH_ACCESS_KEY"
            ),
        )
    base = endpoint(config, "unsplash", "https://api.unsplash.com")
    exchange = fetcher.get(
        f"{base}/photos/{reference.id}", headers={"Authorization": f"Client-ID {key}"}
    )
    photo = object_of(exchange)
    author = reading(text(photo, "user", "name"), where(exchange, "$.user.name"))
    place = text(photo, "location", "name")
    latitude, longitude = (
        decimal(photo, "location", "position", axis) for axis in ("latitude", "longitude")
    )
    created = stated_instant(
        DateKind.UPLOADED, text(photo, "created_at"), where(exchange, "$.created_at")
    )
    spot = where(exchange, "$.location")
    placed = (
        (PlaceFact(PlaceKind.CAMERA, place or "", spot, latitude, longitude),)
        if place or latitude
        else ()
    )
    return (
        SourceRecord(
            source="unsplash",
            id=reference.id,
            where=where(exchange, "$"),
            page_url=text(photo, "links", "html") or page,
            media_url=text(photo, "urls", "full") or text(photo, "urls", "regular"),
            preview_url=text(photo, "urls", "regular"),
            title=text(photo, "alt_description"),
            description=reading(text(photo, "description"), where(exchange, "$.description")),
            creators=(author,) if author else (),
            uploader=text(photo, "user", "username"),
            credit_line=reading(
                f"{author.text} / Unsplash" if author else None, where(exchange, "$.user.name")
            ),
            license=LICENSE,
            dates=(created,) if created else (),
            places=placed,
            width=number(photo, "width"),
            height=number(photo, "height"),
            basis=MatchBasis.SAME_ID,
            stock=True,
        ),
    )
