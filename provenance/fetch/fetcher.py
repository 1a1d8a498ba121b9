"""The fetcher: cache, then network, then (where allowed) the seed, then a clear reason."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from weakref import WeakValueDictionary

import requests
from requests.adapters import BaseAdapter
from requests_cache.session import CacheMixin
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.answers import (
    REDIRECTS,
    as_exchange,
    host_of,
    in_plain_words,
    judged,
    seconds_to_wait,
    worth_keeping,
)
from provenance.fetch.exchange import Exchange, Kind
from provenance.fetch.guard import (
    Allowance,
    BodyTooLarge,
    DeadlinePassed,
    ExemptAdapter,
    GuardedAdapter,
    allowing,
    exempt_now,
    is_exempt,
    is_web_address,
)
from provenance.fetch.polite import Turnstiles, manners_of
from provenance.fetch.seed import SECRET_PARAMS, same_url, shipped_seed
from provenance.fetch.store import PictureStore, cache_folder
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


class _Session(CacheMixin, requests.Session):
    """requests with requests-cache, unaffected by the environment's proxies and .netrc."""

    exempt = ExemptAdapter()

    def get_adapter(self, url: str) -> BaseAdapter:
        """The guarded transport, unless the operator has allowed the address."""
        return self.exempt if exempt_now() else super().get_adapter(url)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every view of one fetcher shares."""

    session: _Session
    pictures: PictureStore
    turnstiles: Turnstiles
    locks: WeakValueDictionary[str, threading.Lock]
    lock: threading.Lock


class Fetcher:
    """Fetches for one configuration. Safe for many threads; close it, or use it as a context
    manager."""

    def __init__(
        self, config: Config, *, shared: _Shared | None = None, until: float | None = None
    ) -> None:
        self.config = config
        self._network = config.network
        self._until = until
        self._allowed = tuple(ipaddress.ip_network(a) for a in config.network.allowed_addresses)
        self._shared = shared or self._open()

    def _open(self) -> _Shared:
        folder = cache_folder(self.config.cache)
        session = _Session(
            str(folder / "answers.sqlite"),
            backend="sqlite",
            serializer="json",
            wal=True,
            busy_timeout=10_000,
            allowable_codes=(200,),
            ignored_parameters=(*SECRET_PARAMS, "Authorization", "x-api-key"),
            filter_fn=worth_keeping,
        )
        session.trust_env = False
        session.verify = self._network.tls_verify
        if self._network.proxy:
            session.proxies = {"http": self._network.proxy, "https": self._network.proxy}
        session.headers["User-Agent"] = user_agent(self._network.contact)
        session.mount("https://", GuardedAdapter(is_https_proto=True))
        session.mount("http://", GuardedAdapter(is_https_proto=False))
        return _Shared(
            session, PictureStore(folder), Turnstiles(), WeakValueDictionary(), threading.Lock()
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and the cache."""
        self._shared.session.close()  # type: ignore[no-untyped-call]

    @property
    def offline(self) -> bool:
        """True where no socket will be opened."""
        return self._network.offline

    def within(self, seconds: float) -> Fetcher:
        """A view of this fetcher whose exchanges must all end within `seconds` from now."""
        until = time.monotonic() + seconds
        return Fetcher(self.config, shared=self._shared, until=min(until, self._until or until))

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
        with self._one_at_a_time(asked):
            kept = self._kept(asked, kind)
            if kept is not None:
                return kept
            if not self.offline:
                return self._follow(
                    asked, kind, dict(headers or {}), accept_status, max_bytes or self._cap(kind)
                )
            answer = self._cached(asked, kind, dict(headers or {})) if kind != "picture" else None
            answer = answer or (shipped_seed().get(asked) if self.config.seed else None)
            if answer is None:
                raise NotFetched(
                    Reason.OFFLINE, f"{host_of(asked)} was not asked: this run is offline"
                )
            return judged(answer, accept_status)

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        """See `exchange.Fetches.post`."""
        if self.offline:
            raise NotFetched(Reason.OFFLINE, f"{host_of(url)} was not asked: this run is offline")
        answer = self._exchange(
            "POST", url, "json", dict(headers or {}), self._cap("json"), True, dict(payload)
        )
        return judged(answer, ())

    def _cap(self, kind: Kind) -> int:
        return (
            self._network.max_picture_bytes if kind == "picture" else self._network.max_page_bytes
        )

    def _one_at_a_time(self, url: str) -> threading.Lock:
        """Simultaneous requests for one address become one: the others wait and find it in the
        cache."""
        with self._shared.lock:
            return self._shared.locks.setdefault(same_url(url), threading.Lock())

    def _kept(self, url: str, kind: Kind) -> Exchange | None:
        if kind != "picture":
            return None  # requests-cache keeps these, and answers inside _exchange
        kept = self._shared.pictures.get(url)
        fresh = kept is not None and datetime.now(UTC) - kept.fetched < _FRESH[kind]
        return kept if fresh or self.offline else None

    def _follow(
        self,
        asked: str,
        kind: Kind,
        headers: dict[str, str],
        accept_status: tuple[int, ...],
        max_bytes: int,
    ) -> Exchange:
        """Follow redirects, each address guarded anew; an exempt address may not be reached
        from outside."""
        url, exempt = asked, True
        for _ in range(self._network.max_redirects + 1):
            exempt = exempt and is_exempt(url, self._allowed)
            answer = self._patiently(url, kind, headers, max_bytes, exempt)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target or answer.status in accept_status:
                answer = judged(answer, accept_status)
                if kind == "picture" and answer.status == 200:
                    self._shared.pictures.put(asked, answer)
                return answer
            url = _joined(url, target)
            if not is_web_address(url):
                raise NotFetched(
                    Reason.BLOCKED_ADDRESS,
                    f"{host_of(asked)} redirects to something that is no web address",
                )
            if host_of(url) != host_of(asked):
                headers.pop("Authorization", None)
                headers.pop("x-api-key", None)
        raise NotFetched(
            Reason.NETWORK,
            f"{host_of(asked)} redirects more than {self._network.max_redirects} times",
        )

    def _patiently(
        self, url: str, kind: Kind, headers: dict[str, str], max_bytes: int, exempt: bool
    ) -> Exchange:
        """Ask again, as politely as the host wishes, where it says "not now"."""
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            answer = self._exchange("GET", url, kind, headers, max_bytes, exempt)
            if answer.status not in (429, 503) or attempt == _TRIES:
                return answer
            wait = seconds_to_wait(answer, pause)
            if time.monotonic() + wait >= self._limit():
                return answer
            time.sleep(wait)
            pause *= 2
        raise AssertionError("unreachable: the last attempt returns")

    def _limit(self) -> float:
        ours = time.monotonic() + self._network.deadline
        return min(ours, self._until) if self._until is not None else ours

    def _exchange(
        self,
        method: str,
        url: str,
        kind: Kind,
        headers: dict[str, str],
        max_bytes: int,
        exempt: bool,
        payload: dict[str, object] | None = None,
    ) -> Exchange:
        """One request and its whole answer, whatever its status."""
        host = host_of(url)
        session = self._shared.session
        cached = (
            None if kind == "picture" or payload is not None else self._cached(url, kind, headers)
        )
        if cached is not None:
            return cached
        if manners_of(host).contact and not self._network.contact:
            raise NotFetched(
                Reason.NO_API_KEY,
                f"{host} asks who is calling: set `contact` (your desk's mail address) in "
                "provenance.toml or "
                "$PROVENANCE_CONTACT, then run again",
            )
        until = self._limit()
        if time.monotonic() >= until:
            raise NotFetched(Reason.OVER_BUDGET, f"no time was left to ask {host}")
        prepared = session.prepare_request(
            requests.Request(method, url, headers=_accepting(kind, headers), json=payload)
        )
        try:
            # Whoever waits at the turnstile spends the same time as whoever waits for an answer.
            allowance = Allowance(max_bytes, until, exempt=exempt and is_exempt(url, self._allowed))
            with self._shared.turnstiles.through(host, until), allowing(allowance):
                response = self._send(prepared, kind, until)
        except InvalidIPAddress as error:
            raise NotFetched(
                Reason.BLOCKED_ADDRESS,
                f"{host} lies in a private or reserved network and is never fetched",
            ) from error
        except BodyTooLarge as error:
            raise NotFetched(
                Reason.TOO_LARGE, f"{host} sends more than {max_bytes // 1_000_000} MB: {error}"
            ) from error
        except DeadlinePassed as error:
            over = self._until is not None and time.monotonic() >= self._until
            raise NotFetched(
                Reason.OVER_BUDGET if over else Reason.NETWORK,
                f"{host} did not answer completely in time",
            ) from error
        except (requests.RequestException, HTTPError, OSError) as error:
            raise NotFetched(
                Reason.NETWORK, f"{host} could not be reached: {in_plain_words(error)}"
            ) from error
        return as_exchange(response)

    def _cached(self, url: str, kind: Kind, headers: dict[str, str]) -> Exchange | None:
        session = self._shared.session
        request = session.prepare_request(
            requests.Request("GET", url, headers=_accepting(kind, headers))
        )
        key = session.cache.create_key(request, verify=session.verify, cert=None)
        kept = session.cache.get_response(key)
        if kept is None or (kept.is_expired and not self.offline):
            return None
        return as_exchange(kept)

    def _send(
        self, prepared: requests.PreparedRequest, kind: Kind, until: float
    ) -> requests.Response:
        timeout = (
            min(self._network.connect_timeout, max(0.1, until - time.monotonic())),
            self._network.deadline,
        )
        session = self._shared.session
        options: dict[str, Any] = {
            "timeout": timeout,
            "allow_redirects": False,
            "verify": session.verify,
            "cert": None,
            "proxies": session.proxies,
            "stream": True,
        }
        if kind == "picture" or prepared.method == "POST":
            return requests.Session.send(session, prepared, **options)
        return session.send(prepared, expire_after=_FRESH[kind], **options)


def user_agent(contact: str | None) -> str:
    """The User-Agent: this tool, who operates it, and the library, as Wikimedia's policy asks."""
    try:
        release = version("picture-provenance")
    except PackageNotFoundError:
        release = "0"
    whom = f" ({contact})" if contact else ""
    return f"picture-provenance/{release}{whom} python-requests/{requests.__version__}"


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        return target  # no address at all, as is seen next


def _accepting(kind: Kind, headers: dict[str, str]) -> dict[str, str]:
    accept = {
        "json": "application/json",
        "page": "text/html,*/*;q=0.5",
        "picture": "image/*,*/*;q=0.5",
    }[kind]
    return {"Accept": accept, **headers}
