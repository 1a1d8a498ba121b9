"""A rule's documentation page: its sections, and the page as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import dedent

from provenance.model import Severity
from provenance.rules import HEADINGS, Rule, all_rules
from provenance.values import dataclass

FOLDER = "docs/rules"
"""Where the pages stand in the project, one file a rule."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule says of itself, for reports."""

    severity: Severity
    summary: str
    sections: Mapping[str, str]
    text: str
    markdown: str
    path: str = ""
    """Where it stands in the project; empty for a rule of another distribution."""


def page_of(rule_id: str) -> Page | None:
    """The page of a usable rule; None where no rule has this id."""
    rule = next((rule for rule in all_rules() if rule.id == rule_id), None)
    if rule is None:
        return None
    is_ours = (rule.check.__module__ or "").startswith("provenance.rules.")
    path = f"{FOLDER}/{rule_id}.md" if is_ours else ""
    return Page(rule.severity, rule.summary, sections(rule), rule.documentation, body(rule), path)


def sections(rule: Rule) -> Mapping[str, str]:
    """Heading → what stands under it, its lines joined to paragraphs."""
    found: dict[str, str] = {}
    for heading in HEADINGS:
        body = rule.documentation.partition(f"\n{heading}\n")[2]
        ends = (body.find(f"\n{other}\n") for other in HEADINGS)
        end = min((at for at in ends if at >= 0), default=len(body))
        paragraphs = dedent(body[:end].strip("\n")).split("\n\n")
        found[heading] = "\n\n".join(" ".join(part.split()) for part in paragraphs)
    return found


def body(rule: Rule) -> str:
    """The page without its title, as Markdown."""
    parts = [rule.summary]
    parts += [f"## {heading}\n\n{text}" for heading, text in sections(rule).items()]
    return "\n\n".join(parts) + "\n"


def as_markdown(rule: Rule) -> str:
    """The whole page: title, severity, what it weighs, its sections and its examples."""
    weighed = ", ".join(kind.value for kind in rule.weighs)
    audit = " · only in the profile `audit`" if rule.audit_only else ""
    lines = [
        f"# `{rule.id}`",
        "",
        f"**{rule.severity.value}**{audit} · weighs {weighed}",
        "",
        body(rule),
        "## Examples",
        "",
        "| situation | it says |",
        "|---|---|",
        *(f"| {_cell(e.story)} | {_outcome(e)} |" for e in rule.examples),
        "",
    ]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return text.replace("|", "/")


def _outcome(example: object) -> str:
    severity, reason = getattr(example, "severity", None), getattr(example, "reason", None)
    if severity is not None:
        return str(severity.value)
    return f"not checked: {reason.value}" if reason is not None else "nothing"
