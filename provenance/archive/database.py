"""The connection to where the archive is kept: SQLite, or a PostgreSQL server.

Both speak the SQL of `schema` and `store`. Whoever writes waits for whoever is writing: ids then
become visible in their order, and a reader that knows all up to one id has missed none.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from provenance.archive.schema import BEGINNING, MIGRATIONS
from provenance.errors import UnusableArchive, UsageError
from provenance.fetch.answer_cache import is_broken, is_busy

if TYPE_CHECKING:
    import psycopg

Row = tuple[Any, ...]
Execute = Callable[..., list[Row]]
"""Run one statement with its values; the rows it returns."""


class Database(Protocol):
    """What the store needs of a database."""

    types: dict[str, str]
    """What `{id}`, `{reference}` and `{bytes}` of the schema mean here."""

    def read(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query."""
        ...

    def writing(self) -> Any:
        """A context that gives `Execute`; what it did is kept whole, or not at all."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class Sqlite:
    """`archive.sqlite` in a folder; any number of processes read while one writes."""

    types = {  # noqa: RUF012 - never changed
        "id": "INTEGER PRIMARY KEY AUTOINCREMENT",
        "reference": "INTEGER",
        "bytes": "BLOB",
    }
    _CHOOSING = 10.0
    """Seconds to wait for others who open the same new file: a few hundredths each."""
    _PATIENCE = 600.0
    """Seconds to wait for another writer: each writes for a moment only."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.RLock()
        self._file = folder / "archive.sqlite"
        with usable(self._file):
            self._connection = sqlite3.connect(
                self._file,
                timeout=self._PATIENCE,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                self._write_ahead()
                for pragma in ("synchronous=FULL", "foreign_keys=ON"):
                    self._connection.execute(f"PRAGMA {pragma}")
            except sqlite3.Error:  # the file is none of SQLite's, or may not be written
                self._connection.close()
                raise

    def _write_ahead(self) -> None:
        """Choose the journal that lets others read meanwhile.

        SQLite does not wait with it for another who is choosing: so we do.
        """
        until = time.monotonic() + self._CHOOSING
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(0.05)
            else:
                return

    def read(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query."""
        with self._lock, usable(self._file):
            return self._connection.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """One transaction; `synchronous=FULL` has it on the disk at its end."""
        with self._lock, usable(self._file):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.read
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # SQLite ends it itself on a full disk
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()


_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_CLOSED = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
)


@contextmanager
def usable(file: Path) -> Iterator[None]:
    """Raise `UnusableArchive` where SQLite cannot use the file.

    It tells what is wrong, and what to do. A wrong statement or value is a fault of ours, and
    stays what it is.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _what_to_do(error)
        if told is None:
            raise
        raise UnusableArchive(f"the archive's file {file} {told}") from error


def _what_to_do(error: sqlite3.DatabaseError) -> str | None:
    """The rest of the sentence; None for what is no trouble of the file."""
    if is_broken(error):
        return (
            f"is damaged, or is no archive ({error}). Put a copy of it back, or move it away: "
            "`provenance archive add` then makes a new one."
        )
    code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _NO_ROOM:
        return (
            f"cannot be read or written ({error}). Look whether its disk is full or broken, and "
            "call the same command again: what was kept is left out then."
        )
    if code in _CLOSED:
        return (
            f"cannot be opened to read and write ({error}). Change its permissions and its "
            "folder's, or name another folder in $PROVENANCE_ARCHIVE."
        )
    if is_busy(error):
        return f"is being written by another process ({error}). Try again when that has ended."
    if type(error) is sqlite3.OperationalError and "no such" in str(error):
        return (
            f"holds other tables than an archive ({error}). Move it away: "
            "`provenance archive add` then makes a new one."
        )
    return None


class Postgres:
    """A PostgreSQL server that a newsroom shares. Needs the extra `postgres`."""

    types = {  # noqa: RUF012 - never changed
        "id": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "reference": "BIGINT",
        "bytes": "BYTEA",
    }
    _ONE_WRITER = 0x50726F76
    """The advisory lock of the archive's writers."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg
        except ImportError as error:
            raise UsageError(
                "the archive is on a PostgreSQL server: install `picture-provenance[postgres]`"
            ) from error
        self._lock = threading.RLock()
        self._connect = partial(psycopg.connect, url, autocommit=True)
        try:
            self._connection = self._connect()
        except psycopg.Error as error:
            raise UsageError(
                f"the archive's server cannot be reached: {_in_one_line(error)}"
            ) from error

    def read(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query."""
        with self._using():
            return self._execute(sql, *values)

    @contextmanager
    def writing(self) -> Iterator[Execute]:
        """One transaction, alone among all writers."""
        with self._using(), self._connection.transaction():
            self._execute("SELECT pg_advisory_xact_lock(?)", self._ONE_WRITER)
            yield self._execute

    def _execute(self, sql: str, *values: object) -> list[Row]:
        found = self._connection.execute(sql.replace("?", "%s"), values)
        return list(found.fetchall()) if found.description else []

    @contextmanager
    def _using(self) -> Iterator[None]:
        """The connection, made anew where it broke, for one thread at a time."""
        with self._lock, answering():
            if self._connection.closed:
                self._connection = self._connect()
            yield

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._connection.close()


@contextmanager
def answering() -> Iterator[None]:
    """Raise `UnusableArchive` where PostgreSQL's server cannot be used.

    As `usable` does for SQLite's file.
    """
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        told = _what_to_do_about_the_server(error)
        if told is None:
            raise
        raise UnusableArchive(f"the archive's server {told}") from error


def _what_to_do_about_the_server(error: psycopg.Error) -> str | None:
    """The rest of the sentence; None for what is no trouble of the server."""
    from psycopg import DataError, IntegrityError, OperationalError, ProgrammingError, errors

    why = _in_one_line(error)
    if isinstance(error, (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction)):
        return (
            f"does not let us read and write ({why}). Give the user in `archive.url` the right to "
            "make, read and write tables there."
        )
    if isinstance(error, (errors.InvalidPassword, errors.InvalidAuthorizationSpecification)):
        return f"does not know the user ({why}). Mend user and password in `archive.url`."
    # What has no code the driver found, not the server: a fault of ours, as a wrong statement is.
    is_theirs = error.sqlstate is not None and not isinstance(error, errors.SyntaxError)
    if is_theirs and isinstance(error, (ProgrammingError, DataError, IntegrityError)):
        return (
            f"holds other tables than an archive ({why}). Put a copy of the archive back, or name "
            "an empty database in `archive.url`."
        )
    if isinstance(error, OperationalError):
        return (
            f"does not answer, or has no room ({why}). Look whether it runs, and call the same "
            "command again: what was kept is left out then."
        )
    return None


def _in_one_line(error: psycopg.Error) -> str:
    """What the server or its driver says of a failure, without the statement."""
    return " ".join((error.diag.message_primary or str(error)).split())


def bring_up_to_date(database: Database) -> str:
    """Make or migrate the tables; the archive's id.

    Raises `UsageError` for tables of a newer version.
    """
    with database.writing() as execute:
        execute(BEGINNING)
        known: dict[str, str] = {str(k): str(v) for k, v in _settings(execute)}
        version = int(known.get("version", "0"))
        if version > len(MIGRATIONS):
            raise UsageError(
                f"the archive was made by a newer version (its tables are version {version}, "
                f"this one knows {len(MIGRATIONS)}): update picture-provenance"
            )
        if version < len(MIGRATIONS):
            for statements in MIGRATIONS[version:]:
                for statement in statements:
                    execute(statement.format_map(database.types))
            known = {"archive": known.get("archive") or uuid.uuid4().hex}
            known["version"] = str(len(MIGRATIONS))
            for name, value in known.items():
                execute(
                    "INSERT INTO setting VALUES (?, ?) "
                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    name,
                    value,
                )
    return known["archive"]


def _settings(execute: Execute) -> Sequence[Row]:
    return execute("SELECT name, value FROM setting")
