"""Local features of a grey picture, and which of them correspond in two pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model import Box
from provenance.values import dataclass

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]

FEATURES = 1200
"""SIFT keypoints kept in each picture, strongest first."""
FEW = 250
"""Keypoints below which a soft picture is searched again at a lower contrast."""
RATIO = 0.78
"""Lowe's ratio for RootSIFT; what it lets through is sorted out by geometry."""


@dataclass(frozen=True, slots=True)
class Features:
    """Keypoints and their RootSIFT descriptors.

    In pixels of the full picture (x, y, origin at its corner).
    """

    points: Floats
    descriptors: Floats
    sizes: Floats
    """Of the keypoints, in pixels of the full picture."""
    angles: Floats
    """Of the keypoints, degrees clockwise."""
    width: int
    """Of the full picture, pixels."""
    height: int
    scale: float
    """Pixels of the full picture to one pixel of the grey picture that was searched."""

    def mirrored(self) -> Features:
        """The features of the mirrored picture, without searching it.

        A SIFT descriptor is a 4 × 4 grid of 8-bin orientation histograms in a frame turned with
        the keypoint: a mirror reverses the grid's rows and the sense of rotation, exactly
        (OpenCV's layout: row, column, bin).
        """
        grid = self.descriptors.reshape(-1, 4, 4, 8)[:, ::-1]
        turned = grid[:, :, :, [0, 7, 6, 5, 4, 3, 2, 1]].reshape(-1, 128)
        points = self.points * np.array([-1, 1]) + np.array([self.width, 0])
        return replace(
            self,
            points=points.astype(np.float32),
            descriptors=np.ascontiguousarray(turned),
            angles=180 - self.angles,
        )

    def inverted(self) -> Features:
        """The features of the negative, without searching it.

        Every gradient turns by 180°, and with it the keypoint's frame, so the grid alone is turned.
        """
        grid = self.descriptors.reshape(-1, 4, 4, 8)[:, ::-1, ::-1]
        turned = np.ascontiguousarray(grid.reshape(-1, 128))
        return replace(self, descriptors=turned, angles=self.angles + 180)


def find_features(grey: Grey, width: int, height: int, *, part: Box | None = None) -> Features:
    """RootSIFT features of a picture of `width` × `height` pixels.

    Arandjelović and Zisserman 2012. `grey` shows all of it, or the `part` of it that is given in
    full pixels, at any scale.
    """
    shown = part or Box(0, 0, width, height)
    scale = max(shown.width, shown.height) / max(grey.shape)
    sift: Any = cv2
    keypoints, found = sift.SIFT_create(nfeatures=FEATURES).detectAndCompute(grey, None)
    if len(keypoints) < FEW:
        keypoints, found = sift.SIFT_create(
            nfeatures=FEATURES, contrastThreshold=0.01
        ).detectAndCompute(grey, None)
    if found is None or len(keypoints) < 2:
        none = np.zeros(0, np.float32)
        return Features(none.reshape(0, 2), none.reshape(0, 128), none, none, width, height, scale)
    rooted = np.sqrt(found / (found.sum(axis=1, keepdims=True) + 1e-7)).astype(np.float32)
    places = np.array([point.pt for point in keypoints]) + 0.5
    points = places * (shown.width / grey.shape[1], shown.height / grey.shape[0]) + (
        shown.x,
        shown.y,
    )
    sizes = np.array([point.size for point in keypoints], np.float32) * np.float32(scale)
    angles = np.array([point.angle for point in keypoints], np.float32)
    return Features(points.astype(np.float32), rooted, sizes, angles, width, height, scale)


def correspond(one: Features, two: Features, ratio: float = RATIO) -> tuple[Indices, Indices]:
    """Which of the mutually nearest descriptors pass the ratio test, row by row."""
    if len(one.points) < 2 or len(two.points) < 2:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    likeness = one.descriptors @ two.descriptors.T
    rows = np.arange(len(one.points))
    best = likeness.argmax(axis=1)
    back = likeness.argmax(axis=0)
    top = likeness[rows, best]
    likeness[rows, best] = -1
    second = likeness.max(axis=1)
    near, runner_up = np.sqrt(np.maximum(2 - 2 * top, 0)), np.sqrt(np.maximum(2 - 2 * second, 0))
    keep = (near < ratio * runner_up) & (back[best] == rows)
    return rows[keep], best[keep]
