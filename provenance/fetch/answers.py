"""What an answer means: may it be kept, and is it what was asked for?"""

from __future__ import annotations

import json
from typing import Any

from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Kind
from provenance.model import Reason
from provenance.model.addresses import host_of
from provenance.model.sentences import say

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
_WORDS: dict[Reason, str] = {
    Reason.GONE: say("it is not there any more (or never was)"),
    Reason.GATED: say("it exists behind a log-in, a block or an age gate"),
    Reason.RATE_LIMITED: say("it asks us to come back later"),
}


def worth_keeping(answer: Exchange, kind: Kind) -> bool:
    """True for a whole answer: "not now" and half a body are never kept as a fact."""
    if answer.status != 200 or not answer.whole:
        return False
    if "retry-after" in answer.headers or "mediawiki-api-error" in answer.headers:
        return False
    return kind != "json" or bool(_json(answer.body))


def _json(body: bytes) -> dict[str, Any] | list[Any] | None:
    """The JSON object or list that a body holds; None where it is none, or cut short."""
    try:
        found = json.loads(body)
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
        sentence = say(
            "{host} answered {status}, and not in the form of its API", host=host, status=status
        )
        raise NotFetched(Reason.FAILED, sentence, status=status)
    trouble = say("the host is in trouble") if status >= 500 else say("it refuses the request")
    words = _WORDS.get(reason, trouble)
    stated = "retry-after" in answer.headers
    retry_after = seconds_to_wait(answer, 0.0) if stated else None
    raise NotFetched(
        reason,
        say("{host} answered {status}: {words}", host=host, status=status, words=words),
        status=status,
        retry_after=retry_after,
    )


def seconds_to_wait(answer: Exchange, otherwise: float) -> float:
    """Seconds that the host asks us to wait; `otherwise` where none can be read."""
    from urllib3.exceptions import HTTPError
    from urllib3.util.retry import Retry

    try:
        return Retry().parse_retry_after(answer.headers["retry-after"])
    except (KeyError, HTTPError, ValueError, OverflowError):
        return otherwise
