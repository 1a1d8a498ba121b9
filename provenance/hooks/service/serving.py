"""waitress around the application: errors in our shape, a stop without loss."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

from provenance.hooks.service.connections import Channel, make_room
from provenance.hooks.service.guard import bearer
from provenance.hooks.service.logs import event
from provenance.hooks.service.service import Service

_RECEIVED = 262_144
"""Bytes taken from a socket at once. Between two of them the interpreter may work on something
else for a while: with waitress' own 8 KB, an article of 1 MB with its pictures would wait 120
times before it has been read."""
_POLL_SECONDS = 0.02
"""Seconds between two looks at whether the open calls have been answered."""


_PLACES = 1_000
"""Connections at most, where the process may have so many files open."""
_FILES = 3
"""Of its files, a process keeps so many for each place: a check fetches over some more."""


class Server:
    """One application on one address.

    `start` returns at once; `stop` when everything begun has ended, or in time.
    """

    def __init__(self, app: flask.Flask, service: Service, host: str, port: int) -> None:
        """Listen. Raises `OSError` where the address cannot be had."""
        self._service = service
        self._map: dict[int, Any] = {}
        settings = service.settings.limits
        self._places = max(4 * settings.threads, min(_PLACES, _open_files() // _FILES))
        self._server = create_server(
            app,
            map=self._map,
            listen=f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            threads=settings.threads,
            connection_limit=self._places,
            cleanup_interval=1,
            max_request_body_size=settings.max_body_bytes,
            channel_timeout=60,
            recv_bytes=_RECEIVED,
            asyncore_use_poll=True,
            url_prefix=settings.prefix,
            ident=None,
        )
        self._doors = [part for part in self._map.values() if isinstance(part, BaseWSGIServer)]
        for door in self._doors:
            door.channel_class = Channel
            door.admits = self._admits
            door.maintenance = partial(self._maintain, door, door.maintenance)
        self._loop = threading.Thread(target=self._server.run, name="http", daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._doors[0].effective_port)

    def start(self) -> None:
        """Begin to accept calls, and to take jobs.

        Not before the address was had, lest each try wear a job out.
        """
        self._service.start()
        self._loop.start()

    def stop(self, patience: float) -> bool:
        """Accept no more calls, and finish what was begun within `patience` seconds.

        Jobs that wait are kept.

        False where something was still running then; running jobs are put back in the queue.
        """
        until = time.monotonic() + patience
        self._service.closing = True
        self._service.workers.stop_taking()
        self._service.callbacks.stop()
        self._doors[0].trigger.pull_trigger(self._shut)
        while not (answered := not self._busy()) and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
        finished = self._service.workers.stop(max(0.0, until - time.monotonic()))
        event(
            "closed", answered=answered, jobs_finished=finished, jobs=self._service.store.counts()
        )
        return answered and finished

    def _admits(self, headers: Mapping[str, str]) -> bool:
        """True where the body of a call with these headers may come."""
        settings = self._service.settings
        return not settings.token_hashes or settings.admits(
            bearer(headers.get("AUTHORIZATION", ""))
        )

    def _maintain(self, door: BaseWSGIServer, theirs: Callable[[float], None], now: float) -> None:
        """What waitress does once in a while, and what keeps places free."""
        theirs(now)
        make_room(list(door.active_channels.values()), self._places)

    def _shut(self) -> None:
        """Close the doors; runs in the loop's thread, which alone may touch its sockets."""
        for door in self._doors:
            wasyncore.dispatcher.close(door)

    def _busy(self) -> bool:
        channels = [part for part in tuple(self._map.values()) if isinstance(part, HTTPChannel)]
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def _open_files() -> int:
    """Files that this process may have open."""
    try:
        import resource
    except ImportError:  # a system without limits of this kind
        return _PLACES * _FILES
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
