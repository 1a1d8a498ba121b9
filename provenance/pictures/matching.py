"""Find where a published picture lies in an original: whole and hash first, local features
where that fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PIL import Image

from provenance.model import Box, Picture
from provenance.pictures.decode import decode
from provenance.pictures.features import Features, Grey, find_features
from provenance.pictures.fingerprint import LONG_EDGE, hamming, phash
from provenance.pictures.frames import inner, panels
from provenance.pictures.geometry import MAX_RESIDUAL, Matrix, Model, Registration, register, whole
from provenance.pictures.overlap import Colours, Overlap, View, agreeing_side, agreement, overlap

NEAR_BITS = 80
"""phash distance up to which two whole pictures are laid over each other before any feature is
searched: at 81 no unrelated pair of 6.97 million passed, and what lies over each other is verified
all the same."""
QUICK_EDGE = 256
"""Pixels of the long edge at which whole pictures are laid over each other."""
QUICK_AGREEMENT = 0.9
"""Share of blocks that must agree for whole pictures to need no feature: a crop that keeps 97 %
stays below."""
QUIET = 18
"""Levels, averaged over 5 × 5 pixels, by which whole pictures of that size may differ anywhere and
be called saved again: 13 at most for JPEG at quality 50, 18 for nine in ten half-size copies;
objects added or removed, logos and colour changes give 38 and more (30 photographs). What lies
between is looked at closely."""
WORK_EDGE = 1000
"""Pixels of the long edge in the second, finer search."""
MIN_AGREEMENT = {Model.CROP: 0.6, Model.SIMILARITY: 0.65, Model.PERSPECTIVE: 0.85}
"""Share of textured blocks that must agree. What newsrooms do to a picture is a crop (no copy
below 0.76, text bars over a fifth of the picture included); two shots of one scene need
perspective (none above 0.73 in 42 pairs)."""
BESIDE_INLIERS, BESIDE_SHARE = 30, 0.35
"""Agreeing points, and share of the published picture, that a crop beside another picture must
have: a banner or logo that two pictures share has less than a third."""
MIN_BLOCKS = 8
"""Textured blocks below which agreement says nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to lay the published picture over the original, and how well it fits."""

    registration: Registration
    shared: Overlap
    agreement: float
    blocks: int
    quick: bool = False
    """True where whole pictures fitted without any feature."""

    beside: bool = False
    """True where the original stands beside another picture, cropped."""

    @property
    def accepted(self) -> bool:
        """True where the two are the same exposure."""
        fits = self.quick or self.registration.residual <= MAX_RESIDUAL
        return (
            fits
            and self.blocks >= MIN_BLOCKS
            and self.agreement >= MIN_AGREEMENT[self.registration.model]
        )


def view_of(picture: Picture) -> View:
    """The picture's prepared pixels; decoded again where the picture does not carry them."""
    if picture.preview is not None:
        shape = (picture.preview.height, picture.preview.width, 3)
        return View(
            np.frombuffer(picture.preview.rgb, np.uint8).reshape(shape),
            picture.width,
            picture.height,
        )
    return larger_view(picture, LONG_EDGE)


def larger_view(picture: Picture, long_edge: int) -> View:
    """The picture decoded with at most `long_edge` pixels on its long edge."""
    return View(
        np.asarray(decode(picture.data, long_edge=long_edge).image), picture.width, picture.height
    )


def laid_over_exactly(published: View, original: View) -> bool:
    """True where the whole pictures, shrunk, are the same everywhere but for compression: the
    cheap, common case."""
    aspects = published.width * original.height / (published.height * original.width)
    if abs(aspects - 1) > 2 / min(
        published.width, published.height, original.width, original.height
    ):
        return False
    rows, columns = min((published.pixels.shape[:2], original.pixels.shape[:2]), key=max)
    shrink = max(1.0, max(rows, columns) / QUICK_EDGE)
    size = (max(1, round(columns / shrink)), max(1, round(rows / shrink)))
    one, two = (_softened(view.pixels, size) for view in (published, original))
    return bool(
        cv2.norm(one, two, cv2.NORM_INF) <= QUIET and cv2.norm(one, two, cv2.NORM_L1) < 3 * one.size
    )


def _softened(pixels: Colours, size: tuple[int, int]) -> Colours:
    """Shrunk without aliasing and averaged over 5 × 5 pixels. (OpenCV's area interpolation is
    four times slower.)"""
    wide = int(max(pixels.shape[:2]) / max(size)) | 1
    calm = cv2.blur(pixels, (wide, wide)) if wide > 1 else pixels
    small = cv2.resize(calm, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blur(small, (5, 5)), np.uint8)


def laid_whole(published: View, original: View, hashes: tuple[str, str]) -> Candidate | None:
    """The whole picture over the whole original, upright, turned, mirrored or without its
    border, by hash."""
    for box, turn in _near(published, hashes):
        size = (published.width, published.height) if box is None else (box.width, box.height)
        found = whole(turn, size, (original.width, original.height))
        if box is not None:
            found = replace(found, matrix=found.matrix @ _shift(-box.x, -box.y))
        shared = overlap(published, original, found, long_edge=QUICK_EDGE)
        if shared is None:
            continue
        share, blocks = agreement(shared)
        if share >= QUICK_AGREEMENT and blocks >= MIN_BLOCKS:
            return Candidate(found, shared, share, blocks, quick=True)
    return None


def _near(published: View, hashes: tuple[str, str]) -> Iterator[tuple[Box | None, int]]:
    """Ways to lay the whole picture that the hash allows: as it is, else the nearest
    orientation, else unframed."""
    if hamming(*hashes) <= NEAR_BITS:
        yield None, 1
        return
    distances = {
        turn: hamming(text, hashes[1]) for turn, text in oriented_hashes(published.pixels).items()
    }
    nearest = min(distances, key=lambda turn: distances[turn])
    if distances[nearest] <= NEAR_BITS:
        yield None, nearest
        return
    box = inner(published.pixels)
    if box is not None:
        cut = published.pixels[box.y : box.y + box.height, box.x : box.x + box.width]
        if hamming(phash(Image.fromarray(cut).convert("L")), hashes[1]) <= NEAR_BITS:
            scale = published.to_full[0, 0], published.to_full[1, 1]
            yield (
                Box(
                    round(box.x * scale[0]),
                    round(box.y * scale[1]),
                    round(box.width * scale[0]),
                    round(box.height * scale[1]),
                ),
                1,
            )


def oriented_hashes(pixels: Colours) -> dict[int, str]:
    """phash of a picture turned by each EXIF orientation but the first."""
    small = Image.fromarray(pixels).convert("L").resize((64, 64), Image.Resampling.LANCZOS)
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # EXIF orientation -> Image.Transpose
    return {turn: phash(small.transpose(Image.Transpose(method))) for turn, method in turns.items()}


def _shift(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)


def by_features(published: View, original: View, one: Features, two: Features) -> Candidate | None:
    """The best way that local features find, as the picture is or mirrored; not always an
    accepted one."""
    best: Candidate | None = None
    for mirrored in (False, True):
        found = register(one.mirrored() if mirrored else one, two)
        if found is None:
            continue
        if mirrored:
            flip = np.array([[-1, 0, published.width], [0, 1, 0], [0, 0, 1]], np.float64)
            found = replace(found, matrix=found.matrix @ flip)
        shared = overlap(published, original, found, long_edge=LONG_EDGE)
        if shared is None:
            continue
        candidate = Candidate(found, shared, *agreement(shared))
        if not candidate.accepted or candidate.agreement < QUICK_AGREEMENT:
            candidate = _beside(candidate) or candidate
        if candidate.accepted:
            return candidate
        if best is None or candidate.agreement > best.agreement:
            best = candidate
    return best


def _beside(candidate: Candidate) -> Candidate | None:
    """The candidate on the side of a cut where it agrees: a crop beside another picture."""
    if (
        candidate.registration.model != Model.CROP
        or candidate.registration.inliers < BESIDE_INLIERS
    ):
        return None
    if candidate.shared.share > 0.97 or candidate.shared.covers < BESIDE_SHARE:
        return None  # nothing stands beside it
    side = agreeing_side(candidate.shared)
    if side is None or side.share < BESIDE_SHARE:
        return None
    share, blocks = agreement(side)
    found = Candidate(candidate.registration, side, share, blocks, beside=True)
    return found if found.accepted and share >= QUICK_AGREEMENT else None


def features_of(view: View) -> Features:
    """Local features of all that a view shows."""
    return find_features(_grey(view.pixels), view.width, view.height)


def _grey(pixels: Colours) -> Grey:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def search(
    published: Picture, original: Picture, one: View, two: View
) -> tuple[Candidate | None, int]:
    """The best candidate by features, coarse first and then finer, and how many features there
    were to judge by.

    The finer search also looks into the rectangles of a page that hold pictures: text eats the
    features of a screenshot.
    """
    coarse = features_of(one), features_of(two)
    best = by_features(one, two, *coarse)
    enough = min(len(coarse[0].points), len(coarse[1].points))
    if best is not None and (best.accepted or best.registration.inliers > 40):
        return best, enough
    finer = (
        max(published.width, published.height, original.width, original.height) > 1.15 * LONG_EDGE
    )
    boxes = panels(one.pixels)
    if not finer and not boxes:
        return best, enough
    big_one, big_two = larger_view(published, WORK_EDGE), larger_view(original, WORK_EDGE)
    target = (
        features_of(big_two)
        if max(original.width, original.height) > 1.15 * LONG_EDGE
        else coarse[1]
    )
    for box in [*(_scaled(box, one, big_one) for box in boxes), None]:
        if box is None and not finer:
            continue
        candidate = by_features(big_one, big_two, _part(big_one, box), target)
        if candidate is not None and candidate.accepted:
            return candidate, enough
        if candidate is not None and (best is None or candidate.agreement > best.agreement):
            best = candidate
    return best, enough


def _scaled(box: Box, view: View, bigger: View) -> Box:
    x, y = (
        bigger.pixels.shape[1] / view.pixels.shape[1],
        bigger.pixels.shape[0] / view.pixels.shape[0],
    )
    return Box(
        round(box.x * x),
        round(box.y * y),
        max(8, round(box.width * x)),
        max(8, round(box.height * y)),
    )


def _part(view: View, box: Box | None) -> Features:
    if box is None:
        return features_of(view)
    grey = _grey(view.pixels[box.y : box.y + box.height, box.x : box.x + box.width])
    x, y = view.to_full[0, 0], view.to_full[1, 1]
    part = Box(
        round(box.x * x), round(box.y * y), round(grey.shape[1] * x), round(grey.shape[0] * y)
    )
    return find_features(grey, view.width, view.height, part=part)
