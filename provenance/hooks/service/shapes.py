"""The service's own shapes; what it shares with the command line comes from `reports._wire`."""

from __future__ import annotations

import base64
import binascii
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from provenance.articles import read_article
from provenance.config import Suppression
from provenance.errors import UnreadableInput, UsageError
from provenance.fetch import Fetches
from provenance.gate import Decision
from provenance.model import Article, Report
from provenance.reports import _wire as wire
from provenance.reports._documents import check_document
from provenance.suppressions import with_overrides
from provenance.targets import read_target


class OverrideShape(msgspec.Struct, forbid_unknown_fields=True):
    """An editor's override of one rule for one picture."""

    rule: str
    picture: str
    """The picture's address, or `phash:` and its fingerprint."""
    who: str
    reason: str
    until: date | None = None
    when: datetime | None = None


class CheckRequest(msgspec.Struct, forbid_unknown_fields=True):
    """An article to check: exactly one of `article`, `url` and `html`."""

    article: dict[str, Any] | None = None
    """The documented payload, or a CMS's own JSON (ninjs, ANS, WordPress, Superdesk)."""
    url: str | None = None
    html: str | None = None
    base_url: str | None = None
    overrides: list[OverrideShape] = []


class DecisionShape(msgspec.Struct):
    """What to do with the article, and the sentences to show."""

    action: Literal["allow", "warn", "block"]
    sentences: list[str]


class CheckAnswer(msgspec.Struct):
    """A report and the decision on it."""

    report: wire.CheckShape
    decision: DecisionShape
    mode: Literal["fast", "full"] = "full"


class JobAnswer(msgspec.Struct):
    """A job: where it stands, and its answer when it is done."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    answer: CheckAnswer | None = None
    error: str | None = None


class PictureShape(msgspec.Struct, forbid_unknown_fields=True):
    """A picture, by address or by bytes."""

    url: str | None = None
    base64: str | None = None


class CompareRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Two pictures to compare."""

    published: PictureShape
    original: PictureShape


class HealthAnswer(msgspec.Struct):
    """Whether the service works, and how many jobs wait."""

    status: Literal["ok", "closing"]
    queued: int
    running: int


class ErrorDetail(msgspec.Struct):
    """What went wrong, for a program and for a person."""

    code: str
    message: str


class ErrorAnswer(msgspec.Struct):
    """Every error has this shape."""

    error: ErrorDetail


def article_of(request: CheckRequest, fetcher: Fetches) -> Article:
    """The article of a request. Raises `UsageError` or `UnreadableInput` with one sentence."""
    given = [name for name in ("article", "url", "html") if getattr(request, name) is not None]
    if len(given) != 1:
        raise UsageError('give exactly one of "article", "url" and "html"')
    if request.url is not None:
        if not request.url.lower().startswith(("http://", "https://")):
            raise UsageError('"url" must begin with http:// or https://')
        return read_target(request.url, fetcher=fetcher)
    if request.html is not None:
        return read_article(request.html.encode("utf-8", "replace"), origin="request", base_url=request.base_url)
    return read_article(msgspec.json.encode(request.article), origin="request", base_url=request.base_url)


def answer_of(
    report: Report, overrides: list[OverrideShape], decide: Any, mode: Literal["fast", "full"] = "full"
) -> CheckAnswer:
    """The answer: overrides become part of the report, then the gate decides."""
    wanted = [Suppression(o.rule, o.picture, o.reason, o.who, o.until, o.when) for o in overrides if o.picture]
    report = with_overrides(report, wanted)
    decision: Decision = decide(report)
    return CheckAnswer(check_document(report), DecisionShape(decision.action.value, list(decision.sentences)), mode)


def bytes_of(picture: PictureShape, fetcher: Fetches, max_bytes: int) -> bytes:
    """A picture's bytes. Raises `UsageError`, or `NotFetched` where its address does not give them."""
    if (picture.url is None) == (picture.base64 is None):
        raise UsageError('give each picture as exactly one of "url" and "base64"')
    if picture.url is not None:
        return fetcher.get(picture.url, kind="picture", max_bytes=max_bytes).body
    try:
        return base64.b64decode(picture.base64 or "", validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError('"base64" is not base64') from error


def decoded(body: bytes, shape: type[Any], max_depth: int) -> Any:
    """The request body as `shape`. Raises `UsageError` with what is wrong and where."""
    if _depth(body) > max_depth:
        raise UsageError(f"the JSON is nested more than {max_depth} levels deep")
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise UsageError(f"the JSON does not fit: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"the body is not JSON: {error}") from error


def _depth(body: bytes) -> int:
    """How deep the JSON nests, counted without building it; brackets inside strings do not count."""
    depth = deepest = 0
    inside = escaped = False
    for byte in body:
        if inside:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in (0x5B, 0x7B):
            depth += 1
            deepest = max(deepest, depth)
        elif byte in (0x5D, 0x7D):
            depth -= 1
    return deepest


__all__ = [
    "CheckAnswer",
    "CheckRequest",
    "CompareRequest",
    "ErrorAnswer",
    "ErrorDetail",
    "HealthAnswer",
    "JobAnswer",
    "OverrideShape",
    "UnreadableInput",
    "answer_of",
    "article_of",
    "bytes_of",
    "decoded",
]
