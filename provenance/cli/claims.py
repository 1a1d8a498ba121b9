"""`provenance claims`: the places and dates of a text, related to a record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from provenance.cli._common import emit, format_option, json_rows, note, offline_option, wants_lines
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.reports.json.shapes import ClaimsShape, DateShape, PlaceShape


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
    from provenance.reports.json import shapes
    from provenance.reports.kit.text import clean

    if rows_file:
        for row in json_rows(rows_file):
            values = {name: _text_of(row.get(name)) for name in _FIELDS}
            shape = _read(values, relate=True)
            whole = f"{clean(values['text'] or '')}\n{_text(shape)}\n"
            emit(shapes.encode(shape, indent=0) if wants_lines(form) else whole)
        return 0
    if text is None:
        raise UsageError("name a text in quotes, or a file of rows with --rows")
    if date_text is not None:
        _require_date(date_text)
    values = {"text": text, "place": place, "date": date_text, "published": published}
    shape = _read(values, relate=bool(place or date_text))
    emit(shapes.encode(shape) if form == "json" else _text(shape))
    if undated := [] if published else _undated(text):
        told = ", ".join(f"“{clean(words)}”" for words in undated)
        note(f"provenance: {told} needs the day of the text: --published 2023-05-18")
    return 0


_FIELDS = ("text", "place", "date", "published", "id")


def _text_of(value: object) -> str | None:
    return value if isinstance(value, str) else None if value is None else str(value)


def _read(values: Mapping[str, str | None], *, relate: bool) -> ClaimsShape:
    """What is read in `text`; related to the record's `place` and `date` where asked."""
    from provenance.claims.reading import read_claims, relations
    from provenance.reports.json.documents import claims_document

    words, moment = values["text"] or "", _moment(values["published"])
    claims = read_claims(words, published=moment)
    record = {"place": values["place"], "date": values["date"]}
    related = relations(words, **record, published=moment) if relate else None
    return claims_document(claims, related, values.get("id"))


def _text(shape: ClaimsShape) -> str:
    from provenance.reports.kit.text import clean

    lines = [_place(p) for p in shape.places]
    lines += [f"date        {clean(d.text)} → {_span(d)} ({d.precision})" for d in shape.dates]
    lines += [f"disclosure  {clean(d.text)} → {d.kind}" for d in shape.disclosures]
    if shape.relations:
        lines.append(f"relation    place: {shape.relations.place} · date: {shape.relations.date}")
    return "\n".join(lines) or "no place, date or disclosure was read"


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


def _require_date(text: str) -> None:
    """Raise `UsageError` where a record's date cannot be read as one."""
    from provenance.claims.dates import read_dates

    if not read_dates(text):
        raise UsageError(
            f"--date {text!r} is no date that could be read; write 2023-05-18 or May 2023"
        )


def _undated(text: str) -> list[str]:
    """Words that are a date only beside the day on which the text was printed."""
    from provenance.claims.reading import read_claims

    known = {claim.text for claim in read_claims(text).dates}
    beside = read_claims(text, published=datetime.now(UTC)).dates
    return list(dict.fromkeys(claim.text for claim in beside if claim.text not in known))


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"the publication date {text!r} is no date; write 2023-05-18") from error
