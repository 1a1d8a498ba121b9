"""Connections that keep nobody out: headers in time, a token before a body.

waitress reads a whole body before anybody looks at its token, lets a header take as long as it
drips, and stops accepting at its limit, whoever holds the places.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import Error

from provenance.hooks.service import shapes
from provenance.model.sentences import plain

Admits = Callable[[Mapping[str, str]], bool]
"""Whether the headers of a call (names as in CGI, without HTTP_) let its body in."""
HEADER_SECONDS = 10.0
"""How long the headers of a call may take: a caller sends them at once."""
MOST_DISCARDED = 50_000_000
"""Bytes of a refused body that are read so that its caller hears why: more than twice what is
taken."""
DISCARD_SECONDS = 10.0
"""How long they are read."""
_ROOM = 0.75
"""Share of the places from which those that wait longest without a call are closed."""
_SENTENCES = {
    401: "send a known token in the header Authorization: Bearer TOKEN",
    413: "the body is larger than this service takes",
    431: "the headers are larger than this service takes",
    500: "the service failed on this call; its log tells more",
    501: "this service does not know that transfer encoding",
}
_CODES = {
    401: "no-token",
    413: "request-entity-too-large",
    431: "headers-too-large",
    500: "failed",
    501: "not-implemented",
}


class Unauthorized(Error):  # type: ignore[misc]
    """A call with a body and without a known token."""

    code = 401
    reason = "Unauthorized"


class _JsonError(ErrorTask):  # type: ignore[misc]
    """What is refused before the application sees it, as an `ErrorAnswer`."""

    def execute(self) -> None:
        """Answer, and close the connection once its caller has been heard out.

        What follows on it cannot be told from the refused body.
        """
        error = self.request.error
        sentence = _SENTENCES.get(error.code, "this is not a request in HTTP/1.1")
        answer = shapes.ErrorAnswer(
            shapes.ErrorDetail(_CODES.get(error.code, "bad-request"), sentence)
        )
        body = msgspec.json.encode(answer, enc_hook=plain)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        if error.code == Unauthorized.code:
            self.response_headers.append(("WWW-Authenticate", "Bearer"))
        self.channel.hears_out = True
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Asks for the token as soon as the headers are there."""

    completed = False

    def __init__(self, adj: Any, admits: Admits) -> None:
        super().__init__(adj)
        self._admits = admits
        self._is_asked = False

    def received(self, data: bytes) -> int:
        """Take what has come; a body that is not let in is not waited for."""
        taken = int(super().received(data))
        if self.headers_finished and not self._is_asked and not self.completed:
            self._is_asked = True
            if not self._admits(self.headers):
                self.error = Unauthorized("no token")
                self.completed = True
        return taken


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection."""

    error_task_class = _JsonError
    last_answer: float | None = None
    hears_out = False
    """True where the rest of a refused body is to be read before the connection is closed."""
    _discarding_until: float | None = None
    _discarded = 0

    def __init__(self, server: Any, sock: Any, addr: Any, adj: Any, map: Any = None) -> None:
        super().__init__(server, sock, addr, adj, map)
        self.idle_since = time.monotonic()
        """When it was opened, or its last call was answered."""
        self.parser_class = lambda adj: _Parser(adj, server.admits)

    @property
    def is_idle(self) -> bool:
        """True where nobody works on a call of it, and no body is let in."""
        has_headers = self.request is not None and self.request.headers_finished
        return not (self.requests or self.total_outbufs_len or has_headers)

    @property
    def is_overdue(self) -> bool:
        """True where headers have begun, or never did, and are not there in time."""
        if self._discarding_until is not None:
            return time.monotonic() > self._discarding_until
        is_owed = self.last_answer is None or self.request is not None
        return self.is_idle and is_owed and time.monotonic() - self.idle_since > HEADER_SECONDS

    def service(self) -> None:
        """Answer one call."""
        super().service()
        self.last_answer = self.idle_since = time.monotonic()

    def readable(self) -> bool:
        """True where bytes are wanted."""
        return self._discarding_until is not None or bool(super().readable())

    def writable(self) -> bool:
        """True where bytes are to be sent, or the connection is to be closed."""
        if self._discarding_until is not None:
            return bool(self.will_close)
        return bool(super().writable())

    def handle_read(self) -> None:
        """Take what has come, or let it go."""
        if self._discarding_until is None:
            super().handle_read()
            return
        try:
            data = self.recv(self.adj.recv_bytes)
        except OSError:
            data = b""
        self._discarded += len(data)
        if self.connected and (not data or self._discarded > MOST_DISCARDED):
            self.handle_close()

    def handle_close(self) -> None:
        """Close it; where a refused body is still on its way, stop sending first.

        To close at once would reset the connection, and the answer would be lost with it.
        """
        if self.hears_out and self._discarding_until is None and self.connected:
            try:
                self.socket.shutdown(1)
            except OSError:
                super().handle_close()
                return
            self._discarding_until = time.monotonic() + DISCARD_SECONDS
            self.will_close = self.close_when_flushed = False
            return
        super().handle_close()


def make_room(channels: Iterable[Channel], most: int) -> None:
    """Close what is overdue; where few places are left, also what is idle longest."""
    kept = []
    for channel in channels:
        if channel.is_overdue:
            channel.will_close = True
        else:
            kept.append(channel)
    idle = sorted((c for c in kept if c.is_idle), key=lambda channel: channel.idle_since)
    for channel in idle[: max(0, len(kept) - round(most * _ROOM))]:
        channel.will_close = True
