"""The result of a run: what reports render and hooks decide on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from provenance.model.article import Article, PublishedImage
from provenance.model.case import Finding, NotChecked, Passed
from provenance.model.claims import Claims
from provenance.model.credit import Credit
from provenance.model.picture import Picture
from provenance.model.source import Lookup, Original
from provenance.model.words import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Override:
    """A finding that somebody has accepted, with a reason that is kept."""

    finding: Finding
    who: str
    reason: str
    until: date | None = None
    when: datetime | None = None
    origin: str = ""
    """`configuration`, `inline`, `baseline`, `cms`."""


@dataclass(frozen=True, slots=True)
class ImageReport:
    """Everything found out about one published picture."""

    image: PublishedImage
    credit: Credit | None = None
    picture: Picture | None = None
    originals: tuple[Original, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    passed: tuple[Passed, ...] = ()
    overridden: tuple[Override, ...] = ()
    """Findings that a suppression, baseline or editor has accepted: marked, never dropped."""
    claims: Claims = Claims("")
    """What the caption claims."""

    @property
    def verdict(self) -> Verdict:
        """The one-word result: the worst finding, else whether an original was confirmed."""
        return verdict_of(self.findings, any(o.confirmed for o in self.originals))


def verdict_of(findings: tuple[Finding, ...], confirmed: bool) -> Verdict:
    """Verdict from the findings and whether an original was confirmed."""
    worst = max((f.severity.rank for f in findings), default=0)
    if worst == Severity.ERROR.rank:
        return Verdict.MISMATCH
    if worst == Severity.WARNING.rank:
        return Verdict.ATTENTION
    return Verdict.CONSISTENT if confirmed and not worst else Verdict.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over one article."""

    images: int
    errors: int
    warnings: int
    infos: int
    not_checked: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Report:
    """The result of checking one article."""

    article: Article
    images: tuple[ImageReport, ...] = ()
    claims: Claims = Claims("")
    """What headline, lead and dateline claim."""
    checked: datetime | None = None
    """When the run ended (UTC)."""
    offline: bool = False
    unread: str = ""
    """Why the article itself could not be read, in one sentence; then nothing of it was checked."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in picture order."""
        return tuple(f for image in self.images for f in image.findings)

    @property
    def summary(self) -> Summary:
        """Counts and the article's verdict: the worst of its pictures'."""
        by = Counter(f.severity for f in self.findings)
        order = (Verdict.MISMATCH, Verdict.ATTENTION, Verdict.UNVERIFIED, Verdict.CONSISTENT)
        verdicts = [image.verdict for image in self.images]
        return Summary(
            images=len(self.images),
            errors=by[Severity.ERROR],
            warnings=by[Severity.WARNING],
            infos=by[Severity.INFO],
            not_checked=sum(len(image.not_checked) for image in self.images),
            verdict=next((v for v in order if v in verdicts), Verdict.UNVERIFIED),
        )

    def passed(self, at: Severity | str = Severity.WARNING) -> bool:
        """True where nothing was found at or above severity `at`. Unverified pictures do not fail
        here; an article that could not be read does."""
        floor = Severity(at).rank
        return not self.unread and all(f.severity.rank < floor for f in self.findings)
