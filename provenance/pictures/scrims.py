"""A scrim: a shade under white letters that grows towards an end of a picture."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.overlap import Colours, Mask
from provenance.pictures.ranks import value_at

Rows = npt.NDArray[np.float64]
"""One value for each row, from the top down."""

DARK, TOLD_SHARE, MIN_ROWS = 24, 0.1, 40
"""Level of the original from which a pixel tells how much it was dimmed; share of a row's pixels
that must, and rows."""
END = 5
"""Rows of either end, one of which a scrim dims most."""
DIMMED = 0.15
"""Logarithm of the gain by which that end is dimmed at least."""
UNDIMMED, CLEAR_SHARE = 0.04, 0.3
"""Logarithm of a gain up to which a row is not dimmed, and the share of rows that are not."""
STEP_ROWS, STEP = 0.04, 0.5
"""Share of the rows in which a scrim grows by so much of itself at most; a bar does by all."""
UNEVEN = 0.12
"""How far the rows may lie from a shade that only grows, and half of the pixels from their row.

So 37 of 40 scrims under letters on 20 photographs that nobody had looked at are told as no more
than that, 22 without; of bars and vignettes on them the same 34 of 40 with and without."""


def under_scrim(published: Colours, original: Colours, mask: Mask) -> Colours:
    """The original under the published picture's scrim; as it was where there is none."""
    ends = slice(0, END), slice(len(mask) - END, len(mask))
    if len(mask) < MIN_ROWS or not any(
        _is_dimmed(published[end], original[end], mask[end]) for end in ends
    ):
        return original
    ratio, told = _ratio(published, original, mask)
    dimmed = _dimmed(ratio, told)
    if dimmed is None:
        return original
    for upright in (slice(None), slice(None, None, -1)):
        shade = _growing(dimmed[upright])
        if shade is None:
            continue
        shade = shade[upright][:, None]
        off = np.abs(ratio - shade)[told & (shade < 0)]
        if value_at(0.5, off) <= UNEVEN:
            shaded = (original + np.float32(8)) * np.exp(shade)[..., None].astype(np.float32) - 8
            return np.asarray(shaded.clip(0, 255), np.uint8)
    return original


def _is_dimmed(published: Colours, original: Colours, mask: Mask) -> bool:
    ratio, told = _ratio(published, original, mask)
    return bool(told.any()) and float(np.median(ratio[told])) < -DIMMED


def _ratio(published: Colours, original: Colours, mask: Mask) -> tuple[Rows, Mask]:
    """The logarithm of each pixel's gain, and which pixels tell it."""
    now, before = (cv2.blur(layer, (3, 3)).mean(axis=2) for layer in (published, original))
    return np.log((now + 8) / (before + 8)), mask & (before > DARK)


def _dimmed(ratio: Rows, told: Mask) -> Rows | None:
    """By how much each row is dimmed; None where too few rows tell."""
    rows = np.flatnonzero(told.mean(axis=1) > TOLD_SHARE)
    if len(rows) < MIN_ROWS:
        return None
    medians = [float(np.median(ratio[row][told[row]])) for row in rows]
    every = np.interp(np.arange(len(told)), rows, medians)
    return np.asarray(cv2.blur(every.reshape(-1, 1), (1, 5)).ravel(), np.float64)


def _growing(dimmed: Rows) -> Rows | None:
    """The shade that grows towards the last row; None where none does.

    A bar begins at once, and is none.
    """
    clear = int(np.argmax(np.abs(dimmed) > UNDIMMED))
    if clear < CLEAR_SHARE * len(dimmed) or dimmed[-1] > -DIMMED:
        return None
    few = max(3, round(STEP_ROWS * len(dimmed)))
    if (dimmed[:-few] - dimmed[few:]).max() > STEP * -dimmed[-1]:
        return None
    shade = np.minimum.accumulate(dimmed)
    if np.abs(dimmed - shade)[clear:].max() > UNEVEN:
        return None
    return np.where(np.arange(len(dimmed)) < clear, 0.0, shade)
