"""What desks, agencies and re-posters do to a picture, and what is told of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, ImageOps

from provenance.model import Box, Comparison, Confidence, Relation, Transformation
from provenance.pictures import compare
from provenance.pictures.matching import NEAR_BITS
from provenance.pictures.overlap import Overlap
from provenance.pictures.regions import Change, Part, is_copied, regions_of
from tests.stand_ins.drawings import read, scene

T = Transformation
ORIGINAL = read(scene(), "JPEG", quality=94)
ABOUT_COMPRESSION = {T.RESIZED, T.RECOMPRESSED}


def published(image: Image.Image, **options: object) -> Comparison:
    return compare(read(image, **options), ORIGINAL)


def done(found: Comparison) -> set[Transformation]:
    return set(found.transformations) - ABOUT_COMPRESSION


def touches(box: Box, other: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = other
    across = min(box.x + box.width, right) > max(box.x, left)
    return across and min(box.y + box.height, bottom) > max(box.y, top)


FACE = (330, 220, 400, 290)


def pixelated(cells: int) -> Image.Image:
    image = scene()
    part = image.crop(FACE).resize((cells, cells), Image.Resampling.BOX)
    image.paste(part.resize((70, 70), Image.Resampling.NEAREST), FACE[:2])
    return image


def blurred() -> Image.Image:
    image, mask = scene(), Image.new("L", (720, 480), 0)
    ImageDraw.Draw(mask).ellipse(FACE, fill=255)
    soft = image.filter(ImageFilter.GaussianBlur(8))
    image.paste(soft, (0, 0), mask.filter(ImageFilter.GaussianBlur(2)))
    return image


def barred() -> Image.Image:
    image = scene()
    ImageDraw.Draw(image).rectangle((320, 240, 410, 266), fill=(0, 0, 0))
    return image


@pytest.mark.parametrize("image", [pixelated(6), pixelated(9), blurred(), barred()])
def test_a_face_made_unrecognisable_is_obscured_and_pointed_at(image: Image.Image) -> None:
    found = published(image)
    assert (found.relation, done(found)) == (Relation.DERIVED, {T.OBSCURED})
    assert any(touches(edit.box, FACE) for edit in found.edited_regions)
    assert "privacy" in found.detail


def test_a_pixelated_face_is_seen_in_a_smaller_copy_too() -> None:
    small = pixelated(8).resize((504, 336), Image.Resampling.LANCZOS)
    assert T.OBSCURED in published(small, quality=80).transformations


@pytest.mark.parametrize(("kind", "quality"), [("JPEG", 25), ("WEBP", 40)])
def test_heavy_compression_obscures_nothing(kind: str, quality: int) -> None:
    found = published(scene(), kind=kind, quality=quality)
    assert (found.relation, done(found)) == (Relation.SAME, set())


def agency_credit(image: Image.Image) -> None:
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    pen.text((12, 450), "PHOTO: EXAMPLE/AGENCY", fill=(255, 255, 255, 190), font_size=18)
    image.paste(layer, (0, 0), layer)


def meme(image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    for words, y in (("WHEN THE EDITOR", 8), ("SAYS NOTHING", 420)):
        pen.text((120, y), words, fill="white", font_size=44, stroke_width=4, stroke_fill="black")


def red_circle(image: Image.Image) -> None:
    ImageDraw.Draw(image).ellipse((300, 190, 400, 290), outline=(230, 20, 20), width=6)


def speech_bubble(image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((200, 90, 400, 170), 20, fill="white", outline="black", width=3)
    pen.text((225, 115), "Good morning!", fill="black", font_size=24)


@pytest.mark.parametrize("draw", [agency_credit, meme, red_circle, speech_bubble])
def test_what_was_put_on_top_is_laid_over_and_no_change_of_the_scene(draw: object) -> None:
    image = scene()
    draw(image)  # type: ignore[operator]
    found = published(image)
    assert (found.relation, done(found)) == (Relation.DERIVED, {T.OVERLAID})


def test_a_date_stamp_that_was_taken_away_is_a_change_of_the_scene() -> None:
    stamped = scene()
    ImageDraw.Draw(stamped).text((540, 440), "12.03.2024", fill=(255, 160, 0), font_size=26)
    found = compare(read(scene(), quality=86), read(stamped, quality=94))
    assert done(found) == {T.EDITED}


def test_a_divider_beside_another_picture_is_no_edit() -> None:
    page = Image.new("RGB", (1010, 600), "white")
    page.paste(ImageOps.fit(scene(), (500, 600)), (0, 0))
    page.paste(ImageOps.fit(scene(21), (500, 600)), (510, 0))
    assert done(published(page)) == {T.CROPPED, T.COMPOSITED}


def test_another_picture_over_half_of_it_makes_a_collage_not_another_shot() -> None:
    image = scene()
    image.paste(ImageOps.fit(scene(21), (360, 480)), (360, 0))
    found = published(image)
    assert found.relation == Relation.DERIVED
    assert T.COMPOSITED in found.transformations


def circle(ground: str | None) -> Image.Image:
    part = ImageOps.fit(scene(), (480, 480)).convert("RGBA")
    mask = Image.new("L", part.size, 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 479, 479), fill=255)
    part.putalpha(mask)
    if ground is None:
        return part
    paper = Image.new("RGB", part.size, ground)
    paper.paste(part, (0, 0), part)
    return paper


def test_an_author_portrait_cut_to_a_circle_is_a_crop() -> None:
    clear = published(circle(None), kind="PNG")
    assert done(clear) == {T.CROPPED}
    white = published(circle("white"))
    assert done(white) == {T.CROPPED, T.BORDERED}


def test_round_corners_are_a_frame_not_graphics() -> None:
    image, mask = Image.new("RGB", (720, 480), "white"), Image.new("L", (720, 480), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 719, 479), 40, fill=255)
    image.paste(scene(), (0, 0), mask)
    assert done(published(image)) <= {T.BORDERED}


def cut_out() -> Image.Image:
    image, mask = scene().convert("RGBA"), Image.new("L", (720, 480), 0)
    ImageDraw.Draw(mask).ellipse((110, 30, 580, 450), fill=255)
    image.putalpha(mask)
    return image


@pytest.mark.parametrize("below", ["dropped", "white", "black"])
def test_transparency_filled_in_or_dropped_is_flattened_and_nothing_else(below: str) -> None:
    original = read(cut_out(), "PNG")
    flat = scene() if below == "dropped" else Image.new("RGB", (720, 480), below)
    flat.paste(cut_out().convert("RGB"), (0, 0), cut_out().getchannel("A"))
    found = compare(read(flat, quality=90), original)
    assert (found.relation, done(found)) == (Relation.DERIVED, {T.FLATTENED})


@pytest.mark.parametrize("share", [0.4, 0.6, 0.85])
def test_of_a_file_that_ends_early_only_what_was_decoded_is_compared(share: float) -> None:
    from provenance.pictures import read_picture

    data = read(scene(), quality=92).data
    cut = read_picture(data[: int(len(data) * share)], metadata=False)
    found = compare(cut, ORIGINAL)
    assert (found.relation, done(found)) == (Relation.SAME, set())
    assert "ends early" in found.unseen
    assert "%" in found.unseen
    assert found.confidence is Confidence.MEDIUM
    other = compare(ORIGINAL, cut)
    assert (other.relation, other.confidence) == (Relation.SAME, Confidence.MEDIUM)


def grain(image: Image.Image) -> Image.Image:
    noise = np.random.default_rng(3).normal(0, 30, (480, 720, 1))
    return Image.fromarray(np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8))


def salt_and_pepper(image: Image.Image) -> Image.Image:
    pixels, dice = np.array(image), np.random.default_rng(4).random((480, 720))
    pixels[dice < 0.03], pixels[dice > 0.97] = 0, 255
    return Image.fromarray(pixels)


@pytest.mark.parametrize("noise", [grain, salt_and_pepper])
def test_noise_hides_no_copy_and_is_no_edit(noise: object) -> None:
    found = published(noise(scene()))  # type: ignore[operator]
    assert found.relation.linked
    assert done(found) <= {T.RECOLOURED}


def test_a_negative_is_told() -> None:
    found = published(ImageOps.invert(scene()))
    assert done(found) == {T.RECOLOURED}
    assert "negative" in found.detail
    part = published(ImageOps.invert(scene().crop((150, 80, 600, 420))))
    assert {T.CROPPED, T.RECOLOURED} <= set(part.transformations)


def test_a_tint_is_told_beside_the_lost_colour() -> None:
    grey = ImageOps.grayscale(scene())
    sepia = published(ImageOps.colorize(grey, (40, 26, 13), (255, 240, 205)))
    assert done(sepia) == {T.GREYSCALE, T.RECOLOURED}
    assert "tinted" in sepia.detail
    faint = np.repeat(np.asarray(grey, float)[..., None], 3, 2) * (1.02, 1.0, 0.985)
    found = published(Image.fromarray(np.clip(faint, 0, 255).astype(np.uint8)))
    assert done(found) == {T.GREYSCALE}


def test_a_background_blurred_for_a_portrait_is_no_changed_scene() -> None:
    image, near = scene(), Image.new("L", (720, 480), 255)
    ImageDraw.Draw(near).ellipse((230, 60, 500, 520), fill=0)
    soft = image.filter(ImageFilter.GaussianBlur(9))
    image.paste(soft, (0, 0), near.filter(ImageFilter.GaussianBlur(8)))
    assert T.EDITED not in published(image).transformations


def test_corners_that_a_blur_left_uneven_are_no_frame() -> None:
    image = np.asarray(scene()).copy()
    y, x = np.mgrid[0:480, 0:720]
    for left in (x, 719 - x):
        far = np.sqrt(left * y)
        corner = (far < 60) & (left < 160) & (y < 160)
        level = 70 + 17 * np.sin(far / 9 + left / 20)
        image[corner] = level[corner][:, None].astype(np.uint8)
    assert T.BORDERED not in published(Image.fromarray(image)).transformations


def at_night(seed: int) -> Image.Image:
    return Image.fromarray((np.asarray(scene(seed)) * 0.35).astype(np.uint8))


def shaded(image: Image.Image, shade: np.ndarray, words: str) -> Image.Image:
    """The picture with a shade at its foot, line by line, and words on it."""
    layer = np.zeros((480, 720, 4), np.uint8)
    layer[-len(shade) :, :, 3] = shade[:, None]
    dark = Image.alpha_composite(image.convert("RGBA"), Image.fromarray(layer)).convert("RGB")
    ImageDraw.Draw(dark).text((24, 430), words, font=ImageFont.load_default(26), fill="white")
    return dark


@pytest.mark.parametrize("seed", [1, 3, 4])
@pytest.mark.parametrize("shade", [np.linspace(0, 200, 192), np.full(60, 160)], ids=["slow", "bar"])
def test_words_on_a_shade_over_a_dark_scene_are_laid_over_it_and_no_frame(
    seed: int, shade: np.ndarray
) -> None:
    night = at_night(seed)
    words = shaded(night, shade, "Harbour bridge voters")
    found = compare(read(words, quality=80), read(night, quality=94))
    assert done(found) - {T.RECOLOURED} == {T.OVERLAID}


@pytest.mark.parametrize("seed", [1, 4])
def test_thick_letters_with_an_outline_are_laid_over_a_small_picture(seed: int) -> None:
    small = scene(seed).resize((480, 320))
    meme, font = small.copy(), ImageFont.load_default(32)
    for y in (10, 272):
        ImageDraw.Draw(meme).text(
            (240, y), "STORM MARKET", "white", font, "ma", stroke_width=2, stroke_fill="black"
        )
    found = compare(read(meme, quality=80), read(small, quality=94))
    assert done(found) == {T.OVERLAID}


@pytest.mark.parametrize(("seed", "x", "y"), [(1, 240, 150), (2, 240, 150), (4, 120, 200)])
def test_what_was_painted_over_from_around_is_edited_and_not_hidden(
    seed: int, x: int, y: int
) -> None:
    small, gone = scene(seed).resize((480, 320)), np.zeros((320, 480), np.uint8)
    cv2.circle(gone, (x, y), 24, 255, -1)
    painted = Image.fromarray(cv2.inpaint(np.asarray(small), gone, 5, cv2.INPAINT_TELEA))
    found = compare(read(painted, quality=90), read(small, quality=94))
    assert done(found) == {T.EDITED}


def change(published: np.ndarray, original: np.ndarray, changed: np.ndarray) -> Change:
    shared = Overlap(published, original, np.ones_like(changed), 0.0, 0.0, 1.0, 1.0, 1.0)
    off = np.abs(published.astype(np.int16) - original).max(axis=2).astype(np.uint8)
    return Change(shared, original, changed, off > 30, off, float(np.quantile(off[~changed], 0.9)))


@pytest.mark.parametrize("cloned", [True, False])
def test_a_patch_is_cloned_where_the_picture_has_it_elsewhere_and_a_graphic_is_not(
    cloned: bool,
) -> None:
    original = np.asarray(scene())
    published, changed = original.copy(), np.zeros((480, 720), bool)
    changed[200:260, 300:350] = True
    published[200:260, 300:350] = original[120:180, 500:550]
    if not cloned:
        published[210:250, 310:340] = (230, 20, 20)
    box = Box(300, 200, 50, 60)
    assert is_copied(Part(change(published, original, changed), changed, box, 3000)) is cloned


def test_pictures_alike_at_a_glance_that_nothing_else_proves_are_undecided() -> None:
    image = scene().convert("RGBA")
    stripes = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(stripes)
    for x in range(-480, 720, 24):
        pen.line((x, 0, x + 480, 480), fill=(255, 255, 255, 170), width=12)
        pen.line((x, 480, x + 480, 0), fill=(0, 0, 0, 150), width=8)
    found = published(Image.alpha_composite(image, stripes).convert("RGB"))
    assert found.distances["phash"] <= NEAR_BITS
    assert found.relation is Relation.UNDECIDED
    assert found.confidence is Confidence.LOW
    assert "alike" in found.detail


def test_what_differs_no_more_than_the_rest_is_no_edit() -> None:
    original = np.asarray(scene())
    noise = np.random.default_rng(8).normal(0, 30, (480, 720, 1))
    noisy = np.clip(original + noise, 0, 255).astype(np.uint8)
    noisy[100:160, 500:560] = 255 - noisy[100:160, 500:560]
    changed = np.zeros((480, 720), bool)
    changed[100:160, 500:560] = changed[300:340, 100:150] = True
    (told,), *_ = regions_of(change(noisy, original, changed))
    assert touches(told.edited.box, (500, 100, 560, 160))
    assert told.strength > 1


def test_a_single_wrong_answer_is_never_given_with_high_confidence_for_two_scenes() -> None:
    found = published(scene(2))
    assert found.relation == Relation.DIFFERENT
    assert found.confidence in (Confidence.HIGH, Confidence.MEDIUM)
