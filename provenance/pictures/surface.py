"""Whether pixels are those of a photograph or of a drawing, a screenshot, a chart."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model.picture import Preview, Surface

HARD = 48
"""Levels from one pixel to the next that make an edge hard. A photograph's steps are small ones
for the most part, also where it is sharp."""
SAME = 3
"""Levels within which a pixel is the background's colour: what JPEG leaves of an even one."""
MIN_PAIRS = 500
"""Pairs of neighbours off the background by which a picture can be judged."""


def measure_surface(preview: Preview) -> Surface | None:
    """What a picture's pixels are like; None where too few are off its ground."""
    if min(preview.width, preview.height) < 2:
        return None
    pixels = np.frombuffer(preview.rgb, np.uint8).reshape(preview.height, preview.width, 3)
    left_out = _of_background(pixels)
    plain = float(left_out.mean())
    if preview.seen is not None:
        left_out = left_out | (np.frombuffer(preview.seen, np.uint8).reshape(left_out.shape) == 0)
    steps = np.concatenate(
        [
            _steps(one, other)[~(of_one | of_other)]
            for one, other, of_one, of_other in (
                (pixels[:, 1:], pixels[:, :-1], left_out[:, 1:], left_out[:, :-1]),
                (pixels[1:], pixels[:-1], left_out[1:], left_out[:-1]),
            )
        ]
    )
    if steps.size < MIN_PAIRS:
        return None
    same, hard, differing = (
        int(np.count_nonzero(such)) for such in (steps == 0, steps >= HARD, steps > 1)
    )
    return Surface(same / steps.size * hard / max(1, differing), plain)


def _steps(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """How far each pixel lies from the other, in levels of its farthest channel."""
    red, green, blue = cv2.split(cv2.absdiff(one, other))
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8)


def _of_background(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """True where a picture has its commonest colour.

    That is the mean of the fullest of 32 × 32 × 32 boxes of colours.
    """
    red, green, blue = (plane.astype(np.int32) >> 3 for plane in cv2.split(pixels))
    boxes = (red << 10) | (green << 5) | blue
    fullest = np.bincount(boxes.ravel()).argmax()
    colour = pixels[boxes == fullest].mean(axis=0).round().astype(np.uint8)
    return _steps(pixels, np.full_like(pixels, colour)) <= SAME
