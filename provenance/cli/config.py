"""`provenance config`: what is in force, and from where."""

from __future__ import annotations

import json
from pathlib import Path

import click

from provenance.cli._common import config_options, configured, emit, format_option, verified


@click.command("config", epilog="Example: provenance config --config desk.toml")
@format_option("text", "json")
@config_options
def command(form: str, config_file: Path | None, profile: str | None, cache_dir: Path | None, offline: bool) -> int:
    """Show every setting with its value and where that comes from: default, a file, environment, command line."""
    from provenance.config import Profile
    from provenance.configfile import in_force

    profile_named = Profile(profile) if profile else None
    config = verified(configured(config_file, offline=offline, cache_dir=cache_dir, profile=profile_named))
    rows = list(in_force(config))
    if form == "json":
        emit(json.dumps([{"key": k, "value": v, "origin": o} for k, v, o in rows], indent=2, ensure_ascii=False))
    else:
        emit("\n".join(f"{key:32} {value:40} {origin}" for key, value, origin in rows))
    return 0
