"""One running service: checker, jobs, and the turns that calls take."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import msgspec

from provenance.config import Config
from provenance.errors import UsageError
from provenance.fetch import Fetcher
from provenance.fetch.sending import Sender
from provenance.hooks.service import shapes
from provenance.hooks.service.callbacks import Callbacks
from provenance.hooks.service.jobs import JobStore
from provenance.hooks.service.jobs_database import JobsTrouble
from provenance.hooks.service.limits import RateLimit
from provenance.hooks.service.logs import current_request, event
from provenance.hooks.service.metrics import Metrics
from provenance.hooks.service.refusals import Refusal
from provenance.hooks.service.settings import Settings
from provenance.hooks.service.workers import Workers
from provenance.model import Article, Report
from provenance.model.sentences import plain
from provenance.run.checker import Checker

_RESERVE = 0.3
"""Part of the fast budget kept for receiving the call and writing the answer."""
_PARSED_AT_ONCE = 2
"""Requests parsed at once. Parsing holds the interpreter's lock: letting fifty interleave makes
all fifty late."""
_CLOSED_AFTER = 60.0
"""Seconds beyond the budget after which a checker that was replaced is closed."""
_POLL_SECONDS = 0.2
"""Seconds between two looks of a waiting request at its deadline."""


class Service:
    """One running service: checker, jobs and their workers, limits, counters."""

    def __init__(self, settings: Settings, config: Config) -> None:
        """Open the jobs file and load what checks need.

        Raises `UsageError` where the jobs file cannot be used.
        """
        self.settings, self.config = settings, config
        self.store = JobStore(settings.limits.jobs_url or settings.jobs_file)
        self.checker = Checker(config)
        self.checker.warm_up()
        limits = settings.limits
        self.limit, self.metrics = RateLimit(limits.requests_per_minute), Metrics(release())
        self.closing = False
        self.reading = threading.BoundedSemaphore(_PARSED_AT_ONCE)
        self._turns = threading.BoundedSemaphore(limits.checks)
        self._waiting = threading.BoundedSemaphore(limits.max_waiting)
        self.workers = Workers(
            self.store, self._work, limits.workers, limits.keep_days, settings.job_attempts
        )
        self.callbacks = Callbacks(
            self.store, Sender(config), settings.callback_secret, self.metrics
        )

    def reload(self, settings: Settings, config: Config) -> None:
        """Obey these from the next call on; what is under way ends as it began.

        The number of threads, workers and turns, the prefix and the secret stay as they were
        started with.
        """
        before, checker = self.checker, Checker(config)
        checker.warm_up()
        self.settings, self.config, self.checker = settings, config, checker
        self.limit = RateLimit(settings.limits.requests_per_minute)
        self.callbacks.sender = Sender(config)
        closing = threading.Timer(self.config.budget + _CLOSED_AFTER, before.close)
        closing.daemon = True
        closing.start()

    def start(self) -> None:
        """Queue again what was running when the last process died, and begin to take jobs."""
        try:
            self._recover()
            self.workers.start()
        except JobsTrouble as trouble:
            event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
            self.workers.start(first=self._recover)

    def _recover(self) -> None:
        again = self.store.recover(self.settings.job_attempts)
        event("jobs-recovered", again=again, jobs=self.store.counts())
        self.callbacks.start()

    def job_counts(self) -> dict[str, int]:
        """State → number of jobs; empty where the jobs file does not tell."""
        try:
            return self.store.counts()
        except JobsTrouble as trouble:
            event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
            return {}

    def health(self) -> shapes.HealthAnswer:
        """How the service is: what it cannot do, and how many jobs wait."""
        counts = self.job_counts()
        caches = (self.checker.fetcher,) if isinstance(self.checker.fetcher, Fetcher) else ()
        troubles = [t for t in (self.store.trouble, *(c.trouble for c in caches)) if t]
        status: Literal["ok", "degraded", "closing"] = "degraded" if troubles else "ok"
        return shapes.HealthAnswer(
            "closing" if self.closing else status,
            counts.get("queued", 0),
            counts.get("running", 0),
            troubles,
            release(),
        )

    def close(self) -> None:
        """Close the jobs file and the checker. The workers must have been stopped."""
        self.callbacks.stop()
        self.store.close()
        self.checker.close()

    def check(self, request: shapes.CheckRequest, seconds: float) -> shapes.CheckAnswer:
        """Check an article completely, all its exchanges within `seconds`."""
        began, checker = time.monotonic(), self.checker
        article = shapes.article_of(request, checker.fetcher_within(seconds))
        report = checker.check(article, budget=seconds - (time.monotonic() - began))
        return self._answer(request, report, "full", began)

    def check_fast(self, request: shapes.CheckRequest, until: float) -> shapes.CheckAnswer:
        """Check what needs no network, until `until` on the monotonic clock."""
        if request.url is not None:
            raise UsageError(
                'a fast check fetches no page: send "article" or "html", or ask with mode=full'
            )
        began, checker = time.monotonic(), self.checker

        def read() -> Article:
            with self.reading:
                return shapes.article_of(request, checker.fetcher)

        left = max(0.0, until - time.monotonic() - self.settings.fast_budget * _RESERVE)
        return self._answer(request, checker.check_fast(read, budget=left), "fast", began)

    def _answer(
        self, request: shapes.CheckRequest, report: Report, mode: shapes.Mode, began: float
    ) -> shapes.CheckAnswer:
        """The answer; counted, and noted in the log with the article's address."""
        missing = [] if report.unread else shapes.left_out(request, report.article)
        made, report = shapes.answer_of(
            report,
            request.overrides,
            self.settings.policy,
            mode,
            missing=missing,
            language=request.language or self.config.language,
        )
        self.metrics.count_check(report, made.decision.action, mode)
        event(
            "checked",
            mode=mode,
            article=_without_query(report.article.url),
            pictures=len(report.images),
            verdict=report.summary.verdict.value,
            action=made.decision.action.value,
            seconds=round(time.monotonic() - began, 3),
            request=current_request(),
        )
        return made

    @contextmanager
    def turn(self) -> Iterator[float]:
        """A turn at work: the seconds left for it.

        Raises `Refusal` (503) where none is free.

        What the turn was waited for is taken off the budget, so that a caller knows how long to
        wait.
        """
        until = time.monotonic() + self.config.budget
        if not self._waiting.acquire(blocking=False):
            raise _busy()
        try:
            while not self._turns.acquire(timeout=_POLL_SECONDS):
                if self.closing or time.monotonic() > until - self.config.budget / 2:
                    raise _busy()
            try:
                yield until - time.monotonic()
            finally:
                self._turns.release()
        finally:
            self._waiting.release()

    def _work(self, body: bytes) -> bytes:
        began = time.monotonic()
        request = shapes.decode(body, shapes.CheckRequest, self.settings.max_depth)
        try:
            return msgspec.json.encode(
                self.check(shapes.validate(request), self.config.budget), enc_hook=plain
            )
        finally:
            self.metrics.count_job(time.monotonic() - began)


def release() -> str:
    """The version that is installed."""
    try:
        return version("picture-provenance")
    except PackageNotFoundError:
        return "0"


def _without_query(address: str | None) -> str:
    """An article's address for the log: what stands behind the path may be a secret."""
    return (address or "").partition("?")[0].partition("#")[0][:200]


def _busy() -> Refusal:
    sentence = "too many checks are under way; try again, or send the article to /v1/jobs"
    return Refusal(503, "busy", sentence, retry_after=5)
