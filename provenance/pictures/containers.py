"""The blocks of EXIF, IPTC-IIM and XMP in a picture file, by container.

Pixels are not decoded. Broken files are read as far as they go. Nothing here raises on any bytes.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from provenance.pictures.exif import raw_tag
from provenance.pictures.isobmff import metadata_items

MOST_BLOCK = 16 * 1024 * 1024
"""Bytes of one block. XMP with thumbnails inside reaches some megabytes; IIM and EXIF some
hundred kilobytes."""
MOST_BLOCKS = 64
"""Blocks of one kind; a sane file has one, a file that several programs wrote has three."""
_MOST_SEGMENTS = 4096
"""Segments of a JPEG that are walked; a picture with a large colour profile has some hundred."""
_MOST_RESOURCES = 2000
"""Image resources of Photoshop that are walked; it defines some two hundred."""
_MOST_CHUNKS = 100_000
"""Chunks of a PNG or WebP that are walked; encoders cut pixels into chunks of 8 KB and more."""
_MOST_EXTENDED = 8
"""Extended XMP packets of one JPEG, by their id; one is the rule."""
_REPAIR_REACH = 65_536
"""Bytes behind a broken segment in which the next one is looked for: the longest there is."""
_MARKER = 0xFF
_APP1, _APP13 = 0xE1, 0xED
"""Segments that hold EXIF or XMP, and Photoshop's resources or bare IIM."""
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_BARE_MARKERS = (0x01, *range(0xD0, 0xD9))
"""Markers that no length follows."""
_SEGMENT_HEAD, _RESOURCE_HEAD, _CHUNK_HEAD = 4, 12, 8
"""Bytes of the shortest segment, resource and chunk."""
_XMP_TAG, _RESOURCES_TAG, _IIM_TAG = 700, 34377, 33723
"""Tags of a TIFF that hold whole blocks."""
_RESOURCES = {0x0404: "iim", 0x0422: "exif", 0x0424: "xmp"}
"""Photoshop's resource → what it holds."""
_TIFF_HEAD = re.compile(rb"II\*\x00|MM\x00\*")
_XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"


@dataclass(slots=True)
class Blocks:
    """The raw blocks of one file, in the file's order."""

    exif: list[bytes] = field(default_factory=list)
    """TIFF streams."""
    iim: list[bytes] = field(default_factory=list)
    xmp: list[bytes] = field(default_factory=list)
    """XMP packets, or bytes that hold one somewhere."""
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, block: bytes) -> None:
        """Keep a block of `exif`, `iim` or `xmp`; what is over the caps is noted and left."""
        kept: list[bytes] = getattr(self, kind)
        if not block:
            return
        if len(block) > MOST_BLOCK or len(kept) >= MOST_BLOCKS:
            self.notes.append(f"a block of {kind.upper()} was left unread: it is over the limit")
        elif block not in kept:
            kept.append(block)


def blocks_of(data: bytes) -> Blocks:
    """The metadata blocks of a JPEG, PNG, WebP, TIFF, HEIC, AVIF or GIF; empty for other bytes."""
    blocks = Blocks()
    reader = _reader(data)
    if reader is not None:
        try:
            reader(data, blocks)
        except (struct.error, IndexError, ValueError) as wrong:
            blocks.notes.append(f"the file's structure breaks off: {wrong}")
    if not blocks.xmp and (packet := _scan(data)):
        # Some writers put the packet where their container has no place for it.
        blocks.add("xmp", packet)
    return blocks


def _reader(data: bytes) -> Callable[[bytes, Blocks], None] | None:
    return next(
        (
            read
            for at, signatures, read in (
                (0, (b"\xff\xd8",), _jpeg),
                (0, (b"\x89PNG\r\n\x1a\n",), _png),
                (8, (b"WEBP",) if data[:4] == b"RIFF" else (), _webp),
                (0, (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"), _tiff),
                (4, (b"ftyp",), _isobmff),
                (0, (b"GIF8",), _gif),
            )
            if data.startswith(signatures, at)
        ),
        None,
    )


def _jpeg(data: bytes, blocks: Blocks) -> None:
    photoshop: list[bytes] = []
    extended: dict[bytes, dict[int, bytes]] = {}
    for marker, segment in _segments(data):
        if marker == _APP1:
            _app1(segment, blocks, extended)
        elif marker == _APP13:
            if segment.startswith((b"Photoshop 3.0", b"Adobe_Photoshop2.5")):
                photoshop.append(_photoshop(segment))
            elif segment[:1] == b"\x1c":
                blocks.add("iim", segment)
    # A resource may be split over segments: they are read as one stream.
    _resources(b"".join(photoshop), blocks)
    for parts in extended.values():
        blocks.add("xmp", b"".join(parts[offset] for offset in sorted(parts)))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment before the pixels."""
    at, seen = 2, 0
    while at + _SEGMENT_HEAD <= len(data) and seen < _MOST_SEGMENTS:
        if data[at] != _MARKER:
            # Padding or a wrong length: the next marker of a kind we read is looked for.
            following = re.compile(rb"\xff[\xe1\xed]").search(data, at, at + _REPAIR_REACH)
            if following is None:
                return
            at = following.start()
            continue
        marker = data[at + 1]
        if marker == _MARKER:
            at += 1
            continue
        if marker in (_START_OF_SCAN, _END_OF_IMAGE):
            return
        if marker in _BARE_MARKERS:
            at += 2
            continue
        size = struct.unpack_from(">H", data, at + 2)[0]
        yield marker, data[at + 4 : at + 2 + max(size, 2)]
        at += 2 + max(size, 2)
        seen += 1


def _app1(segment: bytes, blocks: Blocks, extended: dict[bytes, dict[int, bytes]]) -> None:
    if segment[:4].lower() == b"exif":
        start = _TIFF_HEAD.search(segment, 4, 16)
        blocks.add("exif", segment[start.start() if start else 6 :])
    elif segment.startswith(_XMP_HEAD):
        blocks.add("xmp", segment[len(_XMP_HEAD) :])
    elif segment.startswith(_XMP_MORE):
        head = len(_XMP_MORE)
        guid, offset = (
            segment[head : head + 32],
            int.from_bytes(segment[head + 36 : head + 40], "big"),
        )
        if len(extended) < _MOST_EXTENDED:
            extended.setdefault(guid, {})[offset] = segment[head + 40 :]
    elif b"<rdf:RDF" in segment or b"<x:xmpmeta" in segment:
        blocks.add("xmp", segment)


def _photoshop(segment: bytes) -> bytes:
    """The resources of one segment, without its head."""
    if segment.startswith(b"Photoshop 3.0\x00"):
        return segment[14:]
    return segment[max(segment.find(b"8BIM", 0, 40), 0) :]


def _resources(stream: bytes, blocks: Blocks) -> None:
    """Take Photoshop's image resources that hold metadata."""
    at, seen = 0, 0
    while at + _RESOURCE_HEAD <= len(stream) and seen < _MOST_RESOURCES:
        if stream[at : at + 4] not in (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR"):
            at = stream.find(b"8BIM", at)
            if at < 0:
                return
        number = struct.unpack_from(">H", stream, at + 4)[0]
        name = stream[at + 6] + 1
        start = at + 6 + name + name % 2
        if start + 4 > len(stream):
            return
        size = struct.unpack_from(">I", stream, start)[0]
        body = stream[start + 4 : start + 4 + size]
        kind = _RESOURCES.get(number)
        if kind:
            blocks.add(kind, body)
        at = start + 4 + size + size % 2
        seen += 1


def _png(data: bytes, blocks: Blocks) -> None:
    at, seen = 8, 0
    while at + _CHUNK_HEAD <= len(data) and seen < _MOST_CHUNKS:
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if kind == b"eXIf":
            blocks.add("exif", body.removeprefix(b"Exif\x00\x00"))
        elif kind in (b"iTXt", b"zTXt", b"tEXt"):
            _png_text(kind, body, blocks)
        elif kind == b"IEND":
            return
        at += 12 + size
        seen += 1


def _png_text(kind: bytes, body: bytes, blocks: Blocks) -> None:
    keyword, _, rest = body.partition(b"\x00")
    raw = keyword.lower().startswith(b"raw profile type ")
    if not raw and keyword != b"XML:com.adobe.xmp":
        return
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed, rest = rest[:1] == b"\x01", rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]
    elif packed:
        rest = rest[1:]
    if packed:
        rest = _inflate(rest)
    if raw:
        _raw_profile(rest, blocks)
    else:
        blocks.add("xmp", rest)


def _raw_profile(text: bytes, blocks: Blocks) -> None:
    """Take ImageMagick's form of a block: a name, a length, then hex digits."""
    digits = text.lstrip(b"\n").partition(b"\n")[2].lstrip().partition(b"\n")[2]
    try:
        profile = bytes.fromhex(re.sub(rb"\s+", b"", digits[: 2 * MOST_BLOCK]).decode("ascii"))
    except ValueError:
        blocks.notes.append("a raw profile in the PNG is not readable")
        return
    if profile[:4].lower() == b"exif":
        blocks.add("exif", profile[6:])
    elif profile[:2] in (b"II", b"MM"):
        blocks.add("exif", profile)
    elif profile.startswith(_XMP_HEAD) or b"<rdf:RDF" in profile:
        blocks.add("xmp", profile.removeprefix(_XMP_HEAD))
    elif profile.startswith((b"8BIM", b"Photoshop 3.0\x00")):
        _resources(profile.removeprefix(b"Photoshop 3.0\x00"), blocks)
    else:
        blocks.add("iim", profile)


def _inflate(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_BLOCK)
    except zlib.error:
        return b""


def _webp(data: bytes, blocks: Blocks) -> None:
    at, seen = 12, 0
    while at + _CHUNK_HEAD <= len(data) and seen < _MOST_CHUNKS:
        kind, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if kind == b"EXIF":
            blocks.add("exif", body.removeprefix(b"Exif\x00\x00"))
        elif kind == b"XMP ":
            blocks.add("xmp", body)
        at += 8 + size + size % 2
        seen += 1


def _tiff(data: bytes, blocks: Blocks) -> None:
    # The whole file is the TIFF stream; the reader takes only what its directories name.
    blocks.exif.append(data)
    blocks.add("xmp", raw_tag(data, _XMP_TAG))
    _resources(raw_tag(data, _RESOURCES_TAG), blocks)
    iim = raw_tag(data, _IIM_TAG)
    if iim[:1] != b"\x1c" and iim[3:4] == b"\x1c":
        # Written as 32-bit numbers in the other byte order.
        iim = b"".join(iim[i : i + 4][::-1] for i in range(0, min(len(iim), MOST_BLOCK), 4))
    blocks.add("iim", iim)


def _isobmff(data: bytes, blocks: Blocks) -> None:
    for kind, body in metadata_items(data):
        if kind == "exif":
            # Four bytes say where the TIFF stream starts behind them.
            start = 4 + int.from_bytes(body[:4], "big")
            stream = body[start:] if body[start : start + 2] in (b"II", b"MM") else b""
            found = _TIFF_HEAD.search(body, 0, 64)
            blocks.add("exif", stream or (body[found.start() :] if found else b""))
        else:
            blocks.add("xmp", body)


def _gif(data: bytes, blocks: Blocks) -> None:
    start = data.find(b"\x21\xff\x0bXMP DataXMP")
    if start >= 0:
        # The packet stands in the open; the "magic trailer" of 258 bytes lets old readers skip it.
        end = data.find(b"\x01\xff\xfe", start)
        blocks.add("xmp", data[start + 14 : end if end > 0 else start + 14 + MOST_BLOCK])


def _scan(data: bytes) -> bytes:
    """The first packet that stands anywhere in the file; empty for none."""
    for opening, closing in (
        (b"<x:xmpmeta", b"</x:xmpmeta>"),
        (b"<x:xapmeta", b"</x:xapmeta>"),
        (b"<rdf:RDF", b"</rdf:RDF>"),
    ):
        start = data.find(opening)
        if start >= 0:
            end = data.find(closing, start, start + MOST_BLOCK)
            if end > 0:
                return data[start : end + len(closing)]
    return b""
