"""Nights, blue seas and white skies: what is cut off or hardly seen tells nothing false."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

from provenance.model import Box, Comparison, Confidence, Transformation
from provenance.pictures import compare
from provenance.pictures.motion import flows
from provenance.pictures.overlap import Overlap
from provenance.pictures.regions import Change, Part, is_copied, is_inked, kind_of
from provenance.pictures.tone import tone_original
from tests.stand_ins.drawings import read, scene

T = Transformation
Levels = npt.NDArray[np.float64]


def told(published: Image.Image, original: Image.Image, quality: int = 85) -> Comparison:
    return compare(read(published, quality=quality), read(original, quality=94))


def done(found: Comparison) -> set[Transformation]:
    return set(found.transformations) - {T.RESIZED, T.RECOMPRESSED}


def put(
    below: Levels, image: Image.Image | None = None, at: tuple[int, int] = (0, 0)
) -> Image.Image:
    """Levels as a picture, another one laid into it."""
    whole = Image.fromarray(below.clip(0, 255).astype(np.uint8))
    if image is not None:
        whole.paste(image, at)
    return whole


def island(seed: int, width: int, height: int) -> Image.Image:
    """A bright island in a sea that has no red and is darker towards the corners."""
    y, x = np.mgrid[-1:1:600j, -1:1:900j]
    light = 1 - 0.2 * (x * x + y * y)
    waves = np.random.default_rng(3).normal(0, 2, (600, 900))
    sea = np.stack([0 * light, 80 * light + waves, 112 * light + waves], axis=2)
    return put(sea, scene(seed, width, height), (450 - width // 2, 300 - height // 2))


def night(seed: int) -> Image.Image:
    """Trees at night, hardly seen, and a few lit windows."""
    picture = ImageEnhance.Brightness(scene(seed, 900, 600)).enhance(0.14)
    picture.paste(ImageEnhance.Brightness(scene(seed + 1, 220, 140)).enhance(0.9), (520, 370))
    return picture


@pytest.mark.parametrize("tone", [(0.7, 0.7, 0.7), (1.3, 1.3, 1.3), (1.12, 1.0, 0.85)])
def test_a_sea_without_red_takes_part_in_a_change_of_tone(tone: tuple[float, ...]) -> None:
    """Fitted to what has all three colours, an island in the middle, the corners were edits."""
    original = island(5, 330, 240)
    toned = Image.fromarray((np.asarray(original) * np.array(tone)).clip(0, 255).astype(np.uint8))
    found = told(toned, original)
    assert done(found) == {T.RECOLOURED}
    assert found.confidence is Confidence.HIGH


def test_on_a_sea_without_red_only_what_was_laid_over_it_is_told() -> None:
    original = island(7, 200, 150)
    published = original.copy()
    pen = ImageDraw.Draw(published)
    pen.rectangle([10, 10, 130, 55], (200, 0, 30))
    pen.text((24, 18), "NEWS 7", "white", ImageFont.load_default(26))
    assert done(told(published, original)) == {T.OVERLAID}


@pytest.mark.parametrize("seed", [1, 4])
def test_a_sky_that_was_brightened_to_white_is_told_by_the_tone_of_what_is_before_it(
    seed: int,
) -> None:
    """Silhouettes have hardly a colour: any mixture of the three fits them, and not the sky."""
    dice = np.random.default_rng(seed)
    rows = np.linspace(10, -12, 340)[:, None, None]
    sky = np.array([188, 208, 220]) + dice.normal(0, 2, (340, 512, 1)) + rows
    leaves = cv2.resize(dice.normal(0, 1, (70, 100)), (512, 340), interpolation=cv2.INTER_CUBIC)
    dark = np.array([20, 16, 10]) + dice.normal(0, 3, (340, 512, 1))
    large = np.kron(np.where(leaves[..., None] > 0, dark, sky), np.ones((2, 2, 1)))
    large = cv2.GaussianBlur(large, (0, 0), 1.2)
    published, original = (
        cv2.resize(levels.clip(0, 255).astype(np.uint8), (512, 340), interpolation=cv2.INTER_AREA)
        for levels in (1.4 * large - 20, large)
    )
    toned = tone_original(published, original, np.ones((340, 512), bool))
    clear = cv2.erode((leaves <= 0).astype(np.uint8), np.ones((7, 7))) > 0
    off = np.abs(toned.astype(int) - published)[clear].mean(axis=0)
    assert off.max() < 1.5


@pytest.mark.parametrize("seed", [31, 41])
def test_the_tone_of_a_night_is_told_by_what_is_lit(seed: int) -> None:
    original = night(seed)
    warm = np.asarray(original) * np.array([1.12, 1.0, 0.85])
    assert done(told(Image.fromarray(warm.clip(0, 255).astype(np.uint8)), original)) == {
        T.RECOLOURED
    }


@pytest.mark.parametrize("seed", [31, 41])
def test_grain_that_is_cut_off_at_black_makes_no_night_lighter(seed: int) -> None:
    original = night(seed)
    grain = np.random.default_rng(seed).normal(0, 24, (600, 900, 1))
    grainy = Image.fromarray((np.asarray(original) + grain).clip(0, 255).astype(np.uint8))
    found = told(grainy, original)
    assert T.RECOLOURED not in found.transformations


@pytest.mark.parametrize("seed", [31, 41, 51])
def test_a_bar_of_words_is_one_thing_where_the_ground_is_as_dark_as_it(seed: int) -> None:
    original = night(seed)
    layer = Image.new("RGBA", original.size)
    pen = ImageDraw.Draw(layer)
    pen.rectangle([0, 450, 900, 600], fill=(0, 0, 0, 160))
    pen.text((30, 490), "Lights out in the valley", "white", ImageFont.load_default(40))
    published = Image.alpha_composite(original.convert("RGBA"), layer).convert("RGB")
    assert done(told(published, original)) == {T.OVERLAID}


@pytest.mark.parametrize(("seed", "at"), [(3, (300, 200)), (4, (520, 330)), (6, (300, 200))])
def test_a_black_bar_hides_where_half_of_what_it_hides_was_dark(
    seed: int, at: tuple[int, int]
) -> None:
    dice = np.random.default_rng(seed)
    cloud = cv2.resize(dice.normal(0, 1, (20, 30)), (900, 600), interpolation=cv2.INTER_CUBIC)
    levels = np.asarray(scene(seed, 900, 600)).astype(np.float64)
    original = put(np.where(cloud[..., None] > 0.1, levels, 6 + levels / 20))
    published = original.copy()
    ImageDraw.Draw(published).rectangle([*at, at[0] + 100, at[1] + 36], "black")
    found = told(published, original)
    assert done(found) == {T.OBSCURED}
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize("moves", [True, False])
def test_a_figure_takes_its_detail_along_and_a_plain_disc_has_none(moves: bool) -> None:
    """The levels of a disc that was pasted in flow in from anywhere."""
    dice = np.random.default_rng(3)
    soft = cv2.GaussianBlur(dice.normal(0, 1, (340, 512)), (0, 0), 22)
    soft = soft[..., None] / soft.std() * np.array([40, 35, 30]) + np.array([110, 100, 90])
    before = (soft + dice.normal(0, 2, (340, 512, 1))).clip(0, 255).astype(np.uint8)
    now, changed = before.copy(), np.zeros((340, 512), np.uint8)
    if moves:
        figure = cv2.GaussianBlur(dice.normal(150, 30, (60, 40)), (0, 0), 2)[..., None]
        before[140:200, 230:270] = now[140:200, 238:278] = figure.clip(0, 255).astype(np.uint8)
        changed[125:215, 200:300] = 1
    else:
        cv2.circle(changed, (256, 170), 48, 1, -1)
        now[changed > 0] = 150 + (np.mgrid[0:340, 0:512][1] // 10 - 25)[changed > 0][:, None]
    assert flows(now, before, changed.astype(bool)) is moves


def test_a_border_around_quiet_edges_is_no_other_picture() -> None:
    """Only the line that it colours disagrees, in blocks that have hardly anything else."""
    quiet = np.random.default_rng(6).normal(12, 2.5, (600, 900, 1)) * np.ones(3)
    original = put(quiet, scene(14, 700, 420), (100, 150))
    found = told(ImageOps.expand(original, 27, "white"), original)
    assert done(found) == {T.BORDERED}
    assert found.region == Box(0, 0, 900, 600)


@pytest.mark.parametrize("light", [(1.0, 1.0), (0.5, 0.2)])
def test_a_picture_cropped_beside_another_ends_where_the_other_begins(
    light: tuple[float, float],
) -> None:
    """Some of the other one agrees by chance, more of it where both are dark."""
    original, other = (
        ImageEnhance.Brightness(scene(seed, 900, 600)).enhance(share)
        for seed, share in zip((25, 26), light, strict=True)
    )
    published = Image.new("RGB", (900, 600))
    for x, picture in ((0, original), (450, other)):
        published.paste(ImageOps.fit(picture, (450, 600)), (x, 0))
    found = told(published, original)
    assert done(found) == {T.COMPOSITED, T.CROPPED}
    assert found.region == Box(225, 0, 450, 600)


def test_a_patch_is_cloned_whatever_stands_around_it() -> None:
    """What changed is found with pixels around it, more of them at a finer size."""
    original = np.asarray(scene())
    published, changed = original.copy(), np.zeros((480, 720), bool)
    published[200:260, 300:350] = original[120:180, 500:550]
    changed[192:268, 292:358] = True
    off = np.abs(published.astype(np.int16) - original).max(axis=2).astype(np.uint8)
    shared = Overlap(published, original, np.ones_like(changed), 0.0, 0.0, 1.0, 1.0, 1.0)
    part = Part(
        Change(shared, original, changed, off > 30, off, 1.0), changed, Box(292, 192, 66, 76), 5016
    )
    assert is_copied(part)


def pixelated(original: Image.Image, box: tuple[int, int, int, int], cells: int) -> Image.Image:
    """The picture with a part of it in cells of one level."""
    part, published = original.crop(box), original.copy()
    small = part.resize((cells, cells), Image.Resampling.BOX)
    published.paste(small.resize(part.size, Image.Resampling.NEAREST), box[:2])
    return published


@pytest.mark.parametrize("seed", [3, 6])
def test_a_mosaic_over_dark_bars_takes_nothing_away(seed: int) -> None:
    """What stood out before it does no longer, as after a removal; cells have straight edges."""
    walls = np.full((600, 900, 3), 200.0) + np.random.default_rng(seed).normal(0, 4, (600, 900, 1))
    for x in range(0, 900, 34):
        walls[:, x : x + 9] = 30
    for y in range(20, 600, 70):
        walls[y : y + 7] = 40
    original = put(walls, scene(seed, 500, 300), (0, 300))
    found = told(pixelated(original, (520, 60, 610, 150), 8), original)
    assert done(found) == {T.OBSCURED}
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize("seed", [3, 8])
def test_a_mosaic_in_the_dark_has_no_ink(seed: int) -> None:
    """Every colour is within a few levels of another one there."""
    original = ImageEnhance.Brightness(scene(seed, 900, 600)).enhance(0.3)
    found = told(pixelated(original, (300, 300, 380, 380), 7), original)
    assert done(found) == {T.OBSCURED}


def changed_part(published: Image.Image, original: Image.Image) -> Part:
    """All that differs, as one part."""
    now, before = (np.asarray(picture) for picture in (published, original))
    off = np.abs(now.astype(np.int16) - before).max(axis=2).astype(np.uint8)
    changed = off > 12
    ys, xs = np.nonzero(changed)
    box = Box(int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1)
    shared = Overlap(now, before, np.ones_like(changed), 0.0, 0.0, 1.0, 1.0, 1.0)
    return Part(
        Change(shared, before, changed, off > 30, off, 1.0), changed, box, int(changed.sum())
    )


def test_a_logo_whose_letters_are_as_white_as_the_ground_is_laid_over() -> None:
    original = Image.new("RGB", (512, 340), "white")
    original.paste(scene(3, 300, 200), (200, 130))
    published = original.copy()
    pen = ImageDraw.Draw(published)
    pen.rectangle([8, 8, 76, 33], (0, 60, 160))
    pen.text((9, 6), "NEWS7", "white", ImageFont.load_default(24))
    assert kind_of(changed_part(published, original)) is T.OVERLAID


@pytest.mark.parametrize("sky", [232, 236])
def test_a_white_bubble_on_a_pale_sky_is_laid_over(sky: int) -> None:
    levels = np.random.default_rng(sky).normal(sky, 1.0, (340, 512, 1)) * np.ones(3)
    original = put(levels, scene(4, 512, 160), (0, 180))
    published = original.copy()
    pen = ImageDraw.Draw(published)
    pen.rounded_rectangle([180, 40, 320, 90], 18, "white", "black")
    pen.text((200, 54), "Who is it?", "black", ImageFont.load_default(16))
    assert kind_of(changed_part(published, original)) is T.OVERLAID


@pytest.mark.parametrize("seed", [3, 4])
def test_what_is_one_even_white_is_never_surely_a_change_of_the_scene(seed: int) -> None:
    levels = np.random.default_rng(seed).normal(0, 1.5, (600, 900, 1)) + np.array([226, 228, 236])
    original = put(levels, scene(seed, 900, 380), (0, 220))
    published = original.copy()
    pen = ImageDraw.Draw(published)
    pen.rounded_rectangle([300, 60, 560, 140], 26, "white", "black")
    pen.text((330, 80), "Who is it?", "black", ImageFont.load_default(28))
    found = told(published, original)
    assert found.relation.linked
    assert T.EDITED not in found.transformations or found.confidence is not Confidence.HIGH


def test_a_smear_of_what_is_around_it_is_no_graphic() -> None:
    """Each of its levels lies between what was there and one colour."""
    before = np.full((340, 512, 3), 150.0) + np.random.default_rng(2).normal(0, 1, (340, 512, 1))
    y, x = np.mgrid[0:340, 0:512]
    disc = np.hypot(x - 250, y - 170) < 26
    before[disc] = (200 + 25 * np.sin(x / 3.0))[disc][:, None] * np.array([1.0, 0.9, 0.8])
    now = before.copy()
    now[disc] = before[disc] * 0.35 + np.array([82, 61, 60]) * 0.65
    part = changed_part(put(now), put(before))
    assert is_inked(part, part.change.shared.published, part.change.toned)
    assert kind_of(part) is T.EDITED
