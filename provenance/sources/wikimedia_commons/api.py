"""Asking a wiki: MediaWiki's Action API, whose errors arrive as HTTP 200."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Fetches
from provenance.model import Reason
from provenance.sources.wikimedia_commons.addresses import COMMONS, FilePointer
from provenance.values import dataclass

SOURCE = "wikimedia-commons"
_ROUNDS = 4
"""Rounds per question, at most. All recorded chains had their files' data in the first; the
others are reserve."""
_BUSY = ("maxlag", "ratelimited", "cirrussearch-too-busy-error", "actionthrottledtext")
_DOWN = ("readonly", "search-backend-error", "timeout", "http-timeout")
_GATED = (
    "readapidenied",
    "hashsearchdisabled",
    "permissiondenied",
    "blocked",
    "autoblocked",
    "globalblocking",
    "mwoauth",
)
_NO_SUCH = ("invalidtitle", "missingtitle", "no-such-entity", "invalid-entity-id", "nosuchpageid")
_WAIT = 5.0
"""Seconds to wait where the wiki names none: API:Etiquette's own figure for `maxlag`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a wiki answered, continuation rounds merged."""

    pages: tuple[dict[str, Any], ...]
    query: dict[str, Any]
    exchange: Exchange
    """The first round's exchange."""
    more: Mapping[str, str] = field(default_factory=dict)
    """What to send to go on; empty where this is all."""


@dataclass(frozen=True, slots=True)
class Wiki:
    """One wiki's API, and the fetcher to ask it with."""

    host: str
    endpoint: str
    fetcher: Fetches

    def ask(self, params: Mapping[str, str]) -> tuple[dict[str, Any], Exchange]:
        """One request: the answer as an object, and its exchange.

        Raises `NotFetched` for what the fetcher raises it for and for every API error.
        """
        try:
            answer = self.fetcher.get(
                self.endpoint,
                kind="json",
                params={"format": "json", "formatversion": "2", "maxlag": "5", **params},
            )
        except NotFetched as error:
            if error.reason is not Reason.GONE:
                raise
            # The API says of a file that it is missing with HTTP 200: here the API itself is.
            raise NotFetched(
                Reason.FAILED,
                f"no API answers for {self.host}: {error.detail}",
                status=error.status,
            ) from error
        data = answer.json()
        if not isinstance(data, dict):
            raise NotFetched(
                Reason.FAILED, f"{self.host} answered with something that is no API answer"
            )
        if "error" in data:
            raise _refusal(self.host, as_dict(data["error"]), answer)
        return data, answer

    def query(self, params: Mapping[str, str], *, rounds: int = _ROUNDS) -> Answer:
        """`action=query`, continued until every page has its files' data.

        One page's data may come in parts over several rounds, other properties first: they are
        merged. What else could be continued (further uses, further hits) is not asked for;
        `Answer.more` says how to go on.
        """
        pages: dict[str, dict[str, Any]] = {}
        merged: dict[str, Any] = {}
        first: Exchange | None = None
        more: dict[str, str] = {}
        for _ in range(rounds):
            data, exchange = self.ask({"action": "query", **params, **more})
            first = first or exchange
            query = as_dict(data.get("query"))
            for page in _pages(query):
                _merge(pages.setdefault(str(page.get("pageid") or page.get("title")), {}), page)
            _merge(merged, {key: value for key, value in query.items() if key != "pages"})
            more = {str(k): str(v) for k, v in as_dict(data.get("continue")).items()}
            if not more or not any(_waiting(page) for page in pages.values()):
                break
        assert first is not None
        return Answer(tuple(pages.values()), merged, first, more)


def wiki_for(pointer: FilePointer, fetcher: Fetches, config: Config) -> Wiki:
    """The wiki a pointer belongs to; Commons may be another server by configuration."""
    if pointer.wiki == COMMONS:
        return commons(fetcher, config)
    return Wiki(pointer.wiki, f"https://{pointer.wiki}/w/api.php", fetcher)


def commons(fetcher: Fetches, config: Config) -> Wiki:
    """Wikimedia Commons, or the server configured for it."""
    return Wiki(
        COMMONS, config.network.endpoints.get(SOURCE, f"https://{COMMONS}/w/api.php"), fetcher
    )


def _pages(query: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The pages, whether as a list (format version 2) or keyed by id (version 1)."""
    pages = query.get("pages")
    for page in pages.values() if isinstance(pages, dict) else as_list(pages):
        if isinstance(page, dict):
            yield page


def _waiting(page: Mapping[str, Any]) -> bool:
    """True for a page that is there but whose `imageinfo` is still to come."""
    return not ("imageinfo" in page or page.get("missing") or page.get("invalid"))


def _merge(into: dict[str, Any], new: Mapping[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, list) and isinstance(into.get(key), list):
            into[key] = [*into[key], *value]
        else:
            into[key] = value


def _refusal(host: str, error: dict[str, Any], answer: Exchange) -> NotFetched:
    """The reason an API error stands for."""
    code, info = as_text(error.get("code")) or "unknown", as_text(error.get("info"))[:300]
    detail = f"{host} refused: {info or code}"
    if code in _BUSY or "too-busy" in code or "ratelimit" in code:
        stated = answer.headers.get("retry-after", "")
        wait = float(stated) if stated.isascii() and stated.isdigit() else _WAIT
        words = "its databases lag behind" if code == "maxlag" else "it asks us to come back later"
        return NotFetched(
            Reason.RATE_LIMITED,
            f"{host} is busy ({code}): {words}",
            status=answer.status,
            retry_after=wait,
        )
    if code in _DOWN or code.startswith("internal_api_error"):
        return NotFetched(
            Reason.NETWORK, f"{host} is in trouble ({code}): {info}", status=answer.status
        )
    if code.startswith(_GATED):
        return NotFetched(Reason.GATED, detail, status=answer.status)
    if code in _NO_SUCH:
        return NotFetched(Reason.SOURCE_NOT_FOUND, detail, status=answer.status)
    return NotFetched(Reason.FAILED, f"{detail} ({code})", status=answer.status)


def as_dict(value: object) -> dict[str, Any]:
    """The value where it is an object; empty for anything else (`[]` in places)."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """The value where it is a list; empty where it is anything else."""
    return value if isinstance(value, list) else []


def as_text(value: object) -> str:
    """The value where it is text or a number; empty where it is anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def as_int(value: object) -> int | None:
    """The value where it is a whole number below 2⁵³; None where it is anything else."""
    return (
        value
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53
        else None
    )
