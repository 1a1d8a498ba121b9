"""A shade under white letters, growing towards an edge, changes nothing of the scene below it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from provenance.model import Comparison, Relation, Transformation
from provenance.pictures import compare
from tests.stand_ins.drawings import read, scene

T = Transformation


def _scrim(picture: Image.Image, share: float, black: float) -> Image.Image:
    """Its lower `share` shaded, more and more, up to so much `black`."""
    rows = np.arange(picture.height) / picture.height
    strength = black * np.clip((rows - (1 - share)) / share, 0, 1)
    shaded = np.asarray(picture, np.float64) * (1 - strength[:, None, None])
    return Image.fromarray(shaded.round().astype(np.uint8))


def _lettered(picture: Image.Image, height: float) -> Image.Image:
    font = ImageFont.load_default(30)
    pen = ImageDraw.Draw(picture)
    pen.text((30, height * picture.height), "The council meets at noon", "white", font)
    return picture


def _told(published: Image.Image, seed: int) -> Comparison:
    return compare(read(published, quality=86), read(scene(seed), quality=94))


@pytest.mark.parametrize("seed", [3, 8, 11])
@pytest.mark.parametrize("black", [0.6, 0.9])
def test_letters_on_a_scrim_are_laid_over_and_nothing_else_is_changed(
    seed: int, black: float
) -> None:
    told = _told(_lettered(_scrim(scene(seed), 0.4, black), 0.86), seed)
    assert told.relation is Relation.DERIVED
    assert T.OVERLAID in told.transformations
    assert {T.EDITED, T.OBSCURED}.isdisjoint(told.transformations)
    for region in told.edited_regions:
        assert region.box.y > 0.8 * 480, "only the letters, not the shade"


@pytest.mark.parametrize("seed", [3, 8])
def test_a_scrim_may_come_from_above(seed: int) -> None:
    upside_down = _scrim(ImageOps.flip(scene(seed)), 0.4, 0.85)
    told = _told(_lettered(ImageOps.flip(upside_down), 0.05), seed)
    assert T.OVERLAID in told.transformations
    assert {T.EDITED, T.OBSCURED}.isdisjoint(told.transformations)


def test_what_was_painted_over_under_a_scrim_is_seen() -> None:
    published = scene(3)
    ImageDraw.Draw(published).rectangle([300, 330, 420, 400], fill=(150, 140, 120))
    told = _told(_scrim(published, 0.4, 0.6), 3)
    assert any(
        region.box.x < 420 and region.box.x + region.box.width > 300
        for region in told.edited_regions
    )


def test_a_bar_is_no_scrim() -> None:
    published = scene(8)
    layer = Image.new("RGBA", published.size)
    ImageDraw.Draw(layer).rectangle([0, 400, 720, 480], fill=(0, 0, 0, 150))
    barred = Image.alpha_composite(published.convert("RGBA"), layer).convert("RGB")
    told = _told(_lettered(barred, 0.87), 8)
    assert T.OVERLAID in told.transformations
    assert T.RECOLOURED not in told.transformations
