"""Web addresses, as far as their text alone tells."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

WEB = ("http://", "https://", "//")
"""What an address begins with that names one picture wherever it stands."""


def split_address(url: str) -> SplitResult | None:
    """The parts of an http or https address with a host; None for anything else."""
    return _remembered(url) if len(url) <= _USUAL else _split(url)


_USUAL = 2_000
"""Characters of an address that is remembered: each of a picture's is taken apart ten times."""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname  # both raise on nonsense
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


_remembered = lru_cache(maxsize=512)(_split)


def is_web_address(url: str) -> bool:
    """True for http and https with a host."""
    return split_address(url) is not None


def host_of(url: str) -> str:
    """The host in lower case, without its port; empty where there is none."""
    parts = split_address(url)
    return (parts.hostname or "").lower() if parts else ""
