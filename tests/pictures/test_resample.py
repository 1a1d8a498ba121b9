"""The pixels a hash is made of, and the hashes, are what Pillow and imagehash make."""

from __future__ import annotations

import imagehash
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from provenance.pictures.fingerprint import fingerprint, phash
from provenance.pictures.resample import shrunk
from tests.stand_ins.drawings import scene

SIZES = (64, 64), (17, 16)
sides = st.integers(1, 640)


def noise(width: int, height: int, seed: int, *, hard: bool) -> Image.Image:
    drawn = np.random.default_rng(seed).integers(0, 256, (height, width), np.uint8)
    return Image.fromarray(np.where(drawn < 128, 0, 255).astype(np.uint8) if hard else drawn)


def same_as_pillow(grey: Image.Image) -> None:
    for size, made in zip(SIZES, shrunk(grey, *SIZES), strict=True):
        assert np.array_equal(made, np.asarray(grey.resize(size, Image.Resampling.LANCZOS))), (
            grey.size,
            size,
        )


@settings(deadline=None, max_examples=150)
@given(sides, sides, st.integers(0, 2**32 - 1), st.booleans())
def test_noise_of_any_shape_shrinks_to_the_pixels_that_pillow_makes(
    width: int, height: int, seed: int, hard: bool
) -> None:
    same_as_pillow(noise(width, height, seed, hard=hard))


@pytest.mark.parametrize(
    "size", [(64, 64), (17, 16), (64, 300), (300, 64), (1, 1), (512, 1), (1, 512), (3000, 2000)]
)
def test_a_picture_of_the_size_itself_or_of_an_odd_one_does_too(size: tuple[int, int]) -> None:
    same_as_pillow(noise(*size, seed=1, hard=True))


@pytest.mark.parametrize(
    "size", [(512, 341), (341, 512), (288, 512), (230, 512), (512, 220), (481, 321), (90, 60)]
)
@pytest.mark.parametrize("seed", range(4))
def test_the_hashes_of_a_scene_are_imagehashs(size: tuple[int, int], seed: int) -> None:
    same_as_imagehash(scene(seed).resize(size, Image.Resampling.BICUBIC))


@pytest.mark.parametrize("colour", ["white", "black", (90, 91, 92)])
def test_the_hashes_of_a_blank_picture_are_imagehashs(colour: str | tuple[int, int, int]) -> None:
    same_as_imagehash(Image.new("RGB", (400, 300), colour))


@pytest.mark.parametrize("turn", [None, Image.Transpose.ROTATE_90])
def test_the_hashes_of_an_even_ramp_are_imagehashs(turn: Image.Transpose | None) -> None:
    ramp = Image.fromarray(
        np.tile(np.linspace(0, 255, 480).astype(np.uint8)[None, :, None], (320, 1, 3))
    )
    same_as_imagehash(ramp if turn is None else ramp.transpose(turn))


def same_as_imagehash(image: Image.Image) -> None:
    made, grey = fingerprint(image), image.convert("L")
    assert made.phash == phash(grey) == str(imagehash.phash(grey, hash_size=16))
    assert made.dhash == str(imagehash.dhash(grey, hash_size=16))
