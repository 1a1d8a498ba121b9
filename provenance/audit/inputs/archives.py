"""Web archives (WARC, WACZ): what they answer, and the pages in them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlencode, urljoin

from provenance.audit.item import Item, ItemKind, LeftOut
from provenance.errors import NotFetched, UnreadableInput, UsageError, how_to_install
from provenance.fetch import Exchange, Fetches, Kind
from provenance.fetch.answers import REDIRECTS, check_status
from provenance.fetch.seed import same_url
from provenance.model import Reason, Retrieved
from provenance.model.addresses import is_web_address
from provenance.values import dataclass

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

ARCHIVES = (".warc", ".warc.gz", ".wacz")
_MOST_HOPS = 5
_MOST_PAGE_LIST = 200_000_000
"""Bytes of the list of pages in a WACZ; a line has about 200."""
_LOCAL_HEADER = 30
"""Bytes of a ZIP entry's header before its name."""
_TABLES = """
CREATE TABLE IF NOT EXISTS file (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL,
  UNIQUE (path, start)
);
CREATE TABLE IF NOT EXISTS record (
  url TEXT PRIMARY KEY, named TEXT NOT NULL, file INTEGER NOT NULL REFERENCES file (id),
  offset INTEGER NOT NULL, date TEXT NOT NULL, mime TEXT NOT NULL, status INTEGER NOT NULL,
  location TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS page (number INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE);
"""
_LATEST = (
    "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET "
    "named = excluded.named, file = excluded.file, offset = excluded.offset, "
    "date = excluded.date, mime = excluded.mime, status = excluded.status, "
    "location = excluded.location WHERE (excluded.status = 200, excluded.date, excluded.file, "
    "excluded.offset) > (record.status = 200, record.date, record.file, record.offset)"
)
"""Of several captures of an address the latest that is whole counts."""


class _Part(io.RawIOBase):
    """A stretch of a file as a file of its own: a WARC inside a WACZ."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """Bytes from the stretch's beginning."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a byte of the stretch."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, none of them behind the stretch."""
        left = max(0, self._size - self._at)
        self._file.seek(self._start + self._at)
        data = self._file.read(left if size is None or size < 0 else min(size, left))
        self._at += len(data)
        return data


@dataclass(frozen=True, slots=True)
class _Warc:
    """Where one WARC lies."""

    path: Path
    start: int
    size: int

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """The WARC as a file."""
        with self.path.open("rb") as file:
            yield _Part(file, self.start, self.size)


class Archives:
    """The web archives of one audit, found by address."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    @property
    def exist(self) -> bool:
        """True where the audit has any."""
        return self._path.is_file()

    def close(self) -> None:
        """Let go of the index."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self._path, timeout=60.0, check_same_thread=False)
            self._connection.executescript(_TABLES)
        return self._connection

    def read(self, path: Path) -> Iterator[LeftOut]:
        """Note what a web archive holds; yields what in it could not be read.

        Raises `UnreadableInput` where it is none.
        """
        try:
            from warcio.exceptions import ArchiveLoadFailed
        except ImportError as error:
            raise UsageError(
                f"web archives need the extra `audit`: {how_to_install('audit')}"
            ) from error
        connection = self._open()
        for warc in _warcs_in(path):
            try:
                _index(connection, warc)
            except (ArchiveLoadFailed, EOFError, ValueError, OSError, zipfile.BadZipFile) as error:
                yield LeftOut(str(path), f"{path} is damaged; what could be read is used: {error}")
            connection.commit()
        if path.suffix.lower() == ".wacz":
            with connection:
                for url in _pages_of(path):
                    connection.execute("INSERT OR IGNORE INTO page (url) VALUES (?)", (url,))

    def pages(self) -> Iterator[Item]:
        """The pages in all archives: those that are listed as such, else all HTML."""
        if not self.exist:
            return
        connection = self._open()
        listed = connection.execute("SELECT url FROM page ORDER BY number").fetchall()
        if not listed:
            listed = connection.execute(
                "SELECT named FROM record WHERE status = 200 AND mime IN "
                "('text/html', 'application/xhtml+xml') ORDER BY file, offset"
            ).fetchall()
        for (url,) in listed:
            yield Item(url, ItemKind.ADDRESS, url)

    def answer(self, url: str, most: int) -> Exchange | None:
        """What the archives answered to an address; None where they hold nothing whole."""
        found = self._open().execute(
            "SELECT path, start, size, offset, date, status, location, named FROM record "
            "JOIN file ON file.id = record.file WHERE url = ?",
            (same_url(url),),
        )
        for path, start, size, offset, date, status, location, named in found:
            body, headers = b"", {"location": location}
            if status == 200:
                body, headers = _read_at(_Warc(Path(path), start, size), offset, most)
            return Exchange(named, status, headers, body, _moment(date), Retrieved.CACHED)
        return None


@dataclass(frozen=True, slots=True)
class ArchivedFetcher:
    """Answers from web archives; what they do not hold, another fetcher is asked for."""

    archives: Archives
    beyond: Fetches
    max_bytes: int

    @property
    def offline(self) -> bool:
        """True where no socket will be opened."""
        return self.beyond.offline

    def get(
        self,
        url: str,
        *,
        kind: Kind = "json",
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accept_status: tuple[int, ...] = (),
        max_bytes: int | None = None,
    ) -> Exchange:
        """See `Fetches.get`."""
        asked = f"{url}{'&' if '?' in url else '?'}{urlencode(params)}" if params else url
        most = max_bytes or self.max_bytes
        for _ in range(_MOST_HOPS if is_web_address(asked) else 0):
            answer = self._archived(asked, most)
            if answer is None or answer.status not in REDIRECTS:
                break
            asked = urljoin(asked, answer.headers["location"])
        else:
            answer = None
        if answer is not None:
            return check_status(answer, accept_status, kind)
        return self.beyond.get(
            url, kind=kind, params=params, headers=headers, accept_status=accept_status,
            max_bytes=max_bytes,
        )  # fmt: skip

    def _archived(self, url: str, most: int) -> Exchange | None:
        try:
            return self.archives.answer(url, most)
        except (sqlite3.Error, OSError, ValueError, EOFError) as error:
            raise NotFetched(
                Reason.FAILED, f"the web archive's record of it cannot be read: {error}"
            ) from error

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """See `Fetches.post`."""
        return self.beyond.post(url, payload=payload, headers=headers)


def _warcs_in(path: Path) -> Iterator[_Warc]:
    if path.suffix.lower() != ".wacz":
        yield _Warc(path.resolve(), 0, path.stat().st_size)
        return
    try:
        with zipfile.ZipFile(path) as packed, path.open("rb") as file:
            for entry in sorted(packed.infolist(), key=lambda e: e.filename):
                if not entry.filename.lower().endswith((".warc", ".warc.gz")):
                    continue
                if entry.compress_type != zipfile.ZIP_STORED:
                    raise UnreadableInput(
                        f"{path} packs {entry.filename} once more, so that no record in it can be "
                        "looked up. Unpack it and name the WARC files."
                    )
                file.seek(entry.header_offset + _LOCAL_HEADER - 4)
                name, extra = (int.from_bytes(file.read(2), "little") for _ in range(2))
                start = entry.header_offset + _LOCAL_HEADER + name + extra
                yield _Warc(path.resolve(), start, entry.file_size)
    except zipfile.BadZipFile as error:
        raise UnreadableInput(f"{path} is no WACZ: {error}.") from error


def _pages_of(path: Path) -> Iterator[str]:
    """The addresses of the pages that a WACZ lists."""
    with zipfile.ZipFile(path) as packed:
        for name in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
            if name not in packed.namelist():
                continue
            with packed.open(name) as lines:
                for line in io.BytesIO(lines.read(_MOST_PAGE_LIST)):
                    try:
                        page = json.loads(line)
                    except (ValueError, RecursionError):
                        continue
                    url = page.get("url") if isinstance(page, dict) else None
                    if isinstance(url, str) and is_web_address(url):
                        yield url


def _index(connection: sqlite3.Connection, warc: _Warc) -> None:
    """Note every answer in a WARC."""
    from warcio.archiveiterator import ArchiveIterator

    place = (str(warc.path), warc.start)
    connection.execute(
        "INSERT OR IGNORE INTO file (path, start, size) VALUES (?, ?, ?)", (*place, warc.size)
    )
    (file,) = connection.execute(
        "SELECT id FROM file WHERE path = ? AND start = ?", place
    ).fetchone()
    # what warcio prints of a broken record is told in our own words
    with warc.opened() as opened, redirect_stderr(io.StringIO()):
        records = ArchiveIterator(opened)
        for record in records:
            row = _row(record, file)
            if row is not None:
                connection.execute(_LATEST, (*row[:3], records.get_record_offset(), *row[3:]))
    if records.err_count:
        raise ValueError(f"{records.err_count} of its records are broken")


def _row(record: ArcWarcRecord, file: int) -> tuple[Any, ...] | None:
    """(url, named, file, date, mime, status, location) of an answer; None for others."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    url = url.strip("<>")
    if not is_web_address(url):
        return None
    date = record.rec_headers.get_header("WARC-Date") or ""
    if record.rec_type == "revisit":
        other = (record.rec_headers.get_header("WARC-Refers-To-Target-URI") or "").strip("<>")
        if not is_web_address(other) or same_url(other) == same_url(url):
            return None
        return same_url(url), url, file, date, "", REDIRECTS[0], other
    if record.rec_type == "resource":
        return same_url(url), url, file, date, record.content_type or "", 200, ""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    code = record.http_headers.get_statuscode() or ""
    status = int(code) if code.isdigit() else 0
    location = record.http_headers.get_header("Location") or ""
    if status != 200 and not (status in REDIRECTS and location):
        return None
    mime = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return same_url(url), url, file, date, mime, status, location


def _read_at(warc: _Warc, offset: int, most: int) -> tuple[bytes, dict[str, str]]:
    """The body of one record, out of its encodings, and its headers."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with warc.opened() as opened:
        opened.seek(offset)
        try:
            record = next(iter(ArchiveIterator(opened)))
        except (ArchiveLoadFailed, StopIteration) as error:
            raise ValueError(str(error)) from error
        body = record.content_stream().read(most + 1)
        if len(body) > most:
            raise NotFetched(Reason.TOO_LARGE, f"its record has more than {most // 1_000_000} MB")
        headers = record.http_headers.headers if record.http_headers else ()
        return body, {str(k).lower(): str(v) for k, v in headers}


def _moment(date: str) -> datetime:
    """A record's own time; the epoch where it states none."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
