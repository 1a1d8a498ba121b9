"""The checks: one checker a process, one check a saved revision, and waiting.

Saving a revision only notes that a check is due. In the background what needs no network is
answered first; the whole check replaces that answer. Where a page is saved again while it is being
checked, its latest revision is checked next.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page, Revision

from provenance.errors import ProvenanceError
from provenance.hooks.wagtail import settings
from provenance.hooks.wagtail.adapter import PageContent
from provenance.hooks.wagtail.models import (
    KEPT,
    ImageCheck,
    PictureCheck,
    PictureOverride,
    State,
)
from provenance.hooks.wagtail.stored import override, pack, report_of
from provenance.hooks.wagtail.writing import Work, flush, hold_back, in_background, write
from provenance.model import Report
from provenance.run.checker import Checker
from provenance.values import dataclass

log = logging.getLogger("provenance.wagtail")

LATEST = (F("revision_id").desc(nulls_last=True), "-started")
"""Order of a page's results, the one of its latest revision first."""


_ENDING = "what was saved last was not checked: the process is ending"


class _Process:
    """This process's checker and what it has under way.

    A forked worker makes its own: threads survive no fork.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pid = 0
        self._checker: Checker | None = None
        self._saves = ThreadPoolExecutor(1, thread_name_prefix="provenance-save")
        self._aside = ThreadPoolExecutor(1, thread_name_prefix="provenance-aside")
        self._jobs: dict[str, Future[Report]] = {}
        self._again: dict[int, bool] = {}

    def _afresh(self) -> None:
        if self._pid != os.getpid():
            self._pid, self._checker, self._jobs, self._again = os.getpid(), None, {}, {}
            self._saves = ThreadPoolExecutor(1, thread_name_prefix="provenance-save")
            self._aside = ThreadPoolExecutor(1, thread_name_prefix="provenance-aside")

    def later(self, work: Callable[[], None], *, waits: bool = False) -> None:
        """Do something for what was saved, out of the way of whoever saved it.

        What `waits` for whole checks keeps none of the others waiting, nor the end of a process.
        """

        def run() -> None:
            if waits and not threading.main_thread().is_alive():
                return
            try:
                with in_background():
                    work()
            except Exception as trouble:
                if _is_cut_off(trouble):
                    log.info(_ENDING)
                else:
                    log.exception("the pictures of what was saved could not be checked")
            finally:
                connection.close()

        with self._lock:
            self._afresh()
            try:
                (self._aside if waits else self._saves).submit(run)
            except RuntimeError:  # a script saved it and is ending
                log.info(_ENDING)

    def checker(self) -> Checker:
        """The checker, made on first use and closed when the process ends."""
        with self._lock:
            self._afresh()
            if self._checker is None:
                self._checker = Checker(settings.read().config)
                atexit.register(flush)  # after what is registered next: the checks end first
                atexit.register(self._checker.close)
            return self._checker

    def job(
        self, key: str, content: PageContent, keep: Callable[[Future[Report]], Work]
    ) -> Future[Report]:
        """The check of this content, the one under way or a new one.

        Of its result `keep` makes what is to be written; until it is, the check is at hand here.
        """
        checker, article = self.checker(), content.article
        with self._lock:
            job = self._jobs.get(key) or self._jobs.setdefault(key, checker.submit(article))
        job.add_done_callback(partial(self._end, key, keep, threading.get_ident()))
        return job

    def _end(
        self, key: str, keep: Callable[[Future[Report]], Work], asked_by: int, job: Future[Report]
    ) -> None:
        try:
            kept = keep(job)

            def work() -> None:
                try:
                    kept()
                finally:
                    self._forget(key, job)

            write(work)
        except Exception:
            log.exception("the result of a picture check could not be kept")
            self._forget(key, job)
        finally:
            # a worker's own connection, not that of a request
            if threading.get_ident() != asked_by:
                connection.close()

    def _forget(self, key: str, job: Future[Report]) -> None:
        with self._lock:
            if self._jobs.get(key) is job:
                del self._jobs[key]

    def enter(self, page_id: int) -> bool:
        """True where this page may be checked now.

        Else it is noted that it has to be checked again.
        """
        with self._lock:
            free = page_id not in self._again
            self._again[page_id] = not free
            return free

    def leave(self, page_id: int) -> bool:
        """The page's check has ended. True where it was saved meanwhile."""
        with self._lock:
            return self._again.pop(page_id, False)


_process = _Process()


def checker() -> Checker:
    """This process's checker."""
    return _process.checker()


def later(work: Callable[[], None], *, waits: bool = False) -> None:
    """Do something in the background of this process; see `_Process.later`."""
    _process.later(work, waits=waits)


def on_revision_saved(sender: Any, instance: Any, raw: bool = False, **kwargs: object) -> None:
    """Start a check once the transaction of the saved revision is through.

    Receives the signal `post_save` of `Revision`.
    """
    if not raw and instance.base_content_type.model_class() is Page:
        transaction.on_commit(partial(start, int(instance.object_id)), robust=True)


def start(page_id: int) -> None:
    """See that the page's latest revision is checked.

    What goes wrong is logged and kept as the result: a save is not to fail because pictures cannot
    be checked.
    """
    flush()
    try:
        # Not the page's `latest_revision`: where nothing opened a transaction it is set after the
        # revision is saved.
        revision = Revision.page_revisions.filter(object_id=str(page_id)).latest("created_at", "pk")
        content = PageContent(revision.as_object(), settings.read())
        if content.key is None:
            PictureCheck.objects.filter(page_id=page_id).delete()
        else:
            _start(page_id, revision.pk, content.key, content)
    except Exception as trouble:  # noqa: BLE001 - it is logged and kept as the result
        _note_failure(page_id, trouble)


def _start(page_id: int, revision_id: int | None, key: str, content: PageContent) -> None:
    known = result_for(key, page_id)
    if known is not None and known.state == State.DONE:
        _adopt(known, page_id, revision_id)
        return
    PictureCheck.objects.filter(page_id=page_id, state=State.RUNNING).exclude(key=key).delete()
    fresh = {
        "state": State.RUNNING,
        "revision_id": revision_id,
        "started": timezone.now(),
        "finished": None,
    }
    PictureCheck.objects.update_or_create(page_id=page_id, key=key, defaults=fresh)
    if _process.enter(page_id):
        _process.later(partial(_check, page_id, revision_id, key, content))


def _check(page_id: int, revision_id: int | None, key: str, content: PageContent) -> None:
    try:
        quick = _process.checker().check_fast(content.article)
        stored = pack(quick)
        write(lambda: _note(page_id, key, quick, stored))
        _process.job(key, content, partial(_finish, page_id, revision_id, key, content.images))
    except Exception as trouble:  # noqa: BLE001 - it is logged and kept as the result
        failure = trouble
        write(lambda: _note_failure(page_id, failure))
        if _process.leave(page_id):
            write(lambda: start(page_id))


def _note(page_id: int, key: str, quick: Report, stored: bytes) -> None:
    """Keep what a fast check told, while the whole one is under way."""
    running = PictureCheck.objects.filter(page_id=page_id, key=key, state=State.RUNNING)
    running.update(**_row(quick, stored, page_id))


def _note_failure(page_id: int, trouble: Exception) -> None:
    if _is_cut_off(trouble):
        return
    log.error("the pictures of page %s could not be checked", page_id, exc_info=trouble)
    failed = {"state": State.FAILED, "detail": in_words(trouble), "finished": timezone.now()}
    PictureCheck.objects.filter(page_id=page_id, state=State.RUNNING).update(**failed)


def _is_cut_off(trouble: BaseException) -> bool:
    """True where a script saved something and is ending: interrupted, not failed."""
    return any(isinstance(t, RuntimeError) and "shutdown" in str(t) for t in _causes(trouble))


def _causes(trouble: BaseException | None) -> Iterator[BaseException]:
    """The exception and those it was raised from."""
    while trouble is not None:
        yield trouble
        trouble = trouble.__cause__


def _finish(
    page_id: int, revision_id: int | None, key: str, images: Sequence[Any], job: Future[Report]
) -> Work:
    """What keeps the result, and checks the page again where it was saved meanwhile."""
    kept = keep(page_id, revision_id, key, images, job)

    def work() -> None:
        try:
            kept()
        finally:
            if _process.leave(page_id):
                start(page_id)

    return work


def result_for(key: str, page_id: int | None) -> PictureCheck | None:
    """The latest fresh result for this very content: this page's, else another's."""
    fresh = timezone.now() - timedelta(hours=settings.read().config.evidence_hours)
    rows = PictureCheck.objects.filter(key=key, started__gte=fresh)
    known: PictureCheck | None = rows.filter(page_id=page_id).first()
    return known or rows.filter(state=State.DONE).order_by("-started").first()


def _adopt(known: PictureCheck, page_id: int, revision_id: int | None) -> None:
    """Keep a known result as this page's latest, so that it is listed with it."""
    if known.page_id == page_id:
        PictureCheck.objects.filter(pk=known.pk).update(revision_id=revision_id)
        return
    names = ("state", "verdict", "pictures", "detail", "started", "finished", "stored")
    same = {name: getattr(known, name) for name in names} | {"revision_id": revision_id}
    PictureCheck.objects.update_or_create(page_id=page_id, key=known.key, defaults=same)


def keep(
    page_id: int | None,
    revision_id: int | None,
    key: str,
    images: Sequence[Any],
    job: Future[Report],
) -> Work:
    """What stores how a check ended, and lets go of all but the page's latest results.

    `images` are the library's, in the article's order.
    """
    stored = pack(job.result()) if job.exception() is None else b""
    finished = timezone.now()

    def work() -> None:
        _keep(page_id, revision_id, key, job, stored, finished)
        if job.exception() is None:
            _keep_images(page_id, images, job.result(), finished)

    return work


def _keep_images(
    page_id: int | None, images: Sequence[Any], report: Report, finished: datetime
) -> None:
    """Keep each image's verdict, for whoever chooses it next."""
    for image, told in zip(images, report.images, strict=False):
        if image is None:
            continue
        row = ImageCheck.objects.filter(image_id=image.pk).first() or ImageCheck(image_id=image.pk)
        if row.file_hash != image.file_hash:
            row.file_hash, row.sentences = image.file_hash, None
        row.verdict, row.page_id, row.when = told.verdict.value, page_id, finished
        row.save()


def _keep(
    page_id: int | None,
    revision_id: int | None,
    key: str,
    job: Future[Report],
    stored: bytes,
    finished: datetime,
) -> None:
    if page_id is not None and not Page.objects.filter(pk=page_id).exists():
        return  # deleted meanwhile
    row: dict[str, object] = {"revision_id": revision_id, "finished": finished}
    trouble = job.exception()
    if trouble is None:
        row |= {"state": State.DONE, "detail": "", **_row(job.result(), stored, page_id)}
    else:
        row |= {
            "state": State.FAILED,
            "detail": in_words(trouble),
            "verdict": "unverified",
            "pictures": [],
        }
        log.error("the check of page %s failed", page_id, exc_info=trouble)
    PictureCheck.objects.update_or_create(page_id=page_id, key=key, defaults=row)
    mine = PictureCheck.objects.filter(page_id=page_id)
    latest = list(mine.order_by(*LATEST).values_list("pk", flat=True)[:KEPT])
    mine.exclude(pk__in=latest).delete()


def in_words(trouble: BaseException) -> str:
    """What went wrong, for an editor."""
    return (
        str(trouble)
        if isinstance(trouble, ProvenanceError)
        else f"{type(trouble).__name__}: {trouble}"
    )


def _row(report: Report, stored: bytes, page_id: int | None) -> dict[str, object]:
    overrides = PictureOverride.objects.filter(page_id=page_id) if page_id else ()
    return {"stored": stored, **verdicts(override(report, overrides))}


def verdicts(report: Report) -> dict[str, object]:
    """The fields of a row that say how the report judges."""
    return {
        "verdict": report.summary.verdict.value,
        "pictures": [image.verdict.value for image in report.images],
    }


@dataclass(frozen=True, slots=True)
class Checked:
    """The result for one version of a page."""

    state: State
    report: Report | None = None
    """With the page's overrides in it."""
    detail: str = ""


def await_check(page: Any, *, wait_for: float | None) -> Checked | None:
    """The result for exactly this version of the page, checked now if need be.

    Waits `wait_for` seconds at most (None: until it is done); then the state may still be running.
    None for a page without pictures. A check that fails is a result of its own.
    """
    flush()
    content = PageContent(page, settings.read())
    key = content.key
    if key is None:
        return None
    known = result_for(key, page.pk)
    if known is not None and known.state == State.DONE:
        report = report_of(known, page.pk)
        if report is not None:
            return Checked(State.DONE, report)
    kept = partial(keep, page.pk, page.latest_revision_id, key, content.images)
    job = _process.job(key, content, kept)
    hold_back()
    if not wait([job], timeout=wait_for).done:
        return Checked(State.RUNNING)
    trouble = job.exception()
    if trouble is not None:
        return Checked(State.FAILED, detail=in_words(trouble))
    return Checked(
        State.DONE, override(job.result(), PictureOverride.objects.filter(page_id=page.pk))
    )
