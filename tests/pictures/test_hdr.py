"""Pictures of high dynamic range and wide gamut beside their ordinary copies."""

from __future__ import annotations

import re
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from provenance.model import Relation, Transformation
from provenance.pictures import compare, read_picture
from provenance.pictures.decode import decode
from provenance.pictures.hdr import Coding, coding_of
from tests.stand_ins.drawings import encoded, read, scene

FROM_BT709 = {
    9: ((0.6274, 0.3293, 0.0433), (0.0691, 0.9195, 0.0114), (0.0164, 0.0880, 0.8956)),
    12: ((0.8225, 0.1774, 0.0), (0.0332, 0.9669, 0.0), (0.0171, 0.0724, 0.9108)),
}
PQ, HLG, SRGB = 16, 18, 13


def coded(image: Image.Image, primaries: int, transfer: int) -> Image.Image:
    """The picture as a camera of that coding writes it, paper white at 203 nits."""
    levels = np.asarray(image) / 255
    light = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    light = np.clip(light @ np.array(FROM_BT709[primaries]).T, 0, 1)
    if transfer == PQ:
        power = (light * 203 / 10_000) ** (1305 / 8192)
        signal = ((107 / 128 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)
    elif transfer == HLG:
        dim = light * 0.265
        high = 0.17883277 * np.log(np.maximum(12 * dim - 0.28466892, 1e-6)) + 0.55991073
        signal = np.where(dim <= 1 / 12, np.sqrt(3 * dim), high)
    else:
        signal = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return Image.fromarray(np.rint(255 * signal).astype(np.uint8))


def png(image: Image.Image, primaries: int, transfer: int) -> bytes:
    data, body = encoded(image, "PNG"), bytes((primaries, transfer, 0, 1))
    chunk = struct.pack(">I", 4) + b"cICP" + body + struct.pack(">I", zlib.crc32(b"cICP" + body))
    return data[:33] + chunk + data[33:]


def avif(image: Image.Image, primaries: int, transfer: int) -> bytes:
    data = encoded(image, "AVIF", quality=85)
    stated = b"colrnclx" + struct.pack(">HH", primaries, transfer)
    assert data.count(b"colrnclx") == 1
    return re.sub(rb"colrnclx....", stated, data, flags=re.S)


@pytest.mark.parametrize("written", [png, avif])
@pytest.mark.parametrize(("primaries", "transfer"), [(9, PQ), (9, HLG), (12, SRGB), (12, PQ)])
def test_the_ordinary_copy_of_a_high_range_picture_is_the_same_picture(
    written: object, primaries: int, transfer: int
) -> None:
    data = written(coded(scene(), primaries, transfer), primaries, transfer)  # type: ignore[operator]
    assert coding_of(data) == Coding(primaries, transfer)
    found = compare(read(scene(), quality=90), read_picture(data))
    assert found.relation is Relation.SAME, found
    off = np.asarray(decode(data).image).astype(int) - np.asarray(scene())
    assert np.abs(off).mean() < 8


def test_another_program_s_tone_mapping_is_no_changed_colour() -> None:
    mapped = scene().point(lambda level: round(255 * (level / 255) ** 0.7))
    hdr = read_picture(png(coded(scene(), 9, PQ), 9, PQ))
    found = compare(read(mapped, quality=90), hdr)
    assert found.relation is Relation.SAME
    plain = compare(read(mapped, quality=90), read(scene()))
    assert Transformation.RECOLOURED in plain.transformations


@pytest.mark.parametrize("kind", ["PNG", "AVIF", "JPEG"])
def test_an_ordinary_file_states_no_coding_of_its_own(kind: str) -> None:
    assert coding_of(encoded(scene(), kind)) is None
