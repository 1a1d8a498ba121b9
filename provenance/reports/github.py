"""GitHub annotations: workflow commands that GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.model import Report, Severity
from provenance.reports import RenderOptions
from provenance.reports.kit.text import clean

SUFFIX = ".txt"

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One workflow command per finding.

    Format and escaping: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for report in reports:
        if report.unread:
            lines.append(f"::warning title=not read::{_data(clean(report.unread))}")
        for image in report.images:
            for finding in image.findings:
                spot = {
                    "file": report.article.origin,
                    "line": image.image.where.line,
                    "title": finding.rule,
                }
                properties = ",".join(
                    f"{k}={_property(clean(str(v)))}" for k, v in spot.items() if v is not None
                )
                text = finding.message + (f" → {finding.suggestion}" if finding.suggestion else "")
                lines.append(f"::{_COMMANDS[finding.severity]} {properties}::{_data(clean(text))}")
    return "".join(f"{line}\n" for line in lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
