"""From a record to an `Original`: picture fetched and compared, words read."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from provenance.claims import find_place, place_at, read_claims
from provenance.config import Config
from provenance.credits import credit_line
from provenance.errors import NotFetched, UnreadablePicture
from provenance.fetch import Fetches
from provenance.model import (
    Binding,
    Box,
    Claims,
    Comparison,
    Confidence,
    EditedRegion,
    Original,
    Picture,
    Place,
    PlaceClaim,
    Reason,
    Reference,
    Relation,
    SourceRecord,
    Transformation,
)
from provenance.originals.statements import SHAPE, contradiction, proves_nothing
from provenance.pictures import compare, read_picture
from provenance.pictures.clues import canonical_url
from provenance.pictures.kept import Kept
from provenance.values import dataclass

_COMPARED = 256
"""Pairs of files whose comparison is kept: two posts with one file are common, and so is one
picture twice in an article."""
_compared: Kept[Comparison] = Kept(_COMPARED)


def confirm(
    record: SourceRecord,
    reference: Reference,
    published: Picture | None,
    fetcher: Fetches,
    config: Config,
) -> Original:
    """The record as an original, its picture fetched and compared.

    Of several pictures in one post, the one that matches.
    """
    urls = record.media_urls or tuple(u for u in (record.preview_url or record.media_url,) if u)
    if published is None:
        return build_original(record, reference, None, None, config, Reason.SOURCE_NOT_CONFIRMED)
    if not urls:
        return build_original(record, reference, None, None, config, record.unseen)
    best: Original | None = None
    trouble = _Trouble(Reason.SOURCE_NOT_CONFIRMED, "")
    seen: set[str] = set()
    for url in urls:
        # A source may name one picture in several sizes: the first that can be had decides.
        if canonical_url(url) in seen:
            continue
        compared = _fetch_and_compare(record, url, published, fetcher, config)
        if isinstance(compared, _Trouble):
            trouble = compared
            continue
        seen.add(canonical_url(url))
        picture, comparison = compared
        reason = (
            None if comparison.relation.linked else comparison.reason or Reason.SOURCE_NOT_CONFIRMED
        )
        best = build_original(record, reference, picture, comparison, config, reason)
        if best.confirmed:
            return best
    if best is not None:
        return best
    bare = build_original(record, reference, None, None, config, trouble.reason)
    return replace(bare, detail=trouble.detail)


@dataclass(frozen=True, slots=True)
class _Trouble:
    """Why the picture of a record could not be compared."""

    reason: Reason
    detail: str


def _fetch_and_compare(
    record: SourceRecord, url: str, published: Picture, fetcher: Fetches, config: Config
) -> tuple[Picture, Comparison] | _Trouble:
    """What lies at `url`, and how the published picture is related to it."""
    try:
        picture = read_picture(
            fetcher.get(url, kind="picture").body,
            url=url,
            credentials=True,
            trust=config.credentials,
        )
        if detail := contradiction(record, url, picture):
            return _Trouble(Reason.SOURCE_NOT_CONFIRMED, detail)
        related = _compared.get(
            (published.sha256, picture.sha256), lambda: compare(published, picture)
        )
        comparison = _prove(related, picture)
        if record.marked:
            comparison = _without_marks(comparison)
    except (NotFetched, UnreadablePicture) as error:
        # The record is there: that its picture is not does not make the source gone.
        is_gone = error.reason is Reason.GONE
        return _Trouble(Reason.SOURCE_NOT_CONFIRMED if is_gone else error.reason, error.detail)
    # a fault with one file of a source's is no fault of the published picture's; it is reported
    except Exception as error:  # noqa: BLE001
        return _Trouble(Reason.FAILED, f"it could not be compared: {type(error).__name__}")
    return picture, _in_full_size(comparison, picture, record)


def _prove(comparison: Comparison, picture: Picture) -> Comparison:
    """The comparison, undecided where two are equal that are too plain to be known."""
    if comparison.relation is not Relation.IDENTICAL or not proves_nothing(picture):
        return comparison
    return Comparison(
        Relation.UNDECIDED,
        Binding.NONE,
        Confidence.LOW,
        reason=Reason.PICTURE_TOO_PLAIN,
        distances=comparison.distances,
        detail="The two are equal, but too plain or too small to be known by it.",
    )


_OF_MARKS = (
    Transformation.OVERLAID,
    Transformation.EDITED,
    Transformation.COMPOSITED,
    Transformation.RECOLOURED,
    Transformation.OBSCURED,
)
"""What a seller's mark over a preview looks like from the published picture's side."""


def _without_marks(comparison: Comparison) -> Comparison:
    """The comparison with a marked preview, without what the mark itself changes."""
    kept = tuple(t for t in comparison.transformations if t not in _OF_MARKS)
    return replace(comparison, transformations=kept, edited_regions=())


def confirm_bytes(
    record: SourceRecord, reference: Reference, published: Picture, config: Config
) -> Original:
    """The original whose file has the very bytes of the published picture.

    Confirmed, unless those are the bytes of a picture too plain or small to be known by them.
    """
    region = Box(0, 0, published.width, published.height)
    detail = "The file at the source has the same bytes."
    same = Comparison(
        Relation.IDENTICAL, Binding.HARD, Confidence.HIGH, region=region, detail=detail
    )
    proved = _prove(same, published)
    return build_original(record, reference, published, proved, config, proved.reason)


def build_original(
    record: SourceRecord,
    reference: Reference,
    picture: Picture | None,
    comparison: Comparison | None,
    config: Config,
    reason: Reason | None = None,
) -> Original:
    """The record with what its words claim and the credit line to print."""
    style = config.credit_style
    found = Original(record, reference, picture, comparison, record_claims(record), reason=reason)
    line = credit_line(
        record,
        template=style.template,
        link=style.link,
        changes=found.changes,
        authors=reference.authors,
    )
    return replace(found, credit_line=line)


def record_claims(record: SourceRecord) -> Claims:
    """What a record says in words, its structured places first.

    They weigh more than prose.
    """
    parts = (record.title, record.description.text if record.description else None)
    prose = "\n".join(p for p in parts if p)
    said = _said(prose, tuple(p.text for p in record.people))
    if record.categories:
        # A category such as "Military exercises in …" says what is going on; its places and dates
        # reach the record as facts of their own.
        whole = read_claims("\n".join((prose, *record.categories)))
        staged = tuple(e for e in whole.events if e.start >= len(prose))
        said = replace(said, text=whole.text, events=(*said.events, *staged))
    stated: list[PlaceClaim] = []
    for fact in record.places:
        readings = find_place(fact.text) if fact.text else ()
        if not readings and fact.latitude is not None and fact.longitude is not None:
            readings = _position(fact.latitude, fact.longitude)
        if readings:
            stated.append(PlaceClaim(fact.text, 0, 0, readings))
    return replace(said, places=(*stated, *said.places))


@lru_cache(maxsize=256)
def _said(prose: str, people: tuple[str, ...]) -> Claims:
    """What a record's words claim; many records have the same few, or none."""
    return read_claims(prose, names=people)


def _position(latitude: float, longitude: float) -> tuple[Place, ...]:
    """The place at a position; none for 0, 0 and for what lies off the earth.

    Cameras write those where they know none.
    """
    try:
        return (place_at(latitude, longitude),)
    except ValueError:
        return ()


def _in_full_size(comparison: Comparison, picture: Picture, record: SourceRecord) -> Comparison:
    """The regions in the pixels of the source's full-size file.

    A smaller version may have been compared.
    """
    if (
        not record.width
        or not record.height
        or (record.width, record.height) == (picture.width, picture.height)
    ):
        return comparison
    x, y = record.width / picture.width, record.height / picture.height
    if abs(x / y - 1) > SHAPE:  # not the same shape: the record's size is not this picture's
        return comparison

    def scale(box: Box) -> Box:
        return Box(round(box.x * x), round(box.y * y), round(box.width * x), round(box.height * y))

    corners = comparison.quadrilateral
    return replace(
        comparison,
        region=scale(comparison.region) if comparison.region else None,
        edited_regions=tuple(EditedRegion(scale(e.box), e.kind) for e in comparison.edited_regions),
        quadrilateral=tuple((px * x, py * y) for px, py in corners) if corners else None,
    )
