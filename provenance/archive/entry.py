"""What comes into the archive: a picture, its record, a printed use, a notice."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path

import msgspec

from provenance.values import dataclass


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a supplier, a file or a CMS says of one picture; kept as JSON.

    The names are IPTC's. A date or time is ISO 8601, as exact as it was stated.
    """

    supplier: str = ""
    guid: str = ""
    """The supplier's own id, by which a later notice names the picture."""
    version: str = ""
    headline: str = ""
    title: str = ""
    description: str = ""
    creators: tuple[str, ...] = ()
    credit_line: str = ""
    copyright_notice: str = ""
    source: str = ""
    date_created: str = ""
    places: tuple[str, ...] = ()
    """What the picture shows, the narrowest first: "Podil", "Kyiv", "Ukraine"."""
    country_code: str = ""
    latitude: float | None = None
    """Where the camera stood."""
    longitude: float | None = None
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    instructions: str = ""
    usage_terms: str = ""
    embargoed: str = ""
    expires: str = ""
    received: str = ""
    """When the supplier sent it."""
    page_url: str = ""
    origin: str = ""
    """The file or address that it was read from."""
    fields: dict[str, str] = {}
    """Property → the tag or field it was read from."""


class PrintedUse(msgspec.Struct, frozen=True, omit_defaults=True):
    """One printing of a picture."""

    page_url: str = ""
    headline: str = ""
    published: str = ""
    caption: str = ""
    credit: str = ""
    origin: str = ""
    """The report or CMS that it was read from."""


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a supplier says about a picture that it sent: kill, hold, correct."""

    guid: str
    status: str
    """A value of `PublishingStatus`."""
    supplier: str = ""
    text: str = ""
    issued: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One file or answer that is read once: it is read again only when it has changed."""

    origin: str
    stamp: str
    """What changes when the input does: its size and time, or its ETag."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to keep.

    A picture is named by its bytes or its file, a use also by its fingerprint.
    """

    data: bytes | None = field(default=None, repr=False)
    path: Path | None = None
    phash: str | None = None
    record: Record | None = None
    use: PrintedUse | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Pixels:
    """What is kept of a picture's file."""

    sha256: str
    phash: str
    plain: bool
    width: int
    height: int
    preview: bytes = field(repr=False)
    """The prepared picture of at most 512 pixels, as JPEG: what proves a match."""
    words: bytes = field(repr=False)
    """What finds it as a crop; empty for a plain picture."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An item whose picture has been decoded, ready to be written."""

    item: Item
    pixels: Pixels | None = None
    trouble: str = ""
    """Why the picture could not be read; then only its words are kept."""
