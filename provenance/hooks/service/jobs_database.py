"""Where jobs are kept: a SQLite file that processes share, or a PostgreSQL server.

Both speak the SQL of `jobs`. A process has one connection, whose threads wait for each other.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol

from provenance.errors import UsageError, how_to_install
from provenance.fetch.answer_cache import is_broken, set_aside
from provenance.hooks.service.logs import event

COLUMNS = {
    "id": "TEXT PRIMARY KEY",
    "state": "TEXT NOT NULL",
    "request": "{bytes} NOT NULL",
    "answer": "{bytes}",
    "error": "TEXT",
    "attempts": "INTEGER NOT NULL DEFAULT 0",
    "accepted": "{seconds} NOT NULL",
    "finished": "{seconds}",
    "suspect": "INTEGER NOT NULL DEFAULT 0",
    "deaths": "INTEGER NOT NULL DEFAULT 0",
    "worker": "TEXT NOT NULL DEFAULT ''",
    "lease": "{seconds} NOT NULL DEFAULT 0",
    "owner": "TEXT NOT NULL DEFAULT ''",
    "callback": "TEXT NOT NULL DEFAULT ''",
    "calls": "INTEGER NOT NULL DEFAULT 0",
    "call_due": "{seconds}",
}
"""The columns of `jobs`; those from `suspect` on are not in every earlier release's file: how often
a process died while the job ran, and how often one did while nothing else ran in it; which process
runs it, and until when that counts; whose token accepted it; the address that is called once it has
finished, how often it was called, and when it is called next (NULL: no more)."""
_INDEXES = ("state", "call_due", "owner")
_WAIT = 5.0
"""Seconds a process waits for another one to finish its write, or for a server to answer; and
seconds after which a server ends the transaction of a process that says nothing more."""


class JobsTrouble(Exception):
    """The jobs cannot be read or written just now; its text says why."""


class Unkeepable(JobsTrouble):
    """The database takes these values never, however often they are sent."""


class Result(Protocol):
    """What a statement came to."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows."""


Execute = Callable[..., Result]
"""Run one statement, `?` for each value that follows."""


class Database(Protocol):
    """What the jobs need of a database."""

    called: str
    """Its name in a sentence."""
    order: str
    """The column that numbers jobs as they came."""

    def now(self) -> float:
        """Seconds since 1970, the same for all who share it."""

    def reading(self) -> AbstractContextManager[Execute]:
        """A context to read in. Raises `JobsTrouble`."""

    def writing(self) -> AbstractContextManager[Execute]:
        """A context to write in, alone among all writers. Raises `JobsTrouble`."""

    def probe(self) -> None:
        """Write something that changes nothing. Raises `JobsTrouble`."""

    def close(self) -> None:
        """Close it."""


def open_database(where: Path | str) -> Database:
    """The file, or the server at a `postgresql://` address.

    Raises `UsageError` where it cannot be used.
    """
    return SqliteJobs(where) if isinstance(where, Path) else PostgresJobs(where)


class SqliteJobs:
    """A file (WAL). A damaged one is set aside; one that is deleted is written anew."""

    called = "the jobs file"
    order = "rowid"
    _types: Mapping[str, str] = {"bytes": "BLOB", "seconds": "REAL"}

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        try:
            self.connection = self._open()
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"the jobs file {file} cannot be used: {error}. If a service of an earlier "
                "release runs there, stop it; if the disk is full or may not be written, mend that."
            ) from error

    def now(self) -> float:
        """This machine's clock: a file is shared on one machine only."""
        return time.time()

    @contextmanager
    def reading(self) -> Iterator[Execute]:
        """The connection, for one thread at a time."""
        with self._lock:
            try:
                self._bring_back()
                yield self._execute
            except (UnicodeEncodeError, sqlite3.DataError) as error:
                raise Unkeepable(str(error)) from error
            except (OSError, sqlite3.Error) as error:
                raise JobsTrouble(str(error)) from error

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """One transaction; it waits for another process that is writing."""
        with self.reading() as execute:
            execute("BEGIN IMMEDIATE")
            try:
                yield execute
                execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # a full disk may have ended it already
                    execute("ROLLBACK")
                raise

    def probe(self) -> None:
        """Write the file's own version, which nobody reads."""
        with self.writing() as execute:
            execute(f"PRAGMA user_version = {int(time.time()) % 2**31}")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.connection.close()

    def _execute(self, sql: str, *values: object) -> Result:
        return self.connection.execute(sql, values)

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
            self._bring_up_to_date(connection)
        except sqlite3.Error:
            connection.close()
            raise
        self._identity = _identity(self._file)
        return connection

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        """Make the table, or add what an earlier release's has not.

        Another process may be doing the same.
        """
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_table(self._types))
        there = {row[1] for row in connection.execute("PRAGMA table_info(jobs)")}
        for name, kind in COLUMNS.items():
            if name not in there:
                connection.execute(f"ALTER TABLE jobs ADD COLUMN {name} {_kind(kind, self._types)}")
        for statement in _indexes():
            connection.execute(statement)
        connection.execute("COMMIT")

    def _bring_back(self) -> None:
        """Write the file anew where somebody has deleted it: its jobs are still open here."""
        if _identity(self._file) == self._identity:
            return
        # Where another process was faster, the file is there again with everything in it.
        source = None if self._file.exists() else self.connection
        before, self.connection = self.connection, self._connect(source)
        before.close()
        event("jobs-file-brought-back", level=logging.ERROR)


class PostgresJobs:
    """A PostgreSQL server, for services on several machines.

    Needs the extra `postgres`. A connection that breaks is made anew by whoever needs it next.
    """

    called = "the jobs' server"
    order = "number"
    _types: Mapping[str, str] = {"bytes": "BYTEA", "seconds": "DOUBLE PRECISION"}
    ONE_WRITER = 0x50726F6A
    """The advisory lock of all who write jobs: who takes one has seen what the others took."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise UsageError(
                "service.jobs-url: jobs on a PostgreSQL server need psycopg: "
                f"{how_to_install('postgres')}"
            ) from error
        self._url = url
        self._lock = threading.Lock()
        self._errors, self._never = psycopg.Error, (UnicodeEncodeError, psycopg.DataError)
        self._connect_with = psycopg.connect
        self._ahead = 0.0
        """Seconds by which the server's clock is before this machine's."""
        try:
            self._connection = self._connect()
        except psycopg.Error as error:
            raise UsageError(
                f"the jobs' server (service.jobs-url) cannot be used: {error}"
            ) from error

    def now(self) -> float:
        """The server's clock."""
        return time.time() + self._ahead

    @contextmanager
    def reading(self) -> Iterator[Execute]:
        """The connection, for one thread at a time."""
        with self._using() as execute:
            yield execute

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """One transaction."""
        with self._using() as execute, self._connection.transaction():
            execute("SELECT pg_advisory_xact_lock(?)", self.ONE_WRITER)
            yield execute

    def probe(self) -> None:
        """Begin a transaction that counts as one which writes."""
        with self.writing() as execute:
            execute("SELECT pg_current_xact_id()")

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _using(self) -> Iterator[Execute]:
        with self._lock:
            try:
                if self._connection.closed:
                    self._connection = self._connect()
                yield self._execute
            except self._never as error:
                raise Unkeepable(str(error)) from error
            except self._errors as error:
                raise JobsTrouble(str(error)) from error

    def _execute(self, sql: str, *values: object) -> Result:
        made: Result = self._connection.execute(sql.replace("?", "%s"), values)
        return made

    def _connect(self) -> Any:
        """A connection on which nobody is waited for without end."""
        patience = round(_WAIT * 1000)
        connection = self._connect_with(
            self._url,
            autocommit=True,
            connect_timeout=round(_WAIT),
            tcp_user_timeout=patience,
            application_name="provenance serve",
        )
        try:
            for bound in ("lock_timeout", "idle_in_transaction_session_timeout"):
                connection.execute(f"SET {bound} = {patience}")
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (self.ONE_WRITER,))
                number = "number BIGINT GENERATED ALWAYS AS IDENTITY"
                connection.execute(_table(self._types, number))
                for statement in _indexes():
                    connection.execute(statement)
            before = time.time()
            told = connection.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()
            assert told is not None
            self._ahead = float(told[0]) - (before + time.time()) / 2
        except self._errors:
            connection.close()
            raise
        return connection


def _kind(kind: str, types: Mapping[str, str]) -> str:
    return kind.format_map(types)


def _table(types: Mapping[str, str], *more: str) -> str:
    columns = (*more, *(f"{name} {_kind(kind, types)}" for name, kind in COLUMNS.items()))
    return f"CREATE TABLE IF NOT EXISTS jobs ({', '.join(columns)})"


def _indexes() -> Iterator[str]:
    yield from (
        f"CREATE INDEX IF NOT EXISTS jobs_by_{column} ON jobs ({column})" for column in _INDEXES
    )


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file lies there; None where none does."""
    try:
        there = file.stat()
    except OSError:
        return None
    return there.st_dev, there.st_ino
