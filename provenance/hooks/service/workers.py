"""The threads that work on jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from provenance.errors import ProvenanceError
from provenance.hooks.service.jobs import LEASE, Job, JobStore
from provenance.hooks.service.jobs_database import JobsTrouble, Unkeepable
from provenance.hooks.service.logs import event

_PAUSE = 1.0
"""Seconds before the jobs file is asked again, where nothing waits or it cannot be written."""
_TIDY = 3600.0
"""Seconds between two removals of old jobs."""
_UNKEEPABLE = "what came of this article cannot be kept; the service's log tells more"
_RENEW = LEASE / 6
"""Seconds between two words that this process lives: five may be lost."""


class Workers:
    """Threads that take jobs until told to stop."""

    def __init__(
        self,
        store: JobStore,
        work: Callable[[bytes], bytes],
        count: int,
        keep_days: float,
        attempts: int = 3,
    ) -> None:
        self._store, self._work, self._keep_days = store, work, keep_days
        self._attempts = attempts
        self._wake = threading.Condition()
        self._stopping = False
        self._running: set[str] = set()
        self._first: Callable[[], object] | None = None
        self._tidy_at = time.monotonic()
        self._ended = threading.Event()
        self._house = threading.Thread(target=self._keep_house, name="jobs-house", daemon=True)
        self._threads = [
            threading.Thread(target=self._run, name=f"job-{n}", daemon=True) for n in range(count)
        ]

    def start(self, first: Callable[[], object] | None = None) -> None:
        """Begin taking jobs, once `first` has been done: it is tried until it can be."""
        self._first = first
        for thread in (*self._threads, self._house):
            thread.start()

    def wake(self) -> None:
        """Tell the workers that a job waits."""
        with self._wake:
            self._wake.notify()

    def stop_taking(self) -> None:
        """Take no more jobs; those that wait stay accepted."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()

    def stop(self, patience: float) -> bool:
        """Take no more jobs and wait up to `patience` seconds for the running ones.

        Those still running then are put back in the queue for the next start, and what they come
        to is thrown away. False where there were any.
        """
        self.stop_taking()
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        for name in tuple(self._running):
            try:
                self._store.release(name)
            except JobsTrouble as trouble:  # the next start queues it again
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble, job=name)
        self._ended.set()
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while not self._stopping:
            job = self._take()
            if job is None:
                self._rest()
            else:
                self._running.add(job.id)
                self._keep(job.id, *self._outcome(job))
                self._running.discard(job.id)
                with self._wake:
                    self._wake.notify_all()  # what waited for this one to end may run now

    def _take(self) -> Job | None:
        try:
            with self._wake:
                if self._first is not None:
                    self._first()
                    self._first = None
            return self._store.take()
        except JobsTrouble as trouble:
            event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
            return None

    def _outcome(self, job: Job) -> tuple[bytes | None, str | None]:
        """The answer, or the sentence that says why there is none."""
        try:
            return self._work(job.request), None
        except ProvenanceError as trouble:
            return None, str(trouble)
        except Exception as trouble:  # noqa: BLE001 - one job's trouble is that job's answer
            event("job-broke", level=logging.ERROR, trouble=trouble, job=job.id)
            return (
                None,
                f"the service failed on this article ({type(trouble).__name__}); its log tells "
                "more",
            )

    def _keep(self, name: str, answer: bytes | None, error: str | None) -> None:
        """Write the outcome; where the disk refuses, again until it does not.

        One that can never be written fails the job. Gives up where the service closes.
        """
        while True:
            try:
                kept = self._store.finish(name, answer, error)
                event("job-finished", job=name, state="failed" if error else "done", kept=kept)
                return
            except Unkeepable as trouble:
                event("job-unkeepable", level=logging.ERROR, trouble=trouble, job=name)
                answer, error = None, _UNKEEPABLE
            except JobsTrouble as trouble:
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble, job=name)
            if self._stopping:
                return  # still `running` in the file: the next start does it again
            time.sleep(_PAUSE)

    def _rest(self) -> None:
        """Wait for a job."""
        with self._wake:
            if not self._stopping:
                self._wake.wait(timeout=_PAUSE)
        try:
            if self._store.trouble:
                self._store.probe()
        except JobsTrouble as trouble:
            event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)

    def _keep_house(self) -> None:
        """Say that this process lives, take over what dead ones left, remove what is old."""
        while not self._ended.wait(_RENEW):
            try:
                self._store.renew()
                if self._store.recover(self._attempts, others=True):
                    event("jobs-taken-over")
                    self.wake()
                if time.monotonic() >= self._tidy_at:
                    self._tidy_at = time.monotonic() + _TIDY
                    self._store.forget(self._keep_days)
            except JobsTrouble as trouble:
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
