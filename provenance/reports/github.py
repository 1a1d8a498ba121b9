"""GitHub annotations: workflow commands, shown beside a pull request's lines."""

from __future__ import annotations

from collections.abc import Sequence

from provenance.model import ImageReport, Report, Severity
from provenance.reports import RenderOptions
from provenance.reports.kit.text import VERDICT_WORDS, clean, unverified_line, without_pictures

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One workflow command per finding, and one per picture that was not verified.

    Format and escaping: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for report in reports:
        if report.unread:
            lines.append(f"::warning title=not read::{_data(clean(report.unread))}")
        elif not report.images:
            lines.append(_command("notice", report, None, "no pictures", without_pictures(report)))
        for image in report.images:
            for finding in image.findings:
                text = finding.message + (f" → {finding.suggestion}" if finding.suggestion else "")
                command = _COMMANDS[finding.severity]
                lines.append(_command(command, report, image, finding.rule, text))
            if told := unverified_line(image):
                title, number = VERDICT_WORDS[image.verdict], image.image.index + 1
                lines.append(_command("notice", report, image, title, f"Picture {number}: {told}"))
    return "".join(f"{line}\n" for line in lines)


def _command(command: str, report: Report, image: ImageReport | None, title: str, text: str) -> str:
    line = image.image.where.line if image else None
    spot = {"file": report.article.origin, "line": line, "title": title}
    properties = ",".join(f"{k}={_property(clean(str(v)))}" for k, v in spot.items() if v)
    return f"::{command} {properties}::{_data(clean(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
