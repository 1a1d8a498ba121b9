"""How each host wants to be treated: connections, pauses, who must be named.

Sources: Wikimedia robot policy and API etiquette (2 connections to the upload hosts, 3 to the
APIs, the operator's contact in the User-Agent), Internet Archive (CDX 30 a minute, of which
libraries are asked to take 80 %; availability every 5 s), Openverse (20 a minute without a key),
Flickr (3,600 an hour).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from provenance.errors import NotFetched
from provenance.fetch.exchange import TooLate
from provenance.model import Reason
from provenance.model.sentences import say
from provenance.values import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """What one host allows."""

    connections: int = 4
    pause: float = 0.0
    """Seconds between the starts of two requests."""
    contact: bool = False
    """True where the operator must be named in the User-Agent."""
    rest: float = 0.0
    """Seconds it is left alone once it could not be reached."""


HOSTS: dict[str, Manners] = {
    "upload.wikimedia.org": Manners(2, contact=True),
    "thumb.wikimedia.org": Manners(2, contact=True),
    "wikimedia.org": Manners(3, 0.3, contact=True),
    "wikipedia.org": Manners(3, 0.3, contact=True),
    "wikidata.org": Manners(3, 0.3, contact=True),
    "w.wiki": Manners(2, 0.3, contact=True),
    "imagehash.toolforge.org": Manners(1, 0.5, contact=True, rest=60.0),
    "web.archive.org": Manners(1, 2.5),
    "archive.org": Manners(1, 5.0),
    "api.openverse.org": Manners(1, 3.0),
    "api.flickr.com": Manners(2, 1.0),
    "www.flickr.com": Manners(2, 1.0),
    "staticflickr.com": Manners(2, 0.2),
    "cdn.syndication.twimg.com": Manners(2, 0.5),
    "publish.twitter.com": Manners(2, 0.5),
    "t.me": Manners(1, 1.0),
    "public.api.bsky.app": Manners(2, 0.3),
    "mastodon.social": Manners(2, 1.0),
}
"""By host, or by the domain it ends in; the longest that fits counts."""


def manners_of(host: str) -> Manners:
    """How `host` wants to be treated."""
    labels = host.lower().split(".")
    for start in range(len(labels)):
        if found := HOSTS.get(".".join(labels[start:])):
            return found
    return Manners()


class _Gate:
    """One host's turnstile."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.places = threading.BoundedSemaphore(manners.connections)
        self.lock = threading.Lock()
        self.next_start = 0.0
        self.rests_until = 0.0

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Leave the host alone for a while where it could not be reached inside the block."""
        try:
            yield
        except (TooLate, NotFetched) as error:
            if isinstance(error, TooLate) or error.reason is Reason.NETWORK:
                self.rests_until = time.monotonic() + self.manners.rest
            raise


class Turnstiles:
    """Lets requests through one by one as their hosts wish. Safe for many threads."""

    def __init__(self) -> None:
        self._gates: dict[str, _Gate] = {}
        self._lock = threading.Lock()

    @contextmanager
    def through(self, host: str, until: float) -> Iterator[None]:
        """Wait for a place at `host` and hold it.

        Raises `NotFetched(over-budget)` where none is free before `until`.
        """
        with self._lock:
            gate = self._gates.setdefault(host, _Gate(manners_of(host)))
        if not gate.places.acquire(timeout=max(0.0, until - time.monotonic())):
            raise NotFetched(
                Reason.OVER_BUDGET,
                say("no free connection to {host} within the time allowed", host=host),
            )
        try:
            with gate.lock:
                start = max(time.monotonic(), gate.next_start)
                if start < gate.rests_until:
                    raise NotFetched(
                        Reason.NETWORK,
                        say("{host} could not be reached a moment ago: left alone", host=host),
                    )
                if start > until:
                    raise NotFetched(
                        Reason.OVER_BUDGET,
                        say("{host} asks for pauses longer than the time allowed", host=host),
                    )
                gate.next_start = start + gate.manners.pause
            time.sleep(max(0.0, start - time.monotonic()))
            with gate.resting():
                yield
        finally:
            gate.places.release()
