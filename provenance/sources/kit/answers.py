"""Reading other people's answers without trusting their shape."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from provenance import lazy_re as re
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange
from provenance.model import Locator, Reading, Reason

_SECRETS = frozenset({"key", "api_key", "token", "access_token", "client_id"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARTING_TAG = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|table|tr|h[1-6]|blockquote|pre|section|article)\b[^<>]{0,2000}>",
    re.I,
)
"""A tag that ends a line. All others stand inside words and sentences: `@<span>name</span>`."""
_CELL = re.compile(r"</t[dh]>", re.I)
_LINK = re.compile(r"<a\b([^<>]{0,2000})>", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*["'](https?://[^"'\s<>]{1,1500})["']""", re.I)
_MOST_LINKS = 20
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_LONGEST_NUMBER = 20
"""Digits of 64 bits, and a sign."""
_LONGEST = 20_000
"""Characters of one text that are kept: a post holds 25,000 at most, a description 65,000;
nobody reads on."""


def dig(value: Any, *path: str | int) -> Any:
    """What lies at `path` in decoded JSON, or None where the shape is another."""
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = (
                value[step]
                if isinstance(value, list) and -len(value) <= step < len(value)
                else None
            )
    return value


def text(value: Any, *path: str | int) -> str | None:
    """The text or number at `path`, stripped and capped; None for nothing."""
    found = dig(value, *path) if path else value
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return str(found).strip()[:_LONGEST] or None


def number(value: Any, *path: str | int) -> int | None:
    """The whole number at `path`, also one written as a string; else None."""
    found = text(value, *path)
    if found is None or len(found) > _LONGEST_NUMBER or not found.lstrip("-").isascii():
        return None
    try:
        return int(found)
    except ValueError:
        return None


def decimal(value: Any, *path: str | int) -> float | None:
    """The decimal number at `path`, also one written as a string; else None."""
    found = text(value, *path)
    try:
        return float(found) if found is not None else None
    except ValueError:
        return None


def items(value: Any, *path: str | int) -> list[Any]:
    """The list at `path`; empty for anything else (some hosts send `{}` for no items)."""
    found = dig(value, *path) if path else value
    return found if isinstance(found, list) else []


def plain(markup: str | None) -> str | None:
    """HTML as text: tags dropped, entities read, blanks folded; None for nothing."""
    if markup is None:
        return None
    parted = _CELL.sub(" ", _PARTING_TAG.sub("\n", markup.replace("\n", " ")))
    lines = html.unescape(_TAG.sub("", parted)).split("\n")
    return "\n".join(filter(None, (_SPACE.sub(" ", line).strip() for line in lines))) or None


def linked_addresses(markup: str | None, *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The web addresses that HTML links to, without links of the named classes."""
    found: dict[str, None] = {}
    for match in _LINK.finditer(markup or ""):
        href = _HREF.search(match[1])
        if href and not any(name in match[1] for name in without):
            found[html.unescape(href[1])] = None
    return tuple(found)[:_MOST_LINKS]


def reading(value: str | None, where: Locator) -> Reading | None:
    """A `Reading`, or None for no text."""
    return Reading(value, where) if value else None


def without_secrets(url: str) -> str:
    """The address without parameters that may hold a key."""
    parts = urlsplit(url)
    if not parts.query:
        return url
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, True)
        if name.lower() not in _SECRETS
    ]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def where(exchange: Exchange, place: str) -> Locator:
    """The provenance of a value read at `place` in an answer; keys never show."""
    return Locator(
        place,
        url=without_secrets(exchange.url),
        fetched=exchange.fetched,
        retrieved=exchange.retrieved,
    )


def endpoint(config: Config, source: str, default: str) -> str:
    """The base address in force: the configured one of `source`, or its own.

    Paths are the same at both.
    """
    return config.network.endpoints.get(source, default).rstrip("/")


def object_of(exchange: Exchange) -> Mapping[str, Any]:
    """The answer as a JSON object.

    Raises `NotFetched(failed)` for HTML or any other shape.
    """
    answer = json_of(exchange)
    if not isinstance(answer, dict):
        raise NotFetched(
            Reason.FAILED,
            f"{_host(exchange)} answered in an unknown form",
            status=exchange.status,
        )
    return answer


def json_of(exchange: Exchange) -> Any:
    """The answer as JSON.

    Raises `NotFetched(failed)` with the host alone: the whole address may hold a key.
    """
    try:
        return exchange.json()
    except NotFetched as error:
        raise NotFetched(
            error.reason, f"{_host(exchange)} did not answer with JSON", status=error.status
        ) from None


def _host(exchange: Exchange) -> str:
    """The host that answered."""
    return urlsplit(exchange.url).hostname or "the host"
