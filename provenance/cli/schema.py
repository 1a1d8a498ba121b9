"""`provenance schema`: the JSON Schemas of the JSON this program prints."""

from __future__ import annotations

import json

import click

from provenance.cli._common import emit, format_option, offline_option
from provenance.errors import UsageError


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from provenance.reports.json import shapes

    return [name for name in shapes.SHAPES if name.startswith(incomplete)]


@click.command("schema", epilog="Example: provenance schema check > check.schema.json")
@click.argument("name", shell_complete=_names)
@format_option("json")
@offline_option
def command(name: str, form: str, offline: bool) -> int:
    """Print the JSON Schema of one shape: check, images, credit, claims, compare …"""
    from provenance.cli._common import nearest
    from provenance.reports.json import shapes

    if name not in shapes.SHAPES:
        raise UsageError(
            f"there is no shape {name!r}{nearest(name, shapes.SHAPES)} There are: "
            f"{', '.join(shapes.SHAPES)}."
        )
    emit(json.dumps(shapes.schema(name), indent=2, ensure_ascii=False))
    return 0
