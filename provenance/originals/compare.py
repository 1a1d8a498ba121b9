"""From a source's record to an `Original`: its picture fetched, compared with the published
one, its words read."""

from __future__ import annotations

from dataclasses import replace

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
)
from provenance.pictures import compare, read_picture
from provenance.pictures.clues import canonical_url

_SHAPE = 0.02
"""How far the two scales of a smaller version may differ: thumbnails round their sides to whole
pixels."""


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
        return build_original(record, reference, None, None, config, Reason.GATED)
    best: Original | None = None
    trouble = Reason.SOURCE_NOT_CONFIRMED
    seen: set[str] = set()
    for url in urls:
        # A source may name one picture in several sizes: the first that can be had decides.
        if canonical_url(url) in seen:
            continue
        try:
            body = fetcher.get(url, kind="picture").body
            picture = read_picture(
                body, url=url, credentials=True, trust_lists=config.credentials.trust_lists
            )
        except (NotFetched, UnreadablePicture) as error:
            trouble = error.reason
            continue
        seen.add(canonical_url(url))
        comparison = _in_full_size(compare(published, picture), picture, record)
        reason = (
            None if comparison.relation.linked else comparison.reason or Reason.SOURCE_NOT_CONFIRMED
        )
        best = build_original(record, reference, picture, comparison, config, reason)
        if best.confirmed:
            return best
    return best or build_original(record, reference, None, None, config, trouble)


def confirm_bytes(
    record: SourceRecord, reference: Reference, published: Picture, config: Config
) -> Original:
    """The original whose file has the very bytes of the published picture."""
    region = Box(0, 0, published.width, published.height)
    detail = "The file at the source has the same bytes."
    same = Comparison(
        Relation.IDENTICAL, Binding.HARD, Confidence.HIGH, region=region, detail=detail
    )
    return build_original(record, reference, published, same, config)


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
    line = credit_line(record, template=style.template, link=style.link, changes=found.changes)
    return replace(found, credit_line=line)


def record_claims(record: SourceRecord) -> Claims:
    """What a record says in words, its structured places first: they weigh more than prose."""
    parts = (record.title, record.description.text if record.description else None)
    prose = "\n".join(p for p in parts if p)
    said = read_claims(prose, names=[p.text for p in record.people])
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


def _position(latitude: float, longitude: float) -> tuple[Place, ...]:
    """The place at a position; none for 0, 0 and what lies off the earth, which cameras write
    when they know none."""
    try:
        return (place_at(latitude, longitude),)
    except ValueError:
        return ()


def _in_full_size(comparison: Comparison, picture: Picture, record: SourceRecord) -> Comparison:
    """The regions in the pixels of the source's full-size file, where a smaller version was
    compared."""
    if (
        not record.width
        or not record.height
        or (record.width, record.height) == (picture.width, picture.height)
    ):
        return comparison
    x, y = record.width / picture.width, record.height / picture.height
    if abs(x / y - 1) > _SHAPE:  # not the same shape: the record's size is not this picture's
        return comparison

    def scaled(box: Box) -> Box:
        return Box(round(box.x * x), round(box.y * y), round(box.width * x), round(box.height * y))

    corners = comparison.quadrilateral
    return replace(
        comparison,
        region=scaled(comparison.region) if comparison.region else None,
        edited_regions=tuple(
            EditedRegion(scaled(e.box), e.kind) for e in comparison.edited_regions
        ),
        quadrilateral=tuple((px * x, py * y) for px, py in corners) if corners else None,
    )
