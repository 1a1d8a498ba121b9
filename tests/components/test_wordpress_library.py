"""A real WordPress' media library as the desk's own picture system, over its REST API."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import provenance
from provenance.config import Config, Network
from provenance.model import DateKind, ImageReport, Reason
from provenance.sources import all_sources
from tests.stand_ins.drawings import encoded, scene

pytestmark = pytest.mark.component
OTHERS = tuple(source.id for source in all_sources() if source.id != "own-dam")
GUIDE = Path(__file__).parents[2] / "docs" / "own-dam.md"


def config_for(wordpress: Any, cache: Path, *ways: str) -> Config:
    """The configuration that the guide shows for WordPress, with some of its ways to ask."""
    shown = GUIDE.read_text("utf-8").partition("## WordPress")[2].partition("```toml\n")[2]
    file = cache.parent / "desk.toml"
    file.write_text(shown.partition("```")[0].replace("https://paper.example", wordpress.base))
    asked = provenance.load_config(file).own_dam
    left_out = dict.fromkeys({"by_name", "by_words", "by_id"} - set(ways))
    return Config(
        cache=cache,
        network=Network(allowed_addresses=("127.0.0.1/32",)),
        own_dam=replace(asked, **left_out),
        sources_off=OTHERS,
    )


def published(folder: Path, config: Config, data: bytes, name: str, caption: str) -> ImageReport:
    """The report on a picture as a page of ours prints it."""
    (folder / name).write_bytes(data)
    (folder / "story.html").write_text(
        f"<html lang='en'><body><article><h1>Harbour news</h1><figure><img src='{name}'>"
        f"<figcaption>{caption} <span class='credit'>Ada Roe</span></figcaption></figure>"
        "</article></body></html>"
    )
    (image,) = provenance.check(folder / "story.html", images=folder, config=config).images
    return image


@pytest.fixture
def quay(wordpress: Any) -> Any:
    """A picture in the library, with what a camera and an editor wrote into it."""
    exif = Image.Exif()
    exif[0x013B] = "Ada Roe"
    exif.get_ifd(0x8769)[0x9004] = "2019:05:03 09:30:05"
    made = wordpress.rest(
        "POST",
        "/media",
        data=encoded(scene(77, 1200, 800), quality=92, exif=exif),
        headers={
            "Content-Disposition": 'attachment; filename="Quay of Gdynia (7).jpg"',
            "Content-Type": "image/jpeg",
        },
    ).json()
    wordpress.rest("POST", f"/media/{made['id']}", json={"caption": "The quay of Gdynia at dawn"})
    yield made
    wordpress.rest("DELETE", f"/media/{made['id']}", params={"force": "true"})


def resaved(width: int, quality: int = 70) -> bytes:
    """A copy of that picture as another system saves it."""
    picture = scene(77, 1200, 800)
    return encoded(picture.resize((width, width * 2 // 3)), quality=quality)


def test_a_size_of_the_library_s_own_is_found_by_its_name(
    wordpress: Any, quay: Any, tmp_path: Path
) -> None:
    config = config_for(wordpress, tmp_path / "cache", "by_name")
    name = Path(quay["source_url"]).stem + "-768x512.jpg"
    image = published(tmp_path, config, resaved(768), name, "The harbour of Varna in 2024.")
    (found,) = [o for o in image.originals if o.confirmed]
    record = found.record
    assert record.id == str(quay["id"])
    assert record.description is not None
    assert record.description.text == "The quay of Gdynia at dawn"
    assert [c.text for c in record.creators] == ["Ada Roe"]
    assert (record.width, record.height) == (1200, 800)
    dates = {d.kind: d.iso for d in record.dates}
    assert dates[DateKind.CAPTURED] == "2019-05-03"
    assert dates[DateKind.UPLOADED].startswith(quay["date_gmt"])
    assert {"date-mismatch", "place-mismatch"} & {f.rule for f in image.findings}


def test_a_renamed_copy_is_found_by_the_caption_s_words(
    wordpress: Any, quay: Any, tmp_path: Path
) -> None:
    config = config_for(wordpress, tmp_path / "cache", "by_words")
    image = published(tmp_path, config, resaved(640), "img1.jpg", "Gdynia.")
    assert [o.record.id for o in image.originals if o.confirmed] == [str(quay["id"])]
    assert [x.reason for x in image.lookups] == [None]


def test_another_picture_of_that_name_is_not_taken_for_it(
    wordpress: Any, quay: Any, tmp_path: Path
) -> None:
    config = config_for(wordpress, tmp_path / "cache", "by_name")
    other = io.BytesIO()
    scene(78, 900, 600).save(other, "JPEG")
    name = Path(quay["source_url"]).name
    image = published(tmp_path, config, other.getvalue(), name, "The quay of Gdynia.")
    assert not [o for o in image.originals if o.confirmed]


def test_a_route_that_there_is_not_is_told_in_one_sentence(wordpress: Any, tmp_path: Path) -> None:
    config = config_for(wordpress, tmp_path / "cache", "by_name")
    asked = str(config.own_dam.by_name) + "&per_page=9999"
    config = config.with_(own_dam=replace(config.own_dam, by_name=asked))
    image = published(tmp_path, config, resaved(640), "img1.jpg", "Gdynia.")
    (lookup,) = image.lookups
    assert lookup.reason in (Reason.FAILED, Reason.NETWORK)
    assert lookup.detail
