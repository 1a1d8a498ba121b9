"""The original in the tone of the published picture.

What is left differs in content.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.overlap import Colours, Mask
from provenance.pictures.ranks import value_at
from provenance.pictures.scrims import under_scrim

Levels = npt.NDArray[np.float64]

SAMPLE = 4000
"""Pixels from which the tone is fitted."""
SHADED = 0.15
"""Span of the logarithm of gain from which there is a vignette or a graduated filter to allow
for."""
WHITEST, BLACKEST = 249, 6
"""Levels from which, and up to which, a channel may have been cut off."""
DARK = 24
"""Level from which a pixel tells of a shading: of less, a level or two make a gain."""
CLIPPED = 250
"""Level from which light may have been cut off."""
FITTED, WELL, BETTER = 0.7, 2.0, 0.8
"""Quantile of the differences by which a fit is judged; levels within which a channel by itself
explains it; share of what that leaves from which the other two belong to it: silhouettes before a
sky that is cut off at white are explained by any mixture of the three, and the sky by one of them.
"""
CONTRADICTED = 30.0
"""Levels by which a fit without what is white or black in both pictures is off there."""
WHITE, DIMMED, DIMMED_SHARE = 240, 8.0, 0.001
"""Level from which the toned original is white; levels by which a shading may dim what is white in
both, and share of the picture where it may: 0.003 and more where it was fitted to the lines of a
drawing."""


def tone_original(published: Colours, original: Colours, mask: Mask) -> Colours:
    """The original with the published picture's tone.

    A colour matrix, then a curve for each channel. Fitted by least squares on a sample, again and
    again on the better-fitting part, so that what was added or removed does not pull the tone.
    What is cut off in the published picture has no say, but where the fit cuts it off too.
    """
    places = np.flatnonzero(mask)
    if len(places) < 50:
        return original
    original = under_scrim(published, original, mask)
    places = places[np.linspace(0, len(places) - 1, min(SAMPLE, len(places))).astype(int)]
    light = [
        cv2.blur(layer, (3, 3)).reshape(-1, 3)[places].astype(np.float64)
        for layer in (published, original)
    ]
    wanted, given = light[0], np.hstack([light[1], np.ones((len(places), 1))])
    fit, keep = np.zeros((4, 3)), np.ones(wanted.shape, bool)
    for channel in range(3):
        fit[:, channel], keep[:, channel] = _fitted(given, wanted[:, channel], channel)
    toned = cv2.transform(original, np.ascontiguousarray(fit.T))
    fitted = np.clip(given @ fit, 0, 255)
    # what is cut off, and what the matrix puts there, ends the curve
    curved_by = keep | _are_cut_off(wanted, fitted)
    table = np.stack(
        [_curve(fitted[curved_by[:, c], c], wanted[curved_by[:, c], c]) for c in range(3)], axis=1
    )
    curved = np.asarray(cv2.LUT(toned, table.reshape(1, 256, 3)), np.uint8)
    return _shaded(curved, light[0], places, keep)


def _are_cut_off(one: Levels, two: Levels) -> Mask:
    """Where both may have been cut off, at white or at black."""
    white = (one >= WHITEST) & (two >= WHITEST)
    return np.asarray(white | ((one <= BLACKEST) & (two <= BLACKEST)), np.bool_)


def _fitted(given: Levels, wanted: Levels, channel: int) -> tuple[Levels, Mask]:
    """How one channel is mixed of the original's, and the pixels that fit.

    A saturated red is clipped in one channel and tells of the others. What is white, or black, in
    both has a say where it is more than all else and the fit makes it another level: on a white
    ground, a bar that was laid over it is no tone.
    """
    unclipped = ~_are_cut_off(wanted, wanted)
    usable = unclipped if unclipped.sum() > 100 else np.ones(len(wanted), bool)
    columns = [channel, 3]
    mix, off, kept = _mixed(given, wanted, usable, columns)
    alone, most = value_at(FITTED, off[usable]), [0, 1, 2, 3]
    if alone > WELL:
        mixed = _mixed(given, wanted, usable, most)
        if value_at(FITTED, mixed[1][usable]) < BETTER * alone:
            columns, (mix, off, kept) = most, mixed
    both = _are_cut_off(wanted, given[:, channel])
    if (both & (off > CONTRADICTED)).sum() > usable.sum():
        mix, off, kept = _mixed(given, wanted, usable | both, columns)
    return mix, kept


def _mixed(
    given: Levels, wanted: Levels, usable: Mask, columns: list[int]
) -> tuple[Levels, Levels, Mask]:
    """How a channel is mixed by those pixels, how far all are off, and which fit."""
    keep, bound = usable, 4.0
    mix: Levels = np.zeros(4)
    off: Levels = np.zeros(len(wanted))
    for _ in range(5):
        mix[columns] = np.linalg.lstsq(given[keep][:, columns], wanted[keep], rcond=None)[0]
        off = np.abs(wanted - np.clip(given @ mix, 0, 255))
        bound = max(4.0, value_at(FITTED, off[usable]))
        keep = usable & (off <= bound)
    return mix, off, usable & (off <= max(30.0, 2 * bound))


def _shaded(toned: Colours, wanted: Levels, places: npt.NDArray[np.int64], fits: Mask) -> Colours:
    """With the broad shading that is left (a vignette, a graduated filter).

    A gain whose logarithm is quadratic in x and y, and of the fourth power in the distance from the
    middle. A blue sea, whose red is cut off at black, tells of it by its other channels: fitted to
    what has all three, an island in its middle, it shaded the sea as it liked.
    """
    rows, columns = toned.shape[:2]
    y, x = np.divmod(places, columns)
    x, y = 2 * x / columns - 1, 2 * y / rows - 1
    powers = _powers(x, y)
    channels = toned.reshape(-1, 3)[places]
    given, light = channels.mean(axis=1), wanted.mean(axis=1)
    told = np.maximum(fits.sum(axis=1), 1)
    had, has = ((levels * fits).sum(axis=1) / told for levels in (channels, wanted))
    ratio = np.log((has + 8) / (had + 8))
    keep = (fits | _are_cut_off(wanted, wanted)).all(axis=1) & fits.any(axis=1)
    keep &= (given < CLIPPED) & (had >= DARK)
    if keep.sum() < 100:
        return toned
    fit = np.zeros(powers.shape[1])
    for _ in range(3):
        fit = np.linalg.lstsq(powers[keep], ratio[keep], rcond=None)[0]
        off = np.abs(ratio - powers @ fit)
        keep = keep & (off <= max(0.05, value_at(0.9, off[keep])))
    shade = powers @ fit
    least, most = float(shade[keep].min()), float(shade[keep].max())
    if most - least < SHADED:
        return toned
    if _dims_white(given, light, np.exp(np.clip(shade, least, most))):
        return toned
    u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    # nowhere more than where it was seen: a lit window tells nothing of the night around it
    field = np.clip(_powers(u, v) @ fit, least, most)
    gain = np.exp(field).astype(np.float32)[..., None]
    return np.asarray(np.clip((toned + np.float32(8)) * gain - 8, 0, 255), np.uint8)


def _dims_white(given: Levels, light: Levels, gain: Levels) -> bool:
    """True where a gain would make grey what is white in both pictures.

    It was fitted without white; thin dark lines on paper tell nothing of the paper beside them.
    """
    white = (light >= CLIPPED) & (given >= WHITE)
    dimmed = ((given + 8) * (1 - gain))[white] > DIMMED
    return bool(dimmed.sum() > DIMMED_SHARE * len(given))


def _powers(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The terms of a broad shading, last."""
    square = x * x + y * y
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y, square * square], axis=-1)


def _curve(
    given: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]
) -> npt.NDArray[np.uint8]:
    """The median tone curve between two samples, a table of 256 levels.

    Of the same pixels.
    """
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
