"""What is read in texts: places, dates, people, disclosures, credit lines."""

from __future__ import annotations

import msgspec


class PlaceShape(msgspec.Struct):
    """A place read in a text; `start` and `end` are offsets in it.

    `sign` is what the words around it say (`locative`, `mention`, `origin` …), `said` those that
    put the scene there.
    """

    text: str
    start: int
    end: int
    name: str
    country: str | None
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    ambiguous: bool = False
    sign: str = ""
    said: str = ""


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
