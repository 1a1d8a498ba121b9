"""Embedded metadata under IPTC names, each value with its tag.

From EXIF, IPTC-IIM and XMP. Precedence is XMP, then IIM, then EXIF (as at the Guardian's picture
desk); the date goes from the camera's own tag to what people typed. What disagrees with the chosen
value is kept as a conflict. Nothing here raises on any bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from provenance import lazy_re as re
from provenance.model import Metadata, MetadataValue, Position
from provenance.pictures.containers import MOST_BLOCK, Blocks, blocks_of
from provenance.pictures.embedded_dates import choose_date
from provenance.pictures.exif import read_exif
from provenance.pictures.iim import read_iim
from provenance.pictures.marks import is_placeholder, marks_of, supplier_id
from provenance.pictures.xmp import read_xmp

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
        "XMP-iptcExt:LocationCreated/City",
    ),
    "province_state": (
        "XMP-photoshop:State",
        "IPTC:Province-State",
        "XMP-iptcExt:LocationCreated/ProvinceState",
    ),
    "country": (
        "XMP-photoshop:Country",
        "IPTC:Country-PrimaryLocationName",
        "XMP-iptcExt:LocationCreated/CountryName",
    ),
    "country_code": (
        "XMP-iptcCore:CountryCode",
        "IPTC:Country-PrimaryLocationCode",
        "XMP-iptcExt:LocationCreated/CountryCode",
    ),
    "sublocation": (
        "XMP-iptcCore:Location",
        "IPTC:Sub-location",
        "XMP-iptcExt:LocationCreated/Sublocation",
    ),
    "digital_source_type": ("XMP-iptcExt:DigitalSourceType", "XMP-iptcExt:DigitalSourcefileType"),
    "web_statement_of_rights": ("XMP-xmpRights:WebStatement",),
    "licensor_url": ("XMP-plus:Licensor/LicensorURL", "XMP-plus:LicensorURL"),
    "usage_terms": ("XMP-xmpRights:UsageTerms",),
    "license_start_date": ("XMP-plus:LicenseStartDate",),
    "license_end_date": ("XMP-plus:LicenseEndDate",),
    "credit_line_required": ("XMP-plus:CreditLineRequired",),
    "make": ("EXIF:Make",),
    "model": ("EXIF:Model",),
    "software": ("EXIF:Software",),
    "job_id": ("XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"),
}
"""Property → its tags by precedence."""
CONSTRAINTS = (
    "XMP-plus:MediaConstraints",
    "XMP-plus:RegionConstraints",
    "XMP-plus:ProductOrServiceConstraints",
    "XMP-plus:ImageFileConstraints",
    "XMP-plus:ImageAlterationConstraints",
    "XMP-plus:OtherConstraints",
    "XMP-plus:TermsAndConditionsText",
)
"""What a licence leaves out (PLUS License Data Format 2.0.1)."""
AI_TAGS = (
    "XMP-iptcExt:AISystemUsed",
    "XMP-iptcExt:AISystemVersionUsed",
    "XMP-iptcExt:AIPromptInformation",
    "XMP-iptcExt:AIPromptWriterName",
)
"""IPTC Photo Metadata 2025.1."""
_PROMPT = re.compile(r"\bsteps: ?\d{1,5},.{0,400}\bsampler:", re.I | re.S)
"""What image generators write where people comment: the settings of a run."""
SEVERAL: Mapping[str, tuple[str, ...]] = {
    "creators": ("XMP-dc:Creator", "IPTC:By-line", "EXIF:Artist", "EXIF:XPAuthor"),
    "keywords": ("XMP-dc:Subject", "IPTC:Keywords", "EXIF:XPKeywords"),
}
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
    structures: list[dict[str, list[dict[str, str]]]] = field(default_factory=list)
    """Of each packet: each structure of a property with its fields."""
    position: Position | None = None
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """What was there and was not, or not wholly, read."""

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
    return _metadata(read_tags(data, sidecar=sidecar))


def read_tags(data: bytes, *, sidecar: bytes | None = None) -> Tags:
    """Every value by its tag, placeholders included.

    Measurements and other readers are compared on these.
    """
    blocks = blocks_of(data)
    if sidecar:
        extra = _sidecar(sidecar)
        blocks.xmp[:0] = extra.xmp
        blocks.notes += extra.notes
    return _tags(blocks)


def redact_location(metadata: Metadata) -> Metadata:
    """The same without exact positions, those in texts included.

    City and country stay.
    """
    changes: dict[str, Any] = {"camera_position": None}
    for name in SINGLE:
        found: MetadataValue | None = getattr(metadata, name)
        if found is not None:
            changes[name] = _without_position(found)
    changes["conflicts"] = {
        k: tuple(map(_without_position, v)) for k, v in metadata.conflicts.items()
    }
    for name in SEVERAL:
        changes[name] = tuple(map(_without_position, getattr(metadata, name)))
    redacted = replace(metadata, **changes)
    if redacted == metadata:
        return metadata
    return replace(redacted, notes=(*metadata.notes, "exact positions are left out on request"))


def without_positions(text: str) -> str:
    """`text` with the exact positions written into it replaced by a remark."""
    return _WRITTEN_POSITION.sub("[position left out]", text)


def _without_position(found: MetadataValue) -> MetadataValue:
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
    tags = Tags(notes=list(blocks.notes), unread=list(blocks.notes))
    for packet in blocks.xmp:
        xmp = read_xmp(packet)
        tags.add("", xmp.texts)
        tags.structures.append(xmp.structures)
        tags.notes += xmp.notes
        tags.unread += xmp.notes
    tags.add("PNG:", blocks.texts)
    for block in blocks.iim:
        iim = read_iim(block)
        tags.add("IPTC:", iim.texts)
        tags.notes += iim.notes
    for stream in blocks.exif:
        exif = read_exif(stream)
        tags.add("EXIF:", exif.texts)
        tags.notes += exif.notes
        if tags.position is None and exif.latitude is not None and exif.longitude is not None:
            tags.position = Position(exif.latitude, exif.longitude, "EXIF:GPSPosition")
    if tags.position is None:
        tags.position = _xmp_position(tags)
    return tags


_XMP_AXIS = re.compile(
    r"(?P<sign>[+-])?(?P<d>\d{1,3}(?:\.\d{1,15})?)\s{0,2}(?:,|°|deg)?\s{0,2}"
    r"(?:(?P<m>\d{1,2}(?:\.\d{1,15})?)\s{0,2}[,'′]?\s{0,2})?"
    r"(?:(?P<s>\d{1,2}(?:\.\d{1,15})?)\s{0,2}[\"″]?\s{0,2})?(?P<letter>[NSEW])?",
    re.I,
)
"""One axis as XMP writes it (`43,28.035N`, `43,28,2N`), as a decimal, or in degrees as text."""


def _xmp_position(tags: Tags) -> Position | None:
    """The position in XMP, in any of the forms that programs write."""
    values = []
    for axis, letters, limit in (("Latitude", "NS", 90.0), ("Longitude", "EW", 180.0)):
        text = (tags.texts.get(f"XMP-exif:GPS{axis}") or [""])[0].strip()[:60]
        if not text:
            return None
        part = _XMP_AXIS.fullmatch(text)
        letter = (part["letter"] or "").upper() if part else ""
        value = _degrees(part) if part and (not letter or letter in letters) else None
        if value is None or abs(value) > limit:
            tags.notes.append(f"XMP: GPS{axis} {text!r} is no {axis.lower()}")
            return None
        values.append(value)
    return None if values == [0.0, 0.0] else Position(values[0], values[1], "XMP-exif:GPSPosition")


def _degrees(part: re.Match[str]) -> float:
    whole = sum(float(part[name] or 0) / by for name, by in (("d", 1), ("m", 60), ("s", 3600)))
    south = part["sign"] == "-" or (part["letter"] or "").upper() in ("S", "W")
    return -whole if south else whole


def _metadata(tags: Tags) -> Metadata:
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
        ai_marks=_ai_marks(tags),
        license_constraints=_constraints(tags),
        locations_shown=_locations_shown(tags),
        unread=tuple(dict.fromkeys(tags.unread)),
        supplier_image_id=supplier_id(tags.texts, marks),
        marks=marks,
        conflicts=conflicts,
        notes=tuple(dict.fromkeys([*notes, *date_notes])),
        **chosen,
    )


def _ai_marks(tags: Tags) -> tuple[MetadataValue, ...]:
    """What names a model, a prompt or the settings of a run."""
    named = [v for tag in AI_TAGS if (v := _first(tags, tag))]
    named += [
        MetadataValue(" ".join(value.split())[:MOST_SHOWN], tag)
        for tag, values in tags.texts.items()
        for value in values
        if tag.startswith("PNG:") or (tag in _COMMENTS and _PROMPT.search(value[:MOST_SEARCHED]))
    ]
    return tuple(named)


def _constraints(tags: Tags) -> tuple[MetadataValue, ...]:
    """Every constraint of every PLUS field."""
    return tuple(
        MetadataValue(value.strip(), tag)
        for tag in CONSTRAINTS
        for value in tags.texts.get(tag, ())
        if not is_placeholder(value)
    )


def _locations_shown(tags: Tags) -> tuple[MetadataValue, ...]:
    """Each place that the file says is shown, from the small to the large.

    They are those of the first packet that names one.
    """
    packets = (packet.get(SHOWN, ()) for packet in tags.structures)
    told = (tuple(filter(None, map(_place_of, shown))) for shown in packets)
    places = next(filter(None, told), ())
    return tuple(MetadataValue(place, SHOWN) for place in dict.fromkeys(places))


def _place_of(shown: Mapping[str, str]) -> str:
    """The parts of one place that are filled in, each once."""
    parts = (shown.get(part, "").strip() for part in PLACE_PARTS)
    return ", ".join(dict.fromkeys(part for part in parts if part and not is_placeholder(part)))


PLACE_PARTS = ("Sublocation", "City", "ProvinceState", "CountryName")
SHOWN = "XMP-iptcExt:LocationShown"
_COMMENTS = ("EXIF:UserComment", "EXIF:ImageDescription", "XMP-dc:Description")
MOST_SHOWN, MOST_SEARCHED = 300, 5000
"""Characters of a generator's text that are told, and that are looked through."""


def _first(tags: Tags, tag: str) -> MetadataValue | None:
    return next(
        (MetadataValue(v.strip(), tag) for v in tags.texts.get(tag, ()) if not is_placeholder(v)),
        None,
    )


def _several(
    tags: Tags, name: str, conflicts: dict[str, tuple[MetadataValue, ...]]
) -> tuple[MetadataValue, ...]:
    """The list of the first tag that has one.

    Other tags' values that it does not hold are conflicts.
    """
    by_tag = []
    for tag in SEVERAL[name]:
        texts = tags.texts.get(tag, [])
        if tag.startswith("EXIF:"):
            texts = [part for text in texts for part in text.split(";")]
        values = tuple(
            MetadataValue(t.strip(), tag) for t in dict.fromkeys(texts) if not is_placeholder(t)
        )
        if values:
            by_tag.append(values)
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


def _agree(one: str, other: str) -> bool:
    a, b = (" ".join(text.casefold().split()) for text in (one, other))
    short, long = sorted((a, b), key=len)
    return a == b or (len(short) >= _CUT and long.startswith(short))
