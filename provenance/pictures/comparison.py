"""How a published picture is related to an original: a cascade that costs little when the case is
easy.

Bytes -> pixels -> named distances -> whole pictures laid over each other -> local features,
geometry and agreement block by block -> what differs once both are registered.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from provenance.model import Binding, Box, Comparison, Confidence, Picture, Reason, Relation
from provenance.pictures.decode import FULL_PIXELS, decode
from provenance.pictures.difference import Difference, difference
from provenance.pictures.fingerprint import LONG_EDGE, colour_distance, hamming
from provenance.pictures.matching import Candidate, laid_over_exactly, laid_whole, search, view_of
from provenance.pictures.outcome import related, saved_again
from provenance.pictures.overlap import View, overlap
from provenance.pictures.partial import nearest_frame, what_is_there
from provenance.pictures.surroundings import Around, around

SCENE_INLIERS = 25
"""Agreeing points from which two pictures that do not lie over each other show one scene;
unrelated pairs never exceeded 5."""
CLOSE_AGREEMENT = 0.75
"""Share of blocks from which a pair that needs perspective is too close to call; shots from
other places reach 0.73."""
BURST_REGIONS, BURST_SHARE = 3, 0.08
"""Replaced places, and the share of the picture they make up, from which things may have moved
between two shots: objects added or removed make one place of at most 0.06."""
WHOLLY = 0.97
"""Share of the original that must be shown where the published picture goes on beyond it."""
_SIDE_BY_SIDE = (
    "Each picture shows some of the scene that the other lacks: two crops of one "
    "picture, or two shots."
)
TOO_FEW = 50
"""Local features below which a picture has too little to be recognised by: 50 photographs have 284
and more, a crop of empty sky 5."""
_BURST = (
    "The pictures agree in most places: an edited copy, or another shot of the same scene "
    "moments apart."
)
ENOUGH_FEATURES = 200
"""Local features both pictures must have for "no match" to be said with confidence."""


def compare(published: Picture, original: Picture) -> Comparison:
    """How the published picture is related to the original, and which part of it was published.

    Of an animation the first frame is judged, then the later frame that is nearest; of a file that
    ends early, what is there. Raises `provenance.errors.UnreadablePicture` where a picture that
    was not decoded before cannot be.
    """
    if published.sha256 == original.sha256:
        everything = Box(0, 0, original.width, original.height)
        detail = "The published file is the original, byte for byte."
        return Comparison(
            Relation.IDENTICAL, Binding.HARD, Confidence.HIGH, region=everything, detail=detail
        )
    one = what_is_there(published) if published.truncated else published
    two = what_is_there(original) if original.truncated else original
    found = _compare(one, two)
    if published.truncated or original.truncated:
        early = "published file" if published.truncated else "original's file"
        unseen = f"The {early} ends early; only what is there was judged."
        return replace(found, detail=f"{found.detail} {unseen}", unseen=unseen)
    if published.frames > 1:
        unseen = (
            f"The published picture is an animation: {published.frames - 1} of its "
            f"{published.frames} frames were not compared."
        )
        found = replace(found, unseen=unseen)
    for moving, frames in ((True, published.frames), (False, original.frames)):
        if found.relation.linked or frames < 2:
            continue
        later = nearest_frame(published, original) if moving else nearest_frame(original, published)
        if later is None:
            continue
        number, frame = later
        again = _compare(frame, original) if moving else _compare(published, frame)
        if again.relation.linked:
            whose = "published picture" if moving else "original"
            found = replace(
                again,
                detail=f"{again.detail} That is frame {number} of {frames} of the {whose}.",
                unseen=found.unseen,
            )
    return found


def _compare(published: Picture, original: Picture) -> Comparison:
    one, two = view_of(published), view_of(original)
    if _same_pixels(published, original, one, two):
        detail = (
            "The published picture has the original's pixels; only the file around them differs."
        )
        distances = {"phash": 0.0, "dhash": 0.0, "colour": 0.0}
        everything = Box(0, 0, original.width, original.height)
        return Comparison(
            Relation.IDENTICAL,
            Binding.SOFT,
            Confidence.HIGH,
            region=everything,
            distances=distances,
            detail=detail,
        )
    distances = _distances(published, original)
    if not original.fingerprint.plain and laid_over_exactly(one, two):
        return saved_again(published, original, distances)
    plain = published.fingerprint.plain or original.fingerprint.plain
    found, features = None, 0
    if not plain:
        found = laid_whole(one, two, (published.fingerprint.phash, original.fingerprint.phash))
    if found is None:
        found, features = search(published, original, one, two)
    if found is None:
        return _unmatched(distances, plain, features)
    distances |= _measured(found)
    if not found.accepted:
        return _rejected(found, distances, plain, features)
    seen = difference(found.shared)
    if found.quick and seen.regions:
        found, seen = _closer(found, seen, published, original, one, two)
        distances |= _measured(found)
    if len(seen.regions) >= BURST_REGIONS and seen.replaced > BURST_SHARE:
        return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _BURST)
    beyond = around(one, original, found.registration, found.shared.share)
    if found.beside:
        beyond = Around.OTHER
    elif beyond == Around.SCENE and found.shared.covers < WHOLLY:
        if not seen.regions:
            return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _SIDE_BY_SIDE)
        beyond = (
            Around.OTHER
        )  # a part of the original beside something else: the seam is not at the original's edge
    return related(published, original, beyond, found, seen, distances)


def _closer(
    found: Candidate, seen: Difference, published: Picture, original: Picture, one: View, two: View
) -> tuple[Candidate, Difference]:
    """A difference seen at a glance, looked at closely: features tell a crop by one per cent
    from an edit."""
    placed, _features = search(published, original, one, two)
    if placed is not None and placed.accepted:
        return placed, difference(placed.shared)
    finer = overlap(one, two, found.registration, long_edge=LONG_EDGE)
    return found, difference(finer) if finer is not None else seen


def _same_pixels(published: Picture, original: Picture, one: View, two: View) -> bool:
    """Every pixel equal; decoded in full only where the previews already are all but equal."""
    if (published.width, published.height) != (original.width, original.height):
        return False
    if published.width * published.height > FULL_PIXELS:
        return False
    if published.truncated or original.truncated or one.pixels.shape != two.pixels.shape:
        return False
    lossy = {published.format, original.format} == {"JPEG"}
    if lossy and not np.array_equal(one.pixels, two.pixels):
        return False
    if (
        not lossy
        and np.abs(one.pixels[::4, ::4].astype(np.int16) - two.pixels[::4, ::4]).mean() > 1.0
    ):
        return False
    return np.array_equal(
        np.asarray(decode(published.data).image), np.asarray(decode(original.data).image)
    )


def _distances(published: Picture, original: Picture) -> dict[str, float]:
    a, b = published.fingerprint, original.fingerprint
    return {
        "phash": float(hamming(a.phash, b.phash)),
        "dhash": float(hamming(a.dhash, b.dhash)),
        "colour": round(colour_distance(a.colour, b.colour), 4),
    }


def _measured(found: Candidate) -> dict[str, float]:
    told = {"alignment": round(found.agreement, 3)}
    if not found.quick:
        told |= {
            "inliers": float(found.registration.inliers),
            "residual": round(found.registration.residual, 2),
        }
    return told


def _unmatched(distances: dict[str, float], plain: bool, features: int) -> Comparison:
    if plain or features < TOO_FEW:
        return _undecided(
            distances, Reason.PICTURE_TOO_PLAIN, "One of the pictures is too plain to tell."
        )
    sure = Confidence.HIGH if features >= ENOUGH_FEATURES else Confidence.MEDIUM
    detail = (
        "Nothing in the published picture lies over the original: they are two different pictures."
    )
    return Comparison(Relation.DIFFERENT, Binding.NONE, sure, distances=distances, detail=detail)


def _rejected(
    found: Candidate, distances: dict[str, float], plain: bool, features: int
) -> Comparison:
    """Features agree but pixels do not: another shot of the scene, or too close to call."""
    close = found.agreement >= CLOSE_AGREEMENT and found.registration.inliers >= SCENE_INLIERS
    if close:
        return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _BURST)
    if found.registration.inliers >= SCENE_INLIERS:
        detail = (
            "The pictures show the same scene from another position or moment: two different shots."
        )
        return Comparison(
            Relation.DIFFERENT, Binding.NONE, Confidence.MEDIUM, distances=distances, detail=detail
        )
    return _unmatched(distances, plain, features)


def _undecided(distances: dict[str, float], reason: Reason, detail: str) -> Comparison:
    return Comparison(
        Relation.UNDECIDED,
        Binding.NONE,
        Confidence.LOW,
        distances=distances,
        reason=reason,
        detail=detail,
    )
