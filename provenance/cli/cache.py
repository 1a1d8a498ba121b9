"""`provenance cache`: where answers are kept, recording and clearing them."""

from __future__ import annotations

import json
from pathlib import Path

import click

from provenance.cli._common import emit, format_option, load_configuration


@click.group("cache", epilog="Example: provenance cache clear")
def command() -> None:
    """Show, record or clear the cache of fetched answers."""


@command.command("path", epilog="Example: provenance cache path")
@format_option("text", "json")
@click.option("--offline", is_flag=True, help="Has no effect here: nothing is fetched.")
def path_command(form: str, offline: bool) -> int:
    """Print the cache's folder and the seed's."""
    from provenance.fetch.seed import seed_folder
    from provenance.fetch.store import cache_folder

    folders = {"cache": str(cache_folder(load_configuration().cache)), "seed": str(seed_folder())}
    emit(
        json.dumps(folders, indent=2)
        if form == "json"
        else "\n".join(f"{k:6} {v}" for k, v in folders.items())
    )
    return 0


@command.command("clear", epilog="Example: provenance cache clear")
@format_option("text", "json")
@click.option("--offline", is_flag=True, help="Has no effect here: nothing is fetched.")
def clear_command(form: str, offline: bool) -> int:
    """Remove every kept answer and picture."""
    from provenance.fetch.store import cache_folder, clear

    folder = cache_folder(load_configuration().cache)
    freed = clear(folder)
    emit(json.dumps({"freed": freed}) if form == "json" else f"{freed:,} bytes freed in {folder}")
    return 0


@command.command(
    "record",
    epilog="Example: provenance cache record https://news.example/a.jpg --kind picture --to seed",
)
@click.argument("url")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    required=True,
    help="Seed folder to write into.",
)
@click.option(
    "--kind", type=click.Choice(["json", "page", "picture"]), default="json", show_default=True
)
@format_option("text", "json")
@click.option("--offline", is_flag=True, help="Record what the cache holds; fetch nothing.")
def record_command(url: str, folder: Path, kind: str, form: str, offline: bool) -> int:
    """Write one exchange in the seed's readable form.

    It is fetched, or taken from the cache.
    """
    from provenance.fetch import Fetcher
    from provenance.fetch.seed import record

    with Fetcher(load_configuration(offline=offline)) as fetcher:
        exchange = fetcher.get(url, kind=kind)  # type: ignore[arg-type]
    written = record(exchange, url, folder)
    emit(json.dumps({"written": str(written)}) if form == "json" else f"written: {written}")
    return 0
