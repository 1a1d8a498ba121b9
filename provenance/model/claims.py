"""What a text claims: places, dates, people, disclosures, staged events."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from provenance.values import dataclass

FIRST_PHOTOGRAPH = date(1826, 1, 1)
"""Nicéphore Niépce's view from the window at Le Gras, 1826 or 1827: no photograph is older."""


class PlaceRelation(StrEnum):
    """How one place lies to another: `within` = the first lies inside the second."""

    SAME = "same"
    WITHIN = "within"
    CONTAINS = "contains"
    NEAR = "near"
    DISJOINT = "disjoint"
    UNKNOWN = "unknown"


class DateRelation(StrEnum):
    """How one date lies to another.

    `before`: the first ends before the second begins.
    """

    SAME = "same"
    WITHIN = "within"
    CONTAINS = "contains"
    OVERLAPS = "overlaps"
    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


class PlaceSign(StrEnum):
    """What a text's words say of a place that it names: whether the scene lies there."""

    LOCATIVE = "locative"
    """"in Kyiv", and a case or particle that says so."""
    PART = "part"
    """"the streets of Kyiv", "in the port city of Odesa"."""
    VENUE = "venue"
    """"Kyiv airport"."""
    VIEW = "view"
    """"a view from Beirut", "on a visit to Warsaw"."""
    CHAIN = "chain"
    """"Lagos, Nigeria"."""
    DATELINE = "dateline"
    """"KYIV, UKRAINE - MAY 18:" at the head."""
    TRAILING = "trailing"
    """"…, Kyiv, 18 May" at the end."""
    WHOLE = "whole"
    """The text is little but the name."""
    OBJECT = "object"
    """"guards Kyiv", "batters Florida"."""
    LISTED = "listed"
    """Named in one breath with a place of the scene."""
    FIELD = "field"
    """Stands in a place field, or was stated by hand."""

    MENTION = "mention"
    """Named without a sign either way."""
    ACTOR = "actor"
    """A state that does something: "Japan has deployed …"."""

    AWAY = "away"
    """"from", "to", "for", "against", "between"."""
    ORIGIN = "origin"
    """"of the United States", "(Norway)" behind a name."""
    OFFICE = "office"
    """"the mayor of London", "London police"."""
    TOPIC = "topic"
    """"war in Gaza", "born in Minsk", "attack on Israel"."""
    CLAUSE = "clause"
    """In a clause that tells somebody's past: "who disappeared near Bakhmut"."""
    TITLE = "title"
    """In the title of a work: "Death in Venice"."""
    NAME = "name"
    """In a longer name."""

    @property
    def is_scene(self) -> bool:
        """True for a sign that the scene lies at the place."""
        return self in _SCENE

    @property
    def is_aside(self) -> bool:
        """True for a sign that the place is spoken of for another reason."""
        return self in _ASIDE


_SCENE = frozenset(
    {
        PlaceSign.LOCATIVE, PlaceSign.PART, PlaceSign.VENUE, PlaceSign.VIEW, PlaceSign.CHAIN,
        PlaceSign.DATELINE, PlaceSign.TRAILING, PlaceSign.WHOLE, PlaceSign.OBJECT,
        PlaceSign.LISTED, PlaceSign.FIELD,
    }
)  # fmt: skip
_ASIDE = frozenset(
    {
        PlaceSign.AWAY, PlaceSign.ORIGIN, PlaceSign.OFFICE, PlaceSign.TOPIC, PlaceSign.CLAUSE,
        PlaceSign.TITLE, PlaceSign.NAME,
    }
)  # fmt: skip


class Precision(StrEnum):
    """How exact a date is."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the gazetteer, or a bare position."""

    name: str
    kind: str
    """`city`, `region`, `country`, `area` (Donbas, Gaza Strip), `sea`, `base`, `airport`,
    `continent`, `position`."""
    country: str | None = None
    """ISO 3166-1 alpha-2, upper case; None for seas, continents and areas of several countries."""
    countries: tuple[str, ...] = ()
    """All countries an area or continent touches."""
    region: str | None = None
    """First-level region code within the country (GeoNames admin1)."""
    geonameid: int | None = None
    latitude: float | None = None
    """Decimal degrees, WGS 84, north positive."""
    longitude: float | None = None
    """Decimal degrees, WGS 84, east positive."""
    radius_km: float = 0.0
    """How far the place reaches from its position; 0 for a point."""
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceClaim:
    """A place named in a text."""

    text: str
    start: int
    """Offset of the first character in the text."""
    end: int
    places: tuple[Place, ...]
    """The readings, best first; more than one means: ambiguous."""
    sign: PlaceSign = PlaceSign.FIELD
    """What the words around it say: whether the scene lies there."""
    said: str = ""
    """The name with the words that put the scene there: "in Kyiv"."""
    inflected: bool = False
    """True where the text does not write the name in its first case: "Warszawie"."""

    @property
    def place(self) -> Place:
        """The best reading."""
        return self.places[0]

    @property
    def ambiguous(self) -> bool:
        """True where the context did not decide between readings."""
        return len(self.places) > 1


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A span of days, both ends included, local time of the text."""

    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date named in a text."""

    text: str
    start: int
    end: int
    spans: tuple[DateSpan, ...]
    """The readings, likeliest first; 03/04/2011 has two."""
    precision: Precision
    relative: bool = False
    """True where it was read against the publication date ("Tuesday")."""
    scene: bool = True
    """False where the words say that it dates something else than the scene: "built in 1937",
    "will meet on Friday", "this year"."""

    @property
    def span(self) -> DateSpan:
        """The likeliest reading."""
        return self.spans[0]


@dataclass(frozen=True, slots=True)
class PersonClaim:
    """A name found in a text because a source's record names it; never guessed alone."""

    text: str
    start: int
    end: int


class DisclosureKind(StrEnum):
    """What a caption may openly say about its picture."""

    FILE = "file"
    ILLUSTRATION = "illustration"
    HANDOUT = "handout"
    RECONSTRUCTION = "reconstruction"
    AI_GENERATED = "ai-generated"
    EDITED = "edited"
    SCREENSHOT = "screenshot"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """An open statement about the picture: "file photo", "AI-generated"."""

    kind: DisclosureKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EventWord:
    """A word for a staged scene: exercise, parade, museum, film."""

    kind: str
    """`exercise`, `parade`, `museum`, `training`, `re-enactment`, `film`, `game`, `model`."""
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything that was read out of one text."""

    text: str
    places: tuple[PlaceClaim, ...] = ()
    dates: tuple[DateClaim, ...] = ()
    people: tuple[PersonClaim, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    events: tuple[EventWord, ...] = ()
    published: datetime | None = None
    """The publication date that relative dates were read against."""
    owners: tuple[PlaceClaim, ...] = ()
    """Countries that only say whose something is: "Ugandan officers", "US-made"."""
    unknown_places: tuple[str, ...] = ()
    """Where the text says something is without the gazetteer knowing it: "in Zzyzxville"."""
    language: str | None = "en"
    """The language it was read as (BCP 47); None where its language is not read."""
