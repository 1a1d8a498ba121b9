"""`provenance rules`: the catalogue, made from the rules' own docstrings."""

from __future__ import annotations

import json

import click

from provenance.cli._common import emit, format_option, offline_option


@click.command("rules", epilog="Example: provenance rules --format json")
@format_option("text", "json")
@offline_option
def command(form: str, offline: bool) -> int:
    """List every rule with its default severity and what it finds."""
    from provenance.rules import all_rules

    rules = all_rules()
    if form == "json":
        rows = [
            {
                "id": rule.id,
                "severity": rule.severity.value,
                "evidence": [kind.value for kind in rule.weighs],
                "summary": rule.summary,
            }
            for rule in rules
        ]
        emit(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        emit("\n".join(f"{r.id:26} {r.severity.value:8} {r.summary}" for r in rules))
    return 0
