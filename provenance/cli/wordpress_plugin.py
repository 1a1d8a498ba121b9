"""`provenance wordpress-plugin`: the plug-in that is part of this package."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import click

from provenance.cli._common import emit, format_option, offline_option
from provenance.errors import UsageError

_WHEN = (2024, 1, 1, 0, 0, 0)
"""The time of each file in the zip: the same package makes the same zip."""


@click.command(
    "wordpress-plugin", epilog="Example: provenance wordpress-plugin --zip provenance.zip"
)
@click.option(
    "--zip",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it as a zip that WordPress takes under Plugins → Add New → Upload.",
)
@format_option("text", "json")
@offline_option
def command(file: Path | None, form: str, offline: bool) -> int:
    """Print where the WordPress plug-in lies, or write it as a zip."""
    import provenance.hooks

    folder = Path(provenance.hooks.__file__).parent / "wordpress" / "provenance"
    if file is not None:
        _write(folder, file)
    told = {"folder": str(folder), "version": _version(folder), "zip": file and str(file)}
    emit(json.dumps(told, indent=2) if form == "json" else str(file or folder))
    return 0


def _version(folder: Path) -> str:
    head = (folder / "provenance.php").read_text("utf-8")
    found = re.search(r"^ \* Version:\s+(\S+)", head, re.M)
    return found[1] if found else ""


def _write(folder: Path, file: Path) -> None:
    """The folder as a zip. Raises `UsageError` where the file cannot be written."""
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(p for p in folder.rglob("*") if p.is_file()):
                name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, _WHEN)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, path.read_bytes())
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror or error}") from error
