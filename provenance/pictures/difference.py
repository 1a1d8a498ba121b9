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
"""Mean spread between the channels, in levels, below which a picture has no colour (JPEG leaves
up to about 2)."""
COLOUR_CHROMA = 6.0
"""Mean spread from which a picture has colour to lose."""
RECOLOURED = 3.0
"""Mean change of levels over wide windows from which the tone was changed."""
TOLERANCE = 9.0
"""Smoothed levels by which registered pictures may differ anywhere."""
EDGE_TOLERANCE = 0.45
"""Further tolerance per level of local contrast that both pictures have: a misfit of half a
pixel does that."""
TEXTURE = 4.0
"""Root mean square of structure, in levels, from which there is something to recognise."""
ALIKE = 0.75
"""Correlation of structure from which a difference of levels is a change of tone, not of
content."""
UNLIKE = 0.3
"""Correlation of structure below which the content was replaced."""
FADED = 0.3
"""Share of the usual strength of structure below which it was blurred or painted over."""
MIN_AREA = 0.002
"""Share of the common frame below which a difference is not reported."""
SURROUNDED = 0.97
"""Share of the published picture within the original below which something surrounds it."""
SHADED = 0.15
"""Span of the logarithm of gain from which there is a vignette or a graduated filter to allow
for."""
SHAPES = 0.7
"""Correlation of broad shapes in what changed, from which they are still the original's."""
STRONG = 30
"""Levels of difference from which a pixel belongs to what was drawn rather than to its
surroundings."""
FLAT_SHARE, EXACT_SHARE = 0.6, 0.6
"""Share of a graphic that has its two main colours, within 20 levels; share that has the first
within 8 levels, so that a patch of sky is none."""
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
    replaced: float
    """Share of the common frame whose broad shapes were replaced too: not so under a watermark."""


def difference(shared: Overlap) -> Difference:
    """Compare tone and content of what two pictures share."""
    blur = max(1.0, max(shared.mask.shape) / 256)
    mask = _eroded(shared.mask, round(2 * blur) + 1)
    if shared.share < SURROUNDED:
        rim = (
            round(4 * blur) + 1
        )  # what surrounds the original bleeds into it by scaling and compression
        inside = np.zeros_like(mask)
        inside[rim:-rim, rim:-rim] = True
        mask = mask & inside
    toned = _toned(shared.published, shared.original, mask)
    published, original, expected = (
        _smooth(layer, blur) for layer in (shared.published, shared.original, toned)
    )
    off = _range(cv2.absdiff(published, expected))[1]
    trusted = mask & (off < 20)
    some = bool(trusted.any())
    chroma = [
        float((high - low)[trusted].mean()) if some else 0.0
        for low, high in (_range(published), _range(original))
    ]
    greyscale = chroma[0] < GREY_CHROMA and chroma[1] > COLOUR_CHROMA
    change = _shading(published, original, trusted, blur)
    changed = _changed(off, shared.published, toned, mask, blur)
    return Difference(
        greyscale=greyscale,
        recoloured=not greyscale and change > RECOLOURED,
        change=change,
        regions=tuple(_regions(changed, off > STRONG, shared)),
        share=float(changed.sum()) / max(1, int(mask.sum())),
        replaced=_replaced(changed, published, expected, blur),
    )


def _range(pixels: Any) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The least and the greatest of each pixel's three channels. (NumPy takes ten times as long
    over three values.)"""
    one, two, three = cv2.split(pixels)
    low, high = cv2.min(cv2.min(one, two), three), cv2.max(cv2.max(one, two), three)
    return np.asarray(low, np.uint8), np.asarray(high, np.uint8)


def _shading(published: Colours, original: Colours, trusted: Mask, blur: float) -> float:
    """Mean change of levels averaged over wide windows, where compression cancels out."""
    if not trusted.any():
        return 0.0
    wide = int(8 * blur) | 1
    off = cv2.absdiff(cv2.blur(published, (wide, wide)), cv2.blur(original, (wide, wide)))
    return float(off[trusted].mean())


def _smooth(pixels: Any, sigma: float) -> Colours:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def _eroded(mask: Mask, by: int) -> Mask:
    if mask.all():
        return mask
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), by, by, by, by, cv2.BORDER_REPLICATE)
    kernel = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return cv2.erode(padded, kernel)[by:-by, by:-by].astype(bool)


def _toned(published: Colours, original: Colours, mask: Mask) -> Colours:
    """The original with the published picture's tone: a colour matrix, then a curve for each
    channel.

    Fitted by least squares on a sample, again and again on the better-fitting part, so that what
    was added or removed does not pull the tone. Levels clipped in the published picture have no
    say.
    """
    places = np.flatnonzero(mask)
    if len(places) < 50:
        return original
    places = places[np.linspace(0, len(places) - 1, min(SAMPLE, len(places))).astype(int)]
    light = [
        cv2.blur(layer, (3, 3)).reshape(-1, 3)[places].astype(np.float64)
        for layer in (published, original)
    ]
    wanted, given = light[0], np.hstack([light[1], np.ones((len(places), 1))])
    unclipped = (wanted > 6).all(axis=1) & (wanted < 249).all(axis=1)
    keep = unclipped if unclipped.sum() > 100 else np.ones(len(places), bool)
    usable, bound, fit = keep, 4.0, np.vstack([np.eye(3), np.zeros((1, 3))])
    off = np.zeros(len(places))
    for _ in range(5):
        fit = np.linalg.lstsq(given[keep], wanted[keep], rcond=None)[0]
        off = np.abs(wanted - np.clip(given @ fit, 0, 255)).max(axis=1)
        bound = max(4.0, float(np.quantile(off[usable], 0.7)))
        keep = usable & (off <= bound)
    keep = usable & (off <= max(30.0, 2 * bound))
    toned = cv2.transform(original, np.ascontiguousarray(fit.T))
    fitted = np.clip(given @ fit, 0, 255)
    table = np.stack(
        [_curve(fitted[keep, channel], wanted[keep, channel]) for channel in range(3)], axis=1
    )
    curved = np.asarray(cv2.LUT(toned, table.reshape(1, 256, 3)), np.uint8)
    return _shaded(curved, light[0], places, keep)


def _shaded(
    toned: Colours, wanted: npt.NDArray[np.float64], places: npt.NDArray[np.int64], keep: Mask
) -> Colours:
    """With the broad shading that is left (a vignette, a graduated filter): a gain that is
    quadratic in x and y."""
    rows, columns = toned.shape[:2]
    y, x = np.divmod(places, columns)
    x, y = 2 * x / columns - 1, 2 * y / rows - 1
    powers = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=1)
    given = toned.reshape(-1, 3)[places].mean(axis=1)
    ratio = np.log((wanted.mean(axis=1) + 8) / (given + 8))
    keep = keep & (given < 250)
    if keep.sum() < 100:
        return toned
    fit = np.zeros(6)
    for _ in range(3):
        fit = np.linalg.lstsq(powers[keep], ratio[keep], rcond=None)[0]
        off = np.abs(ratio - powers @ fit)
        keep = keep & (off <= max(0.05, float(np.quantile(off[keep], 0.9))))
    if np.ptp(powers @ fit) < SHADED:
        return toned
    u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    field = fit[0] + fit[1] * u + fit[2] * v + fit[3] * u * u + fit[4] * u * v + fit[5] * v * v
    gain = np.exp(np.clip(field, -2, 2)).astype(np.float32)[..., None]
    return np.asarray(np.clip((toned + np.float32(8)) * gain - 8, 0, 255), np.uint8)


def _curve(
    given: npt.NDArray[np.float64], wanted: npt.NDArray[np.float64]
) -> npt.NDArray[np.uint8]:
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


def _changed(
    off: npt.NDArray[np.uint8], published: Colours, toned: Colours, mask: Mask, blur: float
) -> Mask:
    """Pixels that show something else, beyond what compression, local tone and a small misfit
    explain.

    Two signs: the levels are off by a step that is not in the picture's own structure, or the
    structure itself (what lies between fine grain and broad shading) was replaced, removed or is
    new.
    """
    one, two = (_structure(layer, blur) for layer in (published, toned))
    window = int(6 * blur) | 1
    power_one, power_two = (
        np.sqrt(np.maximum(cv2.blur(layer * layer, (window, window)), 0)) for layer in (one, two)
    )
    likeness = cv2.blur(one * two, (window, window)) / np.maximum(power_one * power_two, 1.0)
    both = mask & (power_two > TEXTURE)
    kept = float(np.median(power_one[both] / power_two[both])) if both.any() else 1.0
    usual = float(np.median(off[mask])) if mask.any() else 0.0
    levels = off > TOLERANCE + 3 * usual + EDGE_TOLERANCE * np.minimum(power_one, power_two)
    levels &= ~((likeness > ALIKE) & (np.minimum(power_one, power_two) > TEXTURE))
    strange = (likeness < UNLIKE) & (
        np.maximum(power_one, power_two * min(1.0, kept)) > 2 * TEXTURE
    )
    faded = (power_two > 2 * TEXTURE) & (power_one < FADED * kept * power_two)
    hot = ((levels | strange | faded) & mask).astype(np.uint8)
    reach = max(1, round(blur))
    opened = cv2.morphologyEx(
        hot, cv2.MORPH_OPEN, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    )
    closed = cv2.morphologyEx(
        opened, cv2.MORPH_CLOSE, np.ones((6 * reach + 1, 6 * reach + 1), np.uint8)
    )
    return closed.astype(bool) & mask


def _replaced(changed: Mask, published: Colours, expected: Colours, blur: float) -> float:
    """Share of the frame that changed, where broad shapes do not agree either."""
    if not changed.any():
        return 0.0
    wide = int(12 * blur) | 1
    one, two = (
        cv2.blur(cv2.cvtColor(layer, cv2.COLOR_RGB2GRAY), (wide, wide))[changed].astype(np.float64)
        for layer in (published, expected)
    )
    one, two = one - one.mean(), two - two.mean()
    likeness = float((one * two).mean() / max(float(one.std() * two.std()), 1.0))
    return float(changed.mean()) if likeness < SHAPES else 0.0


def _structure(pixels: Colours, blur: float) -> Levels:
    """Grey levels without the finest grain and without broad shading."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    wide = int(8 * blur) | 1
    narrow = max(3, int(2 * blur) | 1)
    fine = cv2.blur(grey, (narrow, narrow))
    band: Levels = fine - cv2.blur(cv2.blur(fine, (wide, wide)), (wide, wide))
    return band


def _regions(changed: Mask, strong: Mask, shared: Overlap) -> list[EditedRegion]:
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(changed.astype(np.uint8))
    least = max(12.0, MIN_AREA * changed.size)
    found = []
    for index in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[index])
        if area < least:
            continue
        part = labels == index
        kind = (
            Transformation.OVERLAID
            if _graphic(shared, part, strong, stats[index])
            else Transformation.EDITED
        )
        box = Box(
            round(shared.left + left * shared.step),
            round(shared.top + top * shared.step),
            max(1, round(width * shared.step)),
            max(1, round(height * shared.step)),
        )
        found.append(EditedRegion(box, kind))
    return found


def _graphic(shared: Overlap, part: Mask, strong: Mask, place: npt.NDArray[np.int32]) -> bool:
    """True for text or a graphic at the edge: one or two flat colours, which the original
    hardly has."""
    left, top, width, height = (int(v) for v in place[:4])
    rows, columns = shared.mask.shape
    near = 0.08 * min(rows, columns)
    if min(left, top, columns - left - width, rows - top - height) > near:
        return False
    drawn = part & strong
    pixels = shared.published[drawn if drawn.sum() > 20 else part].astype(np.int16)
    bins = (pixels // 24).astype(np.int32) @ np.array([121, 11, 1])
    flat = [
        pixels[bins == mode].mean(axis=0)
        for mode in np.argsort(-np.bincount(bins))[:2]
        if (bins == mode).any()
    ]
    close = np.stack([np.abs(pixels - colour).max(axis=1) < 20 for colour in flat])
    if close.any(axis=0).mean() < FLAT_SHARE:
        return False
    exact = (np.abs(pixels - flat[0]).max(axis=1) < 8).mean()
    elsewhere = np.abs(shared.original[::4, ::4].reshape(-1, 3) - flat[0]).max(axis=1) < 20
    return (
        bool(elsewhere.mean() < 0.02 or exact > EXACT_SHARE)
        or width >= 0.9 * columns
        or height >= 0.9 * rows
    )
