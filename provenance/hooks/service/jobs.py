"""Jobs that outlive the process: accepted once, finished once."""

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
from provenance.fetch.answer_cache import is_broken, set_aside
from provenance.hooks.service.logs import event

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, request BLOB NOT NULL, answer BLOB, error TEXT,
  attempts INTEGER NOT NULL DEFAULT 0, accepted REAL NOT NULL, finished REAL
);
CREATE INDEX IF NOT EXISTS by_state ON jobs (state);
"""
_LATER = ("suspect", "deaths")
"""Columns that earlier releases did not have: whether the process once died while the job ran, and
how often it did while nothing else ran."""
_TAKE = """
UPDATE jobs SET state='running', attempts=attempts+1 WHERE id=(
  SELECT id FROM jobs AS job WHERE state='queued'
  AND NOT EXISTS (SELECT 1 FROM jobs WHERE state='running' AND (suspect OR job.suspect))
  AND (suspect OR NOT EXISTS (SELECT 1 FROM jobs WHERE state='queued' AND suspect))
  ORDER BY rowid LIMIT 1
) RETURNING id, state, request, answer, error, attempts
"""
"""A suspect runs alone and before the others: should the process die again, it is to blame."""
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
    """Jobs in SQLite (WAL), owned by one process, whose threads share one connection.

    Every method raises `sqlite3.Error` or `OSError` where the file cannot be used: `trouble` then
    says so, until something is written again.
    """

    def __init__(self, file: Path) -> None:
        """Open the file; a damaged one is set aside.

        Raises `UsageError` where another service owns it, or it cannot be used.
        """
        self._file = file
        self._lock = threading.Lock()
        self.trouble = ""
        """What is wrong with the file, in one sentence; empty while nothing is."""
        try:
            self._connection = self._open()
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"the jobs file {file} cannot be used: {error}. If another service runs there, "
                "give this one its own folder with --cache; if the disk is full or may not be "
                "written, mend that."
            ) from error

    def _open(self) -> sqlite3.Connection:
        try:
            return self._connect()
        except sqlite3.Error as error:
            if not is_broken(error):
                raise
            aside = set_aside(self._file)
            event("jobs-file-set-aside", level=logging.ERROR, trouble=error, file=aside.name)
            return self._connect()

    def _connect(self, source: sqlite3.Connection | None = None) -> sqlite3.Connection:
        """The file opened, and filled with what `source` holds."""
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file.touch(mode=0o600)
        connection = sqlite3.connect(
            self._file, check_same_thread=False, isolation_level=None, timeout=2
        )
        try:
            if source is not None:
                source.backup(connection)
            # Two services on one file would each take what the other runs for left over, and do
            # it again.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
            # an accepted job survives the power going out
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(_SCHEMA)
            there = {row[1] for row in connection.execute("PRAGMA table_info(jobs)")}
            for name in set(_LATER) - there:
                connection.execute(f"ALTER TABLE jobs ADD COLUMN {name} INTEGER NOT NULL DEFAULT 0")
        except sqlite3.Error:
            connection.close()
            raise
        self._identity = _identity(self._file)
        return connection

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._bring_back()
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._bring_back()
                yield self._connection
            except (OSError, sqlite3.Error) as error:
                self.trouble = f"the jobs file cannot be written: {error}"
                raise
            self.trouble = ""

    def _bring_back(self) -> None:
        """Write the file anew where somebody has deleted it: its jobs are still open here."""
        if _identity(self._file) == self._identity:
            return
        if self._file.exists():
            raise sqlite3.OperationalError("another file has taken its place")
        before, self._connection = self._connection, self._connect(self._connection)
        before.close()
        event("jobs-file-brought-back", level=logging.ERROR)

    def probe(self) -> None:
        """Write something that changes nothing."""
        with self._writing() as db:
            db.execute(f"PRAGMA user_version = {int(time.time()) % 2**31}")

    def recover(self, attempts: int) -> int:
        """Queue again what ran when the last process died; returns how many.

        A job during which it died `attempts` times, while no other ran, is given up.
        """
        with self._writing() as db:
            running = db.execute("SELECT count(*) FROM jobs WHERE state='running'").fetchone()[0]
            db.execute(
                "UPDATE jobs SET state='queued', suspect=1, deaths=deaths+? WHERE state='running'",
                (int(running == 1),),
            )
            given_up = db.execute(
                "UPDATE jobs SET state='failed', finished=?, request=x'', error='the service "
                "stopped each time this article was checked' WHERE state='queued' AND deaths>=?",
                (time.time(), attempts),
            ).rowcount
        return int(running - given_up)

    def accept(self, request: bytes, max_queued: int) -> str | None:
        """Keep a job and return its id; None where too many wait already."""
        name = uuid.uuid4().hex
        with self._writing() as db:
            made = db.execute(
                "INSERT INTO jobs (id, state, request, accepted) SELECT ?, 'queued', ?, ? FROM "
                "(SELECT count(*) AS n, coalesce(sum(length(request)), 0) AS bytes FROM jobs "
                "WHERE state='queued') "
                "WHERE n < ? AND bytes < ?",
                (name, request, time.time(), max_queued, _MAX_WAITING_BYTES),
            ).rowcount
        return name if made else None

    def take(self) -> Job | None:
        """The next waiting job, now running; None where none may run now."""
        with self._writing() as db:
            row = db.execute(_TAKE).fetchone()
        return Job(*row) if row else None

    def finish(self, name: str, answer: bytes | None, error: str | None = None) -> bool:
        """Write the outcome, once: False where it was finished or given back before."""
        state = "done" if error is None else "failed"
        with self._writing() as db:
            changed = db.execute(
                "UPDATE jobs SET state=?, answer=?, error=?, finished=?, request=x'' WHERE id=? "
                "AND state='running'",
                (state, answer, error, time.time(), name),
            ).rowcount
        return bool(changed)

    def release(self, name: str) -> None:
        """Put a job back because the service is closing; the attempt does not count."""
        with self._writing() as db:
            db.execute(
                "UPDATE jobs SET state='queued', attempts=attempts-1 WHERE id=? AND "
                "state='running'",
                (name,),
            )

    def get(self, name: str) -> Job | None:
        """The job called `name`, or None."""
        with self._reading() as db:
            row = db.execute(
                "SELECT id, state, x'', answer, error, attempts FROM jobs WHERE id=?", (name,)
            ).fetchone()
        return Job(*row) if row else None

    def counts(self) -> dict[str, int]:
        """State → number of jobs."""
        with self._reading() as db:
            return dict(db.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())

    def forget(self, days: float) -> int:
        """Remove jobs finished more than `days` ago; returns how many."""
        with self._writing() as db:
            return db.execute(
                "DELETE FROM jobs WHERE finished < ?", (time.time() - days * 86_400,)
            ).rowcount


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file lies there; None where none does."""
    try:
        there = file.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino


class Workers:
    """Threads that take jobs until told to stop."""

    def __init__(
        self, store: JobStore, work: Callable[[bytes], bytes], count: int, keep_days: float
    ) -> None:
        self._store, self._work, self._keep_days = store, work, keep_days
        self._wake = threading.Condition()
        self._stopping = False
        self._running: set[str] = set()
        self._first: Callable[[], object] | None = None
        self._tidy_at = time.monotonic()
        self._threads = [
            threading.Thread(target=self._run, name=f"job-{n}", daemon=True) for n in range(count)
        ]

    def start(self, first: Callable[[], object] | None = None) -> None:
        """Begin taking jobs, once `first` has been done: it is tried until it can be."""
        self._first = first
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
            try:
                self._store.release(name)
            except (OSError, sqlite3.Error) as trouble:  # the next start queues it again
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble, job=name)
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
        except (OSError, sqlite3.Error) as trouble:
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

        Gives up where the service closes.
        """
        while True:
            try:
                kept = self._store.finish(name, answer, error)
                event("job-finished", job=name, state="failed" if error else "done", kept=kept)
                return
            except (OSError, sqlite3.Error) as trouble:
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
        try:
            if tidy:
                self._store.forget(self._keep_days)
            elif self._store.trouble:
                self._store.probe()
        except (OSError, sqlite3.Error) as trouble:
            event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
