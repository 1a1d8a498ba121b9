"""A picture that is only saved again, smaller, is that picture: nothing in it is called changed."""

from __future__ import annotations

import io
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image, ImageFilter

from provenance.demo.make import published
from provenance.model import Comparison, Confidence, Picture, Relation, Transformation
from provenance.pictures import compare, read_picture
from tests.stand_ins.drawings import encoded, read, scene
from tests.stand_ins.graphics import GRAPHICS, graphic, shuttered

T = Transformation
DRAWN = {path.rsplit("/", 1)[-1]: data for path, data in published().items()}
"""The demo's pictures: sharp edges, small windows, even walls."""
ACCUSED = {T.OBSCURED, T.EDITED, T.OVERLAID, T.COMPOSITED}


@pytest.mark.parametrize("name", sorted(DRAWN))
@pytest.mark.parametrize(
    ("share", "wider", "quality"), [(0.52, 1.0, 70), (0.52, 1.08, 70), (0.73, 1.03, 85)]
)
def test_nothing_sharp_is_called_obscured(
    name: str, share: float, wider: float, quality: int
) -> None:
    original = Image.open(io.BytesIO(DRAWN[name])).convert("RGB")
    size = (round(original.width * share), round(original.height * share * wider))
    copy = io.BytesIO()
    original.resize(size).save(copy, "JPEG", quality=quality)
    found = compare(read_picture(copy.getvalue()), read_picture(DRAWN[name]))
    assert found.relation is Relation.SAME
    assert set(found.transformations) <= {Transformation.RESIZED, Transformation.RECOMPRESSED}
    assert found.edited_regions == ()


def smaller(image: Image.Image, times: float, wider: float = 1.0) -> Image.Image:
    size = round(image.width / times * wider), round(image.height / times)
    return image.resize(size, Image.Resampling.LANCZOS)


def sharpened(image: Image.Image) -> Image.Image:
    """As content systems do after scaling."""
    return image.filter(ImageFilter.UnsharpMask(1, 120, 2))


COPIES = {
    "saved again": lambda image: encoded(image, quality=40),
    "as WebP, two thirds": lambda image: encoded(smaller(image, 1.5), "WEBP", quality=60),
    "half, slightly wider": lambda image: encoded(smaller(image, 2, 1.03), quality=75),
    "a third, as PNG": lambda image: encoded(smaller(image, 2.7), "PNG"),
    "an eighth": lambda image: encoded(smaller(image, 8), quality=80),
    "half, sharpened": lambda image: encoded(sharpened(smaller(image, 2)), quality=82),
    "two thirds, sharpened": lambda image: encoded(sharpened(smaller(image, 1.5)), quality=82),
    "64 colours": lambda image: encoded(image.quantize(64), "PNG"),
    "larger": lambda image: encoded(smaller(image, 1 / 1.4), quality=85),
}


@cache
def original(kind: str) -> Picture:
    return read(graphic(kind), "PNG")


@pytest.mark.parametrize("how", COPIES)
@pytest.mark.parametrize("kind", GRAPHICS)
def test_a_copy_of_a_drawing_has_nothing_laid_over_hidden_or_changed(kind: str, how: str) -> None:
    found = compare(read_picture(COPIES[how](graphic(kind)), metadata=False), original(kind))
    assert found.relation.linked
    assert not ACCUSED & set(found.transformations)


def part_of_shutters(seed: int, keep: float, times: float) -> Comparison:
    image = shuttered(seed)
    box = (20, 30, 20 + int(image.width * keep), 30 + int(image.height * keep))
    copy = smaller(image.crop(box), times)
    return compare(read(copy, quality=85), read(image, "JPEG", quality=94))


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    ("keep", "times"), [(0.85, 1.0), (0.85, 1.3), (0.7, 1.3), (0.7, 2.1), (0.5, 1.6)]
)
def test_stripes_that_another_size_shows_otherwise_are_no_edit_of_a_crop(
    seed: int, keep: float, times: float
) -> None:
    found = part_of_shutters(seed, keep, times)
    assert T.CROPPED in found.transformations
    assert not ACCUSED & set(found.transformations)


def test_letters_that_look_like_sharpening_are_not_told_as_surely_the_same() -> None:
    """What differs in the finest detail only may be an edit: no high confidence."""
    drawn = np.asarray(scene(3).resize((900, 600)))
    letters = np.zeros((600, 900), np.uint8)
    for line in range(6):
        cv2.putText(letters, "SHUT ON MONDAY", (300, 215 + 22 * line), 0, 0.6, (1,), 1)
    mask = letters.astype(np.float32)
    embossed = np.clip(drawn + 90 * (mask - np.roll(mask, 1, axis=1))[..., None], 0, 255)
    changed, kept = (Image.fromarray(pixels.astype(np.uint8)) for pixels in (embossed, drawn))
    found = compare(
        read_picture(encoded(changed, quality=95)), read_picture(encoded(kept, quality=95))
    )
    assert (found.relation, found.confidence) != (Relation.SAME, Confidence.HIGH)
