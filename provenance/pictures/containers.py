"""The blocks of EXIF, IPTC-IIM and XMP in a file, by container.

No pixels are decoded. Broken files are read as far as they go. Nothing here raises on any bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from provenance import lazy_re as re
from provenance.pictures.exif import IIM_TAG, RESOURCES_TAG, XMP_TAG, raw_tag
from provenance.pictures.isobmff import metadata_items

MOST_BLOCK = 16 * 1024 * 1024
"""Bytes of one block. XMP with thumbnails inside reaches some megabytes; IIM and EXIF some
hundred kilobytes."""
MOST_BLOCKS = 64
"""Blocks of one kind; a sane file has one, a file that several programs wrote has three."""
GENERATORS = frozenset(
    {b"parameters", b"prompt", b"workflow", b"dream", b"sd-metadata", b"invokeai_metadata"}
)
"""Keywords under which image generators keep their settings in a PNG (Stable Diffusion's web
interfaces, ComfyUI, InvokeAI)."""
MOST_GENERATED = 20_000
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
    texts: dict[str, str] = field(default_factory=dict)
    """What image generators write into a PNG: keyword → text."""
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
    """The metadata blocks of a picture file; empty for other bytes."""
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
    if data[:2] == b"\xff\xd8":
        return _jpeg
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return _tiff
    if data[4:8] in (b"ftyp", b"jP  ", b"JXL "):
        return _isobmff
    if data[:4] == b"GIF8":
        return _gif
    if data[:4] == b"8BPS":
        return _psd
    return None


def _jpeg(data: bytes, blocks: Blocks) -> None:
    photoshop: list[bytes] = []
    extended: dict[bytes, dict[int, bytes]] = {}
    for marker, segment in _segments(data):
        if marker == 0xE1:
            _app1(segment, blocks, extended)
        elif marker == 0xED:
            head = segment.find(b"8BIM", 0, 40)
            if segment.startswith((b"Photoshop 3.0", b"Adobe_Photoshop2.5")):
                photoshop.append(
                    segment[14:]
                    if segment.startswith(b"Photoshop 3.0\x00")
                    else segment[max(head, 0) :]
                )
            elif segment[:1] == b"\x1c":
                blocks.add("iim", segment)
    # A resource may be split over segments: they are read as one stream.
    _resources(b"".join(photoshop), blocks)
    for parts in extended.values():
        blocks.add("xmp", b"".join(parts[offset] for offset in sorted(parts)))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at, seen = 2, 0
    while at + 4 <= len(data) and seen < 4096:
        if data[at] != 0xFF:
            # Padding or a wrong length: the next marker of a kind we read is looked for.
            following = re.compile(rb"\xff[\xe1\xed]").search(data, at, at + 65_536)
            if following is None:
                return
            at = following.start()
            continue
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xDA, 0xD9):
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        size = struct.unpack_from(">H", data, at + 2)[0]
        yield marker, data[at + 4 : at + 2 + max(size, 2)]
        at += 2 + max(size, 2)
        seen += 1


def _app1(segment: bytes, blocks: Blocks, extended: dict[bytes, dict[int, bytes]]) -> None:
    if segment[:4].lower() == b"exif":
        start = re.compile(rb"II\*\x00|MM\x00\*").search(segment, 4, 16)
        blocks.add("exif", segment[start.start() if start else 6 :])
    elif segment.startswith(_XMP_HEAD):
        blocks.add("xmp", segment[len(_XMP_HEAD) :])
    elif segment.startswith(_XMP_MORE):
        head = len(_XMP_MORE)
        guid, offset = (
            segment[head : head + 32],
            int.from_bytes(segment[head + 36 : head + 40], "big"),
        )
        if len(extended) < 8:
            extended.setdefault(guid, {})[offset] = segment[head + 40 :]
    elif b"<rdf:RDF" in segment or b"<x:xmpmeta" in segment:
        blocks.add("xmp", segment)


def _resources(stream: bytes, blocks: Blocks) -> None:
    """Photoshop's image resources: 0x0404 is IPTC-IIM, 0x0422 EXIF, 0x0424 XMP."""
    at, seen = 0, 0
    while at + 12 <= len(stream) and seen < 2000:
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
        kind = {0x0404: "iim", 0x0422: "exif", 0x0424: "xmp"}.get(number)
        if kind:
            blocks.add(kind, body)
        at = start + 4 + size + size % 2
        seen += 1


def _png(data: bytes, blocks: Blocks) -> None:
    at, seen = 8, 0
    while at + 8 <= len(data) and seen < 100_000:
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
    if keyword.lower() in GENERATORS:
        text = _unpacked(kind, rest)[:MOST_GENERATED].decode("utf-8", "replace").strip()
        if text:
            blocks.texts.setdefault(keyword.decode("ascii", "replace"), text)
    elif keyword == b"XML:com.adobe.xmp":
        blocks.add("xmp", _unpacked(kind, rest))
    elif keyword.lower().startswith(b"raw profile type "):
        profile = _raw_profile(_unpacked(kind, rest))
        if profile is None:
            blocks.notes.append("a raw profile in the PNG is not readable")
        else:
            _sort_profile(profile, blocks)


def _unpacked(kind: bytes, rest: bytes) -> bytes:
    """The text behind a keyword: plain, packed, or with a language before it."""
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed = rest[:1] == b"\x01"
        rest = rest[2:].partition(b"\x00")[2].partition(b"\x00")[2]
    elif packed:
        rest = rest[1:]
    return _inflate(rest) if packed else rest


def _raw_profile(text: bytes) -> bytes | None:
    """The profile in ImageMagick's form: a name, the number of bytes, hex digits.

    What follows is not part of it. None where it cannot be read.
    """
    _name, _, told = text.lstrip(b"\n").partition(b"\n")
    count, _, hexed = told.lstrip().partition(b"\n")
    digits = re.sub(rb"\s+", b"", hexed[: 3 * MOST_BLOCK])
    if count.strip().isdigit():
        digits = digits[: 2 * min(int(count.strip()[:9]), MOST_BLOCK)]
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return None


def _sort_profile(profile: bytes, blocks: Blocks) -> None:
    """Keep a profile as what its first bytes say it is."""
    if profile[:4].lower() == b"exif":
        blocks.add("exif", profile[6:])
    elif profile[:2] in (b"II", b"MM"):
        blocks.add("exif", profile)
    elif profile.startswith(_XMP_HEAD) or b"<rdf:RDF" in profile:
        blocks.add("xmp", profile.removeprefix(_XMP_HEAD))
    elif profile[:4] == b"8BIM" or profile.startswith(b"Photoshop 3.0\x00"):
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
    while at + 8 <= len(data) and seen < 100_000:
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
    blocks.add("xmp", raw_tag(data, XMP_TAG))
    _resources(raw_tag(data, RESOURCES_TAG), blocks)
    iim = raw_tag(data, IIM_TAG)
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
            found = re.compile(rb"II\*\x00|MM\x00\*").search(body, 0, 64)
            blocks.add("exif", stream or (body[found.start() :] if found else b""))
        elif kind == "packed":
            blocks.notes.append("metadata packed with Brotli were left unread (extra `jxl`)")
        else:
            blocks.add(kind, body)


def _psd(data: bytes, blocks: Blocks) -> None:
    # 26 bytes of header, the colour table, then the image resources, each with its length.
    at = 30 + int.from_bytes(data[26:30], "big")
    size = int.from_bytes(data[at : at + 4], "big")
    _resources(data[at + 4 : at + 4 + min(size, MOST_BLOCK)], blocks)


def _gif(data: bytes, blocks: Blocks) -> None:
    start = data.find(b"\x21\xff\x0bXMP DataXMP")
    if start >= 0:
        # The packet stands in the open; the "magic trailer" of 258 bytes lets old readers skip it.
        end = data.find(b"\x01\xff\xfe", start)
        blocks.add("xmp", data[start + 14 : end if end > 0 else start + 14 + MOST_BLOCK])


def _scan(data: bytes) -> bytes:
    if not re.compile(rb"<(?:x:x[am]pmeta|rdf:RDF)").search(data):
        return b""  # most files: one pass takes a third of three
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
