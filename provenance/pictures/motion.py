"""The motion between two registered pictures: two moments of one shot.

A copy keeps every point where it was, whatever was done to its tone, size or parts. Between two
frames of a shot, points that both show have moved, and their neighbours moved along.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.overlap import Colours, Mask, Overlap
from provenance.pictures.tone import tone_original
from provenance.values import dataclass

Points = npt.NDArray[np.float64]

POINTS, SPACING = 400, 7
"""Corners that are followed, and the pixels between them."""
WINDOW = (15, 15)
LEVELS = 2
BACK = 0.3
"""Pixels by which a point may miss its start when it is followed there and back."""
UNLIKE = 14.0
"""Mean levels by which what is around a point may differ where it was found again."""
MOVED, FAR = 0.6, 12.0
"""Pixels that a point moved by itself. Of copies, nine points in ten stay within 0.3."""
ALIKE, NEAR = 0.35, 48.0
"""How far, relative to its way, a neighbour within so many pixels may have gone elsewhere."""
MOVED_POINTS, MOVED_SHARE = 4, 0.01
"""Points that moved with their neighbours from which the pictures are two moments: at most 2 in
180 edited and recompressed copies, 4 and more in 70 of 74 pairs of frames 0.1 to 1 s apart."""
SHIFTED, UNSETTLED = 0.3, 0.12
"""Median way of all points, in pixels, from which the whole moved within itself, and from which it
may have: 0.12 to 0.15 under a panning camera; 12 of 583 edits have more, 10 of them halftones."""
STRIDE_LEVELS, STRIDE_SPACING = 4, 4
"""Doublings of size over which what changed is followed, and pixels between its corners: somebody
who walks is 40 pixels on in half a second."""
STRIDE, STRIDES = (1.0, 80.0), 3
"""Pixels by which a corner of what changed went to another place that changed, and how many must
have gone with their neighbours: none of 267 edits has any, 11 of 15 pairs of frames 0.2 to 2 s
apart that were called edits have 3 to 24."""
ALL_ALIKE, LARGE = 0.2, 0.03
"""Median pixels by which their ways differ where nobody shifted them in one piece: 0.01 to 0.04
where a part was cut out and put back beside its place (5 pairs), 0.39 and more between frames;
share of the frame from which what went in one piece may be a car as well."""
BROAD = 10.0
"""Sigma, in pixels, of the light that is evened out before points are followed: a shade that no
tone follows drew 4 to 18 points along in eight copies with dark corners, a headline or a border,
and draws 3 at most. No frame of the pairs above is lost by it."""
FEW = 12
"""Followed points below which nothing is said."""


@dataclass(frozen=True, slots=True)
class Motion:
    """What of the followed points moved."""

    followed: int
    moved: int
    """Points that moved as their neighbours did."""
    median: float
    """Median way of all points, in pixels."""

    @property
    def another_moment(self) -> bool:
        """True where the two cannot be one exposure."""
        if self.followed < FEW or self.moved < MOVED_POINTS:
            return False
        return self.moved >= MOVED_SHARE * self.followed or self.median > SHIFTED

    @property
    def unsettled(self) -> bool:
        """True where the two may be no one exposure."""
        return self.moved > 0 or self.median > UNSETTLED


def motion(shared: Overlap) -> Motion:
    """Follow the original's corners into the published picture."""
    toned = tone_original(shared.published, shared.original, shared.mask)
    before, after = (cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) for x in (toned, shared.published))
    corners = cv2.goodFeaturesToTrack(
        before, POINTS, 0.01, SPACING, mask=shared.mask.astype(np.uint8)
    )
    if corners is None or len(corners) < FEW:
        return Motion(0, 0, 0.0)
    places, ways = _followed(_evened(before), _evened(after), corners, LEVELS)
    if len(places) < FEW:
        return Motion(len(places), 0, 0.0)
    ways = _own(places, ways)
    length = np.linalg.norm(ways, axis=1)
    moved = (length > MOVED) & (length < FAR)
    together = int(_together(places[moved], ways[moved]).sum())
    return Motion(len(places), together, float(np.median(length)))


class Went(Enum):
    """Where the original's content went that changed."""

    NOWHERE = "nowhere"
    """It is not found again: removed, covered, or drawn upon."""
    APART = "apart"
    """Its parts went different ways: somebody walked."""
    AS_ONE = "as-one"
    """A large part went in one piece: a car drove, or an editor put it there."""


def went(published: Colours, toned: Colours, changed: Mask) -> Went:
    """Where what changed went: only to places that changed as well.

    What is removed, added, cloned or drawn is not found again.
    """
    before, after = (cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) for x in (toned, published))
    corners = cv2.goodFeaturesToTrack(
        before, POINTS, 0.01, STRIDE_SPACING, mask=changed.astype(np.uint8)
    )
    if corners is None:
        return Went.NOWHERE
    places, ways = _followed(before, after, corners, STRIDE_LEVELS)
    length = np.linalg.norm(ways, axis=1)
    rows, columns = changed.shape
    ends = np.clip(np.round(places + ways), 0, (columns - 1, rows - 1)).astype(int)
    gone = (length > STRIDE[0]) & (length < STRIDE[1]) & changed[ends[:, 1], ends[:, 0]]
    together = _together(places[gone], ways[gone])
    if together.sum() < STRIDES:
        return Went.NOWHERE
    apart = np.linalg.norm(ways[gone] - np.median(ways[gone], axis=0), axis=1)
    if float(np.median(apart)) >= ALL_ALIKE:
        return Went.APART
    return Went.AS_ONE if changed.mean() >= LARGE else Went.NOWHERE


def _followed(before: Any, after: Any, corners: Any, levels: int) -> tuple[Points, Points]:
    """Where corners are that are found again there and back, and the ways they went."""
    follow: Any = cv2.calcOpticalFlowPyrLK
    there, found, off = follow(before, after, corners, None, winSize=WINDOW, maxLevel=levels)
    back, returned, _ = follow(after, before, there, None, winSize=WINDOW, maxLevel=levels)
    kept = (found.ravel() == 1) & (returned.ravel() == 1)
    kept &= off.ravel() < UNLIKE
    kept &= np.linalg.norm((back - corners)[:, 0], axis=1) < BACK
    places = corners[kept, 0].astype(np.float64)
    return places, there[kept, 0].astype(np.float64) - places


def _evened(grey: Any) -> Any:
    """Levels without broad light: a shade that was laid over moves no point."""
    broad = cv2.GaussianBlur(grey, (0, 0), BROAD)
    return cv2.addWeighted(grey, 1.0, broad, -1.0, 128.0)


def _own(places: Points, ways: Points) -> Points:
    """The ways without what the whole picture did: a shift, a scale, a turn."""
    given = np.hstack([places, np.ones((len(places), 1))])
    keep = np.ones(len(places), bool)
    left = ways
    for _ in range(4):
        fit = np.linalg.lstsq(given[keep], ways[keep], rcond=None)[0]
        left = ways - given @ fit
        length = np.linalg.norm(left, axis=1)
        near = length < max(BACK, 2 * float(np.median(length)))
        if near.sum() < FEW:
            break
        keep = near
    return left


def _together(places: Points, ways: Points) -> npt.NDArray[np.bool_]:
    """Which points have two neighbours that went the same way."""
    if len(places) < 3:
        return np.zeros(len(places), np.bool_)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    unlike = np.linalg.norm(ways[:, None] - ways[None], axis=2)
    length = np.linalg.norm(ways, axis=1)
    alike = (apart < NEAR) & (unlike < ALIKE * np.minimum(length[:, None], length[None]))
    together: npt.NDArray[np.bool_] = alike.sum(axis=1) >= 3  # itself and two others
    return together
