"""Suppliers' words on a picture that they sent: kill, hold, correct."""

from __future__ import annotations

from collections.abc import Iterable

from provenance.archive.entry import Notice, Record
from provenance.model import PublishingStatus

_STATUS = {
    "withheld": PublishingStatus.WITHHELD,
    "canceled": PublishingStatus.CANCELED,
    "cancelled": PublishingStatus.CANCELED,
}
"""IPTC's publishing status (https://cv.iptc.org/newscodes/pubstatusg2/), where it is not usable."""
_SIGNALS = {
    "correction": PublishingStatus.CORRECTED,
    "kill": PublishingStatus.CANCELED,
    "takedown": PublishingStatus.CANCELED,
    "withhold": PublishingStatus.WITHHELD,
}
"""Signals (https://cv.iptc.org/newscodes/signal/) that say what became of an earlier version."""


def notice_from(record: Record, pubstatus: str, signals: Iterable[str]) -> Notice | None:
    """The notice that a delivery is, by its publishing status, else by its signals.

    None for a picture that may be used as it is, or that has no id.
    """
    said = (_SIGNALS.get(signal.strip().lower()) for signal in signals)
    status = _STATUS.get(pubstatus.strip().lower()) or next(filter(None, said), None)
    if status is None or not record.guid:
        return None
    return Notice(
        guid=record.guid,
        status=status.value,
        supplier=record.supplier,
        text=record.instructions,
        issued=record.received,
        origin=record.origin,
    )
