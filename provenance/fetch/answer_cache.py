"""Small answers in SQLite, by the address that was asked.

A write is tried once: on a read-only file or a full disk whoever asks goes on without.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from provenance.fetch.exchange import Exchange
from provenance.fetch.seed import same_url, without_secrets
from provenance.model import Retrieved

_BUSY_SECONDS = 2.0
"""How long a write waits for another process's: one answer is written in a few milliseconds."""
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SCHEMA = """
DROP TABLE IF EXISTS responses;
CREATE TABLE IF NOT EXISTS answers (
  asked TEXT PRIMARY KEY, url TEXT, headers TEXT, body BLOB, fetched TEXT, expires REAL
);
"""
"""One row an answer with status 200. `responses` was the table of version 0.1.0."""
_FIND = "SELECT url, headers, body, fetched, expires FROM answers WHERE asked = ?"
_KEEP = "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)"
_UNKEPT = frozenset({"set-cookie", "authorization", "www-authenticate"})
"""Headers of an answer that may hold what belongs to one caller alone."""


class AnswerCache:
    """Answers by the address asked. Safe for many threads.

    Every method raises `OSError` or `sqlite3.Error` where the file cannot be used.
    """

    def __init__(self, file: Path | None, *, verify: bool = True, read_only: bool = False) -> None:
        """Open the file, or a cache in memory where there is none.

        `verify` is whether certificates are: what was had without is no answer to a run with.
        """
        self._prefix = "" if verify else "unverified "
        self._connection = _connect_read_only(file) if file and read_only else _connect(file)
        self._lock = threading.Lock()

    def find(self, url: str, *, stale: bool) -> Exchange | None:
        """The kept answer of `url`; one that has expired only where `stale` will do."""
        rows = self._run(_FIND, self._key(url))
        answer, expires = _read(rows[0]) if rows else (None, 0.0)
        return answer if stale or expires > datetime.now(UTC).timestamp() else None

    def keep(self, url: str, answer: Exchange, fresh: timedelta) -> None:
        """Keep the answer of `url` for as long as it is `fresh`."""
        headers = {name: value for name, value in answer.headers.items() if name not in _UNKEPT}
        expires = (datetime.now(UTC) + fresh).timestamp()
        self._run(
            _KEEP,
            self._key(url),
            without_secrets(answer.url),
            json.dumps(headers),
            answer.body,
            answer.fetched.isoformat(),
            expires,
        )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _key(self, url: str) -> str:
        """The address without its secrets, parameters sorted: equal for equal questions."""
        return self._prefix + same_url(url)

    def _run(self, sql: str, *values: object) -> list[Any]:
        with self._lock, closing(self._connection.execute(sql, values)) as rows:
            return rows.fetchall()


def _read(row: tuple[Any, ...]) -> tuple[Exchange | None, float]:
    """The answer of a row and when it expires; None where the row holds none."""
    try:
        url, headers, body, fetched, expires = row
        answer = Exchange(
            url=str(url),
            status=200,
            headers={str(name): str(value) for name, value in json.loads(headers).items()},
            body=bytes(body),
            fetched=datetime.fromisoformat(fetched).astimezone(UTC),
            retrieved=Retrieved.CACHED,
        )
        return answer, float(expires)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None, 0.0


def _connect(file: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(
        str(file) if file else ":memory:",
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if file:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _connect_read_only(file: Path) -> sqlite3.Connection:
    """The file as it stands, on a disk that nobody may write."""
    address = f"{file.resolve().as_uri()}?immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(_FIND, ("",)).close()  # an earlier version's file has no such table
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def is_broken(error: Exception) -> bool:
    """True where the file itself is damaged, and another one may take its place."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _BROKEN


def is_busy(error: Exception) -> bool:
    """True where another process is writing: the next answer may be kept again."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def set_aside(file: Path) -> Path:
    """Rename a damaged file, and what SQLite keeps beside it. Raises `OSError`."""
    aside = file.with_name(f"{file.name}.broken")
    for ending in ("", "-wal", "-shm"):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    return aside
