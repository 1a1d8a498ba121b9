"""From what the archive keeps to the values that rules read."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime

from provenance.archive.entry import Notice, PrintedUse, Record
from provenance.archive.source import SOURCE
from provenance.archive.store import Kept
from provenance.model import (
    Comparison,
    DatedFact,
    DateKind,
    DateSpan,
    Holding,
    Locator,
    MatchBasis,
    PlaceFact,
    PlaceKind,
    Precision,
    PublishingStatus,
    Reading,
    SourceRecord,
    Use,
)


def holding(kept: Kept, comparison: Comparison) -> Holding:
    """What the newsroom holds of a picture, once it is proved to be the published one."""
    record = merged(kept.records) if kept.records else None
    status, notice = _standing(kept.notices)
    return Holding(
        id=str(kept.id),
        comparison=comparison,
        record=source_record(kept, record) if record else None,
        supplier=record.supplier if record else "",
        status=status,
        notice=notice,
        embargoed=day_of(record.embargoed) if record else None,
        expires=day_of(record.expires) if record else None,
        uses=tuple(_use(use) for use in kept.uses),
    )


def merged(records: tuple[Record, ...]) -> Record:
    """One record out of several: the latest that has an id, completed from others."""
    latest = sorted(records, key=lambda r: r.received, reverse=True)
    first, *others = sorted(latest, key=lambda r: not r.guid)
    values = {name: getattr(first, name) for name in Record.__struct_fields__}
    for other in others:
        for name in Record.__struct_fields__:
            if values[name] in ("", (), None):
                values[name] = getattr(other, name)
        values["fields"] = {**other.fields, **values["fields"]}
    return Record(**values)


def source_record(kept: Kept, record: Record) -> SourceRecord:
    """The record as any other source states one."""

    def where(name: str) -> Locator:
        return Locator(record.fields.get(name, name), url=record.page_url or None)

    def reading(name: str) -> Reading | None:
        value = getattr(record, name)
        return Reading(value, where(name)) if value else None

    return SourceRecord(
        source=SOURCE,
        id=str(kept.id),
        where=Locator(record.origin or "archive", url=record.page_url or None),
        page_url=record.page_url or None,
        title=record.headline or record.title or None,
        description=reading("description"),
        creators=tuple(Reading(name, where("creators")) for name in record.creators),
        credit_line=reading("credit_line"),
        source_of_file=reading("source"),
        dates=_dates(record, where("date_created"), where("received")),
        places=_places(record, where("places"), where("latitude")),
        people=tuple(Reading(name, where("people")) for name in record.people),
        categories=record.keywords,
        width=kept.width or None,
        height=kept.height or None,
        sha256=kept.sha256 or None,
        notes=tuple(n for n in map(reading, ("instructions", "usage_terms")) if n),
        basis=MatchBasis.SAME_PIXELS,
        own=True,
    )


def _dates(record: Record, taken: Locator, sent: Locator) -> tuple[DatedFact, ...]:
    stated = (
        (DateKind.CAPTURED, record.date_created, taken),
        (DateKind.PUBLISHED, record.received, sent),
    )
    found = (_dated(kind, text, where) for kind, text, where in stated)
    return tuple(fact for fact in found if fact is not None)


def _dated(kind: DateKind, text: str, where: Locator) -> DatedFact | None:
    span = span_of(text)
    if span is None:
        return None
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(text), Precision.DAY)
    moment = moment_of(text) if len(text) > len("2024-03-12") else None
    aware = moment.astimezone(UTC) if moment is not None and moment.tzinfo else None
    if aware is not None:
        precision = Precision.SECOND
    return DatedFact(kind, span, precision, where, moment=aware, text=text)


def _places(record: Record, named: Locator, camera: Locator) -> tuple[PlaceFact, ...]:
    found: list[PlaceFact] = []
    if record.places:
        found.append(PlaceFact(PlaceKind.SHOWN, ", ".join(record.places), named))
    if record.latitude is not None and record.longitude is not None:
        found.append(PlaceFact(PlaceKind.CAMERA, "", camera, record.latitude, record.longitude))
    return tuple(found)


def _standing(notices: tuple[Notice, ...]) -> tuple[PublishingStatus, Reading | None]:
    """The status that the latest notice gives; no correction lifts a kill."""
    status, said = PublishingStatus.USABLE, None
    for notice in notices:
        told = PublishingStatus(notice.status)
        if status is PublishingStatus.CANCELED and told is PublishingStatus.CORRECTED:
            continue
        text = notice.text or f"publishing status: {notice.status}"
        status, said = told, Reading(text, Locator(notice.origin or "notice"))
    return status, said if status is not PublishingStatus.USABLE else None


def _use(use: PrintedUse) -> Use:
    where = Locator(use.origin or "archive", url=use.page_url or None)
    return Use(
        where=where,
        page_url=use.page_url or None,
        headline=use.headline or None,
        published=moment_of(use.published),
        caption=Reading(use.caption, where) if use.caption else None,
        credit=Reading(use.credit, where) if use.credit else None,
    )


def moment_of(text: str) -> datetime | None:
    """A time in ISO 8601; None for none, or for anything else."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def day_of(text: str) -> date | None:
    """The day of a date or time in ISO 8601."""
    moment = moment_of(text)
    return moment.date() if moment else None


def span_of(text: str) -> DateSpan | None:
    """A day, month or year in ISO 8601 as its first and last day."""
    try:
        if len(text) == len("2024"):
            return DateSpan(date(int(text), 1, 1), date(int(text), 12, 31))
        if len(text) == len("2024-03"):
            year, month = int(text[:4]), int(text[5:])
            return DateSpan(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None
    day = day_of(text)
    return DateSpan(day, day) if day else None
