"""The service's own shapes; those of the command line are `reports.json.shapes`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Annotated, Any, Literal

import msgspec

from provenance import lazy_re as re
from provenance.articles import read_article
from provenance.articles.page.image_urls import absolute
from provenance.config import Suppression
from provenance.errors import UsageError
from provenance.fetch import Fetches
from provenance.lexicon.translation import language_of, translate
from provenance.model import Article, Holding, InputKind, Reading, Report
from provenance.model.sentences import say
from provenance.originals.own_archive import Held
from provenance.reports.json import shapes
from provenance.reports.json.documents import check_document
from provenance.reports.kit.known import sentences
from provenance.run.checker import still_to_come
from provenance.run.gate import Action, Policy, gate
from provenance.run.suppressions import with_overrides
from provenance.run.targets import read_target, with_pictures
from provenance.run.wording import in_language

Mode = Literal["fast", "full"]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]
Text = Annotated[str, msgspec.Meta(min_length=1)]
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
Web = Annotated[
    str,
    msgspec.Meta(
        extra_json_schema={"pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\u0000-\u001f\u007f-\u009f]*$"}
    ),
]
"""An address; see `_refuse_controls`."""
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
    language: str = ""
    """In which findings are told, as `de` or `de-AT`; left out: the service's own. English where a
    sentence has no translation."""
    callback: Web | None = None
    """Only of a job: the address that is called, signed, once it has finished."""


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
    state: JobState
    answer: CheckAnswer | None = None
    error: str | None = None


class JobRow(msgspec.Struct):
    """A job in a list, without its answer."""

    id: str
    state: JobState
    accepted: datetime
    finished: datetime | None = None
    error: str | None = None


class JobsAnswer(msgspec.Struct):
    """The caller's jobs, the latest first."""

    jobs: list[JobRow]
    next: str | None = None
    """The address of the next page; null where this is the last."""


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
    version: str = ""
    """The release that answers."""


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
    for name in ("url", "base_url", "callback"):
        address = getattr(request, name)
        if address is not None and not address.lower().startswith(("http://", "https://")):
            raise UsageError(f'"{name}" must begin with http:// or https://')
        _refuse_controls(name, address)
    return request


def _refuse_controls(name: str, address: str | None) -> None:
    """Raises `UsageError` for an address with control characters."""
    if address is not None and _CONTROLS.search(address):
        raise UsageError(f'"{name}" must have no control characters (a line break is written %0A)')


def article_of(request: CheckRequest, fetcher: Fetches) -> Article:
    """The article of a validated request, with the pictures' bytes it brings.

    Raises `UsageError` or `UnreadableInput` with one sentence. Nothing in a request names a file
    of this machine.
    """
    if request.url is not None:
        article = read_target(request.url, fetcher=fetcher)
    else:
        data = (
            request.html.encode("utf-8", "replace")
            if request.html is not None
            else msgspec.json.encode(request.article)
        )
        article = read_article(data, origin="request", base_url=request.base_url)
        if article.kind == InputKind.PAYLOAD and request.article is not None:
            _refuse_unknown(request.article)
    at_hand = {
        url: decode_bytes(data, f"pictures: {url[:200]}") for url, data in request.pictures.items()
    }
    return with_pictures(article, at_hand)


_FIELDS = ("headline", "url", "published", "modified", "language", "lead", "body", "images")
_PICTURE_FIELDS = ("url", "caption", "credit", "alt", "title", "link", "width", "height", "data")


def _refuse_unknown(article: Mapping[str, Any]) -> None:
    """Raises `UsageError` for a field that our own payload does not have.

    A mistyped caption would count as none. A CMS's own JSON has whatever it has.
    """
    images = article.get("images") or ()
    parts: list[tuple[str, Mapping[str, Any], tuple[str, ...]]] = [("article", article, _FIELDS)]
    parts += [
        (f"article.images[{at}]", image, _PICTURE_FIELDS)
        for at, image in enumerate(images)
        if isinstance(image, dict)
    ]
    for where, fields, known in parts:
        for name in fields:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                meant = f'; did you mean "{near[0]}"?' if near else f"; it has {', '.join(known)}"
                raise UsageError(f'{where} has an unknown field "{name[:100]}"{meant}')


def left_out(request: CheckRequest, article: Article) -> list[str]:
    """The addresses of pictures that were sent and are not in the article."""
    sent = (request.article or {}).get("images")
    if article.kind != InputKind.PAYLOAD or not isinstance(sent, list):
        return []
    read = {a for i in article.images for a in (i.content_url, *i.candidates) if a}
    base = article.url or request.base_url
    urls = [one.get("url") for one in sent if isinstance(one, dict)]
    named = [url for url in urls if isinstance(url, str) and url.strip()]
    return [url for url in named if absolute(base, url) not in read]


def answer_of(
    report: Report,
    overrides: Iterable[OverrideShape],
    policy: Policy,
    mode: Mode = "full",
    *,
    missing: Sequence[str] = (),
    language: str = "en",
) -> tuple[CheckAnswer, Report]:
    """(the answer, the report in it).

    Overrides become part of the report, then the gate decides; pictures that were sent and are
    `missing` in the article are never allowed in silence.
    """
    now = datetime.now(UTC)
    wanted = [
        Suppression(o.rule, o.picture, o.reason, o.who, o.until, o.when or now) for o in overrides
    ]
    report = with_overrides(report, wanted)
    report = in_language(report, language_of(language))
    decision = gate(report, policy)
    action, sentences = decision.action, [str(one) for one in decision.sentences]
    if missing:
        action = Action.WARN if action is Action.ALLOW else action
        sentences += [
            str(
                translate(
                    say("{url} was sent and could not be read: it was not checked.", url=url[:200]),
                    report.language,
                )
            )
            for url in missing[:20]
        ]
    waiting = [str(one) for one in still_to_come(report)] if mode == "fast" else []
    shown = DecisionShape(action, sentences)
    return CheckAnswer(check_document(report), shown, mode, waiting), report


def bytes_of(picture: PictureShape, which: str, fetcher: Fetches) -> bytes:
    """A picture's bytes.

    Raises `UsageError`, or `NotFetched` where its address does not give them.
    """
    if (picture.url is None) == (picture.base64 is None):
        raise UsageError(f'give the {which} picture as exactly one of "url" and "base64"')
    _refuse_controls("url", picture.url)
    if picture.url is not None:
        return fetcher.get(picture.url, kind="picture").body
    return decode_bytes(picture.base64 or "", which)


def decode_bytes(text: str, which: str) -> bytes:
    """The bytes behind base64. Raises `UsageError` that names the picture `which`."""
    try:
        return msgspec.convert(text, bytes)  # a quarter of the time that the standard library takes
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
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
        raise UsageError(f"the JSON does not fit: {error}{_hint(body, shape)}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"the body is not JSON: {error}") from error


def _hint(body: bytes, shape: type[Any]) -> str:
    """What a caller who has sent an article by itself most probably wants to know."""
    if shape is not CheckRequest:
        return ""
    try:
        sent = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    if not isinstance(sent, dict):
        return '; send {"article": {…}}, {"html": "…"} or {"url": "…"}'
    if isinstance(sent.get("article"), str):
        return '; HTML goes into "html", an address into "url"'
    if "article" not in sent and {"headline", "images", "body"} & sent.keys():
        return '; put the article into the field "article": {"article": {…}}'
    return ""


def _measure(bones: bytes, max_depth: int) -> None:
    """Raises `UsageError` where JSON without its strings is too deep or too much."""
    if sum(map(bones.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise UsageError(f"the JSON has more than {MAX_VALUES} values")
    depth = 0
    for bracket in _BRACKETS.finditer(bones):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > max_depth:
            raise UsageError(f"the JSON is nested more than {max_depth} levels deep")
