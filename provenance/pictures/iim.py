"""The records of IPTC-IIM (version 4.2), with their charsets.

They stand in Photoshop's resource 0x0404.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

_MOST_RECORDS = 50_000
_MOST_VALUES = 1000
"""Values kept of one field: a picture with six thousand keywords has a credit behind them."""
_NAMES = {
    (1, 30): "ServiceIdentifier",
    (1, 100): "UniqueDocumentID",
    (2, 5): "ObjectName",
    (2, 22): "FixtureIdentifier",
    (2, 25): "Keywords",
    (2, 40): "SpecialInstructions",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 62): "DigitalCreationDate",
    (2, 80): "By-line",
    (2, 85): "By-lineTitle",
    (2, 90): "City",
    (2, 92): "Sub-location",
    (2, 95): "Province-State",
    (2, 100): "Country-PrimaryLocationCode",
    (2, 101): "Country-PrimaryLocationName",
    (2, 103): "OriginalTransmissionReference",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 120): "Caption-Abstract",
    (2, 122): "Writer-Editor",
}
"""Record and dataset → the name exiftool gives it."""


CHARSETS = {
    b"A": "cp1252",
    b"B": "iso8859_2",
    b"C": "iso8859_3",
    b"D": "iso8859_4",
    b"F": "iso8859_7",
    b"G": "iso8859_6",
    b"H": "iso8859_8",
    b"L": "iso8859_5",
    b"M": "iso8859_9",
    b"T": "tis_620",
    b"V": "iso8859_10",
    b"Y": "iso8859_13",
    b"_": "iso8859_14",
    b"b": "iso8859_15",
    b"f": "iso8859_16",
}
"""Final byte of an ISO 2022 escape (`ESC - B`) → the charset it calls up (ISO-IR registry)."""


@dataclass(slots=True)
class Iim:
    """What one IIM block says."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    """Name → its values in order (keywords and by-lines repeat)."""
    charset: str = "utf-8"
    notes: list[str] = field(default_factory=list)


def read_iim(block: bytes) -> Iim:
    """Read an IIM block as far as it goes; never raises."""
    found = Iim()
    fields: list[tuple[str, bytes]] = []
    stated = b""
    counts: Counter[str] = Counter()
    at, records = max(block.find(b"\x1c"), 0), 0
    while at + 5 <= len(block) and records < _MOST_RECORDS:
        records += 1
        if block[at] != 0x1C:
            if block[at:].strip(b"\x00"):
                found.notes.append("IPTC: the records break off; what stands before was read")
            break
        record, dataset = block[at + 1], block[at + 2]
        size, start = int.from_bytes(block[at + 3 : at + 5], "big"), at + 5
        if size & 0x8000:
            # An extended length: the size of the size, then the size.
            wide = size & 0x7FFF
            if wide > 4:
                break
            size, start = int.from_bytes(block[start : start + wide], "big"), start + wide
        value = block[start : start + size]
        if (record, dataset) == (1, 90):
            stated = value
        elif name := _NAMES.get((record, dataset)):
            counts[name] += 1
            if counts[name] <= _MOST_VALUES:
                fields.append((name, value))
        at = start + size
    if records == _MOST_RECORDS and at + 5 <= len(block):
        found.notes.append(f"IPTC: of more than {_MOST_RECORDS:,} records the first were read")
    found.notes += [
        f"IPTC: of {count:,} values of {name} the first {_MOST_VALUES:,} were read"
        for name, count in counts.items()
        if count > _MOST_VALUES
    ]
    found.charset = _charset(stated, b"\n".join(value for _, value in fields))
    if stated == b"\x1b%G" and found.charset != "utf-8":
        found.notes.append("IPTC: says UTF-8 and is not")
    for name, value in fields:
        found.texts.setdefault(name, []).append(
            value.decode(found.charset, "replace").strip("\x00")
        )
    return found


def _charset(stated: bytes, text: bytes) -> str:
    """The charset of a record, stated or guessed.

    UTF-8 where it fits; else Windows' Latin-1 or Mac Roman, by which reads like words. IIM has no
    word for either of the last two, though most old files are in one of them.
    """
    try:
        text.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    known = CHARSETS.get(stated[-1:]) if stated[:1] == b"\x1b" and stated[1:2] in b"-./" else None
    if known is not None:
        return known
    return "mac_roman" if _mac_votes(text[:200_000]) > 0 else "cp1252"


def _mac_votes(text: bytes) -> int:
    """How many more bytes read like words in Mac Roman than in Latin-1.

    The same byte is a capital or a sign in one and a small letter or a quotation mark in the
    other; behind a small letter only the second makes sense.
    """
    latin, mac = text.decode("cp1252", "replace"), text.decode("mac_roman")
    votes = 0
    for n in range(1, len(text)):
        if text[n] < 0x80 or not latin[n - 1].isascii() or not latin[n - 1].islower():
            continue
        as_latin = latin[n].islower() or latin[n] in "’”“‘–—…"
        as_mac = mac[n].islower() or mac[n] in "’”“‘–—…"
        votes += int(as_mac) - int(as_latin)
    return votes
