"""Uniform borders, and rectangles with pictures on a plain page."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from provenance.model import Box
from provenance.pictures.overlap import Colours, Mask, Overlap, likeness

FLAT = 18
"""Levels within which a border's pixels are one colour (JPEG at quality 15 stays within 16)."""
ROUND = 0.5
"""Share of its box that the ground in a corner fills at most: 0.21 beside an arc, 1 for a bar."""
GROUND = 0.0015
"""Share of the frame from which there is a ground to speak of."""
EVEN, EVEN_SHARE = 6, 0.5
"""Levels around its colour within which a ground is even, and the share of it that must be: a
blur leaves a ramp in a corner. 80 grounds of round corners have 0.63 and more, 21 of 24 blurred
corners at most 0.41."""
RIM = 3
"""Pixels of a shape's edge that are half ground."""
SHADED_EVEN, SHADED_LEVELS, SHADED_LIKE = 0.6, 2, 0.3
"""Share of a corner that lies within so many levels of its colour, and its correlation with the
original, between which it is the original in a deep shade: 409 of 412 grounds of circles and round
corners (four colours and sizes, JPEG 30 to 85) have more or less, none of 16 corners under a
headline's shade or a vignette."""
MIN_PANEL = 0.04
"""Share of a page below which a rectangle is not looked at."""


def inner(pixels: Colours) -> Box | None:
    """The picture within a uniform border, in the view's pixels.

    Or within a letterbox; None where there is no border.
    """
    height, width = pixels.shape[:2]
    busy = _unlike_border(pixels)
    if busy is None:
        return None
    rows, columns = (
        np.flatnonzero(busy.mean(axis=1) > 0.04),
        np.flatnonzero(busy.mean(axis=0) > 0.04),
    )
    if len(rows) < 8 or len(columns) < 8:
        return None
    box = Box(
        int(columns[0]),
        int(rows[0]),
        int(columns[-1] - columns[0] + 1),
        int(rows[-1] - rows[0] + 1),
    )
    return box if 0.05 < box.area / (width * height) < 0.985 else None


def panels(pixels: Colours) -> list[Box]:
    """Rectangles filled with pictures on a plain page, largest first.

    In the view's pixels; lines of text are none.
    """
    height, width = pixels.shape[:2]
    busy = _unlike_border(pixels)
    if busy is None:
        return []
    reach = max(3, min(height, width) // 16)
    solid = cv2.morphologyEx(busy.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((reach, reach), np.uint8))
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(solid)
    found = []
    for index in range(1, count):
        left, top, wide, high, area = (int(v) for v in stats[index])
        share = wide * high / (width * height)
        if MIN_PANEL <= share < 0.97 and area > 0.6 * wide * high:
            found.append(Box(left, top, wide, high))
    return sorted(found, key=lambda box: -box.area)[:3]


def _unlike_border(pixels: Colours) -> Mask | None:
    """Where the picture differs from the one colour of its edge.

    None where the edge has no one colour.
    """
    edge: Any = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]).astype(
        np.int16
    )
    colour = np.median(edge, axis=0)
    if (np.abs(edge - colour).max(axis=1) <= FLAT).mean() < 0.6:
        colours = [
            np.median(side, axis=0) for side in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
        ]
        sides = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
        flat = [
            c
            for c, side in zip(colours, sides, strict=True)
            if (np.abs(side - c).max(axis=1) <= FLAT).mean() > 0.9
        ]
        if not flat:
            return None
        colour = flat[0]
    unlike: Mask = np.abs(pixels.astype(np.int16) - colour).max(axis=2) > FLAT
    return unlike


def plain_ground(shared: Overlap) -> Mask | None:
    """The plain ground around a picture cut to a circle or round corners.

    In two corners or more; None where there is none, or the original is as plain there.
    """
    rows, columns = shared.mask.shape
    ground = np.zeros((rows, columns), bool)
    corners = 0
    for y, x in ((0, 0), (0, columns - 1), (rows - 1, 0), (rows - 1, columns - 1)):
        if ground[y, x]:
            corners += 1
            continue
        flooded = np.zeros((rows + 2, columns + 2), np.uint8)
        cv2.floodFill(
            np.ascontiguousarray(shared.published),
            flooded,
            (x, y),
            (0, 0, 0),
            (FLAT,) * 3,
            (FLAT,) * 3,
            4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | (1 << 8),
        )
        piece = flooded[1:-1, 1:-1].astype(bool)
        wide, high = int(piece.any(axis=0).sum()), int(piece.any(axis=1).sum())
        if min(wide, high) < RIM or piece.sum() > ROUND * wide * high:
            continue
        colour = np.median(shared.published[piece], axis=0)
        even = np.abs(shared.published[piece] - colour).max(axis=1) <= EVEN
        if even.mean() < EVEN_SHARE:
            continue  # a blurred part, not a ground
        if _is_shaded(shared, piece):
            continue
        off = np.abs(shared.original[piece].astype(np.int16) - shared.published[y, x])
        if (off.max(axis=1) <= FLAT).mean() < ROUND:
            ground |= piece
            corners += 1
    if corners < 2 or ground.mean() < GROUND:
        return None
    around = np.ones((2 * RIM + 1, 2 * RIM + 1), np.uint8)
    return np.asarray(cv2.dilate(ground.astype(np.uint8), around), bool)


def _is_shaded(shared: Overlap, corner: Mask) -> bool:
    """True where a dark corner is the original's, under a shade."""
    kernel = np.ones((2 * RIM - 1, 2 * RIM - 1), np.uint8)
    inside = cv2.erode(corner.astype(np.uint8), kernel).astype(bool)
    if not inside.any():
        return False
    colours = shared.published[inside]
    off = np.abs(colours - np.median(colours, axis=0)).max(axis=1)
    if (off <= SHADED_LEVELS).mean() >= SHADED_EVEN:
        return False
    now, before = (
        cv2.blur(cv2.cvtColor(layer, cv2.COLOR_RGB2GRAY), (RIM, RIM))[inside].astype(np.float64)
        for layer in (shared.published, shared.original)
    )
    return bool(np.median(now) < np.median(before)) and likeness(now, before) >= SHADED_LIKE
