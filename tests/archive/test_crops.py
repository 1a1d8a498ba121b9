"""Crops are found by the words of a picture's corners, without any model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from provenance.archive.crops import CropIndex
from provenance.archive.crops.placing import agreeing
from provenance.archive.crops.words import ASKED, CROPPED, KEPT, Ask, Words, nothing, words_of
from provenance.pictures.matching import view_of
from tests.stand_ins.drawings import read, scene

TOWNS = 30


def kept(image: Image.Image) -> bytes:
    return words_of(view_of(read(image)).pixels, KEPT).packed()


def asked(image: Image.Image, ask: Ask = ASKED) -> Words:
    return words_of(view_of(read(image, quality=70)).pixels, ask)


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> CropIndex:
    """Thirty towns, and one picture without anything in it."""
    index = CropIndex(tmp_path_factory.mktemp("crops"), "one")
    index.append([kept(scene(seed)) for seed in range(TOWNS)])
    index.append([b""])
    return index


@pytest.mark.parametrize(
    "box", [(0, 0, 576, 384), (200, 100, 632, 388), (280, 60, 672, 330)], ids=str
)
@pytest.mark.parametrize("ask", [ASKED, CROPPED], ids=["full", "fast"])
def test_a_crop_leads_to_its_picture(
    towns: CropIndex, box: tuple[int, int, int, int], ask: Ask
) -> None:
    seeds = range(TOWNS)
    near = [towns.near(asked(scene(seed).crop(box).resize((600, 400)), ask)) for seed in seeds]
    found = [some[0][0] == seed for seed, some in zip(seeds, near, strict=True) if some]
    assert all(found)
    assert len(found) >= 5 / 6 * len(seeds)  # of a third, one in six may be missed


def test_a_mirrored_crop_leads_there_once_it_is_turned_back(towns: CropIndex) -> None:
    part = scene(4).crop((100, 40, 600, 440)).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert not towns.near(asked(part))
    assert towns.near(asked(ImageOps.mirror(part)))[0][0] == 4


@pytest.mark.slow
def test_another_town_leads_nowhere(towns: CropIndex) -> None:
    assert all(not towns.near(asked(scene(seed))) for seed in range(100, 120))


def test_a_plain_picture_has_no_words(towns: CropIndex) -> None:
    plain = Image.new("RGB", (600, 400), "teal")
    assert kept(plain) == nothing().tobytes()
    assert towns.near(asked(plain)) == []


def test_words_in_other_places_do_not_agree() -> None:
    dice = np.random.default_rng(3)
    spots = dice.random((40, 2))
    assert agreeing(spots, spots * 0.4 + 0.2) == 40
    assert agreeing(spots, dice.random((40, 2))) < 5


def test_a_repeated_pattern_counts_once(towns: CropIndex) -> None:
    one = np.tile([[0.5, 0.5], [0.6, 0.5]], (20, 1))
    assert agreeing(one, one) == 2


def test_tables_find_what_the_rows_without_tables_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.archive.crops.UNTABLED", 4)
    index = CropIndex(tmp_path, "one")
    for seed in range(0, 22, 2):
        index.append([kept(scene(seed)), kept(scene(seed + 1))])
    assert list(tmp_path.glob("tables-*"))
    for seed in range(22):
        near = index.near(asked(scene(seed).crop((80, 60, 560, 400))))
        assert near[0][0] == seed
