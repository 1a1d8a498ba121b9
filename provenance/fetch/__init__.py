"""The one door to the network.

Address guard, caps, deadlines, politeness, cache and seed stand behind it.

`Fetcher` is what everybody uses; `exchange.Fetches` is what everybody may assume of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provenance.fetch.exchange import Asked, Exchange, Fetches, Kind, Witness

if TYPE_CHECKING:
    from provenance.fetch.fetcher import Fetcher

__all__ = ["Asked", "Exchange", "Fetcher", "Fetches", "Kind", "Witness"]


def __getattr__(name: str) -> Any:
    """Import `Fetcher`, and with it requests, only where it is used."""
    if name == "Fetcher":
        from provenance.fetch.fetcher import Fetcher

        return Fetcher
    raise AttributeError(name)
