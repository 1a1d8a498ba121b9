"""A server that sends exactly the bytes it is given, whatever they break."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = bytes | Callable[[socket.socket], None]
"""The bytes of one answer, or what talks to the caller."""


@contextmanager
def raw_server(answer: Answer) -> Iterator[str]:
    """The address of a server on loopback that answers every request so, and closes."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.1)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                caller, _ = listening.accept()
            except TimeoutError:
                continue
            threading.Thread(target=talk, args=(caller,), daemon=True).start()

    def talk(caller: socket.socket) -> None:
        with caller:
            try:
                caller.settimeout(5)
                request = b""
                while b"\r\n\r\n" not in request and (part := caller.recv(65_536)):
                    request += part
                if callable(answer):
                    answer(caller)
                else:
                    caller.sendall(answer)
            except OSError:
                return  # the caller has hung up

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        over.set()
        thread.join(5)
        listening.close()


def http(
    body: bytes = b"{}", *headers: bytes, status: bytes = b"200 OK", length: bool = True
) -> bytes:
    """One answer; without `length`, its end is the connection's."""
    framing = (b"Content-Length: %d" % len(body),) if length else ()
    lines = (b"HTTP/1.1 " + status, *headers, *framing, b"Connection: close")
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
