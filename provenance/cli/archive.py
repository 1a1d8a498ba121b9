"""`provenance archive`: the newsroom's own pictures, and what it printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._archive import (
    cluster_document,
    cluster_lines,
    held_document,
    lines_of,
    match_document,
)
from provenance.cli._common import (
    INTERRUPTED,
    Chosen,
    config_options,
    emit,
    emit_all,
    format_option,
    input_bytes,
    json_rows,
    note,
    progress,
)
from provenance.errors import UsageError
from provenance.model.addresses import is_web_address
from provenance.reports.kit.text import pluralise

if TYPE_CHECKING:
    from provenance.archive.archive import Archive
    from provenance.archive.store import Counts


@click.group(
    "archive", epilog="Example: provenance archive add /srv/wire --supplier 'Example Wire'"
)
def command() -> None:
    """Keep the newsroom's own pictures, and what it printed with them."""


@contextmanager
def _open(chosen: Chosen, *, create: bool = False) -> Iterator[Archive]:
    from provenance.archive import archive_folder, open_archive

    config = chosen.config()
    archive = open_archive(config, create=create)
    if archive is None:
        raise UsageError(
            f"there is no archive in {archive_folder(config)}. `provenance archive add` makes one."
        )
    try:
        yield archive
    finally:
        archive.close()


@command.command("add", epilog="Example: provenance archive add /srv/wire /srv/reports")
@click.argument("inputs", nargs=-1, required=True)
@click.option("--supplier", default="", help="Whose pictures they are, where they do not say.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Inputs read at once [default: cores].")
@format_option("text", "json")
@config_options
def add_command(
    inputs: tuple[str, ...], supplier: str, jobs: int | None, form: str, chosen: Chosen
) -> int:
    """Read pictures, wire packages and reports; what was read before is left out.

    INPUTS are files and folders: pictures with embedded IPTC or XMP, IPTC ninjs and NewsML-G2 with
    their renditions beside them, JSON reports of `provenance check`; or an address: of a feed of
    what was published, or of a WordPress site, with its media library and its posts.
    """
    import os

    from provenance.archive.ingest import Ingest
    from provenance.fetch import Fetcher

    with _open(chosen, create=True) as archive, progress() as tell:
        before = archive.store.counts().pictures
        try:
            with Fetcher(chosen.config()) as fetcher:
                ingest = Ingest(archive, supplier, fetcher, jobs or os.cpu_count() or 1, tell)
                addresses = [name for name in inputs if is_web_address(name)]
                added = ingest.add_paths([Path(name) for name in inputs if name not in addresses])
                for address in addresses:
                    added += ingest.add_address(address)
        except KeyboardInterrupt:
            kept = pluralise(archive.store.counts().pictures - before, "picture")
            note(f"provenance: interrupted: {kept} kept; the same command goes on with the others")
            return INTERRUPTED
        counts = added.counts
        for trouble in added.troubles:
            note(f"left out: {trouble}")
    if form == "json":
        emit(json.dumps({
            "pictures": counts.pictures, "records": counts.records, "uses": counts.uses,
            "notices": counts.notices, "unchanged": added.unchanged,
            "left_out": list(added.troubles),
        }, indent=2, ensure_ascii=False))  # fmt: skip
    else:
        same = pluralise(added.unchanged, "input")
        emit(f"{_told(counts)} added; {same} unchanged, {len(added.troubles)} left out")
    return 0


@command.command("find", epilog="Example: provenance archive find upload.jpg --format json")
@click.argument("picture")
@click.option("--exact", is_flag=True, help="Read every fingerprint: misses none within 73 bits.")
@format_option("text", "json")
@config_options
def find_command(picture: str, exact: bool, form: str, chosen: Chosen) -> int:
    """Find a picture in the archive: the same, a copy, mirrored, in a collage.

    Every match is proved by its pixels. Exit status 1 where nothing is found.
    """
    from provenance.pictures import read_picture
    from provenance.reports.json import shapes

    published = read_picture(input_bytes(picture), metadata=False)
    with _open(chosen) as archive:
        answer = archive.find(published, thorough=exact)
    if form == "json":
        emit(shapes.encode(shapes.FoundShape(
            matches=[match_document(m.kept, m.comparison) for m in answer.matches],
            looked_for=list(answer.looked_for), not_looked_for=list(answer.not_looked_for),
        )))  # fmt: skip
        return 0 if answer.matches else 1
    for match in answer.matches:
        box = match.comparison.region
        part = f", {box.width} × {box.height} at ({box.x}, {box.y}) of it" if box else ""
        emit(f"{match.comparison.relation.value}{part}\n{lines_of(match.kept)}")
    emit(f"{len(answer.matches)} found; looked for: {'; '.join(answer.looked_for)}")
    if answer.not_looked_for:
        emit(f"not looked for: {'; '.join(answer.not_looked_for)}")
    return 0 if answer.matches else 1


@command.command("list", epilog="Example: provenance archive list --clusters --format json")
@click.option("--supplier", help="Only what came from this supplier.")
@click.option("--clusters", is_flag=True, help="One picture, all its copies, credits and captions.")
@click.option("--all", "everything", is_flag=True, help="With --clusters: single pictures too.")
@format_option("text", "json")
@config_options
def list_command(
    supplier: str | None, clusters: bool, everything: bool, form: str, chosen: Chosen
) -> int:
    """List what the archive holds; as JSON, a line for each picture or cluster."""
    from provenance.archive.clusters import clusters as find_clusters
    from provenance.reports.json import shapes

    with _open(chosen) as archive:
        if not clusters:
            emit_all(
                shapes.encode(held_document(kept), indent=0) if form == "json" else lines_of(kept)
                for kept in archive.store.all(supplier)
            )
            return 0
        emit_all(
            shapes.encode(cluster_document(one), indent=0) if form == "json" else cluster_lines(one)
            for one in find_clusters(archive, alone=everything)
        )
    return 0


@command.command("remove", epilog="Example: provenance archive remove --supplier 'Example Wire'")
@click.argument("ids", nargs=-1, type=int)
@click.option("--supplier", help="All that came from this supplier.")
@click.option("--ids-file", help='JSON lines with an "id" each, as `list --format json` prints.')
@format_option("text", "json")
@config_options
def remove_command(
    ids: tuple[int, ...], supplier: str | None, ids_file: str | None, form: str, chosen: Chosen
) -> int:
    """Take pictures out, by id or all of one supplier; files stay where they are."""
    wanted = [*ids, *(int(row["id"]) for row in (json_rows(ids_file) if ids_file else ()))]
    if not wanted and not supplier:
        raise UsageError("name ids, or a supplier with --supplier")
    with _open(chosen) as archive:
        gone = archive.remove(wanted) if wanted else []
        gone += archive.remove_supplier(supplier) if supplier else []
    emit(
        json.dumps({"removed": gone})
        if form == "json"
        else f"{pluralise(len(gone), 'picture')} removed"
    )
    return 0


@command.command("export", epilog="Example: provenance archive export > archive.jsonl")
@click.option("--supplier", help="Only what came from this supplier.")
@format_option("json")
@config_options
def export_command(supplier: str | None, form: str, chosen: Chosen) -> int:
    """Print all records, uses and notices as JSON lines, a picture each."""
    from provenance.reports.json import shapes

    with _open(chosen) as archive:
        emit_all(
            shapes.encode(held_document(kept), indent=0) for kept in archive.store.all(supplier)
        )
    return 0


@command.command("stats", epilog="Example: provenance archive stats")
@format_option("text", "json")
@config_options
def stats_command(form: str, chosen: Chosen) -> int:
    """Print how many pictures, records, uses and notices there are, and whose."""
    with _open(chosen) as archive:
        counts, suppliers = archive.store.counts(), archive.store.suppliers()
    if form == "json":
        emit(json.dumps({
            "pictures": counts.pictures, "records": counts.records, "uses": counts.uses,
            "notices": counts.notices, "suppliers": dict(suppliers),
        }, indent=2, ensure_ascii=False))  # fmt: skip
        return 0
    emit(_told(counts))
    for name, held in suppliers:
        emit(f"{held:>9,}  {name or '(no supplier named)'}")
    return 0


def _told(counts: Counts) -> str:
    """`1 picture, 2 records, 0 uses, 0 notices`."""
    each = (counts.pictures, "picture"), (counts.records, "record"), (counts.uses, "use")
    return ", ".join(pluralise(*one) for one in (*each, (counts.notices, "notice")))
