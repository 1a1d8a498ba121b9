"""The fetcher: cache, then network, then the seed (where allowed), then a reason."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, urlencode, urljoin, urlsplit
from weakref import WeakValueDictionary

from provenance.config import Config, Network
from provenance.errors import NotFetched
from provenance.fetch.answers import REDIRECTS, check_status, seconds_to_wait, worth_keeping
from provenance.fetch.cache import Cache
from provenance.fetch.exchange import (
    Asked,
    Exchange,
    Kind,
    TooLate,
    Witness,
    is_fresh,
    not_a_web_address,
)
from provenance.fetch.polite import Turnstiles, manners_of
from provenance.fetch.seed import SECRET_HEADERS, same_url, shipped_seed
from provenance.model import Reason
from provenance.model.addresses import host_of, is_web_address
from provenance.model.sentences import say
from provenance.values import dataclass

if TYPE_CHECKING:
    from provenance.fetch.transport import Transport

_FRESH: Mapping[str, timedelta] = {
    "json": timedelta(hours=24),
    "page": timedelta(hours=1),
    "picture": timedelta(days=7),
}
"""How long an answer counts as what the host says now. A record is edited rarely; a page under
work often."""
_JSON = "application/json"
log = logging.getLogger("provenance.fetch")
SLOW = 3.0
"""Seconds from which an exchange is told in the log, the wait for its turn included: five such make
half of the 30 s after which common proxies give up on a caller."""
_TRIES = 3
_FIRST_PAUSE = 1.0
"""Seconds before the second try where the host names none; doubled each time."""


class _Opened:
    """The transport of one configuration, opened when something is first sent."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._lock = threading.Lock()
        self._transport: Transport | None = None

    def get(self) -> Transport:
        """The transport; importing requests takes a tenth of a second."""
        with self._lock:
            if self._transport is None:
                from provenance.fetch.transport import Transport

                self._transport = Transport(self._network)
            return self._transport

    def close(self) -> None:
        """Close its connections, where it was opened."""
        if self._transport is not None:
            self._transport.close()


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every view of one fetcher shares."""

    transport: _Opened
    cache: Cache
    turnstiles: Turnstiles
    locks: WeakValueDictionary[str, threading.Lock]
    lock: threading.Lock
    process: int
    """The process that opened it: neither sockets nor SQLite survive a fork."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What one exchange asks, and by when it ends with its redirects and retries."""

    kind: Kind
    headers: dict[str, str]
    accept_status: tuple[int, ...]
    max_bytes: int
    until: float


class Fetcher:
    """Fetches for one configuration. Safe for many threads; a context manager."""

    def __init__(
        self,
        config: Config,
        *,
        shared: _Shared | None = None,
        until: float | None = None,
        turnstiles: Turnstiles | None = None,
        witness: Witness | None = None,
    ) -> None:
        """Open it; `turnstiles` are those of several processes, where they share them."""
        self.config = config
        self._turnstiles = turnstiles
        self._witness = witness
        self._network = config.network
        self._until = until
        self._opened = shared or self._open()
        self._unasked = Reason.OFFLINE

    def _open(self) -> _Shared:
        cache = Cache(self.config.cache, verify=self._network.tls_verify)
        locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        transport = _Opened(self._network)
        turnstiles = self._turnstiles or Turnstiles()
        return _Shared(transport, cache, turnstiles, locks, threading.Lock(), os.getpid())

    @property
    def _shared(self) -> _Shared:
        """What is shared, opened anew in a process that was forked off."""
        if self._opened.process != os.getpid():
            self._opened = self._open()
        return self._opened

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and the cache."""
        self._shared.transport.close()
        self._shared.cache.close()

    @property
    def offline(self) -> bool:
        """True where no socket will be opened."""
        return self._network.offline

    @property
    def trouble(self) -> str:
        """What is wrong with the cache folder, in one sentence; empty while nothing is."""
        return self._shared.cache.trouble

    def within(self, seconds: float) -> Fetcher:
        """A view of this fetcher whose exchanges must all end within `seconds` from now."""
        until = time.monotonic() + seconds
        until = min(until, self._until or until)
        return Fetcher(self.config, shared=self._shared, until=until, witness=self._witness)

    def witnessed(self, witness: Witness) -> Fetcher:
        """A view of this fetcher that tells `witness` of every exchange it uses."""
        return Fetcher(self.config, shared=self._shared, until=self._until, witness=witness)

    def at_hand(self) -> Fetcher:
        """A view of this fetcher that opens no socket: what it lacks is `pending`."""
        network = replace(self._network, offline=True)
        view = Fetcher(replace(self.config, network=network), shared=self._shared)
        view._unasked = Reason.PENDING
        return view

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
        """See `exchange.Fetches.get`."""
        if not is_web_address(url):
            raise not_a_web_address(url)
        asked = _with_params(url, params) if params else url
        limit = max_bytes or self._cap(kind)
        question = _Question(kind, dict(headers or {}), accept_status, limit, self._limit())
        if self.offline:  # nobody is asked, so nobody who is asking is waited for
            return self._at_hand(asked, question)
        with self._one_at_a_time(asked, question):
            kept = self._kept_picture(asked) if kind == "picture" else None
            if kept is not None:
                return self._told(kept, "GET", asked, question)
            return self._follow(asked, question)

    def _at_hand(self, asked: str, question: _Question) -> Exchange:
        """What is kept of an address. Raises `NotFetched` where nothing is."""
        if question.kind == "picture":
            answer = self._kept_picture(asked)
        else:
            answer = self._kept_answer(asked, question)
        answer = answer or (shipped_seed().get(asked) if self.config.seed else None)
        if answer is None:
            raise self._not_asked(asked)
        told = self._told(answer, "GET", asked, question)
        return check_status(told, question.accept_status, question.kind)

    def _not_asked(self, url: str) -> NotFetched:
        host = host_of(url)
        told = say("{host} was not asked: only the full check asks it", host=host)
        if self._unasked is Reason.OFFLINE:
            told = say("{host} was not asked: this run is offline", host=host)
        return NotFetched(self._unasked, told)

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """See `exchange.Fetches.post`."""
        data = json.dumps(dict(payload)).encode()
        return self.send(url, data=data, headers={"Content-Type": _JSON, **(headers or {})})

    def send(self, url: str, *, data: bytes, headers: Mapping[str, str]) -> Exchange:
        """Post bytes whose kind the headers name; never cached. Raises as `get`."""
        if self.offline:
            raise self._not_asked(url)
        question = _Question("json", dict(headers), (), self._cap("json"), self._limit())
        answer = self._exchange("POST", url, question, True, data)
        return check_status(answer, (), "json")

    def _cap(self, kind: Kind) -> int:
        return (
            self._network.max_picture_bytes if kind == "picture" else self._network.max_page_bytes
        )

    def _limit(self) -> float:
        ours = time.monotonic() + self._network.deadline
        return min(ours, self._until) if self._until is not None else ours

    @contextmanager
    def _one_at_a_time(self, url: str, question: _Question) -> Iterator[None]:
        """Make simultaneous requests for one address one: the others find it in the cache."""
        with self._shared.lock:
            lock = self._shared.locks.setdefault(same_url(url), threading.Lock())
        if not lock.acquire(timeout=max(0.0, question.until - time.monotonic())):
            raise self._late(url, question)
        try:
            yield
        finally:
            lock.release()

    def _kept_picture(self, url: str) -> Exchange | None:
        kept = self._shared.cache.picture(url)
        fresh = kept is not None and is_fresh(kept.fetched, _FRESH["picture"])
        return kept if fresh or self.offline else None

    def _follow(self, asked: str, question: _Question) -> Exchange:
        """Follow redirects, each address guarded anew.

        An exempt address may not be reached from outside.
        """
        url, exempt, accepted = asked, True, question.accept_status
        for _ in range(self._network.max_redirects + 1):
            answer = self._patiently(url, question, exempt)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target or answer.status in accepted:
                answer = check_status(answer, accepted, question.kind)
                if question.kind == "picture" and answer.status == 200 and answer.whole:
                    self._shared.cache.keep_picture(asked, answer)
                return answer
            exempt = exempt and self._shared.transport.get().is_exempt(url)
            url = _join(url, target)
            if not is_web_address(url):
                raise NotFetched(
                    Reason.BLOCKED_ADDRESS,
                    f"{host_of(asked)} redirects to something that is no web address",
                )
            if host_of(url) != host_of(asked):
                for name in SECRET_HEADERS:
                    question.headers.pop(name, None)
        raise NotFetched(
            Reason.NETWORK,
            f"{host_of(asked)} redirects more than {self._network.max_redirects} times",
        )

    def _patiently(self, url: str, question: _Question, exempt: bool) -> Exchange:
        """Ask again, as politely as the host wishes, where it says "not now"."""
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            answer = self._exchange("GET", url, question, exempt)
            if answer.status not in (429, 503) or attempt == _TRIES:
                return answer
            wait = seconds_to_wait(answer, pause)
            if time.monotonic() + wait >= question.until:
                return answer
            time.sleep(wait)
            pause *= 2
        raise AssertionError("unreachable: the last attempt returns")

    def _exchange(
        self,
        method: str,
        url: str,
        question: _Question,
        exempt: bool,
        data: bytes | None = None,
    ) -> Exchange:
        """One request and its whole answer, whatever its status."""
        host, until = host_of(url), question.until
        is_kept = question.kind != "picture" and data is None
        cached = self._kept_answer(url, question) if is_kept else None
        if cached is not None:
            return self._told(cached, method, url, question)
        if manners_of(host).contact and not self._network.contact:
            raise NotFetched(
                Reason.NO_API_KEY,
                say(
                    "{host} asks who is calling: set `contact` (your desk's mail address) in "
                    "provenance.toml or $PROVENANCE_CONTACT, then run again",
                    host=host,
                ),
            )
        if time.monotonic() >= until:
            raise self._late(url, question)
        began = time.monotonic()
        try:
            # Whoever waits at the turnstile spends the same time as whoever waits for an answer.
            with self._shared.turnstiles.through(host, until):
                answer = self._shared.transport.get().send(
                    method,
                    url,
                    headers=_accept_headers(question.kind, question.headers),
                    data=data,
                    max_bytes=question.max_bytes,
                    until=until,
                    exempt=exempt,
                )
        except TooLate as error:
            raise self._late(url, question) from error
        finally:
            _tell_if_slow(host, time.monotonic() - began)
        if is_kept and worth_keeping(answer, question.kind):
            self._shared.cache.keep_answer(url, answer, _FRESH[question.kind])
        return self._told(answer, method, url, question, data)

    def _told(
        self,
        answer: Exchange,
        method: str,
        url: str,
        question: _Question,
        data: bytes | None = None,
    ) -> Exchange:
        """The answer itself, once the witness was told of it."""
        if self._witness is not None:
            headers = _accept_headers(question.kind, question.headers)
            self._witness(Asked(method, url, headers, data or b""), answer)
        return answer

    def _late(self, url: str, question: _Question) -> NotFetched:
        """What is raised where the time is up: the run's, or the exchange's own."""
        over = self._until is not None and question.until >= self._until
        return NotFetched(
            Reason.OVER_BUDGET if over else Reason.NETWORK,
            say("{host} did not answer completely in time", host=host_of(url)),
        )

    def _kept_answer(self, url: str, question: _Question) -> Exchange | None:
        answer = self._shared.cache.answer(url, stale=self.offline)
        if answer is None or self.offline or is_fresh(answer.fetched, _FRESH[question.kind]):
            return answer
        return None


def _tell_if_slow(host: str, seconds: float) -> None:
    if seconds >= SLOW:
        log.info("slow-answer", extra={"fields": {"host": host, "seconds": round(seconds, 3)}})


_quoted = lru_cache(maxsize=512)(quote_plus)
"""A source asks a dozen times a picture for the same properties by the same names."""


def _with_params(url: str, params: Mapping[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(params, quote_via=_quoted)}"


def _join(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        return target  # no address at all, as is seen next


def _accept_headers(kind: Kind, headers: dict[str, str]) -> dict[str, str]:
    accept = {
        "json": _JSON,
        "page": "text/html,*/*;q=0.5",
        "picture": "image/*,*/*;q=0.5",
    }[kind]
    return {"Accept": accept, **headers}
