"""What a rule receives and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from provenance.model.article import Article, PublishedImage
from provenance.model.claims import Claims
from provenance.model.credit import Credit
from provenance.model.evidence import Evidence
from provenance.model.history import Holding, Use
from provenance.model.picture import FileClue, Metadata, Picture, Surface
from provenance.model.source import Lookup, Original
from provenance.model.words import Confidence, Reason, Severity
from provenance.values import dataclass

MediaUse = Literal[
    "editorial", "online", "print", "magazine", "television", "social", "advertising", "sales"
]
"""What a picture may be used for, as the instructions of agencies tell uses apart."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the newsroom has decided: the only configuration a rule sees."""

    old_picture_days: int = 365
    """A picture older than the story by more than this wants its date or "file" printed."""
    commercial: bool = True
    """False for an outlet that NC licences allow."""
    caution_suppliers: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    """Names and words that this desk prints for its own staff."""
    links_possible: bool = True
    """True where the medium allows a link in a credit (the web, not print)."""
    territory: str = ""
    """The country this desk publishes for, by ISO code or English name: `DE`, `Germany`."""
    uses: tuple[MediaUse, ...] = ("editorial", "online")
    """What pictures are used for here, held against what a supplier forbids."""
    permissions: tuple[str, ...] = ()
    """Accounts and authors who have given this desk leave to print their pictures."""
    evidence_days: int = 90
    """What was fetched from a source longer ago than this is told to be old."""
    options: Mapping[str, str] = field(default_factory=dict)
    """For the rules of other distributions: none of ours reads it."""


_UNTOLD = Metadata()


@dataclass(frozen=True, slots=True)
class Case:
    """One published picture and all that is known about it: what a rule reads."""

    article: Article
    image: PublishedImage
    credit: Credit | None = None
    picture: Picture | None = None
    """The published picture; None where its bytes could not be had (`picture_reason` says why)."""
    picture_reason: Reason | None = None
    originals: tuple[Original, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    caption_claims: Claims = Claims("")
    alt_claims: Claims = Claims("")
    """Read from the picture's text for those who do not see it."""
    article_claims: Claims = Claims("")
    """Read from headline, lead and dateline: weaker evidence than the caption's own."""
    file_claims: Claims = Claims("")
    """Read from the caption and place fields in the picture's own file."""
    writing_claims: Claims = Claims("")
    """Read from what is written in the picture."""
    file_clues: tuple[FileClue, ...] = ()
    history: tuple[Holding, ...] = ()
    """What the newsroom itself holds of this picture, and where it printed it before."""
    uses_here: tuple[Use, ...] = ()
    """The other places of this article where the same picture is shown."""
    desk: Desk = Desk()
    surface: Surface | None = None
    """What its pixels are like; None where nothing asks: it has a caption and a credit."""

    @property
    def metadata(self) -> Metadata:
        """What the published picture's own file says; nothing where it could not be had."""
        return self.picture.metadata if self.picture else _UNTOLD

    @property
    def confirmed(self) -> tuple[Original, ...]:
        """The originals proved by bytes or pixels: the only ones whose records may speak."""
        return tuple(o for o in self.originals if o.confirmed) if self.originals else ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that disagrees, with its evidence and what to do."""

    rule: str
    severity: Severity
    confidence: Confidence
    message: str
    """One sentence: what differs from what. Facts, not motives."""
    evidence: tuple[Evidence, ...] = ()
    suggestion: str | None = None
    """What to print or do instead."""
    suggestion_html: str | None = None
    """The same as HTML, where it is a credit line to print."""
    cause: str | None = None
    """A key for what is wrong ("place", "date", "author"): of several findings with one cause,
    one is shown."""
    prose: bool = False
    """True where the decisive evidence was read out of prose: the severity then drops one step."""
    compared: bool = True
    """False where nothing was compared: a caption or credit is missing, or names nobody."""
    against: bool = True
    """False for a note that says nothing against the picture: that the newsroom holds it."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check that could not be made, and why. A result, never silence."""

    rule: str
    reason: Reason
    detail: str = ""
    title: str = ""
    """What an editor calls what was not checked, where the rule's id does not say it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that was made: the evidence named here agrees. Never "authentic"."""

    rule: str
    evidence: tuple[Evidence, ...] = ()


Outcome = Finding | NotChecked | Passed
