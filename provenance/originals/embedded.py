"""What the picture's own file says of it, from the copy that still has it."""

from __future__ import annotations

from dataclasses import fields, replace

from provenance.errors import NotFetched, UnreadablePicture
from provenance.fetch import Fetches
from provenance.model import (
    Claims,
    Locator,
    Metadata,
    Picture,
    PlaceFact,
    PlaceKind,
    PublishedImage,
    Reading,
    SourceRecord,
)
from provenance.model.addresses import is_web_address
from provenance.originals.compare import record_claims
from provenance.pictures import compare, read_picture
from provenance.pictures.clues import canonical_url, unwrap_proxies

_LARGEST = 12_000_000
"""Bytes of a rendition that is fetched for its metadata: twice what cameras write as JPEG."""
_PLACES = ("sublocation", "city", "province_state", "country")


def embedded_claims(metadata: Metadata) -> Claims:
    """What the file's caption says, the places of its fields first."""
    named = [value for value in (getattr(metadata, field) for field in _PLACES) if value]
    places: tuple[PlaceFact, ...] = ()
    if named:
        text = ", ".join(dict.fromkeys(value.value for value in named))
        places = (PlaceFact(PlaceKind.SHOWN, text, Locator(named[0].tag)),)
    said = metadata.description
    if said is None and not places:
        return Claims("")
    where = Locator(said.tag if said else named[0].tag)
    description = Reading(said.value, where) if said else None
    return record_claims(SourceRecord("file", "", where, description=description, places=places))


def complete_metadata(picture: Picture, image: PublishedImage, fetcher: Fetches) -> Picture:
    """The picture, its metadata completed from another copy where it has none.

    One copy is asked for, once: the address without its resizing, else another that the page
    names. It counts only where the pixels are the same picture's. What cannot be had costs nothing:
    no rule needs it.
    """
    address = _other_copy(image) if _says_nothing(picture.metadata) else None
    if address is None:
        return picture
    try:
        data = fetcher.get(address, kind="picture", max_bytes=_LARGEST).body
        other = read_picture(data, url=address)
    except (NotFetched, UnreadablePicture):
        return picture
    if _says_nothing(other.metadata) or not compare(picture, other).relation.linked:
        return picture
    own, added = picture.metadata, other.metadata
    whole = {f.name: getattr(own, f.name) or getattr(added, f.name) for f in fields(Metadata)}
    return replace(picture, metadata=Metadata(**whole), metadata_url=address)


def _says_nothing(data: Metadata) -> bool:
    """True where neither caption nor author, owner or place is embedded."""
    return not (
        data.description
        or data.creators
        or data.credit_line
        or data.copyright_notice
        or data.city
        or data.country
    )


def _other_copy(image: PublishedImage) -> str | None:
    """The address of the copy least likely to be stripped; None for no other."""
    shown = image.content_url
    if shown is None or image.data is not None:
        return None
    whole = canonical_url(unwrap_proxies(shown))
    return next((url for url in (whole, *image.candidates) if _same_place(url, shown)), None)


def _same_place(url: str, shown: str) -> bool:
    """True for another web address than the one shown."""
    return url != shown and is_web_address(url)
