"""Small answers in SQLite.

Keys, redaction and serialiser are requests-cache's; the table is ours: requests-cache's own SQLite
backend tries for ever to begin a write that cannot be (a read-only file, a full disk). This one
tries once, and whoever asks goes on without.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from requests_cache.backends.base import BaseCache, BaseStorage
from requests_cache.models.response import CachedResponse
from requests_cache.policy.settings import CacheSettings

from provenance.fetch.seed import SECRET_PARAMS

_BUSY_SECONDS = 2.0
"""How long a write waits for another process's: one answer is written in a few milliseconds."""
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS responses (key TEXT PRIMARY KEY, value BLOB, expires INTEGER);
"""


class AnswerCache:
    """Answers by request. Safe for many threads.

    Every method raises `OSError` or `sqlite3.Error` where the file cannot be used.
    """

    def __init__(self, file: Path | None, *, verify: bool = True, read_only: bool = False) -> None:
        """Open the file, or a cache in memory where there is none.

        `verify` is whether certificates are: what was had without is no answer to a run with.
        """
        self._verify = verify
        connection = _connect_read_only(file) if file and read_only else _connect(file)
        self._table = _Table(connection)
        self._cache = BaseCache()
        self._cache.responses = self._table
        self._cache._settings = CacheSettings(
            ignored_parameters=[*SECRET_PARAMS, "Authorization", "x-api-key"]
        )

    def find(self, request: requests.PreparedRequest, *, stale: bool) -> CachedResponse | None:
        """The kept answer to `request`; one that has expired only where `stale` will do."""
        kept = self._cache.get_response(self._key(request))
        return kept if kept is not None and (stale or not kept.is_expired) else None

    def keep(self, response: requests.Response, fresh: timedelta) -> None:
        """Keep an answer as what the host says now, for as long as it is `fresh`."""
        key = self._key(response.request)
        self._cache.save_response(response, key, datetime.now(UTC) + fresh)

    def close(self) -> None:
        """Close the file."""
        self._table.close()

    def _key(self, request: requests.PreparedRequest) -> str:
        return self._cache.create_key(request, verify=self._verify, cert=None)


class _Table(BaseStorage[str, CachedResponse]):
    """The mapping that requests-cache keeps answers in."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(serializer="json")
        self._connection, self._lock = connection, threading.Lock()

    def __getitem__(self, key: str) -> Any:
        row = self._run("SELECT value FROM responses WHERE key = ?", key)
        if not row:
            raise KeyError(key)
        return self.deserialize(key, row[0][0])

    def __setitem__(self, key: str, value: CachedResponse) -> None:
        sql = "INSERT OR REPLACE INTO responses (key, value, expires) VALUES (?, ?, ?)"
        expires = getattr(value, "expires_unix", None)
        self._run(sql, key, self.serialize(value), expires)

    def __delitem__(self, key: str) -> None:
        self._run("DELETE FROM responses WHERE key = ?", key)

    def __iter__(self) -> Iterator[str]:
        return iter([key for (key,) in self._run("SELECT key FROM responses")])

    def __len__(self) -> int:
        return int(self._run("SELECT count(*) FROM responses")[0][0])

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _run(self, sql: str, *values: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()


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
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


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
