"""Embedded metadata from files made here: containers, precedence, charsets, junk, positions,
marks, broken files."""

from __future__ import annotations

import io
import json
import random
import struct
import time
import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PIL import Image

from provenance.model import Metadata, MetadataValue, Position
from provenance.pictures.exif import read_exif
from provenance.pictures.metadata import read_metadata, read_tags, redact_location
from tests.pictures.metadata_files import (
    exif,
    exif_segment,
    iim,
    iim_segment,
    jpeg,
    picture,
    resource,
    segment,
    xmp,
    xmp_segment,
)
from tests.stand_ins.drawings import encoded, scene

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "pictures" / "metadata"
TITLED = xmp(
    "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Harbour</rdf:li></rdf:Alt></dc:title>"
)
NORTH_EAST = {1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.2)}


def of_sidecar(packet: bytes) -> Metadata:
    """What a sidecar says of a file that says nothing."""
    return read_metadata(b"", sidecar=packet)


def value(found: MetadataValue | None) -> tuple[str, str] | None:
    return (found.value, found.tag) if found else None


# --- containers
# -----------------------------------------------------------------------------------------------------  # noqa: E501


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_xmp_and_exif_are_read_from_each_container(kind: str) -> None:
    block = exif({0x013B: "Ada Invented"}, {0x9003: "2020:05:06 07:08:09"})
    options: dict[str, object] = {"exif": block, "xmp": TITLED}
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", TITLED.decode())
        options = {"exif": block, "pnginfo": info}
    elif kind == "TIFF":
        options = {"tiffinfo": {0x013B: "Ada Invented", 700: TITLED}}
    found = read_metadata(picture(kind, **options))
    assert value(found.title) == ("Harbour", "XMP-dc:Title")
    assert [c.value for c in found.creators] == ["Ada Invented"]
    if kind != "TIFF":
        assert found.date_created is not None
        assert found.date_created.value == datetime(2020, 5, 6, 7, 8, 9)
    assert found.notes == ()


def test_heic_is_read_without_its_decoder() -> None:
    heif = pytest.importorskip("pillow_heif")
    out = io.BytesIO()
    made = heif.from_pillow(Image.new("RGB", (64, 64), "teal"))
    made.save(out, exif=exif({0x013B: "Ada Invented"}), xmp=TITLED)
    found = read_metadata(out.getvalue())
    assert value(found.title) == ("Harbour", "XMP-dc:Title")
    assert [c.value for c in found.creators] == ["Ada Invented"]


def test_gif_holds_xmp_in_the_open() -> None:
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    block = b"\x21\xff\x0bXMP DataXMP" + TITLED + trailer + b"\x00"
    plain = picture("GIF")
    start = 13 + 3 * 2 ** ((plain[10] & 7) + 1) if plain[10] & 0x80 else 13
    assert value(read_metadata(plain[:start] + block + plain[start:]).title) == (
        "Harbour",
        "XMP-dc:Title",
    )


def test_a_png_holds_imagemagicks_raw_profiles() -> None:
    from PIL.PngImagePlugin import PngInfo

    block = b"Photoshop 3.0\x00" + resource(0x0404, iim((2, 110, b"Invented News")))
    info = PngInfo()
    info.add_text("Raw profile type iptc", f"\niptc\n{len(block):8}\n{block.hex()}\n", zip=True)
    assert value(read_metadata(picture("PNG", pnginfo=info)).credit_line) == (
        "Invented News",
        "IPTC:Credit",
    )


def test_photoshop_resources_split_over_two_segments_are_one() -> None:
    stream = resource(0x0404, iim((2, 120, b"A long caption. " * 20), (2, 110, b"Invented News")))
    halves = [segment(0xED, b"Photoshop 3.0\x00" + part) for part in (stream[:90], stream[90:])]
    found = read_metadata(jpeg(*halves))
    assert value(found.credit_line) == ("Invented News", "IPTC:Credit")
    assert found.description is not None
    assert len(found.description.value) == 319


def test_extended_xmp_is_put_together_from_its_parts() -> None:
    packet, head = TITLED, b"http://ns.adobe.com/xmp/extension/\x00" + b"0" * 32
    parts = [
        segment(0xE1, head + struct.pack(">II", len(packet), at) + packet[at : at + 300])
        for at in range(0, len(packet), 300)
    ]  # fmt: skip
    assert value(read_metadata(jpeg(*reversed(parts))).title) == ("Harbour", "XMP-dc:Title")


def test_a_packet_in_no_known_place_is_found() -> None:
    assert value(read_metadata(picture() + TITLED).title) == ("Harbour", "XMP-dc:Title")


def test_a_sidecar_goes_before_the_files_own_xmp() -> None:
    data = jpeg(xmp_segment(xmp(attributes='photoshop:Credit="Old News" photoshop:City="Brest"')))
    found = read_metadata(data, sidecar=xmp(attributes='photoshop:Credit="New News"'))
    assert value(found.credit_line) == ("New News", "XMP-photoshop:Credit")
    assert value(found.city) == ("Brest", "XMP-photoshop:City")
    assert value(of_sidecar(TITLED).title) == ("Harbour", "XMP-dc:Title")


# --- precedence, conflicts
# ------------------------------------------------------------------------------------------


def test_xmp_goes_before_iptc_before_exif_and_what_disagrees_is_kept() -> None:
    found = read_metadata(
        jpeg(
            exif_segment({0x010E: "From EXIF", 0x013B: "E. Xif"}),
            iim_segment((2, 120, b"From IPTC"), (2, 80, b"I. Ptc"), (2, 110, b"Invented News")),
            xmp_segment(
                xmp(
                    "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>From "
                    "XMP</rdf:li></rdf:Alt></dc:description>"
                    "<dc:creator><rdf:Seq><rdf:li>X. Mp</rdf:li></rdf:Seq></dc:creator>",
                    'photoshop:Credit="invented  news"',
                )
            ),
        )
    )
    assert value(found.description) == ("From XMP", "XMP-dc:Description")
    assert [value(v) for v in found.conflicts["description"]] == [
        ("From IPTC", "IPTC:Caption-Abstract"),
        ("From EXIF", "EXIF:ImageDescription"),
    ]
    assert [value(c) for c in found.creators] == [("X. Mp", "XMP-dc:Creator")]
    assert [c.value for c in found.conflicts["creators"]] == ["I. Ptc", "E. Xif"]
    assert "credit_line" not in found.conflicts, "case and blanks are no disagreement"


def test_a_text_that_iptc_cut_short_is_no_disagreement() -> None:
    long = "A very long headline about a harbour and its many boats"
    found = read_metadata(
        jpeg(
            iim_segment((2, 105, long[:32].encode())),
            xmp_segment(xmp(attributes=f'photoshop:Headline="{long}"')),
        )
    )
    assert found.headline is not None
    assert found.headline.value == long
    assert "headline" not in found.conflicts


def test_structures_languages_and_lists_are_read() -> None:
    found = read_metadata(
        jpeg(
            xmp_segment(
                xmp(
                    "<dc:rights><rdf:Alt><rdf:li xml:lang='de'>Rechte</rdf:li>"
                    "<rdf:li xml:lang='x-default'>Rights</rdf:li></rdf:Alt></dc:rights>"
                    "<plus:Licensor><rdf:Seq><rdf:li rdf:parseType='Resource'>"
                    "<plus:LicensorURL>https://desk.example/buy</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>"
                    "<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li Iptc4xmpExt:City='Brest' "
                    "Iptc4xmpExt:CountryName='France'/></rdf:Bag></Iptc4xmpExt:LocationCreated>"
                    "<dc:subject><rdf:Bag><rdf:li>boats</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>"
                    "<xmpRights:WebStatement rdf:resource='https://desk.example/rights'/>",
                    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"',
                )
            )
        )
    )
    assert value(found.copyright_notice) == ("Rights", "XMP-dc:Rights")
    assert value(found.licensor_url) == (
        "https://desk.example/buy",
        "XMP-plus:Licensor/LicensorURL",
    )
    assert value(found.city) == ("Brest", "XMP-iptcExt:LocationCreated/City")
    assert found.country is not None
    assert [k.value for k in found.keywords] == ["boats", "sea"]
    assert found.web_statement_of_rights is not None
    assert found.digital_source_type is not None
    assert found.digital_source_type.value.endswith("/digitalCapture")


# --- charsets
# -------------------------------------------------------------------------------------------------------  # noqa: E501

ACCENTS = "Café Zürich, naïve señor"


@pytest.mark.parametrize(
    ("stated", "charset"),
    [
        (b"\x1b%G", "utf-8"),
        (b"", "utf-8"),
        (b"", "cp1252"),
        (b"", "mac_roman"),
        (b"\x1b.A", "latin-1"),
        (b"\x1b%G", "cp1252"),
    ],
)
def test_iptc_is_read_in_the_charset_it_was_written_in(stated: bytes, charset: str) -> None:
    fields = [(2, 120, ACCENTS.encode(charset))]
    found = read_metadata(jpeg(iim_segment(*([(1, 90, stated)] if stated else []), *fields)))
    assert found.description is not None
    assert found.description.value == ACCENTS
    assert ("IPTC: says UTF-8 and is not" in found.notes) == (
        stated == b"\x1b%G" and charset != "utf-8"
    )


def test_exif_text_is_read_as_utf8_or_latin() -> None:
    for charset in ("utf-8", "latin-1"):
        found = read_metadata(jpeg(exif_segment({0x010E: ACCENTS.encode(charset)})))
        assert found.description is not None
        assert found.description.value == ACCENTS
    windows = read_metadata(jpeg(exif_segment({0x9C9B: (ACCENTS + "\0").encode("utf-16-le")})))
    assert value(windows.title) == (ACCENTS, "EXIF:XPTitle")


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-be", "latin-1"])
def test_a_packet_is_read_in_any_charset(charset: str) -> None:
    packet = xmp(attributes='photoshop:City="Zürich"').decode()
    if charset == "latin-1":
        packet = packet.replace("\ufeff", "")
    assert value(of_sidecar(packet.encode(charset)).city) == ("Zürich", "XMP-photoshop:City")


def test_a_packet_with_a_bare_ampersand_and_control_characters_is_repaired() -> None:
    packet = xmp(attributes='photoshop:Credit="Smith & Sons\x02"')
    assert value(of_sidecar(packet + b"\x00" * 20).credit_line) == (
        "Smith & Sons",
        "XMP-photoshop:Credit",
    )


# --- dates
# ----------------------------------------------------------------------------------------------------------  # noqa: E501


def test_the_camera_goes_before_what_people_typed() -> None:
    found = read_metadata(
        jpeg(
            exif_segment(sub={0x9003: "2014:06:24 15:10:41", 0x9011: "+02:00"}),
            iim_segment((2, 55, b"20150402"), (2, 60, b"161041+0000")),
            xmp_segment(xmp(attributes='photoshop:DateCreated="2014-06-24"')),
        )
    )
    date = found.date_created
    assert date is not None
    assert (date.value, date.tag) == (
        datetime(2014, 6, 24, 15, 10, 41, tzinfo=timezone(timedelta(hours=2))),
        "EXIF:DateTimeOriginal",
    )
    assert [v.value for v in found.conflicts["date_created"]] == ["2015-04-02T16:10:41+00:00"]


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2015-01-22T10:20:30Z", datetime(2015, 1, 22, 10, 20, 30, tzinfo=UTC), "second"),
        (
            "2015-01-22T10:20:30.123+05:30",
            datetime(2015, 1, 22, 10, 20, 30, tzinfo=timezone(timedelta(hours=5, minutes=30))),
            "second",
        ),
        ("2015-01-22T10:20", datetime(2015, 1, 22, 10, 20), "minute"),
        ("2015-01-22T00:00:00+00:00", datetime(2015, 1, 22), "day"),
        ("2015-01-22", datetime(2015, 1, 22), "day"),
        ("20150122", datetime(2015, 1, 22), "day"),
        ("2015-01", datetime(2015, 1, 1), "month"),
        ("2015", datetime(2015, 1, 1), "year"),
        ("2015-00-00", datetime(2015, 1, 1), "year"),
        ("2015-01-22T10:20:30-10:52", datetime(2015, 1, 22, 10, 20, 30), "second"),
    ],
)
def test_dates_keep_their_precision_and_zone(text: str, expected: datetime, precision: str) -> None:
    date = of_sidecar(xmp(attributes=f'photoshop:DateCreated="{text}"')).date_created
    assert date is not None
    assert date.value.replace(tzinfo=None) == expected.replace(tzinfo=None)
    assert (
        date.value.tzinfo is None
        if expected.tzinfo is None or precision == "day"
        else date.value == expected
    )
    assert date.precision == precision


@pytest.mark.parametrize(
    "junk",
    [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "0001:01:01 00:00:00",
        "2020:13:45 99:99:99",
        "9999:01:01 00:00:00",
        "yesterday",
        "1970",
    ],
)
def test_a_junk_date_is_no_date(junk: str) -> None:
    found = read_metadata(jpeg(exif_segment(sub={0x9003: junk})))
    if junk == "1970":
        assert found.date_created is not None
        assert found.date_created.precision == "year"
    else:
        assert found.date_created is None


def test_a_junk_date_falls_through_to_the_next_tag_and_is_noted() -> None:
    found = read_metadata(
        jpeg(exif_segment(sub={0x9003: "0000:00:00 00:00:00"}), iim_segment((2, 55, b"20150402")))
    )
    assert found.date_created is not None
    assert found.date_created.tag == "IPTC:DateCreated"
    assert "EXIF:DateTimeOriginal is blank (zeros)" in found.notes


# --- placeholders, positions, marks
# ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "junk",
    [
        "OLYMPUS DIGITAL CAMERA         ",
        "-",
        "   ",
        "SONY DSC",
        "MINOLTA DIGITAL CAMERA",
        "DCIM\\100MEDIA\\DJI_0001.JPG",
        "default",
        "Untitled",
        "DSC_0012",
    ],
)
def test_what_a_camera_writes_where_nobody_wrote_is_absent(junk: str) -> None:
    found = read_metadata(jpeg(exif_segment({0x010E: junk, 0x013B: "unknown"})))
    assert found.description is None
    assert found.creators == ()
    assert "EXIF:ImageDescription" in read_tags(jpeg(exif_segment({0x010E: junk}))).texts


def test_a_placeholder_in_xmp_does_not_hide_a_word_in_iptc() -> None:
    data = jpeg(
        iim_segment((2, 103, b"DV1945213")),
        xmp_segment(xmp(attributes='photoshop:TransmissionReference="-"')),
    )
    assert value(read_metadata(data).job_id) == ("DV1945213", "IPTC:OriginalTransmissionReference")


@pytest.mark.parametrize(
    ("refs", "signs"),
    [(("N", "E"), (1, 1)), (("S", "W"), (-1, -1)), (("N", "W"), (1, -1)), (("S", "E"), (-1, 1))],
)
def test_positions_are_decimal_with_their_hemispheres(
    refs: tuple[str, str], signs: tuple[int, int]
) -> None:
    position = read_metadata(
        jpeg(exif_segment(gps=NORTH_EAST | {1: refs[0], 3: refs[1]}))
    ).camera_position
    assert position is not None
    assert position.latitude == pytest.approx(signs[0] * 48.858333, abs=1e-5)
    assert position.longitude == pytest.approx(signs[1] * 2.2945, abs=1e-5)


@pytest.mark.parametrize(
    "gps",
    [
        NORTH_EAST | {1: ""},
        NORTH_EAST | {2: (98.0, 0.0, 0.0)},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
        {1: "N", 2: (1.0, 2.0, 3.0)},
    ],
)
def test_a_position_without_hemisphere_off_the_globe_or_at_zero_is_not_used(
    gps: dict[int, object],
) -> None:
    found = read_metadata(jpeg(exif_segment(gps=gps)))
    assert found.camera_position is None
    assert found.notes or 4 not in gps


def test_xmp_positions_are_read() -> None:
    found = of_sidecar(xmp(attributes='exif:GPSLatitude="48,51.5N" exif:GPSLongitude="2,17,40.2W"'))
    assert found.camera_position is not None
    assert found.camera_position.latitude == pytest.approx(48.858333, abs=1e-5)
    assert found.camera_position.longitude == pytest.approx(-2.2945, abs=1e-5)


def test_the_exact_position_can_be_left_out() -> None:
    found = Metadata(
        city=MetadataValue("Brest", "IPTC:City"),
        camera_position=Position(1.0, 2.0, "EXIF:GPSPosition"),
    )
    without = redact_location(found)
    assert without.camera_position is None
    assert without.city == found.city
    assert without.notes
    assert redact_location(Metadata()) == Metadata()


@pytest.mark.parametrize(
    "text",
    ["Route 12, Latitude: 43.68739354 Longitude: "
     "-85.48351891", "at 48.85833, 2.29450", "seen 48.85833°N 2.29450°E",
     "48°51'30\"N 2°17'40\"E"],
)  # fmt: skip
def test_positions_written_into_texts_are_left_out_too(text: str) -> None:
    found = Metadata(
        description=MetadataValue(text, "EXIF:UserComment"),
        city=MetadataValue("Brest", "IPTC:City"),
    )
    without = redact_location(found)
    assert without.description is not None
    assert not any(
        digits in without.description.value
        for digits in ("43.68", "85.48", "48.85", "2.29", "51'30")
    )
    assert without.city == found.city


def test_prices_and_versions_are_no_positions() -> None:
    found = Metadata(
        description=MetadataValue(
            "Version 2.0.1, 3.50 to 4.75 euros, Chevrolet 57", "IPTC:Caption-Abstract"
        )
    )
    assert redact_location(found) == found


def test_a_junk_zone_does_not_cost_the_date() -> None:
    date = read_metadata(
        jpeg(exif_segment(sub={0x9003: "2014:06:24 15:10:41", 0x9011: "   :  "}))
    ).date_created
    assert date is not None
    assert date.value == datetime(2014, 6, 24, 15, 10, 41)


def test_tiff_files_hold_iptc_in_a_tag_of_their_own() -> None:
    data = picture("TIFF", tiffinfo={33723: iim((2, 110, b"Invented News"))})
    assert value(read_metadata(data).credit_line) == ("Invented News", "IPTC:Credit")


def test_tiff_files_with_wide_offsets_are_read_like_others() -> None:
    tags = {0x013B: "Jane Example", 33723: iim((2, 110, b"Invented News"))}
    tags |= {700: xmp(attributes='photoshop:City="Kyiv"')}
    found = read_metadata(picture("TIFF", big_tiff=True, tiffinfo=tags))
    assert [value(maker) for maker in found.creators] == [("Jane Example", "EXIF:Artist")]
    assert value(found.credit_line) == ("Invented News", "IPTC:Credit")
    assert value(found.city) == ("Kyiv", "XMP-photoshop:City")
    assert found.notes == ()


@pytest.mark.parametrize("kind", [4, 18], ids=["narrow pointer", "wide pointer"])
@pytest.mark.parametrize("order", "<>")
def test_directories_of_a_tiff_with_wide_offsets_are_followed(order: str, kind: int) -> None:
    """In both byte orders; however short it is cut, nothing raises."""

    def directory(tag: int, form: int, count: int, raw: bytes) -> bytes:
        entry = struct.pack(order + "HHQ", tag, form, count) + raw.ljust(8, b"\0")
        return struct.pack(order + "Q", 1) + entry + bytes(8)

    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "HHHQ", 43, 8, 0, 16)
    below = struct.pack(order + ("I" if kind == 4 else "Q"), 52)
    date = struct.pack(order + "Q", 88)
    data = head + directory(0x8769, kind, 1, below) + directory(0x9003, 2, 20, date)
    data += b"2024:05:06 07:08:09\0"
    assert read_exif(data).texts == {"DateTimeOriginal": "2024:05:06 07:08:09"}
    for cut in range(len(data) - 1):
        assert not read_exif(data[:cut]).texts.get("DateTimeOriginal", "").endswith("09")


FBMD = "FBMD01000a" + "".join(f"{n:08x}" for n in range(100, 1200, 100))


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ([(2, 40, FBMD.encode())], "facebook"),
        ([(2, 103, b"53616c7465645f5f0011223344556677")], "shutterstock"),
        ([(2, 115, b"www.alamy.com")], "alamy"),
        ([(1, 30, b"RTRPIX")], "reuters"),
        ([(2, 115, b"Corbis")], "corbis"),
        ([(2, 110, b"AP")], "ap"),
        ([(2, 110, b"AFP/Getty Images")], "getty"),
        ([(2, 110, b"JANE DOE / AFP")], "afp"),
        ([(2, 110, b"PA Wire")], "pa"),
        ([(2, 110, b"The Canadian Press")], "canadian-press"),
    ],
)
def test_platforms_and_agencies_leave_marks(fields: list[tuple[int, int, bytes]], who: str) -> None:
    assert who in {mark.value for mark in read_metadata(jpeg(iim_segment(*fields))).marks}


@pytest.mark.parametrize("credit", ["Getty Images/iStockphoto", "iStock / Getty Images Plus"])
def test_istock_s_files_are_no_news_pictures_of_the_house_that_sells_them(credit: str) -> None:
    asset = xmp_segment(xmp(attributes='GettyImagesGIFT:AssetID="1234567890"'))
    found = read_metadata(jpeg(asset, iim_segment((2, 110, credit.encode()))))
    assert [mark.value for mark in found.marks] == ["istock"]
    assert found.supplier_image_id is not None
    assert found.supplier_image_id.value == "1234567890"


@pytest.mark.parametrize("credit", ["Apple", "Jane Papp", "Kepa News", "Getty Center Archive"])
def test_a_like_sounding_credit_is_no_mark(credit: str) -> None:
    assert read_metadata(jpeg(iim_segment((2, 110, credit.encode())))).marks == ()


def test_facebooks_tokens_are_no_instructions_and_no_job() -> None:
    found = read_metadata(
        jpeg(
            iim_segment(
                (2, 40, FBMD.encode()), (2, 103, b"Mn0pQr5tUvWxYz12AbCd"), (2, 80, b"Ada Invented")
            )
        )
    )
    assert [m.value for m in found.marks] == ["facebook"]
    assert (found.instructions, found.job_id) == (None, None)
    assert [c.value for c in found.creators] == ["Ada Invented"]


@pytest.mark.parametrize(
    ("segments", "expected"),
    [
        (
            [xmp_segment(xmp(attributes='GettyImagesGIFT:AssetID="1234567890"'))],
            ("1234567890", "XMP-getty:AssetID"),
        ),
        (
            [iim_segment((2, 110, b"REUTERS"), (2, 22, b"GM1EA0000XX01"))],
            ("GM1EA0000XX01", "IPTC:FixtureIdentifier"),
        ),
        (
            [iim_segment((2, 115, b"Corbis"), (2, 5, b"42-12345678"))],
            ("42-12345678", "IPTC:ObjectName"),
        ),
        ([iim_segment((2, 115, b"Corbis"), (2, 5, b"A harbour"))], None),
        (
            [xmp_segment(xmp(attributes='plus:ImageSupplierImageID="INV-1"'))],
            ("INV-1", "XMP-plus:ImageSupplierImageID"),
        ),
    ],
)
def test_the_suppliers_own_id_is_found_where_the_supplier_writes_it(
    segments: list[bytes], expected: tuple[str, str] | None
) -> None:
    assert value(read_metadata(jpeg(*segments)).supplier_image_id) == expected


# --- hostile and broken files
# ---------------------------------------------------------------------------------------


def test_entities_and_document_types_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + xmp(
        attributes='photoshop:City="B"'
    )
    inside = xmp("<dc:title>&b;</dc:title>").replace(
        b"<rdf:RDF", b'<!DOCTYPE x [<!ENTITY b "x">]><rdf:RDF', 1
    )
    assert value(of_sidecar(bomb).city) == ("B", "XMP-photoshop:City"), (
        "what stands before the packet is not read"
    )
    found = of_sidecar(inside)
    assert found.title is None
    assert found.notes


@pytest.mark.slow
def test_deep_and_huge_packets_end_in_a_note_soon() -> None:
    begun = time.process_time()
    for packet in (
        xmp("<dc:title>" * 5000 + "</dc:title>" * 5000),
        xmp("<dc:title>x</dc:title>" * 30_000),
        b"<x:xmpmeta>" + b"<" * 400_000,
        b"<x:xmpmeta>" + b"<a " * 200_000,
        b"<x:xmpmeta>" + b"&" * 400_000,
    ):
        assert isinstance(of_sidecar(packet), Metadata)
    assert time.process_time() - begun < 20


def test_a_compressed_bomb_in_a_png_is_cut() -> None:
    packed = zlib.compress(b"\x00" * 60_000_000)
    body = b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + packed
    chunk = (
        struct.pack(">I", len(body))
        + b"iTXt"
        + body
        + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    )
    plain = picture("PNG")
    assert read_metadata(plain[:33] + chunk + plain[33:]).title is None


def test_a_directory_that_points_to_itself_ends() -> None:
    loop = (
        b"II*\x00\x08\x00\x00\x00"
        + struct.pack("<HHHII", 1, 0x8769, 4, 1, 8)
        + struct.pack("<I", 8)
    )
    assert read_metadata(jpeg(segment(0xE1, b"Exif\x00\x00" + loop))).creators == ()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "GIF"])
def test_mutated_files_never_raise(kind: str) -> None:
    options: dict[str, object] = (
        {}
        if kind == "GIF"
        else {"exif": exif({0x010E: "A"}, {0x9003: "2020:05:06 07:08:09"}, NORTH_EAST)}
    )
    if kind in ("JPEG", "WEBP", "AVIF"):
        options["xmp"] = TITLED
    data = picture(kind, **options)
    if kind == "JPEG":
        data = data[:2] + iim_segment((1, 90, b"\x1b%G"), (2, 120, ACCENTS.encode())) + data[2:]
    chance = random.Random(5)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            changed[chance.randrange(min(len(changed), 1500))] = chance.choice(
                (0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256))
            )
        cut = len(changed) if chance.random() < 0.7 else chance.randrange(len(changed))
        found = read_metadata(bytes(changed[:cut]))
        assert all(len(note) < 300 for note in found.notes)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1",
        b"II*\x00",
        b"MM\x00*\xff\xff\xff\xff",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n\xff",
        b"RIFF\xff\xff\xff\xffWEBPEXIF\xff\xff\xff\xff",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x10meta",
    ],
)
def test_no_bytes_are_too_few(data: bytes) -> None:
    assert isinstance(read_metadata(data, sidecar=data), Metadata)


# --- against real files
# ---------------------------------------------------------------------------------------------


def test_real_files_read_as_exiftool_reads_them() -> None:
    if not (SHARED / "exiftool.json").exists():
        pytest.skip("the test files are not beside this checkout")
    names = {
        "IFD0:ImageDescription": "EXIF:ImageDescription",
        "IFD0:Artist": "EXIF:Artist",
        "IFD0:Copyright": "EXIF:Copyright",
        "ExifIFD:DateTimeOriginal": "EXIF:DateTimeOriginal",
        "IPTC:Caption-Abstract": "IPTC:Caption-Abstract",
        "IPTC:Credit": "IPTC:Credit",
        "IPTC:Source": "IPTC:Source",
        "IPTC:City": "IPTC:City",
        "IPTC:CopyrightNotice": "IPTC:CopyrightNotice",
        "XMP-photoshop:Credit": "XMP-photoshop:Credit",
        "XMP-photoshop:City": "XMP-photoshop:City",
        "XMP-photoshop:Headline": "XMP-photoshop:Headline",
    }
    for row in json.loads((SHARED / "exiftool.json").read_text("utf-8")):
        tags = read_tags((SHARED / row["SourceFile"]).read_bytes())
        for key, tag in names.items():
            expected = " ".join(str(row.get(key, "")).split())
            if expected:
                assert " ".join("|".join(tags.texts.get(tag, [])).split()) == expected, (
                    row["SourceFile"],
                    tag,
                )


def test_what_a_licence_leaves_out_is_read_from_the_plus_fields() -> None:
    files = "".join(f"<rdf:li>{code}</rdf:li>" for code in ("IF-MFN", "IF-MID"))
    packet = xmp(
        "<plus:MediaConstraints><rdf:Alt><rdf:li xml:lang='x-default'>Print only</rdf:li></rdf:Alt>"
        "</plus:MediaConstraints>"
        f"<plus:ImageFileConstraints><rdf:Bag>{files}</rdf:Bag></plus:ImageFileConstraints>"
        "<plus:RegionConstraints>Germany out</plus:RegionConstraints>"
        "<plus:ProductOrServiceConstraints> </plus:ProductOrServiceConstraints>"
        "<plus:CreditLineRequired>http://ns.useplus.org/ldf/vocab/CR-CAI</plus:CreditLineRequired>",
        'plus:LicenseStartDate="2024-01-01" plus:LicenseEndDate="2024-03-31T00:00:00Z"',
    )
    found = read_metadata(jpeg(xmp_segment(packet)))
    assert [(c.value, c.tag.rpartition(":")[2]) for c in found.license_constraints] == [
        ("Print only", "MediaConstraints"),
        ("Germany out", "RegionConstraints"),
        ("IF-MFN", "ImageFileConstraints"),
        ("IF-MID", "ImageFileConstraints"),
    ]
    assert value(found.license_start_date) == ("2024-01-01", "XMP-plus:LicenseStartDate")
    assert value(found.license_end_date) == ("2024-03-31T00:00:00Z", "XMP-plus:LicenseEndDate")
    assert found.credit_line_required is not None


@pytest.mark.parametrize("name", ["x:xmpmeta", "x:xapmeta"])
def test_a_packet_behind_the_end_of_the_picture_is_found(name: str) -> None:
    packet = xmp("", 'photoshop:Credit="Example Agency"').replace(b"x:xmpmeta", name.encode())
    found = read_metadata(encoded(scene(), "JPEG") + b"behind the end" + packet)
    assert found.credit_line is not None
    assert found.credit_line.value == "Example Agency"
    assert read_metadata(encoded(scene(), "JPEG") + packet[:60]).credit_line is None
