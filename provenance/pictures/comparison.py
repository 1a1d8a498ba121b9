"""How a published picture is related to an original: a cascade that costs little when the case is easy."""

from __future__ import annotations

import cv2
import numpy as np

from provenance.model import Binding, Box, Comparison, Confidence, Picture, Reason, Relation, Transformation
from provenance.pictures.decode import decode
from provenance.pictures.features import Grey, Match, features, match
from provenance.pictures.fingerprint import colour_distance, hamming

WORK_EDGE = 800
CERTAIN_BITS = 31
MIN_ALIGNMENT = 0.6
BLOCK = 24
BLOCK_NCC = 0.6


def compare(published: Picture, original: Picture) -> Comparison:
    """How the published picture is related to the original, and which part of it was published."""
    if published.sha256 == original.sha256:
        whole = Box(0, 0, original.width, original.height)
        return Comparison(
            Relation.IDENTICAL, Binding.HARD, Confidence.HIGH, region=whole, detail="The two files are the same bytes."
        )
    distances: dict[str, float] = {
        "phash": hamming(published.fingerprint.phash, original.fingerprint.phash),
        "dhash": hamming(published.fingerprint.dhash, original.fingerprint.dhash),
        "colour": colour_distance(published.fingerprint.colour, original.fingerprint.colour),
    }
    if published.fingerprint.plain or original.fingerprint.plain:
        return Comparison(
            Relation.UNDECIDED,
            Binding.NONE,
            Confidence.LOW,
            distances=distances,
            reason=Reason.PICTURE_TOO_PLAIN,
            detail="One of the pictures is too plain to tell.",
        )
    if distances["phash"] <= CERTAIN_BITS:
        whole = Box(0, 0, original.width, original.height)
        return Comparison(
            Relation.SAME,
            Binding.SOFT,
            Confidence.HIGH,
            (Transformation.RECOMPRESSED,),
            whole,
            distances=distances,
            detail="The published picture is the original, saved again.",
        )
    a, b = _grey(published), _grey(original)
    target = features(b)
    for mirrored in (False, True):
        view = np.ascontiguousarray(a[:, ::-1]) if mirrored else a
        found = match(features(view), target)
        if found is None:
            continue
        share = _alignment(view, b, found)
        distances |= {"inliers": found.inliers, "alignment": share}
        if share >= MIN_ALIGNMENT:
            return _derived(found, view, b, original, mirrored, distances)
    return Comparison(
        Relation.DIFFERENT, Binding.NONE, Confidence.MEDIUM, distances=distances, detail="The pictures do not match."
    )


def _grey(picture: Picture) -> Grey:
    return np.asarray(decode(picture.data, long_edge=WORK_EDGE).image.convert("L"))


def _alignment(view: Grey, target: Grey, found: Match) -> float:
    """Share of textured blocks of the published picture that agree with the original warped onto it."""
    height, width = view.shape
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpPerspective(target, found.matrix, (width, height), flags=flags, borderValue=0).astype(np.float32)
    good = total = 0
    for y in range(0, height - BLOCK + 1, BLOCK):
        for x in range(0, width - BLOCK + 1, BLOCK):
            one = view[y : y + BLOCK, x : x + BLOCK].astype(np.float32)
            two = warped[y : y + BLOCK, x : x + BLOCK]
            if one.std() < 6:
                continue
            total += 1
            spread = float(two.std())
            if spread > 1:
                good += float(((one - one.mean()) * (two - two.mean())).mean() / (one.std() * spread)) > BLOCK_NCC
    return good / total if total else 0.0


def _derived(
    found: Match, view: Grey, target: Grey, original: Picture, mirrored: bool, distances: dict[str, float]
) -> Comparison:
    height, width = view.shape
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float64)
    quad = cv2.perspectiveTransform(corners, found.matrix)[0]
    quad = quad * (original.width / target.shape[1], original.height / target.shape[0])
    x0, y0 = np.clip(quad.min(axis=0), 0, (original.width, original.height))
    x1, y1 = np.clip(quad.max(axis=0), 0, (original.width, original.height))
    box = Box(round(float(x0)), round(float(y0)), max(1, round(float(x1 - x0))), max(1, round(float(y1 - y0))))
    done = [Transformation.MIRRORED] if mirrored else []
    if box.area < 0.97 * original.width * original.height:
        done.append(Transformation.CROPPED)
    return Comparison(
        Relation.DERIVED,
        Binding.SOFT,
        Confidence.HIGH,
        tuple(done),
        box,
        tuple((float(x), float(y)) for x, y in quad),
        distances=distances,
        orientation=2 if mirrored else 1,
        detail="The published picture was made from the original.",
    )
