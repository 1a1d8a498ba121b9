"""The JSON shapes, version 1: the wire format is its own, and changes only by adding.

Everything that leaves the program as JSON is one of these: the command line's `--format json`, the HTTP
service's answers, and (through `msgspec.json.schema`) the JSON Schemas and the OpenAPI description.
"""

from __future__ import annotations

from typing import Any

import msgspec

VERSION = 1


class PlaceShape(msgspec.Struct):
    """A place read in a text; `start` and `end` are offsets in that text."""

    text: str
    start: int
    end: int
    name: str
    country: str | None
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    ambiguous: bool = False


class DateShape(msgspec.Struct):
    """A date read in a text, as the span of days it may mean (ISO 8601)."""

    text: str
    start: int
    end: int
    from_: str = msgspec.field(name="from")
    to: str
    precision: str


class SpanShape(msgspec.Struct):
    """A name or a disclosure read in a text."""

    text: str
    start: int
    end: int
    kind: str | None = None


class RelationsShape(msgspec.Struct):
    """How the text's place and date lie to a record's."""

    place: str
    date: str


class ClaimsShape(msgspec.Struct):
    """`provenance claims`."""

    places: list[PlaceShape]
    dates: list[DateShape]
    people: list[SpanShape]
    disclosures: list[SpanShape]
    relations: RelationsShape | None = None
    id: str | None = None


class LinkShape(msgspec.Struct):
    """A link inside a credit."""

    url: str
    text: str = ""


class CreditShape(msgspec.Struct):
    """`provenance credit`."""

    raw: str
    creators: list[str]
    organizations: list[str]
    distributor: str | None
    platform: str | None
    license: str | None
    flags: list[str]
    links: list[LinkShape]
    remainder: str | None
    handles: list[str] = []
    license_url: str | None = None
    kind: str = "unknown"


class PublishedShape(msgspec.Struct):
    """One picture as `provenance images` prints it."""

    url: str | None
    caption: str | None
    credit: str | None
    alt: str | None
    line: int | None
    title: str | None = None
    role: str = "body"


class ImagesShape(msgspec.Struct):
    """`provenance images`."""

    images: list[PublishedShape]
    headline: str | None = None
    published: str | None = None
    language: str | None = None
    notes: list[str] = []


class BoxShape(msgspec.Struct):
    """A rectangle in pixels."""

    x: int
    y: int
    width: int
    height: int


class EditedShape(msgspec.Struct):
    """A part that differs: a rectangle in the original's pixels, and what kind of difference."""

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


class EvidenceShape(msgspec.Struct):
    """One line of proof."""

    label: str
    value: str
    where: str
    url: str | None = None
    fetched: str | None = None
    retrieved: str | None = None
    line: int | None = None


class FindingShape(msgspec.Struct):
    """Something that disagrees."""

    rule: str
    severity: str
    confidence: str
    message: str
    evidence: list[EvidenceShape]
    suggestion: str | None
    suggestion_html: str | None = None


class NotCheckedShape(msgspec.Struct):
    """A check that could not be made."""

    rule: str
    reason: str
    detail: str


class OverriddenShape(msgspec.Struct):
    """A finding that somebody has accepted."""

    rule: str
    severity: str
    message: str
    who: str
    reason: str
    until: str | None
    origin: str
    when: str | None = None


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


class CheckedShape(msgspec.Struct):
    """One picture of an article, checked."""

    index: int
    url: str | None
    caption: str | None
    credit: str | None
    line: int | None
    verdict: str
    originals: list[OriginalShape]
    findings: list[FindingShape]
    not_checked: list[NotCheckedShape]
    passed: list[str]
    title: str | None = None
    overridden: list[OverriddenShape] = []


class ArticleShape(msgspec.Struct):
    """The article."""

    url: str | None
    headline: str | None
    published: str | None
    language: str | None
    places: list[PlaceShape]
    origin: str = ""
    notes: list[str] = []


class SummaryShape(msgspec.Struct):
    """Counts and the article's verdict."""

    images: int
    errors: int
    warnings: int
    infos: int
    not_checked: int
    verdict: str


class CheckShape(msgspec.Struct):
    """`provenance check` on one article."""

    version: int
    article: ArticleShape
    images: list[CheckedShape]
    summary: SummaryShape
    unread: str | None = None
    """Why the article itself could not be read; then nothing of it was checked."""


class RunShape(msgspec.Struct):
    """`provenance check` on several articles."""

    version: int
    reports: list[CheckShape]


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
    """Content Credentials: one of valid invalid expired untrusted absent unreadable, or `not-read`."""

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
    """`provenance trace`: everything that says where a picture comes from, strongest first."""

    picture: str
    originals: list[OriginalShape]
    rungs: list[str]
    dates: list[TraceDateShape]
    clues: list[ClueShape]
    lookups: list[LookupShape]


SHAPES: dict[str, type[msgspec.Struct]] = {
    "check": CheckShape,
    "run": RunShape,
    "images": ImagesShape,
    "credit": CreditShape,
    "claims": ClaimsShape,
    "compare": CompareShape,
    "read": ReadShape,
    "trace": TraceShape,
}
"""Name → shape, as `provenance schema NAME` takes them."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one shape. Raises `KeyError` for an unknown name."""
    shape = SHAPES[name]
    made = msgspec.json.schema(shape)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"provenance {name}, version 1", **made}


def encode(document: object, *, indent: int = 2) -> str:
    """JSON text; `indent` 0 gives one line."""
    raw = msgspec.json.encode(document)
    return (msgspec.json.format(raw, indent=indent) if indent else raw).decode()
