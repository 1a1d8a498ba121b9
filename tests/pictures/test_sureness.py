"""Confidence follows from the margins of an answer's parts; faint things stand out or lower it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from provenance.model import Box, Confidence, Relation, Transformation
from provenance.pictures import compare
from provenance.pictures.motion import flows
from provenance.pictures.overlap import Overlap
from provenance.pictures.regions import (
    Change,
    Part,
    evenness,
    is_bar,
    is_blurred,
    is_drawn,
    is_pixelated,
    is_solid,
    is_tonal,
    straightness,
)
from provenance.pictures.standing_out import STANDS_OUT, lines_of
from provenance.pictures.sureness import CLEAR, LESS_IS_CLEARER, Sign, confidence, margin
from provenance.pictures.translucent import Laid, laid_over
from tests.stand_ins.drawings import read, scene

T = Transformation


@pytest.mark.parametrize("sign", Sign)
def test_each_sign_is_clear_on_its_one_side_and_not_on_the_other(sign: Sign) -> None:
    better, worse = (0.9, 1.1) if sign in LESS_IS_CLEARER else (1.1, 0.9)
    assert margin(sign, CLEAR[sign] * better) > 1 > margin(sign, CLEAR[sign] * worse)


def test_an_answer_is_as_sure_as_its_least_clear_part() -> None:
    assert confidence(3.0, 1.0) is Confidence.HIGH
    assert confidence(3.0, 0.99, 2.0) is Confidence.MEDIUM
    assert confidence() is Confidence.HIGH


def rough(seed: int) -> np.ndarray:
    """Grey levels, smooth on the left and rough on the right."""
    grain = np.random.default_rng(seed).normal(0, 1, (240, 400)) * np.linspace(1, 40, 400)
    return np.clip(120 + grain, 0, 255).astype(np.uint8)


def saved(levels: np.ndarray) -> np.ndarray:
    """The same with errors that grow with its roughness, as compression makes."""
    error = np.random.default_rng(9).normal(0, 1, levels.shape) * np.linspace(0.5, 9, 400)
    return np.clip(levels + error, 0, 255).astype(np.uint8)


def test_a_faint_line_stands_out_where_the_picture_is_smooth_and_errors_of_saving_do_not() -> None:
    copy = saved(rough(1))
    assert lines_of(copy, rough(1)).max() < STANDS_OUT
    lettered = copy.copy()
    lettered[100:106, 20:70:2] += 14
    at = np.unravel_index(lines_of(lettered, rough(1)).argmax(), copy.shape)
    assert lines_of(lettered, rough(1)).max() > STANDS_OUT
    assert 92 <= at[0] <= 112


def test_what_is_not_shown_by_both_does_not_stand_out() -> None:
    other, shown = saved(rough(1)), np.ones((240, 400), bool)
    other[:, :120] = 255
    shown[:, :120] = False
    assert lines_of(other, rough(1), shown).max() < STANDS_OUT
    assert lines_of(other, rough(1), np.zeros((240, 400), bool)).max() == 0


def whispered(level: int) -> Image.Image:
    """The scene with a line of small letters a few levels lighter than what is below."""
    layer = Image.new("RGBA", (720, 480), (0, 0, 0, 0))
    font = ImageFont.load_default(14)
    words = "© Example / AGENCE HARBOUR"
    ImageDraw.Draw(layer).text((24, 14), words, font=font, fill=(255, 255, 255, level))
    return Image.alpha_composite(scene().convert("RGBA"), layer).convert("RGB")


def test_a_credit_too_faint_to_be_told_leaves_no_high_confidence() -> None:
    original = read(scene(), "JPEG", quality=94)
    plain = compare(read(scene(), quality=88), original)
    assert (plain.relation, plain.confidence) == (Relation.SAME, Confidence.HIGH)
    for level in (30, 45, 60, 90, 130, 190):
        found = compare(read(whispered(level), quality=88), original)
        told = T.OVERLAID in found.transformations
        assert told or found.confidence is Confidence.MEDIUM or level < 60


def changed_part(now: np.ndarray, before: np.ndarray, box: Box, inside: np.ndarray) -> Part:
    mask = np.ones(inside.shape, bool)
    shared = Overlap(now, before, mask, 0, 0, 1, 1, 1)
    off = np.abs(now.astype(int) - before).max(axis=2).astype(np.uint8)
    change = Change(shared, before, inside, inside & (off > 30), off, 1.0)
    return Part(change, inside, box, int(inside.sum()))


def round_patch(fill: np.ndarray | tuple[int, int, int]) -> Part:
    before = np.asarray(scene()).copy()
    y, x = np.mgrid[0:480, 0:720]
    inside = ((x - 300) / 60) ** 2 + ((y - 240) / 50) ** 2 <= 1
    now = before.copy()
    now[inside] = fill[inside] if isinstance(fill, np.ndarray) else fill
    return changed_part(now, before, Box(240, 190, 121, 101), inside)


def test_a_round_patch_of_a_picture_is_no_drawing_and_a_round_shape_of_one_ink_is() -> None:
    shaded = np.zeros((480, 720, 3), np.uint8)
    across = np.clip(np.linspace(-300, 800, 720), 40, 250)
    shaded[...] = across[None, :, None] * (1.0, 0.6, 0.1)
    patch, dot = round_patch(shaded), round_patch((230, 20, 20))
    assert is_solid(patch)
    assert straightness(patch) < 0.85
    assert not is_drawn(patch)
    assert evenness(dot) > 0.9
    assert is_drawn(dot)


def test_a_round_dark_patch_is_no_privacy_bar_and_a_box_is() -> None:
    assert not is_bar(round_patch((0, 0, 0)))
    before = np.asarray(scene()).copy()
    now, inside = before.copy(), np.zeros((480, 720), bool)
    inside[240:270, 300:390] = True
    now[inside] = 0
    assert is_bar(changed_part(now, before, Box(300, 240, 90, 30), inside))


def test_what_was_painted_in_from_around_is_neither_a_mosaic_nor_a_blur() -> None:
    before = np.asarray(scene()).copy()
    now, inside = before.copy(), np.zeros((480, 720), bool)
    inside[220:290, 330:400] = True
    left, right = (before[220:290, x].astype(float)[:, None] for x in (326, 404))
    across = np.linspace(0, 1, 70)[None, :, None]
    now[220:290, 330:400] = left * (1 - across) + right * across
    part = changed_part(now, before, Box(330, 220, 70, 70), inside)
    assert not is_blurred(part)
    assert not is_pixelated(part)
    soft = np.asarray(Image.fromarray(before).filter(ImageFilter.GaussianBlur(6)))
    now[inside] = soft[inside]
    assert is_blurred(changed_part(now, before, Box(330, 220, 70, 70), inside))


def test_a_difference_that_comes_and_goes_slowly_is_one_of_tone() -> None:
    before = np.full((200, 300, 3), 180, np.uint8)
    hill = np.exp(-((np.mgrid[0:200, 0:300][1] - 150) ** 2) / 3000.0)
    now = (before + 24 * hill[..., None]).astype(np.uint8)
    inside = np.zeros((200, 300), bool)
    inside[60:140, 100:200] = True
    assert is_tonal(changed_part(now, before, Box(100, 60, 100, 80), inside))
    now[64:136, 104:196:4] += 30
    assert not is_tonal(changed_part(now, before, Box(100, 60, 100, 80), inside))


def test_a_bar_with_large_letters_is_laid_over() -> None:
    before = np.asarray(scene().crop((0, 400, 720, 480))).astype(np.float32)
    layer = Image.new("RGBA", (720, 80), (0, 0, 0, 160))
    font = ImageFont.load_default(46)
    ImageDraw.Draw(layer).text((20, 12), "STORM HITS HARBOUR", font=font, fill="white")
    below = Image.fromarray(before.astype(np.uint8)).convert("RGBA")
    now = np.asarray(Image.alpha_composite(below, layer).convert("RGB")).astype(np.float32)
    found = laid_over(now, before, np.ones((80, 720), bool))
    assert found is not None
    assert found.how is Laid.OVER
    assert found.explained > 0.9


def test_a_figure_that_bent_is_found_in_parts_beside_its_place() -> None:
    before = np.asarray(scene()).copy()
    before[150:390, 250:430] = np.asarray(scene(8).crop((250, 150, 430, 390)))
    now, changed = before.copy(), np.zeros((480, 720), bool)
    now[150:390, 250:430] = np.asarray(scene(21).crop((250, 150, 430, 390)))
    for top, way in ((150, 14), (230, -15), (310, 12)):
        part = before[top : top + 60, 270:400]
        now[top : top + 60, 270 + way : 400 + way] = part
    changed[150:390, 250:430] = True
    assert flows(now, before, changed)


def test_another_picture_pasted_in_did_not_move() -> None:
    before = np.asarray(scene()).copy()
    now, changed = before.copy(), np.zeros((480, 720), bool)
    grain = np.random.default_rng(2).normal(120, 40, (240, 180, 1))
    now[150:390, 250:430] = np.clip(grain, 0, 255).astype(np.uint8)
    changed[150:390, 250:430] = True
    assert not flows(now, before, changed)
