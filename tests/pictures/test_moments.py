"""Two moments of one shot are not one picture: bursts, stills from a video, a camera that pans."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageFilter

from provenance.model import Confidence, Reason, Relation, Transformation
from provenance.pictures import compare, read_picture
from provenance.pictures.motion import motion
from provenance.pictures.overlap import Overlap
from tests.stand_ins.drawings import encoded, read, scene


def hand_held(seed: int, sway: float) -> Image.Image:
    """The scene a moment later: all of it swayed a little, near things more than far ones."""
    dice = np.random.default_rng(seed)
    pixels = np.asarray(scene())
    rows, columns = pixels.shape[:2]
    ways = [
        cv2.resize(dice.normal(0, sway, (4, 5)).astype(np.float32), (columns, rows),
                   interpolation=cv2.INTER_CUBIC)
        for _ in "xy"
    ]  # fmt: skip
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    moved = cv2.remap(
        pixels, x + ways[0], y + ways[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
    )
    return Image.fromarray(moved)


def walked_on(step: int) -> Image.Image:
    """The scene with a passer-by, some steps on."""
    image, passer = scene(), scene(8).crop((300, 200, 370, 400))
    image.paste(passer, (310 + step, 240))
    return image


@pytest.mark.parametrize("sway", [2.0, 4.0])
def test_a_hand_held_burst_is_another_moment_or_undecided(sway: float) -> None:
    found = compare(read(hand_held(7, sway)), read(scene()))
    assert found.relation in (Relation.DIFFERENT, Relation.UNDECIDED)


def test_a_passer_by_who_walked_on_makes_another_moment() -> None:
    found = compare(read(walked_on(5)), read(walked_on(0)))
    assert (found.relation, found.reason) == (Relation.DIFFERENT, Reason.ANOTHER_MOMENT)
    assert "another moment of the same shot" in found.detail


def strode_on(step: int, passer: Image.Image) -> Image.Image:
    """The scene with somebody near, a stride on, soft as what moves is."""
    image = scene()
    image.paste(passer.filter(ImageFilter.GaussianBlur(2)), (290 + step, 140))
    return image


def test_somebody_a_stride_on_may_be_another_moment_and_somebody_else_is_an_edit() -> None:
    near = scene(8).crop((300, 140, 420, 470))
    before = read(strode_on(0, near))
    found = compare(read(strode_on(28, near)), before)
    assert (found.relation, found.confidence) == (Relation.UNDECIDED, Confidence.LOW)
    assert "moments apart" in found.detail
    other = compare(read(strode_on(0, scene(14).crop((60, 140, 180, 470)))), before)
    assert Transformation.EDITED in other.transformations


def test_a_copy_of_the_same_moment_is_the_same_picture() -> None:
    found = compare(read(walked_on(0), quality=60), read(walked_on(0)))
    assert found.relation == Relation.SAME


def animation(*seeds: int) -> bytes:
    frames = [scene(seed) for seed in seeds]
    return encoded(
        frames[0], "WEBP", save_all=True, append_images=frames[1:], quality=85, duration=90
    )


def test_later_frames_that_show_something_else_are_named() -> None:
    found = compare(read_picture(animation(1, 2, 3), metadata=False), read(scene(1)))
    assert found.relation.linked
    assert found.unlike_frames == (2, 3)


def test_an_animation_of_one_picture_has_no_unlike_frame() -> None:
    found = compare(read_picture(animation(1, 1, 1), metadata=False), read(scene(1)))
    assert found.relation.linked
    assert found.unlike_frames == ()


def test_a_shade_over_soft_shapes_moves_no_point() -> None:
    before = np.asarray(scene(3).resize((512, 341)).filter(ImageFilter.GaussianBlur(5)))
    across, down = np.meshgrid(np.linspace(-1, 1, 512), np.linspace(-1, 1, 341))
    light = 1 - 0.6 * np.exp(-((across - 0.3) ** 2 + (down + 0.2) ** 2) / 0.08)
    now = np.clip(before * light[..., None], 0, 255).astype(np.uint8)
    shared = Overlap(now, before, np.ones(light.shape, bool), 0, 0, 1, 1, 1)
    assert not motion(shared).another_moment
