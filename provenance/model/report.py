"""The result of a run: what reports render and hooks decide on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from provenance.model.article import Article, PublishedImage
from provenance.model.case import Finding, NotChecked, Passed
from provenance.model.claims import Claims
from provenance.model.credit import Credit
from provenance.model.history import Holding
from provenance.model.picture import Picture
from provenance.model.source import Lookup, Original
from provenance.model.words import Reason, Severity, Verdict
from provenance.values import dataclass


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
    history: tuple[Holding, ...] = ()
    """What the newsroom itself holds of the picture, and where it printed it before."""

    @property
    def verdict(self) -> Verdict:
        """The one-word result: the worst finding, else whether everything was checked."""
        rank = max((f.severity.rank for f in self.findings), default=0)
        if any(f.compared and f.severity is Severity.ERROR for f in self.findings):
            return Verdict.MISMATCH
        if any(not f.compared and f.cause in _MISSING for f in self.findings):
            return Verdict.INCOMPLETE
        if rank >= Severity.WARNING.rank:
            return Verdict.ATTENTION
        is_clear = not any(f.against for f in self.findings)
        if self.overridden and is_clear:
            return Verdict.ACCEPTED
        confirmed = any(o.confirmed for o in self.originals)
        whole = confirmed and is_clear and not self.not_checked
        return Verdict.CONSISTENT if whole else Verdict.UNVERIFIED

    @property
    def looked_at(self) -> bool:
        """True where the picture was read and at least one rule came to a result."""
        unread = any(
            n.reason is Reason.FAILED or (n.rule == PICTURE and n.reason is not Reason.PARTLY_READ)
            for n in self.not_checked
        )
        return not unread and bool(self.findings or self.overridden or self.passed)


PICTURE = "picture"
"""What `NotChecked.rule` names where the published picture itself was not read."""
CAPTION = "caption"
"""What `NotChecked.rule` names where the caption was not understood."""
_MISSING = frozenset({"credit", "caption", "page-credits", "page-captions"})
"""Causes of the findings that say something is missing from the page."""
SHORTEST_ARTICLE = 300
"""Characters of text from which a page without pictures is an article: the shortest of 120
labelled articles has 341, the next 794."""
WORST_FIRST = (
    Verdict.MISMATCH,
    Verdict.INCOMPLETE,
    Verdict.ATTENTION,
    Verdict.UNVERIFIED,
    Verdict.ACCEPTED,
    Verdict.CONSISTENT,
)
"""An article's verdict is the first of these that one of its pictures has."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over one article."""

    images: int
    errors: int
    warnings: int
    infos: int
    not_checked: int
    verdict: Verdict
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    """How many pictures have each verdict, in the order of `WORST_FIRST`; zeros left out."""


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
    fast: bool = False
    """True for a fast check: what is `pending` comes with the full one."""
    language: str = "en"
    """The language of its messages."""
    unread: str = ""
    """Why the article itself could not be read, in one sentence; then nothing of it was checked."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in picture order."""
        return tuple(f for image in self.images for f in image.findings)

    @property
    def is_no_article(self) -> bool:
        """True for what has neither pictures nor the text of an article, as a refusal has."""
        article = self.article
        is_short = len(article.body) < SHORTEST_ARTICLE
        return is_short and not article.images and not self.unread

    @property
    def summary(self) -> Summary:
        """Counts and the article's verdict: the worst of its pictures'."""
        by = Counter(f.severity for f in self.findings)
        verdicts = Counter(image.verdict for image in self.images)
        return Summary(
            images=len(self.images),
            errors=by[Severity.ERROR],
            warnings=by[Severity.WARNING],
            infos=by[Severity.INFO],
            not_checked=sum(len(image.not_checked) for image in self.images),
            verdict=next((v for v in WORST_FIRST if verdicts[v]), Verdict.UNVERIFIED),
            verdicts={v: verdicts[v] for v in WORST_FIRST if verdicts[v]},
        )

    def passed(self, at: Severity | str = Severity.WARNING) -> bool:
        """True where nothing was found at or above severity `at`.

        Unverified pictures do not fail here; an article that could not be read does.
        """
        floor = Severity(at).rank
        return not self.unread and all(f.severity.rank < floor for f in self.findings)
