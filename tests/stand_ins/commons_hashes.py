"""A stand-in for the public index of Commons' hashes: its two tables and its question, on loopback.

Like the real one it stores `imagehash.phash` and `imagehash.dhash` (8 × 8) of each file at most
1,024 pixels wide, answers where one hash is equal and the other fewer than `maxdifference` bits
away, and speaks of Commons' page ids and titles.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import imagehash
from PIL import Image

_TABLES = """
CREATE TABLE page (page_id INTEGER PRIMARY KEY, page_title TEXT);
CREATE TABLE phash (commons INTEGER, hash TEXT);
CREATE TABLE dhash (commons INTEGER, hash TEXT);
CREATE INDEX phash_hash ON phash (hash);
CREATE INDEX dhash_hash ON dhash (hash);
"""
_NEAR = """
SELECT page_id, page_title FROM page
JOIN phash AS p ON p.commons = page_id JOIN dhash AS d ON d.commons = page_id
WHERE (p.hash = :phash AND bits_apart(d.hash, :dhash) < :most)
   OR (d.hash = :dhash AND bits_apart(p.hash, :phash) < :most)
"""
WIDEST = 1024


@dataclass
class HashIndex:
    """The index; `asked` are the questions it was put, `down` makes it answer 503."""

    asked: list[dict[str, str]] = field(default_factory=list)
    down: bool = False
    port: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_TABLES)
        apart = lambda a, b: (int(a) ^ int(b)).bit_count()  # noqa: E731
        self._database.create_function("bits_apart", 2, apart, deterministic=True)

    def close(self) -> None:
        """Close its database."""
        self._database.close()

    @property
    def endpoint(self) -> str:
        """What `network.endpoints` names."""
        return f"http://127.0.0.1:{self.port}"

    def add(self, page_id: int, title: str, picture: Image.Image) -> None:
        """Index a file as the real one does: `title` is `File:…` with underscores."""
        if picture.width > WIDEST:
            picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)))
        with self._lock:
            self._database.execute("INSERT OR REPLACE INTO page VALUES (?, ?)", (page_id, title))
            for table, hash in (
                ("phash", imagehash.phash(picture)),
                ("dhash", imagehash.dhash(picture)),
            ):
                row = (page_id, str(int(str(hash), 16)))
                self._database.execute(f"DELETE FROM {table} WHERE commons = ?", row[:1])
                self._database.execute(f"INSERT INTO {table} VALUES (?, ?)", row)

    def answer(self, query: str) -> tuple[int, Any]:
        """Status and JSON of the answer to one question."""
        one = {key: values[0] for key, values in parse_qs(query).items()}
        with self._lock:
            self.asked.append(one)
            if self.down:
                return 503, {"error": "no database"}
            if "dhash" not in one or "phash" not in one:
                return 400, {"error": "Missing dhash or phash parameter"}
            try:
                values = {k: str(int(one[k])) for k in ("dhash", "phash")}
                most = int(one.get("maxdifference", "3"))
            except ValueError:
                return 400, {"error": "dhash and phash must be integers"}
            found = self._database.execute(_NEAR, {**values, "most": most}).fetchall()
        return 200, [
            {"page_id": id, "page_title": title, "thumbnail": f"{self.endpoint}/220px-{title}"}
            for id, title in found
        ]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        index: HashIndex = self.server.index  # type: ignore[attr-defined]
        parts = urlsplit(self.path)
        status, answer = index.answer(parts.query) if parts.path == "/search" else (404, {})
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def hash_index() -> Iterator[HashIndex]:
    """The index, empty and listening."""
    index = HashIndex()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.index = index  # type: ignore[attr-defined]
    index.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield index
    finally:
        server.shutdown()
        server.server_close()
        index.close()
