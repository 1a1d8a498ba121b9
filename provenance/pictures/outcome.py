"""A registered pair and its difference -> the `Comparison` an editor reads."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from provenance.model import Binding, Box, Comparison, Confidence, Picture, Relation, Transformation
from provenance.pictures.difference import Difference
from provenance.pictures.geometry import Model, transformed
from provenance.pictures.matching import Candidate
from provenance.pictures.overlap import View

T = Transformation

CROPPED = 0.985
"""Share of the original shown below which the picture was cropped; features place a frame to within 0.3 %."""
SNAP = 0.007
"""Share of the original's side within which the region ends at the original's edge."""
OUTSIDE = 0.03
"""Share of the published picture outside the original from which there is a border or another picture."""
RESIZED = 0.02
"""Relative change of scale below which a picture kept its size."""
ROTATED = 0.5
"""Degrees from which a picture was turned; features measure the angle to 0.1."""
LOSSY = frozenset({"JPEG", "WEBP", "AVIF", "HEIC", "JPEG2000"})
SURE_INLIERS = 20
"""Agreeing points from which a match is sure."""
DETAIL = 6.0
"""Second derivative of lightly smoothed grey levels from which a pixel shows detail."""
PLAIN_SHARE = 0.02
"""Share of pixels with detail below which what surrounds a picture is a plain or blurred border."""

_PHRASES = {
    T.MIRRORED: "mirrored",
    T.ROTATED: "rotated",
    T.BORDERED: "set in a border",
    T.COMPOSITED: "put together with other pictures or text",
    T.GREYSCALE: "turned to greyscale",
    T.RECOLOURED: "its tone or colour changed",
    T.OVERLAID: "text or graphics laid over it",
    T.EDITED: "part of the scene changed",
}


def related(
    published: Picture,
    original: Picture,
    view: View,
    found: Candidate,
    seen: Difference,
    distances: Mapping[str, float],
) -> Comparison:
    """What was done to the original, which part of it was published, and where it was changed."""
    region, shown = _region(found, published, original)
    done = _transformations(published, original, view, found, seen, shown)
    same = set(done) <= {T.RESIZED, T.RECOMPRESSED}
    quad = found.registration.corners(published.width, published.height)
    sure = found.quick or found.registration.inliers >= SURE_INLIERS
    return Comparison(
        relation=Relation.SAME if same else Relation.DERIVED,
        binding=Binding.SOFT,
        confidence=Confidence.HIGH if sure and found.registration.model != Model.PERSPECTIVE else Confidence.MEDIUM,
        transformations=done,
        region=region,
        quadrilateral=tuple((round(float(x), 2), round(float(y), 2)) for x, y in quad),
        edited_regions=seen.regions,
        distances=distances,
        orientation=found.registration.orientation,
        detail=_sentence(done, shown),
    )


def saved_again(published: Picture, original: Picture, distances: Mapping[str, float]) -> Comparison:
    """The whole picture, pixel for pixel but for compression and size."""
    scale = original.width / published.width, original.height / published.height
    done = [T.RESIZED] if max(abs(scale[0] - 1), abs(scale[1] - 1)) > RESIZED else []
    done += [T.RECOMPRESSED] if published.format in LOSSY else []
    width, height = float(original.width), float(original.height)
    return Comparison(
        relation=Relation.SAME,
        binding=Binding.SOFT,
        confidence=Confidence.HIGH,
        transformations=tuple(done),
        region=Box(0, 0, original.width, original.height),
        quadrilateral=((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),
        distances=distances,
        detail=_sentence(tuple(done), 1.0),
    )


def _region(found: Candidate, published: Picture, original: Picture) -> tuple[Box, float]:
    """The published part, in the original's whole pixels, and its share of the original."""
    quad = found.registration.corners(published.width, published.height)
    size = np.array([original.width, original.height], np.float64)
    low, high = np.clip(quad.min(axis=0), 0, size), np.clip(quad.max(axis=0), 0, size)
    near = np.maximum(SNAP * size, 1.5)
    low, high = np.where(low < near, 0, low), np.where(size - high < near, size, high)
    start, end = np.round(low).astype(int), np.round(high).astype(int)
    width, height = (int(v) for v in np.maximum(end - start, 1))
    box = Box(int(start[0]), int(start[1]), width, height)
    turned = found.registration.model != Model.CROP
    return box, found.shared.covers if turned else box.area / (original.width * original.height)


def _transformations(
    published: Picture, original: Picture, view: View, found: Candidate, seen: Difference, shown: float
) -> tuple[Transformation, ...]:
    place = found.registration
    tilted = place.model != Model.CROP and abs(place.angle) >= ROTATED
    enlarged = float(np.sqrt(abs(np.linalg.det(place.matrix[:2, :2]))))
    around = _around(view, original, found) if found.shared.share < 1 - OUTSIDE else None
    kinds = {region.kind for region in seen.regions}
    done = {
        T.RESIZED: abs(enlarged - 1) > RESIZED,
        T.RECOMPRESSED: published.format in LOSSY,
        T.CROPPED: shown < (0.9 if tilted else CROPPED),
        T.MIRRORED: place.orientation in (2, 4, 5, 7),
        T.ROTATED: tilted or place.orientation not in (1, 2),
        T.BORDERED: around == T.BORDERED and not (tilted and found.shared.share > 0.8),
        T.GREYSCALE: seen.greyscale,
        T.RECOLOURED: seen.recoloured,
        T.OVERLAID: T.OVERLAID in kinds,
        T.EDITED: T.EDITED in kinds,
        T.COMPOSITED: around == T.COMPOSITED,
    }
    return tuple(name for name, yes in done.items() if yes)


def _around(view: View, original: Picture, found: Candidate) -> Transformation:
    """What the published picture shows outside the original: a plain or blurred border, or something else."""
    height, width = view.pixels.shape[:2]
    to_view = np.linalg.inv(view.to_full) @ np.linalg.inv(found.registration.matrix)
    edges = [[0, 0], [original.width, 0], [original.width, original.height], [0, original.height]]
    corners = np.clip(transformed(to_view, edges), -4 * max(width, height), 4 * max(width, height))
    outside = np.ones((height, width), np.uint8)
    cv2.fillConvexPoly(outside, np.round(corners).astype(np.int32), 0)
    reach = max(2, min(height, width) // 60)
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    clear = cv2.erode(outside, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=1).astype(bool)
    if clear.sum() < 50:
        return T.BORDERED
    grey = cv2.cvtColor(view.pixels, cv2.COLOR_RGB2GRAY)
    detail = np.abs(cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 1), cv2.CV_32F))
    return T.BORDERED if float((detail[clear] > DETAIL).mean()) < PLAIN_SHARE else T.COMPOSITED


def _sentence(done: tuple[Transformation, ...], shown: float) -> str:
    """One sentence for an editor."""
    words = [phrase for name, phrase in _PHRASES.items() if name in done]
    if T.CROPPED in done:
        words.insert(0, f"cropped to {max(1, round(100 * shown))} % of it")
    if not words:
        told = "is the original, saved again" + (" at another size" if T.RESIZED in done else "")
    else:
        told = "was made from the original: " + ", ".join(words)
    return f"The published picture {told}."
