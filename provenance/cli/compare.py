"""`provenance compare`: two pictures, how they are related and where they differ."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    emit,
    format_option,
    input_bytes,
    json_rows,
    offline_option,
    progress,
)
from provenance.errors import ProvenanceError, UnreadablePicture, UsageError

if TYPE_CHECKING:
    from provenance.model import Comparison, Picture


@click.command("compare", epilog="Example: provenance compare published.jpg original.jpg")
@click.argument("published", required=False)
@click.argument("original", required=False)
@click.option(
    "--pairs", "pairs_file", help='JSON lines {"a", "b"} in (published, original), JSON lines out.'
)
@format_option("text", "json")
@offline_option
def command(
    published: str | None, original: str | None, pairs_file: str | None, form: str, offline: bool
) -> int:
    """Compare a published picture with an original: same, derived or different.

    With --pairs, a pair that cannot be compared is answered as `undecided` with its reason.
    """
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import compare_document

    if pairs_file:
        rows = list(json_rows(pairs_file))
        with progress() as tell:
            for number, row in enumerate(rows, 1):
                if not isinstance(row.get("a"), str) or not isinstance(row.get("b"), str):
                    raise UsageError(f'{pairs_file}: each line needs the file names "a" and "b"')
                emit(
                    shapes.encode(
                        compare_document(_compare_or_say_why(row["a"], row["b"])), indent=0
                    )
                )
                if not sys.stdout.isatty():
                    tell(number, len(rows), "pairs")
        return 0
    if published is None or original is None:
        raise UsageError(
            "name two pictures: the published one, then the original; or a file of pairs with "
            "--pairs"
        )
    result = _compare(published, original)
    emit(shapes.encode(compare_document(result)) if form == "json" else _text(result))
    return 0


def _read(name: str) -> Picture:
    from provenance.pictures import read_picture

    try:
        return read_picture(input_bytes(name), metadata=False)
    except UnreadablePicture as error:
        raise UnreadablePicture(error.reason, f"{name}: {error.detail}") from error


def _compare(published: str, original: str) -> Comparison:
    from provenance.pictures import compare

    return compare(_read(published), _read(original))


def _compare_or_say_why(published: str, original: str) -> Comparison:
    from provenance.model import Binding, Comparison, Confidence, Reason, Relation

    try:
        return _compare(published, original)
    except ProvenanceError as error:
        reason = getattr(error, "reason", Reason.FAILED)
        return Comparison(
            Relation.UNDECIDED, Binding.NONE, Confidence.LOW, reason=reason, detail=str(error)
        )


def _text(result: Comparison) -> str:
    lines = [f"{result.relation.value} (confidence: {result.confidence.value})"]
    if result.detail:
        lines.append(result.detail)
    if result.transformations:
        lines.append("how: " + ", ".join(t.value for t in result.transformations))
    if result.region:
        r = result.region
        lines.append(
            f"published part of the original: {r.width} × {r.height} pixels at ({r.x}, {r.y})"
        )
    for edit in result.edited_regions:
        b = edit.box
        lines.append(
            f"{edit.kind.value}: {b.width} × {b.height} pixels at ({b.x}, {b.y}) of the original"
        )
    if result.distances:
        lines.append("distances: " + ", ".join(f"{k} {v:g}" for k, v in result.distances.items()))
    return "\n".join(lines)
