"""Marks through which the original shows: laid over it, and no change of the scene."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from provenance.model import Box, Comparison, Relation, Transformation
from provenance.pictures import compare
from provenance.pictures.overlap import Overlap
from provenance.pictures.regions import Change, Part, is_blob
from provenance.pictures.translucent import Laid, laid_over
from tests.stand_ins.drawings import read, scene

T = Transformation
ORIGINAL = read(scene(), "JPEG", quality=94)


def published(image: Image.Image, **options: object) -> Comparison:
    return compare(read(image, **{"quality": 86, **options}), ORIGINAL)


def done(found: Comparison) -> set[Transformation]:
    return set(found.transformations) - {T.RESIZED, T.RECOMPRESSED}


def over(paint: Callable[[ImageDraw.ImageDraw], None]) -> Image.Image:
    """The scene with something painted on a transparent layer over it."""
    layer = Image.new("RGBA", (720, 480), (0, 0, 0, 0))
    paint(ImageDraw.Draw(layer))
    return Image.alpha_composite(scene().convert("RGBA"), layer).convert("RGB")


def watermark(alpha: int) -> Image.Image:
    font = ImageFont.load_default(110)
    return over(lambda pen: pen.text((60, 170), "SAMPLE", font=font, fill=(255, 255, 255, alpha)))


def tiled() -> Image.Image:
    font = ImageFont.load_default(30)

    def paint(pen: ImageDraw.ImageDraw) -> None:
        for y in range(20, 480, 90):
            for x in range(20 + y % 60, 720, 190):
                pen.text((x, y), "preview", font=font, fill=(255, 255, 255, 100))

    return over(paint)


def captioned() -> Image.Image:
    font = ImageFont.load_default(30)

    def paint(pen: ImageDraw.ImageDraw) -> None:
        pen.rectangle((0, 405, 720, 480), fill=(0, 0, 0, 150))
        pen.text((24, 420), "Market opens at night", font=font, fill=(255, 255, 255, 255))

    return over(paint)


def dated() -> Image.Image:
    font = ImageFont.load_default(20)
    return over(lambda pen: pen.text((560, 440), "12.05.2019", font=font, fill=(255, 150, 40, 255)))


@pytest.mark.parametrize("image", [watermark(77), watermark(128), tiled(), captioned(), dated()])
def test_a_mark_through_which_the_scene_shows_is_laid_over_it(image: Image.Image) -> None:
    found = published(image)
    assert (found.relation, done(found)) == (Relation.DERIVED, {T.OVERLAID})


def test_a_small_credit_in_thin_letters_is_seen() -> None:
    font = ImageFont.load_default(13)
    image = over(lambda pen: pen.text((24, 452), "© Example/AGENCE", font=font, fill="white"))
    assert T.OVERLAID in published(image).transformations


def noise(seed: int, spread: float) -> np.ndarray:
    grain = np.random.default_rng(seed).normal(0, spread, (40, 60, 3))
    return np.clip(90 + grain, 0, 255).astype(np.float32)


EVERYWHERE = np.ones((40, 60), bool)


def test_a_bar_that_keeps_a_share_of_the_detail_was_laid_over() -> None:
    before = noise(1, 20)
    found = laid_over(before * 0.5 + 127.5, before, EVERYWHERE)
    assert found is not None
    assert found.how is Laid.OVER
    assert found.share == pytest.approx(0.5, abs=0.02)


def test_darkness_that_comes_slowly_is_a_shade() -> None:
    before = noise(2, 20)
    falling = np.linspace(0.2, 0.8, 40, dtype=np.float32)[:, None, None]
    found = laid_over(before * (1 - falling), before, EVERYWHERE)
    assert found is not None
    assert found.how is Laid.SHADE


def test_other_content_and_opaque_paint_are_no_translucent_ink() -> None:
    before = noise(3, 20)
    assert laid_over(noise(4, 40), before, EVERYWHERE) is None
    assert laid_over(np.zeros_like(before), before, EVERYWHERE) is None
    assert laid_over(before, before, EVERYWHERE) is None


def test_heavy_grain_at_the_ends_of_the_scale_is_no_change_of_tone() -> None:
    bright = Image.fromarray(np.clip(np.asarray(scene()) * 1.35 + 20, 0, 255).astype(np.uint8))
    grain = np.random.default_rng(5).normal(0, 24, (480, 720, 1))
    grainy = Image.fromarray(np.clip(np.asarray(bright) + grain, 0, 255).astype(np.uint8))
    found = compare(read(grainy, quality=85), read(bright, quality=94))
    assert found.relation.linked
    assert T.RECOLOURED not in found.transformations


def test_a_picture_of_one_colour_that_lost_it_is_grey() -> None:
    light = np.asarray(scene().convert("L"), np.float32)[..., None]
    green = Image.fromarray((light * [0.55, 1.0, 0.45]).astype(np.uint8))
    found = compare(read(green.convert("L"), quality=85), read(green, quality=94))
    assert done(found) == {T.GREYSCALE}


def filled(colour: tuple[int, int, int]) -> Part:
    """A part of a picture that is now one filled shape."""
    before = np.repeat(np.repeat(noise(6, 20), 4, axis=0), 4, axis=1).astype(np.uint8)
    now = before.copy()
    now[40:120, 60:160] = colour
    inside = np.zeros((160, 240), bool)
    inside[40:120, 60:160] = True
    shared = Overlap(now, before, np.ones((160, 240), bool), 0, 0, 1, 1, 1)
    off = np.abs(now.astype(int) - before).max(axis=2).astype(np.uint8)
    return Part(
        Change(shared, before, inside, inside, off, 1.0), inside, Box(60, 40, 100, 80), 8000
    )


def test_a_shape_in_a_dull_colour_may_be_a_patch_of_another_picture() -> None:
    assert is_blob(filled((120, 105, 90)))
    assert not is_blob(filled((255, 255, 255)))
    assert not is_blob(filled((210, 10, 30)))
