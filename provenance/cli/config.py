"""`provenance config`: what is in force, and from where."""

from __future__ import annotations

import json

import click

from provenance.cli._common import Chosen, config_options, emit, format_option, validate


@click.command("config", epilog="Example: provenance config --config desk.toml")
@format_option("text", "json")
@config_options
def command(form: str, chosen: Chosen) -> int:
    """Show every setting with its value and its origin.

    Origins are the default, a file, the environment, the command line.
    """
    from provenance.config.files import in_force
    from provenance.sources import key_names

    config = validate(chosen.config())
    rows = list(in_force(config, key_names()))
    if form == "json":
        emit(
            json.dumps(
                [{"key": k, "value": v, "origin": o} for k, v, o in rows],
                indent=2,
                ensure_ascii=False,
            )
        )
    else:
        emit("\n".join(f"{key:32} {value:40} {origin}" for key, value, origin in rows))
    return 0
