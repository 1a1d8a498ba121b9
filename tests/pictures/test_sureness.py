"""What is near its threshold is told as before, but not with high confidence."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from provenance.model import Box, Confidence, Transformation
from provenance.pictures import compare
from provenance.pictures.overlap import Overlap
from provenance.pictures.regions import Change, Part, is_clearly, is_sharper, kind_of
from provenance.pictures.sureness import CLEAR, LESS_IS_CLEARER, Sign, is_clear, is_far
from tests.stand_ins.drawings import read, scene
from tests.stand_ins.graphics import graphic

T = Transformation
ORIGINAL = read(scene(), "JPEG", quality=94)
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_clear_on_its_one_side_and_not_on_the_other(sign: Sign) -> None:
    better, worse = (0.9, 1.1) if sign in LESS_IS_CLEARER else (1.1, 0.9)
    assert is_clear(sign, CLEAR[sign] * better)
    assert not is_clear(sign, CLEAR[sign] * worse)


def test_what_may_lie_on_either_side_of_a_threshold_must_be_far_from_it() -> None:
    assert is_far(Sign.TONE, 6.0, 3.0)
    assert is_far(Sign.TONE, 1.0, 3.0)
    assert is_far(Sign.TONE, 0.0, 3.0)
    assert not is_far(Sign.TONE, 3.1, 3.0)
    assert not is_far(Sign.TONE, 2.9, 3.0)


def test_a_picture_that_is_much_brighter_is_surely_recoloured() -> None:
    found = compare(read(ImageEnhance.Brightness(scene()).enhance(1.3)), ORIGINAL)
    assert T.RECOLOURED in found.transformations
    assert found.confidence is Confidence.HIGH


def test_two_kinds_of_change_in_one_picture_are_told_and_not_as_sure() -> None:
    image = scene()
    image.paste(scene(8).crop((40, 100, 140, 200)), (80, 300))
    one = compare(read(image), ORIGINAL)
    assert T.EDITED in one.transformations
    assert one.confidence is Confidence.HIGH
    ImageDraw.Draw(image).rectangle((500, 10, 640, 50), fill=(200, 0, 30))
    ImageDraw.Draw(image).text((520, 18), "NEWS 7", font_size=24, fill="white")
    both = compare(read(image), ORIGINAL)
    assert {T.EDITED, T.OVERLAID} <= set(both.transformations)
    assert both.confidence is Confidence.MEDIUM


def test_a_page_of_text_that_was_sharpened_is_not_surely_recoloured() -> None:
    page = graphic("text")
    half = page.resize((600, 400), Image.Resampling.LANCZOS)
    found = compare(read(half.filter(ImageFilter.UnsharpMask(1, 150, 2))), read(page, "PNG"))
    assert found.relation.linked
    assert T.RECOLOURED not in found.transformations or found.confidence is Confidence.MEDIUM


def test_a_scene_that_was_changed_in_two_places_is_told_as_surely_as_in_one() -> None:
    image = scene()
    image.paste(scene(8).crop((40, 100, 140, 200)), (80, 300))
    image.paste(scene(9).crop((300, 200, 400, 300)), (560, 280))
    found = compare(read(image), ORIGINAL)
    assert [region.kind for region in found.edited_regions] == [T.EDITED, T.EDITED]
    assert found.confidence is Confidence.HIGH


def test_where_one_of_two_places_may_be_a_bar_of_words_neither_is_sure() -> None:
    image = scene()
    image.paste(scene(8).crop((40, 100, 140, 200)), (80, 100))
    image.paste(scene(9).crop((100, 250, 640, 330)), (60, 350))
    found = compare(read(image), ORIGINAL)
    assert {region.kind for region in found.edited_regions} == {T.EDITED}
    assert len(found.edited_regions) == 2
    assert found.confidence is Confidence.MEDIUM


def test_corners_that_grew_dark_are_not_surely_a_border() -> None:
    across, down = np.meshgrid(np.linspace(-1, 1, 720), np.linspace(-1, 1, 480))
    light = np.clip(1.15 - 0.9 * np.hypot(across, down) ** 2 / 2, 0, 1)[..., None]
    found = compare(read(Image.fromarray((np.asarray(scene()) * light).astype(np.uint8))), ORIGINAL)
    assert T.RECOLOURED in found.transformations
    assert T.BORDERED not in found.transformations or found.confidence is Confidence.MEDIUM


def part(now: Pixels, box: Box, inside: Mask) -> Part:
    before = np.asarray(scene())
    shared = Overlap(now, before, np.ones(inside.shape, bool), 0, 0, 1, 1, 1)
    off = np.abs(now.astype(int) - before).max(axis=2).astype(np.uint8)
    change = Change(shared, before, inside, inside & (off > 30), off, 1.0)
    return Part(change, inside, box, int(inside.sum()))


FACE = Box(330, 220, 70, 70)
ROWS, COLUMNS = slice(220, 290), slice(330, 400)


def square(pixels: Pixels) -> Part:
    """The scene with other pixels in a square."""
    now, inside = np.asarray(scene()).copy(), np.zeros((480, 720), bool)
    now[ROWS, COLUMNS] = pixels[ROWS, COLUMNS]
    inside[ROWS, COLUMNS] = True
    return part(now, FACE, inside)


def test_a_blur_is_clearly_one() -> None:
    soft = square(np.asarray(scene().filter(ImageFilter.GaussianBlur(6))))
    assert kind_of(soft) is T.OBSCURED
    assert is_clearly(soft, T.OBSCURED)


def test_a_patch_of_another_scene_is_clearly_an_edit() -> None:
    patch = square(np.asarray(scene(8)))
    assert kind_of(patch) is T.EDITED
    assert is_clearly(patch, T.EDITED)


def test_only_what_is_its_own_detail_made_stronger_is_sharper() -> None:
    image = scene()
    assert is_sharper(square(np.asarray(image.filter(ImageFilter.UnsharpMask(1, 150, 2)))))
    lettered = scene()
    ImageDraw.Draw(lettered).text((334, 230), "NEWS 7", font_size=20, fill="white")
    for other in (scene(8), image.filter(ImageFilter.GaussianBlur(6)), lettered):
        assert not is_sharper(square(np.asarray(other)))


def test_a_box_of_one_ink_is_clearly_drawn_and_a_round_patch_of_a_picture_is_not() -> None:
    image = scene()
    ImageDraw.Draw(image).rectangle((330, 220, 399, 289), fill=(230, 20, 20))
    box = square(np.asarray(image))
    assert is_clearly(box, T.OVERLAID)
    y, x = np.mgrid[0:480, 0:720]
    inside = ((x - 365) / 35) ** 2 + ((y - 255) / 35) ** 2 <= 1
    now = np.asarray(scene()).copy()
    now[inside] = np.clip(90 + (x + y)[inside, None] * (0.2, 0.1, 0.02), 0, 255).astype(np.uint8)
    assert not is_clearly(part(now, FACE, inside), T.OVERLAID)
