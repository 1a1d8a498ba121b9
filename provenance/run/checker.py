"""The long-lived checker: one configuration, one fetcher, many articles."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from provenance.config import Config
from provenance.errors import UsageError
from provenance.fetch import Fetcher, Fetches
from provenance.model import (
    PICTURE,
    Article,
    Claims,
    ImageReport,
    InputKind,
    NotChecked,
    PublishedImage,
    Reason,
    Report,
)
from provenance.originals.evidence_cache import PictureEvidence
from provenance.originals.own_archive import Held
from provenance.pictures import read_picture
from provenance.run.batch import (
    BatchProgress,
    BatchResult,
    InputOptions,
    Session,
    check_batch,
    name_of,
)
from provenance.run.gate import still_to_come as still_to_come
from provenance.run.pipeline import LATE, Growth, Pipeline, article_claims
from provenance.run.targets import Target, read_target, with_pictures
from provenance.values import dataclass

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with (pictures done, pictures in all)."""
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

log = logging.getLogger("provenance")

_CLOSED = "this checker is closed"

_SAMPLE = b"""<article><h1>Kyiv</h1><figure><img src="a.jpg"><figcaption>A street in Kyiv on 9 May 2024.
<span class="credit">Jane Doe / Wikimedia Commons, CC BY 4.0</span></figcaption></figure></article>"""  # noqa: E501


_LOADED = threading.Event()
"""Set once this process has loaded what checks need."""
_LOADING = 60.0
"""Seconds that loading may take: about one, on a machine that does nothing else."""
_FOR_PIXELS = 0.7
"""Share of the time left in which pictures may be finished; the rest is for the words of those
that are not, some 5 ms each."""


@dataclass(frozen=True, slots=True)
class _Pools:
    """The threads of one process."""

    background: ThreadPoolExecutor
    fast: ThreadPoolExecutor

    @classmethod
    def open(cls, jobs: int) -> _Pools:
        """Pools of `jobs` threads each, which begin when they are first needed."""
        return cls(
            ThreadPoolExecutor(jobs, thread_name_prefix="provenance-check"),
            ThreadPoolExecutor(jobs, thread_name_prefix="provenance-fast"),
        )

    def close(self) -> None:
        """Finish what was submitted."""
        self.background.shutdown(wait=True)
        self.fast.shutdown(wait=True)


class Checker:
    """Checks articles until it is closed. Safe for several threads; a context manager.

    `fetcher` may be handed in (a test's stand-in, one that several checkers share): then it stays
    open.
    """

    def __init__(self, config: Config | None = None, *, fetcher: Fetches | None = None) -> None:
        self.config = config or Config()
        self._session = Session.open(self.config, fetcher)
        self._own = None if isinstance(self.fetcher, Fetcher) else Fetcher(self.config)
        self._process, self._pools = os.getpid(), _Pools.open(self.config.jobs)
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Checker:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def fetcher(self) -> Fetches:
        """The fetcher that all checks share."""
        return self._session.fetcher

    def close(self) -> None:
        """Finish what was submitted, then close all. May be called twice."""
        self._closed = True
        self._pools_here().close()
        if self._own is not None:
            self._own.close()
        self._session.close()

    def warm_up(self) -> None:
        """Load what checks need: vocabularies, places, rules, sources, libraries.

        Takes about a second; without it the first fast check of a process takes that longer.
        """
        from io import BytesIO

        from PIL import Image

        from provenance.articles import read_article

        sample = BytesIO()
        Image.effect_noise((600, 400), 80).save(sample, "JPEG")
        article = read_article(_SAMPLE, origin="sample", base_url="https://news.example/")
        pictures = {"https://news.example/a.jpg": sample.getvalue()}
        self._check_fast(article, time.monotonic() + _LOADING, None, pictures)
        _LOADED.set()

    def check(
        self,
        target: Target,
        *,
        kind: str | None = None,
        base_url: str | None = None,
        images: Path | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES,
        progress: Progress | None = None,
        budget: float | None = None,
    ) -> Report:
        """Check one article, all its exchanges within `budget` seconds.

        `pictures` are bytes at hand by the pictures' addresses: those are not fetched. `budget` is
        the configured one, where None. Raises `UsageError` on a closed checker.
        """
        self._refuse_if_closed()
        how = InputOptions(kind, base_url, images, pictures=pictures)
        growth = _count_pictures(progress) if progress else None
        return self._session.check(target, how, budget=budget, growth=growth)

    def check_all(
        self,
        targets: Sequence[Target],
        how: InputOptions | None = None,
        progress: BatchProgress | None = None,
    ) -> BatchResult:
        """Check several articles and feeds side by side; see `provenance.run.batch`.

        Raises `UsageError` on a closed checker; what cannot be read is in the result.
        """
        self._refuse_if_closed()
        return check_batch(self._session, targets, how, progress)

    def check_fast(
        self,
        target: Target | Callable[[], Article],
        *,
        budget: float = 0.3,
        kind: str | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES,
    ) -> Report:
        """Check what needs no network, within `budget` seconds, reading included.

        `target` may also be a function that reads the article, in a thread of its own.
        What is still to come is `NotChecked(pending)`; `still_to_come` lists it. Evidence that is
        at hand already (the cache, earlier checks of the same picture) is used. Of a picture not
        finished in time there are the findings that need no pixels; an article not read in time is
        `unread`. What is loaded on first use is loaded before the budget begins; see `warm_up`.
        Raises `UsageError` on a closed checker.
        """
        self._refuse_if_closed()
        if not _LOADED.is_set():
            self.warm_up()
        return self._check_fast(target, time.monotonic() + budget, kind, pictures)

    def _check_fast(
        self,
        target: Target | Callable[[], Article],
        until: float,
        kind: str | None,
        pictures: Mapping[str, bytes],
    ) -> Report:
        pipeline = self._pipeline_at_hand()

        def read() -> Report:
            if callable(target):
                article = target()
            else:
                article = read_target(target, fetcher=pipeline.fetcher, kind=kind)
            return pipeline.start(with_pictures(article, pictures))

        reading = self._submit(self._pools_here().fast, read)
        if not wait([reading], timeout=_seconds_left(until)).done:
            return _unread(target)
        started = replace(reading.result(), offline=False, fast=True)
        images = started.article.images
        pool = self._pools_here().fast
        work = [self._submit(pool, pipeline.check_image, lambda: started, i) for i in images]
        wait(work, timeout=_seconds_left(until) * _FOR_PIXELS)
        reports = []
        for job, image in zip(work, images, strict=True):
            if job.cancel() or not job.done():
                is_time = time.monotonic() < until
                reports.append(pipeline.check_words(started, image) if is_time else _late(image))
            else:
                reports.append(job.result())
        return pipeline.finish(started, reports)

    def submit(
        self,
        target: Target,
        done: Callable[[Report], None] | None = None,
        *,
        kind: str | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES,
        progress: Progress | None = None,
    ) -> Future[Report]:
        """Check in the background; `done` is called with the report, in a worker's thread.

        `progress` is called there after each picture, with how many are done and of how many.
        The future holds the report, or the exception that kept the article from being read. What
        `done` raises is logged: it takes the report from nobody. Raises `UsageError` on a closed
        checker.
        """

        def run() -> Report:
            # also while the checker closes: it was submitted before
            how = InputOptions(kind, pictures=pictures)
            growth = _count_pictures(progress) if progress else None
            report = self._session.check(target, how, growth=growth)
            if done is not None:
                try:
                    done(report)
                except Exception:
                    log.exception(
                        "what was to be done with the report on %s failed", report.article.origin
                    )
            return report

        return self._submit(self._pools_here().background, run)

    def check_picture(self, image: PublishedImage) -> PictureEvidence:
        """What is known of a picture and its credit, before any caption; see `check_use`."""
        pipeline = self._session.pipeline(self.fetcher_within())
        return pipeline.gather(image, pipeline.picture_of(image))

    def known(self, data: bytes) -> Held | None:
        """What the newsroom's archive holds of a picture; None where there is no archive.

        No network. Raises `UnreadablePicture`.
        """
        self._refuse_if_closed()
        archive = self._session.archive
        if not archive.is_there:
            return None
        return archive.ask(read_picture(data, metadata=False))

    def check_use(
        self,
        evidence: PictureEvidence,
        article: Article,
        image: PublishedImage,
        claims: Claims | None = None,
    ) -> ImageReport:
        """Judge one use of a picture checked before: this caption, in this article.

        No network.
        """
        pipeline = self._pipeline_at_hand()
        return pipeline.judge(article, image, evidence, claims or article_claims(article))

    def fetcher_within(self, seconds: float | None = None) -> Fetches:
        """The fetcher whose exchanges all end within `seconds` from now.

        Within the configured ones, where None.
        """
        return self._session.fetcher_within(seconds)

    def _pipeline_at_hand(self) -> Pipeline:
        """A pipeline that opens no socket."""
        fetcher = self.fetcher if isinstance(self.fetcher, Fetcher) else self._own
        assert fetcher is not None
        view = fetcher.at_hand()
        session = self._session
        shared = session.evidence, session.archive, session.read_before
        return Pipeline(view.config, view, *shared, quick=True)

    def _pools_here(self) -> _Pools:
        """The threads; new ones in a process that was forked off: none survives a fork."""
        with self._lock:
            if self._process != os.getpid():
                self._process, self._pools = os.getpid(), _Pools.open(self.config.jobs)
            return self._pools

    @staticmethod
    def _submit(pool: ThreadPoolExecutor, work: Callable[..., T], *given: object) -> Future[T]:
        try:
            return pool.submit(work, *given)
        except RuntimeError as error:  # the pool takes nothing more
            raise UsageError(_CLOSED) from error

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise UsageError(_CLOSED)


def _count_pictures(progress: Progress) -> Growth:
    def count(report: Report) -> None:
        if report.images:
            progress(len(report.images), len(report.article.images))

    return count


def _seconds_left(until: float) -> float:
    return max(0.0, until - time.monotonic())


def _late(image: PublishedImage) -> ImageReport:
    return ImageReport(image, not_checked=(NotChecked(PICTURE, Reason.PENDING, LATE),))


def _unread(target: Target | Callable[[], Article]) -> Report:
    """The report on an article that could not be read in time."""
    name = "article" if callable(target) else name_of(target)
    article = target if isinstance(target, Article) else Article(name, InputKind.HTML)
    return Report(replace(article, images=()), checked=datetime.now(UTC), unread=LATE, fast=True)
