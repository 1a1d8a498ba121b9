"""A registered pair and its difference -> the `Comparison` an editor reads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from provenance.model import Binding, Box, Comparison, Confidence, Picture, Relation, Transformation
from provenance.pictures.difference import Difference
from provenance.pictures.geometry import Matrix, Model
from provenance.pictures.hdr import coding_of
from provenance.pictures.matching import Candidate, view_of
from provenance.pictures.sureness import Sign, is_clear
from provenance.pictures.surroundings import Around

T = Transformation

CROPPED = 0.985
"""Share of the original shown below which the picture was cropped; features place a frame to
within 0.3 %."""
SNAP = 0.007
"""Share of the original's side within which the region ends at the original's edge."""
RESIZED = 0.02
"""Relative change of scale below which a picture kept its size."""
ROTATED = 0.5
"""Degrees from which a picture was turned; features measure the angle to 0.1."""
CENTRED = 0.05
"""Share of the original's side by which a border may be wider on one side than on the other."""
LOSSY = frozenset({"JPEG", "WEBP", "AVIF", "HEIC", "JPEG2000", "JPEGXL"})
_WIDER = "The published picture shows more than the original, which is a part of it."
_PHRASES = {
    T.MIRRORED: "mirrored",
    T.ROTATED: "rotated",
    T.BORDERED: "set in a border",
    T.COMPOSITED: "put together with other pictures or text",
    T.GREYSCALE: "turned to greyscale",
    T.RECOLOURED: "its tone or colour changed",
    T.FLATTENED: "its transparency filled in",
    T.OVERLAID: "text or graphics laid over it",
    T.OBSCURED: "a part pixelated, blurred or barred, as is done for privacy",
    T.EDITED: "part of the scene changed",
}


def related(
    published: Picture,
    original: Picture,
    beyond: Around,
    found: Candidate,
    seen: Difference,
    distances: Mapping[str, float],
) -> Comparison:
    """The comparison of a pair that lies over each other.

    What was done to the original, which part of it was published, and where it was changed.
    """
    region, shown = _region(found, published, original)
    done = _transformations(published, original, beyond, found, seen, shown)
    same = set(done) <= {T.RESIZED, T.RECOMPRESSED} and beyond != Around.SCENE
    quad = found.registration.corners(published.width, published.height)
    sure = is_sure(found, seen, beyond)
    sure &= beyond != Around.BORDER or is_centred(quad, original)
    sure &= not same or not _is_cut_out(published, original)
    return Comparison(
        relation=Relation.SAME if same else Relation.DERIVED,
        binding=Binding.SOFT,
        confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
        transformations=done,
        region=region,
        quadrilateral=tuple((round(float(x), 2), round(float(y), 2)) for x, y in quad),
        edited_regions=seen.regions,
        distances=distances,
        orientation=found.registration.orientation,
        detail=_WIDER if beyond == Around.SCENE else _sentence(done, shown, _tone(found, seen)),
    )


def is_centred(quad: Matrix, original: Picture) -> bool:
    """True where a border is as wide on the left as on the right, or above as below.

    A small picture set into another one, which is plain there, is as good as never in its middle.
    """
    size = np.array([original.width, original.height])
    before, after = np.maximum(0, -quad.min(axis=0)), np.maximum(0, quad.max(axis=0) - size)
    return bool((np.abs(before - after) <= CENTRED * size).any())


def _is_cut_out(published: Picture, original: Picture) -> bool:
    """True where the published picture shows less of its frame than the original."""
    one, two = (view_of(picture).seen for picture in (published, original))
    shown, had = (1.0 if seen is None else float(seen.mean()) for seen in (one, two))
    return shown < CROPPED * had


def is_sure(found: Candidate, seen: Difference, beyond: Around) -> bool:
    """True where the place, what surrounds it and what changed are clear."""
    placed = found.quick or is_clear(Sign.POINTS, found.registration.inliers)
    flat = found.registration.model != Model.PERSPECTIVE
    # beside another picture, what seems changed may be the seam
    seamless = not seen.regions and is_clear(Sign.BESIDE, found.shared.share)
    beside = not found.beside or seamless
    # a plain ground around a shaded picture may be its own dark corners, or a bar of words
    cut = not found.framed or not (seen.recoloured or seen.greyscale or seen.regions)
    # what seems changed where other pictures are around may be one of them
    alone = beyond != Around.OTHER or not seen.regions
    # where the blocks differ, something changed
    agreed = bool(seen.regions) or is_clear(Sign.AGREEMENT, found.agreement)
    return placed and flat and beside and cut and alone and agreed and seen.clear


def saved_again(
    published: Picture, original: Picture, distances: Mapping[str, float], sure: Confidence
) -> Comparison:
    """The whole picture, pixel for pixel but for compression and size."""
    scale = original.width / published.width, original.height / published.height
    done = [T.RESIZED] if max(abs(scale[0] - 1), abs(scale[1] - 1)) > RESIZED else []
    done += [T.RECOMPRESSED] if published.format in LOSSY else []
    width, height = float(original.width), float(original.height)
    return Comparison(
        relation=Relation.SAME,
        binding=Binding.SOFT,
        confidence=sure,
        transformations=tuple(done),
        region=Box(0, 0, original.width, original.height),
        quadrilateral=((0.0, 0.0), (width, 0.0), (width, height), (0.0, height)),
        distances=distances,
        detail=_sentence(tuple(done), 1.0),
    )


def _region(found: Candidate, published: Picture, original: Picture) -> tuple[Box, float]:
    """The published part, in the original's whole pixels, and its share."""
    quad = found.registration.corners(published.width, published.height)
    size = np.array([original.width, original.height], np.float64)
    low, high = np.clip(quad.min(axis=0), 0, size), np.clip(quad.max(axis=0), 0, size)
    if found.beside:
        low = np.array([found.shared.left, found.shared.top])
        high = low + np.array(found.shared.mask.shape[::-1]) * found.shared.step
    near = np.maximum(SNAP * size, 1.5)
    low, high = np.where(low < near, 0, low), np.where(size - high < near, size, high)
    start, end = np.round(low).astype(int), np.round(high).astype(int)
    width, height = (int(v) for v in np.maximum(end - start, 1))
    box = Box(int(start[0]), int(start[1]), width, height)
    turned = found.registration.model != Model.CROP
    return box, found.shared.covers if turned else box.area / (original.width * original.height)


def _transformations(
    published: Picture,
    original: Picture,
    beyond: Around,
    found: Candidate,
    seen: Difference,
    shown: float,
) -> tuple[Transformation, ...]:
    place = found.registration
    tilted = place.model != Model.CROP and abs(place.angle) >= ROTATED
    enlarged = float(np.sqrt(abs(np.linalg.det(place.matrix[:2, :2]))))
    kinds = {region.kind for region in seen.regions}
    done = {
        T.RESIZED: abs(enlarged - 1) > RESIZED,
        T.RECOMPRESSED: published.format in LOSSY,
        T.CROPPED: shown < (0.9 if tilted else CROPPED),
        T.MIRRORED: place.orientation in (2, 4, 5, 7),
        T.ROTATED: tilted or place.orientation not in (1, 2),
        T.BORDERED: found.framed
        or (beyond == Around.BORDER and not (tilted and found.shared.share > 0.8)),
        T.GREYSCALE: seen.greyscale,
        T.RECOLOURED: found.negative or (seen.recoloured and not tone_mapped(published, original)),
        T.FLATTENED: flattened(published, original),
        T.OVERLAID: T.OVERLAID in kinds,
        T.OBSCURED: T.OBSCURED in kinds,
        T.EDITED: T.EDITED in kinds,
        T.COMPOSITED: beyond == Around.OTHER,
    }
    return tuple(name for name, yes in done.items() if yes)


def tone_mapped(published: Picture, original: Picture) -> bool:
    """True where one of the two has a higher range.

    The other's tones are a mapping of it.
    """
    codings = [coding_of(picture.data) for picture in (published, original)]
    return any(coding and coding.high_range for coding in codings)


def flattened(published: Picture, original: Picture) -> bool:
    """True where the original has transparent pixels and the published picture none."""
    return view_of(original).transparent and not view_of(published).transparent


def _tone(found: Candidate, seen: Difference) -> Mapping[Transformation, str]:
    """What is said of the tone where more is known than that it changed."""
    if found.negative:
        return {T.RECOLOURED: "shown as a negative"}
    return {T.RECOLOURED: "tinted"} if seen.tinted else {}


def _sentence(
    done: tuple[Transformation, ...],
    shown: float,
    tone: Mapping[Transformation, str] = MappingProxyType({}),
) -> str:
    """One sentence for an editor."""
    phrases = {**_PHRASES, **tone}
    words = [phrase for name, phrase in phrases.items() if name in done]
    if T.CROPPED in done:
        words.insert(0, f"cropped to {max(1, round(100 * shown))} % of it")
    if words:
        return f"The published picture was made from the original: {', '.join(words)}."
    size = " at another size" if T.RESIZED in done else ""
    return f"The published picture is the original, saved again{size}."
