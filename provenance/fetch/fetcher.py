"""The fetcher: cache, then network, then the seed (where allowed), then a reason."""

from __future__ import annotations

import ipaddress
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlencode, urljoin, urlsplit
from weakref import WeakValueDictionary

import requests
from requests.adapters import BaseAdapter
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.answers import (
    REDIRECTS,
    as_exchange,
    check_status,
    host_of,
    in_plain_words,
    seconds_to_wait,
    worth_keeping,
)
from provenance.fetch.body import ACCEPTED, BodyTooLarge, DeadlinePassed
from provenance.fetch.cache import Cache
from provenance.fetch.exchange import Exchange, Kind, is_fresh
from provenance.fetch.guard import (
    Allowance,
    ExemptAdapter,
    GuardedAdapter,
    allowing,
    exempt_now,
    is_exempt,
    is_web_address,
)
from provenance.fetch.polite import Turnstiles, manners_of
from provenance.fetch.seed import same_url, shipped_seed
from provenance.model import Reason

_FRESH: Mapping[str, timedelta] = {
    "json": timedelta(hours=24),
    "page": timedelta(hours=1),
    "picture": timedelta(days=7),
}
"""How long an answer counts as what the host says now. A record is edited rarely; a page under
work often."""
_TRIES = 3
_FIRST_PAUSE = 1.0
"""Seconds before the second try where the host names none; doubled each time."""


class _Session(requests.Session):
    """requests, unaffected by the environment's proxies and .netrc."""

    exempt = ExemptAdapter()

    def get_adapter(self, url: str) -> BaseAdapter:
        """The guarded transport, unless the operator has allowed the address."""
        return self.exempt if exempt_now() else super().get_adapter(url)


def guarded_session(config: Config) -> _Session:
    """A session whose every connection is guarded."""
    network = config.network
    session = _Session()
    session.trust_env = False
    session.verify = network.tls_verify
    if network.proxy:
        session.proxies = {"http": network.proxy, "https": network.proxy}
    session.headers["User-Agent"] = user_agent(network.contact)
    session.headers["Accept-Encoding"] = ACCEPTED
    session.mount("https://", GuardedAdapter(is_https_proto=True))
    session.mount("http://", GuardedAdapter(is_https_proto=False))
    return session


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every view of one fetcher shares."""

    session: _Session
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
        self, config: Config, *, shared: _Shared | None = None, until: float | None = None
    ) -> None:
        self.config = config
        self._network = config.network
        self._until = until
        self._allowed = tuple(ipaddress.ip_network(a) for a in config.network.allowed_addresses)
        self._opened = shared or self._open()
        self._unasked = Reason.OFFLINE

    def _open(self) -> _Shared:
        session = guarded_session(self.config)
        cache = Cache(self.config.cache, verify=self._network.tls_verify)
        locks: WeakValueDictionary[str, threading.Lock] = WeakValueDictionary()
        return _Shared(session, cache, Turnstiles(), locks, threading.Lock(), os.getpid())

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
        self._shared.session.close()
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
        return Fetcher(self.config, shared=self._shared, until=min(until, self._until or until))

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
            raise NotFetched(
                Reason.BLOCKED_ADDRESS,
                f"{url[:200]!r} is not a web address; only http and https are fetched",
            )
        asked = f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(params)}" if params else url
        limit = max_bytes or self._cap(kind)
        question = _Question(kind, dict(headers or {}), accept_status, limit, self._limit())
        with self._one_at_a_time(asked, question):
            kept = self._kept_picture(asked) if kind == "picture" else None
            if kept is not None:
                return kept
            if not self.offline:
                return self._follow(asked, question)
            answer = self._kept_answer(asked, question) if kind != "picture" else None
            answer = answer or (shipped_seed().get(asked) if self.config.seed else None)
            if answer is None:
                raise self._not_asked(asked)
            return check_status(answer, accept_status, kind)

    def _not_asked(self, url: str) -> NotFetched:
        words = "only the full check asks it"
        if self._unasked is Reason.OFFLINE:
            words = "this run is offline"
        return NotFetched(self._unasked, f"{host_of(url)} was not asked: {words}")

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """See `exchange.Fetches.post`."""
        if self.offline:
            raise self._not_asked(url)
        question = _Question("json", dict(headers or {}), (), self._cap("json"), self._limit())
        answer = self._exchange("POST", url, question, True, dict(payload))
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
            exempt = exempt and is_exempt(url, self._allowed)
            answer = self._patiently(url, question, exempt)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target or answer.status in accepted:
                answer = check_status(answer, accepted, question.kind)
                if question.kind == "picture" and answer.status == 200 and answer.whole:
                    self._shared.cache.keep_picture(asked, answer)
                return answer
            url = _join(url, target)
            if not is_web_address(url):
                raise NotFetched(
                    Reason.BLOCKED_ADDRESS,
                    f"{host_of(asked)} redirects to something that is no web address",
                )
            if host_of(url) != host_of(asked):
                question.headers.pop("Authorization", None)
                question.headers.pop("x-api-key", None)
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
        payload: dict[str, object] | None = None,
    ) -> Exchange:
        """One request and its whole answer, whatever its status."""
        host, until = host_of(url), question.until
        is_kept = question.kind != "picture" and payload is None
        cached = self._kept_answer(url, question) if is_kept else None
        if cached is not None:
            return cached
        if manners_of(host).contact and not self._network.contact:
            raise NotFetched(
                Reason.NO_API_KEY,
                f"{host} asks who is calling: set `contact` (your desk's mail address) in "
                "provenance.toml or "
                "$PROVENANCE_CONTACT, then run again",
            )
        if time.monotonic() >= until:
            raise self._late(url, question)
        prepared = self._prepare(method, url, question, payload)
        try:
            # Whoever waits at the turnstile spends the same time as whoever waits for an answer.
            allowance = Allowance(
                question.max_bytes, until, exempt=exempt and is_exempt(url, self._allowed)
            )
            with self._shared.turnstiles.through(host, until), allowing(allowance):
                response = self._send(prepared, until)
        except InvalidIPAddress as error:
            raise NotFetched(
                Reason.BLOCKED_ADDRESS,
                f"{host} lies in a private or reserved network and is never fetched",
            ) from error
        except BodyTooLarge as error:
            raise NotFetched(
                Reason.TOO_LARGE,
                f"{host} sends more than {question.max_bytes // 1_000_000} MB: {error}",
            ) from error
        except DeadlinePassed as error:
            raise self._late(url, question) from error
        except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
            raise NotFetched(
                Reason.NETWORK, f"{host} could not be reached: {in_plain_words(error)}"
            ) from error
        except ValueError as error:
            # Whatever a library makes of a header that is none: a host's oddity is no fault of ours
            raise NotFetched(
                Reason.FAILED, f"{host} answered in a form that cannot be read"
            ) from error
        if is_kept and worth_keeping(response):
            self._shared.cache.keep_answer(response, _FRESH[question.kind])
        return as_exchange(response)

    def _late(self, url: str, question: _Question) -> NotFetched:
        """What is raised where the time is up: the run's, or the exchange's own."""
        over = self._until is not None and question.until >= self._until
        return NotFetched(
            Reason.OVER_BUDGET if over else Reason.NETWORK,
            f"{host_of(url)} did not answer completely in time",
        )

    def _prepare(
        self, method: str, url: str, question: _Question, payload: dict[str, object] | None = None
    ) -> requests.PreparedRequest:
        headers = _accept_headers(question.kind, question.headers)
        request = requests.Request(method, url, headers=headers, json=payload)
        return self._shared.session.prepare_request(request)

    def _kept_answer(self, url: str, question: _Question) -> Exchange | None:
        request = self._prepare("GET", url, question)
        kept = self._shared.cache.answer(request, stale=self.offline)
        answer = as_exchange(kept) if kept is not None else None
        if answer is None or self.offline or is_fresh(answer.fetched, _FRESH[question.kind]):
            return answer
        return None

    def _send(self, prepared: requests.PreparedRequest, until: float) -> requests.Response:
        session, left = self._shared.session, max(0.1, until - time.monotonic())
        return session.send(
            prepared,
            timeout=(min(self._network.connect_timeout, left), self._network.deadline),
            allow_redirects=False,
            verify=session.verify,
            cert=None,
            proxies=session.proxies,
            stream=True,
        )


def user_agent(contact: str | None) -> str:
    """The User-Agent: this tool, its operator and the library, as Wikimedia asks."""
    try:
        release = version("picture-provenance")
    except PackageNotFoundError:
        release = "0"
    whom = f" ({contact})" if contact else ""
    return f"picture-provenance/{release}{whom} python-requests/{requests.__version__}"


def _join(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        return target  # no address at all, as is seen next


def _accept_headers(kind: Kind, headers: dict[str, str]) -> dict[str, str]:
    accept = {
        "json": "application/json",
        "page": "text/html,*/*;q=0.5",
        "picture": "image/*,*/*;q=0.5",
    }[kind]
    return {"Accept": accept, **headers}
