"""`provenance read`: what one picture file says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from provenance.cli._common import configured, emit, format_option, input_bytes, offline_option


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
    """Show what one file says: size, fingerprints, embedded metadata, Content Credentials.
    Opens no socket."""
    from provenance.errors import UnreadablePicture
    from provenance.pictures import read_picture
    from provenance.pictures.clues import file_clues
    from provenance.pictures.metadata import read_metadata
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import read_document
    from provenance.run.redaction import redact as without_positions

    data = input_bytes(picture)
    config = configured(redact=redact or None)
    try:
        read = read_picture(data, credentials=True, trust_lists=config.credentials.trust_lists)
    except UnreadablePicture as error:
        raise UnreadablePicture(error.reason, f"{picture}: {error.detail}") from error
    beside = sidecar or _beside(picture)
    if beside is not None:
        read = replace(read, metadata=read_metadata(data, sidecar=input_bytes(str(beside))))
    read = without_positions(read, config)
    names = () if picture == "-" else (Path(picture).name,)
    shape = read_document(read, file_clues(file_names=names, metadata=read.metadata))
    emit(shapes.encode(shape) if form == "json" else _text(shape))
    return 0


def _beside(picture: str) -> Path | None:
    """`photo.xmp` beside `photo.jpg`, where it lies there."""
    path = Path(picture).with_suffix(".xmp") if picture != "-" else None
    return path if path is not None and path.is_file() else None


def _text(shape: object) -> str:
    from provenance.reports.json import shapes
    from provenance.reports.kit.text import clean

    assert isinstance(shape, shapes.ReadShape)
    lines = [
        f"{shape.format}, {shape.width} × {shape.height} pixels, {shape.bytes:,} bytes",
        f"sha256       {shape.sha256}",
        f"sha1         {shape.sha1}",
        f"phash        {shape.phash}",
        f"structure    {shape.quality:g}{' (too plain to judge by)' if shape.plain else ''}",
    ]
    if shape.truncated:
        lines.append("truncated    the file ends early; what is there was read")
    lines += [
        f"{name:22} {clean(v.value)}  [{v.tag}]"
        for name, values in shape.metadata.items()
        for v in values
    ]
    if shape.camera_position:
        position = shape.camera_position
        lines.append(
            f"{'camera_position':22} {position.latitude:.5f}, {position.longitude:.5f}  "
            f"[{position.tag}]"
        )
    for name, values in shape.conflicts.items():
        lines += [f"{name:22} also: {clean(v.value)}  [{v.tag}]" for v in values]
    lines += [f"note         {clean(note)}" for note in shape.notes]
    credentials = shape.credentials
    lines.append(
        "Content Credentials: "
        f"{credentials.state}{f' — {clean(credentials.detail)}' if credentials.detail else ''}"
    )
    lines += [
        f"tells        {clue.source}: {clue.kind} {clean(clue.value)} {clue.time or ''}"
        for clue in shape.clues
    ]
    return "\n".join(lines)
