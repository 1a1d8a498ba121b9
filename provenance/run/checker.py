"""The long-lived checker: one configuration, one fetcher, many articles."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from provenance.config import Config
from provenance.errors import UsageError
from provenance.fetch import Fetcher, Fetches
from provenance.model import (
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
from provenance.run.batch import (
    BatchProgress,
    BatchResult,
    InputOptions,
    Session,
    check_batch,
)
from provenance.run.pipeline import Growth, Pipeline, article_claims
from provenance.run.targets import Target, read_target, with_pictures

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with (pictures done, pictures in all)."""
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})

log = logging.getLogger("provenance")

_CLOSED = "this checker is closed"

_SAMPLE = b"""<article><h1>Kyiv</h1><figure><img src="a.jpg"><figcaption>A street in Kyiv on 9 May 2024.
<span class="credit">Jane Doe / Wikimedia Commons, CC BY 4.0</span></figcaption></figure></article>"""  # noqa: E501


class Checker:
    """Checks articles until it is closed. Safe for several threads; a context manager.

    `fetcher` may be handed in (a test's stand-in, one that several checkers share): then it stays
    open.
    """

    def __init__(self, config: Config | None = None, *, fetcher: Fetches | None = None) -> None:
        self.config = config or Config()
        self._session = Session.open(self.config, fetcher)
        offline = replace(self.config, network=replace(self.config.network, offline=True))
        self._offline = Fetcher(offline)
        self._background = ThreadPoolExecutor(
            self.config.jobs, thread_name_prefix="provenance-check"
        )
        self._quick = ThreadPoolExecutor(self.config.jobs, thread_name_prefix="provenance-fast")
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
        """Finish what was submitted, then close connections and the cache. May be called twice."""
        self._closed = True
        self._background.shutdown(wait=True)
        self._quick.shutdown(wait=True)
        self._offline.close()
        self._session.close()

    def warm_up(self) -> None:
        """Load what the first check would have to load: vocabularies, places, rules, libraries.

        Takes about a second; without it the first fast check runs out of its budget.
        """
        from io import BytesIO

        from PIL import Image

        from provenance.articles import read_article

        sample = BytesIO()
        Image.effect_noise((600, 400), 80).save(sample, "JPEG")
        article = read_article(_SAMPLE, origin="sample", base_url="https://news.example/")
        self.check_fast(
            article, budget=60.0, pictures={"https://news.example/a.jpg": sample.getvalue()}
        )

    def check(
        self,
        target: Target,
        *,
        kind: InputKind | None = None,
        base_url: str | None = None,
        images: Path | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES,
        progress: Progress | None = None,
        budget: float | None = None,
    ) -> Report:
        """Check one article, all its exchanges within `budget` seconds; see `provenance.check`.

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
        target: Target,
        *,
        budget: float = 0.3,
        kind: InputKind | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES,
    ) -> Report:
        """Check what needs no network, within `budget` seconds.

        What is still to come is `NotChecked`; `still_to_come` lists it. Evidence that is at hand
        already (the cache, earlier checks of the same picture) is used. A picture not finished in
        time is reported as `over-budget`; nothing of it is shown as checked. Raises `UsageError`
        on a closed checker.
        """
        self._refuse_if_closed()
        until = time.monotonic() + budget
        article = with_pictures(read_target(target, fetcher=self._offline, kind=kind), pictures)
        pipeline = self._pipeline_offline()
        started = pipeline.start(article)
        left = until - time.monotonic()
        if left <= 0:  # to begin would only make the next one late as well
            return pipeline.finish(started, (_late(image, budget) for image in article.images))
        work = [
            _submit(self._quick, pipeline.check_image, lambda: started, image)
            for image in article.images
        ]
        wait(work, timeout=left)
        reports = (
            _report_or_late(job, image, budget)
            for job, image in zip(work, article.images, strict=True)
        )
        return pipeline.finish(started, reports)

    def submit(
        self,
        target: Target,
        done: Callable[[Report], None] | None = None,
        *,
        kind: InputKind | None = None,
        pictures: Mapping[str, bytes] = NO_PICTURES,
    ) -> Future[Report]:
        """Check in the background; `done` is called with the report, in a worker's thread.

        The future holds the report, or the exception that kept the article from being read. What
        `done` raises is logged: it takes the report from nobody. Raises `UsageError` on a closed
        checker.
        """

        def run() -> Report:
            # also while the checker closes: it was submitted before
            report = self._session.check(target, InputOptions(kind, pictures=pictures))
            if done is not None:
                try:
                    done(report)
                except Exception:
                    log.exception(
                        "what was to be done with the report on %s failed", report.article.origin
                    )
            return report

        return _submit(self._background, run)

    def check_picture(self, image: PublishedImage) -> PictureEvidence:
        """What is known of a picture and its credit, before any caption; see `check_use`."""
        pipeline = self._session.pipeline(self.fetcher_within())
        return pipeline.gather(image, pipeline.picture_of(image))

    def check_use(
        self,
        evidence: PictureEvidence,
        article: Article,
        image: PublishedImage,
        claims: Claims | None = None,
    ) -> ImageReport:
        """Judge one use of a picture that was checked before: this caption, in this article.

        No network.
        """
        return self._pipeline_offline().judge(
            article, image, evidence, claims or article_claims(article)
        )

    def fetcher_within(self, seconds: float | None = None) -> Fetches:
        """The fetcher whose exchanges all end within `seconds` (the configured ones) from now."""
        return self._session.fetcher_within(seconds)

    def _pipeline_offline(self) -> Pipeline:
        session = self._session
        offline = self._offline
        return Pipeline(offline.config, offline, session.evidence, session.archive, quick=True)

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise UsageError(_CLOSED)


def _count_pictures(progress: Progress) -> Growth:
    def count(report: Report) -> None:
        if report.images:
            progress(len(report.images), len(report.article.images))

    return count


def still_to_come(report: Report) -> tuple[str, ...]:
    """What a fast check left to the full one, a sentence for each picture; empty where nothing
    is left."""
    left = (Reason.OFFLINE, Reason.OVER_BUDGET)
    waiting = {
        i.image.index + 1: [n.rule for n in i.not_checked if n.reason in left]
        for i in report.images
    }
    return tuple(
        f"Picture {n}: still to be checked: {', '.join(dict.fromkeys(w))}."
        for n, w in waiting.items()
        if w
    )


def _submit(pool: ThreadPoolExecutor, work: Callable[..., T], *arguments: object) -> Future[T]:
    try:
        return pool.submit(work, *arguments)
    except RuntimeError as error:  # the pool takes nothing more
        raise UsageError(_CLOSED) from error


def _report_or_late(job: Future[ImageReport], image: PublishedImage, budget: float) -> ImageReport:
    if job.done():
        return job.result()
    job.cancel()
    return _late(image, budget)


def _late(image: PublishedImage, budget: float) -> ImageReport:
    detail = f"not finished within {budget:.1g} s; the full check is still to come"
    return ImageReport(image, not_checked=(NotChecked("picture", Reason.OVER_BUDGET, detail),))
