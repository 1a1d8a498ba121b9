"""JUnit XML for CI servers: a suite per article, a test case per picture."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from provenance.model import ImageReport, Report, Severity, Verdict
from provenance.reports import RenderOptions
from provenance.reports.kit.text import VERDICT_WORDS, clean, picture_name, unverified_line

_SKIPPED = (Verdict.UNVERIFIED, Verdict.ACCEPTED, Verdict.INCOMPLETE)


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """JUnit XML as Jenkins and GitLab read it.

    An error is a failure; a picture that was not verified, or only accepted, is skipped.
    """
    root = ET.Element("testsuites")
    for report in reports:
        failures = sum(map(_has_error, report.images))
        skipped = sum(map(_is_skipped, report.images))
        suite = ET.SubElement(
            root,
            "testsuite",
            name=clean(report.article.headline or report.article.origin),
            tests=str(len(report.images) or int(bool(report.unread))),
            failures=str(failures),
            skipped=str(skipped),
            errors=str(int(bool(report.unread))),
        )
        if report.unread:
            case = ET.SubElement(
                suite, "testcase", classname=clean(report.article.origin), name="the article"
            )
            ET.SubElement(case, "error", type="unread", message=clean(report.unread))
        for image in report.images:
            _case(suite, report, image)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, report: Report, image: ImageReport) -> None:
    name = f"{image.image.index + 1}. {picture_name(image)}"
    case = ET.SubElement(suite, "testcase", classname=clean(report.article.origin), name=name)
    lines = [f"{f.severity.value} {f.rule}: {f.message}" for f in image.findings]
    lines += [f"  → {f.suggestion}" for f in image.findings if f.suggestion]
    text = "\n".join(clean(line) for line in lines)
    if _has_error(image):
        first = next(f for f in image.findings if f.severity is Severity.ERROR)
        ET.SubElement(case, "failure", type=first.rule, message=clean(first.message)).text = text
    elif _is_skipped(image):
        told = unverified_line(image) or VERDICT_WORDS[image.verdict]
        ET.SubElement(case, "skipped", message=told)
    if text and not _has_error(image):
        ET.SubElement(case, "system-out").text = text


def _has_error(image: ImageReport) -> bool:
    return any(finding.severity is Severity.ERROR for finding in image.findings)


def _is_skipped(image: ImageReport) -> bool:
    """True where a passing case would look like a verified picture."""
    return not _has_error(image) and image.verdict in _SKIPPED
