"""Archives of a test's own, and wire pictures as an agency sends them: drawn, with IPTC."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provenance.archive import open_archive
from provenance.archive.archive import Archive
from provenance.config import ArchiveSettings, Config
from tests.archive.server import Server, started_server
from tests.pictures.metadata_files import iim_segment
from tests.stand_ins.drawings import encoded, scene

WirePicture = Callable[..., Path]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL server."""
    with started_server() as running:
        yield running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.component)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> ArchiveSettings:
    """Where an archive of this test's own is kept: in SQLite, and on a server."""
    folder = tmp_path / "archive"
    if request.param == "sqlite":
        return ArchiveSettings(folder=folder)
    server: Server = request.getfixturevalue("server")
    return ArchiveSettings(folder=folder, url=server.database())


@pytest.fixture
def archive(settings: ArchiveSettings) -> Iterator[Archive]:
    """An empty archive."""
    made = open_archive(Config(archive=settings), create=True)
    assert made is not None
    yield made
    made.close()


@pytest.fixture
def wire_picture(tmp_path: Path) -> WirePicture:
    """`wire_picture("a.jpg", city="Iruma")` writes a wire's picture and returns its path."""

    def write(
        name: str = "wire/launcher.jpg",
        *,
        seed: int = 1,
        caption: str = "A truck at an air base in Iruma, Japan, 3 November 2012.",
        city: str = "Iruma",
        country: str = "Japan",
        creator: str = "Kenji Arai",
        source: str = "Example Wire",
        created: str = "20121103",
        instructions: str = "",
    ) -> Path:
        fields = [
            (2, 120, caption.encode()), (2, 90, city.encode()), (2, 101, country.encode()),
            (2, 80, creator.encode()), (2, 110, source.encode()), (2, 115, source.encode()),
            (2, 55, created.encode()),
        ]  # fmt: skip
        if instructions:
            fields.append((2, 40, instructions.encode()))
        plain = encoded(scene(seed))
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plain[:2] + iim_segment(*fields) + plain[2:])
        return path

    return write
