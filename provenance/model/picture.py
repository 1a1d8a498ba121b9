"""A picture as bytes and pixels, its metadata, credentials and comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from provenance.model.evidence import Locator
from provenance.model.words import Binding, Confidence, Reason, Relation, Transformation
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Perceptual hashes over one preparation (see `pictures/fingerprint.py`)."""

    version: int
    """Version of the preparation; fingerprints of different versions are not compared."""
    phash: str
    """`imagehash.phash(hash_size=16)`, 256 bits as 64 hex digits."""
    dhash: str
    """`imagehash.dhash(hash_size=16)`, 256 bits as 64 hex digits."""
    colour: str
    """Coarse colour layout, hex."""
    quality: float
    """0 (flat) to 1: how much structure there is to judge by."""

    @property
    def plain(self) -> bool:
        """True for a picture too plain to judge by a fingerprint."""
        return self.quality < 0.15


@dataclass(frozen=True, slots=True)
class MetadataValue:
    """One embedded value and the tag it came from."""

    value: str
    tag: str
    """`XMP-photoshop:Credit`, `IPTC:By-line`, `EXIF:Artist`."""


@dataclass(frozen=True, slots=True)
class EmbeddedDate:
    """A date embedded in a file."""

    value: datetime
    """Naive where the file states no zone."""
    precision: str
    """`second`, `minute`, `day`, `month`, `year`."""
    tag: str


@dataclass(frozen=True, slots=True)
class Position:
    """A position on the earth, decimal degrees, WGS 84."""

    latitude: float
    longitude: float
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Embedded metadata under IPTC Photo Metadata names.

    The first value by precedence counts; all conflicts are kept.
    """

    creators: tuple[MetadataValue, ...] = ()
    credit_line: MetadataValue | None = None
    copyright_notice: MetadataValue | None = None
    source: MetadataValue | None = None
    headline: MetadataValue | None = None
    title: MetadataValue | None = None
    description: MetadataValue | None = None
    instructions: MetadataValue | None = None
    keywords: tuple[MetadataValue, ...] = ()
    date_created: EmbeddedDate | None = None
    city: MetadataValue | None = None
    province_state: MetadataValue | None = None
    country: MetadataValue | None = None
    country_code: MetadataValue | None = None
    sublocation: MetadataValue | None = None
    camera_position: Position | None = None
    """EXIF GPS: where the camera stood."""
    digital_source_type: MetadataValue | None = None
    ai_marks: tuple[MetadataValue, ...] = ()
    """What names a model or a prompt: IPTC's AI fields, a generator's text in a PNG."""
    locations_shown: tuple[MetadataValue, ...] = ()
    """What the picture shows (IPTC LocationShown), which need not be where it was taken."""
    web_statement_of_rights: MetadataValue | None = None
    licensor_url: MetadataValue | None = None
    usage_terms: MetadataValue | None = None
    license_constraints: tuple[MetadataValue, ...] = ()
    """What PLUS fields say of media, regions, products and changes that the licence leaves out."""
    license_start_date: MetadataValue | None = None
    license_end_date: MetadataValue | None = None
    credit_line_required: MetadataValue | None = None
    """A code of the PLUS vocabulary: `CR-CAI`, a credit beside the picture."""
    make: MetadataValue | None = None
    """EXIF Make: who made the camera."""
    model: MetadataValue | None = None
    """EXIF Model: which camera."""
    software: MetadataValue | None = None
    """EXIF Software: what wrote the file last."""
    job_id: MetadataValue | None = None
    """IPTC "Job Id" (IIM 2:103, photoshop:TransmissionReference)."""
    supplier_image_id: MetadataValue | None = None
    marks: tuple[MetadataValue, ...] = ()
    """Marks of platforms and agencies: `facebook` (FBMD), `shutterstock`, `getty`, …; value =
    who."""
    conflicts: Mapping[str, tuple[MetadataValue, ...]] = field(default_factory=dict)
    """Property name → the values that disagree with the one chosen."""
    notes: tuple[str, ...] = ()
    """What was wrong with the metadata: junk dates, unreadable charsets, a broken segment."""
    unread: tuple[str, ...] = ()
    """What was there and was not, or not wholly, read."""


class CredentialsState(StrEnum):
    """Six different answers; absent credentials are never a finding."""

    VALID = "valid"
    INVALID = "invalid"
    EXPIRED = "expired"
    UNTRUSTED = "untrusted"
    ABSENT = "absent"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Content Credentials (C2PA) of a file."""

    state: CredentialsState
    detail: str = ""
    """What failed, in the validator's status code and in words."""
    trust_list: str | None = None
    """Name and date of the trust list that was used."""
    signer: str | None = None
    signed: datetime | None = None
    """Signing time. Never the capture time."""
    generator: str | None = None
    actions: tuple[str, ...] = ()
    ingredients: tuple[str, ...] = ()
    digital_source_type: str | None = None
    """Of the whole store: what a model made stays so when it is edited and signed again."""
    signals: tuple[str, ...] = ()
    """`captured`, `screen-capture`, `generated`, `partly-generated`, `edited`, `unknown`."""
    creators: tuple[str, ...] = ()
    date_created: datetime | None = None
    position: Position | None = None
    found_at: str | None = None
    """Address of the manifest where it was found by the picture's fingerprint, not in the file."""
    unasked: Reason | None = None
    """Why a service that may keep the manifest could not be asked."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The prepared pixels of a fingerprint (see `pictures/fingerprint.py`)."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
    """Three bytes for each pixel, row by row."""
    seen: bytes | None = field(default=None, repr=False)
    """One byte for each pixel, 0 where the file shows none; None where every pixel counts."""
    transparent: bool = False
    """True where the file has pixels that are not opaque."""


DRAWN = 0.08
"""Hardness of a drawing. Of 307 photographs, saved as PNG, JPEG and WebP and at 480 pixels, none
reaches 0.072; of 32 things cut out of photographs one does, a wheel. Of 286 charts, page shots and
clip-art files and 163 dialogs of a manual, saved so, 42 and 73 in 100 do, most of them in PNG and
fewest at 480 pixels. A white frame or a bar of writing takes one photograph in 75 over it."""
PHOTOGRAPHED, MAX_PLAIN = 0.005, 0.1
"""Hardness and share of background below which a picture is photographed: 64 in 100 of the first
238 of those photographs, 49 of the last 69, 2 of the drawings, none of the dialogs."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What a picture's pixels are like."""

    hardness: float
    """0 to 1: the share of neighbours of the very same colour, times the share of hard edges among
    those that differ. Both are large only where even areas meet at sharp edges. What touches the
    background is left out, so that a thing cut out of a photograph is judged by itself."""
    plain: float
    """0 to 1: the share of its commonest colour, the background's."""

    @property
    def drawn(self) -> bool:
        """True for the pixels of a drawing, a screenshot, a chart."""
        return self.hardness >= DRAWN

    @property
    def photographed(self) -> bool:
        """True for the pixels of a photograph. Of many pictures neither is true."""
        return self.hardness < PHOTOGRAPHED and self.plain < MAX_PLAIN


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, origin at the top left."""

    x: int
    y: int
    width: int
    height: int

    @property
    def area(self) -> int:
        """Square pixels."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line of writing in a picture."""

    text: str
    box: Box
    """In the picture's pixels."""
    certainty: float
    """0 to 1: how sure the reader is of the letters."""
    tilt: float = 0.0
    """Degrees by which the line falls to the right; what is laid over a picture is level."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written in a picture, from the top down."""

    lines: tuple[WrittenLine, ...] = ()
    unread: int = 0
    """Further lines that were seen, and not read: one picture may take so long and no longer."""
    reason: Reason | None = None
    """Why nothing was read: `pending` in a fast check, `failed` …"""
    detail: str = ""

    @property
    def text(self) -> str:
        """All lines, one under the other."""
        return "\n".join(line.text for line in self.lines)


WHEN_ASKED = "when asked"
"""Given instead of a digest: of a photograph of 12 megapixels the two take a tenth of reading it,
and comparing needs neither."""
_DIGESTS = ("sha1", "sha256")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture, decoded and read."""

    data: bytes = field(repr=False)
    sha1: str
    """40 hex digits of the bytes; given as `WHEN_ASKED`, they are made when first asked for."""
    sha256: str
    """64 hex digits, likewise."""
    format: str
    """Pillow's name: `JPEG`, `PNG`, `WEBP`, `AVIF`, …"""
    width: int
    """Pixels, EXIF orientation applied."""
    height: int
    fingerprint: Fingerprint
    metadata: Metadata = Metadata()
    credentials: Credentials | None = None
    """None where the reader is not installed or was not asked."""
    frames: int = 1
    truncated: bool = False
    """True where the file ends early; what is there was judged."""
    url: str | None = None
    metadata_url: str | None = None
    """Where another copy lies that completed its metadata; None where they are the file's own."""
    writing: Writing | None = None
    """None where the reader of writing is not installed or was not asked."""
    preview: Preview | None = field(default=None, repr=False, compare=False)
    """Kept so that comparing need not decode again; None where the picture was not decoded in
    this run."""

    def __post_init__(self) -> None:
        """Leave a digest unset that is made when asked: `__getattr__` makes it."""
        for name in _DIGESTS:
            if getattr(self, name) is WHEN_ASKED:
                object.__delattr__(self, name)

    if not TYPE_CHECKING:  # else any name would pass as a picture's

        def __getattr__(self, name: str) -> str:
            """The digest that is asked for the first time."""
            if name not in _DIGESTS:
                raise AttributeError(name)
            digest = hashlib.new(name, self.data).hexdigest()
            object.__setattr__(self, name, digest)
            return digest

    def same_bytes(self, other: Picture) -> bool:
        """True where both are one file, byte for byte."""
        if self.data and other.data:
            return self.data == other.data
        return self.sha256 == other.sha256

    @property
    def soft_binding(self) -> str | None:
        """`phash:…`, the picture's name at any size and address.

        None for one too plain to be known.
        """
        return None if self.fingerprint.plain else f"phash:{self.fingerprint.phash}"


@dataclass(frozen=True, slots=True)
class EditedRegion:
    """A part of the original that differs in the published picture."""

    box: Box
    """In the original's pixels."""
    kind: Transformation
    """`overlaid` (text or graphics), `obscured` (pixelated, blurred, barred) or `edited`."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a published picture is related to an original."""

    relation: Relation
    binding: Binding
    confidence: Confidence
    transformations: tuple[Transformation, ...] = ()
    region: Box | None = None
    """The part of the original that was published, in the original's pixels."""
    quadrilateral: tuple[tuple[float, float], ...] | None = None
    """The same as four corners, for rotated or perspective views."""
    edited_regions: tuple[EditedRegion, ...] = ()
    distances: Mapping[str, float] = field(default_factory=dict)
    """By name: `phash`, `dhash` (Hamming bits of 256), `colour` (0 to 1), `alignment` (0 to 1),
    `inliers` (count) …"""
    orientation: int = 1
    """EXIF orientation number that takes the published picture to the original's orientation; 2
    = mirrored."""
    reason: Reason | None = None
    """Why it is undecided: `picture-too-plain` …"""
    detail: str = ""
    """One sentence for the editor."""
    unlike_frames: tuple[int, ...] = ()
    """Frames of the published animation, counted from 1, that do not show the original."""
    unseen: str = ""
    """What of the two pictures was not looked at, in one sentence; empty where all was."""


@dataclass(frozen=True, slots=True)
class FileClue:
    """Something a URL, a file name or a file tells by itself, with no network."""

    kind: str
    """`upload-time`, `post-time`, `capture-time`, `save-time`, `media-id`, `page`, `agency-id`,
    `platform`, …"""
    source: str
    """Source id: `twitter`, `reuters`, `whatsapp`, …"""
    value: str
    time: datetime | None = None
    """UTC where the form states UTC; naive where it is somebody's local time."""
    where: Locator = Locator("file name")
