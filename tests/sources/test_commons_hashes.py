"""Commons searched by pixels: what is asked, what is sent, and that only pixels confirm."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import imagehash
import pytest
from PIL import Image

import provenance
from provenance.config import Config
from provenance.errors import NotFetched
from provenance.fetch.polite import Turnstiles
from provenance.model import Clues, Credit, CreditKind, ImageReport, Picture, Reason
from provenance.pictures import read_picture
from provenance.sources import commons_hashes
from provenance.sources.kit.hashes import hashes_of
from provenance.sources.wikimedia_commons.api import Wiki
from provenance.sources.wikimedia_commons.search import search_wiki
from tests.stand_ins.commons import Commons, standing_in
from tests.stand_ins.commons_hashes import HashIndex, hash_index
from tests.stand_ins.drawings import encoded, scene
from tests.stand_ins.fetcher import Answers

COMMONS = Credit("Wikimedia Commons", platform="wikimedia-commons", kind=CreditKind.COMMONS)
INDEX = "https://imagehash.toolforge.org/search"
NOTHING_SHARED = "Firefighters rest after a long night in Odesa."


def picture(image: Image.Image) -> Picture:
    return read_picture(encoded(image, quality=80))


# --- the two numbers ---


@pytest.mark.parametrize("seed", range(6))
def test_the_two_numbers_are_imagehash_s_own(seed: int) -> None:
    image = scene(seed, 480, 320)
    data = io.BytesIO()
    image.save(data, "PNG")
    (hashes,) = hashes_of(read_picture(data.getvalue()))
    assert f"{hashes.phash:016x}" == str(imagehash.phash(image))
    assert f"{hashes.dhash:016x}" == str(imagehash.dhash(image))


def test_the_likeliest_hashes_beside_it_turn_few_bits_and_keep_a_phash_s_balance() -> None:
    first, *others = hashes_of(picture(scene(3)), 8)
    assert len(others) == 7
    assert len({h.phash for h in (first, *others)}) == len({h.dhash for h in others}) + 1 == 8
    for other in others:
        assert (first.phash ^ other.phash).bit_count() in (2, 4)
        assert other.phash.bit_count() == first.phash.bit_count()
        assert 1 <= (first.dhash ^ other.dhash).bit_count() <= 3


# --- what is asked ---


def ask(image: Image.Image, credit: Credit | None, answer: object = ()) -> Answers:
    fetcher = Answers({INDEX: list(answer) if isinstance(answer, tuple) else answer})
    clues = Clues(credit=credit, picture=picture(image), urls=("https://news.example/secret.jpg",))
    commons_hashes.by_pixels(clues, fetcher, Config())
    return fetcher


def test_one_question_is_put_for_a_picture_and_eight_where_the_credit_names_commons() -> None:
    assert len(ask(scene(1), Credit("Jane Roe", creators=("Jane Roe",))).asked) == 1
    assert len(ask(scene(1), None).asked) == 1
    assert len(ask(scene(1), COMMONS).asked) == 8


def test_two_numbers_of_64_bits_leave_the_machine_and_nothing_else() -> None:
    fetcher = ask(scene(1), COMMONS)
    for asked, url in zip(fetcher.params, fetcher.asked, strict=True):
        assert set(asked) == {"phash", "dhash", "maxdifference"}
        assert all(0 <= int(asked[name]) < 2**64 for name in ("phash", "dhash"))
        assert "secret" not in url
    assert fetcher.payloads == []


def test_a_picture_too_plain_to_be_told_by_a_hash_is_not_asked_for() -> None:
    assert ask(Image.new("RGB", (640, 480), (200, 210, 220)), COMMONS).asked == []


def test_an_answer_in_another_form_names_no_file() -> None:
    for answer in ({"error": "no"}, [None, 3, {"page_title": "Talk:A"}, {"page_title": 7}], []):
        fetcher = Answers({INDEX: answer})
        clues = Clues(picture=picture(scene(1)))
        assert commons_hashes.by_pixels(clues, fetcher, Config()) == ()


def test_the_wiki_s_own_search_is_asked_for_the_checksum_first() -> None:
    fetcher = Answers({"https://wiki.example": {"batchcomplete": True}})
    seen = picture(scene(1))
    search_wiki(Wiki("wiki.example", "https://wiki.example/api.php", fetcher),
                Clues(picture=seen, texts=("A crane at dusk",)), 50)  # fmt: skip
    (hashes,) = hashes_of(seen)
    first = fetcher.params[0]["gsrsearch"]
    assert first.startswith(f"haswbstatement:P9310={hashes.phash:016x}|P9310={hashes.phash}")


# --- the whole line ---


@pytest.fixture
def commons() -> Iterator[Commons]:
    with standing_in(Commons(pictures=2)) as running:
        yield running


@pytest.fixture
def index(commons: Commons) -> Iterator[HashIndex]:
    with hash_index() as running:
        for n, data in enumerate(commons.originals):
            running.add(1000 + n, f"File:Street_{n}.jpg", Image.open(io.BytesIO(data)))
        yield running


def config_for(commons: Commons, index: HashIndex, cache: Path, **changes: object) -> Config:
    network = commons.network()
    endpoints = {**network.endpoints, "commons-hashes": index.endpoint}
    return Config(network=replace(network, endpoints=endpoints), cache=cache).with_(**changes)


def check(
    published: bytes, config: Config, folder: Path, credit: str = "Wikimedia Commons"
) -> ImageReport:
    (folder / "IMG_2291.jpg").write_bytes(published)
    line = f'<span class="credit">{credit}</span>' if credit else ""
    (folder / "story.html").write_text(
        f"<html lang='en'><body><article><h1>A long night</h1><p>Crews rested.</p><figure>"
        f"<img src='IMG_2291.jpg'><figcaption>{NOTHING_SHARED} {line}</figcaption></figure>"
        "</article></body></html>"
    )
    (image,) = provenance.check(folder / "story.html", images=folder, config=config).images
    return image


def test_a_bare_credit_and_a_new_name_and_a_foreign_caption_still_lead_to_the_file(
    commons: Commons, index: HashIndex, tmp_path: Path
) -> None:
    image = check(commons.published[0], config_for(commons, index, tmp_path / "cache"), tmp_path)
    assert [o.record.id for o in image.originals if o.confirmed] == ["File:Street 0.jpg"]
    assert "place-mismatch" in {finding.rule for finding in image.findings}


def test_a_picture_without_any_credit_is_found_as_well(
    commons: Commons, index: HashIndex, tmp_path: Path
) -> None:
    config = config_for(commons, index, tmp_path / "cache")
    image = check(commons.published[0], config, tmp_path, credit="")
    assert [o.record.id for o in image.originals if o.confirmed] == ["File:Street 0.jpg"]
    assert len(index.asked) == 1


def test_a_file_that_only_shares_the_hash_is_not_taken_for_the_original(
    commons: Commons, index: HashIndex, tmp_path: Path
) -> None:
    other = scene(77, 1200, 800)
    index.add(1001, "File:Street_1.jpg", other)  # the index is wrong: this is not file 1
    published = encoded(other.resize((960, 640), Image.Resampling.LANCZOS), quality=75)
    image = check(published, config_for(commons, index, tmp_path / "cache"), tmp_path)
    assert not [o for o in image.originals if o.confirmed]
    assert image.originals == ()


def test_an_answer_is_kept_and_not_asked_for_again(
    commons: Commons, index: HashIndex, tmp_path: Path
) -> None:
    config = config_for(commons, index, tmp_path / "cache")
    for _ in range(2):
        check(commons.published[1], config, tmp_path)
    assert len(index.asked) == 1


def test_named_in_sources_off_it_is_not_asked(
    commons: Commons, index: HashIndex, tmp_path: Path
) -> None:
    config = config_for(commons, index, tmp_path / "cache", sources_off=("commons-hashes",))
    image = check(commons.published[0], config, tmp_path)
    assert not [o for o in image.originals if o.confirmed]
    assert index.asked == []


def test_an_index_in_trouble_is_told_where_the_credit_names_commons_and_nowhere_else(
    commons: Commons, index: HashIndex, tmp_path: Path
) -> None:
    index.down = True
    config = config_for(commons, index, tmp_path / "cache")
    credited = check(commons.published[0], config, tmp_path)
    assert "commons-hashes" in {lookup.source for lookup in credited.lookups}
    elsewhere = check(commons.published[0], config, tmp_path, credit="Jane Roe")
    assert "commons-hashes" not in {lookup.source for lookup in elsewhere.lookups}


def test_a_host_that_cannot_be_reached_is_left_alone_for_a_while() -> None:
    turnstiles, host = Turnstiles(), "imagehash.toolforge.org"
    unreachable = NotFetched(Reason.NETWORK, "no way to it")
    with pytest.raises(NotFetched, match="no way"), turnstiles.through(host, until=1e12):
        raise unreachable
    with pytest.raises(NotFetched) as caught, turnstiles.through(host, until=1e12):
        raise AssertionError("it was asked again")
    assert caught.value.reason is Reason.NETWORK
    with pytest.raises(NotFetched), turnstiles.through("other.example", until=1e12):
        raise unreachable
    with turnstiles.through("other.example", until=1e12):
        pass
