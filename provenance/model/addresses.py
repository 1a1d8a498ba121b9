"""Web addresses, as far as their text alone tells."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

WEB = ("http://", "https://", "//")
"""What an address begins with that names one picture wherever it stands."""


def split_address(url: str) -> SplitResult | None:
    """The parts of an http or https address with a host; None for anything else."""
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname  # both raise on nonsense
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def is_web_address(url: str) -> bool:
    """True for http and https with a host."""
    return split_address(url) is not None


def host_of(url: str) -> str:
    """The host in lower case, without its port; empty where there is none."""
    parts = split_address(url)
    return (parts.hostname or "").lower() if parts else ""
