"""The difference of two registered pictures, tone and compression aside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model import EditedRegion
from provenance.model import Transformation as T
from provenance.pictures.motion import flows
from provenance.pictures.overlap import Colours, Mask, Overlap, likeness
from provenance.pictures.ranks import value_at
from provenance.pictures.regions import Change, Region, regions_of
from provenance.pictures.sureness import Sign, is_clear, is_far
from provenance.pictures.tone import tone_original
from provenance.pictures.traces import has_coloured_traces
from provenance.values import dataclass

Levels = npt.NDArray[np.float32]

GREY_CHROMA = 3.0
"""Mean spread between the channels, in levels and beyond a tint that goes with the tone, below
which a picture has no colour (JPEG leaves up to about 2)."""
TINT = 6.0
"""Mean spread between the channels of a picture without colour from which it is tinted."""
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
SURROUNDED = 0.97
"""Share of the published picture within the original below which something surrounds it."""
SHAPES = 0.7
"""Correlation of broad shapes in what changed, from which they are still the original's."""
STRONG = 30
"""Levels of difference from which a pixel belongs to what was drawn rather than to its
surroundings."""
DENSE, STILL, OVER_EDGE = 0.1, 0.5, 0.8
"""Share of such pixels from which they are letters; share that must be as it was between them,
which no misfit of tone leaves; how large their difference must be beside the
step of the original's own edge there, which a misfit makes too."""
DETAIL = 1.75
"""Sigma, in pixels of a 512-pixel frame, between fine detail and what a mosaic's cells keep."""
KEPT = 0.35
"""Share of the usual detail that is left below which it was lost: a mosaic, a blur, a removal."""
WEAK, NOISE = 9.0, 3.0
"""Detail, in levels, and as a multiple of the median difference, that compression alone does not
take away: recompressed copies lose up to 8 on a place as large as a region (60 copies)."""
RESTLESS = 0.9
"""Quantile of the differences outside the regions on which those in them are measured."""
GRAINED, BETWEEN = 48, 0.04
"""Levels from either end within which heavy grain, cut off there, changes the mean as well; share
of the picture that must lie between to be judged by."""
EVEN, EVEN_SHARE = 8, 0.005
"""Levels within which a place is even, and from either end; share of the frame that must be so."""
TRUSTED = 20
"""Levels of difference up to which a pixel tells of tone and colour."""
MOST_SAMPLED, SPARSE, TONE_STEP = 20_000, 7, 16
"""Pixels that a mean is taken of; of a median every so many; levels to a step of tone."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How the published picture differs from the original in what both show."""

    greyscale: bool
    recoloured: bool
    change: float
    """Mean change of smoothed levels, 0 to 255."""
    tinted: bool
    """True where a picture without colour has a tint."""
    regions: tuple[EditedRegion, ...]
    moved: int
    """Regions that motion may have made as well."""
    flows: bool
    """True where a change of the scene is what motion makes."""
    clear: bool
    """True where tone and every region lie clearly beyond their thresholds, no place differs only
    as scaling or sharpening leave it, and what has no region has no traces of one."""
    share: float
    """Share of the common frame that differs after tone is allowed for."""
    replaced: float
    """Share of the common frame whose broad shapes were replaced too: not so under a watermark."""


def difference(shared: Overlap) -> Difference:
    """Compare tone and content of what two pictures share."""
    blur = max(1.0, max(shared.mask.shape) / 256)
    mask = _eroded(shared.mask, round(2 * blur) + 1)
    if shared.share < SURROUNDED:
        mask = mask & _inner(mask.shape, round(4 * blur) + 1)
    toned = tone_original(shared.published, shared.original, mask)
    if not shared.mask.all():
        # what one of the files does not show must not bleed into what both show
        shared = replace(
            shared, published=np.where(shared.mask[..., None], shared.published, toned)
        )
    published, original, expected = (
        _smooth(layer, blur) for layer in (shared.published, shared.original, toned)
    )
    off = _range(cv2.absdiff(published, expected))[1]
    trusted = mask & (off < TRUSTED)
    chroma, tint = _chroma(published, trusted)
    had = _chroma(original, trusted)
    greyscale = any(
        now < GREY_CHROMA and before > COLOUR_CHROMA
        for now, before in zip((chroma, tint), had, strict=True)
    )
    change = _shading(published, original, trusted, blur)
    changed = _changed(off, shared.published, toned, mask, blur)
    changed |= lost_detail(shared.published, toned, mask, blur)
    sharp = _range(cv2.absdiff(shared.published, toned))[1]
    changed |= _thin_strokes(sharp, toned, mask, blur)
    still = sharp[mask & ~changed]
    unrest = value_at(RESTLESS, still[::SPARSE])
    all_change = Change(shared, toned, changed, sharp > STRONG, sharp, unrest)
    regions, shaded, aside = regions_of(all_change)
    recoloured = shaded or (tint > TINT if greyscale else change > RECOLOURED)
    toned_too = recoloured or greyscale
    replaced = _replaced(changed, published, expected, blur)
    # a picture that has hardly a colour, and had few: nobody can tell a tint from a tone
    dull = recoloured and not greyscale and chroma < GREY_CHROMA <= had[0]
    # where the tone of all was changed, what no curve follows leaves traces as well
    untold = not regions and change <= RECOLOURED
    return Difference(
        greyscale=greyscale,
        recoloured=recoloured,
        change=change,
        tinted=greyscale and tint > TINT,
        regions=tuple(region.edited for region in regions),
        moved=sum(not region.laid for region in regions),
        flows=any(region.replaced for region in regions)
        and flows(shared.published, toned, changed),
        clear=not aside
        and not dull
        and not (untold and has_coloured_traces(shared.published, toned, mask))
        and _is_one_change(regions)
        and all(_is_clear(region, toned=toned_too) for region in regions)
        and (shaded or is_far(Sign.TONE, change, RECOLOURED))
        and (change <= RECOLOURED or is_clear(Sign.EVEN_TONE, _even(published, original, trusted))),
        share=float(changed.sum()) / max(1, int(mask.sum())),
        replaced=replaced,
    )


def _is_one_change(regions: tuple[Region, ...]) -> bool:
    """True where all regions are of one kind.

    Letters and shades that were not made out leave pieces, and some of those look like edits: of 16
    answers with two kinds none was right.
    """
    return len({region.edited.kind for region in regions}) <= 1


def _is_clear(region: Region, *, toned: bool) -> bool:
    """True where a region surely changed, and surely so."""
    strength = Sign.STRENGTH_TONED if toned else Sign.STRENGTH
    stands_out = is_clear(strength, region.strength)
    here = region.edited.kind is not T.EDITED or is_clear(Sign.CHANGED, region.share)
    return region.clear and stands_out and here


def _inner(shape: tuple[int, ...], rim: int) -> Mask:
    """All but the rim of a frame.

    Into that, what surrounds a picture bleeds by scaling and compression.
    """
    inside = np.zeros(shape, bool)
    inside[rim:-rim, rim:-rim] = True
    return inside


def _chroma(pixels: Colours, trusted: Mask) -> tuple[float, float]:
    """Mean spread of the channels beyond a tint of the tone, and in all."""
    if not trusted.any():
        return 0.0, 0.0
    chosen = pixels[trusted][:: max(1, int(trusted.sum()) // MOST_SAMPLED)].astype(np.float32)
    grey = chosen.mean(axis=1)
    tint = chosen - grey[:, None]
    levels = (grey / TONE_STEP).astype(int)
    count = np.maximum(np.bincount(levels), 1)
    usual = np.stack([np.bincount(levels, tint[:, c]) / count for c in range(3)], axis=1)
    beyond = tint - usual[levels]
    return float(np.ptp(beyond, axis=1).mean()), float(np.ptp(tint, axis=1).mean())


def _range(pixels: Any) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """The least and the greatest of each pixel's three channels.

    (NumPy takes ten times as long over three values.)
    """
    one, two, three = cv2.split(pixels)
    low, high = cv2.min(cv2.min(one, two), three), cv2.max(cv2.max(one, two), three)
    return np.asarray(low, np.uint8), np.asarray(high, np.uint8)


def _shading(published: Colours, original: Colours, trusted: Mask, blur: float) -> float:
    """Mean change of levels averaged over wide windows, where compression cancels out."""
    if not trusted.any():
        return 0.0
    wide = int(8 * blur) | 1
    blurred = cv2.blur(original, (wide, wide))
    off = cv2.absdiff(cv2.blur(published, (wide, wide)), blurred)
    between = trusted[..., None] & (blurred >= GRAINED) & (blurred <= 255 - GRAINED)
    if between.sum() < BETWEEN * off.ndim * trusted.sum():
        return float(off[trusted].mean())
    return float(off[between].mean())


def _even(published: Colours, original: Colours, trusted: Mask) -> float:
    """Mean change of levels where both are even, and neither white nor black."""
    even, between = trusted.copy(), trusted.copy()
    for pixels in (published, original):
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((5, 5), np.uint8))
        even &= edges <= EVEN
        between &= (grey >= EVEN) & (grey <= 255 - EVEN)
    off = cv2.absdiff(published, original)
    if (even & between).sum() >= EVEN_SHARE * even.size:
        return float(off[even & between].mean())
    return float(off[even].mean()) if even.any() else RECOLOURED


def _smooth(pixels: Any, sigma: float) -> Colours:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)


def _eroded(mask: Mask, by: int) -> Mask:
    if mask.all():
        return mask
    padded = cv2.copyMakeBorder(mask.astype(np.uint8), by, by, by, by, cv2.BORDER_REPLICATE)
    kernel = np.ones((2 * by + 1, 2 * by + 1), np.uint8)
    return cv2.erode(padded, kernel)[by:-by, by:-by].astype(bool)


def _changed(
    off: npt.NDArray[np.uint8], published: Colours, toned: Colours, mask: Mask, blur: float
) -> Mask:
    """Pixels that show something else.

    Beyond what compression, local tone and a small misfit explain. Two signs: the levels are off by
    a step that is not in the picture's own structure, or the structure itself (what lies between
    fine grain and broad shading) was replaced, removed or is new.
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


def _thin_strokes(sharp: npt.NDArray[np.uint8], toned: Colours, mask: Mask, blur: float) -> Mask:
    """Places where many single pixels differ more than the picture's own edges.

    The letters of a small credit have strokes of one pixel, which every average takes away.
    """
    restless = value_at(RESTLESS, sharp[::SPARSE][mask[::SPARSE]])
    edges = cv2.morphologyEx(
        cv2.cvtColor(toned, cv2.COLOR_RGB2GRAY), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)
    )
    strokes = mask & (sharp > max(STRONG, 3 * restless)) & (sharp > OVER_EDGE * edges)
    wide = int(7 * blur) | 1
    dense = cv2.blur(strokes.astype(np.float32), (wide, wide)) > DENSE
    still = cv2.blur((sharp <= TOLERANCE).astype(np.float32), (wide, wide)) > STILL
    found: Mask = dense & still & mask
    return found


def _replaced(changed: Mask, published: Colours, expected: Colours, blur: float) -> float:
    """Share of the frame that changed, where broad shapes do not agree either."""
    if not changed.any():
        return 0.0
    wide = int(12 * blur) | 1
    one, two = (
        cv2.blur(cv2.cvtColor(layer, cv2.COLOR_RGB2GRAY), (wide, wide))[changed].astype(np.float64)
        for layer in (published, expected)
    )
    return float(changed.mean()) if likeness(one, two) < SHAPES else 0.0


def _structure(pixels: Colours, blur: float) -> Levels:
    """Grey levels without the finest grain and without broad shading."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    wide = int(8 * blur) | 1
    narrow = max(3, int(2 * blur) | 1)
    fine = cv2.blur(grey, (narrow, narrow))
    band: Levels = fine - cv2.blur(cv2.blur(fine, (wide, wide)), (wide, wide))
    return band


def lost_detail(published: Colours, expected: Colours, mask: Mask, blur: float) -> Mask:
    """The places where the original's fine detail is gone.

    Broad levels may be as they were. The published detail is measured on the original's own: a
    mosaic has edges too, elsewhere. What all of the picture lost by compression or scaling is
    allowed for.
    """
    one, two = (
        cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float32) for p in (published, expected)
    )
    sigma = max(1.0, DETAIL * blur / 2)
    fine_one, fine_two = (layer - cv2.GaussianBlur(layer, (0, 0), sigma) for layer in (one, two))
    window = int(6 * blur) | 1
    power = cv2.blur(fine_two * fine_two, (window, window))
    common = cv2.blur(fine_one * fine_two, (window, window))
    noise = float(np.median(np.abs(one - two)[mask][::SPARSE])) if mask.any() else 0.0
    least = max(WEAK, NOISE * noise) ** 2
    judged = mask & (power > least)
    if judged.sum() < window * window:
        return np.zeros_like(mask)
    usual = float(np.median((common / np.maximum(power, 1.0))[judged]))
    hot = (judged & (common < KEPT * usual * power)).astype(np.uint8)
    reach = max(1, round(blur))
    opened = cv2.morphologyEx(hot, cv2.MORPH_OPEN, np.ones((2 * reach + 1,) * 2, np.uint8))
    wide = cv2.dilate(opened, np.ones((2 * (window // 3) + 1,) * 2, np.uint8))
    return wide.astype(bool) & mask
