"""What is known of pictures: relations, a file's own words, sources' records."""

from __future__ import annotations

import msgspec


class BoxShape(msgspec.Struct):
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


class EditedShape(msgspec.Struct):
    """A part that differs, in the original's pixels, and how it differs."""

    x: int
    y: int
    width: int
    height: int
    kind: str


class CompareShape(msgspec.Struct):
    """`provenance compare`."""

    relation: str
    binding: str
    transformations: list[str]
    region: BoxShape | None
    edited_regions: list[EditedShape]
    distances: dict[str, float]
    confidence: str
    quadrilateral: list[list[float]] | None = None
    reason: str | None = None
    detail: str = ""
    unseen: str = ""
    unlike_frames: list[int] = []


class ClueShape(msgspec.Struct):
    """Something a URL, a file name or a file tells by itself."""

    kind: str
    source: str
    value: str
    time: str | None
    where: str


class ValueShape(msgspec.Struct):
    """An embedded value and the tag it came from."""

    value: str
    tag: str


class PositionShape(msgspec.Struct):
    """A position, decimal degrees."""

    latitude: float
    longitude: float
    tag: str = ""


class CredentialsShape(msgspec.Struct):
    """Content Credentials and their state.

    One of valid invalid expired untrusted absent unreadable, or `not-read`.
    """

    state: str
    detail: str = ""
    trust_list: str | None = None
    signer: str | None = None
    signed: str | None = None
    generator: str | None = None
    actions: list[str] = []
    ingredients: list[str] = []
    digital_source_type: str | None = None
    creators: list[str] = []
    signals: list[str] = []
    found_at: str | None = None


class WrittenLineShape(msgspec.Struct):
    """A line of writing in a picture, its box in the picture's pixels."""

    text: str
    x: int
    y: int
    width: int
    height: int
    certainty: float


class WritingShape(msgspec.Struct):
    """What is written in a picture; its state is one of read, partly-read, not-read."""

    state: str
    detail: str = ""
    lines: list[WrittenLineShape] = []


class ReadShape(msgspec.Struct):
    """`provenance read`: what one file says."""

    format: str
    width: int
    height: int
    bytes: int
    sha1: str
    sha256: str
    phash: str
    dhash: str
    quality: float
    plain: bool
    frames: int
    truncated: bool
    metadata: dict[str, list[ValueShape]]
    camera_position: PositionShape | None
    conflicts: dict[str, list[ValueShape]]
    notes: list[str]
    credentials: CredentialsShape
    clues: list[ClueShape]
    writing: WritingShape


class PlaceFactShape(msgspec.Struct):
    """A place a source states."""

    kind: str
    text: str
    latitude: float | None
    longitude: float | None


class OriginalShape(msgspec.Struct):
    """An original at its source."""

    source: str
    id: str
    page_url: str | None
    media_url: str | None
    title: str | None
    creators: list[str]
    license: str | None
    license_url: str | None
    date_created: str | None
    uploaded: str | None
    places: list[PlaceFactShape]
    binding: str
    relation: str
    confirmed: bool = False
    comparison: CompareShape | None = None
    credit_line: str | None = None
    width: int | None = None
    """Of the picture in whose pixels `comparison.region` counts."""
    height: int | None = None


class TraceDateShape(msgspec.Struct):
    """A date of some kind, and who says so."""

    date: str
    kind: str
    says: str


class LookupShape(msgspec.Struct):
    """One question put to one source, and how it ended."""

    source: str
    id: str | None
    rung: str | None
    reason: str | None
    detail: str
    tried: int


class TraceShape(msgspec.Struct):
    """`provenance trace`: where a picture comes from, strongest sign first."""

    picture: str
    originals: list[OriginalShape]
    rungs: list[str]
    dates: list[TraceDateShape]
    clues: list[ClueShape]
    lookups: list[LookupShape]
