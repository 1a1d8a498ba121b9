"""waitress around the application: its own errors in our shape, and a stop that loses nothing."""

from __future__ import annotations

import threading
import time
from typing import Any

import flask
import msgspec
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from provenance.hooks.service import shapes
from provenance.hooks.service.logs import event
from provenance.hooks.service.service import Service

_SENTENCES = {
    413: "the body is larger than this service takes",
    431: "the headers are larger than this service takes",
    500: "the service failed on this call; its log tells more",
    501: "this service does not know that transfer encoding",
}
_CODES = {
    413: "request-entity-too-large",
    431: "headers-too-large",
    500: "failed",
    501: "not-implemented",
}
_RECEIVED = 262_144
"""Bytes taken from a socket at once. Between two of them the interpreter may work on something
else for a while: with waitress' own 8 KB, an article of 1 MB with its pictures would wait 120
times before it has been read."""
_POLL_SECONDS = 0.02
"""Seconds between two looks at whether the open calls have been answered."""


class _JsonError(ErrorTask):  # type: ignore[misc]
    """What waitress refuses by itself (an oversized body, a broken request line), as an
    `ErrorAnswer`."""

    def execute(self) -> None:
        """Answer, and close the connection: what follows on it cannot be told from the refused
        body."""
        error = self.request.error
        sentence = _SENTENCES.get(error.code, "this is not a request in HTTP/1.1")
        answer = shapes.ErrorAnswer(
            shapes.ErrorDetail(_CODES.get(error.code, "bad-request"), sentence)
        )
        body = msgspec.json.encode(answer)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Channel(HTTPChannel):  # type: ignore[misc]
    error_task_class = _JsonError


class Server:
    """One application on one address. `start` returns at once; `stop` when everything begun has
    ended, or in time."""

    def __init__(self, app: flask.Flask, service: Service, host: str, port: int) -> None:
        """Listen. Raises `OSError` where the address cannot be had."""
        self._service = service
        self._map: dict[int, Any] = {}
        settings = service.settings
        self._server = create_server(
            app,
            map=self._map,
            listen=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            threads=settings.threads,
            connection_limit=4 * settings.threads,
            max_request_body_size=settings.max_body_bytes,
            channel_timeout=60,
            recv_bytes=_RECEIVED,
            asyncore_use_poll=True,
            ident=None,
        )
        self._doors = [part for part in self._map.values() if isinstance(part, BaseWSGIServer)]
        for door in self._doors:
            door.channel_class = _Channel
        self._loop = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._doors[0].effective_port)

    def start(self) -> None:
        """Begin to accept calls, and to take jobs: not before the address was had, lest each
        try wear a job out."""
        self._service.start()
        self._loop.start()

    def stop(self, patience: float) -> bool:
        """Accept no more calls, finish those begun and the running jobs within `patience` seconds,
        keep the rest.

        False where something was still running then; running jobs are put back in the queue.
        """
        until = time.monotonic() + patience
        self._service.closing = True
        self._service.workers.stop_taking()
        self._doors[0].trigger.pull_trigger(self._shut)
        while not (answered := not self._busy()) and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
        finished = self._service.workers.stop(max(0.0, until - time.monotonic()))
        event(
            "closed", answered=answered, jobs_finished=finished, jobs=self._service.store.counts()
        )
        return answered and finished

    def _shut(self) -> None:
        """Close the doors; runs in the loop's thread, which alone may touch its sockets."""
        for door in self._doors:
            wasyncore.dispatcher.close(door)

    def _busy(self) -> bool:
        channels = [part for part in tuple(self._map.values()) if isinstance(part, HTTPChannel)]
        return any(channel.requests or channel.total_outbufs_len for channel in channels)
