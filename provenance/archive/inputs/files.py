"""A picture's file with embedded IPTC, XMP or EXIF → its record."""

from __future__ import annotations

from datetime import datetime

from provenance.archive.entry import Record
from provenance.lexicon.phrases import load_vocabulary
from provenance.model import EmbeddedDate, Metadata, MetadataValue

PICTURES = frozenset(
    {
        ".jpg",
        ".jpeg",
        ".png",
        ".webp",
        ".avif",
        ".gif",
        ".tif",
        ".tiff",
        ".bmp",
        ".heic",
        ".jp2",
        ".jxl",
    }
)
"""Endings of the files that are tried."""

_SINGLE = (
    "headline", "title", "description", "credit_line", "copyright_notice", "source",
    "instructions", "usage_terms",
)  # fmt: skip
_PLACES = ("sublocation", "city", "province_state", "country")


def embedded_record(data: Metadata, origin: str, supplier: str = "") -> Record | None:
    """The record in a picture's metadata.

    None where that says nothing and no supplier is given. The supplier is the one given, else whom
    the file names as its source or in its credit line: a known one before a code.
    """
    values: dict[str, object] = {}
    fields: dict[str, str] = {}

    def take(name: str, one: MetadataValue | None) -> str:
        if one is None:
            return ""
        fields[name] = one.tag
        return one.value

    for name in _SINGLE:
        values[name] = take(name, getattr(data, name))
    places = [one for one in (getattr(data, name) for name in _PLACES) if one]
    if data.date_created:
        values["date_created"] = _as_stated(data.date_created)
        fields["date_created"] = data.date_created.tag
    if data.camera_position:
        values["latitude"] = data.camera_position.latitude
        values["longitude"] = data.camera_position.longitude
        fields["latitude"] = data.camera_position.tag
    for name in ("creators", "keywords"):
        several = getattr(data, name)
        values[name] = tuple(one.value for one in several)
        if several:
            fields[name] = several[0].tag
    if places:
        fields["places"] = places[0].tag
        values["places"] = tuple(dict.fromkeys(one.value for one in places))
    values["country_code"] = take("country_code", data.country_code)
    if not supplier and not any(values.values()):
        return None
    named = [str(values[name]) for name in ("source", "credit_line") if values[name]]
    guid = data.supplier_image_id or data.job_id
    return Record(
        supplier=supplier or min(named, key=_strangeness, default=""),
        guid=guid.value if guid else "",
        origin=origin,
        fields=fields,
        **values,  # type: ignore[arg-type]
    )


def _strangeness(name: str) -> int:
    """How little a name tells: a known supplier's least, then a name's, then a code's."""
    entry = load_vocabulary().get(name)
    if entry is not None and entry.supplier:
        return 0
    return 2 if any(sign.isdigit() for sign in name) else 1


def _as_stated(stated: EmbeddedDate) -> str:
    """An embedded date in ISO 8601, as exact as the file states it."""
    value: datetime = stated.value
    whole = value.isoformat(timespec="seconds")
    lengths = {"year": len("2024"), "month": len("2024-03"), "day": len("2024-03-12")}
    return whole[: lengths.get(stated.precision, len(whole))]
