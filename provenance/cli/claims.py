"""`provenance claims`: the places and dates of a text, related to a record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from provenance.cli._common import emit, format_option, json_rows, offline_option
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.reports.json.shapes import DateShape, PlaceShape


@click.command(
    "claims",
    epilog='Example: provenance claims "Kyiv, Tuesday" --published 2023-05-18 --place "Iruma, '
    'Japan"',
)
@click.argument("text", required=False)
@click.option(
    "--published", help="Publication date (2023-05-18): relative dates are read against it."
)
@click.option("--place", help="A record's place, to relate the text's place to.")
@click.option("--date", "date_text", help="A record's date, to relate the text's date to.")
@click.option(
    "--rows",
    "rows_file",
    help='JSON lines {"text", "place", "date", "published"} in, JSON lines out.',
)
@format_option("text", "json")
@offline_option
def command(
    text: str | None,
    published: str | None,
    place: str | None,
    date_text: str | None,
    rows_file: str | None,
    form: str,
    offline: bool,
) -> int:
    """Show the places, dates, people and disclosures read in a text, offline always."""
    from provenance.claims.reading import read_claims, relations
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import claims_document
    from provenance.reports.kit.text import clean

    def document(
        words: str,
        record_place: str | None,
        record_date: str | None,
        when: str | None,
        row_id: object = None,
    ) -> shapes.ClaimsShape:
        moment = _moment(when)
        claims = read_claims(words, published=moment)
        asked = record_place or record_date
        related = (
            relations(words, place=record_place, date=record_date, published=moment)
            if asked or rows_file
            else None
        )
        return claims_document(claims, related, None if row_id is None else str(row_id))

    if rows_file:
        for row in json_rows(rows_file):
            values = (row.get(name) for name in ("text", "place", "date", "published", "id"))
            words, at, on, when, row_id = (
                v if isinstance(v, str) else None if v is None else str(v) for v in values
            )
            emit(shapes.encode(document(words or "", at, on, when, row_id), indent=0))
        return 0
    if text is None:
        raise UsageError("name a text in quotes, or a file of rows with --rows")
    shape = document(text, place, date_text, published)
    if form == "json":
        emit(shapes.encode(shape))
        return 0
    lines = [_place(p) for p in shape.places]
    lines += [f"date        {clean(d.text)} → {_span(d)} ({d.precision})" for d in shape.dates]
    lines += [f"disclosure  {clean(d.text)} → {d.kind}" for d in shape.disclosures]
    if shape.relations:
        lines.append(f"relation    place: {shape.relations.place} · date: {shape.relations.date}")
    emit("\n".join(lines) or "no place, date or disclosure was read")
    return 0


def _place(place: PlaceShape) -> str:
    from provenance.reports.kit.text import clean

    country = f", {place.country}" if place.country else ""
    words = f": “{clean(place.said)}”" if place.said else ""
    return (
        f"place       {clean(place.text)} → {clean(place.name)}{country}"
        f"{' (ambiguous)' if place.ambiguous else ''} [{place.sign}{words}]"
    )


def _span(date: DateShape) -> str:
    return date.from_ if date.from_ == date.to else f"{date.from_} to {date.to}"


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"the publication date {text!r} is no date; write 2023-05-18") from error
