"""Who is about to use a picture is told that the newsroom has it, and under which caption."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from provenance import Checker
from provenance.archive import open_archive
from provenance.archive.entry import Item, PrintedUse
from provenance.archive.ingest import Ingest
from provenance.archive.prepare import prepare
from provenance.config import ArchiveSettings, Config, Network
from provenance.hooks.service.app import make_app
from provenance.hooks.service.service import Service
from provenance.hooks.service.settings import Settings
from provenance.reports.kit.known import sentences
from tests.archive.conftest import WirePicture
from tests.stand_ins.drawings import encoded, scene

CAPTION = "A truck at an air base in Iruma, Japan, 3 November 2012"


@pytest.fixture
def config(tmp_path: Path, wire_picture: WirePicture) -> Config:
    """A newsroom whose archive holds a wire's picture, which it printed in May."""
    made = Config(
        archive=ArchiveSettings(folder=tmp_path / "archive"),
        network=Network(offline=True),
        cache=tmp_path / "cache",
    )
    archive = open_archive(made, create=True)
    assert archive is not None
    path = wire_picture(seed=1)
    Ingest(archive).add_paths([path])
    use = PrintedUse("https://paper.example/may", "May", "2024-05-02T08:00:00Z", "A truck, Kyiv.")
    archive.add([prepare(Item(data=path.read_bytes(), use=use))])
    archive.close()
    return made


def test_a_copy_of_a_held_picture_is_told_with_its_caption_and_where_it_was_printed(
    config: Config,
) -> None:
    with Checker(config) as checker:
        known = checker.known(encoded(scene(1).resize((480, 320)), quality=70))
        other = checker.known(encoded(scene(2)))
    assert known is not None
    assert other is not None
    (holding,) = known.holdings
    came, printed = sentences(holding)
    assert came == (
        f"You have this picture from Example Wire, under the caption “{CAPTION}”. "
        "Credit: Example Wire."
    )
    assert printed == (
        "You printed it on 2024-05-02 under the caption “A truck, Kyiv” "
        "(https://paper.example/may)."
    )
    assert other.holdings == ()


def test_a_crop_is_said_to_be_a_part_of_it(config: Config) -> None:
    with Checker(config) as checker:
        known = checker.known(encoded(scene(1).crop((60, 40, 560, 400))))
    assert known is not None
    assert next(sentences(known.holdings[0])).startswith("You have this picture or a part of it")


def test_a_newsroom_without_an_archive_is_told_nothing(tmp_path: Path) -> None:
    with Checker(Config(archive=ArchiveSettings(folder=tmp_path / "none"))) as checker:
        assert checker.known(encoded(scene(1))) is None


@pytest.fixture
def client(config: Config, tmp_path: Path) -> Iterator[Any]:
    """The service of that newsroom."""
    service = Service(Settings(tmp_path / "jobs.sqlite"), config)
    yield make_app(service).test_client()
    service.close()


def ask(client: Any, data: bytes) -> Any:
    picture = {"base64": base64.b64encode(data).decode()}
    return client.post("/v1/pictures/known", json={"picture": picture}, base_url="http://127.0.0.1")


def test_the_service_answers_what_the_archive_has_of_a_picture(client: Any) -> None:
    answer = ask(client, encoded(scene(1).resize((480, 320)), quality=70))
    assert answer.status_code == 200, answer.text
    (known,) = answer.json["known"]
    assert (known["supplier"], known["status"]) == ("Example Wire", "usable")
    assert known["caption"].startswith(CAPTION)
    assert known["uses"][0]["page_url"] == "https://paper.example/may"
    assert known["sentences"][0].startswith("You have this picture from Example Wire")
    assert answer.json["not_checked"] == []
    assert ask(client, encoded(scene(2))).json["known"] == []


def test_the_service_refuses_what_is_no_picture(client: Any) -> None:
    assert ask(client, b"no picture").status_code == 422
