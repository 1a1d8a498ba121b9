"""Jobs that outlive the process: accepted once, finished once."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from provenance import lazy_re as re
from provenance.hooks.service.jobs_database import (
    Execute,
    JobsTrouble,
    Unkeepable,
    open_database,
)
from provenance.values import dataclass

_COLUMNS = "id, state, request, answer, error, attempts, accepted, finished"
_BARE = "id, state, answer, error, attempts, accepted, finished"
NAME = re.compile(r"[0-9a-f]{32}")
"""What jobs are called."""
_OWN = "id=? AND owner IN (?, '')"
"""A job is its owner's; '' is that of a release that kept no owners."""
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What a trouble may quote of an address and no database takes as text."""
QUARANTINE = 2
"""Deaths of a process during a job from which it runs alone in its process: once is a restart, a
full disk, another job's fault; what ran twice when a process died is looked at by itself."""
_TAKE = f"""
UPDATE jobs SET state='running', attempts=attempts+1, worker=?, lease=? WHERE id=(
  SELECT id FROM jobs AS job WHERE state='queued'
  AND NOT EXISTS (
    SELECT 1 FROM jobs WHERE state='running' AND worker=?
    AND (suspect>={QUARANTINE} OR job.suspect>={QUARANTINE})
  )
  AND (
    suspect>={QUARANTINE}
    OR NOT EXISTS (SELECT 1 FROM jobs WHERE state='queued' AND suspect>={QUARANTINE})
  )
  ORDER BY {{order}} LIMIT 1
) RETURNING {_COLUMNS}
"""  # noqa: S608 - our own words
"""A suspect runs before the others and alone in its process: should that die again, it is to
blame."""
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
_MAX_WAITING_BYTES = 2_000_000_000
"""Requests kept at most: a thousand articles with their pictures' bytes in them."""


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
    """Jobs, shared by the processes on one file or server.

    A running job belongs to one process, which says again and again that it lives; what a dead one
    leaves is queued again.

    Every method raises `JobsTrouble` where the database cannot be used: `trouble` then says so,
    until something is written again.
    """

    def __init__(self, where: Path | str) -> None:
        """Open the SQLite file, or the server at a `postgresql://` address.

        Raises `UsageError` where it cannot be used.
        """
        self.database = open_database(where)
        self._take = _TAKE.format(order=self.database.order)
        self.name = f"{socket.gethostname()}/{os.getpid()}/{uuid.uuid4().hex[:8]}"
        """What this process is called among those that share the jobs."""
        self.trouble = ""
        """What is wrong with the database, in one sentence; empty while nothing is."""

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    @contextmanager
    def _writing(self) -> Iterator[Execute]:
        try:
            with self.database.writing() as execute:
                yield execute
        except Unkeepable:
            raise  # the database itself is well
        except JobsTrouble as error:
            self.trouble = self._sentence(error)
            raise
        self.trouble = ""

    def _sentence(self, error: JobsTrouble) -> str:
        return f"{self.database.called} cannot be written: {error}"

    def probe(self) -> None:
        """Write something that changes nothing."""
        try:
            self.database.probe()
        except JobsTrouble as error:
            self.trouble = self._sentence(error)
            raise
        self.trouble = ""

    def recover(self, attempts: int, *, others: bool = False) -> int:
        """Queue again what dead processes ran; returns how many.

        What this process itself is said to run is taken for left over too, unless only `others`
        are meant. A job during which a process died `attempts` times, while it ran no other, is
        given up.
        """
        again = given_up = 0
        now = self.database.now()
        with self._writing() as execute:
            running = execute(
                "SELECT worker, count(*), max(lease) FROM jobs WHERE state='running' "
                "GROUP BY worker"
            ).fetchall()
            for worker, count, lease in running:
                if others if worker == self.name else _lives(worker, lease, now):
                    continue
                again += execute(
                    "UPDATE jobs SET state='queued', suspect=suspect+1, deaths=deaths+? "
                    "WHERE state='running' AND worker=? AND lease<=?",
                    int(count == 1),
                    worker,
                    lease,
                ).rowcount
            if again:
                given_up = execute(
                    "UPDATE jobs SET state='failed', finished=?, request=?, "
                    "call_due=CASE WHEN callback='' THEN NULL ELSE ? END, "
                    "error='the service stopped each time this article was checked' "
                    "WHERE state='queued' AND deaths>=?",
                    now,
                    b"",
                    now,
                    attempts,
                ).rowcount
        return again - given_up

    def accept(
        self, request: bytes, max_queued: int, *, owner: str = "", callback: str = ""
    ) -> str | None:
        """Keep a job and return its id; None where too many wait already."""
        name = uuid.uuid4().hex
        with self._writing() as execute:
            waiting, size = execute(
                "SELECT count(*), coalesce(sum(length(request)), 0) FROM jobs WHERE state='queued'"
            ).fetchone()
            if waiting >= max_queued or size >= _MAX_WAITING_BYTES:
                return None
            execute(
                "INSERT INTO jobs (id, state, request, accepted, owner, callback) "
                "VALUES (?, 'queued', ?, ?, ?, ?)",
                name,
                request,
                self.database.now(),
                owner,
                callback,
            )
        return name

    def renew(self) -> None:
        """Say that this process lives and still runs its jobs."""
        with self._writing() as execute:
            execute(
                "UPDATE jobs SET lease=? WHERE state='running' AND worker=?",
                self.database.now() + LEASE,
                self.name,
            )

    def take(self) -> Job | None:
        """The next waiting job, now running; None where none may run now."""
        with self.database.reading() as execute:
            if execute("SELECT 1 FROM jobs WHERE state='queued' LIMIT 1").fetchone() is None:
                return None
        with self._writing() as execute:
            lease = self.database.now() + LEASE
            row = execute(self._take, self.name, lease, self.name).fetchone()
        return Job(*row) if row else None

    def finish(self, name: str, answer: bytes | None, error: str | None = None) -> bool:
        """Write the outcome, once: False where it was finished or given back before.

        Raises `Unkeepable` where it never can be.
        """
        state = "done" if error is None else "failed"
        now = self.database.now()
        with self._writing() as execute:
            changed = execute(
                "UPDATE jobs SET state=?, answer=?, error=?, finished=?, request=?, "
                "call_due=CASE WHEN callback='' THEN NULL ELSE ? END "
                "WHERE id=? AND state='running' AND worker=?",
                state,
                answer,
                None if error is None else _UNKEEPABLE.sub("", error),
                now,
                b"",
                now,
                name,
                self.name,
            ).rowcount
        return bool(changed)

    def release(self, name: str) -> None:
        """Put a job back because the service is closing; the attempt does not count."""
        with self._writing() as execute:
            execute(
                "UPDATE jobs SET state='queued', attempts=attempts-1 WHERE id=? AND "
                "state='running' AND worker=?",
                name,
                self.name,
            )

    def cancel(self, name: str, owner: str = "") -> str | None:
        """Give a job up; returns its state now, None where `owner` has none of this name.

        What a running one comes to is thrown away; one that has finished stays as it is.
        """
        if not NAME.fullmatch(name):
            return None
        with self._writing() as execute:
            execute(
                f"UPDATE jobs SET state='cancelled', finished=?, request=? WHERE {_OWN} "  # noqa: S608
                "AND state IN ('queued', 'running')",
                self.database.now(),
                b"",
                name,
                owner,
            )
            row = execute(f"SELECT state FROM jobs WHERE {_OWN}", name, owner).fetchone()  # noqa: S608
        return str(row[0]) if row else None

    def get(self, name: str, owner: str = "") -> Job | None:
        """The job called `name` that `owner` has sent, or None."""
        return self._one(_OWN, name, owner)

    def answer_of(self, name: str) -> Job | None:
        """The job called `name`, whoever sent it."""
        return self._one("id=?", name)

    def _one(self, condition: str, name: str, *values: object) -> Job | None:
        if not NAME.fullmatch(name):
            return None
        with self.database.reading() as execute:
            sql = f"SELECT {_BARE} FROM jobs WHERE {condition}"  # noqa: S608 - our own words
            row = execute(sql, name, *values).fetchone()
        return Job(row[0], row[1], b"", *row[2:]) if row else None

    def page(
        self, owner: str, *, state: str | None = None, before: str | None = None, most: int = 50
    ) -> list[Job]:
        """The jobs of `owner` without their answers, the latest first.

        `before` is a job's id.
        """
        if before is not None and not NAME.fullmatch(before):
            return []
        order = self.database.order
        conditions, values = ["owner=?"], [owner]
        if state is not None:
            conditions.append("state=?")
            values.append(state)
        if before is not None:
            last = f"SELECT {order} FROM jobs WHERE id=? AND owner=?"  # noqa: S608
            conditions.append(f"{order} < ({last})")
            values += [before, owner]
        sql = (
            "SELECT id, state, error, attempts, accepted, finished FROM jobs "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} ORDER BY {order} DESC LIMIT ?"
        )
        with self.database.reading() as execute:
            rows = execute(sql, *values, most).fetchall()
        return [Job(row[0], row[1], b"", None, *row[2:]) for row in rows]

    def due_call(self) -> Call | None:
        """An address whose time to be called has come.

        No other process is given it meanwhile.
        """
        now = self.database.now()
        with self.database.reading() as execute:
            waits = execute("SELECT 1 FROM jobs WHERE call_due <= ? LIMIT 1", now).fetchone()
        if not waits:
            return None
        with self._writing() as execute:
            row = execute(_CALL, now + _CALLING, now).fetchone()
        return Call(*row) if row else None

    def called(self, name: str, again_in: float | None) -> None:
        """An address was called: it is called again in so many seconds, or no more."""
        due = None if again_in is None else self.database.now() + again_in
        with self._writing() as execute:
            execute("UPDATE jobs SET call_due=? WHERE id=?", due, name)

    def counts(self) -> dict[str, int]:
        """State → number of jobs."""
        with self.database.reading() as execute:
            return dict(execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())

    def forget(self, days: float) -> int:
        """Remove jobs finished more than `days` ago; returns how many."""
        with self._writing() as execute:
            since = self.database.now() - days * 86_400
            return execute("DELETE FROM jobs WHERE finished < ?", since).rowcount


def _lives(worker: str, lease: float, now: float) -> bool:
    """True where the process called `worker` may still be at work."""
    host, _, rest = worker.partition("/")
    process = rest.partition("/")[0]
    if lease <= now or not process.isdigit():
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
