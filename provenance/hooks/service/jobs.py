"""Jobs that outlive the process: accepted once, finished once, whatever is killed in between."""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, request BLOB NOT NULL, answer BLOB, error TEXT,
  attempts INTEGER NOT NULL DEFAULT 0, accepted REAL NOT NULL, finished REAL
);
CREATE INDEX IF NOT EXISTS by_state ON jobs (state, accepted);
"""


@dataclass(frozen=True, slots=True)
class Job:
    """One accepted job."""

    id: str
    state: str
    """`queued`, `running`, `done` or `failed`."""
    request: bytes
    answer: bytes | None = None
    error: str | None = None
    attempts: int = 0


class JobStore:
    """Jobs in SQLite (WAL). One process owns the file; its threads share one guarded connection."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None, timeout=10)
        self._lock = threading.Lock()
        with self._lock:
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")  # an accepted job survives the power going out
            self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _locked(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._connection

    def recover(self, attempts: int) -> int:
        """Queue again what was running when the last process died; returns how many. Give up after `attempts`."""
        with self._locked() as db:
            db.execute(
                "UPDATE jobs SET state='failed', finished=?, error='the service stopped each time this article was "
                "checked' WHERE state='running' AND attempts>=?",
                (time.time(), attempts),
            )
            return db.execute("UPDATE jobs SET state='queued' WHERE state='running'").rowcount

    def accept(self, request: bytes, max_queued: int) -> str | None:
        """Keep a job and return its id; None where too many wait already."""
        name = uuid.uuid4().hex
        with self._locked() as db:
            made = db.execute(
                "INSERT INTO jobs (id, state, request, accepted) SELECT ?, 'queued', ?, ? "
                "WHERE (SELECT count(*) FROM jobs WHERE state='queued') < ?",
                (name, request, time.time(), max_queued),
            ).rowcount
        return name if made else None

    def take(self) -> Job | None:
        """The oldest waiting job, now running; None where none waits."""
        with self._locked() as db:
            row = db.execute(
                "UPDATE jobs SET state='running', attempts=attempts+1 WHERE id=(SELECT id FROM jobs WHERE "
                "state='queued' ORDER BY accepted LIMIT 1) RETURNING id, state, request, answer, error, attempts"
            ).fetchone()
        return Job(*row) if row else None

    def finish(self, name: str, answer: bytes | None, error: str | None = None) -> bool:
        """Write the outcome, once: False where the job was finished already."""
        state = "done" if error is None else "failed"
        with self._locked() as db:
            changed = db.execute(
                "UPDATE jobs SET state=?, answer=?, error=?, finished=? WHERE id=? AND state='running'",
                (state, answer, error, time.time(), name),
            ).rowcount
        return bool(changed)

    def release(self, name: str) -> None:
        """Put a job back because the service is closing; the attempt does not count."""
        with self._locked() as db:
            db.execute("UPDATE jobs SET state='queued', attempts=attempts-1 WHERE id=? AND state='running'", (name,))

    def get(self, name: str) -> Job | None:
        """The job called `name`, or None."""
        with self._locked() as db:
            row = db.execute(
                "SELECT id, state, request, answer, error, attempts FROM jobs WHERE id=?", (name,)
            ).fetchone()
        return Job(*row) if row else None

    def counts(self) -> dict[str, int]:
        """State → number of jobs."""
        with self._locked() as db:
            return dict(db.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())

    def forget(self, days: float) -> int:
        """Remove jobs finished more than `days` ago; returns how many."""
        with self._locked() as db:
            return db.execute("DELETE FROM jobs WHERE finished < ?", (time.time() - days * 86_400,)).rowcount


class Workers:
    """Threads that take jobs until told to stop."""

    def __init__(self, store: JobStore, work: Callable[[bytes], bytes], count: int) -> None:
        self._store, self._work = store, work
        self._wake = threading.Condition()
        self._stopping = False
        self._threads = [threading.Thread(target=self._run, name=f"job-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        """Begin taking jobs."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Tell the workers that a job waits."""
        with self._wake:
            self._wake.notify()

    def stop(self, patience: float) -> None:
        """Take no more jobs and wait up to `patience` seconds for the running ones; the others stay accepted."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        until = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self) -> None:
        while not self._stopping:
            job = self._store.take()
            if job is None:
                with self._wake:
                    if not self._stopping:
                        self._wake.wait(timeout=1.0)
                continue
            try:
                answer, error = self._work(job.request), None
            except Exception as trouble:  # noqa: BLE001 - one job's trouble is that job's answer
                answer, error = None, f"{type(trouble).__name__}: {trouble}"
            self._store.finish(job.id, answer, error)
