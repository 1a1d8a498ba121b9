"""A fetcher that answers from a dict, for tests that need no host."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import Clues, Credit, Link, Reason, Retrieved

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Answers:
    """Answers by the beginning of an address; each is a JSON value, bytes, text, or the error
    to raise."""

    table: Mapping[str, Any]
    asked: list[str] = field(default_factory=list)
    params: list[Mapping[str, str]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    payloads: list[Mapping[str, object]] = field(default_factory=list)
    offline: bool = False

    def get(
        self,
        url: str,
        *,
        params: Any = None,
        headers: Any = None,
        accept_status: Any = (),
        **_: Any,
    ) -> Exchange:
        self.params.append(params or dict(parse_qsl(urlsplit(url).query)))
        self.headers.append(headers or {})
        query = "&".join(f"{k}={v}" for k, v in (params or {}).items())
        return self._answer(f"{url}?{query}" if query else url, accept_status)

    def post(self, url: str, *, payload: Mapping[str, object], headers: Any = None) -> Exchange:
        self.payloads.append(payload)
        self.headers.append(headers or {})
        return self._answer(url, ())

    def _answer(self, url: str, accept_status: tuple[int, ...]) -> Exchange:
        self.asked.append(url)
        start = max((start for start in self.table if url.startswith(start)), key=len, default=None)
        if start is None:
            raise NotFetched(Reason.NETWORK, f"nothing answers at {url}")
        answer = self.table[start]
        if isinstance(answer, NotFetched):
            if answer.status not in accept_status:
                raise answer
            return Exchange(url, answer.status or 0, {}, b"", NOW, Retrieved.LIVE)
        if isinstance(answer, Exchange):
            return answer
        if isinstance(answer, str):
            answer = answer.encode()
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Exchange(url, 200, {"content-type": "application/json"}, body, NOW, Retrieved.LIVE)


def status(code: int) -> NotFetched:
    """What the fetcher raises for an HTTP status."""
    reasons = {
        403: Reason.GATED,
        401: Reason.GATED,
        404: Reason.GONE,
        410: Reason.GONE,
        429: Reason.RATE_LIMITED,
    }
    return NotFetched(
        reasons.get(code, Reason.NETWORK if code >= 500 else Reason.FAILED), f"{code}", status=code
    )


def with_keys(**keys: str) -> Config:
    return Config().with_(keys=keys)


def clues_from(clue: str) -> Clues:
    """A clue as the page would hold it: an address (also as the credit's link), a file name, or
    a credit."""
    if "://" in clue:
        return Clues(urls=(clue,), credit=Credit(raw="", links=(Link(clue),)))
    if clue.rpartition(".")[2].lower() in ("jpg", "jpeg", "png", "webp") and " / " not in clue:
        return Clues(file_names=(clue,))
    parts = [part.strip() for piece in clue.split(" via ") for part in piece.split("/")]
    return Clues(credit=Credit(raw=clue, organizations=tuple(parts)))
