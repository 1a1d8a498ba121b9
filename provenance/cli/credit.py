"""`provenance credit`: credit lines, taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    emit,
    format_option,
    lines_of,
    load_configuration,
    offline_option,
    wants_lines,
)
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.reports.json.shapes import CreditShape


@click.command(
    "credit", epilog='Example: provenance credit "Photo: Jane Doe / Reuters via Getty Images"'
)
@click.argument("line", required=False)
@click.option(
    "--lines",
    "lines_file",
    help="A file with one credit per line (- for standard input): JSON lines out.",
)
@format_option("text", "json")
@offline_option
def command(line: str | None, lines_file: str | None, form: str, offline: bool) -> int:
    """Take a credit line apart: creators, organisations, platform, licence …"""
    from provenance.credits import load_vocabulary, parse_credit
    from provenance.reports.json import shapes
    from provenance.reports.json.documents import credit_document
    from provenance.reports.kit.text import clean

    config = load_configuration(offline=offline)
    vocabulary = load_vocabulary(config.agencies, config.stock_libraries, config.platforms)
    if lines_file:
        for each in lines_of(lines_file):
            shape = credit_document(parse_credit(each, vocabulary=vocabulary))
            whole = f"{clean(each)}\n{_text(shape)}\n"
            emit(shapes.encode(shape, indent=0) if wants_lines(form) else whole)
        return 0
    if line is None:
        raise UsageError("name a credit line in quotes, or a file of them with --lines")
    shape = credit_document(parse_credit(line, vocabulary=vocabulary))
    emit(shapes.encode(shape) if form == "json" else _text(shape))
    return 0


def _text(shape: CreditShape) -> str:
    from provenance.lexicon.suppliers import title_of
    from provenance.reports.kit.text import clean
    from provenance.rules.kit.credits import agencies_in, rights_reserved

    unread = "names nobody" if rights_reserved(shape.raw, shape.remainder) else "not understood"
    rows = {
        "creators": ", ".join(shape.creators),
        "organisations": ", ".join(shape.organizations),
        "distributor": shape.distributor,
        "known as": ", ".join(sorted(title_of(id) for id in agencies_in(shape.raw))),
        "platform": shape.platform,
        "licence": shape.license,
        "handles": ", ".join(shape.handles),
        "flags": ", ".join(shape.flags),
        "kind": shape.kind,
        unread: shape.remainder,
    }
    return "\n".join(f"{name:15} {clean(value)}" for name, value in rows.items() if value)
