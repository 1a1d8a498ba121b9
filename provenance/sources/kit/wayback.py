"""The Wayback Machine's addresses and its index of captures (CDX).

Forms and limits: https://archive.org/help/wayback_api.php and the Internet Archive's requests to
library authors (0.4 index queries a second).
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import Reason
from provenance.sources.kit.answers import endpoint, json_of
from provenance.values import dataclass

HOST = "https://web.archive.org"
_PLAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(.{1,4000})", re.I)
_FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")


@dataclass(frozen=True, slots=True)
class Capture:
    """One capture of one address."""

    timestamp: str
    """UTC, `YYYYMMDDhhmmss`."""
    original: str
    mimetype: str = ""
    digest: str = ""
    """SHA-1 of the archived body, base 32."""
    exchange: Exchange | None = None
    """The index's answer that names it."""

    @property
    def moment(self) -> datetime | None:
        """When it was captured (UTC)."""
        try:
            return datetime.strptime(self.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None

    @property
    def page(self) -> str:
        """The address where a person sees it."""
        return f"https://web.archive.org/web/{self.timestamp}/{self.original}"

    @property
    def bytes_url(self) -> str:
        """The address of the archived bytes, unchanged (`id_`)."""
        return f"https://web.archive.org/web/{self.timestamp}id_/{self.original}"


def capture_of(url: str) -> Capture | None:
    """The capture that a playback address names; None for any other address."""
    match = _PLAYBACK.match(url)
    if not match:
        return None
    original = match[2]
    return Capture(
        match[1].ljust(4, "0"), original if "://" in original[:10] else f"http://{original}"
    )


def captures(
    url: str,
    fetcher: Fetches,
    config: Config,
    *,
    limit: int = 1,
    prefix: bool = False,
    digest: str | None = None,
    days: tuple[date, date] | None = None,
) -> tuple[Capture, ...]:
    """The earliest captures of `url` that answered 200, oldest first.

    `prefix` asks for all addresses that begin with it, each once, `digest` for one body (SHA-1,
    base 32), `days` for what was captured between two. Raises `NotFetched`.
    """
    params = {
        "url": f"{url}*" if prefix else url,
        "output": "json",
        "fl": ",".join(_FIELDS),
        "filter": f"digest:{digest}" if digest else "statuscode:200",
        "limit": str(limit),
    }
    if prefix:
        params["collapse"] = "urlkey"
    if days:
        params |= {"from": f"{days[0]:%Y%m%d}", "to": f"{days[1]:%Y%m%d}"}
    exchange = fetcher.get(
        f"{endpoint(config, 'internet-archive', HOST)}/cdx/search/cdx", params=params
    )
    rows = json_of(exchange) if exchange.body.strip() else []
    if not isinstance(rows, list):
        raise NotFetched(Reason.FAILED, "the Wayback Machine's index answered in an unknown form")
    named = [
        row for row in rows[1:] if isinstance(row, list) and len(row) >= len(_FIELDS)
    ]  # row 0 names the columns
    whole = [row for row in named if all(isinstance(cell, str) for cell in row)]
    return tuple(Capture(row[0], row[1], row[2], row[4], exchange) for row in whole)
