"""CSV: one row per finding, for a spreadsheet.

An article that could not be read has a row that says so.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from provenance.model import Report
from provenance.reports import RenderOptions
from provenance.reports.kit.text import evidence_link, evidence_where, spreadsheet_safe

SUFFIX = ".csv"

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
    """A header line, then one row per finding; accepted findings say who accepted them and why."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for report in reports:
        if report.unread:
            told = (
                report.article.origin,
                *[""] * 5,
                "unverified",
                *[""] * 3,
                report.unread,
                *[""] * 5,
            )
            rows.writerow([spreadsheet_safe(cell) for cell in told])
        for image in report.images:
            found = [(f, "", "") for f in image.findings]
            found += [(o.finding, o.who or o.origin, o.reason) for o in image.overridden]
            published = image.image
            for finding, who, why in found:
                proof = " | ".join(
                    f"{e.label}: {e.value} ({evidence_where(e)})" for e in finding.evidence
                )
                pages = dict.fromkeys(
                    link for e in finding.evidence if (link := evidence_link(e, image))
                )
                row = (
                    report.article.origin,
                    published.index + 1,
                    published.content_url,
                    published.where.line,
                    published.caption,
                    published.credit,
                    image.verdict.value,
                    finding.rule,
                    finding.severity.value,
                    finding.confidence.value,
                    finding.message,
                    proof,
                    finding.suggestion,
                    who,
                    why,
                    " ".join(pages),
                )
                rows.writerow([spreadsheet_safe(cell) for cell in row])
    return out.getvalue()
