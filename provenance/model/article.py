"""An article and the pictures it publishes, as read and before any look-up."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from provenance.model.evidence import Locator, Reading
from provenance.values import dataclass


class InputKind(StrEnum):
    """The formats of our own, by id; an installed plug-in may bring others."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    NINJS = "ninjs"
    ANS = "ans"
    WORDPRESS = "wordpress"
    SUPERDESK = "superdesk"
    PAYLOAD = "payload"
    NEWSML = "newsml"
    FEED = "feed"


class Role(StrEnum):
    """What a picture is to its article."""

    LEAD = "lead"
    BODY = "body"
    GALLERY = "gallery"
    DECLARED = "declared"
    """Named only in structured data (JSON-LD, OpenGraph), not seen in the page's body."""
    POSTER = "poster"
    """The still that stands for a video until it plays; the video's own credits hold for it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that stands inside a credit or around a picture."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class InlineSuppression:
    """`data-provenance-ignore="rule: reason"` on a picture or an element around it."""

    rule: str
    reason: str
    where: Locator


@dataclass(frozen=True, slots=True)
class PublishedImage:
    """One picture as the article publishes it: schema.org's ImageObject.

    Each value says where it was read.
    """

    index: int
    """Position in the article, counted from 0."""
    content_url: str | None
    """Absolute address of the picture; None where only text stands for it (plain text)."""
    where: Locator
    caption: Reading | None = None
    credit: Reading | None = None
    """The credit's raw text, lead words and brackets kept."""
    credit_links: tuple[Link, ...] = ()
    structured_caption: Reading | None = None
    """The caption the page's structured data states, where there is one."""
    structured_credit: Reading | None = None
    """The credit the page's structured data states, where there is one."""
    alt: str | None = None
    title: str | None = None
    """The heading or label over the picture, where it stands apart from the caption."""
    link: str | None = None
    """Where a click on the picture leads, absolute."""
    candidates: tuple[str, ...] = ()
    """Every other address of the same picture (`srcset`, `data-*`, structured data), absolute."""
    terms: tuple[Reading, ...] = ()
    """What the supplier's item says of its use: usage terms, rights, instructions."""
    role: Role = Role.BODY
    width: int | None = None
    """Declared width, pixels."""
    height: int | None = None
    """Declared height, pixels."""
    suppressions: tuple[InlineSuppression, ...] = ()
    maybe_caption: Reading | None = None
    """A text that may be the caption it lacks, where the reader left one."""
    maybe_credit: Reading | None = None
    """A text that may be the credit it lacks, where the reader left one."""
    doubtful: bool = False
    """True where the page tells little of the picture's being the story's own."""
    no_story: bool = False
    """True for one that looks like a logo, a face, an offer, a card, or whose page sells."""
    data: bytes | None = None
    """The picture's bytes where they came with the article (a CMS payload, `--images DIR`)."""


@dataclass(frozen=True, slots=True)
class Article:
    """What was read of one article."""

    origin: str
    """The target as the user named it: a path, an address, or `-`."""
    kind: str
    """The id of its format: an `InputKind`, or one that a plug-in brings."""
    url: str | None = None
    """Canonical address, or the base address given."""
    headline: str | None = None
    lead: str | None = None
    """The first sentences: the standfirst, or the first paragraph."""
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    """BCP 47 tag as declared, e.g. `en` or `uk-UA`."""
    body: str = ""
    """The article's own text, paragraphs divided by a blank line, captions and credits left out."""
    images: tuple[PublishedImage, ...] = ()
    notes: tuple[Reading, ...] = ()
    """What the reader wants to tell about its own reading: a label it took for a heading, a
    part it left out."""
