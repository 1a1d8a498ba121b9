"""What panel, side-by-side and override show of a page's latest revision."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from provenance.hooks.wagtail import settings
from provenance.hooks.wagtail.adapter import PageContent
from provenance.hooks.wagtail.checking import in_words
from provenance.hooks.wagtail.gate import blocking_findings
from provenance.hooks.wagtail.models import PERMISSION, PictureCheck, State
from provenance.hooks.wagtail.stored import report_of
from provenance.hooks.wagtail.writing import flush
from provenance.model import Finding, ImageReport, Override, Report, Verdict
from provenance.reports.kit.text import REASON_WORDS, VERDICT_WORDS, clean, picture_name
from provenance.values import dataclass

log = logging.getLogger("provenance.wagtail")

FINDINGS = 3
"""Findings shown for one picture in the panel, the worst first; the side-by-side has them all."""
Decided = tuple[str, date | None, date | None, str]
GRACE = 60.0
"""Seconds beyond an article's budget after which a check counts as interrupted: its process was
stopped."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What one editor accepted with one reason."""

    who: str
    when: date | None
    until: date | None
    reason: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """One picture, as the panel shows it."""

    number: int
    name: str
    verdict: str
    words: str
    """The verdict, in an editor's words."""
    findings: tuple[Finding, ...]
    more: int
    """Findings beyond those."""
    accepted: tuple[Accepted, ...]
    reasons: str
    """Why it was not verified, where it was not."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The result for a page's latest revision."""

    state: str
    """A `State`, or `no-pictures`, `unchecked`, `interrupted`."""
    check: PictureCheck | None = None
    report: Report | None = None
    detail: str = ""
    """What went wrong, where something did."""

    @property
    def running(self) -> bool:
        """True while the whole check is still to come."""
        return self.state == State.RUNNING

    @property
    def verdict(self) -> str:
        """The verdict in one word; only what is wholly checked is consistent."""
        return (
            self.report.summary.verdict.value
            if self.report and self.state == State.DONE
            else "unverified"
        )

    @property
    def words(self) -> str:
        """The verdict, in an editor's words."""
        if self.report is None or self.state != State.DONE:
            return (
                "not checked yet"
                if self.state in (State.RUNNING, "unchecked")
                else "could not be checked"
            )
        return VERDICT_WORDS[self.report.summary.verdict]

    @property
    def pictures(self) -> tuple[ShownPicture, ...]:
        """The pictures one by one."""
        return tuple(_picture(image) for image in self.report.images) if self.report else ()

    @property
    def blocking(self) -> list[tuple[ImageReport, Finding]]:
        """What keeps the page from being published, and may be overridden."""
        if self.report is None or self.state != State.DONE:
            return []
        policy, report = settings.read().policy, self.report
        return [
            (image, f) for image in report.images for f in blocking_findings(report, image, policy)
        ]


def show(page: Any) -> Shown:
    """The result for this version of the page, however old it is."""
    try:
        return _show(page)
    except Exception as trouble:
        log.exception("the pictures of %r could not be read", str(page))
        return Shown(State.FAILED, detail=in_words(trouble))


def group_accepted(decided: Iterable[tuple[Decided, str]]) -> tuple[Accepted, ...]:
    """(who, when, until, reason) and what was accepted with it, as one."""
    together: dict[Decided, list[str]] = {}
    for decision, what in decided:
        together.setdefault(decision, []).append(what)
    return tuple(Accepted(*decision, tuple(what)) for decision, what in together.items())


def _decision(override: Override) -> Decided:
    return override.who, day(override.when), override.until, override.reason


def day(moment: datetime | None) -> date | None:
    """The day of a moment, where the newsroom is."""
    return timezone.localtime(moment).date() if moment and timezone.is_aware(moment) else moment


def panel_context(page: Any, user: Any) -> dict[str, Any]:
    """What the panel's template needs."""
    return {"page": page, "shown": show(page), "may_override": user.has_perm(PERMISSION)}


def _show(page: Any) -> Shown:
    flush()
    now = settings.read()
    key = PageContent(page, now).key
    if key is None:
        return Shown("no-pictures")
    check = PictureCheck.objects.filter(page_id=page.pk, key=key).first()
    if check is None:
        return Shown("unchecked")
    late = check.started < timezone.now() - timedelta(seconds=now.config.budget + GRACE)
    state = "interrupted" if check.state == State.RUNNING and late else check.state
    return Shown(state, check, report_of(check, page.pk), check.detail)


def _picture(image: ImageReport) -> ShownPicture:
    worst = sorted(image.findings, key=lambda finding: -finding.severity.rank)
    unread = [
        clean(item.detail) for item in image.not_checked if item.rule == "picture" and item.detail
    ]
    unverified = [
        REASON_WORDS[i.reason] for i in image.not_checked if image.verdict is Verdict.UNVERIFIED
    ]
    return ShownPicture(
        number=image.image.index + 1,
        name=picture_name(image, 90),
        verdict=image.verdict.value,
        words=VERDICT_WORDS[image.verdict],
        findings=tuple(_clean(finding) for finding in worst[:FINDINGS]),
        more=max(0, len(worst) - FINDINGS),
        accepted=group_accepted((_decision(o), o.finding.message) for o in image.overridden),
        reasons="; ".join(dict.fromkeys(unread or unverified)),
    )


def _clean(finding: Finding) -> Finding:
    """Without what would reorder the words around it; the template escapes the rest."""
    advice = finding.suggestion
    return replace(
        finding, message=clean(finding.message), suggestion=clean(advice) if advice else None
    )
