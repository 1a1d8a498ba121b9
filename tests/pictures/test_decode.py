"""Bytes become pixels whatever the format, or one clear sentence."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import subprocess
import sys
import time
import warnings
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from provenance.errors import UnreadablePicture
from provenance.model import Picture, Reason, Relation
from provenance.pictures import compare, read_picture
from provenance.pictures.decode import MAX_BYTES, decode
from provenance.pictures.fingerprint import hamming
from tests.stand_ins.drawings import encoded, read, scene


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP"])
def test_each_format_gives_the_same_picture(kind: str) -> None:
    picture = read(scene(), kind)
    assert (picture.width, picture.height, picture.format) == (720, 480, kind)
    assert hamming(picture.fingerprint.phash, read(scene()).fingerprint.phash) <= 6


def test_heic_is_read_where_its_extra_is_installed() -> None:
    heif = pytest.importorskip("pillow_heif")
    file = io.BytesIO()
    heif.from_pillow(scene()).save(file, quality=80)
    picture = read_picture(file.getvalue(), metadata=False)
    assert (picture.format, picture.width, picture.height) == ("HEIC", 720, 480)


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "1", "LA", "RGBA", "I;16", "YCbCr"])
def test_every_pixel_mode_becomes_rgb(mode: str) -> None:
    image = (
        scene().convert("L").convert("I").point(lambda level: level * 257).convert("I;16")
        if mode == "I;16"
        else None
    )
    image = image or scene().convert(mode)
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    decoded = decode(encoded(image, kind))
    assert decoded.image.mode == "RGB"
    if mode != "1":
        off = np.abs(
            np.asarray(decoded.image.convert("L")).astype(int)
            - np.asarray(scene().convert("L")).astype(int)
        )
        assert off.mean() < 14


def test_transparency_is_laid_over_white() -> None:
    image = Image.new("RGBA", (40, 30), (255, 0, 0, 0))
    assert decode(encoded(image, "PNG")).image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_to_pixels_and_size(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = scene() if orientation == 1 else scene().transpose(Image.Transpose(back[orientation]))
    picture = read(stored, "JPEG", exif=exif.tobytes())
    assert (picture.width, picture.height) == (720, 480)
    assert hamming(picture.fingerprint.phash, read(scene()).fingerprint.phash) <= 6


def test_a_scaled_decode_gives_the_fingerprint_of_the_full_one() -> None:
    large = scene(3).resize((2880, 1920), Image.Resampling.BICUBIC)
    scaled, full = read(large, "JPEG", quality=92), read(large, "PNG", compress_level=1)
    assert (scaled.width, scaled.height) == (2880, 1920)
    assert scaled.preview is not None
    assert max(scaled.preview.width, scaled.preview.height) <= 512
    assert hamming(scaled.fingerprint.phash, full.fingerprint.phash) <= 4
    assert hamming(scaled.fingerprint.dhash, full.fingerprint.dhash) <= 6


def test_a_colour_profile_is_obeyed_and_a_broken_one_ignored() -> None:
    broken = decode(encoded(scene(), "PNG", icc_profile=b"not a profile at all"))
    assert np.array_equal(np.asarray(broken.image), np.asarray(scene()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_truncated_file_is_judged_on_what_is_there(kind: str, progressive: bool) -> None:
    options = {"progressive": progressive} if kind == "JPEG" else {}
    data = encoded(scene(), kind, **options)
    picture = read_picture(data[: len(data) * 2 // 3], metadata=False)
    assert picture.truncated
    assert (picture.width, picture.height) == (720, 480)
    found = compare(picture, read(scene(), "PNG"))
    assert found.relation.linked
    assert "ends early" in found.detail


def test_a_large_file_is_decoded_as_it_is_in_small_blocks() -> None:
    image = Image.fromarray(np.random.default_rng(3).integers(0, 256, (900, 1300, 3), np.uint8))
    for data in (encoded(image, quality=95), encoded(image, quality=95, progressive=True)):
        assert len(data) > 10 * ImageFile.MAXBLOCK
        small = Image.open(io.BytesIO(data))
        small.draft("RGB", (480, 332))
        assert np.array_equal(np.asarray(decode(data, long_edge=512).image.size), (512, 354))
        loaded = decode(data, long_edge=small.width).image
        assert np.array_equal(np.asarray(loaded), np.asarray(small))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "HTML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b'<?xml version="1.0"?><svg/>', "SVG"),
        (b"%PDF-1.7", "PDF"),
        (b'{"error": 404}', "JSON"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "damaged"),
        (b"\0\0\0\x20ftypisom" + b"\0" * 40, "video"),
        (b"8BPS\0\x01" + b"\0" * 40, "Photoshop"),
        (b"\0" * 100, "nothing"),
        (b"hello", "no picture"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, word: str) -> None:
    with pytest.raises(UnreadablePicture, match=word) as caught:
        read_picture(data)
    assert caught.value.reason == Reason.NOT_AN_IMAGE


def float_tiff() -> bytes:
    """A valid TIFF of one 32-bit float for each of three channels."""
    pixels = np.asarray(scene().resize((60, 40)), np.float32).tobytes()
    entries = (
        (256, 3, 1, 60), (257, 3, 1, 40), (258, 3, 3, 170), (259, 3, 1, 1), (262, 3, 1, 2),
        (273, 4, 1, 182), (277, 3, 1, 3), (278, 3, 1, 40), (279, 4, 1, len(pixels)),
        (284, 3, 1, 1), (339, 3, 3, 176),
    )  # fmt: skip
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    head += b"".join(struct.pack("<HHII", *entry) for entry in entries) + b"\0\0\0\0"
    head = head.ljust(170, b"\0") + struct.pack("<HHH", 32, 32, 32) + struct.pack("<HHH", 3, 3, 3)
    return head + pixels


def test_a_float_tiff_is_a_kind_that_is_not_read_and_a_broken_one_is_damaged() -> None:
    with pytest.raises(UnreadablePicture, match="a kind of TIFF that is not read"):
        read_picture(float_tiff())
    with pytest.raises(UnreadablePicture, match="damaged"):
        read_picture(float_tiff()[:40])


def test_a_panorama_twelve_times_as_wide_as_high_is_found_in_whole_and_in_part() -> None:
    pano = Image.new("RGB", (4320, 360))
    for n in range(8):
        pano.paste(scene(n + 1, 540, 360), (540 * n, 0))
    whole = read(pano, "JPEG", quality=92)
    small = pano.resize((1440, 120), Image.Resampling.LANCZOS)
    assert compare(read(small, quality=80), whole).relation is Relation.SAME
    part = compare(read(pano.crop((1000, 0, 1900, 360)), quality=88), whole)
    assert part.relation in (Relation.DERIVED, Relation.UNDECIDED)
    other = compare(read(scene(30, 900, 360)), whole)
    assert not other.relation.linked


@pytest.mark.parametrize("edge", [40, 64])
def test_a_thumbnail_is_the_original_or_undecided_and_never_another_one(edge: int) -> None:
    image = scene(3, 1800, 1200)
    original = read(image, "JPEG", quality=92)
    small = image.copy()
    small.thumbnail((edge, edge))
    found = compare(read(small, "JPEG", quality=75), original)
    assert found.relation in (Relation.SAME, Relation.UNDECIDED)
    stranger = compare(read(small, "JPEG", quality=75), read(scene(12, 1800, 1200)))
    assert not stranger.relation.linked


MEASURE = """
import re, sys, time
from provenance.pictures import compare, read_picture
one, two = (read_picture(open(name, "rb").read()) for name in sys.argv[1:])
found = compare(one, two)
status = open("/proc/self/status").read()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024
print(found.relation, round(time.process_time(), 1), peak)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_hundred_megapixels_are_compared_in_bounded_time_and_memory(tmp_path: Path) -> None:
    large = scene(3, 1200, 800).convert("L").resize((12_240, 8_160), Image.Resampling.BILINEAR)
    large.save(tmp_path / "large.jpg", quality=85)
    large.resize((1200, 800)).crop((100, 80, 1000, 700)).save(tmp_path / "part.jpg", quality=85)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, tmp_path / "part.jpg", tmp_path / "large.jpg"],
        capture_output=True,
        text=True,
        check=True,
    )
    relation, seconds, megabytes = run.stdout.split()
    assert relation in ("derived", "undecided")
    assert float(seconds) < 20
    assert int(megabytes) < 400


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    for width, height in ((60_000, 60_000), (13_000, 13_000)):
        head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        bomb = (
            b"\x89PNG\r\n\x1a\n"
            + head
            + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
            + chunk(b"IEND", b"")
        )
        began = time.perf_counter()
        with pytest.raises(UnreadablePicture) as caught:
            read_picture(bomb)
        assert caught.value.reason == Reason.TOO_LARGE
        assert time.perf_counter() - began < 5


def test_a_gif_of_a_million_tiny_frames_is_read_at_once() -> None:
    head = b"GIF89a" + struct.pack("<HHBBB", 8, 8, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 8, 8, 0) + b"\x02\x03\x84\x8f\x05\0"
    begun = time.perf_counter()
    assert decode(head + frame * 1_000_000 + b";").frames == 1_000
    assert time.perf_counter() - begun < 5


def test_an_animated_gif_has_its_frames_counted() -> None:
    data = encoded(scene(4), "GIF", save_all=True, append_images=[scene(5), scene(6)], duration=100)
    assert read_picture(data, metadata=False).frames == 3


def test_a_file_beyond_the_byte_cap_is_refused() -> None:
    with pytest.raises(UnreadablePicture) as caught:
        decode(bytes(MAX_BYTES + 1))
    assert caught.value.reason == Reason.TOO_LARGE


def test_no_warning_of_the_decoder_reaches_the_user() -> None:
    image = scene().quantize(64)
    image.info["transparency"] = bytes(range(64))
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        read_picture(encoded(image, "PNG"))
        read_picture(
            encoded(scene(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\x01\x12" * 40)
        )
    assert [str(one.message) for one in seen] == []


@cache
def _still() -> Picture:
    return read(scene(9, 180, 120))


def _files() -> st.SearchStrategy[bytes]:
    kinds = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP")
    return st.sampled_from([encoded(scene(9, 180, 120), kind) for kind in kinds])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.deferred(_files), st.integers(0, 2**32), st.integers(1, 30))
def test_mutated_files_end_in_a_picture_or_in_our_exception(
    data: bytes, seed: int, changes: int
) -> None:
    dice = random.Random(seed)
    bent = bytearray(data)
    for _ in range(changes):
        bent[dice.randrange(min(len(bent), dice.choice([64, 400, len(bent)])))] = dice.randrange(
            256
        )
    if dice.random() < 0.3:
        del bent[dice.randrange(len(bent)) :]
    with contextlib.suppress(UnreadablePicture):
        picture = read_picture(bytes(bent))
        compare(picture, _still())
