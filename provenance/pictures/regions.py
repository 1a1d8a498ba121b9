"""What kind of change a region is: graphics laid over, parts made unrecognisable, or the scene.

Each sign is measured on its own, in levels or shares; `kind_of` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model import Box, EditedRegion, Transformation
from provenance.pictures.overlap import Colours, Mask, Overlap

Reals = npt.NDArray[np.float32]

MIN_AREA = 0.002
"""Share of the common frame below which a difference is not reported."""
SMALL_AREA = 0.0012
"""The same for drawn graphics and lost detail, which are sharply bounded."""
COARSE = 8
"""Parts of a region's shorter side that a mosaic's cells or a blur still tell apart."""
OBSCURED_LIKE, OBSCURED_DETAIL = 0.8, 0.5
"""Correlation of broad levels from which, and share of fine detail below which, a part was
pixelated or blurred."""
ON_LINE = 14
"""Levels by which a pixel may lie off the line from the original's colour to the ink's."""
INK_STEP = 24
"""Levels of one bin when a graphic's inks are looked for."""
INKED = 0.75
"""Share of a region's changed pixels that two inks, laid over the original, must explain."""
OPAQUE_SHARE = 0.2
"""Share of the changed pixels that must have an ink's very colour."""
FOREIGN = 0.25
"""Share of the surroundings that may have an ink's colour; more of them, and the ink is a patch
of sky or wall."""
BAR_FLAT, BAR_FILL, BAR_AREA = 0.93, 0.85, 0.1
"""Share of a bar that has its one colour; of its box that it fills; of the frame that it may
cover."""
SAME_INK = 20
"""Levels within which two colours are one ink."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two registered pictures and where they differ."""

    shared: Overlap
    toned: Colours
    """The original with the published picture's tone."""
    changed: Mask
    strong: Mask
    """Where the levels differ much."""


@dataclass(frozen=True, slots=True)
class Part:
    """One region of the common frame."""

    change: Change
    inside: Mask
    box: Box
    """In the frame's pixels."""
    area: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of the box."""
        b = self.box
        return slice(b.y, b.y + b.height), slice(b.x, b.x + b.width)

    @property
    def drawn(self) -> Mask:
        """The region's pixels that changed much; all of it where hardly any did."""
        strong = self.inside & self.change.strong
        return strong if strong.sum() > 20 else self.inside


def regions_of(change: Change) -> tuple[EditedRegion, ...]:
    """The regions that changed and what each is, in the original's pixels."""
    found = []
    for part in _parts(change):
        kind = kind_of(part)
        least = MIN_AREA if kind is Transformation.EDITED else SMALL_AREA
        if part.area >= max(12.0, least * change.changed.size):
            found.append(EditedRegion(_in_original(part.box, change.shared), kind))
    return tuple(found)


def _parts(change: Change) -> Iterator[Part]:
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(
        change.changed.astype(np.uint8)
    )
    least = max(12.0, SMALL_AREA * change.changed.size)
    for index in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[index])
        if area >= least:
            yield Part(change, labels == index, Box(left, top, width, height), area)


def _in_original(box: Box, shared: Overlap) -> Box:
    return Box(
        round(shared.left + box.x * shared.step),
        round(shared.top + box.y * shared.step),
        max(1, round(box.width * shared.step)),
        max(1, round(box.height * shared.step)),
    )


def kind_of(part: Part) -> Transformation:
    """Graphics before bars before what was made unrecognisable; the scene where none of them."""
    shared = part.change.shared
    if is_bar(part):
        return Transformation.OBSCURED
    if is_inked(part, shared.published, part.change.toned):
        return Transformation.OVERLAID
    if is_obscured(part):
        return Transformation.OBSCURED
    return Transformation.EDITED


def is_obscured(part: Part) -> bool:
    """True where broad levels are the original's and its detail is gone."""
    rows, columns = part.slices
    inside = part.inside[rows, columns]
    one, two = (
        cv2.cvtColor(np.ascontiguousarray(p[rows, columns]), cv2.COLOR_RGB2GRAY).astype(np.float32)
        for p in (part.change.shared.published, part.change.toned)
    )
    sigma = max(1.5, min(part.box.width, part.box.height) / COARSE)
    broad_one, broad_two = (cv2.GaussianBlur(layer, (0, 0), sigma) for layer in (one, two))
    fine_one, fine_two = one - broad_one, two - broad_two
    detail = _slope(fine_one[inside], fine_two[inside])
    return (
        _correlation(broad_one[inside], broad_two[inside]) >= OBSCURED_LIKE
        and detail <= OBSCURED_DETAIL
    )


def is_bar(part: Part) -> bool:
    """True for a box of one colour inside the frame, as laid over eyes and number plates."""
    rows, columns = part.change.changed.shape
    box = part.box
    if part.area > BAR_AREA * rows * columns or _touches_edge(part):
        return False
    inner = part.change.shared.published[
        box.y + box.height // 6 : box.y + box.height - box.height // 6,
        box.x + box.width // 8 : box.x + box.width - box.width // 8,
    ].reshape(-1, 3)
    if len(inner) < 12 or part.area < BAR_FILL * box.area:
        return False
    colour = np.median(inner, axis=0)
    flat = (np.abs(inner - colour).max(axis=1) < SAME_INK).mean() >= BAR_FLAT
    return bool(flat and _around(part, colour) < FOREIGN)


def _touches_edge(part: Part) -> bool:
    rows, columns = part.change.changed.shape
    box = part.box
    return min(box.x, box.y, columns - box.x - box.width, rows - box.y - box.height) <= 2


def is_inked(part: Part, over: Colours, under: Colours) -> bool:
    """True where one or two flat colours, laid over what was there, explain what is there now.

    Opaque, translucent and antialiased alike: each pixel lies between the colour below and an ink,
    or between the two inks.
    """
    drawn = part.drawn
    now, before = over[drawn].astype(np.float32), under[drawn].astype(np.float32)
    inks = _inks(now, before)
    if not len(inks):
        return False
    pairs = [(before, ink) for ink in inks] + [(inks[0], ink) for ink in inks[1:]]
    off = np.min([_off_line(now, start, end) for start, end in pairs], axis=0)
    if (off <= ON_LINE).mean() < INKED:
        return False
    spans = _touches_edge(part) and (
        part.box.width >= SPANS * over.shape[1] or part.box.height >= SPANS * over.shape[0]
    )
    return spans or _around(part, inks[0]) < FOREIGN


SPANS = 0.9
"""Share of the frame's side from which a graphic at its edge is a bar of words."""


def _inks(now: Reals, before: Reals) -> list[Reals]:
    """The one or two colours that a graphic is drawn with; none where there is no flat colour."""
    bins = (now // INK_STEP).astype(np.int64) @ np.array([121, 11, 1])
    values, counts = np.unique(bins, return_counts=True)
    order = np.argsort(-counts)[:2]
    inks = [
        np.asarray(np.median(now[bins == values[n]], axis=0), np.float32)
        for n in order
        if counts[n] >= OPAQUE_SHARE * len(now)
    ]
    through = _translucent(now, before)
    return inks or ([through] if through is not None else [])


def _translucent(now: Reals, before: Reals) -> Reals | None:
    """The colour that was laid over evenly: what is there is a share of the colour below and a
    share of it."""
    if len(now) < 20 or before.std() < 4:
        return None
    given = before - before.mean(axis=0)
    slope = float((given * (now - now.mean(axis=0))).sum() / max(float((given**2).sum()), 1.0))
    if not 0.0 <= slope <= MOST_THROUGH:
        return None
    ink = (now.mean(axis=0) - slope * before.mean(axis=0)) / (1 - slope)
    if ink.min() < -ON_LINE or ink.max() > 255 + ON_LINE:
        return None
    return np.asarray(np.clip(ink, 0, 255), np.float32)


MOST_THROUGH = 0.85
"""Share of the colour below that may show through a graphic."""


def _off_line(now: Reals, start: Reals, end: Reals) -> Reals:
    """How far each colour lies off the line between two."""
    way = end - start
    length = np.maximum((way**2).sum(axis=-1), 1.0)
    share = np.clip(((now - start) * way).sum(axis=-1) / length, 0.0, 1.0)
    off: Reals = np.abs(now - start - share[..., None] * way).max(axis=-1)
    return off


def _around(part: Part, colour: npt.NDArray[np.floating]) -> float:
    """Share of the region's surroundings, in the original, that have this colour."""
    box, shape = part.box, part.inside.shape
    reach = max(6, min(box.width, box.height) // 3)
    rows = slice(max(0, box.y - reach), min(shape[0], box.y + box.height + reach))
    columns = slice(max(0, box.x - reach), min(shape[1], box.x + box.width + reach))
    outside = ~part.inside[rows, columns]
    ring = part.change.toned[rows, columns][outside].astype(np.float32)
    return float((np.abs(ring - colour).max(axis=1) < SAME_INK).mean()) if len(ring) else 0.0


def _slope(one: Reals, two: Reals) -> float:
    return float((one * two).sum() / max(float((two * two).sum()), 1.0))


def _correlation(one: Reals, two: Reals) -> float:
    a, b = one - one.mean(), two - two.mean()
    return float((a * b).sum() / max(float(np.sqrt((a * a).sum() * (b * b).sum())), 1.0))
