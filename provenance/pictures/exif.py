"""EXIF: a permissive reader of TIFF directories, for who, what, when and where.

Tags follow the Exif 2.32 standard (CIPA DC-008); charsets and junk follow what cameras write.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1}
_LONG8 = (16, 17, 18)
"""BigTIFF's types of eight bytes."""
_SIZES |= dict.fromkeys(_LONG8, 8)
_MOST_ENTRIES = 2000
_MOST_VALUE, _MOST_TEXT = 4 * 1024 * 1024, 200_000
"""Bytes of a value: of a packet of other metadata, and of any other, of which a file may have so
many entries that all lie at one place."""
XMP_TAG, IIM_TAG, RESOURCES_TAG = 700, 33723, 34377
"""Where a TIFF file has XMP, IIM and Photoshop's resources."""
_MOST_DIRECTORIES = 32
"""Directories that are walked; a camera's file has four or five."""
_HEADER, _BIG_HEADER, _BIG = 8, 16, 43
"""Bytes of the stream's head, and of a BigTIFF's, which has this version number."""
_EXIF_DIRECTORY, _GPS_DIRECTORY = 0x8769, 0x8825
_POINTER = 4
"""Bytes of the least pointer to a directory."""
_RATIONAL, _SIGNED_RATIONAL = 5, 10
_COPYRIGHT, _USER_COMMENT = 0x8298, 0x9286
_WINDOWS = range(0x9C9B, 0x9CA0)
"""Tags that Windows writes in UTF-16."""
_TEXTS = {
    0x010E: "ImageDescription",
    0x010F: "Make",
    0x0110: "Model",
    0x0131: "Software",
    0x013B: "Artist",
    0x8298: "Copyright",
    0x0132: "ModifyDate",
    0x9003: "DateTimeOriginal",
    0x9004: "CreateDate",
    0x9011: "OffsetTimeOriginal",
    0x9012: "OffsetTimeDigitized",
    0x9286: "UserComment",
    0x9C9B: "XPTitle",
    0x9C9C: "XPComment",
    0x9C9D: "XPAuthor",
    0x9C9E: "XPKeywords",
    0x9C9F: "XPSubject",
}
_GPS = {
    1: "GPSLatitudeRef",
    2: "GPSLatitude",
    3: "GPSLongitudeRef",
    4: "GPSLongitude",
    18: "GPSMapDatum",
}


@dataclass(slots=True)
class Exif:
    """What one TIFF stream says."""

    texts: dict[str, str] = field(default_factory=dict)
    """Tag name → text, as written; blanks kept."""
    latitude: float | None = None
    """Decimal degrees, north positive."""
    longitude: float | None = None
    notes: list[str] = field(default_factory=list)


def read_exif(stream: bytes) -> Exif:
    """What a TIFF stream says, as far as it can be read; never raises.

    The stream is the body of an EXIF block, or a TIFF file.
    """
    found = Exif()
    tiff = _Tiff.of(stream)
    if tiff is None:
        found.notes.append("EXIF: the block does not begin with a TIFF header")
        return found
    gps: dict[str, bytes | tuple[float, ...]] = {}
    for group, tag, kind, count, raw in tiff.entries():
        if group == "GPS":
            if tag in _GPS:
                rational = kind in (_RATIONAL, _SIGNED_RATIONAL)
                gps[_GPS[tag]] = tiff.rationals(raw, kind, count) if rational else raw
        elif tag in _TEXTS:
            name = _TEXTS[tag]
            if found.texts.get(name, "").strip():
                continue
            if text := _text(tag, raw, tiff.order):
                found.texts[name] = text
    _position(gps, found)
    if tiff.broken:
        found.notes.append(
            "EXIF: a directory points outside the block; what stands before it was read"
        )
    return found


def raw_tag(stream: bytes, wanted: int) -> bytes:
    """The bytes of a tag in the first directories; empty where it is not there."""
    tiff = _Tiff.of(stream)
    if tiff is None:
        return b""
    return next(
        (raw for group, tag, _, _, raw in tiff.entries() if tag == wanted and group == "IFD"), b""
    )


@dataclass(slots=True)
class _Tiff:
    data: bytes
    order: str
    first: int
    count: str
    """How the number of a directory's entries is packed."""
    pointer: str
    """How an offset is packed, and the number of an entry's values."""
    broken: bool = False

    @classmethod
    def of(cls, data: bytes) -> _Tiff | None:
        order = {b"II": "<", b"MM": ">"}.get(data[:2])
        if order is None or len(data) < _HEADER:
            return None
        # some classic files carry the big form's number without its two words behind it
        big = data[2:8] == struct.pack(order + "HHH", _BIG, 8, 0)
        if not big:
            return cls(data, order, struct.unpack_from(order + "I", data, 4)[0], "H", "I")
        if len(data) < _BIG_HEADER:
            return None
        return cls(data, order, struct.unpack_from(order + "Q", data, 8)[0], "Q", "Q")

    def entries(self) -> Iterator[tuple[str, int, int, int, bytes]]:
        """Group (`IFD`, `Exif`, `GPS`), tag, type, count and bytes of every entry.

        Each directory is walked once.
        """
        waiting = [("IFD", self.first)]
        seen: set[int] = set()
        head, wide = struct.calcsize(self.count), struct.calcsize(self.pointer)
        entry_size = 4 + 2 * wide
        while waiting and len(seen) < _MOST_DIRECTORIES:
            group, at = waiting.pop(0)
            if at in seen or not at:
                continue
            seen.add(at)
            if at + head > len(self.data):
                self.broken = True
                continue
            count = struct.unpack_from(self.order + self.count, self.data, at)[0]
            for number in range(min(count, _MOST_ENTRIES)):
                entry = self._entry(at + head + entry_size * number, wide)
                if entry is None:
                    break
                tag, kind, values, raw = entry
                if tag in (_EXIF_DIRECTORY, _GPS_DIRECTORY) and len(raw) >= _POINTER:
                    below = "Exif" if tag == _EXIF_DIRECTORY else "GPS"
                    waiting.append((below, self._number(raw[: 8 if kind in _LONG8 else 4])))
                else:
                    yield group, tag, kind, values, raw
            following = at + head + entry_size * count
            if group == "IFD" and following + wide <= len(self.data):
                waiting.append(("IFD-more", self._number(self.data[following : following + wide])))

    def _number(self, raw: bytes) -> int:
        return int.from_bytes(raw, "little" if self.order == "<" else "big")

    def _entry(self, at: int, wide: int) -> tuple[int, int, int, bytes] | None:
        value = at + 4 + wide
        if value + wide > len(self.data):
            self.broken = True
            return None
        tag, kind, count = struct.unpack_from(f"{self.order}HH{self.pointer}", self.data, at)
        size = _SIZES.get(kind, 1) * count
        most = _MOST_VALUE if tag in (XMP_TAG, IIM_TAG, RESOURCES_TAG) else _MOST_TEXT
        if size <= wide:
            return tag, kind, count, self.data[value : value + size]
        start = struct.unpack_from(self.order + self.pointer, self.data, value)[0]
        if start >= len(self.data):
            self.broken = True
            return tag, kind, 0, b""
        return tag, kind, count, self.data[start : start + min(size, most)]

    def rationals(self, raw: bytes, kind: int, count: int) -> tuple[float, ...]:
        """Rational numbers; 0/0, which stands for "not known", reads as nan."""
        form = self.order + ("ii" if kind == _SIGNED_RATIONAL else "II")
        pairs = (struct.unpack_from(form, raw, 8 * n) for n in range(min(count, 8, len(raw) // 8)))
        return tuple(over / under if under else float("nan") for over, under in pairs)


def _text(tag: int, raw: bytes, order: str) -> str:
    if tag in _WINDOWS:
        return raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace").split("\x00", 1)[0]
    if tag == _USER_COMMENT:
        head, body = raw[:8], raw[8:]
        if head[:7] == b"UNICODE":
            little = body[:2] == b"\xff\xfe" or (body[:2] != b"\xfe\xff" and order == "<")
            return body.decode("utf-16-le" if little else "utf-16-be", "replace").strip(
                "\x00\ufeff"
            )
        raw = body if head in (b"ASCII\x00\x00\x00", b"\x00" * 8) else raw
    if tag == _COPYRIGHT:
        # Photographer and editor, divided by a zero byte; a lone blank stands for "no
        # photographer".
        parts = [decode_plain(p).strip() for p in raw.split(b"\x00")[:2]]
        return ", ".join(p for p in parts if p)
    return decode_plain(raw.split(b"\x00", 1)[0])


def decode_plain(raw: bytes) -> str:
    """Text with no stated charset: UTF-8 where it fits, else Windows' Latin-1."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _position(gps: dict[str, bytes | tuple[float, ...]], found: Exif) -> None:
    values: list[float] = []
    for axis, refs, limit in (("Latitude", "NS", 90.0), ("Longitude", "EW", 180.0)):
        parts, ref = gps.get(f"GPS{axis}"), gps.get(f"GPS{axis}Ref")
        if not isinstance(parts, tuple) or not parts:
            return
        letter = ref[:1].decode("ascii", "replace").upper() if isinstance(ref, bytes) else ""
        if not isfinite(parts[0]):
            return
        whole = parts[0] + sum(
            p / d for p, d in zip(parts[1:3], (60, 3600), strict=False) if isfinite(p)
        )
        if letter not in refs or not letter:
            found.notes.append(f"EXIF: GPS{axis} has no hemisphere, so the position is not used")
            return
        if abs(whole) > limit:
            found.notes.append(f"EXIF: GPS{axis} {whole:g} is no {axis.lower()}")
            return
        values.append(-whole if letter in "SW" else whole)
    if values == [0.0, 0.0]:
        found.notes.append(
            "EXIF: the position 0, 0 is what devices without a fix write; it is not used"
        )
        return
    found.latitude, found.longitude = values
