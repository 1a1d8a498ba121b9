"""The relation of a published picture to an original, cheap where it is easy.

Bytes -> pixels -> named distances -> whole pictures laid over each other -> local features,
geometry and agreement block by block -> what differs once both are registered.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from provenance.model import Binding, Box, Comparison, Confidence, Picture, Reason, Relation
from provenance.pictures.animation import later_frames, looked_at
from provenance.pictures.decode import FULL_PIXELS, decode
from provenance.pictures.difference import Difference, difference
from provenance.pictures.fingerprint import LONG_EDGE, colour_distance, hamming
from provenance.pictures.frames import plain_ground
from provenance.pictures.geometry import MAX_RESIDUAL, Model
from provenance.pictures.matching import (
    HASH_BITS,
    NEAR_BITS,
    Candidate,
    laid_over_exactly,
    laid_whole,
    same_shape,
    search,
    sharpened,
    spots,
    view_of,
)
from provenance.pictures.motion import Motion, motion
from provenance.pictures.outcome import related, saved_again
from provenance.pictures.overlap import View, agreement, decoded_share, overlap
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
SURE_AGREEMENT = 0.97
"""Share of blocks from which a pair without a changed region is not looked at for motion."""
MOMENT_AGREEMENT = 0.5
"""Share of blocks from which moved points make two moments of one shot, not two shots."""
MOST_UNLIKE = 3
"""Frames without the original after which the rest is not looked at."""
_TWO_SHOTS = (
    "The pictures show the same scene from another position or moment: two different shots."
)
_MOMENT = (
    "The pictures are another moment of the same shot: things that both show have moved a little."
)
_SIDE_BY_SIDE = (
    "Each picture shows some of the scene that the other lacks: two crops of one "
    "picture, or two shots."
)
TOO_FEW = 50
"""Local features below which a picture has too little to be recognised by: 50 photographs have 284
and more, a crop of empty sky 5."""
_AT_A_GLANCE = (
    "The pictures look alike as a whole, but nothing in them lies over each other: a copy that was "
    "changed all over, or another picture of the like."
)
_BURST = (
    "The pictures agree in most places: an edited copy, or another shot of the same scene "
    "moments apart."
)
ENOUGH_FEATURES = 200
"""Local features both pictures must have for "no match" to be said with confidence."""
FAR_COLOURS, MANY_FEATURES = 0.24, 400
"""Distance of colour layouts, or features, that this takes too: four crops of a painting and of a
roof that were not found again had 0.07 to 0.23 and 200 to 295 features, unrelated photographs
mostly 0.24 and more."""


def compare(published: Picture, original: Picture) -> Comparison:
    """The published picture's relation to the original.

    Of an animation the first frame is judged, and the later ones are looked at; of a file that
    ends early, what was decoded. What was not compared leaves no high confidence. Raises
    `provenance.errors.UnreadablePicture` where a picture that was not decoded before cannot be.
    """
    if published.same_bytes(original):
        everything = Box(0, 0, original.width, original.height)
        detail = "The published file is the original, byte for byte."
        return Comparison(
            Relation.IDENTICAL, Binding.HARD, Confidence.HIGH, region=everything, detail=detail
        )
    found = _compare(published, original)
    if not found.relation.linked:
        found = _by_later_frame(found, published, original)
    elif published.frames > 1:
        found = replace(found, unlike_frames=_unlike_frames(published, original))
    unseen = _unseen(published, original)
    if not unseen:
        return found
    sure = min(found.confidence, Confidence.MEDIUM, key=lambda confidence: confidence.rank)
    return replace(found, confidence=sure, detail=f"{found.detail} {unseen}".strip(), unseen=unseen)


def _by_later_frame(found: Comparison, published: Picture, original: Picture) -> Comparison:
    """The comparison of a later frame that is linked; else the one given.

    Of the frames the one that is nearest by phash is compared.
    """
    for moving, animated, still in ((True, published, original), (False, original, published)):
        if animated.frames < 2:
            continue
        frames = list(later_frames(animated))
        if not frames:
            continue
        number, frame = min(frames, key=lambda f: _bits(f[1], still))
        again = _compare(frame, still) if moving else _compare(still, frame)
        if again.relation.linked:
            whose = "published picture" if moving else "original"
            which = f"That is frame {number} of {animated.frames} of the {whose}."
            others = _unlike_frames(published, original) if moving else ()
            return replace(again, detail=f"{again.detail} {which}", unlike_frames=others)
    return found


def _unlike_frames(published: Picture, original: Picture) -> tuple[int, ...]:
    """Numbers of the looked-at frames that do not show the original."""
    unlike = []
    if original.frames > 1:
        return ()  # two animations: their frames are not paired
    for number, frame in later_frames(published):
        near = _bits(frame, original) <= NEAR_BITS
        if not near and not _compare(frame, original).relation.linked:
            unlike.append(number)
        if len(unlike) == MOST_UNLIKE:
            break
    return tuple(unlike)


def _bits(one: Picture, two: Picture) -> int:
    return hamming(one.fingerprint.phash, two.fingerprint.phash)


def _unseen(published: Picture, original: Picture) -> str:
    """What of the two files was not compared; empty where all was."""
    parts = []
    for whose, picture in (("published file", published), ("original's file", original)):
        if picture.truncated:
            share = decoded_share(view_of(picture))
            how = (
                f"{share:.0%} of it was decoded and compared"
                if share < 1
                else "its finest detail is missing"
            )
            parts.append(f"The {whose} ends early: {how}.")
    if published.frames > 1 and len(looked_at(published.frames)) < published.frames - 1:
        looked = len(looked_at(published.frames)) + 1
        parts.append(f"Of the {published.frames} frames of the animation {looked} were looked at.")
    return " ".join(parts)


def _compare(published: Picture, original: Picture) -> Comparison:
    one, two = view_of(published), view_of(original)
    if _same_pixels(published, original, one, two):
        return _identical_pixels(original)
    distances = _distances(published, original)
    whole = one.seen is None and two.seen is None
    exactly = laid_over_exactly(one, two) if whole and not original.fingerprint.plain else None
    if exactly is not None:
        return saved_again(published, original, distances, exactly)
    plain = published.fingerprint.plain or original.fingerprint.plain
    found, features = None, 0
    if not plain or not whole:
        found = laid_whole(one, two, (published.fingerprint.phash, original.fingerprint.phash))
    if found is None:
        found, features = search(published, original, one, two)
    if found is None:
        return _unmatched(distances, plain, features)
    distances |= _measured(found)
    if not found.accepted:
        return _rejected(found, distances, plain, features)
    return _accepted(found, published, original, distances)


def _accepted(
    found: Candidate, published: Picture, original: Picture, distances: dict[str, float]
) -> Comparison:
    """The answer for a pair that lies over each other."""
    one, two = view_of(published), view_of(original)
    seen = difference(found.shared)
    first = found
    closely = found.quick and bool(seen.regions or spots_in(found, one, two))
    if closely:
        found, seen = _closer(found, seen, published, original, one, two)
        distances |= _measured(found)
    if seen.regions and not found.framed:
        found, seen = _off_ground(found, seen)
    asked = seen.regions or found.agreement < SURE_AGREEMENT
    moved = motion(found.shared) if asked else Motion(0, 0, 0.0)
    if moved.another_moment:
        return _another_moment(distances)
    if _may_be_another_moment(seen):
        return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _BURST)
    beyond = _beyond(found, one, original, edited=bool(seen.regions))
    if beyond is None:
        return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _SIDE_BY_SIDE)
    told = related(published, original, beyond, found, seen, distances)
    unexplained = closely and told.relation is Relation.SAME and _unexplained(first, one, two)
    # a point or two that moved are no other moment, and of 66 edits none had any
    return replace(told, confidence=Confidence.MEDIUM) if moved.moved or unexplained else told


def _unexplained(found: Candidate, one: View, two: View) -> bool:
    """True where places of whole pictures differ, and nobody knows by what."""
    return spots_in(found, one, two) and not sharpened(one, two)


def _may_be_another_moment(seen: Difference) -> bool:
    """True where motion, as well as an editor, makes such differences."""
    return seen.flows or (seen.moved >= BURST_REGIONS and seen.replaced > BURST_SHARE)


def _beyond(found: Candidate, one: View, original: Picture, *, edited: bool) -> Around | None:
    """What is shown beyond the original; None where nobody can tell."""
    if found.beside:
        return Around.OTHER
    beyond = around(one, original, found.registration, found.shared.share)
    if beyond != Around.SCENE or found.shared.covers >= WHOLLY:
        return beyond
    # a part of the original beside something else: the seam is not at the original's edge
    return Around.OTHER if edited else None


def _closer(
    found: Candidate, seen: Difference, published: Picture, original: Picture, one: View, two: View
) -> tuple[Candidate, Difference]:
    """The candidate and its difference, looked at closely.

    At twice the size; where something differs there too, by features, which tell a crop by one per
    cent from an edit.
    """
    view = replace(one, pixels=255 - one.pixels) if found.negative else one
    finer = overlap(view, two, found.registration, long_edge=LONG_EDGE)
    if finer is not None:
        found, closely = replace(found, shared=finer), difference(finer)
        if not (seen.regions or closely.regions) and agreement(finer)[0] >= SURE_AGREEMENT:
            return found, closely
        seen = closely
    placed, _features = search(published, original, one, two)
    if placed is not None and placed.accepted:
        return placed, difference(placed.shared)
    return found, seen


def _off_ground(found: Candidate, seen: Difference) -> tuple[Candidate, Difference]:
    """Without the plain ground beside round corners, where there is one."""
    ground = plain_ground(found.shared)
    if ground is None:
        return found, seen
    shared = replace(found.shared, mask=found.shared.mask & ~ground)
    return replace(found, shared=shared, framed=True), difference(shared)


def spots_in(found: Candidate, one: View, two: View) -> bool:
    """True where single pixels differ at some place of upright whole pictures."""
    upright = found.registration.orientation == 1 and one.seen is None and two.seen is None
    return upright and not found.negative and same_shape(one, two) and spots(one, two)


def _identical_pixels(original: Picture) -> Comparison:
    detail = "The published picture has the original's pixels; only the file around them differs."
    return Comparison(
        Relation.IDENTICAL,
        Binding.SOFT,
        Confidence.HIGH,
        region=Box(0, 0, original.width, original.height),
        distances={"phash": 0.0, "dhash": 0.0, "colour": 0.0},
        detail=detail,
    )


def _same_pixels(published: Picture, original: Picture, one: View, two: View) -> bool:
    """True where every pixel is equal.

    Decoded in full only where the previews already are all but equal.
    """
    if (published.width, published.height) != (original.width, original.height):
        return False
    if published.width * published.height > FULL_PIXELS:
        return False
    if published.truncated or original.truncated or one.pixels.shape != two.pixels.shape:
        return False
    if one.transparent != two.transparent:
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
    if distances["phash"] <= NEAR_BITS or distances["phash"] >= HASH_BITS - NEAR_BITS:
        return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _AT_A_GLANCE)
    apart = distances["colour"] >= FAR_COLOURS or features >= MANY_FEATURES
    sure = Confidence.HIGH if features >= ENOUGH_FEATURES and apart else Confidence.MEDIUM
    detail = (
        "Nothing in the published picture lies over the original: they are two different pictures."
    )
    return Comparison(Relation.DIFFERENT, Binding.NONE, sure, distances=distances, detail=detail)


def _rejected(
    found: Candidate, distances: dict[str, float], plain: bool, features: int
) -> Comparison:
    """The answer for features that agree and pixels that do not.

    Another shot of the scene, or too close to call. Another shot has to be proved: points that no
    crop brings over each other, or that moved.
    """
    place = found.registration
    if place.inliers < SCENE_INLIERS:
        return _unmatched(distances, plain, features)
    if motion(found.shared).another_moment and found.agreement >= MOMENT_AGREEMENT:
        return _another_moment(distances)
    fits = place.model == Model.CROP and place.residual <= MAX_RESIDUAL
    if found.agreement >= CLOSE_AGREEMENT or fits:
        return _undecided(distances, Reason.SOURCE_NOT_CONFIRMED, _BURST)
    return Comparison(
        Relation.DIFFERENT,
        Binding.NONE,
        Confidence.MEDIUM,
        distances=distances,
        detail=_TWO_SHOTS,
    )


def _another_moment(distances: dict[str, float]) -> Comparison:
    return Comparison(
        Relation.DIFFERENT,
        Binding.NONE,
        Confidence.MEDIUM,
        distances=distances,
        reason=Reason.ANOTHER_MOMENT,
        detail=_MOMENT,
    )


def _undecided(distances: dict[str, float], reason: Reason, detail: str) -> Comparison:
    return Comparison(
        Relation.UNDECIDED,
        Binding.NONE,
        Confidence.LOW,
        distances=distances,
        reason=reason,
        detail=detail,
    )
