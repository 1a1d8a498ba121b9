"""The kind of change of a region: graphics, obscured, or the scene.

Each sign is measured on its own, in levels or shares; `kind_of` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from provenance.model import Box, EditedRegion, Transformation
from provenance.pictures.overlap import Colours, Mask, Overlap
from provenance.pictures.ranks import value_at
from provenance.pictures.sureness import Sign, is_clear
from provenance.pictures.translucent import Laid, Laying, laid_over, same_laying
from provenance.values import dataclass

Reals = npt.NDArray[np.float32]

MIN_AREA = 0.002
"""Share of the common frame below which a difference is not reported."""
SMALL_AREA = 0.0012
"""The same for drawn graphics and lost detail, which are sharply bounded."""
COARSE = (3, 6, 10)
"""Parts of a region's shorter side that a mosaic's cells or a blur may still tell apart."""
OBSCURED_LIKE, OBSCURED_DETAIL, OBSCURED_BROAD, CELLS_FILL = 0.95, 0.55, 0.7, 0.42
"""Correlation of broad levels from which, and share of fine detail below which, a part was
pixelated; share of the broad contrast it keeps, and of its box that it fills (cells that chance to
be as the picture was are no change)."""
COMPACT = 0.65
"""Share of its box that a filled shape or a patch takes."""
SOLID = 0.2
"""Depth of a drawing, relative to its shorter side, from which it is a filled shape, no strokes."""
STRAIGHT, EVENLY, EVEN_LEVELS = 0.85, 0.75, 3
"""Share of its box that a shape with straight sides fills (logos and bars 0.87 and more, round
patches 0.74 to 0.81); share of a shape's inside that has its ink to so many levels (speech bubbles
0.77 and more, 40 patches of photographs 0.72 and less)."""
BLURS, BLUR_LEFT, MARGIN = (2.0, 3.5, 6.0, 10.0), 0.22, 12
"""Sigmas, in pixels, that are tried for a blur; share of the difference well inside that is left
when the original is blurred so (0.02 to 0.2 in 22 blurred parts, 0.23 and more in 22 removals);
pixels around a region that a blur draws from."""
INNER, INNER_LIKE = 0.5, 0.95
"""Depth, relative to the deepest, from which a pixel is well inside a region, and correlation of
broad levels there: what was painted in from around keeps those of its rim only (0.98 and more in 22
mosaics, 0.44 to 0.98 in 20 of 22 removals)."""
CELLS_LEFT = 0.9
"""The same for a mosaic and the finest blur, which its cells come near to: 0.4 to 0.67 in five
mosaics, 0.83 and more in ten cloned patches."""
SQUARED, CELLS_DETAIL = 0.25, 0.7
"""Share of slanted steps up to which a part has the edges of cells, and the share of fine detail
that it may then have: 0.09 to 0.22 of five mosaics that looked like graphics or removals, 0.37 and
more in 17 of 18 removals and cloned patches."""
CELLS_BROAD, CELLS_LEVELS = (0.12, 0.22), 2.0
"""Share of the difference, without and with such edges, or levels if more, by which broad levels
well inside a mosaic may be off, since its cells have the mean of what they hide: 0.02 to 0.1 in 11
mosaics, 0.13 (1.8 levels) in one more, up to 0.21 in those five; 0.15 and more, 2.5 levels and
more, in eight removals that looked like mosaics, 0.25 and more in those 18."""
MORE = 1.4
"""How many times more a drawing stood out than what is there after its removal."""
ON_LINE, ON_LINE_COLOUR = 16, 36
"""Levels of light and of colour by which a pixel may lie off the line from the original's to the
ink's: JPEG keeps colour at half the size, which smears thin strokes."""
INK_STEP = 24
"""Levels of one bin when a graphic's inks are looked for."""
INKED = 0.75
"""Share of a region's changed pixels that two inks, laid over the original, must explain."""
OPAQUE_SHARE, FLAT, FLAT_SHARE = 0.2, 10, 0.6
"""Share of the changed pixels that a flat ink must cover; levels within which it is flat after
JPEG; share of the drawing's inside that its inks must cover so."""
VISIBLE = 36
"""Median levels by which a drawing changed the pixels it covers: it is there to be seen. One even
ink of white, black or a full colour is by half as many: a white bubble on a pale sky by 29, a blue
logo on a blue sea by 28."""
WHITE, BLACK, FULL_COLOUR = 225, 30, 150
"""Least and greatest channel of a white and a black ink; span of the channels of a full colour."""
RARE, SPARSE = 0.02, 4
"""Share of the other picture that may have an ink's colour, unless it is a pure one, and every how
many pixels are asked: a patch of sky or wall is no ink."""
SHOWS_THROUGH = 0.1, 0.85
"""Share of the colour below that shows through a translucent graphic."""
CORE = 0.7
"""Of the changed pixels' differences, the quantile from which they are the cores of strokes."""
ONE_INK = 30
"""Spread, in levels, of the cores' colours within which they are drawn with one ink."""
MIDDLE, OUTER = 128, 0.7
"""Level between the inks of letters and of their outline; quantile that is either's own colour."""
LINE = 3
"""How many times longer than high a line of letters is."""
PLATE = 0.95
"""Share of the box around a full colour that has it, or letters on it: two logos that were taken
for edits 0.99 and more."""
STROKE = 0.016
"""Half the width of a stroke, relative to the frame's longer side: letters of a credit have 0.004,
of a meme 0.012."""
FOREIGN = 0.25
"""Share of the surroundings that may have an ink's colour; more of them, and the ink is a patch
of sky or wall."""
BAR_FLAT, BAR_RIM, BAR_AREA = 0.95, 0.12, 0.1
"""Share of a bar's inside that has its one colour; share of its side that compression frays; share
of the frame that it may cover."""
UNREST = 1.0
"""How many times more than the unrest of the rest a region must differ to be told: at most 0.9
where halftone, salt and pepper or a seam stood for an edit (3 pairs), 2 and more in 150 real
edits."""
COPIED, COPIED_TIMES, COPY_RIM = 20.0, 0.25, 0.025
"""Levels (root mean square) and share of the difference at its own place within which a part is
found again elsewhere; its rim, where it was blended in, as a share of the frame's longer side.
Of 17 cloned patches 15 give at most 20 and 0.19 (of less of a rim, 5 pixels at either size, 49 and
0.52), graphics of 34 photographs more."""
EDGE = 3
"""Pixels of the frame's edge: what lies in them touches it."""
PURELY = 0.2
"""Share of white, black and full colours from which a filled shape is surely a graphic: bars,
bubbles, letters and logos have 0.48 and more (55 of 11 photographs); of ten patches of other
pictures that were taken for graphics, five have 0.12 or less."""
FILLED, NEARLY_STRAIGHT, SURELY_STRAIGHT = 0.55, 0.8, 0.88
"""Share of its box from which a part is looked at as a shape (four removals and mosaics that were
taken for graphics 0.57 to 0.64); straightness from which a shape of one colour may be a bar (one
that lost its corners 0.87, bubbles 0.73 to 0.81), and from which it has lost none."""
PIECE = 4
"""How many times larger another graphic must be for a part to be a piece of it: a letter of a
watermark may be as compact as a shape."""
FINEST, BROADER, MOST, FINEST_LEFT = 1.0, 3.0, 0.9, 0.35
"""Sigmas, in pixels, between which detail is kept however a picture is scaled; quantile by which a
region differs; share of that which is left without what is finer: 0.06 to 0.3 where two ways to
scale made other stripes of a wall (11 places), 0.42 and more in 30 mosaics, blurs, removals and
credits."""
STRONGER = 0.4
"""Correlation of a difference with the original's finest detail from which that was sharpened: 0.59
and more in nine letterings; at most 0 in 45 graphics, mosaics, blurs and removals."""
STEP = 4.0
"""Levels between neighbouring pixels from which there is a step."""
HARDLY, FINEST_LIKE, FINEST_KEPT = 2.5, 0.75, (0.7, 1.3)
"""Levels of what is broader that say nothing changed; correlation of the detail between, and its
strength relative to the original's, from which it is kept: 0.8 and more, and 0.78 to 1.14, in those
places, where it has any; at most 0.56 as strong in the mosaics."""
SAME_INK, EXACTLY = 20, 5
"""Levels within which two colours are one ink; the same for a bar's pure black or white, which the
dark parts of a night are not: they have it on 0 to 0.05 of what is around six bars, and something
within 20 levels of it on up to 0.86."""
LETTERS = tuple(np.array([level, 128, 128], np.float32) for level in (255, 0))
"""White and black, in light and colour: what letters on a logo's full colour have. With them 0.97
and more of four logos is explained, without them 0.69 to 0.78."""


@dataclass(frozen=True, slots=True)
class Change:
    """Two registered pictures and where they differ."""

    shared: Overlap
    toned: Colours
    """The original with the published picture's tone."""
    changed: Mask
    strong: Mask
    """Where the levels differ much."""
    off: npt.NDArray[np.uint8]
    """Levels by which each pixel differs."""
    unrest: float
    """Levels by which one in ten of the pixels that did not change differs all the same."""


@dataclass(frozen=True, slots=True)
class Region:
    """A region that changed, and how far it stands out from what did not change."""

    edited: EditedRegion
    share: float
    """Of the common frame."""
    strength: float
    replaced: bool
    """True for a part of the scene that is another one now, not a drawing that is gone."""
    laid: bool
    """True for what was laid over so that the original shows: no motion makes that."""
    clear: bool
    """True where it is surely of its kind, and hardly of another."""


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
        return self.within(0)

    def within(self, margin: int) -> tuple[slice, slice]:
        """Rows and columns of the box with so many pixels around it."""
        b = self.box
        return (
            slice(max(0, b.y - margin), b.y + b.height + margin),
            slice(max(0, b.x - margin), b.x + b.width + margin),
        )

    @property
    def drawn(self) -> Mask:
        """The region's pixels that changed much; all of it where hardly any did."""
        strong = self.inside & self.change.strong
        return strong if strong.sum() > 20 else self.inside


def regions_of(change: Change) -> tuple[tuple[Region, ...], bool, bool]:
    """The regions that changed and what each is, in the original's pixels.

    And whether others are only shaded, a change of tone; and whether others differ only as scaling
    and sharpening leave it, which a small change of the scene can look like.
    """
    every = list(_parts(change))
    parts = [part for part in every if not (is_resampled(part) or is_sharper(part))]
    aside = len(parts) < len(every)
    found_laid = [_laid(part) for part in parts]
    known = [
        (part, laying)
        for part, laying in zip(parts, found_laid, strict=True)
        if laying is None or laying.how is not Laid.SHADE
    ]
    shaded, parts = len(known) < len(parts), [part for part, _laying in known]
    kinds = [_kind(part, laying) for part, laying in known]
    hidden = [p.box for p, k in zip(parts, kinds, strict=True) if k is Transformation.OBSCURED]
    kinds = [
        Transformation.OBSCURED
        if kind is Transformation.EDITED and any(_lies_in(part.box, box) for box in hidden)
        else kind
        for part, kind in zip(parts, kinds, strict=True)
    ]
    layings = [
        laying
        for (_part, laying), kind in zip(known, kinds, strict=True)
        if laying is not None and kind is Transformation.OVERLAID
    ]
    graphics = [p for p, k in zip(parts, kinds, strict=True) if k is Transformation.OVERLAID]
    drawn = [_core(part) for part in graphics]
    largest = max((part.area for part in graphics), default=0)
    found = []
    for (part, laying), kind in zip(known, kinds, strict=True):
        laid = laying is not None and kind is Transformation.OVERLAID
        if kind is Transformation.EDITED and (
            any(_same_ink(part, ink) for ink in drawn)
            or any(same_laying(*_pixels(part), laying) for laying in layings)
        ):
            kind = Transformation.OVERLAID
        if kind is Transformation.OBSCURED and laying is not None:
            # what shows through as it does elsewhere below a bar of words is not hidden
            alike = [one for one in layings if one.how is Laid.OVER and one.near(laying)]
            kind = Transformation.OVERLAID if alike else kind
        least = MIN_AREA if kind is Transformation.EDITED else SMALL_AREA
        strength = float(np.median(change.off[part.drawn])) / max(1.0, change.unrest)
        if part.area >= max(12.0, least * change.changed.size) and strength >= UNREST:
            edited = EditedRegion(_in_original(part.box, change.shared), kind)
            replaced = kind is Transformation.EDITED and not is_removal(part)
            piece = kind is Transformation.OVERLAID and part.area * PIECE < largest
            clear = piece or is_clearly(part, kind)
            if kind is Transformation.EDITED and kinds.count(kind) > 1:
                clear &= is_clear(Sign.DRAWN_AFTER_ALL, inked_share(part))
            share = part.area / change.changed.size
            found.append(Region(edited, share, strength, replaced, laid, clear))
    return tuple(found), shaded, aside


def _lies_in(piece: Box, box: Box) -> bool:
    """True where one box lies in another.

    Cells that chance to be as they were part a mosaic.
    """
    return (
        box.x <= piece.x
        and box.y <= piece.y
        and piece.x + piece.width <= box.x + box.width
        and piece.y + piece.height <= box.y + box.height
    )


def is_resampled(part: Part) -> bool:
    """True where only the finest detail differs, as two ways to scale leave it."""
    one, two, inside = _greys(part)
    soft, broad = ([_blurred(layer, by) for layer in (one, two)] for by in (FINEST, BROADER))
    off, left, left_broad = (
        value_at(MOST, np.abs(a - b)[inside]) for a, b in ((one, two), soft, broad)
    )
    if left > FINEST_LEFT * off:
        return False
    kept, had = ((fine - wide)[inside] for fine, wide in zip(soft, broad, strict=True))
    alike = _correlation(kept, had) >= FINEST_LIKE
    return left_broad <= HARDLY or (alike and FINEST_KEPT[0] <= _slope(kept, had) <= FINEST_KEPT[1])


def is_sharper(part: Part) -> bool:
    """True where the original's own detail is there, and stronger.

    Whatever is put in its place, laid over it or hides it takes of that detail.
    """
    one, two, inside = _greys(part)
    fine = two - _blurred(two, FINEST)
    return _correlation((one - two)[inside], fine[inside]) >= STRONGER


def _laid(part: Part) -> Laying | None:
    """What was laid over so that the original shows; None where nothing was."""
    return laid_over(*_pixels(part))


def _kind(part: Part, laying: Laying | None) -> Transformation:
    """The kind of a region over which something translucent was laid, or nothing."""
    if laying is None or is_hidden(part) or is_copied(part):
        return kind_of(part)
    return Transformation.OVERLAID


def is_clearly(part: Part, kind: Transformation) -> bool:
    """True where a region is surely of its kind, and hardly of another."""
    if kind is Transformation.OVERLAID:
        pixelated = is_pixelated(part, of_means=False)
        return not (is_blob(part) or pixelated or may_be_no_graphic(part))
    if kind is Transformation.OBSCURED:
        if is_bar(part) or is_blurred(part):
            return True
        cells = is_clear(Sign.CELLS, cells_within(part))
        return cells and is_clear(Sign.SLANTED, slanted_share(part))
    rows, columns = part.inside.shape
    if not is_clear(Sign.SPAN, max(part.box.width / columns, part.box.height / rows)):
        return False
    inked = inked_share(part) if is_drawn(part) else 0.0
    evenly = evenness(part) >= EVENLY or evenness(_as_a_whole(part)) >= EVENLY
    if evenly or is_pixelated(part, of_means=False):
        return False  # one colour is found elsewhere, whatever it is; and a mosaic of single pixels
    return is_clear(Sign.DRAWN_AFTER_ALL, inked) or is_copied(part)


def _as_a_whole(part: Part) -> Part:
    """The part with what hardly changed.

    A white bubble on a pale sky is more than its letters.
    """
    return replace(part, change=replace(part.change, strong=part.change.changed))


def may_be_no_graphic(part: Part) -> bool:
    """True for a filled shape without straight sides that need be no graphic.

    A bar whose corners were lost; a patch of one colour that the original has elsewhere.
    """
    straight = straightness(part)
    if part.area < FILLED * part.box.area or straight >= SURELY_STRAIGHT:
        return False
    even = evenness(part)
    if even >= BAR_FLAT and straight >= NEARLY_STRAIGHT:
        return True
    over = part.change.shared.published
    inks = _flat_inks(part, over, _light_and_colour(over, part.drawn)) if even >= EVENLY else []
    return any(_elsewhere(part.change.toned, _as_rgb(ink)) > RARE for ink in inks)


def slanted_share(part: Part) -> float:
    """Share of a region's steps that are slanted: the edges of cells are not."""
    grey, _before, inside = _greys(part)
    across, down = np.abs(np.diff(grey, axis=1))[:-1], np.abs(np.diff(grey, axis=0))[:, :-1]
    steps = inside[:-1, :-1] & (np.maximum(across, down) > STEP)
    return float((np.minimum(across, down)[steps] > STEP).mean()) if steps.any() else 0.0


def inked_share(part: Part) -> float:
    """Share of a region's pixels that inks laid over the original explain."""
    over, under = part.change.shared.published, part.change.toned
    now, before = (_light_and_colour(picture, part.drawn) for picture in (over, under))
    return _explained(now, before, _inks(part, over, now, before))


def _cells(part: Part, parts: int) -> float:
    """Sigma, in pixels, of what so many cells of a mosaic keep."""
    return max(1.5, min(part.box.width, part.box.height) / parts)


def _pixels(part: Part) -> tuple[Reals, Reals, Mask]:
    """What is there now, what was, and where the region is; with a rim."""
    rows, columns = part.within(2)
    now, before = (
        picture[rows, columns].astype(np.float32)
        for picture in (part.change.shared.published, part.change.toned)
    )
    return now, before, part.inside[rows, columns]


def _core(part: Part) -> Reals:
    """The colour of what changed most."""
    return np.asarray(np.median(_cores(part), axis=0), np.float32)


def _cores(part: Part) -> Reals:
    """The pixels that changed most: the cores of strokes."""
    now = part.change.shared.published[part.drawn].astype(np.float32)
    off = np.abs(now - part.change.toned[part.drawn]).max(axis=1)
    cores: Reals = now[off >= value_at(CORE, off)]
    return cores


def _same_ink(part: Part, ink: Reals) -> bool:
    """True for a piece of a drawing whose other pieces have this ink."""
    return bool((np.abs(_cores(part) - ink).max(axis=1) <= ONE_INK).mean() >= FLAT_SHARE)


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
    """The kind of a region; the scene where it is none of the others.

    What the original had and the published picture has not is a removal: the scene.
    """
    shared, toned = part.change.shared, part.change.toned
    if is_hidden(part):
        return Transformation.OBSCURED
    if is_removal(part):
        return Transformation.EDITED
    if is_pixelated(part):
        seen = Transformation.OBSCURED
    elif is_inked(part, shared.published, toned) and is_drawn(part) and not is_smear(part):
        seen = Transformation.OVERLAID
    else:
        return Transformation.EDITED
    return Transformation.EDITED if is_copied(part) else seen


def is_hidden(part: Part) -> bool:
    """True for a bar, a blur and a mosaic, whatever stood out before."""
    return is_bar(part) or is_blurred(part) or is_mosaic(part)


def is_drawn(part: Part) -> bool:
    """True for strokes, and for filled shapes with straight sides or one colour.

    Or for white letters with a black outline, however thick. A round patch of wall, sky or petals
    is none.
    """
    if not is_solid(part) or straightness(part) >= STRAIGHT:
        return True
    if evenness(part) >= EVENLY or is_plate(part):
        return True
    over = part.change.shared.published
    inks = _flat_inks(part, over, _light_and_colour(over, part.drawn))
    levels = sorted(float(ink[0]) for ink in inks if _pure(ink))
    return len(levels) > 1 and levels[0] <= BLACK and levels[1] >= WHITE


def is_smear(part: Part) -> bool:
    """True for a patch of levels that flow into each other.

    None of them is white, black or a full colour. Painted in from around it; of letters only a
    line is so faint.
    """
    wide, high = part.box.width, part.box.height
    if max(wide, high) >= LINE * min(wide, high) or not is_blob(part):
        return False
    over, under = part.change.shared.published, part.change.toned
    now, before = (_light_and_colour(picture, part.drawn) for picture in (over, under))
    if _flat_inks(part, over, now):
        return False
    inks = _inks(part, over, now, before)
    return bool(inks) and not _pure(inks[0])


def is_plate(part: Part) -> bool:
    """True for a box of one full colour with white or black letters on it: a logo.

    On a white ground its letters are no change, and what changed has no straight sides.
    """
    over = part.change.shared.published
    flat = _flat_inks(part, over, _light_and_colour(over, part.drawn))
    if len(flat) != 1 or np.ptp(_as_rgb(flat[0])) < FULL_COLOUR:
        return False
    ys, xs = np.nonzero(part.drawn)
    box = np.zeros_like(part.drawn)
    box[ys.min() + 1 : ys.max(), xs.min() + 1 : xs.max()] = True
    if not box.any():
        return False
    inked = [_on_line(_light_and_colour(over, box), flat[0], letter) for letter in LETTERS]
    return float(np.logical_or.reduce(inked).mean()) >= PLATE


def is_solid(part: Part) -> bool:
    """True for a filled shape, not for strokes."""
    rows, columns = part.slices
    drawn = np.pad(part.drawn[rows, columns].astype(np.uint8), 1)
    deep = float(cv2.distanceTransform(drawn, cv2.DIST_L2, 3).max())
    return deep > SOLID * min(part.box.width, part.box.height)


def straightness(part: Part) -> float:
    """Share of its box that a drawing fills: 1 for straight sides, .79 for an arc."""
    ys, xs = np.nonzero(part.drawn)
    drawn = part.drawn[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].astype(np.uint8)
    return float(cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)).mean())


def evenness(part: Part) -> float:
    """Share of a shape's inside that has one of its flat inks, as drawings do."""
    over = part.change.shared.published
    now = _light_and_colour(over, part.drawn)
    inks = _with_letters(_flat_inks(part, over, now))
    inside = cv2.erode(part.drawn.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    if not inks or not inside.any():
        return 0.0
    filled = _light_and_colour(over, inside)
    near = [np.abs(filled - ink).max(axis=1) <= EVEN_LEVELS for ink in inks]
    return float(np.logical_or.reduce(near).mean())


def is_copied(part: Part) -> bool:
    """True where the same content stands elsewhere in the original: a cloned patch."""
    if part.area < COMPACT * part.box.area:
        return False  # letters, not a patch
    rows, columns = part.slices
    patch = np.ascontiguousarray(part.change.shared.published[rows, columns])
    rim = round(COPY_RIM * max(part.inside.shape)) | 1
    inside = cv2.erode(part.inside.astype(np.uint8), np.ones((rim, rim), np.uint8))[rows, columns]
    if inside.sum() < rim * rim:
        return False
    squares = cv2.matchTemplate(
        part.change.toned, patch, cv2.TM_SQDIFF, mask=np.dstack([inside] * 3)
    )
    apart = np.sqrt(np.maximum(squares, 0) / (3.0 * float(inside.sum())))
    nearest, at_home = float(apart.min()), float(apart[part.box.y, part.box.x])
    return nearest <= min(COPIED, COPIED_TIMES * at_home)


def is_blob(part: Part) -> bool:
    """True for a filled shape without white, black or a full colour in it.

    A plain patch of wall or sky is such a shape too.
    """
    if part.area < FILLED * part.box.area:
        return False
    drawn = part.change.shared.published[part.drawn]
    low, high = drawn.min(axis=1), drawn.max(axis=1)
    pure = (low >= WHITE) | (high <= BLACK) | (high.astype(np.int16) - low >= FULL_COLOUR)
    return float(pure.mean()) < PURELY


def is_removal(part: Part) -> bool:
    """True for a drawing of the original that is gone.

    It stood out there, and nothing does now.
    """
    stood, stands = (
        _stands_out(part, picture) for picture in (part.change.toned, part.change.shared.published)
    )
    if stood < MORE * stands:
        return False
    return is_inked(part, part.change.toned, part.change.shared.published)


def _stands_out(part: Part, picture: Colours) -> float:
    """Mean levels between the changed pixels and what is around the region."""
    ring = picture[_ring(part)].astype(np.float32)
    drawn = picture[part.drawn].astype(np.float32)
    return float(np.abs(drawn - np.median(ring, axis=0)).mean()) if len(ring) else 0.0


def is_blurred(part: Part) -> bool:
    """True where the original, blurred, is what is there now."""
    one, two, inside = _greys(part)
    deep = _well_inside(inside)
    off = float(np.abs(one - two)[deep].mean())
    for sigma in BLURS:
        broad = cv2.GaussianBlur(two, (0, 0), sigma)
        detail = _slope((one - cv2.GaussianBlur(one, (0, 0), sigma))[inside], (two - broad)[inside])
        left = float(np.abs(one - broad)[deep].mean())
        if left <= BLUR_LEFT * off and abs(detail) <= OBSCURED_DETAIL:
            return True
    return False


def is_pixelated(part: Part, *, of_means: bool = True) -> bool:
    """True where broad levels are the original's and its detail is gone."""
    return cells_within(part, of_means=of_means) >= INNER_LIKE


def is_mosaic(part: Part) -> bool:
    """True for a part pixelated in cells whose edges go across and down."""
    return slanted_share(part) <= SQUARED and is_pixelated(part)


def cells_within(part: Part, *, of_means: bool = True) -> float:
    """Correlation of broad levels well inside a mosaic; 0 where there is none.

    `of_means`: its cells have the mean of what they hide; of quick tools they may be single pixels.
    """
    if part.area < CELLS_FILL * part.box.area:
        return 0.0
    one, two, inside = _greys(part)
    deep = _well_inside(inside)
    fine = cv2.GaussianBlur(two, (0, 0), BLURS[0])
    off = float(np.abs(one - two)[inside].mean())
    if float(np.abs(one - fine)[inside].mean()) > CELLS_LEFT * off:
        return 0.0
    squared = slanted_share(part) <= SQUARED
    if of_means:
        means = [_blurred(layer, _cells(part, COARSE[1])) for layer in (one, two)]
        apart, apart_in_all = (float(np.abs(a - b)[deep].mean()) for a, b in (means, (one, two)))
        if apart > max(CELLS_LEVELS, CELLS_BROAD[squared] * apart_in_all):
            return 0.0
    most, found = CELLS_DETAIL if squared else OBSCURED_DETAIL, 0.0
    for parts in COARSE:
        broad = [_blurred(layer, _cells(part, parts)) for layer in (one, two)]
        detail = _slope((one - broad[0])[inside], (two - broad[1])[inside])
        like = _correlation(broad[0][inside], broad[1][inside])
        kept = _slope(*(layer[inside] - layer[inside].mean() for layer in broad))
        if like >= OBSCURED_LIKE and detail <= most and kept >= OBSCURED_BROAD:
            found = max(found, _correlation(broad[0][deep], broad[1][deep]))
    return found


def _well_inside(inside: Mask) -> Mask:
    """The pixels of a region that are far from its rim."""
    depth = cv2.distanceTransform(np.pad(inside.astype(np.uint8), 1), cv2.DIST_L2, 3)[1:-1, 1:-1]
    deep: Mask = depth >= INNER * depth.max()
    return deep


def _blurred(layer: Reals, sigma: float) -> Reals:
    return np.asarray(cv2.GaussianBlur(layer, (0, 0), sigma), np.float32)


def _greys(part: Part) -> tuple[Reals, Reals, Mask]:
    """Light of the region and its rim in both, and where the region is."""
    rows, columns = part.within(MARGIN)
    one, two = (
        cv2.cvtColor(np.ascontiguousarray(p[rows, columns]), cv2.COLOR_RGB2GRAY).astype(np.float32)
        for p in (part.change.shared.published, part.change.toned)
    )
    return one, two, part.inside[rows, columns]


def is_bar(part: Part) -> bool:
    """True for a box of one colour inside the frame.

    As laid over eyes and number plates.
    """
    if part.area > BAR_AREA * part.inside.size or _reaches_edge(part.drawn):
        return False
    ys, xs = np.nonzero(part.drawn)
    if np.median(part.change.off[part.drawn]) < VISIBLE / 2:
        return False
    rim = [max(2, round(BAR_RIM * np.ptp(at))) for at in (ys, xs)]
    inner = part.change.shared.published[
        ys.min() + rim[0] : ys.max() + 1 - rim[0], xs.min() + rim[1] : xs.max() + 1 - rim[1]
    ]
    if not inner.size:
        return False
    colour = np.median(inner.reshape(-1, 3), axis=0)
    if (np.abs(inner.astype(np.int16) - colour).max(axis=2) < SAME_INK).mean() < BAR_FLAT:
        return False
    near = EXACTLY if _is_exact(colour) else SAME_INK
    return _around(part, colour, near=near) < FOREIGN and _is_box(part, colour, near)


def _is_box(part: Part, colour: npt.NDArray[np.floating], near: int) -> bool:
    """True where what has this colour fills a box."""
    if straightness(part) >= STRAIGHT:
        return True
    rows, columns = part.within(2)
    off = np.abs(part.change.shared.published[rows, columns].astype(np.int16) - colour)
    return any(_fills_a_box(off.max(axis=2) < levels) for levels in {near, SAME_INK})


def _fills_a_box(coloured: Mask) -> bool:
    """True where the largest piece fills its box."""
    _count, _labels, stats, _middles = cv2.connectedComponentsWithStats(
        coloured.astype(np.uint8), connectivity=4
    )
    _left, _top, wide, high, area = max(stats[1:], key=lambda one: int(one[4]), default=stats[0])
    return bool(area >= STRAIGHT * wide * high)


def _reaches_edge(drawn: Mask) -> bool:
    """True for what lies along the frame itself: the place around it reaches farther."""
    ends = drawn[:EDGE], drawn[-EDGE:], drawn[:, :EDGE], drawn[:, -EDGE:]
    return any(bool(end.any()) for end in ends)


def _touches_edge(part: Part) -> bool:
    rows, columns = part.change.changed.shape
    box = part.box
    return bool(min(box.x, box.y, columns - box.x - box.width, rows - box.y - box.height) < EDGE)


def is_inked(part: Part, over: Colours, under: Colours) -> bool:
    """True where one or two flat colours explain what is there now.

    Laid over what was there. Opaque, translucent and antialiased alike: each pixel lies between the
    colour below and an ink, or between the two inks.
    """
    drawn = part.drawn
    now, before = _light_and_colour(over, drawn), _light_and_colour(under, drawn)
    seen = float(np.median(np.abs(now - before).max(axis=1)))
    if seen < VISIBLE / 2:
        return False
    inks = _inks(part, over, now, before)
    if _explained(now, before, inks) < INKED:
        return False
    evenly = over is part.change.shared.published and evenness(part) >= EVENLY
    if seen < VISIBLE and not (_pure(inks[0]) and (evenly or is_plate(part))):
        return False
    spans = _touches_edge(part) and (
        part.box.width >= SPANS * over.shape[1] or part.box.height >= SPANS * over.shape[0]
    )
    if spans:
        return True
    ink = _as_rgb(inks[0])
    if _flat_inks(part, over, now) and not _pure(inks[0]) and _elsewhere(under, ink) > RARE:
        return False
    near = EXACTLY if evenly and _is_exact(ink) else SAME_INK
    return _around(part, ink, under, near) < FOREIGN


def _is_exact(ink: npt.NDArray[np.floating]) -> bool:
    """True for white and black as drawings have them, not as a sky or a night is."""
    return bool(ink.max() <= EXACTLY or ink.min() >= 255 - EXACTLY)


def _inks(part: Part, over: Colours, now: Reals, before: Reals) -> list[Reals]:
    """The one or two colours that a drawing was made with; none where it is none."""
    flat = _with_letters(_flat_inks(part, over, now))
    return flat or _stroke_inks(part, part.drawn, now, before) or _translucent_ink(now, before)


def _with_letters(flat: list[Reals]) -> list[Reals]:
    """The inks of a drawing, with those of letters on white, black or a full colour."""
    return [*flat, *LETTERS] if len(flat) == 1 and _pure(flat[0]) else flat


def _explained(now: Reals, before: Reals, inks: list[Reals]) -> float:
    """Share of the pixels that lie between what was there and an ink, or two inks."""
    if not inks:
        return 0.0
    pairs = [(before, ink) for ink in inks] + [(inks[0], ink) for ink in inks[1:]]
    return float(np.logical_or.reduce([_on_line(now, *pair) for pair in pairs]).mean())


def _elsewhere(picture: Colours, ink: Reals) -> float:
    """Share of a picture that has this colour."""
    sample = picture[::SPARSE, ::SPARSE].reshape(-1, 3).astype(np.float32)
    return float((np.abs(sample - ink).max(axis=1) < SAME_INK).mean())


SPANS = 0.9
"""Share of the frame's side from which a graphic at its edge is a bar of words."""


def _light_and_colour(pixels: Colours, chosen: Mask) -> Reals:
    drawn = np.ascontiguousarray(pixels[chosen])[None]
    return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_RGB2YCrCb)[0], np.float32)


def _as_rgb(ink: Reals) -> Reals:
    pixel = np.clip(ink, 0, 255).astype(np.uint8)[None, None]
    return np.asarray(cv2.cvtColor(pixel, cv2.COLOR_YCrCb2RGB)[0, 0], np.float32)


def _flat_inks(part: Part, over: Colours, now: Reals) -> list[Reals]:
    """The one or two colours that fill most of a drawing's inside."""
    bins = (now // INK_STEP).astype(np.int64) @ np.array([121, 11, 1])
    values, counts = np.unique(bins, return_counts=True)
    inks = [
        np.asarray(np.median(now[bins == values[n]], axis=0), np.float32)
        for n in np.argsort(-counts)[:2]
        if counts[n] >= OPAQUE_SHARE * len(now)
    ]
    inside = cv2.erode(part.drawn.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    if not inks or inside.sum() < OPAQUE_SHARE * len(now):
        return []
    filled = _light_and_colour(over, inside)
    flat = np.logical_or.reduce(
        [np.abs(filled - ink).max(axis=1) <= (INK_STEP if _pure(ink) else FLAT) for ink in inks]
    )
    return inks if flat.mean() >= FLAT_SHARE else []


def _pure(ink: Reals) -> bool:
    """True for white, black and full colours.

    Drawings have them and scenes hardly do.
    """
    rgb = _as_rgb(ink)
    return bool(rgb.min() >= WHITE or rgb.max() <= BLACK or np.ptp(rgb) >= FULL_COLOUR)


def _stroke_inks(part: Part, drawn: Mask, now: Reals, before: Reals) -> list[Reals]:
    """The colour of thin strokes, or of letters and their outline.

    Taken from their cores.
    """
    rows, columns = part.slices
    reach = cv2.distanceTransform(drawn[rows, columns].astype(np.uint8), cv2.DIST_L2, 3)
    off = np.abs(now - before)[:, 0]
    cores = now[off >= value_at(CORE, off)]
    ink = np.asarray(np.median(cores, axis=0), np.float32)
    one = (np.abs(cores - ink).max(axis=1) <= ONE_INK).mean() >= INKED
    if one and float(reach.max()) <= max(2.0, STROKE * max(drawn.shape)):
        return [ink]
    light = now[:, 0] >= np.float32(MIDDLE)
    if not OPAQUE_SHARE <= light.mean() <= 1 - OPAQUE_SHARE:
        return []
    two = [
        np.asarray(np.quantile(now[side], at, axis=0), np.float32)
        for side, at in ((light, OUTER), (~light, 1 - OUTER))
    ]
    return two if all(_pure(ink) for ink in two) else []


def _translucent_ink(now: Reals, before: Reals) -> list[Reals]:
    """The colour laid over evenly.

    What is there is a share of the colour below and one of it.
    """
    if len(now) < 20 or before.std() < FLAT / 2:
        return []
    given = before - before.mean(axis=0)
    slope = float((given * (now - now.mean(axis=0))).sum() / max(float((given**2).sum()), 1.0))
    if not SHOWS_THROUGH[0] <= slope <= SHOWS_THROUGH[1]:
        return []
    ink = (now.mean(axis=0) - slope * before.mean(axis=0)) / (1 - slope)
    even = np.abs(now - slope * before - (1 - slope) * ink).max(axis=1) <= ON_LINE
    if ink.min() < -ON_LINE or ink.max() > 255 + ON_LINE or even.mean() < FLAT_SHARE:
        return []
    return [np.asarray(np.clip(ink, 0, 255), np.float32)]


def _on_line(now: Reals, start: Reals, end: Reals) -> Mask:
    """Which colours lie on the line between two."""
    way = end - start
    length = np.maximum((way**2).sum(axis=-1), 1.0)
    share = np.clip(((now - start) * way).sum(axis=-1) / length, 0.0, 1.0)
    off = np.abs(now - start - share[..., None] * way)
    on: Mask = (off[:, 0] <= ON_LINE) & (off[:, 1:].max(axis=1) <= ON_LINE_COLOUR)
    return on


def _around(
    part: Part,
    colour: npt.NDArray[np.floating],
    picture: Colours | None = None,
    near: int = SAME_INK,
) -> float:
    """Share of the region's surroundings within so many levels of this colour.

    In the original if not told.
    """
    shown = part.change.toned if picture is None else picture
    ring = shown[_ring(part)].astype(np.float32)
    return float((np.abs(ring - colour).max(axis=1) < near).mean()) if len(ring) else 0.0


def _ring(part: Part) -> Mask:
    """What is around the region, a third of its size wide."""
    rows, columns = part.within(max(6, min(part.box.width, part.box.height) // 3))
    ring = np.zeros_like(part.inside)
    ring[rows, columns] = ~part.inside[rows, columns]
    return ring & part.change.shared.mask


def _slope(one: Reals, two: Reals) -> float:
    return float((one * two).sum() / max(float((two * two).sum()), 1.0))


def _correlation(one: Reals, two: Reals) -> float:
    a, b = one - one.mean(), two - two.mean()
    return float((a * b).sum() / max(float(np.sqrt((a * a).sum() * (b * b).sum())), 1.0))
