"""Pixels of high dynamic range or a wide gamut, brought to sRGB.

No profile describes them: PNG says so in a `cICP` chunk, AVIF and HEIC in a `colr` box of type
`nclx`, in code points of ITU-T H.273. Highlights above paper white are
clipped; how another program maps them is its own taste.
"""

from __future__ import annotations

import struct

import numpy as np
import numpy.typing as npt
from PIL import Image

from provenance import lazy_re as re
from provenance.values import dataclass

PQ, HLG = 16, 18
"""Transfer characteristics of high dynamic range (SMPTE ST 2084, ARIB STD-B67)."""
WHITE = 203.0
"""Nits of paper white (ITU-R BT.2408)."""
PEAK = 10_000.0
"""Nits of a PQ signal of 1."""
HLG_WHITE = 0.265
"""Linear light of paper white in HLG, a signal of 0.75 (ITU-R BT.2408)."""
HEAD = 65_536
"""Bytes in front of the pixels in which the code points are looked for."""
_TO_BT709 = {
    9: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    12: ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)),
}
"""From linear BT.2020 (9) and Display P3 (12) to sRGB's primaries."""
_CICP = re.compile(rb"\x00\x00\x00\x04cICP(..)", re.S)
_NCLX = re.compile(rb"colrnclx(....)", re.S)


@dataclass(frozen=True, slots=True)
class Coding:
    """How a file's numbers become light."""

    primaries: int
    transfer: int

    @property
    def high_range(self) -> bool:
        """True for light above paper white."""
        return self.transfer in (PQ, HLG)


def coding_of(data: bytes) -> Coding | None:
    """The stated coding, where it is another than sRGB's; None for what says nothing."""
    head = data[:HEAD]
    found: Coding | None = None
    if data.startswith(b"\x89PNG") and (stated := _CICP.search(head)):
        found = Coding(stated[1][0], stated[1][1])
    elif data[4:8] == b"ftyp" and (stated := _NCLX.search(head)):
        found = Coding(*struct.unpack(">HH", stated[1]))
    if found is None or not (found.high_range or found.primaries in _TO_BT709):
        return None
    return found


def to_srgb(image: Image.Image, coding: Coding) -> Image.Image:
    """The picture in sRGB, paper white as its white."""
    levels = np.arange(256) / 255
    light = _light(levels, coding.transfer)[np.asarray(image)]
    matrix = _TO_BT709.get(coding.primaries)
    if matrix is not None:
        light = light @ np.array(matrix, np.float32).T
    light = np.clip(light, 0, 1)
    drawn = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return Image.fromarray(np.rint(255 * drawn).astype(np.uint8))


def _light(signal: npt.NDArray[np.float64], transfer: int) -> npt.NDArray[np.float32]:
    """Linear light of a signal, 1 at paper white."""
    if transfer == PQ:
        power = signal ** (32 / 2523)
        light = (np.maximum(power - 107 / 128, 0) / (2413 / 128 - 2392 / 128 * power)) ** (
            8192 / 1305
        ) * (PEAK / WHITE)
    elif transfer == HLG:
        high = (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12
        light = np.where(signal <= 0.5, signal**2 / 3, high) / HLG_WHITE
    else:
        light = np.where(signal <= 0.04045, signal / 12.92, ((signal + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)
