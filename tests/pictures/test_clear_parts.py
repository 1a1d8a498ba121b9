"""What could as well be something else is told as it seems, and not with high confidence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance

from provenance.model import Box, Comparison, Confidence, Relation, Transformation
from provenance.pictures import compare
from provenance.pictures.comparison import FAR_COLOURS
from provenance.pictures.difference import Difference, difference
from provenance.pictures.geometry import whole
from provenance.pictures.matching import (
    Candidate,
    calm_greys,
    laid_over_exactly,
    view_of,
)
from provenance.pictures.outcome import is_centred, is_sure
from provenance.pictures.overlap import Overlap, overlap
from provenance.pictures.regions import Change, Part, is_clearly, regions_of
from provenance.pictures.surroundings import Around
from provenance.pictures.traces import has_coloured_traces, has_traces
from provenance.values import dataclass
from tests.stand_ins.drawings import read, scene
from tests.stand_ins.graphics import graphic

T = Transformation
ORIGINALS = {2: read(scene(2), "JPEG", quality=94)}
ORIGINAL = read(scene(), "JPEG", quality=94)
Pixels = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
Mask = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
across, down = np.meshgrid(np.arange(720), np.arange(480))


def place(now: Image.Image, inside: Mask, before: Image.Image | None = None) -> Part:
    """A region of the scene that shows something else."""
    over, under = np.asarray(now), np.asarray(before or scene())
    shared = Overlap(over, under, np.ones(inside.shape, bool), 0, 0, 1, 1, 1)
    off = np.abs(over.astype(int) - under).max(axis=2).astype(np.uint8)
    ys, xs = np.nonzero(inside)
    box = Box(int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1)
    change = Change(shared, under, inside, inside & (off > 30), off, 1.0)
    return Part(change, inside, box, int(inside.sum()))


def disc(x: int, y: int, radius: int) -> Mask:
    inside: Mask = (across - x) ** 2 + (down - y) ** 2 <= radius**2
    return inside


def square(x: int, y: int, wide: int, high: int) -> Mask:
    inside: Mask = (across >= x) & (across < x + wide) & (down >= y) & (down < y + high)
    return inside


def filled(colour: tuple[int, int, int], inside: Mask) -> Image.Image:
    """The scene with a place of one colour."""
    pixels = np.asarray(scene()).copy()
    pixels[inside] = colour
    return Image.fromarray(pixels)


def test_a_round_white_shape_is_a_graphic_where_the_scene_has_no_such_white() -> None:
    bubble = square(200, 100, 160, 80)
    for x, y in ((200, 100), (320, 100), (200, 160), (320, 160)):
        bubble = bubble & ~square(x, y, 40, 20)
    assert is_clearly(place(filled((255, 255, 255), bubble), bubble), T.OVERLAID)
    sky = scene()
    ImageDraw.Draw(sky).rectangle((0, 0, 720, 60), fill=(255, 255, 255))
    patched = sky.copy()
    patched.paste("white", mask=Image.fromarray(bubble))
    assert not is_clearly(place(patched, bubble, sky), T.OVERLAID)


def test_a_box_that_lost_its_corners_may_be_a_bar() -> None:
    box = square(300, 200, 90, 40)
    for x, y in ((300, 200), (378, 200), (300, 230), (378, 230)):
        box = box & ~square(x, y, 12, 10)
    assert not is_clearly(place(filled((0, 0, 0), box), box), T.OVERLAID)


def test_a_small_piece_of_a_large_graphic_is_as_sure_as_the_graphic() -> None:
    dot, words = disc(640, 100, 12), Image.new("L", (720, 480))
    ImageDraw.Draw(words).text((20, 150), "MEMO", font_size=200, fill=255)
    letters = np.asarray(words) > 128
    alone, beside = (
        regions_of(place(filled((205, 120, 60), inside), inside).change)[0]
        for inside in (dot, dot | letters)
    )
    assert [(region.edited.kind, region.clear) for region in alone] == [(T.OVERLAID, False)]
    assert len(beside) > 1
    assert [region.clear for region in beside if region.edited.box.width < 40] == [True]


def test_a_mosaic_is_no_clear_graphic() -> None:
    inside = square(330, 220, 84, 84)
    part = scene().crop((330, 220, 414, 304))
    mosaic = scene()
    coarse = part.resize((7, 7), Image.Resampling.BOX)
    mosaic.paste(coarse.resize(part.size, Image.Resampling.NEAREST), (330, 220))
    assert not is_clearly(place(mosaic, inside), T.OVERLAID)


def test_what_is_of_one_colour_may_be_a_bubble_and_is_no_clear_edit() -> None:
    inside = disc(300, 200, 50)
    assert not is_clearly(place(filled((255, 255, 255), inside), inside), T.EDITED)
    patch = Image.composite(scene(8), scene(), Image.fromarray(inside))
    assert is_clearly(place(patch, inside), T.EDITED)


def test_what_goes_along_most_of_the_picture_is_no_clear_edit() -> None:
    band = square(100, 380, 520, 60)
    patch = Image.composite(scene(8), scene(), Image.fromarray(band))
    assert not is_clearly(place(patch, band), T.EDITED)


def lay() -> Candidate:
    """The whole scene, saved again, over the scene."""
    registration = whole(1, (720, 480), (720, 480))
    shared = overlap(view_of(read(scene())), view_of(ORIGINAL), registration, long_edge=512)
    assert shared is not None
    return Candidate(registration, shared, 1.0, 100, quick=True)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is seen of a pair, and whether that is sure."""

    found: Candidate
    seen: Difference
    beyond: Around
    sure: bool


def doubts() -> list[Doubt]:
    found = lay()
    still = difference(found.shared)
    image = scene()
    image.paste(scene(8).crop((40, 100, 140, 200)), (80, 300))
    shared = overlap(view_of(read(image)), view_of(ORIGINAL), found.registration, long_edge=512)
    assert shared is not None
    changed = difference(shared)
    assert still.clear
    assert changed.clear
    assert changed.regions
    nothing, other = Around.NOTHING, Around.OTHER
    return [
        Doubt(found, still, nothing, True),
        Doubt(found, changed, nothing, True),
        Doubt(replace(found, framed=True), still, nothing, True),
        Doubt(replace(found, framed=True), changed, nothing, False),
        Doubt(found, still, other, True),
        Doubt(found, changed, other, False),
        Doubt(replace(found, agreement=0.7), still, nothing, False),
        Doubt(replace(found, agreement=0.7), changed, nothing, True),
    ]


def test_what_surrounds_a_change_leaves_it_unsure() -> None:
    for one in doubts():
        assert is_sure(one.found, one.seen, one.beyond) is one.sure


def paper(x: int, y: int, *, wide: int = 1400, high: int = 1000) -> Comparison:
    """A small copy of the scene on a wide sheet of paper."""
    sheet = Image.new("RGB", (wide, high), (240, 240, 236))
    sheet.paste(scene().resize((600, 400), Image.Resampling.LANCZOS), (x, y))
    return compare(read(sheet), ORIGINAL)


def test_a_border_is_sure_where_it_surrounds_the_picture_evenly() -> None:
    middle, aside = paper(400, 120), paper(760, 560)
    for found in (middle, aside):
        assert T.BORDERED in found.transformations
    assert middle.confidence is Confidence.HIGH
    assert aside.confidence is Confidence.MEDIUM


def test_even_margins_on_two_opposite_sides_are_enough() -> None:
    wide = np.array([[-90.0, -300.0], [810.0, -300.0], [810.0, 500.0], [-90.0, 500.0]])
    assert is_centred(wide, ORIGINAL)
    assert not is_centred(wide + np.array([60.0, 0.0]), ORIGINAL)


def test_a_crop_in_an_even_border_is_sure_from_wherever_it_was_cut() -> None:
    large, page = scene(1, 900, 600), Image.new("RGB", (600, 1066), "black")
    page.paste(large.crop((100, 0, 700, 600)), (0, 200))
    found = compare(read(page), read(large, "JPEG", quality=94))
    assert T.BORDERED in found.transformations
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize("brightness", [0.6, 1.35])
def test_a_black_and_white_picture_that_was_made_lighter_or_darker_is_sure(
    brightness: float,
) -> None:
    grey = scene().convert("L")
    toned = ImageEnhance.Brightness(grey).enhance(brightness)
    found = compare(read(toned), read(grey, "JPEG", quality=94))
    assert T.RECOLOURED in found.transformations
    assert found.confidence is Confidence.HIGH


def test_two_graphics_in_the_corners_are_graphics_and_no_edits() -> None:
    """A channel's mark and its copy on the other side."""
    marked = scene()
    draw = ImageDraw.Draw(marked)
    for left in (0.04, 0.84):
        box = [left * 720, 0.04 * 480, (left + 0.12) * 720, 0.12 * 480]
        draw.rounded_rectangle(box, 8, "red")
        draw.text((box[0] + 20, box[1] + 10), "NEWS", "white", font_size=24)
    found = compare(read(marked), ORIGINAL)
    assert T.OVERLAID in found.transformations
    assert T.EDITED not in found.transformations


def test_a_dull_picture_with_a_tint_may_have_lost_its_colours_too() -> None:
    dull = ImageEnhance.Color(scene()).enhance(0.12)
    grey = np.asarray(dull.convert("L"), float)[..., None]
    sepia = Image.fromarray(np.clip(grey * (1.07, 0.86, 0.62), 0, 255).astype(np.uint8))
    found = compare(read(sepia), read(dull, "JPEG", quality=94))
    assert T.RECOLOURED in found.transformations
    assert T.GREYSCALE not in found.transformations
    assert found.confidence is Confidence.MEDIUM


def test_a_copy_cut_out_of_its_frame_is_not_surely_the_same() -> None:
    round_, image = Image.new("L", (480, 480), 0), scene(5, 480, 480)
    ImageDraw.Draw(round_).ellipse((0, 0, 479, 479), fill=255)
    original = read(image, "JPEG", quality=94)
    cut = image.copy()
    cut.putalpha(round_)
    found = compare(read(cut, "PNG"), original)
    assert found.relation.linked
    assert found.relation is not Relation.SAME or found.confidence is Confidence.MEDIUM
    whole_ = image.copy()
    whole_.putalpha(255)
    assert compare(read(whole_, "PNG"), original).confidence is Confidence.HIGH


SKY = np.clip(200 + 30 * (down / 480)[..., None] + np.zeros((1, 1, 3)), 0, 255).astype(np.uint8)


def faintly_lettered(image: Image.Image, strength: float) -> Image.Image:
    letters = image.copy()
    pen = ImageDraw.Draw(letters)
    pen.text((20, 452), "PHOTO JANE EXAMPLE / EXAMPLE AGENCY", font_size=13, fill="white")
    return Image.blend(image, letters, strength)


def test_letters_too_faint_to_be_told_leave_a_copy_unsure() -> None:
    plain = Image.composite(
        scene(), Image.fromarray(SKY), Image.fromarray((down < 380).astype(np.uint8) * 255)
    )
    original = read(plain, "PNG")
    again = compare(read(plain, "JPEG", quality=80), original)
    assert (again.relation, again.confidence) == (Relation.SAME, Confidence.HIGH)
    credited = read(faintly_lettered(plain, 0.6), "JPEG", quality=88)
    assert has_traces(*calm_greys(view_of(credited), view_of(original)), scaled=False)
    found = compare(credited, original)
    assert (found.relation, found.confidence) == (Relation.SAME, Confidence.MEDIUM)


def test_a_stamp_as_light_as_what_is_below_it_leaves_a_copy_unsure() -> None:
    """Orange on what the sunset shines on: the colours differ, the greys hardly do."""
    light = np.asarray(scene(3, 481, 321)) * (1.0, 0.82, 0.5) + (30, 20, 0)
    evening = Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))
    original, stamped = read(evening, "JPEG", quality=94), evening.copy()
    ImageDraw.Draw(stamped).text((346, 295), "11.05.2019", font_size=14, fill=(255, 150, 40))
    found = compare(read(stamped, "JPEG", quality=88), original)
    assert T.OVERLAID in found.transformations or found.confidence is Confidence.MEDIUM
    again = compare(read(evening, "JPEG", quality=70), original)
    assert (again.relation, again.confidence) == (Relation.SAME, Confidence.HIGH)


def test_coloured_letters_leave_a_trace_and_grain_and_tone_do_not() -> None:
    before, everywhere = np.asarray(scene(3)), np.ones((480, 720), bool)
    lettered = scene(3)
    ImageDraw.Draw(lettered).text((500, 450), "11.05.2019", font_size=18, fill=(255, 150, 40))
    assert has_coloured_traces(np.asarray(lettered), before, everywhere)
    assert not has_coloured_traces(np.asarray(lettered), before, down < 430)
    grain = np.random.default_rng(1).normal(0, 8, before.shape)
    for changed in (before + grain, before * 1.05 + 4):
        now = np.clip(changed, 0, 255).astype(np.uint8)
        assert not has_coloured_traces(now, before, everywhere)


@pytest.mark.parametrize("quality", [70, 85])
@pytest.mark.parametrize("box", [(0, 0, 640, 480), (40, 30, 700, 470), (200, 100, 620, 400)])
def test_a_crop_has_no_coloured_trace(box: tuple[int, int, int, int], quality: int) -> None:
    found = compare(read(scene(2).crop(box), "JPEG", quality=quality), ORIGINALS[2])
    assert T.CROPPED in found.transformations
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize("quality", [12, 40, 75, 95])
@pytest.mark.parametrize("shrink", [1, 2, 3])
def test_saving_and_scaling_leave_no_trace(quality: int, shrink: int) -> None:
    for seed in (1, 2, 3):
        original = scene(seed)
        small = original.resize((720 // shrink, 480 // shrink), Image.Resampling.LANCZOS)
        pair = view_of(read(small, "JPEG", quality=quality)), view_of(read(original, "PNG"))
        assert not has_traces(*calm_greys(*pair), scaled=shrink > 1)


@pytest.mark.parametrize("kind", ["chart", "map", "plan", "text"])
def test_saving_a_drawing_leaves_no_trace(kind: str) -> None:
    original = view_of(read(graphic(kind), "PNG"))
    for quality in (30, 60, 85):
        again = view_of(read(graphic(kind), "JPEG", quality=quality))
        assert not has_traces(*calm_greys(again, original), scaled=False)


def test_a_dark_picture_made_a_little_warmer_is_not_surely_as_it_was() -> None:
    dark = ImageEnhance.Brightness(scene()).enhance(0.3)
    warm = Image.fromarray(np.clip(np.asarray(dark) * (1.06, 1.0, 0.93), 0, 255).astype(np.uint8))
    original = view_of(read(dark, "PNG"))
    assert laid_over_exactly(view_of(read(dark)), original) is Confidence.HIGH
    assert laid_over_exactly(view_of(read(warm)), original) is Confidence.MEDIUM


def test_small_pictures_are_surely_different_where_their_colours_are_too() -> None:
    original, other = (scene(seed, 220, 150) for seed in (4, 6))
    found = compare(read(other), read(original))
    assert (found.relation, found.confidence) == (Relation.DIFFERENT, Confidence.MEDIUM)
    assert found.distances["colour"] < FAR_COLOURS
    dusk = Image.fromarray((np.asarray(other) * (0.2, 0.3, 0.9)).astype(np.uint8))
    apart = compare(read(dusk), read(original))
    assert (apart.relation, apart.confidence) == (Relation.DIFFERENT, Confidence.HIGH)
