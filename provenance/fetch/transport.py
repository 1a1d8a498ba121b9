"""One guarded exchange over HTTP: sent within bounds, answered whole.

The fetcher opens this, and with it requests, when something is first sent: an article at hand, an
answer in the cache or a run without the network needs none of it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPException
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.exceptions import InvalidURL
from requests_hardened.ip_filter import InvalidIPAddress
from urllib3.exceptions import HTTPError

from provenance.config import Network
from provenance.errors import NotFetched
from provenance.fetch.body import ACCEPTED, BodyTooLarge, DeadlinePassed
from provenance.fetch.exchange import (
    Exchange,
    TooLate,
    not_a_web_address,
)
from provenance.fetch.guard import (
    Allowance,
    ExemptAdapter,
    GuardedAdapter,
    allowing,
    exempt_now,
    is_exempt,
)
from provenance.model import Reason, Retrieved
from provenance.model.addresses import host_of, is_web_address
from provenance.model.sentences import say


class _Session(requests.Session):
    """requests, unaffected by the environment's proxies and .netrc."""

    exempt = ExemptAdapter()

    def get_adapter(self, url: str) -> BaseAdapter:
        """The guarded transport, unless the operator has allowed the address."""
        return self.exempt if exempt_now() else super().get_adapter(url)


class Transport:
    """Sends requests under one configuration. Safe for many threads."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._allowed = tuple(ipaddress.ip_network(a) for a in network.allowed_addresses)
        self._session = _Session()
        self._session.trust_env = False
        self._session.verify = network.tls_verify
        if network.proxy:
            self._session.proxies = {"http": network.proxy, "https": network.proxy}
        self._session.headers["User-Agent"] = user_agent(network.contact)
        self._session.headers["Accept-Encoding"] = ACCEPTED
        self._session.mount("https://", GuardedAdapter(is_https_proto=True))
        self._session.mount("http://", GuardedAdapter(is_https_proto=False))

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def is_exempt(self, url: str) -> bool:
        """True where the operator has allowed the literal address of `url`."""
        return is_exempt(url, self._allowed)

    def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        data: bytes | None,
        max_bytes: int,
        until: float,
        exempt: bool,
    ) -> Exchange:
        """One request and its whole answer, whatever its status; no redirect is followed.

        `until` is a moment of `time.monotonic`; `exempt` lets the exchange reach an address that
        the operator has allowed. Raises `NotFetched`, and `TooLate` where the time is up.
        """
        host = host_of(url)
        allowance = Allowance(max_bytes, until, exempt=exempt and self.is_exempt(url))
        prepared = self._prepare(method, url, headers, data)
        try:
            with allowing(allowance):
                response = self._send(prepared, allowance)
        except InvalidIPAddress as error:
            raise NotFetched(
                Reason.BLOCKED_ADDRESS,
                say("{host} lies in a private or reserved network and is never fetched", host=host),
            ) from error
        except BodyTooLarge as error:
            raise NotFetched(
                Reason.TOO_LARGE,
                f"{host} sends more than {max_bytes // 1_000_000} MB: {error}",
            ) from error
        except DeadlinePassed as error:
            raise TooLate from error
        except (requests.RequestException, HTTPError, HTTPException, OSError) as error:
            raise NotFetched(
                Reason.NETWORK,
                say("{host} could not be reached: {why}", host=host, why=_in_plain_words(error)),
            ) from error
        except ValueError as error:
            # Whatever a library makes of a header that is none: a host's oddity is no fault of ours
            raise NotFetched(
                Reason.FAILED, say("{host} answered in a form that cannot be read", host=host)
            ) from error
        return _as_exchange(response)

    def _prepare(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        data: bytes | None,
    ) -> requests.PreparedRequest:
        """What will be sent. Raises `NotFetched` for what requests takes for no address."""
        try:
            prepared = self._session.prepare_request(
                requests.Request(method, url, headers=dict(headers), data=data)
            )
            host = urlsplit(prepared.url or "").hostname or ""
            host.encode("idna")  # as the system's resolver will: a label may be too long for it
        except (InvalidURL, UnicodeError) as error:
            raise not_a_web_address(url) from error
        if not is_web_address(prepared.url or ""):
            raise not_a_web_address(url)
        return prepared

    def _send(self, prepared: requests.PreparedRequest, allowance: Allowance) -> requests.Response:
        return self._session.send(
            prepared,
            timeout=(
                min(self._network.connect_timeout, max(0.1, allowance.left)),
                self._network.deadline,
            ),
            allow_redirects=False,
            verify=self._session.verify,
            cert=None,
            proxies=self._session.proxies,
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


def _as_exchange(response: requests.Response) -> Exchange:
    return Exchange(
        url=response.url,
        status=response.status_code,
        headers={k.lower(): v for k, v in response.headers.items()},
        body=response.content,
        fetched=datetime.now(UTC),
        retrieved=Retrieved.LIVE,
        whole=getattr(response, "whole", True),
    )


def _in_plain_words(error: BaseException) -> str:
    """What went wrong, without the object addresses that urllib3 prints."""
    if isinstance(error, requests.Timeout):
        return say("no answer in time")
    text = str(error)
    if "resolve" in text:
        return say("its name is not known")
    if "certificate" in text.lower():
        return say("its certificate is not valid")
    if "refused" in text:
        return say("it refuses connections")
    if "unreachable" in text.lower():
        return say("there is no way to it from here")
    return type(error).__name__
