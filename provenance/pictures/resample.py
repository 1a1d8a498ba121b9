"""Pillow's LANCZOS for greys, to the bit, at half its cost.

Where a picture shrinks to the few pixels of a hash. Pillow multiplies every pixel with its weights
one by one. The same sums are products of matrices, and exact in whatever order they are added up:
pixels are whole numbers and weights whole multiples of 2 ** -22, which double precision holds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Reals = npt.NDArray[np.float64]

LOBES = 3
"""Of the filter, to either side."""
STEPS = 2.0**22
"""Pillow's weights are whole multiples of one by this."""
BAND = 8
"""Pixels made by one product: the more of them, the more of the weights are nothing."""

ROWS = 64
"""Rows that are made real numbers and shrunk at a time: 360 rows of 480 pixels to 64 then take
0.23 ms, all at once 0.33."""
ALONE = 2**18
"""Multiplications up to which OpenBLAS makes a product in the caller's thread: waking others for
these few costs five times the CPU of all else."""


def shrunk(grey: Image.Image, *sizes: tuple[int, int]) -> list[Reals]:
    """The pixels of `grey.resize(size, LANCZOS)` for each size.

    Width and height, of a picture of mode L.
    """
    # Pillow 13 shrinks the tall ones down first, and rounds in between
    ours = [(w, h) for w, h in sizes if grey.height - h <= 2 * (grey.width - w)]
    widths = dict.fromkeys(width for width, _height in ours)
    narrow = dict(zip(widths, _turned(np.asarray(grey), *widths), strict=True))
    return [
        _turned(narrow[size[0]], size[1])[0]
        if size in ours
        else np.asarray(grey.resize(size, Image.Resampling.LANCZOS), np.float64)
        for size in sizes
    ]


def _turned(pixels: npt.NDArray[Any], *sizes: int) -> list[Reals]:
    """Each row shrunk to each of `sizes` levels, as a column.

    A few rows at a time, which the processor's nearest memory holds.
    """
    made = [(np.empty((size, len(pixels))), _bands(pixels.shape[1], size)) for size in sizes]
    largest = max((weights.size for _, bands in made for *_, weights in bands), default=1)
    rows = max(1, min(ROWS, ALONE // largest))
    for top in range(0, len(pixels), rows):
        part = slice(top, top + rows)
        few = pixels[part].astype(np.float64)
        for sums, bands in made:
            for levels, span, weights in bands:
                np.matmul(weights, few[:, span].T, out=sums[levels, part])
    return [_rounded(sums) for sums, _bands in made]


def _rounded(sums: Reals) -> Reals:
    """Sums as whole levels from 0 to 255, in place."""
    sums += 0.5
    np.maximum(sums, 0, out=sums)
    np.minimum(sums, 255, out=sums)
    return np.floor(sums, out=sums)


@lru_cache(maxsize=64)
def _bands(length: int, size: int) -> list[tuple[slice, slice, Reals]]:
    """The pixels that each of a row's `size` pixels is made of, with weights.

    Of a row of `length`.
    """
    scale = length / size
    wide = max(1.0, scale)
    centre = (np.arange(size) + 0.5) * scale
    low = np.maximum(centre - LOBES * wide + 0.5, 0).astype(int)
    high = np.minimum(centre + LOBES * wide + 0.5, length).astype(int)
    at = low[:, None] + np.arange(int((high - low).max()))
    angle = (at + (0.5 - centre)[:, None]) * (
        np.pi / LOBES / wide
    ) + 1e-20  # nowhere nothing, to be divided by
    square = np.sin(angle) ** 2
    share = square * (3 - 4 * square) / (angle * angle)  # sin(a) * sin(3a) / a ** 2
    share[(at >= high[:, None]) | (np.abs(angle) >= np.pi)] = 0
    share *= STEPS / share.sum(axis=1, keepdims=True)
    weights = np.zeros((size, length + at.shape[1]))
    weights[np.arange(size)[:, None], at] = np.rint(share) / STEPS
    bands = []
    for number in range(size // BAND):
        start, end = (size * n // (size // BAND) for n in (number, number + 1))
        span = slice(int(low[start]), int(high[end - 1]))
        bands.append((slice(start, end), span, weights[start:end, span].copy()))
    return bands
