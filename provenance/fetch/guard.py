"""The transport: connects to checked addresses only, reads no more than allowed.

requests-hardened's adapter resolves a name once, checks the address and connects to exactly what it
checked, so a name that answers differently the second time (DNS rebinding) gains nothing. What it
lacks stands here: a stricter check, a cap on the body and a deadline on the whole exchange.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from io import BytesIO
from ipaddress import IPv4Network, IPv6Network
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from provenance.fetch.body import DeadlinePassed, read_body

T = TypeVar("T")

logging.getLogger("requests_hardened").addHandler(
    logging.NullHandler()
)  # else its refusals reach stderr a second time


class Allowance:
    """What one exchange may cost: bytes of unpacked body, and a moment on the clock."""

    def __init__(self, max_bytes: int, until: float, *, exempt: bool = False) -> None:
        self.max_bytes = max_bytes
        self.until = until
        self.exempt = exempt
        """True lets this exchange reach an address the operator has allowed by name of network."""
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None

    @property
    def left(self) -> float:
        """Seconds left, a hundredth at least: 0 tells a socket not to wait at all."""
        return max(0.01, self.until - time.monotonic())

    @property
    def passed(self) -> bool:
        """True once the deadline has passed."""
        return time.monotonic() >= self.until

    def watch(self, sock: socket.socket) -> None:
        """Cut `sock` off at the deadline: a read timeout starts anew with every byte."""
        self.unwatch()
        self._socket = sock
        self._timer = threading.Timer(self.left, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def unwatch(self) -> None:
        """Leave the socket alone again."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._socket = None

    def _cut(self) -> None:
        sock = self._socket
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # already closed by the other side: then there is nothing left to cut
                return


_now = threading.local()


def exempt_now() -> bool:
    """True where this thread's exchange goes to an allowed address."""
    allowance: Allowance | None = getattr(_now, "allowance", None)
    return allowance is not None and allowance.exempt


@contextmanager
def allowing(allowance: Allowance) -> Iterator[None]:
    """Set the allowance for the exchanges this thread makes inside the block."""
    _now.allowance = allowance
    try:
        yield
    finally:
        allowance.unwatch()
        del _now.allowance


def _watch(connect: Callable[[Any], None], connection: HTTPConnection) -> None:
    connect(connection)
    if isinstance(connection.sock, socket.socket):
        _now.allowance.watch(connection.sock)


class _Connection(HTTPConnection):
    """Watched from the moment it connects."""

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send the request; a kept-alive socket is watched anew."""
        if isinstance(self.sock, socket.socket):
            _now.allowance.watch(self.sock)
        super().request(*args, **kwargs)

    def connect(self) -> None:
        """Connect, then watch."""
        _watch(HTTPConnection.connect, self)


class _SecureConnection(HTTPSConnection):
    """Watched from the moment it connects; the connect timeout bounds the handshake."""

    def request(self, *args: Any, **kwargs: Any) -> None:
        """Send the request; a kept-alive socket is watched anew."""
        if isinstance(self.sock, socket.socket):
            _now.allowance.watch(self.sock)
        super().request(*args, **kwargs)

    def connect(self) -> None:
        """Connect, then watch."""
        _watch(HTTPSConnection.connect, self)


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Bounded(HTTPAdapter):
    """Reads every body within its allowance, so that nothing behind it can read on."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As in requests, with connections that are watched."""
        super().init_poolmanager(*args, **kwargs)
        manager = cast(Any, self.poolmanager)
        manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        """Send, read the body under the allowance, and return a response that holds it."""
        allowance: Allowance = _now.allowance
        kwargs["stream"] = True
        try:
            response = super().send(request, *args, **kwargs)
            with response:
                body = read_body(response.raw, allowance.max_bytes, allowance.until)
        except (requests.RequestException, HTTPError, OSError) as error:
            if allowance.passed and not isinstance(error, InvalidIPAddress):
                raise DeadlinePassed(
                    f"no complete answer from {urlsplit(request.url or '').hostname}"
                ) from error
            raise
        # What is cached and handed on is the decoded body: its old framing no longer applies.
        for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
            response.headers.pop(name, None)
        response.raw = HTTPResponse(
            body=BytesIO(body.data),
            headers=dict(response.headers),
            status=response.status_code,
            reason=response.reason,
            preload_content=False,
            request_url=request.url,
        )
        response._content = body.data
        response._content_consumed = True  # type: ignore[attr-defined]
        response.whole = body.whole  # type: ignore[attr-defined]
        return response


_HOST_AGENTS = frozenset({"168.63.129.16"})
"""Addresses that look public and lead to the cloud host's own agent from any machine on it:
Azure's WireServer, which hands out certificates and settings. The agents of AWS, Google, Oracle,
DigitalOcean and OpenStack (169.254.169.254 and its neighbours, fd00:ec2::254) and Alibaba
(100.100.100.200) lie in ranges that are not global."""


class GuardedAdapter(_Bounded, IPFilterAdapter):  # type: ignore[misc]
    """Connects to public addresses only, and to exactly the one that was checked."""

    def __init__(self, *, is_https_proto: bool) -> None:
        IPFilterAdapter.__init__(self, is_https_proto=is_https_proto)

    def build_connection_pool_key_attributes(
        self, request: Any, verify: Any, cert: Any = None
    ) -> Any:
        """Refuse what requests-hardened lets through and nobody outside can reach."""
        check = super().build_connection_pool_key_attributes
        host, pool = _finish_within(_now.allowance.left, lambda: check(request, verify, cert))
        address = ipaddress.ip_address(str(host["host"]).strip("[]"))
        address = getattr(address, "ipv4_mapped", None) or address
        site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
        unreachable = not address.is_global or address.is_multicast or address.is_reserved
        if unreachable or site_local or str(address) in _HOST_AGENTS:
            raise InvalidIPAddress(address)
        return host, pool


def _finish_within(seconds: float, work: Callable[[], T]) -> T:
    """What `work` returns. Raises `DeadlinePassed` where it takes longer.

    The system's resolver takes no deadline: it is left to itself, in a thread of its own.
    """
    job: Future[T] = Future()

    def run() -> None:
        try:
            job.set_result(work())
        except BaseException as error:  # noqa: BLE001 - raised again by whoever waits
            job.set_exception(error)

    threading.Thread(target=run, name="resolve", daemon=True).start()
    wait([job], timeout=seconds)
    if not job.done():
        raise DeadlinePassed("the name was not resolved in time")
    return job.result()


class ExemptAdapter(_Bounded):
    """For the literal addresses that the operator allows, `Network.allowed_addresses`."""


def is_exempt(url: str, allowed: Iterable[IPv4Network | IPv6Network]) -> bool:
    """True where the host is a literal IP in an allowed network; names can move."""
    try:
        address = ipaddress.ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return False
    return any(address in network for network in allowed)
