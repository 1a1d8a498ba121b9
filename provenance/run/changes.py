"""What differs between an earlier report and a new one on the same article.

Pure: two documents in, changes out. What could not be looked at again is kept apart: it may have
changed or not, and a finding that is missing for that reason is not gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from provenance.lexicon.suppliers import posting_platforms, title_of
from provenance.model import PICTURE, Reason
from provenance.pictures.clues import canonical_url
from provenance.pictures.fingerprint import hamming
from provenance.reports.json.shapes import (
    CheckedShape,
    CheckShape,
    FindingShape,
    NotCheckedShape,
    OriginalShape,
)
from provenance.reports.kit.text import sentence
from provenance.run.suppressions import SAME_PICTURE_BITS
from provenance.values import dataclass

_FACT_CHECKS = ("google-fact-check",)
_TROUBLE = frozenset(
    {
        Reason.GATED, Reason.RATE_LIMITED, Reason.NETWORK, Reason.OFFLINE, Reason.NO_API_KEY,
        Reason.BLOCKED_ADDRESS, Reason.TOO_LARGE, Reason.OVER_BUDGET, Reason.PENDING,
        Reason.FAILED,
    }
)  # fmt: skip
"""Reasons that say nothing of what was asked for: it was not seen."""
_BINDING = "phash:"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    kind: str
    """`picture-replaced`, `post-deleted`, `finding-new` …; see `KINDS`."""
    picture: int | None
    """Number of the picture, counted from 1; None for the article itself."""
    words: str
    before: str | None = None
    after: str | None = None


KINDS = (
    "page-gone", "headline-changed", "published-changed",
    "picture-gone", "picture-replaced", "picture-removed", "picture-added",
    "caption-changed", "credit-changed",
    "original-gone", "post-deleted", "original-lost", "original-found",
    "license-changed", "author-changed", "date-changed", "fact-check-new",
    "finding-new", "finding-gone", "finding-changed",
)  # fmt: skip
"""Every kind of change."""
NOT_LOOKED_AT = "not-looked-at"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different, and what is not known."""

    changes: tuple[Change, ...]
    not_looked_at: tuple[Change, ...]


def compare_reports(before: CheckShape, after: CheckShape, page: Change | None = None) -> Changes:
    """The differences, in the order of the article.

    `page` is why the article itself could not be read again, where it could not: then `after` is
    on what the earlier report says of it, and of the findings only fact-checks count: what the
    others weigh of the page was not seen.
    """
    found = [page] if page else list(_article(before, after))
    for old, new in _pairs(before.images, after.images):
        if old is not None and new is not None:
            found += _picture(old, new, is_page_read=page is None)
        elif old is not None and page is None:
            words = "This picture is no longer in the article."
            found.append(Change("picture-removed", old.index + 1, words, before=_name(old)))
        elif new is not None:
            words = "This picture is new in the article."
            found.append(Change("picture-added", new.index + 1, words, after=_name(new)))
    unseen = tuple(x for x in found if x.kind == NOT_LOOKED_AT)
    return Changes(tuple(x for x in found if x.kind != NOT_LOOKED_AT), unseen)


def _article(before: CheckShape, after: CheckShape) -> Iterator[Change]:
    old, new = before.article, after.article
    yield from _differs("headline-changed", None, "The headline", old.headline, new.headline)
    yield from _differs("published-changed", None, "The date", old.published, new.published)


def _pairs(
    before: Sequence[CheckedShape], after: Sequence[CheckedShape]
) -> Iterator[tuple[CheckedShape | None, CheckedShape | None]]:
    """The pictures that are the same one: by address, else by what they show."""
    left = list(after)
    taken: dict[int, CheckedShape] = {}
    for test in (_same_address, _same_picture):
        for at, old in enumerate(before):
            found = next((new for new in left if at not in taken and test(old, new)), None)
            if found is not None:
                taken[at] = found
                left.remove(found)
    yield from ((old, taken.get(at)) for at, old in enumerate(before))
    yield from ((None, new) for new in left)


def _same_address(old: CheckedShape, new: CheckedShape) -> bool:
    if not (old.url and new.url):
        return old.url == new.url and old.caption == new.caption
    return canonical_url(old.url) == canonical_url(new.url)


def _same_picture(old: CheckedShape, new: CheckedShape) -> bool:
    bits = _bits_apart(old, new)
    return bits is not None and bits <= SAME_PICTURE_BITS


def _bits_apart(old: CheckedShape, new: CheckedShape) -> int | None:
    """How far the fingerprints lie apart; None where one of them has none."""
    hashes = [one.soft_binding or "" for one in (old, new)]
    digits = [each.removeprefix(_BINDING) for each in hashes if each.startswith(_BINDING)]
    try:
        return hamming(*digits) if len(digits) == 2 else None
    except ValueError:  # an earlier report may hold anything
        return None


def _picture(old: CheckedShape, new: CheckedShape, *, is_page_read: bool) -> Iterator[Change]:
    """What differs about one picture."""
    number = new.index + 1
    yield from _differs("caption-changed", number, "The caption", old.caption, new.caption)
    yield from _differs("credit-changed", number, "The credit", old.credit, new.credit)
    yield from _file(old, new)
    yield from _originals(old, new)
    for change in _findings(old, new):
        if is_page_read or change.kind == "fact-check-new":
            yield change


def _file(old: CheckedShape, new: CheckedShape) -> Iterator[Change]:
    """Is the published file still there, and the same picture?"""
    number, was = new.index + 1, _why_unread(old)
    now = _why_unread(new)
    if was is not None:
        return  # it was not seen the first time either
    if now is not None and now.reason in _TROUBLE:
        yield Change(NOT_LOOKED_AT, number, sentence(_told(now)))
    elif now is not None:
        yield Change("picture-gone", number, f"The picture cannot be had any more: {_told(now)}")
    elif old.soft_binding is None and new.soft_binding is None:
        words = "The picture is too plain to tell whether it is still the same."
        yield Change(NOT_LOOKED_AT, number, words)
    elif not _same_picture(old, new):
        words = "Another picture is shown at its address."
        yield Change("picture-replaced", number, words, old.soft_binding, new.soft_binding)


def _why_unread(image: CheckedShape) -> NotCheckedShape | None:
    """Why the picture itself was not read; None where it was."""
    reasons = (n for n in image.not_checked if n.rule == PICTURE)
    return next((n for n in reasons if n.reason != Reason.PARTLY_READ), None)


def _originals(old: CheckedShape, new: CheckedShape) -> Iterator[Change]:
    before = {(o.source, o.id): o for o in old.originals}
    after = {(o.source, o.id): o for o in new.originals}
    number = new.index + 1
    for key, was in before.items():
        now = after.get(key)
        if now is not None and (now.confirmed or not was.confirmed):
            yield from _record(number, was, now)
        elif was.confirmed:
            yield _missing(number, was, new)
    for key in after.keys() - before.keys():
        now = after[key]
        if now.source in _FACT_CHECKS:
            words = f"A fact-check deals with it: {now.title or now.id}"
            yield Change("fact-check-new", number, words, after=now.page_url)
        elif now.confirmed:
            words = f"An original was found: {_original_name(now)}"
            yield Change("original-found", number, words, after=now.page_url)


def _record(number: int, was: OriginalShape, now: OriginalShape) -> Iterator[Change]:
    """What its source says of an original now, and said before."""
    at = f"at {title_of(now.source)} ({now.title or now.id})"
    for kind, what, old, new in (
        ("license-changed", "The licence", was.license, now.license),
        ("author-changed", "The author", ", ".join(was.creators), ", ".join(now.creators)),
        ("date-changed", "The date", was.date_created, now.date_created),
        ("date-changed", "The date of upload", was.uploaded, now.uploaded),
    ):
        yield from _differs(kind, number, f"{what} {at}", old, new)


def _missing(number: int, was: OriginalShape, new: CheckedShape) -> Change:
    """Why a confirmed original is none any more."""
    name, said = (
        _original_name(was),
        [n for n in new.not_checked if n.rule == f"source {was.source}"],
    )
    trouble = [n for n in (*said, *filter(None, [_why_unread(new)])) if n.reason in _TROUBLE]
    gone = next((n for n in said if n.reason == Reason.GONE), None)
    if gone is not None:
        is_post = was.source in posting_platforms()
        kind, what = ("post-deleted", "The post") if is_post else ("original-gone", "The original")
        words = f"{what} is gone: {name}. {gone.detail}".strip()
        return Change(kind, number, words, before=was.page_url)
    if trouble:
        return Change(NOT_LOOKED_AT, number, f"The original {name}: {_told(trouble[0])}")
    if said:
        words = f"The original is not confirmed any more: {name}. {said[0].detail}".strip()
        return Change("original-lost", number, words, before=was.page_url)
    return Change(NOT_LOOKED_AT, number, f"The original {name} was not asked for this time.")


def _findings(old: CheckedShape, new: CheckedShape) -> Iterator[Change]:
    """Findings that are new, gone or say something else."""
    number = new.index + 1
    accepted = {o.rule for o in chain(old.overridden, new.overridden)}
    known = {(f.rule, f.message, f.severity) for f in old.findings}
    still = {(f.rule, f.message, f.severity) for f in new.findings}
    gone = [f for f in old.findings if (f.rule, f.message, f.severity) not in still]
    fresh = [f for f in new.findings if (f.rule, f.message, f.severity) not in known]
    for now in fresh:
        was = next((f for f in gone if f.rule == now.rule), None)
        if was is not None:
            gone.remove(was)
            words = f"{now.rule} says something else: {now.message}"
            yield Change("finding-changed", number, words, _finding(was), _finding(now))
        elif now.rule not in accepted:
            words = f"new {now.severity}, {now.rule}: {now.message}"
            kind = "fact-check-new" if now.rule == "fact-checked" else "finding-new"
            yield Change(kind, number, words, after=_finding(now))
    for was in gone:
        if was.rule not in accepted:
            yield _gone(number, was, new)


def _gone(number: int, was: FindingShape, new: CheckedShape) -> Change:
    """A finding that is not made any more: it does not hold, or was not checked."""
    trouble = [n for n in new.not_checked if n.reason in _TROUBLE]
    own = next((n for n in trouble if n.rule == was.rule), trouble[0] if trouble else None)
    if was.rule not in new.passed and own is not None:
        words = f"{was.rule} could not be checked again: {_told(own)}"
        return Change(NOT_LOOKED_AT, number, words, before=_finding(was))
    words = f"{was.rule} is not found any more: {was.message}"
    return Change("finding-gone", number, words, before=_finding(was))


def _differs(
    kind: str, number: int | None, what: str, before: str | None, after: str | None
) -> Iterator[Change]:
    if (before or "") != (after or ""):
        words = f"{what} is another one: {before or 'none'} → {after or 'none'}"
        yield Change(kind, number, words, before, after)


def _finding(finding: FindingShape) -> str:
    return f"{finding.severity}: {finding.message}"


def _told(reason: NotCheckedShape) -> str:
    return reason.detail or reason.reason


def _name(image: CheckedShape) -> str | None:
    return image.url or image.caption


def _original_name(original: OriginalShape) -> str:
    where = f" ({original.page_url})" if original.page_url else ""
    return f"{original.title or original.id} at {title_of(original.source)}{where}"
