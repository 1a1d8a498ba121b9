"""The gate: what may not go live does not, whichever way it is published."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.log_actions import log as log_action
from wagtail.models import Page

from provenance.hooks.wagtail import settings
from provenance.hooks.wagtail.adapter import PageContent
from provenance.hooks.wagtail.checking import await_check, in_words
from provenance.hooks.wagtail.models import State
from provenance.model import Finding, ImageReport, Report
from provenance.run.gate import Action, Decision, Policy, gate
from provenance.values import dataclass

log = logging.getLogger("provenance.wagtail")

PENDING = "Its pictures are still being checked. Please publish again in a moment."
SCHEDULED = "wagtail.publish.scheduled"
"""What Wagtail's own `publish_scheduled` passes as `log_action`."""


class PicturesBlocked(ValidationError):  # type: ignore[misc]
    """A page was not published: its pictures do not match.

    `messages` are the sentences for the editor.
    """

    def __init__(self, page: Any, answer: Answer) -> None:
        super().__init__(list(answer.sentences), code="pictures")
        self.page = page
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Answer:
    """May this version of the page go live?"""

    action: Action
    sentences: tuple[str, ...] = ()
    """Two for each picture that blocks: what it is and from where; what to print."""
    pending: bool = False
    """True where the check was not done in time: it blocks for the moment."""
    pictures: bool = True
    """False for a page without pictures."""


_OPEN: ContextVar[bool] = ContextVar("open", default=False)


@contextmanager
def opened() -> Iterator[None]:
    """Let this thread publish unasked.

    For what is live already but for a credit that somebody has agreed to, or takes back: a page's
    other pictures are not to keep it without.
    """
    before = _OPEN.set(True)
    try:
        yield
    finally:
        _OPEN.reset(before)


def ask(page: Any, *, wait: float | None) -> Answer:
    """Decide on this version of the page.

    Waits `wait` seconds at most for its check (None: until it is done).

    A check that is still running blocks, for the moment. Our own failures only warn; they never
    block publishing.
    """
    if _OPEN.get():
        return Answer(Action.ALLOW)
    try:
        return _ask(page, wait)
    except Exception as trouble:
        log.exception("the pictures of %r could not be checked", str(page))
        return _unchecked_answer(in_words(trouble))


def _ask(page: Any, wait: float | None) -> Answer:
    result = await_check(page, wait_for=wait)
    if result is None:
        return Answer(Action.ALLOW, pictures=False)
    if result.report is None:
        return (
            Answer(Action.BLOCK, (PENDING,), True)
            if result.state is State.RUNNING
            else _unchecked_answer(result.detail)
        )
    policy = settings.read().policy
    decision = gate(result.report, policy)
    if decision.action is Action.BLOCK:
        return Answer(Action.BLOCK, sentences(result.report, policy))
    return Answer(decision.action, decision.sentences)


def _unchecked_answer(why: str) -> Answer:
    return Answer(Action.WARN, (f"The pictures could not be checked: {why}",))


def sentences(report: Report, policy: Policy) -> tuple[str, ...]:
    """For each picture that blocks: what differs, and what to print instead."""
    told: list[str] = []
    for image in report.images:
        blocking = blocking_findings(report, image, policy)
        if blocking:
            told += [_which(report, image, blocking[0], policy), _what_to_print(image, blocking[0])]
    return tuple(told)


def blocking_findings(report: Report, image: ImageReport, policy: Policy) -> list[Finding]:
    """The findings of one picture that block, as the gate decides."""
    return [f for f in image.findings if _alone(report, image, f, policy).action is Action.BLOCK]


def _alone(report: Report, image: ImageReport, finding: Finding, policy: Policy) -> Decision:
    return gate(replace(report, images=(replace(image, findings=(finding,)),)), policy)


def _which(report: Report, image: ImageReport, finding: Finding, policy: Policy) -> str:
    return _alone(report, image, replace(finding, suggestion=None), policy).sentences[0]


def _what_to_print(image: ImageReport, finding: Finding) -> str:
    lines = [
        o.credit_line.text
        for o in image.originals
        if o.confirmed and o.credit_line and not o.credit_line.missing
    ]
    advice = finding.suggestion or "Use another picture."
    return advice if not lines or lines[0] in advice else f"{advice} Credit to print: {lines[0]}"


def on_page_save(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: object
) -> None:
    """Refuse a page that is about to go live.

    Receives the signal `pre_save`, which every way to publish passes.

    A new page is kept as a draft instead: Wagtail saves it live before it asks whether it may be
    published, and an import of a thousand pages is not to stop at one. Any other raises
    `PicturesBlocked`.
    """
    if raw or not isinstance(instance, Page) or not instance.live or instance.alias_of_id:
        return  # an alias shows what its source shows, which was asked
    if update_fields is not None and not _publishes(instance, update_fields):
        return
    if _is_live_as_it_is(instance):
        return
    answer = ask(instance, wait=patience(instance))
    if answer.action is not Action.BLOCK:
        return
    if instance._state.adding:
        instance.live, instance.has_unpublished_changes = False, True
        instance._picture_check_waited = answer.pending
        log.warning("page %r is kept as a draft: %s", str(instance), " ".join(answer.sentences))
        return
    raise PicturesBlocked(instance, answer)


def patience(page: Any) -> float:
    """Seconds to wait for this page's check.

    None where the same request has waited in vain already.
    """
    if getattr(page, "_picture_check_waited", False):
        return 0.0
    try:
        return settings.read().wait
    except Exception:
        log.exception("the settings of the picture check cannot be read")
        return 0.0


def _publishes(page: Any, update_fields: Any) -> bool:
    """True where more is written than Wagtail's own notes about drafts."""
    notes = {f.name for f in Page._meta.get_fields()} - {"live", "title"}
    return bool(set(update_fields) - notes)


def _is_live_as_it_is(page: Any) -> bool:
    """True where exactly this is live already: moving or locking publishes nothing."""
    before = None if page._state.adding else Page.objects.filter(pk=page.pk, live=True).first()
    if before is None:
        return False
    try:
        now = settings.read()
        return PageContent(before.specific, now).key == PageContent(page, now).key
    except Exception:
        log.exception("the pictures of %r could not be read", str(page))
        return False


def hold(revision: Any, answer: Answer) -> None:
    """Take a scheduled revision off the schedule and say why in the history.

    An editor publishes it again.
    """
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    page = revision.as_object()
    log.warning("scheduled page %r is held: %s", str(page), " ".join(answer.sentences))
    log_action(
        page, "provenance.hold", revision=revision, data={"sentences": list(answer.sentences)}
    )


class CheckedPage:
    """Mixin for page models, before `Page`: asks before anything is changed.

    It asks outside of Wagtail's transaction.

    The signal alone is certain; with the mixin a refused `revision.publish()` leaves no trace, and
    a scheduled revision is held whatever command publishes it.
    """

    def publish(self, revision: Any, *args: Any, log_action: Any = True, **kwargs: Any) -> None:
        """As `Page.publish`. Raises `PicturesBlocked`; holds a scheduled revision instead."""
        scheduled = log_action == SCHEDULED
        page = revision.as_object()
        answer = ask(page, wait=None if scheduled else patience(page))
        if answer.action is not Action.BLOCK:
            super().publish(revision, *args, log_action=log_action, **kwargs)  # type: ignore[misc]
        elif scheduled:
            hold(revision, answer)
        else:
            raise PicturesBlocked(page, answer)
