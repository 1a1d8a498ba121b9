"""The newsroom's own pictures, what it printed with them, and what the wires sent.

It is a source, asked before any other and without the network, and a memory: what was printed
under which caption and credit, and what suppliers said since. See `docs/archive.md`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from provenance.archive.archive import Archive
    from provenance.config import Config

__all__ = ["archive_folder", "open_archive"]


def archive_folder(config: Config) -> Path:
    """The folder: the configured one, `$PROVENANCE_ARCHIVE`, or the platform's."""
    return config.archive.folder or Path(
        os.environ.get("PROVENANCE_ARCHIVE")
        or Path(platformdirs.user_data_dir("picture-provenance")) / "archive"
    )


def open_archive(config: Config, *, create: bool = False) -> Archive | None:
    """The archive in force; None where there is none yet and none is to be made."""
    from provenance.archive.database import Postgres, Sqlite

    folder = archive_folder(config)
    if config.archive.url is None and not create and not (folder / "archive.sqlite").is_file():
        return None
    from provenance.archive.archive import Archive
    from provenance.archive.store import Store

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    url = config.archive.url
    database = Sqlite(folder) if url is None else Postgres(url)
    try:
        return Archive(Store(database), folder, config.archive.descriptor_model)
    except BaseException:
        database.close()
        raise
