"""Sends a body to an address that somebody has named, guarded like a fetch."""

from __future__ import annotations

import time
from collections.abc import Mapping

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import TooLate, not_a_web_address
from provenance.fetch.transport import Transport
from provenance.model import Reason
from provenance.model.addresses import host_of, is_web_address

_READ = 65_536
"""Bytes of an answer that are read: only its status counts."""


class Sender:
    """Sends for one configuration; follows no redirect, uses no cache."""

    def __init__(self, config: Config) -> None:
        self._offline = config.network.offline
        self._transport = Transport(config.network)

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def post(self, url: str, body: bytes, headers: Mapping[str, str], seconds: float) -> int:
        """The status that `url` answers with.

        Raises `NotFetched` where it is no web address, one that must not be reached, or does not
        answer within `seconds`.
        """
        if self._offline:
            raise NotFetched(Reason.OFFLINE, "this service is offline")
        if not is_web_address(url):
            raise not_a_web_address(url)
        until = time.monotonic() + seconds
        try:
            answer = self._transport.send(
                "POST", url, headers=headers, data=body, max_bytes=_READ, until=until, exempt=True
            )
        except TooLate as error:
            raise NotFetched(
                Reason.NETWORK, f"{host_of(url)} did not answer within {seconds:g} s"
            ) from error
        return answer.status
