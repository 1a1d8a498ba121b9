"""What an answer means: may it be kept, and is it what was asked for?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
from requests_cache.models.response import CachedResponse
from urllib3.exceptions import HTTPError
from urllib3.util.retry import Retry

from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Kind
from provenance.model import Reason, Retrieved

REDIRECTS = (301, 302, 303, 307, 308)
_REASONS = {
    401: Reason.GATED,
    402: Reason.GATED,
    403: Reason.GATED,
    404: Reason.GONE,
    410: Reason.GONE,
    429: Reason.RATE_LIMITED,
    451: Reason.GATED,
}
_WORDS = {
    Reason.GONE: "it is not there any more (or never was)",
    Reason.GATED: "it exists behind a log-in, a block or an age gate",
    Reason.RATE_LIMITED: "it asks us to come back later",
}


def worth_keeping(response: requests.Response) -> bool:
    """True for a whole answer: "not now" and half a body are never kept as a fact."""
    headers = response.headers
    if response.status_code != 200 or "Retry-After" in headers:
        return False
    if "MediaWiki-API-Error" in headers or not getattr(response, "whole", True):
        return False
    accept = response.request.headers.get("Accept", "")
    return not accept.startswith("application/json") or bool(_json(response.content))


def _json(body: bytes) -> dict[str, Any] | list[Any] | None:
    """The JSON object or list that a body holds; None where it is none, or cut short."""
    try:
        found = msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


def check_status(answer: Exchange, accept_status: tuple[int, ...], kind: Kind) -> Exchange:
    """The answer itself. Raises `NotFetched` where its status is not good."""
    if 200 <= answer.status < 300 or answer.status in accept_status:
        return answer
    host, status = host_of(answer.url), answer.status
    reason = _REASONS.get(status, Reason.NETWORK if status >= 500 else Reason.FAILED)
    if reason is Reason.GONE and kind == "json" and _json(answer.body) is None:
        # An API says in its own form that it lacks something; a proxy, or a wrong endpoint, does
        # not, and knows nothing of what was asked for.
        sentence = f"{host} answered {status}, and not in the form of its API"
        raise NotFetched(Reason.FAILED, sentence, status=status)
    words = _WORDS.get(
        reason, "the host is in trouble" if status >= 500 else "it refuses the request"
    )
    stated = "retry-after" in answer.headers
    retry_after = seconds_to_wait(answer, 0.0) if stated else None
    raise NotFetched(
        reason, f"{host} answered {status}: {words}", status=status, retry_after=retry_after
    )


def seconds_to_wait(answer: Exchange, otherwise: float) -> float:
    """Seconds that the host asks us to wait; `otherwise` where none can be read."""
    try:
        return Retry().parse_retry_after(answer.headers["retry-after"])
    except (KeyError, HTTPError, ValueError, OverflowError):
        return otherwise


def as_exchange(response: requests.Response) -> Exchange:
    """A response in our own words: live, or kept since its own time (UTC)."""
    cached = isinstance(response, CachedResponse)
    made = response.created_at if isinstance(response, CachedResponse) else datetime.now(UTC)
    return Exchange(
        url=response.url,
        status=response.status_code,
        headers={k.lower(): v for k, v in response.headers.items()},
        body=response.content,
        fetched=made if made.tzinfo else made.replace(tzinfo=UTC),
        retrieved=Retrieved.CACHED if cached else Retrieved.LIVE,
        whole=getattr(response, "whole", True),
    )


def host_of(url: str) -> str:
    """The host to name in a sentence."""
    return urlsplit(url).hostname or url[:80]


def in_plain_words(error: BaseException) -> str:
    """What went wrong, without the object addresses that urllib3 prints."""
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    text = str(error)
    if "resolve" in text:
        return "its name is not known"
    if "certificate" in text.lower():
        return "its certificate is not valid"
    if "refused" in text:
        return "it refuses connections"
    if "unreachable" in text.lower():
        return "there is no way to it from here"
    return type(error).__name__
