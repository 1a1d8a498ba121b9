"""Something on the service's address that answers as a test says: too little, too late, or with an
error."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class OddService(ThreadingHTTPServer):
    """A server on a free port of this machine; use it in a `with` statement."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.status, self.body, self.after = 200, b"{}", 0.0
        self.most_bytes: int | None = None
        """What a proxy in front lets through; more is answered with 413."""
        self.healthy = True
        self.calls: list[str] = []

    def __enter__(self) -> OddService:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    @property
    def address(self) -> str:
        """What an administrator enters."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: OddService

    def do_GET(self) -> None:
        if self.server.healthy:
            self._send(200, b'{"status": "ok", "queued": 0, "running": 0}')
        else:
            time.sleep(self.server.after)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.server.calls.append(self.path)
        self.rfile.read(length)
        if self.server.most_bytes is not None and length > self.server.most_bytes:
            self._send(413, b"<html>413 Request Entity Too Large</html>")
            return
        time.sleep(self.server.after)
        self._send(self.server.status, self.server.body)

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
