"""An earlier `provenance check --format json` → where its pictures were printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from provenance.archive.entry import Item, PrintedUse
from provenance.errors import NotFetched
from provenance.fetch.exchange import Fetches
from provenance.model.addresses import is_web_address

_BY_FINGERPRINT = "phash:"


def is_report(document: Any) -> bool:
    """True for what `check` prints, of one article or of several."""
    if not isinstance(document, dict) or "version" not in document:
        return False
    return isinstance(document.get("reports"), list) or (
        isinstance(document.get("article"), dict) and isinstance(document.get("images"), list)
    )


def read_reports(document: dict[str, Any], origin: str, fetcher: Fetches | None) -> Iterator[Item]:
    """The uses in a report.

    A picture's bytes are those that the checks' own cache still holds, or that can be fetched;
    else its fingerprint has to do.
    """
    for report in document.get("reports") or [document]:
        article = report.get("article") or {}
        for image in report.get("images") or ():
            binding = str(image.get("soft_binding") or "")
            data = _bytes_of(image.get("url"), fetcher)
            if data is None and not binding.startswith(_BY_FINGERPRINT):
                continue
            use = PrintedUse(
                page_url=article.get("url") or article.get("origin") or "",
                headline=article.get("headline") or "",
                published=article.get("published") or "",
                caption=image.get("caption") or "",
                credit=image.get("credit") or "",
                origin=origin,
            )
            yield Item(data=data, phash=binding.removeprefix(_BY_FINGERPRINT) or None, use=use)


def _bytes_of(url: object, fetcher: Fetches | None) -> bytes | None:
    if fetcher is None or not isinstance(url, str) or not is_web_address(url):
        return None
    try:
        return fetcher.get(url, kind="picture").body
    except NotFetched:
        return None


def parse(data: bytes) -> Any:
    """The JSON in a file; None where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
