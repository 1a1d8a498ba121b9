"""Embedded metadata under IPTC Photo Metadata names, each value with its tag.

It is read from EXIF, IPTC-IIM and XMP. Precedence is XMP, then IIM, then EXIF (as at the Guardian's
picture desk); the date goes from the camera's own tag to what people typed. What disagrees with the
chosen value is kept as a conflict. Nothing here raises on any bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from provenance.model import Metadata, MetadataValue, Position
from provenance.pictures.containers import MOST_BLOCK, Blocks, blocks_of
from provenance.pictures.embedded_dates import choose_date
from provenance.pictures.exif import Exif, read_exif
from provenance.pictures.iim import Iim, read_iim
from provenance.pictures.marks import is_placeholder, marks_of, supplier_id
from provenance.pictures.xmp import Xmp, read_xmp

SINGLE: Mapping[str, tuple[str, ...]] = {
    "credit_line": ("XMP-photoshop:Credit", "IPTC:Credit"),
    "copyright_notice": ("XMP-dc:Rights", "IPTC:CopyrightNotice", "EXIF:Copyright"),
    "source": ("XMP-photoshop:Source", "IPTC:Source"),
    "headline": ("XMP-photoshop:Headline", "IPTC:Headline"),
    "title": ("XMP-dc:Title", "IPTC:ObjectName", "EXIF:XPTitle"),
    "description": (
        "XMP-dc:Description",
        "IPTC:Caption-Abstract",
        "EXIF:ImageDescription",
        "EXIF:UserComment",
        "EXIF:XPComment",
    ),
    "instructions": ("XMP-photoshop:Instructions", "IPTC:SpecialInstructions"),
    "city": (
        "XMP-photoshop:City",
        "IPTC:City",
        "XMP-iptcExt:LocationShown/City",
        "XMP-iptcExt:LocationCreated/City",
    ),
    "province_state": (
        "XMP-photoshop:State",
        "IPTC:Province-State",
        "XMP-iptcExt:LocationShown/ProvinceState",
        "XMP-iptcExt:LocationCreated/ProvinceState",
    ),
    "country": (
        "XMP-photoshop:Country",
        "IPTC:Country-PrimaryLocationName",
        "XMP-iptcExt:LocationShown/CountryName",
        "XMP-iptcExt:LocationCreated/CountryName",
    ),
    "country_code": (
        "XMP-iptcCore:CountryCode",
        "IPTC:Country-PrimaryLocationCode",
        "XMP-iptcExt:LocationShown/CountryCode",
        "XMP-iptcExt:LocationCreated/CountryCode",
    ),
    "sublocation": (
        "XMP-iptcCore:Location",
        "IPTC:Sub-location",
        "XMP-iptcExt:LocationShown/Sublocation",
        "XMP-iptcExt:LocationCreated/Sublocation",
    ),
    "digital_source_type": ("XMP-iptcExt:DigitalSourceType", "XMP-iptcExt:DigitalSourcefileType"),
    "web_statement_of_rights": ("XMP-xmpRights:WebStatement",),
    "licensor_url": ("XMP-plus:Licensor/LicensorURL", "XMP-plus:LicensorURL"),
    "usage_terms": ("XMP-xmpRights:UsageTerms",),
    "job_id": ("XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"),
}
"""Property → its tags by precedence."""
SEVERAL: Mapping[str, tuple[str, ...]] = {
    "creators": ("XMP-dc:Creator", "IPTC:By-line", "EXIF:Artist", "EXIF:XPAuthor"),
    "keywords": ("XMP-dc:Subject", "IPTC:Keywords", "EXIF:XPKeywords"),
}
_COORDINATE = 40
"""Characters of a coordinate written as text."""
_CUT = 30
"""IIM cuts a by-line at 32 characters and a caption at 2,000: a longer text that begins so is
the same text."""


_WRITTEN_POSITION = re.compile(
    r"\b(?:lat|lon|lng|latitude|longitude)\b[^\w+-]{0,5}[+-]?\d{1,3}\.\d{2,15}"
    r"|[+-]?\b\d{1,2}\.\d{3,15}°? ?[NS]?[,;/ ]{1,3}[+-]?\d{1,3}\.\d{3,15}°? ?[EW]?"
    r"|\b\d{1,2}°\s?\d{1,2}['′].{0,12}?[NS]\b.{0,3}?\d{1,3}°\s?\d{1,2}['′].{0,12}?[EW]\b",
    re.I,
)
"""Positions as cameras and people write them: named, a pair of decimals (three places are 110
m), or in degrees."""


@dataclass(slots=True)
class Tags:
    """Every value that was read, by exiftool's tag name, before any is chosen."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    position: Position | None = None
    notes: list[str] = field(default_factory=list)

    def add(self, group: str, texts: Mapping[str, list[str]] | Mapping[str, str]) -> None:
        """Take over the texts of one block; the first block that fills a tag keeps it."""
        for name, value in texts.items():
            if all(is_placeholder(v) for v in self.texts.get(group + name, ())):
                self.texts[group + name] = (
                    [value] if isinstance(value, str) else list(dict.fromkeys(value))
                )


def read_metadata(data: bytes, *, sidecar: bytes | None = None) -> Metadata:
    """What a picture file says about itself.

    A `.xmp` sidecar's values, where given, go before the file's XMP.
    """
    return _choose(read_tags(data, sidecar=sidecar))


def read_tags(data: bytes, *, sidecar: bytes | None = None) -> Tags:
    """Every value by its tag, placeholders included."""
    blocks = blocks_of(data)
    if sidecar:
        extra = _sidecar(sidecar)
        blocks.xmp[:0] = extra.xmp
        blocks.notes += extra.notes
    return _tags(blocks)


def redact_location(metadata: Metadata) -> Metadata:
    """The same without exact positions, those written into texts included.

    City and country stay.
    """
    changes: dict[str, Any] = {"camera_position": None}
    for name in SINGLE:
        found: MetadataValue | None = getattr(metadata, name)
        if found is not None:
            changes[name] = _redact_value(found)
    changes["conflicts"] = {k: tuple(map(_redact_value, v)) for k, v in metadata.conflicts.items()}
    for name in SEVERAL:
        changes[name] = tuple(map(_redact_value, getattr(metadata, name)))
    redacted = replace(metadata, **changes)
    if redacted == metadata:
        return metadata
    return replace(redacted, notes=(*metadata.notes, "exact positions are left out on request"))


def without_positions(text: str) -> str:
    """`text` with a remark in the place of each exact position."""
    return _WRITTEN_POSITION.sub("[position left out]", text)


def _redact_value(found: MetadataValue) -> MetadataValue:
    text = without_positions(found.value)
    return found if text == found.value else MetadataValue(text, found.tag)


def _sidecar(data: bytes) -> Blocks:
    blocks = Blocks()
    if len(data) > MOST_BLOCK:
        blocks.notes.append("the sidecar was left unread: it is over the limit")
    else:
        blocks.add("xmp", data)
    return blocks


def _tags(blocks: Blocks) -> Tags:
    tags = Tags(notes=list(blocks.notes))
    exif = [read_exif(stream) for stream in blocks.exif]
    read: list[tuple[str, Xmp | Iim | Exif]] = [
        *(("", read_xmp(packet)) for packet in blocks.xmp),
        *(("IPTC:", read_iim(block)) for block in blocks.iim),
        *(("EXIF:", found) for found in exif),
    ]
    for group, found in read:
        tags.add(group, found.texts)
        tags.notes += found.notes
    tags.position = next(
        (
            Position(found.latitude, found.longitude, "EXIF:GPSPosition")
            for found in exif
            if found.latitude is not None and found.longitude is not None
        ),
        None,
    ) or _xmp_position(tags.texts)
    return tags


def _xmp_position(texts: Mapping[str, list[str]]) -> Position | None:
    """The position XMP writes as `43,28.035N` or `43,28,2N`."""
    values = []
    for axis, limit in (("Latitude", 90.0), ("Longitude", 180.0)):
        text = (texts.get(f"XMP-exif:GPS{axis}") or [""])[0].strip().upper()[:_COORDINATE]
        letter, parts = text[-1:], text[:-1].split(",")
        if letter not in ("NS" if axis == "Latitude" else "EW") or not letter:
            return None
        try:
            whole = sum(float(p) / d for p, d in zip(parts, (1, 60, 3600), strict=False))
        except ValueError:
            return None
        if not 0 <= whole <= limit:
            return None
        values.append(-whole if letter in "SW" else whole)
    return None if values == [0.0, 0.0] else Position(values[0], values[1], "XMP-exif:GPSPosition")


def _choose(tags: Tags) -> Metadata:
    """The best value of each property, and what disagrees with it."""
    notes = list(tags.notes)
    conflicts: dict[str, tuple[MetadataValue, ...]] = {}
    chosen: dict[str, MetadataValue | None] = {}
    for name, names in SINGLE.items():
        found = [v for tag in names if (v := _first(tags, tag))]
        chosen[name] = found[0] if found else None
        others = [v for v in found[1:] if not _agree(found[0].value, v.value)]
        if others and name != "job_id":
            conflicts[name] = tuple(others)
    lists = {name: _several(tags, name, conflicts) for name in SEVERAL}
    date, date_notes, date_conflicts = choose_date(tags.texts)
    if date_conflicts:
        conflicts["date_created"] = date_conflicts
    marks = marks_of(tags.texts)
    if any(mark.value == "facebook" for mark in marks):
        # Facebook fills both fields with its own tokens: they are no words for a desk and no
        # agency's id.
        chosen["job_id"] = chosen["instructions"] = None
    return Metadata(
        creators=lists["creators"],
        keywords=lists["keywords"],
        date_created=date,
        camera_position=tags.position,
        supplier_image_id=supplier_id(tags.texts, marks),
        marks=marks,
        conflicts=conflicts,
        notes=tuple(dict.fromkeys([*notes, *date_notes])),
        **chosen,
    )


def _first(tags: Tags, tag: str) -> MetadataValue | None:
    return next(
        (MetadataValue(v.strip(), tag) for v in tags.texts.get(tag, ()) if not is_placeholder(v)),
        None,
    )


def _several(
    tags: Tags, name: str, conflicts: dict[str, tuple[MetadataValue, ...]]
) -> tuple[MetadataValue, ...]:
    """The list of the first tag that has one.

    Values of other tags that it does not hold are conflicts.
    """
    by_tag = [values for tag in SEVERAL[name] if (values := _list(tags, tag))]
    if not by_tag:
        return ()
    chosen = by_tag[0]
    # Keywords are added at every desk: different lists are no disagreement.
    others = [
        v
        for values in by_tag[1:]
        for v in values
        if not any(_agree(c.value, v.value) for c in chosen)
    ]
    if others and name == "creators":
        conflicts[name] = tuple(others)
    return chosen


def _list(tags: Tags, tag: str) -> tuple[MetadataValue, ...]:
    texts = tags.texts.get(tag, [])
    if tag.startswith("EXIF:"):
        texts = [part for text in texts for part in text.split(";")]
    return tuple(
        MetadataValue(t.strip(), tag) for t in dict.fromkeys(texts) if not is_placeholder(t)
    )


def _agree(one: str, other: str) -> bool:
    a, b = (" ".join(text.casefold().split()) for text in (one, other))
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= _CUT and long.startswith(short))
