"""The README's table of rules, made from the rules' own pages."""

from __future__ import annotations

from provenance.rules import all_rules


def rules_table() -> str:
    """A Markdown table: every rule with its default severity and the first line of its page."""
    rows = [
        f"| `{r.id}` | {r.severity.value} | {r.summary.replace('|', '/')} |" for r in all_rules()
    ]
    return "\n".join(("| rule | severity | finds |", "|---|---|---|", *rows)) + "\n"
