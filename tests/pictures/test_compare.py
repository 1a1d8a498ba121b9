"""How two pictures are related: one story for each thing that newsrooms and re-posters do to a
picture."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from provenance.model import Binding, Box, Comparison, Confidence, Reason, Relation, Transformation
from provenance.pictures import compare, read_picture
from tests.stand_ins.drawings import encoded, read, scene, symmetric

T = Transformation
ORIGINAL = read(scene(), "JPEG", quality=94)
WHOLE = Box(0, 0, 720, 480)


def published(image: Image.Image, **options: object) -> Comparison:
    return compare(read(image, **options), ORIGINAL)


def share(a: Box | None, b: Box) -> float:
    assert a is not None
    width = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    height = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    both = max(0, width) * max(0, height)
    return both / (a.area + b.area - both)


def test_the_same_bytes_are_identical_and_bound_hard() -> None:
    found = compare(ORIGINAL, read_picture(ORIGINAL.data, metadata=False))
    assert (found.relation, found.binding, found.region) == (
        Relation.IDENTICAL,
        Binding.HARD,
        WHOLE,
    )


def test_the_same_pixels_in_another_file_are_identical_and_bound_soft() -> None:
    decoded = Image.open(io.BytesIO(ORIGINAL.data))
    found = published(decoded, kind="PNG")
    assert (found.relation, found.binding) == (Relation.IDENTICAL, Binding.SOFT)


@pytest.mark.parametrize("quality", [15, 50])
def test_recompression_however_heavy_is_no_edit(quality: int) -> None:
    found = published(scene(), quality=quality)
    assert (found.relation, found.confidence, found.region) == (
        Relation.SAME,
        Confidence.HIGH,
        WHOLE,
    )
    assert found.transformations == (T.RECOMPRESSED,)
    assert not found.edited_regions


@pytest.mark.parametrize("factor", [2, 4])
def test_a_smaller_copy_is_the_same_picture_resized(factor: int) -> None:
    found = published(scene().resize((720 // factor, 480 // factor), Image.Resampling.LANCZOS))
    assert found.relation == Relation.SAME
    assert T.RESIZED in found.transformations
    assert found.region == WHOLE


@pytest.mark.parametrize(
    "box",
    [
        (20, 12, 700, 470),
        (200, 100, 640, 400),
        (300, 180, 560, 380),
        (0, 90, 720, 330),
        (400, 200, 650, 370),
    ],
)
def test_a_crop_is_found_with_the_part_that_was_published(box: tuple[int, int, int, int]) -> None:
    found = published(scene().crop(box))
    assert found.relation == Relation.DERIVED
    assert T.CROPPED in found.transformations
    assert share(found.region, Box(box[0], box[1], box[2] - box[0], box[3] - box[1])) > 0.97
    assert not found.edited_regions


def test_a_mirrored_crop_is_told_from_the_original() -> None:
    found = published(ImageOps.mirror(scene().crop((100, 60, 600, 420))))
    assert {T.MIRRORED, T.CROPPED} <= set(found.transformations)
    assert found.orientation == 2
    assert share(found.region, Box(100, 60, 500, 360)) > 0.97


@pytest.mark.parametrize(
    ("method", "orientation"), [(0, 2), (1, 4), (2, 6), (3, 3), (4, 8), (5, 5), (6, 7)]
)
def test_each_orientation_is_named_as_the_one_that_undoes_it(method: int, orientation: int) -> None:
    found = published(scene().transpose(Image.Transpose(method)))
    assert (found.relation, found.orientation, found.region) == (
        Relation.DERIVED,
        orientation,
        WHOLE,
    )


def test_a_symmetric_picture_is_not_called_mirrored() -> None:
    found = compare(read(symmetric(), quality=60), read(symmetric()))
    assert T.MIRRORED not in found.transformations
    assert found.relation == Relation.SAME


def test_a_tilted_copy_is_rotated_and_its_corners_are_given() -> None:
    found = published(scene().rotate(3, Image.Resampling.BICUBIC))
    assert T.ROTATED in found.transformations
    assert found.quadrilateral is not None
    assert abs(found.quadrilateral[0][1] - found.quadrilateral[1][1]) > 20


def test_greyscale_and_tone_are_named_and_are_no_edits() -> None:
    grey = published(ImageOps.grayscale(scene()).convert("RGB"))
    assert T.GREYSCALE in grey.transformations
    dark = published(ImageEnhance.Brightness(scene()).enhance(0.5))
    assert T.RECOLOURED in dark.transformations
    assert not grey.edited_regions + dark.edited_regions


def test_a_border_a_letterbox_and_a_blurred_tall_box_are_borders() -> None:
    framed = ImageOps.expand(scene(), 60, (0, 0, 0))
    letterbox = Image.new("RGB", (720, 720), (255, 255, 255))
    letterbox.paste(scene(), (0, 120))
    tall = ImageOps.fit(scene(), (405, 720)).filter(ImageFilter.GaussianBlur(14))
    tall.paste(scene().resize((405, 270)), (0, 225))
    for image in (framed, letterbox, tall):
        found = published(image)
        assert T.BORDERED in found.transformations
        assert T.COMPOSITED not in found.transformations
        assert share(found.region, WHOLE) > 0.97


def test_a_text_bar_is_laid_over_and_boxed() -> None:
    image = scene()
    ImageDraw.Draw(image).rectangle([0, 390, 720, 480], fill=(200, 20, 30))
    ImageDraw.Draw(image).text((30, 410), "BREAKING NEWS", fill="white", font_size=40)
    found = published(image)
    assert T.OVERLAID in found.transformations
    assert T.EDITED not in found.transformations
    assert share(found.edited_regions[0].box, Box(0, 390, 720, 90)) > 0.8


def test_an_object_painted_into_the_scene_is_pointed_at() -> None:
    image = scene()
    image.paste(scene(8).crop((300, 250, 390, 340)), (310, 200))
    found = published(image)
    assert T.EDITED in found.transformations
    assert len(found.edited_regions) == 1
    assert share(found.edited_regions[0].box, Box(310, 200, 90, 90)) > 0.6


def test_an_object_taken_out_of_a_crop_is_pointed_at_in_the_originals_pixels() -> None:
    image = scene()
    image.paste(image.crop((20, 20, 110, 110)), (330, 230))
    found = published(image.crop((100, 60, 620, 440)))
    assert {T.CROPPED, T.EDITED} <= set(found.transformations)
    assert share(found.edited_regions[0].box, Box(330, 230, 90, 90)) > 0.5


def test_a_collage_holds_the_original() -> None:
    collage = Image.new("RGB", (1440, 480))
    collage.paste(scene(), (0, 0))
    collage.paste(scene(21), (720, 0))
    found = published(collage)
    assert T.COMPOSITED in found.transformations
    assert found.region == WHOLE


def test_a_screenshot_of_a_page_holds_the_original() -> None:
    page = Image.new("RGB", (1080, 1500), "white")
    pen = ImageDraw.Draw(page)
    for line in range(46):
        pen.text(
            (60, 30 + line * 32),
            "The mayor said that the bridge would open",
            fill="black",
            font_size=20,
        )
    page.paste(scene().resize((600, 400)), (240, 640))
    assert published(page).relation == Relation.DERIVED


def test_two_different_pictures_are_different() -> None:
    for seed in (2, 3, 4):
        found = published(scene(seed))
        assert (found.relation, found.binding, found.region) == (
            Relation.DIFFERENT,
            Binding.NONE,
            None,
        )


def test_two_different_pictures_under_one_banner_are_different() -> None:
    images = [scene(11), scene(12)]
    for image in images:
        ImageDraw.Draw(image).rectangle([0, 380, 720, 480], fill=(20, 40, 120))
        ImageDraw.Draw(image).text((20, 395), "EVENING REPORT  LIVE", fill="white", font_size=48)
    assert not compare(read(images[0]), read(images[1])).relation.linked


def test_a_shot_of_the_scene_from_elsewhere_is_not_the_picture() -> None:
    """Near things move more than far ones when the camera moves: no plane transform undoes that."""
    far, near = scene(31, 900, 600), scene(32, 900, 600)
    shots = []
    for shift in (0, 60):
        shot = far.crop((100 + shift // 4, 60, 820 + shift // 4, 540))
        for left, top in ((60, 200), (330, 260), (540, 180)):
            shot.paste(near.crop((left, top, left + 120, top + 200)), (left + 40 - shift, top))
        shots.append(shot)
    assert not compare(read(shots[0]), read(shots[1])).relation.linked


def test_a_picture_too_plain_to_judge_is_undecided() -> None:
    sky = np.tile(np.linspace(120, 190, 400)[:, None, None], (1, 600, 3))
    found = compare(
        read(Image.fromarray(sky.astype(np.uint8))),
        read(Image.new("RGB", (600, 400), (150, 160, 200))),
    )
    assert (found.relation, found.reason) == (Relation.UNDECIDED, Reason.PICTURE_TOO_PLAIN)


def test_a_later_frame_of_an_animation_is_found_and_named() -> None:
    frames = [scene(41), scene(42), scene(1)]
    moving = encoded(
        frames[0], "WEBP", save_all=True, append_images=frames[1:], quality=80, duration=100
    )
    found = compare(read_picture(moving, metadata=False), ORIGINAL)
    assert found.relation.linked
    assert "frame 3 of 3" in found.detail


def test_every_answer_is_a_sentence_with_named_distances() -> None:
    for image in (scene(), scene(2), scene().crop((200, 100, 640, 400))):
        found = published(image, quality=70)
        assert found.detail.endswith(".")
        assert {"phash", "dhash", "colour"} <= set(found.distances)


def test_a_picture_without_its_preview_compares_the_same() -> None:
    from dataclasses import replace

    crop = read(scene().crop((200, 100, 640, 400)))
    bare = compare(replace(crop, preview=None), replace(ORIGINAL, preview=None))
    assert bare == compare(crop, ORIGINAL)


@pytest.mark.slow
def test_threads_agree_with_one_another() -> None:
    crop = read(scene().crop((150, 80, 600, 420)))
    expected = compare(crop, ORIGINAL)
    with ThreadPoolExecutor(4) as pool:
        assert all(
            found == expected for found in pool.map(lambda _: compare(crop, ORIGINAL), range(8))
        )


def test_a_wider_picture_than_the_original_says_so_and_is_no_collage() -> None:
    found = compare(ORIGINAL, read(scene().crop((180, 100, 600, 400))))
    assert found.relation == Relation.DERIVED
    assert T.COMPOSITED not in found.transformations
    assert "more than the original" in found.detail


def test_two_frames_that_each_show_more_on_one_side_are_undecided() -> None:
    found = compare(read(scene().crop((0, 0, 500, 480))), read(scene().crop((220, 0, 720, 480))))
    assert (found.relation, found.reason) == (Relation.UNDECIDED, Reason.SOURCE_NOT_CONFIRMED)
    assert "two crops of one picture, or two shots" in found.detail
