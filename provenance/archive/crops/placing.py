"""Whether shared words lie as they must if one picture is a crop of the other."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Spots = npt.NDArray[np.float64]

_OFF = 0.015
"""How far a word may lie from its place, in parts of the long edge: a corner is found within a
pixel or two at the coarsest scale."""
_SCALES = (0.15, 2.6)
"""How large a crop's unit may be in the original's: from a crop to a fortieth to a picture that is
a quarter of a collage."""
_NEAR = 0.03
"""Nearer spots tell no scale."""
MOST = 40
"""Shared words of two pictures that are looked at."""


def agreeing(asked: Spots, kept: Spots) -> int:
    """How many shared words one enlargement and shift brings to their places.

    Each spot counts once on either side: a repeated pattern shares many words and few places.
    """
    asked, kept = asked[:MOST], kept[:MOST]
    one, two = _pairs(len(asked))
    between, shown = asked[one] - asked[two], kept[one] - kept[two]
    reach = np.hypot(between[:, 0], between[:, 1])
    scale = np.hypot(shown[:, 0], shown[:, 1]) / np.maximum(reach, 1e-9)
    upright = np.abs(between * scale[:, None] - shown).max(axis=1, initial=0) < 2 * _OFF
    fits = (reach > _NEAR) & (scale > _SCALES[0]) & (scale < _SCALES[1]) & upright
    if not fits.any():
        return 0
    one, scale = one[fits], scale[fits]
    across, down = (
        np.abs((asked[:, axis] - asked[one, axis, None]) * scale[:, None]
               + kept[one, axis, None] - kept[:, axis])
        for axis in (0, 1)
    )  # fmt: skip
    near = np.maximum(across, down) < _OFF
    best = near[near.sum(axis=1).argmax()]
    return min(_different(asked[best]), _different(kept[best]))


@cache
def _pairs(spots: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Every two of some spots, by number."""
    return np.triu_indices(spots, 1)


def _different(spots: Spots) -> int:
    return len(np.unique(spots.round(3), axis=0))
