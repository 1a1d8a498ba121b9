"""The motion between two registered pictures: two moments of one shot.

A copy keeps every point where it was, whatever was done to its tone, size or parts. Between two
frames of a shot, points that both show have moved, and their neighbours moved along.
"""

from __future__ import annotations

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
SHIFTED = 0.3
"""Median way of all points, in pixels, from which the whole moved within itself."""
FLOWN_AREA, FLOWN = 0.03, 0.62
"""Share of the frame that must have changed for its flow to be asked, and share of the difference
that flow leaves where things moved: 0.31 to 0.6 in 10 pairs of frames with a moving figure, 0.77
and more where something was added, cloned or drawn (47 pairs)."""
FINE, FINE_RIM, FLOWN_DETAIL = 3.0, 5, 0.25
"""Sigma, in pixels, of the detail that a thing takes along when it moves, pixels of the rim of what
changed, and correlation from which it did: 0.23 and more in 40 of 42 pairs of frames with moving
figures, 0.01 to 0.15 where a disc of sky or of a face was pasted in: its plain levels flow in from
anywhere."""
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


def motion(shared: Overlap) -> Motion:
    """Follow the original's corners into the published picture."""
    toned = tone_original(shared.published, shared.original, shared.mask)
    before, after = (cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) for x in (toned, shared.published))
    corners = cv2.goodFeaturesToTrack(
        before, POINTS, 0.01, SPACING, mask=shared.mask.astype(np.uint8)
    )
    if corners is None or len(corners) < FEW:
        return Motion(0, 0, 0.0)
    before, after = (_evened(layer) for layer in (before, after))
    follow: Any = cv2.calcOpticalFlowPyrLK
    there, found, off = follow(before, after, corners, None, winSize=WINDOW, maxLevel=LEVELS)
    back, returned, _ = follow(after, before, there, None, winSize=WINDOW, maxLevel=LEVELS)
    kept = (found.ravel() == 1) & (returned.ravel() == 1)
    kept &= off.ravel() < UNLIKE
    kept &= np.linalg.norm((back - corners)[:, 0], axis=1) < BACK
    if kept.sum() < FEW:
        return Motion(int(kept.sum()), 0, 0.0)
    places = corners[kept, 0].astype(np.float64)
    ways = _own(places, there[kept, 0].astype(np.float64) - places)
    length = np.linalg.norm(ways, axis=1)
    moved = (length > MOVED) & (length < FAR)
    return Motion(len(places), _together(places[moved], ways[moved]), float(np.median(length)))


def _evened(grey: Any) -> Any:
    """Levels without broad light: a shade that was laid over moves no point."""
    broad = cv2.GaussianBlur(grey, (0, 0), BROAD)
    return cv2.addWeighted(grey, 1.0, broad, -1.0, 128.0)


def flows(published: Colours, toned: Colours, changed: Mask) -> bool:
    """True where what changed is the original's content, a little further on.

    A figure that moved before a still background; or one that was cut out and put back beside its
    place, which nobody can tell from it.
    """
    if changed.mean() < FLOWN_AREA:
        return False
    now, before = (cv2.cvtColor(x, cv2.COLOR_RGB2GRAY) for x in (published, toned))
    dense: Any = cv2.DISOpticalFlow
    way = dense.create(cv2.DISOPTICAL_FLOW_PRESET_FAST).calc(now, before, None)
    rows, columns = now.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    follow: Any = cv2.remap
    back = follow(before, x + way[..., 0], y + way[..., 1], cv2.INTER_LINEAR)
    left, off = (float(cv2.absdiff(now, other)[changed].mean()) for other in (back, before))
    return left <= FLOWN * off and _detail_likeness(now, back, changed) >= FLOWN_DETAIL


def _detail_likeness(now: Any, back: Any, changed: Mask) -> float:
    """Correlation of the fine detail well inside what changed; 0 where there is none."""
    inside = cv2.erode(changed.astype(np.uint8), np.ones((FINE_RIM, FINE_RIM), np.uint8)) > 0
    one, two = (
        (layer - cv2.GaussianBlur(layer, (0, 0), FINE))[inside].astype(np.float64)
        for layer in (now.astype(np.float32), back.astype(np.float32))
    )
    power = float(np.sqrt((one * one).sum() * (two * two).sum()))
    return float((one * two).sum()) / max(1.0, power)


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


def _together(places: Points, ways: Points) -> int:
    """How many points have two neighbours that went the same way."""
    if len(places) < 3:
        return 0
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    unlike = np.linalg.norm(ways[:, None] - ways[None], axis=2)
    length = np.linalg.norm(ways, axis=1)
    alike = (apart < NEAR) & (unlike < ALIKE * np.minimum(length[:, None], length[None]))
    return int((alike.sum(axis=1) >= 3).sum())  # itself and two others
