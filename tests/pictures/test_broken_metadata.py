"""Metadata are never all or nothing: what can be read is, and the rest is told."""

from __future__ import annotations

import struct
import zlib

import pytest

from provenance.model import Metadata
from provenance.pictures.iim import read_iim
from provenance.pictures.metadata import read_metadata
from tests.pictures.metadata_files import iim, jpeg, segment, xmp

MODEL = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
SAID = (
    "<dc:creator><rdf:Seq><rdf:li>Anna Miller</rdf:li></rdf:Seq></dc:creator>"
    "<photoshop:Credit>Example Agency</photoshop:Credit>"
    f"<Iptc4xmpExt:DigitalSourceType>{MODEL}</Iptc4xmpExt:DigitalSourceType>"
)
HEAD = b"http://ns.adobe.com/xap/1.0/\x00"


def of(packet: bytes, head: bytes = HEAD) -> Metadata:
    return read_metadata(jpeg(segment(0xE1, head + packet)))


def is_read(found: Metadata) -> bool:
    creators = [creator.value for creator in found.creators]
    kind = found.digital_source_type
    credit = found.credit_line
    return (
        creators == ["Anna Miller"]
        and kind is not None
        and kind.value == MODEL
        and credit is not None
        and credit.value == "Example Agency"
    )


@pytest.mark.parametrize(
    "broken",
    [
        "<foo:bar>1</foo:bar>",
        "<1abc>x</1abc>",
        "<photo shop:x/>",
        "<open>",
        "</photoshop:Nothing>",
        "< >",
        "<bad attr=unquoted>y</bad>",
    ],
)
def test_one_broken_tag_does_not_lose_the_packet(broken: str) -> None:
    found = of(xmp(SAID + broken))
    assert is_read(found)
    assert any("could be read" in text for text in found.unread)


def test_a_known_prefix_that_nobody_declared_is_understood() -> None:
    packet = xmp(SAID).replace(b'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"', b"")
    assert is_read(of(packet))


def test_rubbish_behind_the_end_is_passed_over() -> None:
    assert is_read(of(xmp(SAID) + b"}}}\xd1\x01<garbage"))


def test_a_header_that_ends_in_a_zero_byte_is_no_other_charset() -> None:
    assert is_read(of(xmp(SAID), b"XMP\x00://ns.adobe.com/xap/1.0/\x00"))


def test_a_whole_packet_leaves_nothing_unread() -> None:
    found = of(xmp(SAID))
    assert is_read(found)
    assert found.unread == ()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + chunk(b"IEND", b"")


def test_a_raw_profile_in_a_png_ends_where_it_says() -> None:
    packet = xmp(SAID)
    profile = b"\nxmp\n%8d\n" % len(packet) + packet.hex().encode() + b"\n}}}\xd1\x01"
    body = b"Raw profile type xmp\0\0" + zlib.compress(profile)
    assert is_read(read_metadata(png(chunk(b"zTXt", body))))


def test_what_a_generator_writes_into_a_png_is_a_mark() -> None:
    words = b"a harbour at dusk\nSteps: 20, Sampler: Euler, Seed: 7"
    found = read_metadata(png(chunk(b"tEXt", b"parameters\0" + words)))
    assert [mark.tag for mark in found.ai_marks] == ["PNG:parameters"]
    assert read_metadata(png(chunk(b"tEXt", b"Comment\0holiday"))).ai_marks == ()


def test_the_fields_for_models_are_read_without_a_source_type() -> None:
    found = of(xmp("<Iptc4xmpExt:AISystemUsed>Example Image Model</Iptc4xmpExt:AISystemUsed>"))
    assert [mark.value for mark in found.ai_marks] == ["Example Image Model"]
    assert found.digital_source_type is None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("60.7319", "-135.0668"), ("60,43.914N", "135,4.008W"), ("60,43,54.84N", "135,4,0.48W")],
)
def test_a_position_is_read_in_each_form_that_programs_write(latitude: str, longitude: str) -> None:
    said = f"<exif:GPSLatitude>{latitude}</exif:GPSLatitude>"
    found = of(xmp(f"{said}<exif:GPSLongitude>{longitude}</exif:GPSLongitude>"))
    assert found.camera_position is not None
    assert found.camera_position.latitude == pytest.approx(60.7319, abs=1e-4)
    assert found.camera_position.longitude == pytest.approx(-135.0668, abs=1e-4)


def test_a_position_that_is_none_is_said_to_be_none() -> None:
    found = of(
        xmp("<exif:GPSLatitude>north</exif:GPSLatitude><exif:GPSLongitude>1</exif:GPSLongitude>")
    )
    assert found.camera_position is None
    assert any("GPSLatitude" in note for note in found.notes)


def dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


@pytest.mark.parametrize(
    ("escape", "charset", "name"),
    [
        (b"\x1b-B", "iso8859_2", "Łukasz Żółć"),
        (b"\x1b-L", "iso8859_5", "Олена Приклад"),
        (b"\x1b-F", "iso8859_7", "Νίκη"),
        (b"\x1b.A", "cp1252", "Renée"),
    ],
)
def test_a_charset_that_the_file_states_is_used(escape: bytes, charset: str, name: str) -> None:
    records = dataset(1, 90, escape) + dataset(2, 80, name.encode(charset))
    size = struct.pack(">I", len(records))
    resource = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + size + records
    found = read_metadata(jpeg(segment(0xED, resource)))
    assert [creator.value for creator in found.creators] == [name]


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


def exif() -> bytes:
    artist = b"Anna Miller\0"
    entry = struct.pack("<HHII", 0x013B, 2, len(artist), 26)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + b"\0" * 4 + artist


def test_jpeg_2000_and_jpeg_xl_keep_their_metadata_in_boxes() -> None:
    jp2 = box(b"jP  ", b"\r\n\x87\n") + box(b"uuid", b"JpgTiffExif->JP2" + exif())
    jxl = box(b"JXL ", b"\r\n\x87\n") + box(b"Exif", b"\0\0\0\0" + exif())
    jxl += box(b"xml ", xmp(SAID))
    assert [c.value for c in read_metadata(jp2).creators] == ["Anna Miller"]
    assert is_read(read_metadata(jxl))
    packed = read_metadata(box(b"JXL ", b"\r\n\x87\n") + box(b"brob", b"Exif....."))
    assert any("Brotli" in text for text in packed.unread)


def test_what_a_psd_says_stands_in_its_resources() -> None:
    records = dataset(2, 80, b"Anna Miller")
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records
    head = b"8BPS\0\1" + b"\0" * 6 + b"\0\3\0\0\0\1\0\0\0\1\0\x08\0\3"
    data = head + struct.pack(">I", 0) + struct.pack(">I", len(resource)) + resource
    assert [c.value for c in read_metadata(data).creators] == ["Anna Miller"]


def test_where_it_was_taken_and_what_it_shows_are_kept_apart() -> None:
    where = "<Iptc4xmpExt:{0}><rdf:Bag><rdf:li rdf:parseType='Resource'><Iptc4xmpExt:City>{1}"
    where += "</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:{0}>"
    found = of(xmp(where.format("LocationShown", "Kyiv")))
    assert found.city is None
    assert [place.value for place in found.locations_shown] == ["Kyiv"]
    both = of(xmp(where.format("LocationShown", "Kyiv") + where.format("LocationCreated", "Lviv")))
    assert both.city is not None
    assert both.city.value == "Lviv"


def test_each_place_that_is_shown_keeps_its_own_country() -> None:
    """Two places of one country, and one of which only the country is told."""
    places = (("", "Peru"), ("Lviv", "Ukraine"), ("Kyiv", "Ukraine"), ("Oslo", "Norway"))
    items = "".join(
        f"<rdf:li><rdf:Description Iptc4xmpExt:CountryName='{country}'"
        + (f" Iptc4xmpExt:City='{city}'/></rdf:li>" if city else "/></rdf:li>")
        for city, country in places
    )
    tag = "Iptc4xmpExt:LocationShown"
    found = of(xmp(f"<{tag}><rdf:Bag>{items}</rdf:Bag></{tag}>"))
    told = ["Peru", "Lviv, Ukraine", "Kyiv, Ukraine", "Oslo, Norway"]
    assert [place.value for place in found.locations_shown] == told
    alone = f"<{tag} rdf:parseType='Resource'>{{}}</{tag}>"
    city = "<Iptc4xmpExt:City>Oslo</Iptc4xmpExt:City>"
    assert [place.value for place in of(xmp(alone.format(city))).locations_shown] == ["Oslo"]


PLACE = "<rdf:Description Iptc4xmpExt:City='{}'/>"


@pytest.mark.parametrize(
    "shown",
    [
        "<L><rdf:Bag><rdf:li>{a}</rdf:li></rdf:Bag></L><L><rdf:Bag><rdf:li>{b}</rdf:li></rdf:Bag></L>",
        "<L><rdf:li>{a}</rdf:li><rdf:li>{b}</rdf:li></L>",
        "<L>{a}{b}</L>",
        "<L rdf:parseType='Resource'><rdf:value><rdf:Bag><rdf:li>{a}</rdf:li>"
        "<rdf:li>{b}</rdf:li></rdf:Bag></rdf:value></L>",
    ],
)
def test_places_are_read_in_whatever_list_they_stand(shown: str) -> None:
    text = shown.format(a=PLACE.format("Lviv"), b=PLACE.format("Oslo"))
    found = of(
        xmp(
            text.replace("L>", "Iptc4xmpExt:LocationShown>").replace(
                "<L ", "<Iptc4xmpExt:LocationShown "
            )
        )
    )
    assert [place.value for place in found.locations_shown] == ["Lviv", "Oslo"]


def test_many_values_of_one_field_do_not_hide_the_next_field() -> None:
    words = [(2, 25, b"word %d" % number) for number in range(6000)]
    found = read_iim(iim(*words, (2, 110, b"Example Agency")))
    assert found.texts["Credit"] == ["Example Agency"]
    assert len(found.texts["Keywords"]) == 1000
    assert found.notes == ["IPTC: of 6,000 values of Keywords the first 1,000 were read"]


def test_records_without_end_are_not_all_read_and_that_is_told() -> None:
    found = read_iim(iim((2, 110, b"Example Agency"), *[(2, 15, b"")] * 50_000))
    assert found.texts == {"Credit": ["Example Agency"]}
    assert found.notes == ["IPTC: of more than 50,000 records the first were read"]


QUALIFIED = "<xmp:Label>of the desk</xmp:Label>"


@pytest.mark.parametrize(
    "credit",
    [
        f" rdf:parseType='Resource'><rdf:value>Example Agency</rdf:value>{QUALIFIED}",
        f"><rdf:Description><rdf:value>Example Agency</rdf:value>{QUALIFIED}</rdf:Description>",
        "><rdf:Description rdf:value='Example Agency' xmp:Label='of the desk'/>",
    ],
)
def test_a_value_with_qualifiers_beside_it_is_read(credit: str) -> None:
    maker = (
        f"<rdf:li rdf:parseType='Resource'><rdf:value>Anna Miller</rdf:value>{QUALIFIED}</rdf:li>"
    )
    said = f"<photoshop:Credit{credit}</photoshop:Credit>"
    said += f"<dc:creator><rdf:Seq>{maker}</rdf:Seq></dc:creator>"
    said += f"<Iptc4xmpExt:DigitalSourceType rdf:resource='{MODEL}'/>"
    assert is_read(of(xmp(said)))


def test_a_namespace_without_its_last_slash_is_the_same() -> None:
    packet = xmp(SAID)
    for prefix in (b"photoshop/1.0", b"elements/1.1", b"2008-02-29"):
        assert prefix + b"/" in packet
        packet = packet.replace(prefix + b"/", prefix)
    assert is_read(of(packet))
