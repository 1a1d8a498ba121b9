"""What a published picture shows beyond the original's edge.

Nothing, a border, something else, more of the scene.
"""

from __future__ import annotations

from enum import Enum

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model import Picture
from provenance.pictures.geometry import Matrix, Registration, transformed
from provenance.pictures.overlap import View

OUTSIDE = 0.03
"""Share of the published picture outside the original from which there is something around it."""
DETAIL = 6.0
"""Second derivative of lightly smoothed grey levels from which a pixel shows detail."""
PLAIN_SHARE = 0.02
"""Share of pixels with detail below which what surrounds a picture is a plain or blurred border."""
BESIDE, ACROSS = (-6.5, 0.0, 6.5), (-2.5, 1.0, 2.5)
"""Pixels from an edge at which a step is looked for, and where its three levels are taken."""
SEAM = 1.5
"""Change of levels across the original's edges, relative to the change beside them, from which
there is a seam: 0.6 to 1.5 where the scene goes on (32 pairs), 1.8 and more in 42 of 45 collages
and pages."""


class Around(Enum):
    """What lies beyond the original's edge."""

    NOTHING = "nothing"
    BORDER = "border"
    OTHER = "other"
    """Other pictures or text, behind a seam."""
    SCENE = "scene"
    """The scene goes on without a seam: the original is a crop, or another shot."""


def around(view: View, original: Picture, found: Registration, share: float) -> Around:
    """What surrounds the original in the published picture.

    `share` is how much of it lies within the original.
    """
    if share >= 1 - OUTSIDE:
        return Around.NOTHING
    height, width = view.pixels.shape[:2]
    to_view = np.linalg.inv(view.to_full) @ np.linalg.inv(found.matrix)
    edges = [[0, 0], [original.width, 0], [original.width, original.height], [0, original.height]]
    reach = 4 * max(width, height)
    corners = np.clip(np.nan_to_num(transformed(to_view, edges)), -reach, reach)
    outside = np.ones((height, width), np.uint8)
    cv2.fillConvexPoly(outside, np.round(corners).astype(np.int32), 0)
    margin = max(2, min(height, width) // 60)
    kernel = np.ones((2 * margin + 1, 2 * margin + 1), np.uint8)
    clear = cv2.erode(outside, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=1).astype(bool)
    grey = cv2.GaussianBlur(cv2.cvtColor(view.pixels, cv2.COLOR_RGB2GRAY), (0, 0), 1)
    if clear.sum() < 50:
        return Around.BORDER
    detail = np.abs(cv2.Laplacian(grey, cv2.CV_32F))
    if float((detail[clear] > DETAIL).mean()) < PLAIN_SHARE:
        return Around.BORDER
    return Around.OTHER if _seam(grey.astype(np.float32), corners) else Around.SCENE


def _seam(grey: npt.NDArray[np.float32], corners: Matrix) -> bool:
    """True where levels jump across the original's edges.

    Within the published picture, as they do not beside them.
    """
    height, width = grey.shape
    middle = corners.mean(axis=0)
    jumps, usual = [], []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points = start + np.linspace(0.05, 0.95, 120)[:, None] * (end - start)
        outward = np.array([end[1] - start[1], start[0] - end[0]]) / max(
            float(np.linalg.norm(end - start)), 1e-6
        )
        outward = outward if outward @ (start - middle) > 0 else -outward
        steps = [points + outward * (at + off) for at in BESIDE for off in ACROSS]
        inside = [((at >= 0) & (at < (width - 1, height - 1))).all(axis=1) for at in steps]
        usable = np.logical_and.reduce(inside)
        if usable.sum() < 15:
            continue
        levels = [grey[at[usable, 1].astype(int), at[usable, 0].astype(int)] for at in steps]
        within, across, beyond = (_step(levels[n : n + 3]) for n in (0, 3, 6))
        jumps.append(across)
        usual.append((within + beyond) / 2)
    if not jumps:
        return False
    return float(np.concatenate(jumps).mean()) > SEAM * (float(np.concatenate(usual).mean()) + 1)


def _step(levels: list[npt.NDArray[np.float32]]) -> npt.NDArray[np.float32]:
    """The greatest step between three levels in a row.

    A thin frame between two pictures is one.
    """
    one, two, three = levels
    greatest: npt.NDArray[np.float32] = np.maximum(
        np.abs(three - one), np.maximum(np.abs(two - one), np.abs(three - two))
    )
    return greatest
