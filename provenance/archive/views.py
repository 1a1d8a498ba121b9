"""What a picture is looked for by: its whole, turned, unframed, and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from provenance.model import Box
from provenance.pictures.fingerprint import phash
from provenance.pictures.frames import inner, panels
from provenance.pictures.matching import ORIENTATIONS, oriented_hashes
from provenance.pictures.overlap import Colours

_PARTS = (
    (0, 0, 1, 2), (1, 0, 1, 2), (0, 0, 2, 1), (0, 1, 2, 1),
    (0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 1, 1), (1, 1, 1, 1),
)  # fmt: skip
"""Halves and quarters, in halves of the sides: column, row, columns, rows. Collages of two and of
four have their pictures there."""
_MIRRORED = 2
"""EXIF's orientation."""
_MIDDLE = 0.6
"""Of the sides."""


def mirrored(pixels: Colours) -> str:
    """The fingerprint of the mirrored picture."""
    return oriented_hashes(pixels, [_MIRRORED])[_MIRRORED]


def in_parts(pixels: Colours, parts: Sequence[Box]) -> list[str]:
    """The fingerprints to look for next: turned, and of the parts."""
    turned = oriented_hashes(pixels, set(ORIENTATIONS) - {_MIRRORED})
    in_parts = (_hash_of(cut_out(pixels, box)) for box in parts)
    return list(dict.fromkeys([*turned.values(), *in_parts]))


def parts_of(pixels: Colours) -> Iterator[Box]:
    """The parts of a view that may be a picture of their own."""
    for box in (inner(pixels), *panels(pixels)):
        if box is not None:
            yield box
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    for column, row, columns, rows in _PARTS if min(height, width) else ():
        yield Box(column * width, row * height, columns * width, rows * height)


def middle_of(pixels: Colours) -> Box:
    """The middle of a view: what is around it may be a page's."""
    height, width = pixels.shape[:2]
    high, wide = round(height * _MIDDLE), round(width * _MIDDLE)
    return Box((width - wide) // 2, (height - high) // 2, wide, high)


def cut_out(pixels: Colours, box: Box) -> Colours:
    """The part of a view in a box."""
    return pixels[box.y : box.y + box.height, box.x : box.x + box.width]


def _hash_of(pixels: Colours) -> str:
    return phash(Image.fromarray(np.ascontiguousarray(pixels)).convert("L"))
