"""Two keypoints that agree on a place send a pair of pictures to the finer search."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from provenance.pictures.features import Features, find_features
from provenance.pictures.hints import may_share
from tests.stand_ins.drawings import scene

TOWN = scene(3, 1800, 1200)
"""Of which the search looks at 512 pixels: a window of it is a pixel or two wide there."""


def _features(image: Image.Image) -> Features:
    small = image.convert("L")
    small.thumbnail((512, 512))
    return find_features(np.asarray(small), *image.size)


def _same(image: Image.Image) -> Image.Image:
    return image


@pytest.mark.parametrize("changed", [_same, ImageOps.mirror, ImageOps.invert])
def test_a_small_part_is_hinted_at_as_it_is_mirrored_and_as_a_negative(changed) -> None:
    part = TOWN.crop((700, 500, 1240, 860))
    assert may_share(_features(changed(part)), _features(TOWN))


def test_noise_shares_nothing_with_a_town() -> None:
    noise = np.random.default_rng(4).normal(128, 40, (400, 600)).clip(0, 255).astype(np.uint8)
    assert not may_share(_features(Image.fromarray(noise).convert("RGB")), _features(TOWN))


def test_what_has_no_features_shares_nothing() -> None:
    blank = _features(Image.new("RGB", (600, 400), "white"))
    assert not may_share(blank, _features(TOWN))
    assert not may_share(_features(TOWN), blank)


def test_sizes_and_turns_follow_a_mirrored_picture_and_a_negative() -> None:
    """What is derived without a search is what a search of the changed picture finds."""
    given = _features(TOWN)
    for derived, changed in (
        (given.mirrored(), ImageOps.mirror(TOWN)),
        (given.inverted(), ImageOps.invert(TOWN)),
    ):
        found = _features(changed)
        off = np.linalg.norm(derived.points[:, None] - found.points[None], axis=2)
        nearest = off.argmin(axis=1)
        near = off[np.arange(len(nearest)), nearest] < given.scale
        turns = np.exp(1j * np.radians(derived.angles - found.angles[nearest]))[near]
        grown = (derived.sizes / found.sizes[nearest])[near]
        assert near.sum() > 100
        assert np.median(np.abs(np.angle(turns))) < 0.05
        assert np.median(np.abs(np.log2(grown))) < 0.05
