"""What was laid over a place so that the original shows through, and what only shades it.

Each pixel then lies between the colour below and an ink, white or black, by a share that is even
(letters of a watermark) or changes slowly (a gradient under a headline). The original's own detail
is still there, fainter by that share. What an editor changes does not keep to that.
"""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

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
LOOSE = 0.6
"""Share of its box that a drawing of letters fills at most."""


class Laid(StrEnum):
    """How a place was changed so that the original still shows."""

    OVER = "over"
    """Letters, a logo, a bar."""
    SHADE = "shade"
    """Darkness or light that comes slowly: a tone, no drawing."""


def laid_over(now: Reals, before: Reals, inside: Mask) -> Laid | None:
    """How the pixels inside were changed by a translucent ink; None where that explains little.

    RGB levels, of what is there and of what was.
    """
    change = now - before
    off = np.abs(change).max(axis=2)
    changed = inside & (off >= LEAST)
    if changed.sum() < NEAR * NEAR:
        return None
    for ink, other in ((255.0, 0.0), (0.0, 255.0)):
        way = ink - before
        reach = np.abs(way).max(axis=2)
        share = (change * way).sum(axis=2) / np.maximum((way * way).sum(axis=2), 1.0)
        left = np.abs(change - share[..., None] * way).max(axis=2)
        good = changed & (reach >= REACH) & (share > 0) & (left <= OFF + OFF_SHARE * off)
        letters = changed & ~good & (np.abs(now - other).max(axis=2) <= LETTER_LEVELS)
        if (good | letters).sum() < EXPLAINED * changed.sum() or good.sum() < NEAR * NEAR:
            continue
        if found := _laid(now, before, share, reach, good, inside, letters.sum() / changed.sum()):
            return found
    return None


def _laid(
    now: Reals,
    before: Reals,
    share: npt.NDArray[np.floating],
    reach: Reals,
    good: Mask,
    inside: Mask,
    lettered: float,
) -> Laid | None:
    """How one ink was laid over; None where its share is neither even nor gradual."""
    core = good & (share >= CORE * np.quantile(share[good], 0.9))
    usual = float(np.median(share[core]))
    unsure = NOISE / np.maximum(reach, 1.0)
    even = float((np.abs(share - usual) <= EVEN + unsure)[core].mean()) >= EVEN_SHARE
    weights = good.astype(np.float32)
    around = cv2.blur(share.astype(np.float32) * weights, (NEAR, NEAR)) / np.maximum(
        cv2.blur(weights, (NEAR, NEAR)), 1e-3
    )
    gradual = float((np.abs(share - around) <= GRADUAL + unsure)[good].mean()) >= GRADUAL_SHARE
    if not (even or gradual):
        return None
    kept = _kept(now, before, core, usual)
    ys, xs = np.nonzero(inside)
    loose = inside.sum() <= LOOSE * (np.ptp(ys) + 1) * (np.ptp(xs) + 1)
    if kept is False or (kept is None and not (loose or lettered >= LETTERS)):
        return None
    return Laid.OVER if even or lettered >= LETTERS else Laid.SHADE


def _kept(now: Reals, before: Reals, core: Mask, share: float) -> bool | None:
    """Whether the original's detail is there as the share leaves it; None where it had none."""
    fine = []
    for pixels in (now, before):
        grey = cv2.cvtColor(np.clip(pixels, 0, 255).astype(np.uint8), cv2.COLOR_RGB2GRAY)
        grey = grey.astype(np.float32)
        fine.append((grey - cv2.blur(grey, (5, 5)))[core])
    power = float((fine[1] * fine[1]).mean())
    if power < STRUCTURE**2:
        return None
    left = float((fine[0] * fine[1]).mean()) / power
    return abs(left - (1 - share)) <= KEPT
