"""Pixels tell a photograph from a drawing, a screenshot, a chart; of many pictures neither."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from provenance.model import Picture
from provenance.pictures.surface import Surface, measure_surface
from tests.stand_ins.drawings import read, scene
from tests.stand_ins.graphics import GRAPHICS, graphic

SAVED = {
    "png": ("PNG", {}),
    "jpeg": ("JPEG", {"quality": 80}),
    "webp": ("WEBP", {"quality": 80}),
}


def _surface(picture: Picture) -> Surface:
    assert picture.preview is not None
    surface = measure_surface(picture.preview)
    assert surface is not None
    return surface


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("seed", [2, 7])
def test_a_photograph_is_photographed_in_whatever_file(seed: int, saved: str) -> None:
    kind, options = SAVED[saved]
    surface = _surface(read(scene(seed), kind, **options))
    assert surface.photographed
    assert not surface.drawn


@pytest.mark.parametrize("kind", ["chart", "panels", "screen"])
def test_a_graphic_in_png_is_drawn(kind: str) -> None:
    surface = _surface(read(graphic(kind), "PNG"))
    assert surface.drawn
    assert not surface.photographed


@pytest.mark.parametrize("kind", sorted(GRAPHICS))
@pytest.mark.parametrize("saved", SAVED)
def test_no_graphic_is_photographed(kind: str, saved: str) -> None:
    form, options = SAVED[saved]
    assert not _surface(read(graphic(kind), form, **options)).photographed


def _grey(image: Image.Image) -> Image.Image:
    return ImageOps.grayscale(image).convert("RGB")


def _framed(image: Image.Image) -> Image.Image:
    return ImageOps.expand(image, 80, "white")


def _lettered(image: Image.Image) -> Image.Image:
    ImageDraw.Draw(image).rectangle([0, 400, 720, 480], fill=(15, 20, 60))
    return image


def _blurred(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(9))


@pytest.mark.parametrize("changed", [_grey, _framed, _lettered, _blurred])
def test_a_photograph_that_was_made_grey_framed_lettered_or_blurred_is_never_drawn(
    changed: object,
) -> None:
    assert callable(changed)
    for kind, options in SAVED.values():
        assert not _surface(read(changed(scene(3)), kind, **options)).drawn


def _cut_out(ground: str | None) -> Image.Image:
    mask = Image.new("L", (720, 480))
    ImageDraw.Draw(mask).ellipse([180, 60, 540, 420], fill=255)
    if ground is None:
        cut = scene(4).convert("RGBA")
        cut.putalpha(mask)
        return cut
    return Image.composite(scene(4), Image.new("RGB", (720, 480), ground), mask)


@pytest.mark.parametrize("ground", ["white", "black", None])
def test_a_thing_cut_out_of_a_photograph_is_judged_by_itself(ground: str | None) -> None:
    surface = _surface(read(_cut_out(ground), "PNG"))
    assert not surface.drawn
    assert not surface.photographed, "half of it is bare ground: too little to be sure"


@pytest.mark.parametrize("size", [(1, 400), (400, 1), (1, 1), (12, 9), (600, 400)])
def test_of_what_has_hardly_a_pixel_off_its_ground_nothing_is_said(size: tuple[int, int]) -> None:
    picture = read(Image.new("RGB", size, "white"), "PNG")
    assert picture.preview is not None
    assert measure_surface(picture.preview) is None
