"""`provenance trace`: everything that says where a picture comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from provenance.cli._common import Chosen, config_options, emit, format_option, progress, validate

if TYPE_CHECKING:
    from provenance.model import Original
    from provenance.originals.trace import Trace


@click.command("trace", epilog="Example: provenance trace FwzAl51X0AAEwAT.jpg --offline")
@click.argument("picture", metavar="PICTURE")
@click.option(
    "--redact", multiple=True, type=click.Choice(["location"]), help="Keep exact positions out."
)
@format_option("text", "json")
@config_options
def command(picture: str, redact: tuple[str, ...], form: str, chosen: Chosen) -> int:
    """Show everything that says where a file, address or bare name comes from.

    Strongest first; dates oldest first. Of a picture that cannot be had, its name or address alone
    is read.
    """
    from provenance.fetch import Fetcher
    from provenance.originals.trace import trace
    from provenance.run.redaction import redact as without_positions

    config = validate(chosen.config(redact=redact or None))
    with Fetcher(config) as fetcher, progress() as tell:
        tell(0, 1, "tracing")
        result = trace(picture, config, fetcher.within(config.budget))
    result = without_positions(result, config)
    emit(_json(result) if form == "json" else _text(result))
    return 0


def _json(result: Trace) -> str:
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import clue_document, lookup_document, original_document

    return shapes.encode(
        shapes.TraceShape(
            picture=result.target,
            originals=[original_document(o) for o in result.originals],
            rungs=[o.record.basis.value for o in result.originals],
            dates=[shapes.TraceDateShape(d.text, d.kind, d.says) for d in result.dates],
            clues=[clue_document(c) for c in result.clues],
            lookups=[lookup_document(x) for x in result.lookups],
        )
    )


def _text(result: Trace) -> str:
    from provenance.reports.kit.clues import clue_line
    from provenance.reports.kit.text import REASON_WORDS, clean, readable_value

    lines = [line for original in result.originals for line in _original(original)]
    lines += [f"{'leads to':12} {line}" for line in _leads(result)]
    lines += [f"{'tells':12} {clue_line(clue)}" for clue in result.clues]
    if result.dates:
        lines.append("dates, oldest first")
        lines += [
            f"  {readable_value(d.text):21} {d.kind:11} {clean(d.says)}" for d in result.dates
        ]
    lines += [
        f"not found out: {clean(lookup.detail) or REASON_WORDS[lookup.reason]}"
        for lookup in result.lookups
        if lookup.reason
    ]
    return "\n".join(lines) or "nothing says where this picture comes from"


def _leads(result: Trace) -> Iterator[str]:
    """What gave no original: the source, its id, an address to open."""
    from provenance.model import source_name
    from provenance.reports.kit.text import clean

    found = {(o.reference.source, o.reference.id) for o in result.originals}
    for lookup in result.lookups:
        reference = lookup.reference
        if reference is None or not lookup.reason or (reference.source, reference.id) in found:
            continue
        yield clean(" ".join(filter(None, (f"{source_name(reference)}: {reference.id}",
                                           reference.url))))  # fmt: skip


def _original(original: Original) -> Iterator[str]:
    from provenance.model import source_name
    from provenance.reports.kit.text import clean

    record = original.record
    proof = "confirmed" if original.confirmed else "not confirmed by pixels"
    name = clean(record.title or record.id)
    yield f"{record.basis.value:12} {source_name(record)}: {name} ({proof})"
    if record.page_url:
        yield f"{'':12} {clean(record.page_url)}"
    if record.creators:
        yield f"{'':12} by {clean(', '.join(map(str, record.creators)))}"
