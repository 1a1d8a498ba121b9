"""Traces of what may have been laid over or hidden, too faint to be told.

What compression and scaling change is spread over the picture and keeps to its edges. Letters and
mosaics stand close together where the picture has no such edges.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.overlap import Colours, Mask
from provenance.pictures.ranks import value_at

Grey = npt.NDArray[np.uint8]

SPARSE, GRAIN = 4, 3
"""Every how many pixels the usual difference is taken, and pixels that are averaged first: what
scaling does to grass and foliage is finer."""
TRACE, TIMES, RANK = 4.0, 3.0, 0.9
"""Levels, and as a multiple of what one pixel in ten differs by, from which a pixel differs more
than compression makes it."""
EDGE = 0.5, 1.2
"""The same beside the original's own edge there, in a picture of the same size and in a scaled one,
whose stripes come out otherwise."""
ROW, DENSE = (31, 7), 0.2
"""Pixels across and down in which such pixels are counted, and their share from which there may be
letters or a mosaic: 0.21 to 0.86 under eight of ten faint credits, watermarks and mosaics of the
same size; 0.16 at most in 157 of 158 copies, 0.11 in 47 of 48 charts, maps, plans and pages."""
COLOURED = 0.15
"""The same share in any channel, beside a scaled picture's edges: 0.67 to 0.98 under five credits
and stamps that were not told, 0.18 under a tiled watermark; 0.1 at most in 240 of 243 copies that
were cropped, turned, sharpened, framed or toned. It is not asked where the tone of all was changed:
what no tone curve follows (dark corners, lights cut off at white) has more."""


def has_traces(now: Grey, before: Grey, *, scaled: bool) -> bool:
    """True where letters may stand in a row, too faint to be told; of calm greys."""
    off = cv2.absdiff(now, before)
    usual = value_at(RANK, off[::SPARSE, ::SPARSE].ravel())
    beyond = cv2.threshold(off, max(TRACE, TIMES * usual), 255, cv2.THRESH_BINARY)[1]
    if not _in_a_row(beyond):
        return False  # most copies: their edges need not be asked
    steps = cv2.convertScaleAbs(_edges(before), alpha=EDGE[scaled])
    return _in_a_row(cv2.bitwise_and(beyond, cv2.compare(off, steps, cv2.CMP_GT)))


def has_coloured_traces(now: Colours, before: Colours, judged: Mask) -> bool:
    """True where letters may stand in a row in any channel, where pictures are judged.

    A stamp in orange is as light as sand is. What was laid over another grid has the edges of a
    scaled picture.
    """
    calm = [cv2.blur(pixels, (GRAIN, GRAIN)) for pixels in (now, before)]
    off = _greatest(cv2.absdiff(*calm))
    usual = value_at(RANK, off[::SPARSE, ::SPARSE][judged[::SPARSE, ::SPARSE]])
    steps = cv2.convertScaleAbs(_greatest(_edges(calm[1])), alpha=EDGE[True])
    beyond = (off > max(TRACE, TIMES * usual)) & (off > steps) & judged
    return _in_a_row(beyond.astype(np.uint8) * 255, COLOURED)


def _edges(pixels: Any) -> Any:
    return cv2.morphologyEx(pixels, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))


def _greatest(pixels: Any) -> Grey:
    """The greatest of each pixel's three channels."""
    one, two, three = cv2.split(pixels)
    return np.asarray(cv2.max(cv2.max(one, two), three), np.uint8)


def _in_a_row(pixels: Any, dense: float = DENSE) -> bool:
    """True where pixels of 255 stand as dense as letters."""
    return float(cv2.blur(pixels, ROW).max()) > dense * 255
