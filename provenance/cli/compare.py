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
    wants_lines,
)
from provenance.errors import ProvenanceError, UnreadablePicture, UsageError

if TYPE_CHECKING:
    from provenance.model import Comparison, Picture


_SCALES = {
    "phash": "bits of 256 in which their fingerprints differ; of two pictures about half do",
    "dhash": "bits of 256 in which their outlines differ; of two pictures about half do",
    "colour": "how far their colours lie apart, 0 to 1",
    "alignment": "1 where they are equal once laid over each other, 0 where they are unrelated",
    "inliers": "points that lie over each other; pictures that are unrelated have 5 at most",
    "residual": "pixels of a preview that those points lie apart",
}
"""What each measure says."""


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
    from provenance.reports.kit.text import clean

    if pairs_file:
        rows = list(json_rows(pairs_file))
        with progress() as tell:
            for number, row in enumerate(rows, 1):
                if not isinstance(row.get("a"), str) or not isinstance(row.get("b"), str):
                    raise UsageError(f'{pairs_file}: each line needs the file names "a" and "b"')
                result = _compare_or_say_why(row["a"], row["b"])
                whole = f"{clean(row['a'])} and {clean(row['b'])}: {_text(result)}\n"
                as_line = shapes.encode(compare_document(result), indent=0)
                emit(as_line if wants_lines(form) else whole)
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
    lines += [
        f"{name} {value:g}: {_SCALES.get(name, 'without a scale')}"
        for name, value in result.distances.items()
    ]
    return "\n".join(lines)
