"""Picture files made in code, with metadata written segment by segment."""

from __future__ import annotations

import io
import struct

from PIL import Image

XAP = b"http://ns.adobe.com/xap/1.0/\x00"
NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
    'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" '
    'xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    'xmlns:GettyImagesGIFT="http://xmp.gettyimages.com/gift/1.0/"'
)


def picture(kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(out, kind, **options)
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes) -> bytes:
    plain = picture()
    return plain[:2] + b"".join(segments) + plain[2:]


def xmp(properties: str = "", attributes: str = "") -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta '
        'xmlns:x="adobe:ns:meta/">'
        f"<rdf:RDF {NAMESPACES}>"
        '<rdf:Description rdf:about="" '
        f"{attributes}>{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def xmp_segment(packet: bytes) -> bytes:
    return segment(0xE1, XAP + packet)


def iim(*fields: tuple[int, int, bytes]) -> bytes:
    return b"".join(
        b"\x1c" + bytes([record, number]) + struct.pack(">H", len(v)) + v
        for record, number, v in fields
    )


def resource(number: int, body: bytes) -> bytes:
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + b"\x00\x00"
        + struct.pack(">I", len(body))
        + body
        + b"\x00" * (len(body) % 2)
    )


def iim_segment(*fields: tuple[int, int, bytes]) -> bytes:
    return segment(0xED, b"Photoshop 3.0\x00" + resource(0x0404, iim(*fields)))


def exif(
    ifd: dict[int, object] | None = None,
    sub: dict[int, object] | None = None,
    gps: dict[int, object] | None = None,
) -> bytes:
    block = Image.Exif()
    for number, value in (ifd or {}).items():
        block[number] = value
    if sub:
        block.get_ifd(0x8769).update(sub)
    if gps:
        block.get_ifd(0x8825).update(gps)
    return block.tobytes()


def exif_segment(
    ifd: dict[int, object] | None = None,
    sub: dict[int, object] | None = None,
    gps: dict[int, object] | None = None,
) -> bytes:
    return segment(0xE1, exif(ifd, sub, gps))
