"""A picture as words: small patches around its corners, each told in 24 bits.

A word is the signs of a patch's 24 lowest waves (as the fingerprint of a whole picture is, but of
one upright patch at one of several scales). A crop keeps the words of what it shows; a mirrored
copy has others, and is turned back first.
"""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.overlap import Colours
from provenance.values import dataclass

Grey = npt.NDArray[np.uint8]
Reals = npt.NDArray[np.float32]
Bits = npt.NDArray[np.uint32]

BITS = 24


@dataclass(frozen=True, slots=True)
class Ask:
    """Which words are taken of a picture."""

    most: int
    scales: tuple[float, ...]


KEPT = Ask(128, (0.84, 0.59, 0.42))
"""Of a picture in the archive. With 96 words three in a hundred crops to a fifth are lost. Of 50
crops to a third and to a fifth of 200 photographs, 1.00 and .90 are proposed; with scales 1, .7, .5
and .35, which share the words out more thinly, .98 and .84."""
ASKED = Ask(300, (1.0, 0.84, 0.7, 0.59, 0.5, 0.42, 0.35, 0.3, 0.25, 0.21))
"""Of a picture that is looked for: half steps between the kept scales, and further. A crop to a
fifth is shown 2.2 times as large, a picture in a collage half as large."""
CROPPED = Ask(100, ASKED.scales[3:])
"""Of one that is looked for as a crop only, which shows nothing smaller than its original: in 40 %
of the time as many are proposed, of 100 photographs cropped to 50, 36 and 20 % 1.00, .97, .84."""
EMPTY = 0xFFFFFFFF
"""The word in the place of one that a plain picture does not have."""
PLACE = np.dtype([("word", "<u4"), ("x", "<u2"), ("y", "<u2")])
"""One word as it is kept, with where it stands."""
EDGE = 65_535
"""The long edge, as places are kept."""

_SIDE, _SPACING = 16, 1.5
"""Samples of a patch's side, and pixels from one to the next."""
_MARGIN = int(_SIDE * _SPACING / 2) + 1
_CALM = 0.42
"""Pixels of the smaller level by which a level is blurred before it is made smaller. Of 400 crops
to a fifth .865 are proposed, by averaging areas, which takes four times as long, .870."""
_BY_HALF = 0.42
"""Scales below it are made from the picture at half its size, in a quarter of the time: the scales
of the words that are kept are made as they always were."""
_APART = 8
"""Pixels between two corners."""
_CORNER = 0.01
"""Share of the strongest corner's strength that a corner must have."""
_WAVES = 6
_ORDER = [
    (down, across)
    for both in range(1, 2 * _WAVES - 1)
    for down in range(_WAVES)
    for across in range(_WAVES)
    if down + across == both
][:BITS]
_PICK = np.array([down * _WAVES + across for down, across in _ORDER])
_FALL = np.array([down + across for down, across in _ORDER], np.float32)
"""Waves grow weaker with their number: what is weak for its number is unsure."""
_COSINES = np.cos(
    np.pi / (2 * _SIDE) * np.outer(np.arange(_WAVES), 2 * np.arange(_SIDE) + 1)
).astype(np.float32)
_POWERS = (1 << np.arange(BITS)).astype(np.uint32)
_UNSURE = 6
_FLIPS = [c for n in range(3) for c in combinations(range(_UNSURE), n)]
"""Which of the six most unsure signs are also tried turned: none, one, or two."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one picture."""

    waves: Reals
    """(n, 24) strengths, whose signs are the word."""
    points: Reals
    """(n, 2) where each stands, in parts of the long edge."""

    def packed(self) -> bytes:
        """As they are kept: `KEPT.most` words of eight bytes."""
        kept = nothing()
        count = min(KEPT.most, len(self.points))
        kept["word"][:count] = _signs(self.waves[:count])
        spots = np.clip(np.rint(self.points[:count] * EDGE), 0, EDGE)
        kept["x"][:count], kept["y"][:count] = spots[:, 0], spots[:, 1]
        return kept.tobytes()

    def likely(self) -> Bits:
        """(ways, n) words that each may be: as it is, and with unsure signs turned."""
        order = np.argsort(np.abs(self.waves) * _FALL, axis=1)[:, :_UNSURE]
        unsure = _POWERS[order]
        word = _signs(self.waves)
        return np.stack([word ^ _sum(unsure, flips) for flips in _FLIPS])


def words_of(pixels: Colours, ask: Ask) -> Words:
    """The words of a picture, shared out over the scales."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    halved = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    half = np.asarray(halved, np.uint8)
    waves, points = [np.zeros((0, BITS), np.float32)], [np.zeros((0, 2), np.float32)]
    for scale in ask.scales:
        level = _scaled(grey, scale) if scale >= _BY_HALF else _scaled(half, 2 * scale)
        if min(level.shape) < 2 * _MARGIN + _APART:
            continue
        spots = _corners(level, max(_APART, round(ask.most * scale / sum(ask.scales))))
        if len(spots):
            waves.append(_waves_at(level, spots))
            points.append(spots / scale / max(grey.shape))
    return Words(np.concatenate(waves), np.concatenate(points).astype(np.float32))


def nothing() -> npt.NDArray[np.void]:
    """The words of a picture that has none."""
    kept = np.zeros(KEPT.most, PLACE)
    kept["word"] = EMPTY
    return kept


def _scaled(grey: Grey, scale: float) -> Grey:
    if scale == 1:
        return grey
    calm = cv2.GaussianBlur(grey, (0, 0), _CALM / scale)
    return np.asarray(
        cv2.resize(calm, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR), np.uint8
    )


def _corners(level: Grey, most: int) -> Reals:
    inside = cv2.GaussianBlur(level[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN], (3, 3), 0.8)
    found = cv2.goodFeaturesToTrack(inside, most, _CORNER, _APART, blockSize=7)
    if found is None:
        return np.zeros((0, 2), np.float32)
    return np.asarray(found[:, 0] + np.float32(_MARGIN), np.float32)


def _waves_at(level: Grey, spots: Reals) -> Reals:
    """The strengths of the lowest waves of the patch around each spot."""
    steps = (np.arange(_SIDE, dtype=np.float32) - (_SIDE - 1) / 2) * np.float32(_SPACING)
    shape = (len(spots), _SIDE, _SIDE)
    across = np.broadcast_to(spots[:, 0, None, None] + steps[None, None, :], shape)
    down = np.broadcast_to(spots[:, 1, None, None] + steps[None, :, None], shape)
    patches = cv2.remap(
        cv2.GaussianBlur(level, (5, 5), 1.2),
        np.ascontiguousarray(across).reshape(-1, _SIDE),
        np.ascontiguousarray(down).reshape(-1, _SIDE),
        cv2.INTER_LINEAR,
    )
    grid = np.asarray(patches, np.float32).reshape(shape)
    waves: Reals = (_COSINES @ grid @ _COSINES.T).reshape(len(spots), -1)[:, _PICK]
    return waves


def _signs(waves: Reals) -> Bits:
    word: Bits = ((waves > 0) * _POWERS).sum(axis=1).astype(np.uint32)
    return word


def _sum(unsure: Bits, flips: tuple[int, ...]) -> Bits:
    together: Bits = unsure[:, list(flips)].sum(axis=1).astype(np.uint32)
    return together
