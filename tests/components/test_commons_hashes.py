"""A real MediaWiki's thousand files searched by pixels, beside a stand-in for their hash index."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PIL import Image

import provenance
from provenance.config import Config, Network
from provenance.pictures import read_picture
from provenance.sources import all_sources
from provenance.sources.kit.hashes import hashes_of
from tests.stand_ins.commons_hashes import HashIndex, hash_index

pytestmark = pytest.mark.component
FILES = 1000
ARTICLES = int(os.environ.get("PROVENANCE_ARTICLES", "60"))
"""Articles of each kind. `PROVENANCE_ARTICLES=200 pytest -s` on this file takes a quarter hour:
200 of 200 under a bare credit were found so."""
CROPS = (0.0, 0.01, 0.03, 0.08)
"""Of each edge."""
QUESTIONS = (1, 8)
WORDLESS = "Zmęczeni ratownicy odpoczywają nad ranem."
OURS = {"wikimedia-commons", "commons-hashes"}


@pytest.fixture(scope="module")
def index(wikis: ModuleType) -> Iterator[HashIndex]:
    with hash_index() as running:
        for number in range(FILES):
            name, _ = wikis.bulk(number)
            running.add(number + 1, f"File:{name}".replace(" ", "_"), wikis.drawn(number))
        yield running


@pytest.fixture
def config(wiki: Any, index: HashIndex, tmp_path: Path) -> Config:
    network = Network(
        endpoints={"wikimedia-commons": wiki.endpoint, "commons-hashes": index.endpoint},
        allowed_addresses=("127.0.0.1/32",),
        contact="desk@newsroom.example",
    )
    others = tuple(source.id for source in all_sources() if source.id not in OURS)
    return Config(cache=tmp_path / "cache", network=network, sources_off=others, budget=120.0)


def published(picture: Image.Image, dice: random.Random, trim: float = 0.0) -> Image.Image:
    """The picture as newspapers print it: trimmed at each edge, 320 to 736 pixels wide."""
    x, y = round(picture.width * trim), round(picture.height * trim)
    kept = picture.crop((x, y, picture.width - x, picture.height - y))
    width = dice.randrange(320, 737)
    return kept.resize((width, round(kept.height * width / kept.width)), Image.Resampling.LANCZOS)


def saved(picture: Image.Image, dice: random.Random) -> tuple[str, bytes]:
    """A new name and the bytes, as one of the usual systems saves a picture."""
    kind = dice.choice(("JPEG", "JPEG", "WEBP"))
    options = {"progressive": True} if kind == "JPEG" and dice.random() < 0.5 else {}
    buffer = io.BytesIO()
    picture.save(buffer, kind, quality=dice.randrange(60, 86), **options)
    return f"{dice.randrange(16**8):08x}.{'jpg' if kind == 'JPEG' else 'webp'}", buffer.getvalue()


def found_by(config: Config, folder: Path, caption: str, file: tuple[str, bytes]) -> list[str]:
    """The files confirmed for a picture under a bare credit."""
    name, data = file
    (folder / name).write_bytes(data)
    (folder / "story.html").write_text(
        f"<html lang='en'><body><article><h1>{caption}</h1><figure><img src='{name}'>"
        f"<figcaption>{caption} <span class='credit'>Wikimedia Commons</span></figcaption>"
        "</figure></article></body></html>"
    )
    (image,) = provenance.check(folder / "story.html", images=folder, config=config).images
    return [original.record.id for original in image.originals if original.confirmed]


@dataclass
class Score:
    """How many articles were led to their file, and to another one."""

    kind: str
    articles: int = 0
    found: int = 0
    false: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, wanted: str, confirmed: list[str]) -> None:
        """Count one article."""
        self.articles += 1
        self.found += wanted in confirmed
        self.false += any(id != wanted for id in confirmed)
        if wanted not in confirmed:
            self.missed.append(wanted)

    def told(self) -> str:
        """The figures, and which files were missed."""
        share = self.found / self.articles
        missed = f"; missed: {', '.join(self.missed[:8])}" if self.missed else ""
        return (
            f"\n{self.kind}: {self.found} of {self.articles} found ({share:.3f}), "
            f"{self.false} false{missed}"
        )


def test_a_bare_credit_under_a_caption_that_shares_no_word_leads_to_the_file(
    wikis: ModuleType, config: Config, tmp_path: Path
) -> None:
    dice, score = random.Random(1), Score("bare credit, new name, no shared word")
    for number in dice.sample(range(FILES), ARTICLES):
        file = saved(published(wikis.drawn(number), dice), dice)
        score.add(f"File:{wikis.bulk(number)[0]}", found_by(config, tmp_path, WORDLESS, file))
    print(score.told())
    assert score.false == 0
    assert score.found >= 0.97 * ARTICLES


def test_a_picture_that_is_no_file_of_commons_is_not_found_there(
    wikis: ModuleType, config: Config, tmp_path: Path
) -> None:
    for number in range(9000, 9010):
        file = ("story.jpg", wikis.jpeg(wikis.drawn(number), 80))
        assert found_by(config, tmp_path, WORDLESS, file) == []


def test_a_crop_is_found_by_the_caption_s_words(
    wikis: ModuleType, config: Config, tmp_path: Path
) -> None:
    dice, score = (
        random.Random(2),
        Score("bare credit, new name, cropped by 10 %, a caption's words"),
    )
    for number in dice.sample(range(FILES), ARTICLES):
        file = saved(published(wikis.drawn(number), dice, trim=0.05), dice)
        thing, place = wikis.bulk(number)[0].rsplit(" ", 2)[:2]
        caption = f"The {thing.lower()} of {place} on Tuesday."
        score.add(f"File:{wikis.bulk(number)[0]}", found_by(config, tmp_path, caption, file))
    print(score.told())
    assert score.false == 0
    assert score.found >= 0.9 * ARTICLES


def test_the_index_s_recall_by_crop_is_what_its_table_says(
    wikis: ModuleType, index: HashIndex
) -> None:
    dice, recall = random.Random(3), {}
    numbers = dice.sample(range(FILES), 150)
    for trim in CROPS:
        hits = dict.fromkeys(QUESTIONS, 0)
        for number in numbers:
            copy = published(wikis.drawn(number), dice, trim)
            picture = read_picture(wikis.jpeg(copy, dice.randrange(60, 86)))
            title = f"File:{wikis.bulk(number)[0]}".replace(" ", "_")
            answers = [
                title in {hit["page_title"] for hit in index.answer(
                    f"dhash={h.dhash}&phash={h.phash}&maxdifference=12")[1]}
                for h in hashes_of(picture, max(QUESTIONS))
            ]  # fmt: skip
            for questions in QUESTIONS:
                hits[questions] += any(answers[:questions])
        recall |= {(trim, q): hits[q] / len(numbers) for q in QUESTIONS}
    print("\ntrimmed at each edge   one question   eight")
    for trim in CROPS:
        print(f"{trim:>18.0%}   {recall[trim, 1]:>12.2f}   {recall[trim, 8]:>5.2f}")
    assert recall[0.0, 1] >= 0.9
    assert recall[0.0, 8] >= 0.97
    assert recall[0.08, 8] <= 0.2  # crops need other means, as the README says
