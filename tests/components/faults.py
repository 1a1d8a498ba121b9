"""A small HTTP proxy that breaks things on purpose, put in front of a real server.

It passes each request to the server behind it and then spoils the answer as `Proxy.fault` says.
One request per connection, loopback only, standard library only.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "none", "latency", "stall", "truncate", "reset", "drip", "refuse", "status", "html", "redirect"
]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, and how often."""

    kind: Kind = "none"
    seconds: float = 0.0
    """Latency, or the pause between two dripped bytes."""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    location: str = ""
    times: int | None = None
    """Only the first so many requests; None means all."""
    only: str = ""
    """Only requests whose first line contains this."""


@dataclass
class Proxy:
    """A running proxy. Set `fault` to change what it does; `seen` counts the requests by their
    first line."""

    upstream: tuple[str, int]
    fault: Fault = field(default_factory=Fault)
    seen: list[str] = field(default_factory=list)
    spoiled: int = 0
    _listener: socket.socket = field(default_factory=socket.socket)
    _open: list[socket.socket] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return int(self._listener.getsockname()[1])

    @property
    def base(self) -> str:
        """`http://127.0.0.1:PORT`."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, and serve each connection in its own thread."""
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(32)
        threading.Thread(target=self._serve, daemon=True).start()

    def stop(self) -> None:
        """Close every connection."""
        for connection in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(connection)
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            head = _head(connection)
            if not head:
                return
            line = head.split(b"\r\n", 1)[0].decode("latin-1")
            fault = self._fault_for(line)
            if fault.kind == "refuse":
                return
            if fault.kind == "reset":
                # linger 0 makes close() send RST instead of FIN
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            self._spoil(connection, fault, head)

    def _fault_for(self, line: str) -> Fault:
        with self._lock:
            self.seen.append(line)
            fault = self.fault
            if fault.only not in line or (fault.times is not None and self.spoiled >= fault.times):
                return Fault()
            self.spoiled += 1
            return fault

    def _spoil(self, connection: socket.socket, fault: Fault, head: bytes) -> None:
        if fault.kind == "status":
            connection.sendall(_answer(fault.status, fault.headers, b"no"))
        elif fault.kind == "html":
            page = b"<!DOCTYPE html><title>Wikimedia Error</title><p>Our servers are busy."
            connection.sendall(_answer(200, (("Content-Type", "text/html"),), page))
        elif fault.kind == "redirect":
            connection.sendall(_answer(302, (("Location", fault.location),), b""))
        else:
            answer = self._asked(head)
            if fault.kind == "latency":
                time.sleep(fault.seconds)
                connection.sendall(answer)
            elif fault.kind == "drip":
                for at in range(len(answer)):
                    connection.sendall(answer[at : at + 1])
                    time.sleep(fault.seconds)
            elif fault.kind in ("stall", "truncate"):
                connection.sendall(answer[: max(answer.index(b"\r\n\r\n") + 5, len(answer) // 2)])
                if fault.kind == "stall":
                    connection.recv(1)  # until the other side gives up
            else:
                connection.sendall(answer)

    def _asked(self, head: bytes) -> bytes:
        """The real server's whole answer, with its length stated so that a cut can be told."""
        lines = [
            ln
            for ln in head.split(b"\r\n")
            if not ln.lower().startswith((b"connection:", b"accept-encoding:"))
        ]
        request = b"\r\n".join([lines[0].replace(b"HTTP/1.1", b"HTTP/1.0"), *lines[1:]])
        with socket.create_connection(self.upstream, 60) as server:
            server.sendall(request)
            raw = b"".join(iter(lambda: server.recv(65536), b""))
        top, _, body = raw.partition(b"\r\n\r\n")
        kept = [
            ln
            for ln in top.split(b"\r\n")[1:]
            if not ln.lower().startswith(
                (b"content-length:", b"connection:", b"transfer-encoding:")
            )
        ]
        status = top.split(b"\r\n")[0].replace(b"HTTP/1.0", b"HTTP/1.1")
        return b"\r\n".join(
            [status, *kept, b"Content-Length: %d" % len(body), b"Connection: close", b"", body]
        )


def _head(connection: socket.socket) -> bytes:
    connection.settimeout(60)
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 65536:
        part = connection.recv(4096)
        if not part:
            return b""
        head += part
    return head


def _answer(status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status} Spoiled", *(f"{name}: {value}" for name, value in headers)]
    return (
        "\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""]).encode()
        + body
    )


@contextlib.contextmanager
def proxy_before(host: str, port: int) -> Iterator[Proxy]:
    """A proxy in front of a server, stopped at the end."""
    proxy = Proxy((host, port))
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.stop()
