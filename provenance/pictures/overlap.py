"""Two registered pictures in one frame, and how well they agree.

Block by block.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.geometry import Matrix, Registration, transformed
from provenance.values import dataclass

Colours = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

MIN_TEXTURE = 5.0
"""Standard deviation of grey levels below which a block says nothing."""
SIDE_AGREES, SIDE_DISAGREES = 0.85, 0.25
"""Share of blocks that agree on the one side of a cut between two pictures, and on the other."""
SEAM_BLOCKS, RIM = 4, 4
"""Blocks around a cut within which the line between the pictures is looked for: some of the other
one's agree by chance, and a cut takes them along; pixels at the cut that both colour."""
UNLIKE_TIMES, UNLIKE_LEVELS = 2.0, 4.0
"""How much more the lines beyond differ, in levels: 10 and 0.6 where two nights stand side by
side."""
BLOCK_NCC = 0.6
"""Correlation from which a block agrees."""
SHOWN = 250
"""Of 255, how much of a pixel must be shown by both files to be compared."""
CALM = 1.5
"""Sigma, in pixels, that takes halftone dots and grain away: 31 of 31 copies then agree, and none
of 61 pairs of two shots more than before."""
WASHED_OUT = 0.5
"""Share of the original's contrast below which a block was blurred or covered."""
JUDGED = 0.35
"""Share of the textured blocks that must be left to judge by."""


@dataclass(frozen=True, slots=True)
class View:
    """Pixels of a picture or a part of it, at any scale."""

    pixels: Colours
    """RGB."""
    width: int
    """Of the full picture, pixels."""
    height: int
    seen: Mask | None = None
    """Pixels that the file shows: opaque ones, before an early end; None for all."""
    transparent: bool = False
    """True where the file has pixels that are not opaque."""

    @property
    def to_full(self) -> Matrix:
        """From the view's pixels to the full picture's."""
        return np.diag([self.width / self.pixels.shape[1], self.height / self.pixels.shape[0], 1.0])


def decoded_share(view: View) -> float:
    """Share of the picture that stands before its file's early end.

    Its rows, or its columns where it was turned.
    """
    if view.seen is None:
        return 1.0
    return float(view.seen.any(axis=1).mean() * view.seen.any(axis=0).mean())


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two pictures in one frame that lies upright in the original."""

    published: Colours
    original: Colours
    mask: Mask
    """Where both have pixels."""
    left: float
    """The frame's place in the original's pixels."""
    top: float
    step: float
    """The original's pixels to one of the frame's."""
    covers: float
    """Share of the original that the published picture covers."""
    share: float
    """Share of the published picture that lies within the original."""


def overlap(
    published: View, original: View, found: Registration, *, long_edge: int
) -> Overlap | None:
    """What both show, in one frame of at most `long_edge` pixels.

    At the coarser one's resolution.
    """
    quad = found.corners(published.width, published.height)
    low = np.maximum(quad.min(axis=0), 0)
    high = np.minimum(quad.max(axis=0), (original.width, original.height))
    extent = high - low
    if not np.isfinite(quad).all() or extent.min() < 4:
        return None
    enlarged = np.sqrt(abs(_area(quad)) / (published.width * published.height))
    coarsest = max(
        original.to_full[0, 0], published.to_full[0, 0] * enlarged, float(extent.max()) / long_edge
    )
    size = (max(8, round(float(extent[0]) / coarsest)), max(8, round(float(extent[1]) / coarsest)))
    frame = np.array(
        [[extent[0] / size[0], 0, low[0]], [0, extent[1] / size[1], low[1]], [0, 0, 1]], np.float64
    )
    one, inside_one, seen_one = _warped(published, np.linalg.inv(found.matrix) @ frame, size)
    two, inside_two, seen_two = _warped(original, frame, size)
    shared = float((inside_one & inside_two).sum()) * frame[0, 0] * frame[1, 1]
    return Overlap(
        one,
        two,
        seen_one & seen_two,
        float(low[0]),
        float(low[1]),
        float(np.sqrt(frame[0, 0] * frame[1, 1])),
        min(1.0, shared / (original.width * original.height)),
        min(1.0, shared / abs(_area(quad))),
    )


def _warped(view: View, from_frame: Matrix, size: tuple[int, int]) -> tuple[Colours, Mask, Mask]:
    """A view drawn in the frame, where it lies, and what it shows.

    Shrunk without aliasing. `from_frame` takes the frame's pixels to the full picture's.
    """
    to_view = np.linalg.inv(view.to_full) @ from_frame
    pixels = view.pixels
    middle = transformed(to_view, [[size[0] / 2, size[1] / 2], [size[0] / 2 + 1, size[1] / 2 + 1]])
    shrink = float(np.linalg.norm(middle[1] - middle[0])) / np.sqrt(2)
    if shrink > 1.2:
        height, width = pixels.shape[:2]
        small = (max(2, round(width / shrink)), max(2, round(height / shrink)))
        pixels = np.asarray(cv2.resize(pixels, small, interpolation=cv2.INTER_AREA), np.uint8)
        to_view = np.diag([small[0] / width, small[1] / height, 1.0]) @ to_view
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], np.float64)
    centred = np.linalg.inv(half) @ to_view @ half
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warp: Any = cv2.warpPerspective
    drawn = warp(pixels, centred, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    full = np.full(pixels.shape[:2], 255, np.uint8)
    still: Any = {"flags": flags, "borderMode": cv2.BORDER_CONSTANT, "borderValue": 0}
    inside = warp(full, centred, size, **still) >= 128
    if view.seen is None:
        return drawn, inside, inside
    height, width = pixels.shape[:2]
    shown = cv2.resize(view.seen.astype(np.uint8) * 255, (width, height))
    return drawn, inside, warp(shown, centred, size, **still) >= SHOWN


def _area(quad: Matrix) -> float:
    x, y = quad[:, 0], quad[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def agreement(shared: Overlap) -> tuple[float, int]:
    """Share of the textured blocks that agree, and how many textured blocks there are."""
    blocks = _blocks(shared, 0.0)
    return _agreeing(blocks, blocks.textured)


def calm_agreement(shared: Overlap) -> tuple[float, int]:
    """The agreement of what is left without grain and dots."""
    blocks = _blocks(shared, CALM)
    return _agreeing(blocks, blocks.textured)


def clear_agreement(shared: Overlap) -> tuple[float, int]:
    """The agreement of the blocks that were not blurred; none where too few are left."""
    blocks = _blocks(shared, 0.0)
    clear = blocks.textured & (blocks.kept >= WASHED_OUT)
    if clear.sum() < JUDGED * blocks.textured.sum():
        return 0.0, 0
    return _agreeing(blocks, clear)


@dataclass(frozen=True, slots=True)
class Blocks:
    """What each block of a common frame says."""

    likeness: npt.NDArray[np.float64]
    """Correlation."""
    textured: Mask
    """Where one of the pictures has texture to judge by."""
    kept: npt.NDArray[np.float64]
    """The published picture's contrast, relative to the original's."""


def _blocks(shared: Overlap, sigma: float) -> Blocks:
    one, two = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in (shared.published, shared.original))
    if sigma:
        one, two = (cv2.GaussianBlur(layer, (0, 0), sigma) for layer in (one, two))
    side = int(np.clip(min(shared.mask.shape) // 10, 8, 24))
    return block_likeness(one, two, shared.mask, side)


def _agreeing(blocks: Blocks, judged: Mask) -> tuple[float, int]:
    count = int(judged.sum())
    return (float((blocks.likeness[judged] > BLOCK_NCC).mean()) if count else 0.0), count


def agreeing_side(shared: Overlap) -> Overlap | None:
    """The larger side of a straight cut that the pictures agree on.

    A picture cropped to stand beside another one: the geometry reaches under its neighbour. None
    without such a cut.
    """
    one, two = (
        cv2.cvtColor(layer, cv2.COLOR_RGB2GRAY) for layer in (shared.published, shared.original)
    )
    side = int(np.clip(min(one.shape) // 16, 8, 16))
    cut = _best_cut(block_likeness(one, two, shared.mask, side), side)
    if cut is None:
        return None
    axis, kept = cut[0], _trimmed(one, two, *cut, side)
    if kept is None:
        return None
    first = kept.start in (None, 0)
    rim = min(RIM, side)
    edge = slice(kept.stop - rim, kept.stop) if first else slice(kept.start, kept.start + rim)
    mask = shared.mask.copy()
    mask[_across(axis, edge)] = False
    rows, columns = _across(axis, kept)
    part = shared.mask[rows, columns].sum() / max(1, shared.mask.sum())
    return Overlap(
        np.ascontiguousarray(shared.published[rows, columns]),
        np.ascontiguousarray(shared.original[rows, columns]),
        np.ascontiguousarray(mask[rows, columns]),
        shared.left + (columns.start or 0) * shared.step,
        shared.top + (rows.start or 0) * shared.step,
        shared.step,
        shared.covers * float(part),
        shared.share * float(part),
    )


def _across(axis: int, kept: slice) -> tuple[slice, slice]:
    """Rows and columns of a slice along an axis."""
    return (kept, slice(None)) if axis == 0 else (slice(None), kept)


def _best_cut(blocks: Blocks, side: int) -> tuple[int, slice] | None:
    """Axis and side of the cut that leaves most blocks on the side that agrees."""
    best: tuple[int, int, slice] | None = None
    for axis in (0, 1):
        agreeing = (blocks.likeness > BLOCK_NCC) & blocks.textured
        good = agreeing.sum(axis=1 - axis).cumsum()
        all_ = blocks.textured.sum(axis=1 - axis).cumsum()
        for at in range(1, len(all_)):
            before = _ratio(good[at - 1], all_[at - 1])
            after = _ratio(good[-1] - good[at - 1], all_[-1] - all_[at - 1])
            if max(before, after) < SIDE_AGREES or min(before, after) > SIDE_DISAGREES:
                continue
            kept = slice(0, at * side) if before > after else slice(at * side, None)
            size = (at if before > after else len(all_) - at) * blocks.textured.shape[1 - axis]
            if best is None or size > best[0]:
                best = (size, axis, kept)
    return None if best is None else (best[1], best[2])


def _trimmed(one: Any, two: Any, axis: int, kept: slice, side: int) -> slice | None:
    """The kept side to the pixel.

    Up to the line across from which all differ much more; None without such a line: a quiet part
    of the picture itself.
    """
    levels = cv2.absdiff(one, two).mean(axis=1 - axis)
    off = np.log1p(levels)
    first = kept.start in (None, 0)
    count, about = len(off), kept.stop if first else kept.start
    lines = np.arange(max(1, about - SEAM_BLOCKS * side), min(count, about + SEAM_BLOCKS * side))
    sums = off.cumsum()
    before, after = sums[lines - 1], sums[-1] - sums[lines - 1]
    # two levels fit best where most of the spread lies between them
    seam = int(lines[np.argmax(before**2 / lines + after**2 / (count - lines))])
    sides = levels[:seam], levels[seam:]
    agrees, differs = (float(np.median(x)) for x in (sides if first else sides[::-1]))
    if differs <= UNLIKE_TIMES * agrees + UNLIKE_LEVELS:
        return None
    return slice(0, seam) if first else slice(seam, None)


def likeness(one: npt.NDArray[np.float64], two: npt.NDArray[np.float64]) -> float:
    """Correlation of two rows of levels, damped where they hardly vary."""
    one, two = one - one.mean(), two - two.mean()
    return float((one * two).mean()) / max(float(one.std() * two.std()), 1.0)


def _ratio(part: int, total: int) -> float:
    return float(part) / float(total) if total else 0.5


def block_likeness(one: Any, two: Any, mask: Mask, side: int) -> Blocks:
    """How each block of `side` pixels agrees."""
    rows, columns = one.shape[0] // side, one.shape[1] // side
    cut = (slice(0, rows * side), slice(0, columns * side))
    blocks = [
        layer[cut]
        .astype(np.float64)
        .reshape(rows, side, columns, side)
        .transpose(0, 2, 1, 3)
        .reshape(rows, columns, -1)
        for layer in (one, two, mask)
    ]
    a = blocks[0] - blocks[0].mean(axis=2, keepdims=True)
    b = blocks[1] - blocks[1].mean(axis=2, keepdims=True)
    spread_a, spread_b = a.std(axis=2), b.std(axis=2)
    likeness = (a * b).mean(axis=2) / np.maximum(spread_a * spread_b, 1e-6)
    textured = (np.maximum(spread_a, spread_b) >= MIN_TEXTURE) & (blocks[2].mean(axis=2) > 0.9)
    return Blocks(likeness, textured, spread_a / np.maximum(spread_b, 1e-6))
