"""`provenance sources`: where originals are looked for, and with what."""

from __future__ import annotations

import json

import click

from provenance.cli._common import emit, format_option, offline_option


@click.command("sources", epilog="Example: provenance sources")
@format_option("text", "json")
@offline_option
def command(form: str, offline: bool) -> int:
    """List the sources of originals: what each can do and needs."""
    from provenance.sources import all_sources

    sources = all_sources()
    if form == "json":
        names = ("id", "title", "can", "needs", "uses", "etiquette", "summary")
        rows = [{name: getattr(source, name) for name in names} for source in sources]
        emit(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    lines = []
    for s in sources:
        needs = f"needs {', '.join(s.needs)}" if s.needs else "needs no key"
        needs += f" · knows more with {', '.join(s.uses)}" if s.uses else ""
        lines.append(
            f"{s.id}\n    {s.summary}\n    by {', '.join(s.can)} · {needs}\n    {s.etiquette}"
        )
    emit("\n".join(lines))
    return 0
