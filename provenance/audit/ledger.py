"""The audit's memory: one SQLite file, in which what is committed counts.

SQLite and not Parquet: an article at a time can be committed and looked up, a kill leaves whole
transactions, nothing has to be installed to read it, and 100,000 articles are 0.5 GB.
`docs/audit.md` lists the columns. The tables `item`, `left_out`, `article`, `picture`, `finding`,
`unchecked` and `cluster` are the same for the same audit; what depends on the
day (`effort`, `change`) stands apart.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.audit.outcome import Outcome
from provenance.errors import UsageError

NAME = "audit.sqlite"
VERSION = "1"
_LOCK = "lock.sqlite"
_PAGE = 500
"""Items that are read at once."""
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE listing (id INTEGER PRIMARY KEY, document BLOB NOT NULL);
CREATE TABLE item (
  number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, place TEXT NOT NULL,
  at INTEGER NOT NULL, size INTEGER NOT NULL, listing INTEGER REFERENCES listing (id)
);
CREATE TABLE left_out (origin TEXT NOT NULL, why TEXT NOT NULL, UNIQUE (origin, why));
CREATE TABLE article (
  number INTEGER PRIMARY KEY REFERENCES item (number), state TEXT NOT NULL, detail TEXT NOT NULL,
  url TEXT NOT NULL, headline TEXT NOT NULL, published TEXT NOT NULL, section TEXT NOT NULL,
  verdict TEXT NOT NULL, pictures INTEGER NOT NULL, errors INTEGER NOT NULL,
  warnings INTEGER NOT NULL, infos INTEGER NOT NULL, not_checked INTEGER NOT NULL
);
CREATE TABLE picture (
  number INTEGER NOT NULL REFERENCES article (number), at INTEGER NOT NULL, url TEXT NOT NULL,
  caption TEXT NOT NULL, credit TEXT NOT NULL, photographer TEXT NOT NULL, agency TEXT NOT NULL,
  license TEXT NOT NULL, verdict TEXT NOT NULL, sha256 TEXT NOT NULL, phash TEXT NOT NULL,
  PRIMARY KEY (number, at)
) WITHOUT ROWID;
CREATE TABLE finding (
  number INTEGER NOT NULL REFERENCES article (number), at INTEGER NOT NULL, rule TEXT NOT NULL,
  severity TEXT NOT NULL, confidence TEXT NOT NULL, message TEXT NOT NULL,
  PRIMARY KEY (number, at, rule, message)
) WITHOUT ROWID;
CREATE TABLE unchecked (
  number INTEGER NOT NULL REFERENCES article (number), rule TEXT NOT NULL, reason TEXT NOT NULL,
  pictures INTEGER NOT NULL, PRIMARY KEY (number, rule, reason)
) WITHOUT ROWID;
CREATE INDEX picture_bytes ON picture (sha256) WHERE sha256 != '';
CREATE TABLE cluster (sha256 TEXT PRIMARY KEY, cluster INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE report (
  number INTEGER PRIMARY KEY REFERENCES article (number), document BLOB NOT NULL
);
CREATE INDEX picture_address ON picture (url);
CREATE TABLE change (
  id INTEGER PRIMARY KEY, number INTEGER NOT NULL, at INTEGER NOT NULL, site TEXT NOT NULL,
  post INTEGER NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, state TEXT NOT NULL,
  noted TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE effort (
  number INTEGER PRIMARY KEY REFERENCES article (number), seconds REAL NOT NULL,
  cpu REAL NOT NULL, finished TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
"""


class Ledger:
    """The ledger in one folder; one process at a time writes in it."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self.folder = folder
        self._last_listing: tuple[bytes, int] = (b"", 0)

    @classmethod
    def begin(cls, folder: Path) -> Ledger:
        """A new ledger. Raises `UsageError` where one is there, or none can be."""
        if (folder / NAME).exists():
            raise UsageError(
                f"{folder} holds an audit already. Go on with it by --resume, or name another "
                "folder with --output."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise UsageError(f"{folder} cannot be made: {error.strerror}") from error
        ledger = cls._connect(folder)
        try:
            with ledger._telling(), ledger._connection:
                ledger._connection.executescript(f"BEGIN; {_TABLES} COMMIT;")
            ledger.note("version", VERSION)
        except BaseException:
            ledger.close()
            raise
        return ledger

    @classmethod
    def open(cls, folder: Path) -> Ledger:
        """The ledger that is there. Raises `UsageError` where there is none."""
        if not (folder / NAME).is_file():
            raise UsageError(
                f"there is no audit in {folder}. `provenance audit TARGET --output {folder}` "
                "makes one."
            )
        ledger = cls._connect(folder)
        try:
            version = ledger.noted("version")
        except BaseException:
            ledger.close()
            raise
        if version != VERSION:
            ledger.close()
            raise UsageError(f"{folder / NAME} was written by another version of this program.")
        return ledger

    @classmethod
    def _connect(cls, folder: Path) -> Ledger:
        try:
            connection = sqlite3.connect(folder / NAME, timeout=30.0)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
            except sqlite3.Error:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise UsageError(f"{folder / NAME} cannot be opened: {error}") from error
        return cls(connection, folder)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def discard(self) -> None:
        """Close it and take its files away."""
        self.close()
        for name in (NAME, f"{NAME}-wal", f"{NAME}-shm", _LOCK):
            (self.folder / name).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Alone among the processes that audit into this folder.

        A process that dies lets go. Raises `UsageError` where another is at work.
        """
        lock = sqlite3.connect(self.folder / _LOCK, timeout=0.0, isolation_level=None)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            raise UsageError(f"another audit is at work in {self.folder}: {error}") from error
        try:
            yield
        finally:
            lock.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Trouble with the disk as one sentence."""
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError(
                f"{self.folder / NAME} cannot be written: {error}. What was committed is kept: "
                "make room, then go on with --resume."
            ) from error

    def note(self, name: str, value: str) -> None:
        """Keep one fact of the audit itself."""
        with self._telling(), self._connection:
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def noted(self, name: str) -> str | None:
        """A fact of the audit itself."""
        try:
            found = self.rows("SELECT value FROM meta WHERE name = ?", name)
        except sqlite3.Error as error:
            raise UsageError(f"{self.folder / NAME} is no audit: {error}") from error
        return str(found[0][0]) if found else None

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self._connection.execute(sql, values).fetchall()

    def list_items(self, found: Iterable[Item | LeftOut]) -> None:
        """Keep what is to be checked, each key once, in the order found."""
        batch: list[Item | LeftOut] = []
        for one in found:
            batch.append(one)
            if len(batch) == _PAGE:
                self._list(batch)
                batch = []
        self._list(batch)

    def _list(self, batch: Sequence[Item | LeftOut]) -> None:
        with self._telling(), self._connection as write:
            for one in batch:
                if isinstance(one, LeftOut):
                    write.execute(
                        "INSERT OR IGNORE INTO left_out VALUES (?, ?)", (one.origin, one.why)
                    )
                    continue
                fresh = write.execute(
                    "INSERT INTO item (key, kind, place, at, size) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (key) DO NOTHING RETURNING number",
                    (one.key, str(one.kind), one.place, one.at, one.size),
                ).fetchall()
                if fresh and one.document:
                    write.execute(
                        "UPDATE item SET listing = ? WHERE number = ?",
                        (self._listing(one.document), fresh[0][0]),
                    )

    def _listing(self, document: bytes) -> int:
        """The id under which a document is kept; the items of one feed share it."""
        if self._last_listing[0] != document:
            sql = "INSERT INTO listing (document) VALUES (?) RETURNING id"
            (found,) = self._connection.execute(sql, (document,)).fetchall()
            self._last_listing = (document, int(found[0]))
        return self._last_listing[1]

    def todo(self) -> Iterator[Item]:
        """The items without an outcome, in their order."""
        last = 0
        sql = (
            "SELECT item.number, key, kind, place, at, size, listing.document FROM item "
            "LEFT JOIN listing ON listing.id = item.listing WHERE item.number > ? AND NOT EXISTS "
            "(SELECT 1 FROM article WHERE article.number = item.number) "
            "ORDER BY item.number LIMIT ?"
        )
        while found := self.rows(sql, last, _PAGE):
            for number, key, kind, place, at, size, document in found:
                yield Item(key, ItemKind(kind), place, at, size, document or b"", number)
            last = found[-1][0]

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Commit outcomes: once this returns, nothing takes them away."""
        with self._telling(), self._connection as write:
            for one in outcomes:
                _keep(write, one)

    def counts(self) -> dict[str, int]:
        """State → articles; `left` are those without an outcome."""
        (listed,) = self.rows("SELECT COUNT(*) FROM item")[0]
        by_state = self.rows("SELECT state, COUNT(*) FROM article GROUP BY state ORDER BY state")
        done = {str(state): int(count) for state, count in by_state}
        return {**done, "left": int(listed) - sum(done.values())}

    def amend(self, outcome: Outcome) -> None:
        """Put another outcome in the place of the one that is there."""
        with self._telling(), self._connection as write:
            for table in ("picture", "finding", "unchecked", "report", "article"):
                write.execute(f"DELETE FROM {table} WHERE number = ?", (outcome.number,))  # noqa: S608
            _keep(write, outcome)

    def note_clusters(self, clusters: Sequence[Sequence[str]]) -> None:
        """Keep which pictures, by their bytes, are one."""
        with self._telling(), self._connection as write:
            write.execute("DELETE FROM cluster")
            write.executemany(
                "INSERT OR IGNORE INTO cluster VALUES (?, ?)",
                [(one, number) for number, some in enumerate(clusters, 1) for one in some],
            )

    def printed_often(self) -> Iterator[list[tuple[int, int, str]]]:
        """(number, at, key) of the uses of each picture that has several different ones.

        One for each caption and credit, the earliest, in the order of their publication.
        """
        sql = """
            SELECT COALESCE(CAST(cluster AS TEXT), picture.sha256) AS one, picture.number,
              picture.at, item.key, MIN(article.published || ' ' || printf('%09d', picture.number))
            FROM picture LEFT JOIN cluster ON cluster.sha256 = picture.sha256
            JOIN article ON article.number = picture.number
            JOIN item ON item.number = picture.number
            WHERE picture.sha256 != '' AND caption || credit != ''
            GROUP BY one, caption, credit ORDER BY one, 5, picture.at"""
        for _, rows in groupby(self.rows(sql), key=lambda row: row[0]):
            uses = [(int(number), int(at), str(key)) for _, number, at, key, _ in rows]
            if len(uses) > 1:
                yield uses

    def note_change(
        self, number: int, at: int, site: str, post: int, before: str, after: str
    ) -> int:
        """Keep what is about to be changed in a CMS; the change's id."""
        sql = (
            "INSERT INTO change (number, at, site, post, before, after, state) "
            "VALUES (?, ?, ?, ?, ?, ?, 'sent') RETURNING id"
        )
        with self._telling(), self._connection as write:
            values = (number, at, site, post, before, after)
            return int(write.execute(sql, values).fetchall()[0][0])

    def settle_change(self, id: int, state: str) -> None:
        """Keep what became of a change: `applied` or `undone`."""
        with self._telling(), self._connection as write:
            write.execute("UPDATE change SET state = ? WHERE id = ?", (state, id))

    def changes(self, site: str) -> list[tuple[int, int, str, str, str]]:
        """(id, post, before, after, key) of what was changed on a site, the last first."""
        sql = (
            "SELECT id, post, before, after, key FROM change JOIN item USING (number) "
            "WHERE site = ? AND state != 'undone' ORDER BY id DESC"
        )
        return self.rows(sql, site)

    def report_of(self, number: int) -> bytes | None:
        """The packed report on one article."""
        found = self.rows("SELECT document FROM report WHERE number = ?", number)
        return bytes(found[0][0]) if found else None


def _keep(write: sqlite3.Connection, one: Outcome) -> None:
    by = {
        name: sum(f.severity == name for f in one.findings) for name in ("error", "warning", "info")
    }
    not_checked = sum(count for _, _, count in one.unchecked)
    fresh = write.execute(
        "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING RETURNING 1",
        (
            one.number, str(one.state), one.detail, one.url, one.headline, one.published,
            one.section, one.verdict, len(one.pictures), by["error"], by["warning"], by["info"],
            not_checked,
        ),
    ).fetchall()  # fmt: skip
    if not fresh:
        return
    number = one.number
    write.executemany(
        "INSERT INTO picture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (
                number, p.at, p.url, p.caption, p.credit, p.photographer, p.agency, p.license,
                p.verdict, p.sha256, p.phash,
            )
            for p in one.pictures
        ],
    )  # fmt: skip
    write.executemany(
        "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(number, f.at, f.rule, f.severity, f.confidence, f.message) for f in one.findings],
    )
    write.executemany(
        "INSERT INTO unchecked VALUES (?, ?, ?, ?)", [(number, *row) for row in one.unchecked]
    )
    if one.report:
        write.execute("INSERT INTO report VALUES (?, ?)", (number, one.report))
    write.execute(
        "INSERT INTO effort (number, seconds, cpu) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (number, one.seconds, one.cpu),
    )
