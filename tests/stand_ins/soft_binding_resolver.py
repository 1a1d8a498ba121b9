"""A stand-in for a service of C2PA's Soft Binding Resolution API, version 2.4, on loopback.

It keeps manifest stores and the soft bindings that lead to them, answers `/matches/byBinding`,
`/manifests/{id}` and `/services/supportedAlgorithms` as the specification has it, and finds 256-bit
fingerprints up to `near` bits away.
"""

from __future__ import annotations

import base64
import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Resolver:
    """The service; `asked` are the paths it was asked, `down` makes it answer 503."""

    near: int = 31
    asked: list[str] = field(default_factory=list)
    manifests: dict[str, bytes] = field(default_factory=dict)
    bindings: list[tuple[str, str, str]] = field(default_factory=list)
    down: bool = False
    knows: frozenset[str] | None = None
    """Algorithms that it does not refuse; None for all."""
    endpoint: str | None = None
    """What it says of where manifests lie; None for nothing."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """The same for single manifests."""
    port: int = 0

    @property
    def address(self) -> str:
        """What `credentials.resolvers` names."""
        return f"http://127.0.0.1:{self.port}/v1"

    def keep(self, id: str, manifest: bytes, alg: str, value: str) -> None:
        """Keep a manifest store under a soft binding."""
        self.manifests[id] = manifest
        self.bindings.append((alg, value, id))

    def answer(self, url: str) -> tuple[int, str, bytes]:
        """Status, media type and body."""
        asked = urlsplit(url)
        self.asked.append(unquote(url))
        if self.down:
            return 503, "application/json", b"{}"
        if asked.path == "/v1/matches/byBinding":
            query = {key: values[0] for key, values in parse_qs(asked.query).items()}
            if not {"alg", "value"} <= set(query):
                return 400, "application/json", b'{"detail": "alg and value are required"}'
            if self.knows is not None and query["alg"] not in self.knows:
                return 400, "application/json", b'{"detail": "unknown algorithm"}'
            return 200, "application/json", json.dumps({"matches": self._matches(query)}).encode()
        if asked.path == "/v1/services/supportedAlgorithms":
            told: dict[str, Any] = {"watermarks": [], "fingerprints": []}
            told["fingerprints"] = [{"alg": alg} for alg in sorted({b[0] for b in self.bindings})]
            return 200, "application/json", json.dumps(told).encode()
        manifest = self.manifests.get(unquote(asked.path.removeprefix("/v1/manifests/")))
        if manifest is None:
            return 404, "application/json", b'{"detail": "not found"}'
        return 200, "application/c2pa", manifest

    def _matches(self, query: dict[str, str]) -> list[dict[str, Any]]:
        wanted = int.from_bytes(base64.b64decode(query["value"]), "big")
        found = []
        for alg, value, id in self.bindings:
            bits = (int.from_bytes(base64.b64decode(value), "big") ^ wanted).bit_count()
            if alg == query["alg"] and bits <= self.near:
                endpoint = self.elsewhere.get(id, self.endpoint)
                place = {"endpoint": endpoint} if endpoint else {}
                found.append({"manifestId": id, "similarityScore": 100 - bits, **place})
        found.sort(key=lambda match: -match["similarityScore"])
        return found[: int(query.get("maxResults", "10"))]


@contextlib.contextmanager
def resolver() -> Iterator[Resolver]:
    """A running service."""
    kept = Resolver()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = kept.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    kept.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
