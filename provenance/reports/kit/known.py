"""What the newsroom holds of a picture, in sentences for who is about to use it."""

from __future__ import annotations

from collections.abc import Iterator

from provenance.model import Holding, PublishingStatus, Relation, Use

_LONG = 300
"""Characters of a caption that are shown."""
_USES = 3
"""Printings that are named, the latest first."""
_TOLD = {
    PublishingStatus.CANCELED: "has killed it",
    PublishingStatus.WITHHELD: "asks to hold it back",
    PublishingStatus.CORRECTED: "has corrected it",
}


def sentences(held: Holding) -> Iterator[str]:
    """The sentences: what may not be, whose it is, and where it was printed."""
    who = held.supplier or "its supplier"
    if held.status in _TOLD:
        why = f": {_short(held.notice.text)}" if held.notice else ""
        yield f"You have this picture, and {who} {_TOLD[held.status]}{why}."
    record = held.record
    part = " or a part of it" if held.comparison.relation is Relation.DERIVED else ""
    if record is not None:
        said = record.description or None
        caption = f", under the caption “{_short(said.text)}”" if said else ""
        credit = f" Credit: {_short(record.credit_line.text)}." if record.credit_line else ""
        whose = f" from {held.supplier}" if held.supplier else ""
        yield f"You have this picture{part}{whose}{caption}.{credit}"
    for use in sorted(held.uses, key=_day, reverse=True)[:_USES]:
        day = f" on {use.published:%Y-%m-%d}" if use.published else ""
        caption = f" under the caption “{_short(use.caption.text)}”" if use.caption else ""
        where = f" ({use.page_url})" if use.page_url else ""
        yield f"You printed it{part}{day}{caption}{where}."


def _day(use: Use) -> str:
    return use.published.isoformat() if use.published else ""


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text if len(text) <= _LONG else f"{text[:_LONG].rstrip()}…"
