"""SARIF 2.1.0: for code scanning and editors that read it.

Accepted findings are marked as suppressed, not dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from provenance.model import Finding, ImageReport, Override, Report, Severity
from provenance.reports import RenderOptions
from provenance.reports.kit.text import clean, evidence_link, evidence_where

SUFFIX = ".sarif"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One run. Specification: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""
    results = [result for report in reports for result in _results(report)]
    rules = sorted({result["ruleId"] for result in results})
    for result in results:
        result["ruleIndex"] = rules.index(result["ruleId"])
    driver = {"name": "provenance", "rules": [{"id": rule, "name": rule} for rule in rules]}
    try:
        driver["version"] = version("picture-provenance")
    except PackageNotFoundError:
        driver["version"] = "0"
    unread = [
        {
            "level": "error",
            "message": {"text": clean(report.unread)},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": _uri(report.article.origin)}}}
            ],
        }
        for report in reports
        if report.unread
    ]
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not unread, "toolExecutionNotifications": unread}],
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    document = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _results(report: Report) -> Iterator[dict[str, Any]]:
    for image in report.images:
        for finding in image.findings:
            yield _result(report, image, finding, None)
        for override in image.overridden:
            yield _result(report, image, override.finding, override)


def _result(
    report: Report, image: ImageReport, finding: Finding, override: Override | None
) -> dict[str, Any]:
    text = clean(finding.message) + (
        f" → {clean(finding.suggestion)}" if finding.suggestion else ""
    )
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.article.origin)}}
    if image.image.where.line:
        location["region"] = {"startLine": image.image.where.line}
        if image.image.where.column:
            location["region"]["startColumn"] = image.image.where.column
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"pictureAndRule/v1": _fingerprint(image, finding)},
        "properties": {
            "confidence": finding.confidence.value,
            "evidence": [
                f"{clean(e.label)}: {clean(e.value)} ({evidence_where(e)})"
                for e in finding.evidence
            ],
            "pages": list(
                dict.fromkeys(link for e in finding.evidence if (link := evidence_link(e, image)))
            ),
        },
        "suppressions": [],
    }
    if override is not None:
        kind = "inSource" if override.origin == "inline" else "external"
        why = clean(override.reason) + (f" ({clean(override.who)})" if override.who else "")
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": why}]
    return result


def _uri(origin: str) -> str:
    """A valid URI reference, whatever the target was called."""
    return quote(clean(origin), safe="/:?#[]@!$&'()*+,;=%-._~") or "stdin"


def _fingerprint(image: ImageReport, finding: Finding) -> str:
    """Stable while picture and rule stay the same, wherever the picture stands on the page."""
    picture = image.image.content_url or (
        image.image.caption.text if image.image.caption else str(image.image.index)
    )
    return hashlib.sha256(f"{finding.rule}\n{picture}".encode()).hexdigest()[:32]
