"""Jobs that outlive the process: accepted once, finished once, whatever is killed in between."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import ProvenanceError, UsageError
from provenance.hooks.service.logs import event

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, request BLOB NOT NULL, answer BLOB, error TEXT,
  attempts INTEGER NOT NULL DEFAULT 0, accepted REAL NOT NULL, finished REAL
);
CREATE INDEX IF NOT EXISTS by_state ON jobs (state);
"""
_MAX_WAITING_BYTES = 2_000_000_000
"""Requests kept on disk at most: a thousand articles with their pictures' bytes in them."""
_PAUSE = 1.0
"""Seconds before the jobs file is asked again, where nothing waits or it cannot be written."""
_TIDY = 3600.0
"""Seconds between two removals of old jobs."""


@dataclass(frozen=True, slots=True)
class Job:
    """One accepted job."""

    id: str
    state: str
    """`queued`, `running`, `done` or `failed`."""
    request: bytes
    """Empty once the job has finished."""
    answer: bytes | None = None
    error: str | None = None
    attempts: int = 0


class JobStore:
    """Jobs in SQLite (WAL). One process owns the file; its threads share one guarded connection."""

    def __init__(self, file: Path) -> None:
        """Raises `UsageError` where another service owns the file, or it cannot be used."""
        self._lock = threading.Lock()
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.touch(mode=0o600)
            self._connection = sqlite3.connect(
                file, check_same_thread=False, isolation_level=None, timeout=2
            )
            with self._lock:
                # Two services on one file would each take what the other runs for left over, and
                # do it again.
                self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                self._connection.execute("PRAGMA journal_mode=WAL")
                self._connection.execute(
                    "PRAGMA synchronous=FULL"
                )  # an accepted job survives the power going out
                self._connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"the jobs file {file} cannot be used: {error}. If another service runs there, "
                "give this one its own "
                "folder with --cache; if the file is damaged, move it away."
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    def recover(self, attempts: int) -> int:
        """Queue again what was running when the last process died; returns how many. Give up
        after `attempts`."""
        with self._locked() as db:
            db.execute(
                "UPDATE jobs SET state='failed', finished=?, request=x'', error='the service "
                "stopped each time this "
                "article was checked' WHERE state='running' AND attempts>=?",
                (time.time(), attempts),
            )
            return db.execute("UPDATE jobs SET state='queued' WHERE state='running'").rowcount

    def accept(self, request: bytes, max_queued: int) -> str | None:
        """Keep a job and return its id; None where too many wait already."""
        name = uuid.uuid4().hex
        with self._locked() as db:
            made = db.execute(
                "INSERT INTO jobs (id, state, request, accepted) SELECT ?, 'queued', ?, ? FROM "
                "(SELECT count(*) AS n, coalesce(sum(length(request)), 0) AS bytes FROM jobs "
                "WHERE state='queued') "
                "WHERE n < ? AND bytes < ?",
                (name, request, time.time(), max_queued, _MAX_WAITING_BYTES),
            ).rowcount
        return name if made else None

    def take(self) -> Job | None:
        """The oldest waiting job, now running; None where none waits."""
        with self._locked() as db:
            row = db.execute(
                "UPDATE jobs SET state='running', attempts=attempts+1 WHERE id=(SELECT id FROM "
                "jobs WHERE "
                "state='queued' ORDER BY rowid LIMIT 1) RETURNING id, state, request, answer, "
                "error, attempts"
            ).fetchone()
        return Job(*row) if row else None

    def finish(self, name: str, answer: bytes | None, error: str | None = None) -> bool:
        """Write the outcome, once: False where the job was finished already, or given back."""
        state = "done" if error is None else "failed"
        with self._locked() as db:
            changed = db.execute(
                "UPDATE jobs SET state=?, answer=?, error=?, finished=?, request=x'' WHERE id=? "
                "AND state='running'",
                (state, answer, error, time.time(), name),
            ).rowcount
        return bool(changed)

    def release(self, name: str) -> None:
        """Put a job back because the service is closing; the attempt does not count."""
        with self._locked() as db:
            db.execute(
                "UPDATE jobs SET state='queued', attempts=attempts-1 WHERE id=? AND "
                "state='running'",
                (name,),
            )

    def get(self, name: str) -> Job | None:
        """The job called `name`, or None."""
        with self._locked() as db:
            row = db.execute(
                "SELECT id, state, x'', answer, error, attempts FROM jobs WHERE id=?", (name,)
            ).fetchone()
        return Job(*row) if row else None

    def counts(self) -> dict[str, int]:
        """State → number of jobs."""
        with self._locked() as db:
            return dict(db.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())

    def forget(self, days: float) -> int:
        """Remove jobs finished more than `days` ago; returns how many."""
        with self._locked() as db:
            return db.execute(
                "DELETE FROM jobs WHERE finished < ?", (time.time() - days * 86_400,)
            ).rowcount


class Workers:
    """Threads that take jobs until told to stop."""

    def __init__(
        self, store: JobStore, work: Callable[[bytes], bytes], count: int, keep_days: float
    ) -> None:
        self._store, self._work, self._keep_days = store, work, keep_days
        self._wake = threading.Condition()
        self._stopping = False
        self._running: set[str] = set()
        self._tidy_at = time.monotonic()
        self._threads = [
            threading.Thread(target=self._run, name=f"job-{n}", daemon=True) for n in range(count)
        ]

    def start(self) -> None:
        """Begin taking jobs."""
        for thread in self._threads:
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
            self._store.release(name)
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self) -> None:
        while not self._stopping:
            try:
                job = self._store.take()
            except sqlite3.Error as trouble:
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
                job = None
            if job is None:
                self._rest()
            else:
                self._running.add(job.id)
                self._keep(job.id, *self._outcome(job))
                self._running.discard(job.id)

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
        """Write the outcome; where the disk refuses, again and again until it does not or the
        service closes."""
        while True:
            try:
                kept = self._store.finish(name, answer, error)
                event("job-finished", job=name, state="failed" if error else "done", kept=kept)
                return
            except sqlite3.Error as trouble:
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble, job=name)
            if self._stopping:
                return  # still `running` in the file: the next start does it again
            time.sleep(_PAUSE)

    def _rest(self) -> None:
        """Wait for a job; once an hour, remove what has been kept long enough."""
        with self._wake:
            if not self._stopping:
                self._wake.wait(timeout=_PAUSE)
            tidy = time.monotonic() >= self._tidy_at
            if tidy:
                self._tidy_at = time.monotonic() + _TIDY
        if tidy:
            try:
                self._store.forget(self._keep_days)
            except sqlite3.Error as trouble:
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
