"""`provenance read`: what one picture file says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    emit,
    format_option,
    input_bytes,
    load_configuration,
    offline_option,
)

if TYPE_CHECKING:
    from provenance.model import FileClue
    from provenance.reports.json.shapes import ReadShape
    from provenance.reports.json.shapes.pictures import WritingShape


@click.command("read", epilog="Example: provenance read photo.jpg --redact location")
@click.argument("picture", metavar="PICTURE")
@click.option(
    "--sidecar", type=click.Path(path_type=Path), help="An .xmp file that belongs to the picture."
)
@click.option(
    "--redact", multiple=True, type=click.Choice(["location"]), help="Keep exact positions out."
)
@format_option("text", "json")
@offline_option
def command(
    picture: str, sidecar: Path | None, redact: tuple[str, ...], form: str, offline: bool
) -> int:
    """Show what one file says: size, fingerprints, metadata, credentials, writing.

    Opens no socket.
    """
    from provenance.errors import UnreadablePicture
    from provenance.pictures import read_picture, writing
    from provenance.pictures.clues import file_clues
    from provenance.pictures.metadata import read_metadata
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import read_document
    from provenance.run.redaction import redact as without_positions

    data = input_bytes(picture)
    config = load_configuration(redact=redact or None)
    try:
        read = read_picture(data, credentials=True, trust=config.credentials)
    except UnreadablePicture as error:
        raise UnreadablePicture(error.reason, f"{picture}: {error.detail}") from error
    beside = sidecar or _beside(picture)
    if beside is not None:
        read = replace(read, metadata=read_metadata(data, sidecar=input_bytes(str(beside))))
    if writing.available():
        read = replace(read, writing=writing.read_writing(read))
    read = without_positions(read, config)
    names = () if picture == "-" else (Path(picture).name,)
    clues = file_clues(file_names=names, metadata=read.metadata)
    shape = read_document(read, clues)
    emit(shapes.encode(shape) if form == "json" else _text(shape, clues))
    return 0


def _beside(picture: str) -> Path | None:
    """`photo.xmp` beside `photo.jpg`, where it lies there."""
    path = Path(picture).with_suffix(".xmp") if picture != "-" else None
    return path if path is not None and path.is_file() else None


def _text(shape: ReadShape, clues: Sequence[FileClue]) -> str:
    from provenance.reports.kit.clues import clue_line
    from provenance.reports.kit.text import clean

    lines = [
        f"{shape.format}, {shape.width} × {shape.height} pixels, {shape.bytes:,} bytes",
        f"sha256       {shape.sha256}",
        f"sha1         {shape.sha1}",
        f"phash        {shape.phash}",
        f"structure    {shape.quality:g} of 1: {'too plain' if shape.plain else 'enough'} to "
        "be known by its fingerprint",
    ]
    if shape.truncated:
        lines.append("truncated    the file ends early; what is there was read")
    lines += _metadata(shape)
    lines += [f"note         {clean(note)}" for note in shape.notes]
    state, detail = shape.credentials.state, clean(shape.credentials.detail or "")
    lines.append(f"Content Credentials: {state}{f' — {detail}' if detail else ''}")
    lines += list(_writing(shape.writing))
    lines += [f"{'tells':12} {clue_line(clue)}" for clue in clues]
    return "\n".join(lines)


def _writing(found: WritingShape) -> Iterator[str]:
    """The lines of writing in the picture, each with how sure its letters are."""
    from provenance.reports.kit.text import clean

    detail = clean(found.detail)
    yield f"writing: {found.state}{f' — {detail}' if detail else ''}"
    for line in found.lines:
        spot = f"{line.x}, {line.y}, {line.width} × {line.height} pixels"
        yield f"{'writing':12} {clean(line.text)}  [{spot}, {line.certainty:.2f}]"


def _metadata(shape: ReadShape) -> Iterator[str]:
    """The embedded values, each with its tag; last those that contradict them."""
    from provenance.reports.kit.text import clean

    for name, values in shape.metadata.items():
        yield from (f"{name:22} {clean(v.value)}  [{v.tag}]" for v in values)
    if position := shape.camera_position:
        spot = f"{position.latitude:.5f}, {position.longitude:.5f}"
        yield f"{'camera_position':22} {spot}  [{position.tag}]"
    for name, values in shape.conflicts.items():
        yield from (f"{name:22} also: {clean(v.value)}  [{v.tag}]" for v in values)
