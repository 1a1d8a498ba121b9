"""`provenance explain`: one rule's documentation page."""

from __future__ import annotations

import json

import click

from provenance.cli._common import emit, format_option, offline_option, rule_names
from provenance.errors import UsageError


@click.command("explain", epilog="Example: provenance explain place-mismatch")
@click.argument("rule_id", metavar="RULE", shell_complete=rule_names)
@format_option("text", "json")
@offline_option
def command(rule_id: str, form: str, offline: bool) -> int:
    """Explain one rule: what it finds, and why, and what to do."""
    from provenance.cli._common import nearest
    from provenance.rules import all_rules
    from provenance.rules.kit.page import FOLDER, sections

    rules = {r.id: r for r in all_rules()}
    rule = rules.get(rule_id)
    if rule is None:
        raise UsageError(
            f"there is no rule {rule_id!r}{nearest(rule_id, rules)} `provenance rules` lists them."
        )
    if form == "json":
        page = {
            "id": rule.id,
            "severity": rule.severity.value,
            "evidence": [kind.value for kind in rule.weighs],
            "summary": rule.summary,
            "sections": dict(sections(rule)),
            "page": f"{FOLDER}/{rule.id}.md",
            "text": rule.documentation,
        }
        emit(json.dumps(page, indent=2, ensure_ascii=False))
    else:
        weighs = ", ".join(kind.value for kind in rule.weighs)
        emit(f"{rule.id} ({rule.severity.value}; weighs {weighs})\n\n{rule.documentation}")
    return 0
