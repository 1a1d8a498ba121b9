"""What is read of an article, and the report on it."""

from __future__ import annotations

import msgspec

from provenance.reports.json.shapes.pictures import OriginalShape
from provenance.reports.json.shapes.texts import PlaceShape


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
    template: str = ""
    """The message's English template: the same in every language, as its parameters are."""
    parameters: dict[str, str | int | float] = {}


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
    template: str = ""
    parameters: dict[str, str | int | float] = {}


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
    soft_binding: str | None = None
    """`phash:…`, what an override may name the picture by where it has no lasting address."""
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
    verdicts: dict[str, int] = {}
    """Verdict → pictures that have it; those that none has are left out."""


class CheckShape(msgspec.Struct):
    """`provenance check` on one article."""

    version: int
    article: ArticleShape
    images: list[CheckedShape]
    summary: SummaryShape
    unread: str | None = None
    """Why the article itself could not be read; then nothing of it was checked."""
    language: str = "en"
    """The language of its messages."""
    checked: str | None = None
    """When the run ended (UTC)."""


class RunShape(msgspec.Struct):
    """`provenance check` on several articles."""

    version: int
    reports: list[CheckShape]
