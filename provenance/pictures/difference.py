"""What differs between two registered pictures once tone and compression are allowed for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model import Box, EditedRegion, Transformation
from provenance.pictures.overlap import Colours, Mask, Overlap

Levels = npt.NDArray[np.float32]

GREY_CHROMA = 3.0
"""Mean spread between the channels, in levels, below which a picture has no colour (JPEG leaves up to about 2)."""
COLOUR_CHROMA = 6.0
"""Mean spread from which a picture has colour to lose."""
RECOLOURED = 5.0
"""Mean change of smoothed levels from which the tone was changed. JPEG at quality 15 changes them by up to 4."""
TOLERANCE = 9.0
"""Smoothed levels by which registered pictures may differ anywhere."""
EDGE_TOLERANCE = 0.45
"""Further tolerance per level of local contrast that both pictures have: a misfit of half a pixel does that."""
MIN_AREA = 0.002
"""Share of the common frame below which a difference is not reported."""
SAMPLE = 4000
"""Pixels from which the tone is fitted."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the published picture differs from the original in what both show."""

    greyscale: bool
    recoloured: bool
    change: float
    """Mean change of smoothed levels, 0 to 255."""
    regions: tuple[EditedRegion, ...]
    share: float
    """Share of the common frame that differs after tone is allowed for."""


def difference(shared: Overlap) -> Difference:
    """Compare tone and content of what two pictures share."""
    blur = max(1.0, max(shared.mask.shape) / 256)
    mask = _eroded(shared.mask, round(2 * blur) + 1)
    toned = _toned(shared.published, shared.original, mask)
    published, original, expected = (_smooth(layer, blur) for layer in (shared.published, shared.original, toned))
    off = cv2.absdiff(published, expected).max(axis=2)
    trusted = mask & (off < 20)
    some = trusted.any()
    chroma = [float(np.ptp(layer[trusted], axis=1).mean()) if some else 0.0 for layer in (published, original)]
    greyscale = chroma[0] < GREY_CHROMA and chroma[1] > COLOUR_CHROMA
    change = float(cv2.absdiff(published, original)[trusted].mean()) if some else 0.0
    changed = _changed(off, published, expected, mask, blur)
    return Difference(
        greyscale=greyscale,
        recoloured=not greyscale and change > RECOLOURED,
        change=change,
        regions=tuple(_regions(changed, shared)),
        share=float(changed.sum()) / max(1, int(mask.sum())),
    )


def _smooth(pixels: Any, sigma: float) -> Colours:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def _eroded(mask: Mask, by: int) -> Mask:
    if mask.all():
        return mask
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), by, by, by, by, cv2.BORDER_REPLICATE)
    kernel = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return cv2.erode(padded, kernel)[by:-by, by:-by].astype(bool)


def _toned(published: Colours, original: Colours, mask: Mask) -> Colours:
    """The original with the published picture's tone: a colour matrix, then a curve for each channel.

    Fitted by least squares on a sample, again and again on the better-fitting part, so that what was added or
    removed does not pull the tone. Levels clipped in the published picture have no say.
    """
    places = np.flatnonzero(mask)
    if len(places) < 50:
        return original
    places = places[np.linspace(0, len(places) - 1, min(SAMPLE, len(places))).astype(int)]
    light = [cv2.blur(layer, (3, 3)).reshape(-1, 3)[places].astype(np.float64) for layer in (published, original)]
    wanted, given = light[0], np.hstack([light[1], np.ones((len(places), 1))])
    unclipped = (wanted > 6).all(axis=1) & (wanted < 249).all(axis=1)
    keep = unclipped if unclipped.sum() > 100 else np.ones(len(places), bool)
    usable, fit = keep, np.vstack([np.eye(3), np.zeros((1, 3))])
    for _ in range(5):
        fit = np.linalg.lstsq(given[keep], wanted[keep], rcond=None)[0]
        off = np.abs(wanted - np.clip(given @ fit, 0, 255)).max(axis=1)
        keep = usable & (off <= max(4.0, float(np.quantile(off[usable], 0.7))))
    toned = cv2.transform(original, np.ascontiguousarray(fit.T))
    fitted = np.clip(given @ fit, 0, 255)
    table = np.stack([_curve(fitted[keep, channel], wanted[keep, channel]) for channel in range(3)], axis=1)
    return np.asarray(cv2.LUT(toned, table.reshape(1, 256, 3)), np.uint8)


def _curve(given: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """The median tone curve between two samples of the same pixels, as a table of 256 levels."""
    levels = np.arange(256, dtype=np.float64)
    knots, shifts = [], []
    for low in range(0, 256, 16):
        inside = (given >= low) & (given < low + 16)
        if inside.sum() >= 12:
            knots.append(float(np.median(given[inside])))
            shifts.append(float(np.median(wanted[inside] - given[inside])))
    if len(knots) > 1:
        levels = levels + np.interp(levels, knots, shifts)
    return np.clip(np.round(levels), 0, 255).astype(np.uint8)


def _changed(off: npt.NDArray[np.uint8], published: Colours, expected: Colours, mask: Mask, blur: float) -> Mask:
    """Pixels whose neighbourhood differs by more than compression and a small misfit explain."""
    window = int(4 * blur) | 1
    contrast = np.minimum(_contrast(published, window), _contrast(expected, window))
    usual = float(np.median(off[mask])) if mask.any() else 0.0
    hot = ((off > TOLERANCE + 3 * usual + EDGE_TOLERANCE * contrast) & mask).astype(np.uint8)
    reach = max(1, round(blur))
    opened = cv2.morphologyEx(hot, cv2.MORPH_OPEN, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    closed = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((6 * reach + 1, 6 * reach + 1), np.uint8))
    return closed.astype(bool) & mask


def _contrast(pixels: Colours, window: int) -> Levels:
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    mean = cv2.blur(grey.astype(np.float32), (window, window))
    square = cv2.sqrBoxFilter(grey, cv2.CV_32F, (window, window))
    deviation: Levels = np.sqrt(np.maximum(square - mean * mean, 0))
    return deviation


def _regions(changed: Mask, shared: Overlap) -> list[EditedRegion]:
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(changed.astype(np.uint8))
    least = max(12.0, MIN_AREA * changed.size)
    found = []
    for index in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[index])
        if area < least:
            continue
        kind = Transformation.OVERLAID if _graphic(shared, left, top, width, height) else Transformation.EDITED
        box = Box(
            round(shared.left + left * shared.step),
            round(shared.top + top * shared.step),
            max(1, round(width * shared.step)),
            max(1, round(height * shared.step)),
        )
        found.append(EditedRegion(box, kind))
    return found


def _graphic(shared: Overlap, left: int, top: int, width: int, height: int) -> bool:
    """True for text or a graphic at the edge: mostly one flat colour, which the original does not have nearby."""
    rows, columns = shared.mask.shape
    near = 0.08 * min(rows, columns)
    at_edge = left <= near or top <= near or left + width >= columns - near or top + height >= rows - near
    if not at_edge:
        return False
    part = shared.published[top : top + height, left : left + width].reshape(-1, 3).astype(np.int16)
    binned = (part // 24).astype(np.int32) @ np.array([121, 11, 1])
    mode = np.bincount(binned).argmax()
    flat = part[binned == mode].mean(axis=0)
    if (np.abs(part - flat).max(axis=1) < 20).mean() < 0.5:
        return False
    elsewhere = np.abs(shared.original[::4, ::4].reshape(-1, 3) - flat).max(axis=1) < 20
    return bool(elsewhere.mean() < 0.02) or width >= 0.9 * columns or height >= 0.9 * rows
