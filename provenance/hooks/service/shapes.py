"""The service's own shapes; those of the command line are `reports.json.shapes`."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

import msgspec

from provenance.articles import read_article
from provenance.config import Suppression
from provenance.errors import UsageError
from provenance.fetch import Fetches
from provenance.model import Article, Holding, Reading, Report
from provenance.originals.own_archive import Held
from provenance.reports.json import shapes
from provenance.reports.json.documents import check_document
from provenance.reports.kit.known import sentences
from provenance.run.checker import still_to_come
from provenance.run.gate import Action, Policy, gate
from provenance.run.suppressions import with_overrides
from provenance.run.targets import read_target, with_pictures

Mode = Literal["fast", "full"]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Web = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})]
Base64 = Annotated[str, msgspec.Meta(extra_json_schema={"contentEncoding": "base64"})]


class OverrideShape(msgspec.Struct, forbid_unknown_fields=True):
    """An editor's override of one rule for one picture."""

    rule: Text
    picture: Text
    """The picture's address, or `phash:` and its fingerprint."""
    who: Text
    reason: str
    until: date | None = None
    """Last day it holds."""
    when: datetime | None = None
    """When it was decided; left out: now."""


class CheckRequest(msgspec.Struct, forbid_unknown_fields=True):
    """An article to check: exactly one of `article`, `url` and `html`."""

    article: dict[str, Any] | None = None
    """The documented payload, or a CMS's own JSON (ninjs, ANS, WordPress, Superdesk)."""
    url: Web | None = None
    html: str | None = None
    base_url: Web | None = None
    pictures: dict[str, Base64] = {}
    """Address of a picture in the article → its bytes, where they are at hand: then it is not
    fetched."""
    overrides: list[OverrideShape] = []


class DecisionShape(msgspec.Struct):
    """What to do with the article as far as it was checked, and what to show."""

    action: Action
    """`pending`: nothing that blocks was found so far, and the full check is still to come."""
    sentences: list[str]


class CheckAnswer(msgspec.Struct):
    """A report and the decision on it."""

    report: shapes.CheckShape
    decision: DecisionShape
    mode: Mode = "full"
    still_to_come: list[str] = []
    """What a fast check left to the full one; while this is not empty, the decision is `pending`
    or `block`."""


class JobAnswer(msgspec.Struct):
    """A job: where it stands, and its answer when it is done."""

    id: str
    state: Literal["queued", "running", "done", "failed"]
    answer: CheckAnswer | None = None
    error: str | None = None


class PictureShape(msgspec.Struct, forbid_unknown_fields=True):
    """A picture: exactly one of its address and its bytes."""

    url: Web | None = None
    base64: Base64 | None = None


class CompareRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Two pictures to compare."""

    published: PictureShape
    original: PictureShape


class KnownRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A picture that somebody is about to use."""

    picture: PictureShape


class PrintedShape(msgspec.Struct):
    """One printing of a picture by this newsroom."""

    page_url: str | None
    published: datetime | None
    caption: str | None
    credit: str | None


class KnownPicture(msgspec.Struct):
    """A picture of the newsroom's archive that is the one asked for, or a part of it."""

    id: str
    relation: str
    supplier: str
    status: str
    """`usable`, `withheld`, `canceled` or `corrected`: what its supplier says of it."""
    caption: str | None
    """The caption that it came with."""
    credit: str | None
    uses: list[PrintedShape]
    sentences: list[str]
    """What to show."""


class KnownAnswer(msgspec.Struct):
    """What the newsroom's archive has of a picture."""

    known: list[KnownPicture]
    not_checked: list[str] = []
    """What was not looked for, and why, a sentence each."""


class HealthAnswer(msgspec.Struct):
    """Whether the service works, and how many jobs wait."""

    status: Literal["ok", "degraded", "closing"]
    """`degraded`: it answers, but for what `troubles` name."""
    queued: int
    running: int
    troubles: list[str] = []
    """What is wrong, a sentence each."""


class ErrorDetail(msgspec.Struct):
    """What went wrong, for a program and for a person."""

    code: str
    message: str


class ErrorAnswer(msgspec.Struct):
    """Every error has this shape."""

    error: ErrorDetail


def known_of(held: Held | None) -> KnownAnswer:
    """The answer on what the archive holds."""
    if held is None:
        return KnownAnswer([], ["this service has no archive of the newsroom's pictures"])
    known = [_known(holding) for holding in held.holdings]
    return KnownAnswer(known, [lookup.detail for lookup in held.lookups if lookup.detail])


def _known(held: Holding) -> KnownPicture:
    record = held.record
    return KnownPicture(
        held.id,
        held.comparison.relation.value,
        held.supplier,
        held.status.value,
        _text(record.description if record else None),
        _text(record.credit_line if record else None),
        [
            PrintedShape(use.page_url, use.published, _text(use.caption), _text(use.credit))
            for use in held.uses
        ],
        list(sentences(held)),
    )


def _text(reading: Reading | None) -> str | None:
    return reading.text if reading else None


def validate(request: CheckRequest) -> CheckRequest:
    """The request itself.

    Raises `UsageError` where it names no article, or several, or one that is not fetched.
    """
    given = [name for name in ("article", "url", "html") if getattr(request, name) is not None]
    if len(given) != 1:
        raise UsageError('give exactly one of "article", "url" and "html"')
    for name in ("url", "base_url"):
        address = getattr(request, name)
        if address is not None and not address.lower().startswith(("http://", "https://")):
            raise UsageError(f'"{name}" must begin with http:// or https://')
    return request


def article_of(request: CheckRequest, fetcher: Fetches) -> Article:
    """The article of a validated request, with the pictures' bytes it brings.

    Raises `UsageError` or `UnreadableInput` with one sentence. Nothing in a request names a file
    of this machine.
    """
    if request.url is not None:
        article = read_target(request.url, fetcher=fetcher)
    else:
        text = (
            request.html
            if request.html is not None
            else msgspec.json.encode(request.article).decode()
        )
        article = read_article(
            text.encode("utf-8", "replace"), origin="request", base_url=request.base_url
        )
    at_hand = {
        url: decode_bytes(data, f"pictures: {url[:200]}") for url, data in request.pictures.items()
    }
    return with_pictures(article, at_hand)


def answer_of(
    report: Report, overrides: Iterable[OverrideShape], policy: Policy, mode: Mode = "full"
) -> CheckAnswer:
    """The answer: overrides become part of the report, then the gate decides."""
    now = datetime.now(UTC)
    wanted = [
        Suppression(o.rule, o.picture, o.reason, o.who, o.until, o.when or now) for o in overrides
    ]
    report = with_overrides(report, wanted)
    decision = gate(report, policy)
    shown = DecisionShape(decision.action, list(decision.sentences))
    return CheckAnswer(
        check_document(report), shown, mode, list(still_to_come(report)) if mode == "fast" else []
    )


def bytes_of(picture: PictureShape, which: str, fetcher: Fetches) -> bytes:
    """A picture's bytes.

    Raises `UsageError`, or `NotFetched` where its address does not give them.
    """
    if (picture.url is None) == (picture.base64 is None):
        raise UsageError(f'give the {which} picture as exactly one of "url" and "base64"')
    if picture.url is not None:
        return fetcher.get(picture.url, kind="picture").body
    return decode_bytes(picture.base64 or "", which)


def decode_bytes(text: str, which: str) -> bytes:
    """The bytes behind base64. Raises `UsageError` that names the picture `which`."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise UsageError(f"{which}: this is not base64") from error


_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""A JSON string, closed or not: possessive, so that no text makes it look at a byte twice."""
_BRACKETS = re.compile(rb"[\[\]{}]")
MAX_VALUES = 200_000
"""Values in a body at most: 50 times those of the largest of 72 recorded API answers (3,900). A
body of 20 MB in which each is an empty list would take half a gigabyte once read."""


def decode(body: bytes, shape: type[Any], max_depth: int) -> Any:
    """The request body as `shape`. Raises `UsageError` with what is wrong and where."""
    opened, parted = body.count(b"[") + body.count(b"{"), body.count(b",")
    if (
        opened > max_depth or opened + parted > MAX_VALUES
    ):  # else there is too little of either, strings included
        _measure(_STRINGS.sub(b"", body), max_depth)
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        raise UsageError(f"the JSON does not fit: {error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"the body is not JSON: {error}") from error


def _measure(bones: bytes, max_depth: int) -> None:
    """Raises `UsageError` where JSON without its strings is too deep or too much."""
    if sum(map(bones.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise UsageError(f"the JSON has more than {MAX_VALUES} values")
    depth = 0
    for bracket in _BRACKETS.finditer(bones):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > max_depth:
            raise UsageError(f"the JSON is nested more than {max_depth} levels deep")
