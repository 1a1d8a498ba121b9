"""The place of a published picture in an original.

Whole and hash first, local features where that fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b

import cv2
import numpy as np
from PIL import Image

from provenance.model import Box, Confidence, Picture
from provenance.pictures.decode import decode
from provenance.pictures.features import Features, Grey, find_features
from provenance.pictures.fingerprint import LONG_EDGE, hamming, phash
from provenance.pictures.frames import inner, panels, plain_ground
from provenance.pictures.geometry import MAX_RESIDUAL, Matrix, Model, Registration, register, whole
from provenance.pictures.hints import may_share
from provenance.pictures.kept import Kept
from provenance.pictures.overlap import (
    Colours,
    Overlap,
    View,
    agreeing_side,
    agreement,
    calm_agreement,
    clear_agreement,
    overlap,
)
from provenance.pictures.traces import GRAIN, SPARSE, has_traces
from provenance.values import dataclass

HASH_BITS = 256
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
SPOT = 17
"""Pixels over which single differences are averaged."""
SPOT_TIMES, SPOT_LEVELS = 3.0, 5.0
"""How far the greatest difference may lie above the usual one: in 190 copies of 38 photographs
(five sizes and qualities) it never does, in 76 mosaics and blurs always."""
SHARPER = 1.12
"""How much more of the finest detail a sharpened picture has, or one that was scaled carelessly:
1.15 to 2 (8 pictures); 1.0 to 1.1 where a date, a blur or a watermark made the spots (5)."""
SAME_TONE = 3.0
"""Mean levels of a channel by which the whole may be off: 2.97 at most in 158 copies, half of them
grained or of JPEG's lowest quality; 4.4 where a dark picture was made warmer."""
MIN_AGREEMENT = {Model.CROP: 0.6, Model.SIMILARITY: 0.65, Model.PERSPECTIVE: 0.85}
"""Share of textured blocks that must agree. What newsrooms do to a picture is a crop (no copy
below 0.76, text bars over a fifth of the picture included); two shots of one scene need
perspective (none above 0.73 in 42 pairs)."""
_FEATURES_KEPT = 32
"""Views whose features are kept, .6 MB each at most: a published picture meets its candidates side
by side, and each search takes as long as three decodings (46 and 14 ms at 512 pixels)."""
_features: Kept[Features] = Kept(_FEATURES_KEPT)
BESIDE_INLIERS, BESIDE_SHARE = 30, 0.35
"""Agreeing points, and share of the published picture, that a crop beside another picture must
have: a banner or logo that two pictures share has less than a third."""
SECOND_INLIERS = 20
"""Agreeing points from which a crop that fits, and whose blocks do not agree, is looked at again:
grain, dots, blur or another picture may hide it."""
SURROUNDED = 0.97
"""Share of the published picture within the original below which something surrounds it."""
CLOSE_INLIERS = 40
"""Agreeing points from which a finer search would find the same place."""
FINER = 1.15
"""How much larger than its preview a picture must be for a finer search to see more."""
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
    framed: bool = False
    """True where the published picture was cut to a shape on a plain ground."""
    negative: bool = False
    """True where the published picture has the original's tones inverted; `shared` has not."""

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
    """The picture's prepared pixels, decoded again where it has none."""
    if picture.preview is not None:
        shape = (picture.preview.height, picture.preview.width)
        seen = picture.preview.seen
        return View(
            np.frombuffer(picture.preview.rgb, np.uint8).reshape(*shape, 3),
            picture.width,
            picture.height,
            None if seen is None else np.frombuffer(seen, np.uint8).reshape(shape).astype(bool),
            picture.preview.transparent,
        )
    return larger_view(picture, LONG_EDGE)


def larger_view(picture: Picture, long_edge: int) -> View:
    """The picture decoded with at most `long_edge` pixels on its long edge."""
    decoded = decode(picture.data, long_edge=long_edge)
    return View(
        np.asarray(decoded.fitted or decoded.image),
        picture.width,
        picture.height,
        decoded.seen,
        decoded.transparent,
    )


def laid_over_exactly(published: View, original: View) -> Confidence | None:
    """How surely whole pictures differ by compression alone; None where by more.

    The cheap, common case. Means hide what keeps the mean of a place (a mosaic), so single pixels
    are compared too, at the coarser one's size.
    """
    if not same_shape(published, original):
        return None
    rows, columns = min((published.pixels.shape[:2], original.pixels.shape[:2]), key=max)
    shrink = max(1.0, max(rows, columns) / QUICK_EDGE)
    size = (max(1, round(columns / shrink)), max(1, round(rows / shrink)))
    one, two = (_softened(view.pixels, size) for view in (published, original))
    if cv2.norm(one, two, cv2.NORM_INF) > QUIET or cv2.norm(one, two, cv2.NORM_L1) >= 3 * one.size:
        return None
    calm = calm_greys(published, original)
    if _spots(*calm):
        return None
    off = np.abs(np.array(cv2.mean(one)) - np.array(cv2.mean(two))).max()
    scaled = (published.width, published.height) != (original.width, original.height)
    traces = off > SAME_TONE or has_traces(*calm, scaled=scaled)
    return Confidence.MEDIUM if traces else Confidence.HIGH


def spots(published: View, original: View) -> bool:
    """True where whole pictures differ at a place beyond compression."""
    return _spots(*calm_greys(published, original))


def _spots(now: Grey, before: Grey) -> bool:
    off = cv2.blur(cv2.absdiff(now, before), (SPOT, SPOT))
    usual = float(np.median(off[::SPARSE, ::SPARSE]))
    return float(off.max()) > SPOT_TIMES * usual + SPOT_LEVELS


def sharpened(published: View, original: View) -> bool:
    """True where whole pictures differ in sharpness, which makes spots as well."""
    fine = [
        cv2.norm(grey, cv2.blur(grey, (GRAIN, GRAIN)), cv2.NORM_L2)
        for grey in _common_greys(published, original)
    ]
    return fine[0] > SHARPER * fine[1]


def calm_greys(published: View, original: View) -> list[Grey]:
    """Both in grey, at the coarser one's size, without the finest grain."""
    greys = _common_greys(published, original)
    return [np.asarray(cv2.blur(grey, (GRAIN, GRAIN)), np.uint8) for grey in greys]


def _common_greys(published: View, original: View) -> list[Grey]:
    """Both in grey, at the coarser one's size."""
    rows, columns = min((published.pixels.shape[:2], original.pixels.shape[:2]), key=max)
    greys = []
    for pixels in (published.pixels, original.pixels):
        grey = _grey(pixels)
        same = grey.shape == (rows, columns)
        fits = grey if same else cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA)
        greys.append(np.asarray(fits, np.uint8))
    return greys


def _softened(pixels: Colours, size: tuple[int, int]) -> Colours:
    """Shrunk without aliasing and averaged over 5 × 5 pixels.

    (OpenCV's area interpolation is four times slower.)
    """
    wide = int(max(pixels.shape[:2]) / max(size)) | 1
    calm = cv2.blur(pixels, (wide, wide)) if wide > 1 else pixels
    small = cv2.resize(calm, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blur(small, (5, 5)), np.uint8)


def laid_whole(published: View, original: View, hashes: tuple[str, str]) -> Candidate | None:
    """The whole picture over the whole original, by hash.

    Upright, turned, mirrored, as a negative or without its border.
    """
    for box, turn, negative in _near(published, original, hashes):
        size = (published.width, published.height) if box is None else (box.width, box.height)
        found = whole(turn, size, (original.width, original.height))
        if box is not None:
            found = replace(found, matrix=found.matrix @ _shift(-box.x, -box.y))
        view = _inverted(published) if negative else published
        shared = overlap(view, original, found, long_edge=QUICK_EDGE)
        if shared is None:
            continue
        for judge in (agreement, calm_agreement):
            share, blocks = judge(shared)
            if share >= QUICK_AGREEMENT and blocks >= MIN_BLOCKS:
                return Candidate(found, shared, share, blocks, quick=True, negative=negative)
    return None


def _inverted(view: View) -> View:
    return replace(view, pixels=255 - view.pixels)


def _near(
    published: View, original: View, hashes: tuple[str, str]
) -> Iterator[tuple[Box | None, int, bool]]:
    """Ways to lay the whole picture that the hash allows.

    As it is, else as a negative, else in the nearest orientation, else unframed. Of a picture that
    is not there in whole the hash says nothing: it is laid as it is where its shape fits.
    """
    if published.seen is not None or original.seen is not None:
        if same_shape(published, original):
            yield None, 1, False
        return
    distance = hamming(*hashes)
    if distance <= NEAR_BITS or distance >= HASH_BITS - NEAR_BITS:
        yield None, 1, distance > NEAR_BITS
        return
    distances = {
        turn: hamming(text, hashes[1]) for turn, text in oriented_hashes(published.pixels).items()
    }
    nearest = min(distances, key=lambda turn: distances[turn])
    if distances[nearest] <= NEAR_BITS:
        yield None, nearest, False
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
                False,
            )


def same_shape(one: View, two: View) -> bool:
    """True where two pictures have the same proportions, to two pixels."""
    aspects = one.width * two.height / (one.height * two.width)
    return abs(aspects - 1) <= 2 / min(one.width, one.height, two.width, two.height)


ORIENTATIONS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""EXIF's orientations but the first, and the `Image.Transpose` of each."""


def oriented_hashes(pixels: Colours, turns: Iterable[int] = ORIENTATIONS) -> dict[int, str]:
    """phash of a picture turned by each of some EXIF orientations."""
    small = Image.fromarray(pixels).convert("L").resize((64, 64), Image.Resampling.LANCZOS)
    return {turn: phash(small.transpose(Image.Transpose(ORIENTATIONS[turn]))) for turn in turns}


def _shift(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)


def by_features(published: View, original: View, one: Features, two: Features) -> Candidate | None:
    """The best way that local features find, not always an accepted one.

    The picture as it is, mirrored, and as a negative.
    """
    best: Candidate | None = None
    for mirrored, negative in ((False, False), (True, False), (False, True)):
        given = one.mirrored() if mirrored else one.inverted() if negative else one
        found = register(given, two)
        if found is None:
            continue
        if mirrored:
            flip = np.array([[-1, 0, published.width], [0, 1, 0], [0, 0, 1]], np.float64)
            found = replace(found, matrix=found.matrix @ flip)
        view = _inverted(published) if negative else published
        shared = overlap(view, original, found, long_edge=LONG_EDGE)
        if shared is None:
            continue
        candidate = Candidate(found, shared, *agreement(shared), negative=negative)
        if not candidate.accepted or candidate.agreement < QUICK_AGREEMENT:
            candidate = _second_look(candidate)
        if candidate.accepted:
            return candidate
        if best is None or candidate.agreement > best.agreement:
            best = candidate
    return best


def _second_look(candidate: Candidate) -> Candidate:
    """The candidate by a part or a sign of it that agrees.

    Only where the points fit a crop. A side of it beside another picture, a shape on a plain
    ground, what is left without grain or blur. As it was where none of them agrees.
    """
    place = candidate.registration
    fits = place.model == Model.CROP and place.residual <= MAX_RESIDUAL
    if not fits or place.inliers < SECOND_INLIERS:
        return candidate
    beside = _beside(candidate)
    if beside is not None:
        return beside
    ground = plain_ground(candidate.shared)
    if ground is not None:
        shared = replace(candidate.shared, mask=candidate.shared.mask & ~ground)
        framed = replace(candidate, shared=shared, framed=True)
        framed = _judged(framed, *agreement(shared))
        if framed.accepted:
            return framed
    if candidate.accepted:
        return candidate
    for judge in (calm_agreement, clear_agreement):
        looked = _judged(candidate, *judge(candidate.shared))
        if looked.accepted:
            return looked
    return candidate


def _judged(candidate: Candidate, agreed: float, blocks: int) -> Candidate:
    return replace(candidate, agreement=agreed, blocks=blocks)


def _beside(candidate: Candidate) -> Candidate | None:
    """The candidate on the agreeing side of a cut; None without one.

    A crop beside another picture.
    """
    if candidate.registration.inliers < BESIDE_INLIERS:
        return None
    if candidate.shared.covers < BESIDE_SHARE:
        return None
    if candidate.shared.share > SURROUNDED and candidate.accepted:
        return None  # a bar of text, not another picture
    side = agreeing_side(candidate.shared)
    if side is None or side.share < BESIDE_SHARE:
        return None
    if candidate.accepted and side.share > SURROUNDED * candidate.shared.share:
        return None  # the rim, which a border colours
    found = replace(candidate, shared=side, beside=True)
    found = _judged(found, *agreement(side))
    return found if found.accepted and found.agreement >= QUICK_AGREEMENT else None


def features_of(view: View) -> Features:
    """Local features of all that a view shows."""
    seen = blake2b(view.pixels.tobytes()).digest()
    return _features.get(
        (seen, view.pixels.shape, view.width, view.height),
        lambda: find_features(_grey(view.pixels), view.width, view.height),
    )


def _grey(pixels: Colours) -> Grey:
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def search(
    published: Picture, original: Picture, one: View, two: View
) -> tuple[Candidate | None, int]:
    """The best candidate by features, and how many features there were to judge by.

    Coarse first, then finer where a place may be shared at all.
    """
    coarse = features_of(one), features_of(two)
    best = by_features(one, two, *coarse)
    enough = min(len(coarse[0].points), len(coarse[1].points))
    if best is not None and (best.accepted or best.registration.inliers > CLOSE_INLIERS):
        return best, enough
    if not may_share(*coarse):
        return best, enough
    for candidate in _finer(published, original, one, coarse[1]):
        if candidate.accepted:
            return candidate, enough
        if best is None or candidate.agreement > best.agreement:
            best = candidate
    return best, enough


def _finer(
    published: Picture, original: Picture, one: View, coarse: Features
) -> Iterator[Candidate]:
    """Candidates at the finer size, the rectangles of a page that hold pictures first.

    Text eats the features of a screenshot.
    """
    wide = FINER * LONG_EDGE
    large = max(original.width, original.height) > wide
    finer = large or max(published.width, published.height) > wide
    boxes = panels(one.pixels)
    if not finer and not boxes:
        return
    big_one, big_two = larger_view(published, WORK_EDGE), larger_view(original, WORK_EDGE)
    target = features_of(big_two) if large else coarse
    parts: list[Box | None] = [_scaled(box, one, big_one) for box in boxes]
    for part in [*parts, None] if finer else parts:
        candidate = by_features(big_one, big_two, _part(big_one, part), target)
        if candidate is not None:
            yield candidate


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
