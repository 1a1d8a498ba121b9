"""The boxes of HEIC, AVIF, JPEG 2000 and JPEG XL that lead to metadata.

ISO 14496-12 and kin; EXIF, IIM and XMP.
"""

from __future__ import annotations

from collections.abc import Iterator

_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_UUIDS = {
    _XMP_UUID: "xmp",
    b"JpgTiffExif->JP2": "exif",
    bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"): "iim",
}
"""Boxes of JPEG 2000: what each `uuid` holds."""
_PACKED = {b"Exif": "exif", b"xml ": "xmp"}
"""What JPEG XL packs with Brotli."""
_MOST_UNPACKED = 16 * 1024 * 1024
_MOST_BOXES = 2000
_MOST_ITEMS = 10_000


def metadata_items(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each block of the file: `exif`, `xmp`, `iim`; `packed` for one left unread.

    `exif` comes with its four bytes of offset.
    """
    for kind, start, end in _boxes(data, 0, len(data)):
        if kind == b"uuid" and (holds := _UUIDS.get(data[start : start + 16])):
            body = data[start + 16 : end]
            yield holds, (b"\0\0\0\0" + body) if holds == "exif" else body
        elif kind == b"Exif":
            yield "exif", data[start:end]
        elif kind == b"xml ":
            yield "xmp", data[start:end]
        elif kind == b"brob" and (holds := _PACKED.get(data[start : start + 4])):
            plain = _unpacked(data[start + 4 : end])
            yield (holds, plain) if plain is not None else ("packed", b"")
        elif kind == b"meta":
            yield from _meta(data, start + 4, end)


def boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of the body of each box of a file."""
    return _boxes(data, 0, len(data))


def _unpacked(packed: bytes) -> bytes | None:
    """What Brotli packed; None without the extra `jxl`, if broken or too large."""
    try:
        import brotli
    except ImportError:
        return None
    reader = brotli.Decompressor()
    try:
        body: bytes = reader.process(packed, output_buffer_limit=_MOST_UNPACKED)
    except brotli.error:
        return None
    return body if reader.is_finished() else None


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type, start and end of the body of each box between `at` and `end`."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        size, kind, head = _number(data, at, 4), data[at + 4 : at + 8], 8
        if size == 1:
            size, head = _number(data, at + 8, 8), 16
        elif size == 0:
            size = end - at
        if size < head:
            return
        yield kind, at + head, min(at + size, end)
        at += size


def _meta(data: bytes, start: int, end: int) -> Iterator[tuple[str, bytes]]:
    wanted: dict[int, str] = {}
    places: dict[int, list[tuple[int, int, int]]] = {}
    inside = b""
    for kind, body, stop in _boxes(data, start, end):
        if kind == b"iinf":
            wanted = _wanted(data, body, stop)
        elif kind == b"iloc":
            places = _places(data, body, stop)
        elif kind == b"idat":
            inside = data[body:stop]
    for item, kind_of in wanted.items():
        parts = []
        for method, offset, size in places.get(item, ()):
            source = inside if method == 1 else data
            parts.append(source[offset : offset + size] if size else source[offset:])
        if parts:
            yield kind_of, b"".join(parts)


def _wanted(data: bytes, at: int, end: int) -> dict[int, str]:
    """Item id → `exif` or `xmp`."""
    version = data[at]
    at += 4 + (2 if version == 0 else 4)
    found: dict[int, str] = {}
    for kind, body, stop in _boxes(data, at, end):
        if kind != b"infe" or stop - body < 12:
            continue
        version = data[body]
        if version < 2:
            continue
        wide = 2 if version == 2 else 4
        item = _number(data, body + 4, wide)
        name = body + 4 + wide + 2
        item_type = data[name : name + 4]
        if item_type == b"Exif":
            found[item] = "exif"
        elif item_type == b"mime" and b"rdf+xml" in data[name + 4 : stop]:
            found[item] = "xmp"
    return found


def _places(data: bytes, at: int, end: int) -> dict[int, list[tuple[int, int, int]]]:
    """Item id → its extents as (construction method, offset, length)."""
    version, sizes = data[at], _number(data, at + 4, 2)
    of_offset, of_length = sizes >> 12 & 15, sizes >> 8 & 15
    of_base, of_index = sizes >> 4 & 15, sizes & 15 if version in (1, 2) else 0
    wide = 4 if version == 2 else 2
    count = _number(data, at + 6, wide)
    at += 6 + wide
    found: dict[int, list[tuple[int, int, int]]] = {}
    for _ in range(min(count, _MOST_ITEMS)):
        if at >= end:
            break
        item = _number(data, at, wide)
        at += wide
        method = 0
        if version in (1, 2):
            method = _number(data, at, 2) & 15
            at += 2
        base = _number(data, at + 2, of_base)
        at += 2 + of_base
        extents = _number(data, at, 2)
        at += 2
        for _ in range(min(extents, 64)):
            at += of_index
            offset, length = _number(data, at, of_offset), _number(data, at + of_offset, of_length)
            at += of_offset + of_length
            found.setdefault(item, []).append((method, base + offset, length))
        if extents > 64:
            break
    return found


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")
