"""What a source of originals says about a picture."""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime
from enum import StrEnum

from provenance.model.article import Link
from provenance.model.claims import Claims, DateSpan, Precision
from provenance.model.credit import Credit, CreditLine, License
from provenance.model.evidence import Locator, Reading
from provenance.model.picture import Comparison, Picture
from provenance.model.words import MatchBasis, Reason, Transformation
from provenance.values import dataclass

_NO_CHANGE = (
    Transformation.RESIZED,
    Transformation.RECOMPRESSED,
    Transformation.ROTATED,
    Transformation.BORDERED,
)
_KEPT_WHOLE = 0.95
"""A crop that leaves this much of the area trims an edge: no reader could see a change that
wants saying."""


class DateKind(StrEnum):
    """Dates are kept apart by what they date."""

    CAPTURED = "captured"
    CREATED = "created"
    """Claimed creation, not necessarily the exposure (P571, `createdAt`)."""
    UPLOADED = "uploaded"
    POSTED = "posted"
    FIRST_SEEN = "first-seen"
    PUBLISHED = "published"
    SAVED = "saved"
    SIGNED = "signed"
    REVIEWED = "reviewed"

    @property
    def verb(self) -> str:
        """What befell the picture on that date: "taken", "posted", "first seen"."""
        return {"captured": "taken", "created": "made", "first-seen": "first seen"}.get(
            self.value, self.value
        )


class PlaceKind(StrEnum):
    """Places are kept apart by what they place."""

    CAMERA = "camera"
    SHOWN = "shown"
    NAMED = "named"
    """Named in a title, description or category: prose."""


@dataclass(frozen=True, slots=True)
class DatedFact:
    """A date a source states about a picture."""

    kind: DateKind
    span: DateSpan
    precision: Precision
    where: Locator
    moment: datetime | None = None
    """The exact instant (UTC) where it is known to the minute or second in UTC."""
    text: str = ""
    """As stated."""
    structured: bool = True
    """False where it was read out of prose."""

    @property
    def iso(self) -> str:
        """The date as exact as the source means it.

        An instant, `2012-08-15`, `2012-08`, `2012`, or a span `a/b`.
        """
        if self.moment:
            return self.moment.isoformat()
        first, last = self.span.earliest, self.span.latest
        if first == last:
            return first.isoformat()
        if self.precision is Precision.YEAR and first.year == last.year:
            return f"{first.year:04}"
        if self.precision is Precision.MONTH:
            return f"{first.year:04}-{first.month:02}"
        return f"{first.isoformat()}/{last.isoformat()}"


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A place a source states about a picture."""

    kind: PlaceKind
    text: str
    """As stated; may be empty for a bare position."""
    where: Locator
    latitude: float | None = None
    longitude: float | None = None
    structured: bool = True
    """False where it was read out of prose."""


@dataclass(frozen=True, slots=True)
class Clues:
    """All that the page tells about where a picture comes from.

    Sources recognise themselves in it.
    """

    urls: tuple[str, ...] = ()
    """The picture's own addresses, its link target, the links in its credit. Proxies unwrapped."""
    file_names: tuple[str, ...] = ()
    credit: Credit | None = None
    picture: Picture | None = None
    texts: tuple[str, ...] = ()
    """Caption, headline, alt text, title: what a search may be made from, best first."""
    published: date | None = None
    """The story's day."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer into one source."""

    source: str
    """Source id, e.g. `wikimedia-commons`."""
    id: str
    """The source's own id: `File:Patriot launcher.jpg`, a status id, a photo id."""
    basis: MatchBasis
    clue: str
    """What it was recognised from: the URL, file name or credit text."""
    url: str | None = None
    source_title: str = ""
    """What an editor calls the source: its TITLE, unless the source itself knows better."""
    authors: tuple[str, ...] = ()
    """Whom the page itself names as author beside a source that tells nobody."""


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One original as its source describes it.

    Fields are None or empty where the source is silent.
    """

    source: str
    id: str
    where: Locator
    page_url: str | None = None
    media_url: str | None = None
    """The best picture the source serves."""
    preview_url: str | None = None
    """The smallest version that suffices to compare."""
    title: str | None = None
    description: Reading | None = None
    creators: tuple[Reading, ...] = ()
    uploader: str | None = None
    """Never taken for the author."""
    credit_line: Reading | None = None
    """The wording the source itself prints."""
    license: License | None = None
    required_attribution: Reading | None = None
    """A wording the author asks for."""
    source_of_file: Reading | None = None
    """Where the source says it has the file from."""
    links: tuple[Link, ...] = ()
    """Next hops: where the source says the picture came from."""
    dates: tuple[DatedFact, ...] = ()
    places: tuple[PlaceFact, ...] = ()
    people: tuple[Reading, ...] = ()
    categories: tuple[str, ...] = ()
    depicts: tuple[str, ...] = ()
    width: int | None = None
    height: int | None = None
    sha1: str | None = None
    sha256: str | None = None
    notes: tuple[Reading, ...] = ()
    """Nominated for deletion, retouched, renamed from, also used at …"""
    basis: MatchBasis = MatchBasis.NAME
    media_urls: tuple[str, ...] = ()
    """All pictures of a post with several; the pixels tell which one it is."""
    stock: bool = False
    """True where the source is a stock library."""
    sold: bool = False
    """True where the source sells its pictures: printed with author and source, no licence."""
    is_post: bool = False
    """True where it is a post of an account: its pictures are what somebody showed."""
    marked: bool = False
    """True where the picture that it shows bears the seller's mark, which is no change."""
    unseen: Reason = Reason.GATED
    """Why it shows no picture, where it shows none."""
    own: bool = False
    """True where it is the newsroom's own record: where it keeps a picture, not whose it is."""
    source_title: str = ""
    """What an editor calls the source: its TITLE, unless the source itself knows better."""


@dataclass(frozen=True, slots=True)
class Original:
    """A record with its picture, compared with the published one."""

    record: SourceRecord
    reference: Reference
    picture: Picture | None = None
    comparison: Comparison | None = None
    claims: Claims = Claims("")
    """What the record's title and description say; speaks only when confirmed."""
    credit_line: CreditLine | None = None
    """What to print, in the house style."""
    reason: Reason | None = None
    """Why it could not be compared, where it could not."""
    detail: str = ""
    """The same in one sentence, where more is known than the reason says."""

    @property
    def confirmed(self) -> bool:
        """True where bytes or pixels prove that this is the published picture."""
        return self.comparison is not None and self.comparison.relation.linked

    @property
    def size(self) -> tuple[int, int] | None:
        """Width and height of the original: the record's, else the picture's."""
        if self.record.width and self.record.height:
            return self.record.width, self.record.height
        return (self.picture.width, self.picture.height) if self.picture else None

    @property
    def share_left(self) -> float | None:
        """The share of the original's area that was published; None where unknown."""
        box = self.comparison.region if self.comparison else None
        if box is None or self.size is None or not self.size[0] * self.size[1]:
            return None
        return min(1.0, box.area / (self.size[0] * self.size[1]))

    @property
    def changes(self) -> tuple[Transformation, ...]:
        """What was done to it that a licence cares about.

        Resizing, saving again and trimming an edge are no change.
        """
        if self.comparison is None:
            return ()
        trimmed = self.share_left is not None and self.share_left >= _KEPT_WHOLE
        unchanged = (*_NO_CHANGE, *((Transformation.CROPPED,) if trimmed else ()))
        return tuple(t for t in self.comparison.transformations if t not in unchanged)


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question put to one source, and how it ended."""

    source: str
    reference: Reference | None
    reason: Reason | None = None
    """None where something was found."""
    detail: str = ""
    """One sentence: what was asked, how many candidates were tried, what to do."""
    tried: int = 0
    """Candidates whose pixels were compared."""
    where: Locator = field(default_factory=lambda: Locator("look-up"))
    source_title: str = ""
    """What an editor calls the source."""
    is_post: bool = False
    """True where a post was asked for."""


def source_name(of: Reference | SourceRecord | Lookup) -> str:
    """What an editor calls the source; its id as words where nothing gave it a title."""
    return of.source_title or of.source.replace("-", " ").title()
