"""Jobs that outlive the process: accepted once, finished once."""

from __future__ import annotations

import logging
import os
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance.errors import UsageError
from provenance.fetch.answer_cache import is_broken, set_aside
from provenance.hooks.service.logs import event
from provenance.values import dataclass

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, request BLOB NOT NULL, answer BLOB, error TEXT,
  attempts INTEGER NOT NULL DEFAULT 0, accepted REAL NOT NULL, finished REAL
);
CREATE INDEX IF NOT EXISTS by_state ON jobs (state);
"""
_LATER = {
    "suspect": "INTEGER NOT NULL DEFAULT 0",
    "deaths": "INTEGER NOT NULL DEFAULT 0",
    "worker": "TEXT NOT NULL DEFAULT ''",
    "lease": "REAL NOT NULL DEFAULT 0",
    "owner": "TEXT NOT NULL DEFAULT ''",
    "callback": "TEXT NOT NULL DEFAULT ''",
    "calls": "INTEGER NOT NULL DEFAULT 0",
    "call_due": "REAL",
}
"""Columns that earlier releases did not have: whether a process once died while the job ran, and
how often one did while nothing else ran in it; which process runs it, and until when that counts;
whose token accepted it; the address that is called once it has finished, how often it was called,
and when it is called next (NULL: no more)."""
_TAKE = """
UPDATE jobs SET state='running', attempts=attempts+1, worker=?, lease=? WHERE id=(
  SELECT id FROM jobs AS job WHERE state='queued'
  AND NOT EXISTS (SELECT 1 FROM jobs WHERE state='running' AND (suspect OR job.suspect))
  AND (suspect OR NOT EXISTS (SELECT 1 FROM jobs WHERE state='queued' AND suspect))
  ORDER BY rowid LIMIT 1
) RETURNING id, state, request, answer, error, attempts, accepted, finished
"""
"""A suspect runs alone and before the others: should the process die again, it is to blame."""
_CALL = """
UPDATE jobs SET calls=calls+1, call_due=? WHERE id=(
  SELECT id FROM jobs WHERE call_due <= ? ORDER BY call_due LIMIT 1
) RETURNING id, callback, calls
"""
LEASE = 30.0
"""Seconds for which a process that runs a job is believed to live without saying so again. Only a
process on another machine has to wait for its end: on this one it is seen whether it lives."""
_CALLING = 60.0
"""Seconds for which a call of somebody's address is left alone by the other processes."""
_WAIT = 5.0
"""Seconds a process waits for another one to finish its write."""
_MAX_WAITING_BYTES = 2_000_000_000
"""Requests kept on disk at most: a thousand articles with their pictures' bytes in them."""


@dataclass(frozen=True, slots=True)
class Job:
    """One accepted job."""

    id: str
    state: str
    """`queued`, `running`, `done`, `failed` or `cancelled`."""
    request: bytes
    """Empty once the job has finished."""
    answer: bytes | None = None
    error: str | None = None
    attempts: int = 0
    accepted: float = 0.0
    finished: float | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """An address to be called because a job has finished."""

    id: str
    """The job's."""
    url: str
    calls: int
    """How often it was called, this time included."""


class JobStore:
    """Jobs in SQLite (WAL), shared by the processes on one folder.

    The threads of a process share one connection. A running job belongs to one process, which says
    again and again that it lives; what a dead one leaves is queued again.

    Every method raises `sqlite3.Error` or `OSError` where the file cannot be used: `trouble` then
    says so, until something is written again.
    """

    def __init__(self, file: Path) -> None:
        """Open the file; a damaged one is set aside.

        Raises `UsageError` where it cannot be used.
        """
        self._file = file
        self.name = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}"
        """What this process is called in the file."""
        self._lock = threading.Lock()
        self.trouble = ""
        """What is wrong with the file, in one sentence; empty while nothing is."""
        try:
            self._connection = self._open()
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"the jobs file {file} cannot be used: {error}. If a service of an earlier "
                "release runs there, stop it; if the disk is full or may not be written, mend that."
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
            self._file, check_same_thread=False, isolation_level=None, timeout=_WAIT
        )
        try:
            if source is not None:
                source.backup(connection)
            connection.execute("PRAGMA journal_mode=WAL")
            # an accepted job survives the power going out
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(_SCHEMA)
            _add_columns(connection)
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
        # Where another process was faster, the file is there again with everything in it.
        source = None if self._file.exists() else self._connection
        before, self._connection = self._connection, self._connect(source)
        before.close()
        event("jobs-file-brought-back", level=logging.ERROR)

    def probe(self) -> None:
        """Write something that changes nothing."""
        with self._writing() as db:
            db.execute(f"PRAGMA user_version = {int(time.time()) % 2**31}")

    def recover(self, attempts: int, *, others: bool = False) -> int:
        """Queue again what dead processes ran; returns how many.

        What this process itself is said to run is taken for left over too, unless only `others`
        are meant. A job during which a process died `attempts` times, while it ran no other, is
        given up.
        """
        again = given_up = 0
        with self._writing() as db:
            running = db.execute(
                "SELECT worker, count(*), max(lease) FROM jobs WHERE state='running' "
                "GROUP BY worker"
            ).fetchall()
            for worker, count, lease in running:
                if others if worker == self.name else _lives(worker, lease):
                    continue
                again += db.execute(
                    "UPDATE jobs SET state='queued', suspect=1, deaths=deaths+? "
                    "WHERE state='running' AND worker=? AND lease<=?",
                    (int(count == 1), worker, lease),
                ).rowcount
            if again:
                given_up = db.execute(
                    "UPDATE jobs SET state='failed', finished=?, request=x'', "
                    "call_due=CASE WHEN callback='' THEN NULL ELSE ? END, "
                    "error='the service stopped each time this article was checked' "
                    "WHERE state='queued' AND deaths>=?",
                    (time.time(), time.time(), attempts),
                ).rowcount
        return again - given_up

    def accept(
        self, request: bytes, max_queued: int, *, owner: str = "", callback: str = ""
    ) -> str | None:
        """Keep a job and return its id; None where too many wait already."""
        name = uuid.uuid4().hex
        with self._writing() as db:
            made = db.execute(
                "INSERT INTO jobs (id, state, request, accepted, owner, callback) "
                "SELECT ?, 'queued', ?, ?, ?, ? FROM "
                "(SELECT count(*) AS n, coalesce(sum(length(request)), 0) AS bytes FROM jobs "
                "WHERE state='queued') "
                "WHERE n < ? AND bytes < ?",
                (name, request, time.time(), owner, callback, max_queued, _MAX_WAITING_BYTES),
            ).rowcount
        return name if made else None

    def renew(self) -> None:
        """Say that this process lives and still runs its jobs."""
        with self._writing() as db:
            db.execute(
                "UPDATE jobs SET lease=? WHERE state='running' AND worker=?",
                (time.time() + LEASE, self.name),
            )

    def take(self) -> Job | None:
        """The next waiting job, now running; None where none may run now."""
        with self._writing() as db:
            row = db.execute(_TAKE, (self.name, time.time() + LEASE)).fetchone()
        return Job(*row) if row else None

    def finish(self, name: str, answer: bytes | None, error: str | None = None) -> bool:
        """Write the outcome, once: False where it was finished or given back before."""
        state = "done" if error is None else "failed"
        with self._writing() as db:
            changed = db.execute(
                "UPDATE jobs SET state=?, answer=?, error=?, finished=?, request=x'', "
                "call_due=CASE WHEN callback='' THEN NULL ELSE ? END "
                "WHERE id=? AND state='running' AND worker=?",
                (state, answer, error, time.time(), time.time(), name, self.name),
            ).rowcount
        return bool(changed)

    def release(self, name: str) -> None:
        """Put a job back because the service is closing; the attempt does not count."""
        with self._writing() as db:
            db.execute(
                "UPDATE jobs SET state='queued', attempts=attempts-1 WHERE id=? AND "
                "state='running' AND worker=?",
                (name, self.name),
            )

    def cancel(self, name: str, owner: str = "") -> str | None:
        """Give a job up; returns its state now, None where `owner` has none of this name.

        What a running one comes to is thrown away; one that has finished stays as it is.
        """
        with self._writing() as db:
            db.execute(
                "UPDATE jobs SET state='cancelled', finished=?, request=x'' WHERE id=? AND owner=? "
                "AND state IN ('queued', 'running')",
                (time.time(), name, owner),
            )
            row = db.execute(
                "SELECT state FROM jobs WHERE id=? AND owner=?", (name, owner)
            ).fetchone()
        return str(row[0]) if row else None

    def get(self, name: str, owner: str = "") -> Job | None:
        """The job called `name` that `owner` has sent, or None."""
        with self._reading() as db:
            row = db.execute(
                "SELECT id, state, x'', answer, error, attempts, accepted, finished FROM jobs "
                "WHERE id=? AND owner IN (?, '')",  # '': of a release that kept no owners
                (name, owner),
            ).fetchone()
        return Job(*row) if row else None

    def page(
        self, owner: str, *, state: str | None = None, before: str | None = None, most: int = 50
    ) -> list[Job]:
        """The jobs of `owner` without their answers, the latest first.

        `before` is a job's id.
        """
        with self._reading() as db:
            rows = db.execute(
                "SELECT id, state, x'', NULL, error, attempts, accepted, finished FROM jobs "
                "WHERE owner=:owner AND (:state IS NULL OR state=:state) "
                "AND (:before IS NULL OR rowid < "
                "(SELECT rowid FROM jobs WHERE id=:before AND owner=:owner)) "
                "ORDER BY rowid DESC LIMIT :most",
                {"owner": owner, "state": state, "before": before, "most": most},
            ).fetchall()
        return [Job(*row) for row in rows]

    def due_call(self) -> Call | None:
        """An address whose time to be called has come.

        No other process is given it meanwhile.
        """
        now = time.time()
        with self._reading() as db:
            waits = db.execute("SELECT 1 FROM jobs WHERE call_due <= ? LIMIT 1", (now,)).fetchone()
        if not waits:
            return None
        with self._writing() as db:
            row = db.execute(_CALL, (now + _CALLING, now)).fetchone()
        return Call(*row) if row else None

    def called(self, name: str, again_in: float | None) -> None:
        """An address was called: it is called again in so many seconds, or no more."""
        due = None if again_in is None else time.time() + again_in
        with self._writing() as db:
            db.execute("UPDATE jobs SET call_due=? WHERE id=?", (due, name))

    def answer_of(self, name: str) -> Job | None:
        """The job called `name`, whoever sent it."""
        with self._reading() as db:
            row = db.execute(
                "SELECT id, state, x'', answer, error, attempts, accepted, finished FROM jobs "
                "WHERE id=?",
                (name,),
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


def _add_columns(connection: sqlite3.Connection) -> None:
    """Add what an earlier release's file has not.

    Another process may be doing the same.
    """
    connection.execute("BEGIN IMMEDIATE")
    there = {row[1] for row in connection.execute("PRAGMA table_info(jobs)")}
    for name, kind in _LATER.items():
        if name not in there:
            connection.execute(f"ALTER TABLE jobs ADD COLUMN {name} {kind}")
    connection.execute("CREATE INDEX IF NOT EXISTS by_call ON jobs (call_due)")
    connection.execute("CREATE INDEX IF NOT EXISTS by_owner ON jobs (owner)")
    connection.execute("COMMIT")


def _lives(worker: str, lease: float) -> bool:
    """True where the process called `worker` may still be at work."""
    host, _, rest = worker.partition("/")
    process = rest.partition("/")[0]
    if lease <= time.time() or not process.isdigit():
        return False
    if host != socket.gethostname():
        return True
    if int(process) == os.getpid():
        return False  # an earlier life of this very process, in a container for example
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file lies there; None where none does."""
    try:
        there = file.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino
