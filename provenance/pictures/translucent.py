"""What was laid over a place so that the original shows, or only shades it.

Each pixel then lies between the colour below and an ink, white or black, by a share that is even
(letters of a watermark) or changes slowly (a gradient under a headline). The original's own detail
is still there, fainter by that share. What an editor changes does not keep to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from provenance.pictures.ranks import value_at

Reals = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

LEAST = 10.0
"""Levels from which a pixel counts as changed."""
REACH = 40.0
"""Levels between a colour and an ink from which the share between them can be told."""
OFF, OFF_SHARE = 14.0, 0.1
"""Levels, and share of the change, by which a pixel may lie off the line to the ink."""
EXPLAINED = 0.8
"""Share of the changed pixels that an ink, or letters of the other ink, must explain."""
CORE = 0.55
"""Share of the strongest laying-over from which a pixel is no edge of a letter."""
SHOWS = 0.9
"""Share of an ink above which nothing shows through any more."""
EVEN, EVEN_SHARE = 0.07, 0.65
"""How far the share may lie off the usual one, and how many of the core's pixels must not."""
GRADUAL, GRADUAL_SHARE, NEAR = 0.05, 0.75, 9
"""How far it may lie off that of the surroundings, so many pixels wide, and how many must not."""
NOISE = 6.0
"""Levels of compression: a small reach makes the share less sure."""
STRUCTURE, KEPT = 2.0, 0.25
"""Levels of detail from which it can be told whether it was kept, and how far what is left may be
from what the share leaves."""
LETTERS, LETTER_LEVELS = 0.01, 60.0
"""Share of the changed pixels from which there are letters of the other ink; levels within which a
pixel has its colour."""
FAINT = 0.15
"""Share of an ink, even and not gradual, from which something was drawn: a misfit of tone leaves
0.05 to 0.1 (4 places of 22 photographs), watermarks have 0.3."""
HALF = 0.5
"""Least share of the detail that an ink should leave which must be there."""
BROAD, BROADLY = (3, 17), 0.7
"""Pixels between which detail is broad enough to outlive compression below a bar, and its
correlation with the original's from which it was kept: 0.77 and more below 14 bars and shades whose
finest detail was gone, 0.67 at most in three places of the scene that had been changed."""
WHOLLY = 0.93
"""Share of what changed that one ink explains under a watermark, 0.96 and more (10 pieces); 0.86 at
most in 12 parts that were blurred or painted in."""
UNDER, RESTS = 41, 25
"""Pixels over which the share below large letters is taken from beside them; changed pixels of
single strokes from which there is something to judge."""
RINGING, SMEARED = 0.2, 36.0
"""Change, relative to that of the letters, that JPEG leaves around them; levels of colour by which
it smears thin strokes."""
MOSTLY, ALIKE = 0.6, 0.15
"""Share of a further piece's pixels that the same ink must explain, and how near its share must be
to that of the first."""
NEARLY = 8.0
"""Levels within which two inks are one."""
FRINGE, LEAVES = 7, 0.7
"""Pixels around letters that have some of their colour; share of the others that are as the same
share of the same ink leaves them: 0.83 and more in pieces of eight bars, 0.35 at most in removals,
clones and patches of six photographs."""
BETWEEN, THIN, STROKES_EXPLAINED = 0.25, 5.0, 0.85
"""Share of a place that is as it was between thin letters; half the width of a stroke, in pixels;
share of what changed that one colour must explain."""
WHITE, BLACK = (np.full(3, level, np.float32) for level in (255.0, 0.0))
WHOLE = 1.05
"""Share of an ink beyond which it explains nothing: where all levels are near one another each
colour is within a few levels of one (1.1 to 1.8 in the cells of five mosaics)."""
LOOSE, FULL, THICK = 0.6, 0.75, 9.0
"""Share of its box that a drawing of large letters fills at most, and a bar at least; half the
width of such letters' strokes, in pixels: a rider who moved on over a plain road is thicker."""


class Laid(StrEnum):
    """How a place was changed so that the original still shows."""

    OVER = "over"
    """Letters, a logo, a bar."""
    SHADE = "shade"
    """Darkness or light that comes slowly: a tone, no drawing."""


@dataclass(frozen=True, slots=True)
class Laying:
    """What was laid over a place."""

    how: Laid
    ink: Reals
    """RGB."""
    share: float
    """Of the ink, in most of what it covers."""

    def near(self, other: Laying) -> bool:
        """True where the other is of the same ink, and as strong."""
        same = bool(np.abs(self.ink - other.ink).max() <= NEARLY)
        return same and abs(self.share - other.share) <= EVEN


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of two registered pictures, in RGB levels, and where it changed."""

    now: Reals
    before: Reals
    inside: Mask
    changed: Mask

    @classmethod
    def of(cls, now: Reals, before: Reals, inside: Mask) -> _Place:
        return cls(now, before, inside, inside & (np.abs(now - before).max(axis=2) >= LEAST))

    def share(self, ink: Reals) -> tuple[Reals, Mask, Reals]:
        """How much of an ink each pixel has, if that explains it, and its reach."""
        change, way = self.now - self.before, ink - self.before
        share = (change * way).sum(axis=2) / np.maximum((way * way).sum(axis=2), 1.0)
        left = np.abs(change - share[..., None] * way).max(axis=2)
        reach = np.abs(way).max(axis=2)
        most = OFF + OFF_SHARE * np.abs(change).max(axis=2)
        return share, self.changed & (reach >= REACH) & (share > 0) & (left <= most), reach


def laid_over(now: Reals, before: Reals, inside: Mask) -> Laying | None:
    """What was laid over the pixels inside; None where no ink explains them.

    RGB levels, of what is there and of what was.
    """
    place = _Place.of(now, before, inside)
    if place.changed.sum() < NEAR * NEAR:
        return None
    for ink, other in ((WHITE, BLACK), (BLACK, WHITE)):
        share, good, reach = place.share(ink)
        if good.sum() < NEAR * NEAR:
            continue
        under = before + _around(share, good, UNDER)[..., None] * (ink - before)
        other_ink = place.changed & ~good & _between(now, under, other)
        if (good | other_ink).sum() < EXPLAINED * place.changed.sum():
            continue
        letters = other_ink & (np.abs(now - other).max(axis=2) <= LETTER_LEVELS)
        found = _laid(place, ink, share, reach, good, letters.sum() / place.changed.sum())
        if found is not None:
            how, usual = found
            return Laying(how, ink, usual)
    return _strokes(place)


def same_laying(now: Reals, before: Reals, inside: Mask, other: Laying) -> bool:
    """True where what was laid over another place explains this one as well.

    By itself; or on a ground as dark as the ink, where no pixel tells a share alone, by what such
    a share leaves of the ground between the letters.
    """
    place = _Place.of(now, before, inside)
    share, good, _reach = place.share(other.ink)
    if good.sum() < MOSTLY * max(1, place.changed.sum()):
        return _leaves_the_same(place, other)
    strongest = value_at(0.9, share[good])
    return abs(strongest - other.share) <= ALIKE


def _leaves_the_same(place: _Place, other: Laying) -> bool:
    """True where a laying's share of its ink leaves what is there, letters aside."""
    lettering = WHITE if (other.ink == BLACK).all() else BLACK
    near = np.abs(place.now - lettering).max(axis=2) <= LETTER_LEVELS
    letters = cv2.dilate(near.astype(np.uint8), np.ones((FRINGE, FRINGE), np.uint8)).astype(bool)
    rest = place.changed & ~letters
    if other.how is not Laid.OVER or rest.sum() < max(NEAR * NEAR, BETWEEN * place.changed.sum()):
        return False
    change = (place.now - place.before)[rest]
    off = change - other.share * (other.ink - place.before[rest])
    most = OFF / 2 + OFF_SHARE * np.abs(change).max(axis=1)
    return float((np.abs(off).max(axis=1) <= most).mean()) >= LEAVES


def _between(now: Reals, start: Reals, end: Reals) -> Mask:
    """Where a colour lies on the way from one to another: the edges of letters."""
    way = end - start
    square = np.maximum((way * way).sum(axis=2), 1.0)
    share = np.clip(((now - start) * way).sum(axis=2) / square, 0.0, 1.0)
    left = np.abs(now - start - share[..., None] * way).max(axis=2)
    most = OFF + OFF_SHARE * np.abs(now - start).max(axis=2)
    return np.asarray(left <= most, np.bool_)


def _around(share: Reals, good: Mask, wide: int) -> Reals:
    """The mean share of what an ink explains around each pixel."""
    weights = good.astype(np.float32)
    sums = cv2.blur(share.astype(np.float32) * weights, (wide, wide))
    return np.asarray(sums / np.maximum(cv2.blur(weights, (wide, wide)), 1e-3), np.float32)


def _strokes(place: _Place) -> Laying | None:
    """Thin letters of any one colour between which the original is as it was."""
    off = np.abs(place.now - place.before).max(axis=2)
    least = max(LEAST, RINGING * value_at(0.9, off[place.changed]))
    changed = place.changed & (off >= least)
    between = place.inside & ~changed
    if changed.sum() < RESTS or between.sum() < BETWEEN * place.inside.sum():
        return None
    reach = cv2.distanceTransform(changed.astype(np.uint8), cv2.DIST_L2, 3)
    if float(reach.max()) > THIN:
        return None
    strongest = changed & (off >= value_at(0.9, off[changed]))
    ink = np.median(place.now[strongest], axis=0).astype(np.float32)
    for colour in (WHITE, BLACK, ink):
        share, good = _stroked(place, colour)
        good &= changed
        if good.sum() < STROKES_EXPLAINED * changed.sum():
            continue
        usual = value_at(0.9, share[good])
        if usual <= WHOLE:
            return Laying(Laid.OVER, colour, usual)
    return None


def _stroked(place: _Place, ink: Reals) -> tuple[Reals, Mask]:
    """How much of an ink each pixel has, and where that explains it.

    But for colour that JPEG smears."""
    now, before, end = (
        cv2.cvtColor(np.clip(x, 0, 255).astype(np.uint8), cv2.COLOR_RGB2YCrCb).astype(np.float32)
        for x in (place.now, place.before, ink[None, None])
    )
    way, change = end - before, now - before
    share = (change * way).sum(axis=2) / np.maximum((way * way).sum(axis=2), 1.0)
    left = np.abs(change - np.clip(share, 0.0, 1.0)[..., None] * way)
    light = left[..., 0] <= OFF + OFF_SHARE * np.abs(change[..., 0])
    near = light & (left[..., 1:].max(axis=2) <= SMEARED) & (share > 0)
    return np.asarray(share, np.float32), np.asarray(near, np.bool_)


def _laid(
    place: _Place, ink: Reals, share: Reals, reach: Reals, good: Mask, lettered: float
) -> tuple[Laid, float] | None:
    """How one ink was laid over; None where its share is neither even nor gradual."""
    core = good & (share >= CORE * value_at(0.9, share[good]))
    usual = float(np.median(share[core]))
    if usual > SHOWS:
        return None
    unsure = NOISE / np.maximum(reach, 1.0)
    even = float((np.abs(share - usual) <= EVEN + unsure)[core].mean()) >= EVEN_SHARE
    around = _around(share, good, NEAR)
    gradual = float((np.abs(share - around) <= GRADUAL + unsure)[good].mean()) >= GRADUAL_SHARE
    if not (even or gradual):
        return None
    level = around if gradual else np.full_like(around, usual)
    kept = _kept(place.now, place.before, core, level)
    ys, xs = np.nonzero(place.inside)
    thick = float(cv2.distanceTransform(good.astype(np.uint8), cv2.DIST_L2, 3).max())
    bar_of_words = gradual and thick > THICK and lettered >= LETTERS
    if kept is False and (bar_of_words or (even and good.sum() >= WHOLLY * place.changed.sum())):
        kept = _kept_broadly(place.now, place.before, core)
    filled = place.inside.sum() / ((np.ptp(ys) + 1) * (np.ptp(xs) + 1))
    loose = filled <= LOOSE and thick <= THICK
    bar = filled >= FULL and lettered >= LETTERS
    if kept is False or (kept is None and not (loose or bar)):
        return None
    drawn = lettered >= LETTERS or (even and usual >= FAINT)
    if not (drawn or gradual):
        return None
    return (Laid.OVER if drawn else Laid.SHADE), usual


def _kept(now: Reals, before: Reals, core: Mask, share: Reals) -> bool | None:
    """Whether the original's detail is there, fainter; None where it had none."""
    fine = []
    for pixels in (now, before):
        grey = cv2.cvtColor(np.clip(pixels, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
        grey = grey.astype(np.float32)
        fine.append((grey - cv2.blur(grey, (5, 5)))[core])
    if float((fine[1] * fine[1]).mean()) < STRUCTURE**2:
        return None
    wanted = fine[1] * (1 - share[core])
    power = max(1e-3, float((wanted * wanted).mean()))
    left, usual = float((fine[0] * wanted).mean()) / power, float(1 - share[core].mean())
    return left >= HALF and abs(left - 1) * usual <= KEPT


def _kept_broadly(now: Reals, before: Reals, core: Mask) -> bool:
    """Whether the original's broad detail is there, where compression took the finest."""
    weight = core.astype(np.float32)
    bands = []
    for pixels in (now, before):
        grey = cv2.cvtColor(np.clip(pixels, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
        fine, wide = (
            cv2.blur(grey * weight, (side, side)) / np.maximum(cv2.blur(weight, (side, side)), 1e-3)
            for side in BROAD
        )
        bands.append((fine - wide)[core].astype(np.float64))
    power = float((bands[0] ** 2).mean() * (bands[1] ** 2).mean())
    return bool((bands[0] * bands[1]).mean() >= BROADLY * max(1.0, power**0.5))
