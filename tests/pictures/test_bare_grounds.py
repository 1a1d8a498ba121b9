"""On a white or black ground what was laid over is told, and a change of tone is none of it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from provenance.model import Relation, Transformation
from provenance.pictures import compare
from tests.stand_ins.drawings import read, scene

T = Transformation

GROUNDS = {"white": ((255, 255, 255), (20, 20, 30)), "black": ((0, 0, 0), (235, 235, 225))}
"""The ground, and the colour of a bar that is laid over it."""


def _thing(ground: str) -> Image.Image:
    """A thing in the middle of a bare ground, as goods are photographed."""
    picture = Image.new("RGB", (900, 600), GROUNDS[ground][0])
    picture.paste(scene(6, 420, 280), (240, 120))
    return picture


def _barred(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    pen.rectangle([0, 490, 900, 600], fill=(*colour, 150))
    letters = tuple(255 - level for level in colour)
    pen.text((30, 520), "Votes counted in the market hall", letters, ImageFont.load_default(34))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_translucent_bar_on_a_bare_ground_is_laid_over(ground: str) -> None:
    original = _thing(ground)
    told = compare(read(_barred(original, GROUNDS[ground][1]), quality=85), read(original))
    assert told.relation is Relation.DERIVED
    assert Transformation.OVERLAID in told.transformations
    assert Transformation.RECOLOURED not in told.transformations
    (region,) = told.edited_regions
    assert region.box.y > 450
    assert region.box.width > 800


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("light", [0.7, 1.3])
def test_a_bare_ground_that_was_made_lighter_or_darker_has_nothing_laid_over(
    ground: str, light: float
) -> None:
    original = _thing(ground)
    toned = ImageEnhance.Brightness(original).enhance(light)
    told = compare(read(toned, quality=85), read(original))
    assert told.relation.linked
    assert told.edited_regions == ()
    assert Transformation.RECOLOURED in told.transformations


@pytest.mark.parametrize(("top", "told"), [(25, T.OBSCURED), (0, T.OVERLAID)])
def test_a_bar_near_the_frames_edge_hides_and_a_strip_along_it_is_laid_over(
    top: int, told: Transformation
) -> None:
    """What changed is found with some pixels around it, which reach the edge in both."""
    original = scene(7, 1400, 940)
    published = original.copy()
    right = 1400 if top == 0 else 1034
    ImageDraw.Draw(published).rectangle([909, top, right, top + 43], fill="black")
    found = compare(read(published, quality=85), read(original, quality=94))
    assert {region.kind for region in found.edited_regions} == {told}
