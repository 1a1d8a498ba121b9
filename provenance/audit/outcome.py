"""What came of one article: the rows that are kept of its report."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

import msgspec

from provenance import lazy_re as re
from provenance.archive.entry import Prepared
from provenance.lexicon.phrases import load_vocabulary
from provenance.lexicon.suppliers import suppliers
from provenance.model import Article, Credit, ImageReport, Report
from provenance.model.sentences import plain
from provenance.run.batch import drop_pixels
from provenance.values import dataclass

_NO_SECTION = re.compile(
    r"[\d\W_]+|[a-z]{2}(?:-[a-z]{2})?|news|article|articles|story|stories|blog"
)
"""Parts of an address that name no section: dates, languages, words that all have."""
_LONGEST_SECTION = 30
"""Characters; what is longer is an article's own name."""
LARGEST_REPORT = 60_000_000
"""Bytes of a stored report when it is unpacked; the largest of 192 pages had 0.2 MB."""


class State(StrEnum):
    """What became of an article."""

    CHECKED = "checked"
    NO_ARTICLE = "no-article"
    """It has neither pictures nor the text of an article."""
    UNREAD = "unread"
    """It could not be read; `detail` says why."""
    SET_ASIDE = "set-aside"
    """Twice its worker died over it, or it took too long."""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One published picture, as the tables keep it."""

    at: int
    url: str
    caption: str
    credit: str
    photographer: str
    agency: str
    license: str
    verdict: str
    sha256: str
    phash: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding on one picture."""

    at: int
    rule: str
    severity: str
    confidence: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article."""

    number: int
    state: State
    detail: str = ""
    """Why it was not checked, in one sentence."""
    url: str = ""
    headline: str = ""
    published: str = ""
    section: str = ""
    verdict: str = ""
    pictures: tuple[PictureRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    unchecked: tuple[tuple[str, str, int], ...] = ()
    """(rule, reason, pictures)."""
    report: bytes = b""
    """The whole report, packed; see `unpack`."""
    held: tuple[Prepared, ...] = field(default=(), repr=False)
    """The pictures whose bytes were at hand, for the archive of the audit."""
    seconds: float = 0.0
    cpu: float = 0.0


def pack(report: Report) -> bytes:
    """The report without pixels, as compressed MessagePack."""
    return zlib.compress(msgspec.msgpack.encode(drop_pixels(report), enc_hook=plain), 6)


def unpack(data: bytes) -> Report:
    """The report that was packed."""
    opened = zlib.decompressobj()
    return msgspec.msgpack.decode(opened.decompress(data, LARGEST_REPORT), type=Report)


def outcome_of(
    number: int, report: Report, held: tuple[Prepared, ...] = (), *, seconds: float, cpu: float
) -> Outcome:
    """The rows of a report."""
    article, state = report.article, State.CHECKED
    if report.unread:
        state = State.UNREAD
    elif report.is_no_article:
        state = State.NO_ARTICLE
    unchecked = Counter(
        (n.rule, str(n.reason)) for image in report.images for n in image.not_checked
    )
    return Outcome(
        number,
        state,
        report.unread,
        article.url or "",
        article.headline or "",
        article.published.isoformat() if article.published else "",
        section_of(article),
        str(report.summary.verdict) if report.images else "",
        tuple(_picture(image) for image in report.images),
        tuple(
            FindingRow(image.image.index, f.rule, str(f.severity), str(f.confidence), f.message)
            for image in report.images
            for f in image.findings
        ),
        tuple((rule, reason, count) for (rule, reason), count in sorted(unchecked.items())),
        pack(report),
        held,
        seconds,
        cpu,
    )


def _picture(image: ImageReport) -> PictureRow:
    published, picture = image.image, image.picture
    return PictureRow(
        at=published.index,
        url=published.content_url or "",
        caption=published.caption.text if published.caption else "",
        credit=published.credit.text if published.credit else "",
        photographer=" / ".join(image.credit.creators) if image.credit else "",
        agency=agency_of(image.credit),
        license=image.credit.license.name if image.credit and image.credit.license else "",
        verdict=str(image.verdict),
        sha256=picture.sha256 if picture else "",
        phash=picture.fingerprint.phash if picture and not picture.fingerprint.plain else "",
    )


def agency_of(credit: Credit | None) -> str:
    """Who supplied the picture: the distributor, else an organisation or platform.

    A supplier that is known goes by its own name: `AP`, `The AP` and `Associated Press` are one.
    """
    if credit is None:
        return ""
    named = (credit.distributor, *credit.organizations[:1], credit.platform)
    printed = next((name for name in named if name), "")
    known = load_vocabulary().get(printed) if printed else None
    row = suppliers().get(known.supplier or "") if known else None
    return suppliers()[row.counts_as].title if row else printed


def section_of(article: Article) -> str:
    """The section that the article's address names; empty where it names none."""
    try:
        parts = [unquote(p).lower() for p in urlsplit(article.url or "").path.split("/") if p]
    except ValueError:
        return ""
    named = (p for p in parts[:-1] if not _NO_SECTION.fullmatch(p))
    return next((p for p in named if len(p) <= _LONGEST_SECTION), "")
