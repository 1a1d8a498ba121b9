"""Sends a body to an address that somebody has named, through the same guard as every fetch."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Mapping

import requests
from urllib3.exceptions import HTTPError

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.fetcher import guarded_session
from provenance.fetch.guard import Allowance, allowing, is_exempt, is_web_address
from provenance.model import Reason

_READ = 65_536
"""Bytes of an answer that are read: only its status counts."""


class Sender:
    """Sends for one configuration; keeps no cookie, follows no redirect, uses no cache."""

    def __init__(self, config: Config) -> None:
        self._offline = config.network.offline
        self._allowed = tuple(ipaddress.ip_network(a) for a in config.network.allowed_addresses)
        self._session = guarded_session(config)

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> int:
        """The status that `url` answers with.

        Raises `NotFetched` where it is no web address, one that must not be reached, or does not
        answer within `seconds`.
        """
        if self._offline:
            raise NotFetched(Reason.OFFLINE, "this service is offline")
        if not is_web_address(url):
            raise NotFetched(Reason.BLOCKED_ADDRESS, "this is no address of the web")
        until = time.monotonic() + seconds
        allowance = Allowance(_READ, until, exempt=is_exempt(url, self._allowed))
        try:
            with allowing(allowance):
                answer = self._session.post(
                    url, data=body, headers=dict(headers), timeout=seconds, allow_redirects=False
                )
                return answer.status_code
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NotFetched(Reason.NETWORK, f"{type(error).__name__}") from error
