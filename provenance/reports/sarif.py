"""SARIF 2.1.0: for code scanning and editors that read it.

Accepted findings are marked as suppressed, not dropped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, metadata
from typing import Any
from urllib.parse import quote

from provenance.model import Finding, ImageReport, Override, Report, Severity
from provenance.reports import RenderOptions
from provenance.reports.kit.text import (
    clean,
    evidence_link,
    evidence_where,
    unverified_line,
    without_pictures,
)
from provenance.rules.kit.page import Page, page_of

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """One run, after SARIF 2.1.0.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    results = [result for report in reports for result in _results(report)]
    rules = sorted({result["ruleId"] for result in results})
    for result in results:
        result["ruleIndex"] = rules.index(result["ruleId"])
    driver = {"name": "provenance", "rules": _described(rules), **_package()}
    run = {
        "tool": {"driver": driver},
        "invocations": [
            {
                "executionSuccessful": not any(report.unread for report in reports),
                "toolExecutionNotifications": [n for r in reports for n in _notifications(r)],
            }
        ],
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    document = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _package() -> dict[str, str]:
    """The version, and the documentation's address that the distribution states."""
    try:
        about = metadata("picture-provenance")
    except PackageNotFoundError:
        return {"version": "0"}
    urls = (line.partition(", ") for line in about.get_all("Project-URL") or ())
    documentation = next((url for label, _, url in urls if label == "Documentation"), "")
    home = {"informationUri": documentation} if documentation else {}
    return {"version": about["Version"], **home}


def _described(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Each rule with its whole page.

    One that is none of ours, such as "cache", with its name.
    """
    base = _package().get("informationUri", "")
    return [describe(id, page_of(id), base) for id in ids]


def describe(id: str, page: Page | None, base: str) -> dict[str, Any]:
    """A `reportingDescriptor` (§3.49).

    Its `helpUri` must be absolute, so it wants a base: without one only the page's path in the
    project is told, among the properties, and the whole page is the help text.
    """
    if page is None:
        return {"id": id, "name": id}
    whole = f"{page.sections['What it finds']} {page.sections['Why it matters']}"
    found = {
        "id": id,
        "name": id,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": whole},
        "help": {"text": page.text, "markdown": page.markdown},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }
    if page.path:
        found["properties"] = {"page": page.path}
        if base:
            found["helpUri"] = f"{base.rstrip('/')}/{page.path}"
    return found


def _notifications(report: Report) -> Iterator[dict[str, Any]]:
    """What was not read or verified, which is no result."""
    if report.unread:
        yield _notification("error", report, None, clean(report.unread))
    elif not report.images:
        yield _notification("note", report, None, without_pictures(report))
    for image in report.images:
        if told := unverified_line(image):
            text = f"Picture {image.image.index + 1}: {told}"
            yield _notification("note", report, image, text)


def _notification(
    level: str, report: Report, image: ImageReport | None, text: str
) -> dict[str, Any]:
    place = {"physicalLocation": _location(report, image)}
    return {"level": level, "message": {"text": text}, "locations": [place]}


def _location(report: Report, image: ImageReport | None) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(report.article.origin)}}
    where = image.image.where if image else None
    if where and where.line:
        location["region"] = {"startLine": where.line}
        if where.column:
            location["region"]["startColumn"] = where.column
    return location


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
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(report, image)}],
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
    """A hash of picture and rule, wherever the picture stands on the page."""
    picture = image.image.content_url or (
        image.image.caption.text if image.image.caption else str(image.image.index)
    )
    return hashlib.sha256(f"{finding.rule}\n{picture}".encode()).hexdigest()[:32]
