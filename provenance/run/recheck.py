"""Checking an article again that an earlier report is on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from provenance.errors import NotFetched, UnreadableInput
from provenance.model import (
    Article,
    InputKind,
    Locator,
    PublishedImage,
    Reading,
    Reason,
    Report,
)
from provenance.reports.json.documents import check_document
from provenance.reports.json.shapes import CheckedShape, CheckShape
from provenance.run.batch import InputOptions, Session
from provenance.run.changes import NOT_LOOKED_AT, Change, Changes, compare_reports
from provenance.run.pipeline import Growth
from provenance.run.targets import MAX_ARTICLE_BYTES, is_address
from provenance.values import dataclass

LARGEST_REPORT = 100_000_000
"""Bytes of an earlier report: the demo's pictures take 9 kB each, 10,000 like them 90 MB."""
_WHERE = Locator("earlier report")


class _Earlier(msgspec.Struct):
    """What tells a run's report from one article's."""

    reports: list[CheckShape] | None = None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One article, checked again."""

    before: CheckShape
    report: Report
    changes: Changes


def read_earlier(data: bytes, name: str) -> list[CheckShape]:
    """The reports that `check --format json` printed. Raises `UnreadableInput`."""
    if len(data) > LARGEST_REPORT:
        raise UnreadableInput(f"{name} has {len(data) // 1_000_000} MB, more than any report")
    try:
        reports = msgspec.json.decode(data, type=_Earlier).reports
        if reports is not None:
            return reports
        return [msgspec.json.decode(data, type=CheckShape)]
    except (ValueError, RecursionError) as error:  # of which msgspec's own errors are
        raise UnreadableInput(
            f"{name} is no report. Name what `provenance check --format json` printed."
        ) from error


def recheck(session: Session, before: CheckShape, growth: Growth | None = None) -> Rechecked:
    """Check again what the earlier report is on, and tell what has changed.

    The article is read again where it can be; else its pictures are checked as the report has
    them.
    """
    page: Change | None = None
    try:
        report = session.check(*_again(before), growth=growth)
    except UnreadableInput as error:
        page = _why_unread(before, error)
        report = session.check(_rebuilt(before), growth=growth)
    return Rechecked(before, report, compare_reports(before, check_document(report), page))


def _again(before: CheckShape) -> tuple[str | Article, InputOptions]:
    """The target as it was named, and how to read it. Raises `UnreadableInput`."""
    origin, url = before.article.origin, before.article.url
    if _is_one_picture(before):
        return _rebuilt(before), InputOptions()
    if before.unread or is_address(origin):
        return origin, InputOptions()
    if not Path(origin).is_file():
        raise UnreadableInput(f"{origin or 'the article'} is no file here") from FileNotFoundError()
    return origin, InputOptions(base_url=url if url and is_address(url) else None)


def _is_one_picture(before: CheckShape) -> bool:
    """True for a picture that was checked alone, with the words under it."""
    origin, images = before.article.origin, before.images
    return len(images) == 1 and images[0].url in (origin, Path(origin).name)


def _why_unread(before: CheckShape, error: UnreadableInput) -> Change:
    """What is told of an article that cannot be read again."""
    cause, origin = error.__cause__, before.article.origin
    is_gone = isinstance(cause, NotFetched) and cause.reason is Reason.GONE
    if is_gone:
        return Change("page-gone", None, f"The article is gone: {error}", before=origin)
    words = f"The article itself was not read again: {error}"
    return Change(NOT_LOOKED_AT, None, words, before=origin)


def _rebuilt(before: CheckShape) -> Article:
    """The article as far as the report has it."""
    article = before.article
    return Article(
        origin=article.origin,
        kind=InputKind.PAYLOAD,
        url=article.url,
        headline=article.headline,
        published=_moment(article.published),
        language=article.language,
        images=tuple(_image(image, article.origin) for image in before.images),
    )


def _image(image: CheckedShape, origin: str) -> PublishedImage:
    # The credit's own links are not in the report: where its original was leads there as well.
    known = next((o.page_url for o in image.originals if o.confirmed and o.page_url), None)
    return PublishedImage(
        index=image.index,
        content_url=image.url,
        where=_WHERE,
        caption=Reading(image.caption, _WHERE) if image.caption else None,
        credit=Reading(image.credit, _WHERE) if image.credit else None,
        title=image.title,
        link=known,
        data=_own_bytes(image, origin),
    )


def _own_bytes(image: CheckedShape, origin: str) -> bytes | None:
    """The picture that was checked alone, where it is a file that is still there."""
    file = Path(origin)
    if is_address(origin) or image.url != file.name or not file.is_file():
        return None
    try:
        return file.read_bytes() if file.stat().st_size <= MAX_ARTICLE_BYTES else None
    except OSError:
        return None


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
