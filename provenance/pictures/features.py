"""Local features of two grey pictures and the plane transform that maps one onto the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]

FEATURES = 1000
"""SIFT keypoints kept in each picture, strongest first."""
RATIO = 0.75
"""Lowe's ratio for RootSIFT."""
RANSAC_PIXELS = 4.0
MIN_INLIERS = 8
"""Unrelated pairs never exceeded 5 inliers (1,632 pairs)."""


@dataclass(frozen=True, slots=True)
class Features:
    """Keypoints as (x, y) and their RootSIFT descriptors, of a picture of `width` × `height`."""

    points: npt.NDArray[np.float32]
    descriptors: npt.NDArray[np.float32]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Match:
    """A plane transform, published to original, and the point pairs that agree with it."""

    matrix: Matrix
    source: npt.NDArray[np.float32]
    target: npt.NDArray[np.float32]

    @property
    def inliers(self) -> int:
        """Point pairs that agree."""
        return len(self.source)


def features(grey: Grey) -> Features:
    """RootSIFT features (Arandjelović and Zisserman 2012)."""
    keypoints, found = cv2.SIFT_create(nfeatures=FEATURES).detectAndCompute(grey, None)
    height, width = grey.shape
    if found is None or not len(keypoints):
        return Features(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.float32), width, height)
    rooted = np.sqrt(found / (found.sum(axis=1, keepdims=True) + 1e-7))
    return Features(np.array([k.pt for k in keypoints], np.float32), rooted, width, height)


def match(published: Features, original: Features) -> Match | None:
    """The transform that takes the published picture into the original, or None where none is plausible."""
    source, target = _pairs(published, original)
    if len(source) < MIN_INLIERS:
        return None
    matrix, mask = cv2.findHomography(source, target, cv2.USAC_MAGSAC, RANSAC_PIXELS, None, 2000, 0.999)
    if matrix is None:
        return None
    kept = mask.ravel().astype(bool)
    if kept.sum() < MIN_INLIERS or not plausible(matrix, published.width, published.height):
        return None
    return Match(matrix, source[kept], target[kept])


def _pairs(one: Features, two: Features) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Mutually nearest descriptors that pass the ratio test."""
    if len(one.points) < 2 or len(two.points) < 2:
        return one.points[:0], two.points[:0]
    likeness = one.descriptors @ two.descriptors.T
    rows = np.arange(len(one.points))
    best = likeness.argmax(axis=1)
    top = likeness[rows, best]
    likeness[rows, best] = -1
    second = likeness.max(axis=1)
    likeness[rows, best] = top
    back = likeness.argmax(axis=0)
    near, next_ = np.sqrt(np.maximum(2 - 2 * top, 0)), np.sqrt(np.maximum(2 - 2 * second, 0))
    keep = (near < RATIO * next_) & (back[best] == rows)
    return one.points[rows[keep]], two.points[best[keep]]


def plausible(matrix: Matrix, width: int, height: int) -> bool:
    """True where the published frame lands as a convex, unmirrored shape without strong perspective or stretch."""
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    quad: Any = cv2.perspectiveTransform(corners, matrix)[0]
    if not np.isfinite(quad).all():
        return False
    sides = np.roll(quad, -1, axis=0) - quad
    turns = [float(a[0] * b[1] - a[1] * b[0]) for a, b in zip(sides, np.roll(sides, -1, axis=0), strict=True)]
    if min(turns) <= 0:
        return False
    lengths = np.linalg.norm(sides, axis=1) / (width, height, width, height)
    return bool(0.02 < lengths.min() and lengths.max() < 50 and lengths.max() / lengths.min() < 2.2)
