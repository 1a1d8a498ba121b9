"""Small crops and parts of collages are found by copy descriptors, and proved by pixels."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from provenance.archive import descriptors, open_archive
from provenance.archive.archive import Answer, Archive
from provenance.archive.descriptors.index import ROW, DescriptorIndex, packed
from provenance.archive.descriptors.model import NUMBERS, Reals, missing
from provenance.archive.entry import Item, Prepared, PrintedUse
from provenance.archive.ingest import Ingest
from provenance.archive.prepare import prepare
from provenance.config import ArchiveSettings, Config
from provenance.model import Relation, Transformation
from tests.archive.conftest import WirePicture
from tests.stand_ins.drawings import read, scene

TOWNS = 12
needs_model = pytest.mark.skipif(bool(missing(None)), reason=missing(None) or "it is installed")
needs_faiss = pytest.mark.skipif("crops]`" in missing(Path("own.onnx")), reason="no faiss")


def drawn(count: int, seed: int = 1) -> Reals:
    numbers = np.random.default_rng(seed).standard_normal((count, NUMBERS), np.float32)
    return np.asarray(numbers / np.linalg.norm(numbers, axis=1, keepdims=True), np.float32)


def rows(numbers: Reals, first: int = 1) -> np.ndarray:
    made = np.zeros(len(numbers), ROW)
    made["picture"] = np.arange(first, first + len(numbers))
    made["numbers"] = [np.frombuffer(one, np.int8) for one in packed(numbers)]
    return made


def likened(one: Reals, other: Reals, likeness: float) -> Reals:
    """A descriptor that is as like to `one` as wanted."""
    beside = other - one * (one @ other)
    return np.asarray(
        one * likeness + beside / np.linalg.norm(beside) * (1 - likeness**2) ** 0.5, np.float32
    )


@needs_faiss
def test_a_descriptor_half_as_like_is_the_nearest_of_thousands(tmp_path: Path) -> None:
    kept, others = drawn(5_000), drawn(20, seed=2)
    index = DescriptorIndex(tmp_path, "one")
    index.append(rows(kept))
    for number, other in enumerate(others):
        (near,) = index.near(likened(kept[number * 7], other, 0.5)[None])
        best = max(near, key=lambda picture: near[picture])
        assert best == number * 7 + 1
        assert near[best] == pytest.approx(0.5, abs=0.03)


@needs_faiss
def test_a_reader_sees_at_once_what_a_writer_adds(tmp_path: Path) -> None:
    kept = drawn(30)
    reader, writer = DescriptorIndex(tmp_path, "one"), DescriptorIndex(tmp_path, "one")
    for start in range(0, 30, 10):
        writer.append(rows(kept[start : start + 10], start + 1))
        (near,) = reader.near(kept[start + 9 : start + 10])
        assert near[start + 10] == pytest.approx(1, abs=0.02)


@needs_faiss
def test_a_writer_that_dies_between_the_two_files_loses_nothing(tmp_path: Path) -> None:
    kept = drawn(20)
    index = DescriptorIndex(tmp_path, "one")
    index.append(rows(kept[:10]))
    before = (tmp_path / "codes.bin").read_bytes()
    index.append(rows(kept[10:], 11))
    (tmp_path / "codes.bin").write_bytes(before)

    again = DescriptorIndex(tmp_path, "one")
    assert len(again) == 10
    again.append(rows(kept[10:], 11))
    (near,) = again.near(kept[15:16])
    assert max(near, key=lambda picture: near[picture]) == 16


def test_a_packed_descriptor_keeps_every_sign() -> None:
    numbers = np.full((1, NUMBERS), 1e-5, np.float32)
    numbers[0, ::2] *= -1
    kept = np.frombuffer(packed(numbers)[0], np.int8)
    assert (kept[::2] < 0).all()
    assert (kept[1::2] > 0).all()


@pytest.fixture
def towns(tmp_path: Path, wire_picture: WirePicture) -> Iterator[Archive]:
    """An archive of twelve towns, described where the extra is installed."""
    for seed in range(TOWNS):
        wire_picture(f"wire/{seed}.jpg", seed=seed)
    made = open_archive(Config(archive=ArchiveSettings(folder=tmp_path / "archive")), create=True)
    assert made is not None
    Ingest(made).add_paths([tmp_path / "wire"])
    yield made
    made.close()


def names(answer: Answer) -> set[str]:
    return {Path(match.kept.path).stem for match in answer.matches}


def fifth(seed: int) -> Image.Image:
    """A fifth of a town, as large as a page shows it."""
    return scene(seed).crop((230, 140, 550, 354)).resize((640, 428))


def collage(*seeds: int) -> Image.Image:
    page = Image.new("RGB", (1000, 700))
    for number, seed in enumerate(seeds):
        page.paste(ImageOps.fit(scene(seed), (500, 350)), (500 * (number % 2), 350 * (number // 2)))
    return page


@needs_model
def test_a_crop_to_a_fifth_leads_to_its_picture(towns: Archive) -> None:
    answers = [towns.find(read(fifth(seed), quality=60)) for seed in range(TOWNS)]
    assert [names(answer) for answer in answers] == [{str(seed)} for seed in range(TOWNS)]


@needs_model
def test_every_picture_of_a_collage_is_found(towns: Archive) -> None:
    answer = towns.find(read(collage(2, 5, 8, 11), quality=75))
    assert names(answer) == {"2", "5", "8", "11"}
    for match in answer.matches:
        assert match.comparison.relation is Relation.DERIVED
        more = {Transformation.COMPOSITED, Transformation.OVERLAID}
        assert more & set(match.comparison.transformations)


@needs_model
def test_a_picture_in_a_phones_screenshot_is_found(towns: Archive) -> None:
    page = Image.new("RGB", (585, 1266), "white")
    page.paste(scene(3).crop((120, 60, 620, 420)).resize((585, 421)), (0, 220))
    for line in range(16):
        page.paste("black", (30, 700 + line * 30, 420, 703 + line * 30))
    assert names(towns.find(read(page, quality=72))) == {"3"}


@needs_model
def test_a_town_that_is_not_there_is_not_found_however_near_others_are(towns: Archive) -> None:
    answer = towns.find(read(fifth(77)))
    assert not answer.matches
    assert not answer.not_looked_for


@needs_model
def test_what_was_kept_before_the_extra_was_there_is_described_with_the_next_addition(
    tmp_path: Path, wire_picture: WirePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(archive=ArchiveSettings(folder=tmp_path / "archive"))
    wire_picture("wire/1.jpg", seed=1)
    with monkeypatch.context() as without:
        without.setattr(descriptors, "missing", lambda chosen: "install it")
        archive = open_archive(config, create=True)
        assert archive is not None
        Ingest(archive).add_paths([tmp_path / "wire"])
        assert any("install it" in what for what in archive.find(read(scene(9))).not_looked_for)
        archive.close()
    archive = open_archive(config)
    assert archive is not None
    assert any("1 picture" in what for what in archive.find(read(scene(9))).not_looked_for)
    told: list[tuple[int, int, str]] = []
    Ingest(archive, told=lambda *some: told.append(some)).add_paths([tmp_path / "wire"])
    assert told == [(1, 1, "descriptors")]
    assert archive.find(read(scene(9))).not_looked_for == ()
    archive.close()


@needs_model
def test_the_files_are_made_anew_from_the_database(towns: Archive, tmp_path: Path) -> None:
    towns.close()
    shutil.rmtree(tmp_path / "archive" / "descriptors")
    again = open_archive(Config(archive=ArchiveSettings(folder=tmp_path / "archive")))
    assert again is not None
    assert not again.find(read(fifth(77))).matches
    assert (tmp_path / "archive" / "descriptors" / "codes.bin").stat().st_size >= 4096 + TOWNS * 64
    again.close()


@needs_model
def test_a_removed_picture_is_found_no_more(towns: Archive) -> None:
    (match,) = towns.find(read(fifth(4))).matches
    towns.remove([match.kept.id])
    assert not towns.find(read(fifth(4))).matches


@needs_faiss
def test_a_model_that_is_none_is_told_and_the_pictures_are_kept(
    tmp_path: Path, wire_picture: WirePicture
) -> None:
    (tmp_path / "own.onnx").write_bytes(b"this is no model")
    settings = ArchiveSettings(tmp_path / "archive", descriptor_model=tmp_path / "own.onnx")
    archive = open_archive(Config(archive=settings), create=True)
    assert archive is not None
    wire_picture("wire/1.jpg", seed=1)
    added = Ingest(archive).add_paths([tmp_path / "wire"])
    assert added.counts.pictures == 1
    (trouble,) = added.troubles
    assert "own.onnx cannot be used" in trouble
    assert names(archive.find(read(scene(1).resize((360, 240))))) == {"1"}
    answer = archive.find(read(scene(9)))
    assert any("own.onnx cannot be used" in what for what in answer.not_looked_for)
    archive.close()


def test_without_the_extra_an_answer_says_what_was_not_looked_for(
    tmp_path: Path, wire_picture: WirePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(descriptors, "missing", lambda chosen: "install it")
    archive = open_archive(Config(archive=ArchiveSettings(folder=tmp_path)), create=True)
    assert archive is not None
    assert archive.find(read(scene(9))).not_looked_for == (
        "cropped to a fifth, or shown in a screenshot, or a small part of a collage or screenshot: "
        "install it",
    )
    archive.close()


def test_descriptors_are_kept_once_for_each_model_and_go_with_their_picture(
    archive: Archive, wire_picture: WirePicture
) -> None:
    store = archive.store
    with_pixels = [prepare(Item(path=wire_picture(f"{seed}.jpg", seed=seed))) for seed in (1, 2, 3)]
    archive.add([*with_pixels, Prepared(Item(phash="f" * 64, use=PrintedUse("a", caption="b")))])
    ids = store.undescribed("one", 0, 10)
    assert len(ids) == store.undescribed_count("one") == 3
    store.add_descriptors("one", [(id, bytes([id])) for id in ids])
    store.add_descriptors("one", [(ids[0], b"again"), (999, b"of none")])
    store.add_descriptors("other", [(ids[1], b"other")])
    assert store.undescribed_count("one") == 0
    assert store.undescribed("other", 0, 10) == [ids[0], ids[2]]
    kept = store.descriptors_after(0, "one", 10)
    assert [(picture, numbers) for _, picture, numbers in kept] == [(i, bytes([i])) for i in ids]
    assert store.last_descriptor() >= kept[-1][0]
    store.remove([ids[1]])
    assert [picture for _, picture, _ in store.descriptors_after(0, "one", 10)] == [ids[0], ids[2]]
    assert store.descriptors_after(0, "other", 10) == []
