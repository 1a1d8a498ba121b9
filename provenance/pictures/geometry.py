"""The plane transform between two pictures, and how simple it is."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.features import Features, Floats, correspond
from provenance.values import dataclass

Matrix = npt.NDArray[np.float64]

MIN_INLIERS = 8
"""Point pairs that must agree. Unrelated pictures never exceeded 5 (1,632 pairs)."""
RANSAC_PIXELS = 4.0
"""How far an agreeing point may lie off while the transform is searched, in searched pixels."""
FIT_PIXELS = 1.6
"""How far agreeing points may lie off a simpler model, in searched pixels (the original's or the
published picture's, whichever are coarser), for it to be taken."""
FIT_SHARE = 0.75
"""Share of the agreeing points that must fit the simpler model."""
MAX_RESIDUAL = 0.8
"""Median distance of agreeing points from the transform, in searched pixels. Copies stay below 0.6
even as JPEG at quality 8, and mostly below 0.2; hand-held shots seconds apart, imitated by smooth
shifts of 1.5 pixels in 481, give 1.1."""
MAX_STRETCH = 2.2
"""Longest to shortest side, relative to the frame."""

LINEAR = {1: (1, 0, 0, 1), 2: (-1, 0, 0, 1), 3: (-1, 0, 0, -1), 4: (1, 0, 0, -1)} | {
    5: (0, 1, 1, 0),
    6: (0, -1, 1, 0),
    7: (0, -1, -1, 0),
    8: (0, 1, -1, 0),
}
"""EXIF orientation number -> the linear map it applies to (x, y), y downwards."""


class Model(IntEnum):
    """The freedom that a transform needs.

    What cropping and scaling give, a small rotation, or perspective.
    """

    CROP = 0
    SIMILARITY = 1
    PERSPECTIVE = 2


@dataclass(frozen=True, slots=True)
class Registration:
    """The transform from the published picture's pixels to the original's, full size."""

    matrix: Matrix
    model: Model
    inliers: int
    residual: float = 0.0
    """Median distance of agreeing points from the model, in searched pixels."""

    def corners(self, width: int, height: int) -> Matrix:
        """The published frame's corners in the original's pixels, clockwise.

        From the top left.
        """
        return transformed(
            self.matrix, np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
        )

    @property
    def orientation(self) -> int:
        """The EXIF orientation nearest to the transform."""
        a, b, c, d = self.matrix[0, 0], self.matrix[0, 1], self.matrix[1, 0], self.matrix[1, 1]
        row, column = np.hypot(a, c) or 1.0, np.hypot(b, d) or 1.0
        fits = {
            n: a / row * p + b / column * q + c / row * r + d / column * s
            for n, (p, q, r, s) in LINEAR.items()
        }
        return max(fits, key=lambda n: (round(float(fits[n]), 6), -n))

    @property
    def angle(self) -> float:
        """Degrees of turn beyond the orientation's multiple of 90."""
        p, q, r, s = LINEAR[self.orientation]
        linear = self.matrix[:2, :2] @ np.linalg.inv(np.array([[p, q], [r, s]], np.float64))
        return float(
            np.degrees(np.arctan2(linear[1, 0] - linear[0, 1], linear[0, 0] + linear[1, 1]))
        )


def transformed(matrix: Matrix, points: npt.ArrayLike) -> Matrix:
    """Points (n, 2) taken through a 3 × 3 plane transform.

    Not finite where they pass the horizon.
    """
    given = np.asarray(points, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        lifted = np.hstack([given, np.ones((len(given), 1))]) @ matrix.T
        return np.asarray(lifted[:, :2] / lifted[:, 2:], np.float64)


def whole(orientation: int, size: tuple[int, int], target: tuple[int, int]) -> Registration:
    """The registration of a whole picture on a whole one.

    Of `size` on `target`, under an EXIF orientation.
    """
    p, q, r, s = LINEAR[orientation]
    width, height = size
    turned = (height, width) if orientation >= 5 else size
    shift = (turned[0] if p + q < 0 else 0, turned[1] if r + s < 0 else 0)
    turn = np.array([[p, q, shift[0]], [r, s, shift[1]], [0, 0, 1]], np.float64)
    scale = np.diag([target[0] / turned[0], target[1] / turned[1], 1.0])
    return Registration(scale @ turn, Model.CROP, 0)


def register(published: Features, original: Features) -> Registration | None:
    """The transform from the published picture into the original.

    None where none is plausible.
    """
    ours, theirs = correspond(published, original)
    if len(ours) < MIN_INLIERS:
        return None
    source, target = published.points[ours], original.points[theirs]
    search: Any = cv2.findHomography
    found, mask = search(
        source, target, cv2.USAC_MAGSAC, RANSAC_PIXELS * original.scale, None, 3000, 0.999
    )
    if found is None or not np.isfinite(found).all():
        return None
    kept = mask.ravel().astype(bool)
    if kept.sum() < MIN_INLIERS:
        return None
    return _simplest(np.asarray(found, np.float64), source[kept], target[kept], published, original)


def _simplest(
    found: Matrix, source: Floats, target: Floats, published: Features, original: Features
) -> Registration | None:
    """The least free model that the agreeing points allow.

    A crop before a rotation before perspective.
    """
    rough = Registration(found, Model.PERSPECTIVE, len(source))
    if not plausible(rough, published.width, published.height):
        return None
    enlarged = float(np.sqrt(abs(np.linalg.det(found[:2, :2]))))
    unit = max(original.scale, published.scale * enlarged)
    for model, fit in ((Model.CROP, _crop), (Model.SIMILARITY, _similarity)):
        matrix, share, residual = _robust(fit, source, target, rough.orientation, FIT_PIXELS * unit)
        if matrix is not None and share >= FIT_SHARE and residual <= MAX_RESIDUAL * unit:
            better = Registration(matrix, model, len(source), residual / unit)
            if plausible(better, published.width, published.height):
                return better
    off = np.linalg.norm(transformed(found, source) - target, axis=1)
    return Registration(found, Model.PERSPECTIVE, len(source), float(np.median(off)) / unit)


def _robust(
    fit: Any, source: Floats, target: Floats, orientation: int, near: float
) -> tuple[Matrix | None, float, float]:
    """Matrix, share of points within `near`, median distance.

    Least squares, again on the points that came within.
    """
    kept = np.ones(len(source), bool)
    matrix, off = None, np.zeros(len(source))
    for bound in (4 * near, 2 * near, near, near):
        if kept.sum() < MIN_INLIERS // 2:
            return None, 0.0, 0.0
        matrix = fit(source[kept].astype(np.float64), target[kept].astype(np.float64), orientation)
        off = np.linalg.norm(transformed(matrix, source) - target, axis=1)
        kept = off < bound
    return matrix, float(kept.mean()), float(np.median(off))


def _crop(source: Matrix, target: Matrix, orientation: int) -> Matrix:
    """Scale along each axis and a shift, under an EXIF orientation."""
    p, q, r, s = LINEAR[orientation]
    turn = np.array([[p, q], [r, s]], np.float64)
    turned = source @ turn.T
    middle, goal = turned.mean(axis=0), target.mean(axis=0)
    spread = ((turned - middle) ** 2).sum(axis=0)
    scale = ((turned - middle) * (target - goal)).sum(axis=0) / np.maximum(spread, 1e-9)
    matrix = np.eye(3)
    matrix[:2, :2] = np.diag(scale) @ turn
    matrix[:2, 2] = goal - scale * middle
    return matrix


def _similarity(source: Matrix, target: Matrix, orientation: int) -> Matrix:
    """One scale, one rotation and a shift, mirrored where the orientation is."""
    flip = np.diag([-1.0, 1.0]) if orientation in (2, 4, 5, 7) else np.eye(2)
    turned = source @ flip.T
    middle, goal = turned.mean(axis=0), target.mean(axis=0)
    one, two = turned - middle, target - goal
    power = max(float((one**2).sum()), 1e-9)
    cos = float((one * two).sum()) / power
    sin = float((one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]).sum()) / power
    matrix = np.eye(3)
    matrix[:2, :2] = np.array([[cos, -sin], [sin, cos]]) @ flip
    matrix[:2, 2] = goal - matrix[:2, :2] @ (np.linalg.inv(flip) @ middle)
    return matrix


def plausible(found: Registration, width: int, height: int) -> bool:
    """True for a frame that lands as a convex shape.

    Without strong perspective or stretch.
    """
    quad = found.corners(width, height)
    if not np.isfinite(quad).all():
        return False
    sides = np.roll(quad, -1, axis=0) - quad
    following = np.roll(sides, -1, axis=0)
    turns = sides[:, 0] * following[:, 1] - sides[:, 1] * following[:, 0]
    if not (turns.min() > 0 or turns.max() < 0):
        return False
    lengths = np.linalg.norm(sides, axis=1) / (width, height, width, height)
    return bool(
        lengths.min() > 0.01 and lengths.max() < 100 and lengths.max() / lengths.min() < MAX_STRETCH
    )
