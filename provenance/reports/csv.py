"""CSV: one row per finding, for a spreadsheet.

A picture that was not verified, and an article that could not be read, have a row that says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from provenance.model import Finding, ImageReport, Report, Verdict
from provenance.reports import RenderOptions
from provenance.reports.kit.text import (
    evidence_link,
    evidence_where,
    spreadsheet_safe,
    unverified_line,
    without_pictures,
)

_COLUMNS = (
    "article",
    "picture",
    "url",
    "line",
    "caption",
    "credit",
    "verdict",
    "rule",
    "severity",
    "confidence",
    "message",
    "evidence",
    "suggestion",
    "accepted_by",
    "accepted_because",
    "pages",
)


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """A header line, then one row per finding and per picture that was not verified."""
    out = StringIO()
    writer = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for report in reports:
        for row in _rows(report):
            cells = {"article": report.article.origin, **row}
            writer.writerow({name: spreadsheet_safe(cell) for name, cell in cells.items()})
    return out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, object]]:
    if report.unread or not report.images:
        message = report.unread or without_pictures(report)
        yield {"verdict": Verdict.UNVERIFIED.value, "message": message}
    for image in report.images:
        picture = _picture(image)
        for finding in image.findings:
            yield picture | _finding(image, finding)
        for override in image.overridden:
            accepted = {
                "accepted_by": override.who or override.origin,
                "accepted_because": override.reason,
            }
            yield picture | _finding(image, override.finding) | accepted
        if not image.overridden and (told := unverified_line(image)):
            yield picture | {"message": told}


def _picture(image: ImageReport) -> dict[str, object]:
    published = image.image
    return {
        "picture": published.index + 1,
        "url": published.content_url,
        "line": published.where.line,
        "caption": published.caption,
        "credit": published.credit,
        "verdict": image.verdict.value,
    }


def _finding(image: ImageReport, finding: Finding) -> dict[str, object]:
    proof = (f"{e.label}: {e.value} ({evidence_where(e)})" for e in finding.evidence)
    pages = (evidence_link(e, image) for e in finding.evidence)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "evidence": " | ".join(proof),
        "suggestion": finding.suggestion,
        "pages": " ".join(dict.fromkeys(filter(None, pages))),
    }
