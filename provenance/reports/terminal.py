"""For a person at a terminal: per picture the verdict, findings with evidence and what to do, what was not checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from provenance.model import Finding, ImageReport, NotChecked, Original, Report, Severity, Verdict
from provenance.reports import Look
from provenance.reports._text import (
    REASON_WORDS,
    VERDICT_WORDS,
    article_name,
    clean,
    counted,
    evidence_link,
    evidence_where,
    picture_name,
    rule_names,
    source_name,
    summary_line,
)

SUFFIX = ".txt"

_MARKS = {Verdict.MISMATCH: "✗", Verdict.ATTENTION: "!", Verdict.CONSISTENT: "✓", Verdict.UNVERIFIED: "?"}
_STYLES = {
    Verdict.MISMATCH: "bold red",
    Verdict.ATTENTION: "bold yellow",
    Verdict.CONSISTENT: "bold green",
    Verdict.UNVERIFIED: "bold",  # nothing unchecked is ever green
}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Sequence[Report], look: Look) -> str:
    """The reports one after another, and one summary line over all where there are several."""
    console = Console(
        file=StringIO(),
        width=max(40, look.width),
        force_terminal=look.colour,
        no_color=not look.colour,
        color_system="standard" if look.colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for report in reports:
        _article(console, report, look)
    if len(reports) > 1:
        errors = sum(r.summary.errors for r in reports)
        warnings = sum(r.summary.warnings for r in reports)
        console.print(
            f"{counted(len(reports), 'article')}: {counted(errors, 'error')}, {counted(warnings, 'warning')} in all"
        )
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def _article(console: Console, report: Report, look: Look) -> None:
    console.print(Text(article_name(report), style="bold"))
    article = report.article
    facts = [clean(article.origin)]
    if article.published:
        facts.append(f"published {article.published:%Y-%m-%d}")
    if report.claims.places:
        facts.append(
            "story in " + ", ".join(list(dict.fromkeys(clean(p.place.name) for p in report.claims.places))[:3])
        )
    console.print(Text(" · ".join(facts), style="dim"))
    for note in article.notes:
        console.print(Text(f"note: {clean(str(note))}", style="dim"))
    console.print()
    for number, image in enumerate(report.images, 1):
        _image(console, image, number, len(report.images), look)
    if not report.images:
        console.print("No editorial pictures were found in this article.")
    console.print(Text(summary_line(report.summary), style="bold"))
    console.print()


def _image(console: Console, report: ImageReport, number: int, count: int, look: Look) -> None:
    verdict = report.verdict
    head = Text(f"{_MARKS[verdict]} Picture {number} of {count}: {VERDICT_WORDS[verdict]}", style=_STYLES[verdict])
    console.print(head)
    console.print(Padding(Text(picture_name(report)), (0, 0, 0, 2)))
    console.print(Padding(Text(" · ".join(_spot(report)), style="dim"), (0, 0, 0, 2)))
    for original in report.originals:
        if original.confirmed:
            console.print(Padding(_original(original), (0, 0, 0, 2)))
    for finding in report.findings:
        console.print(Padding(_finding(finding, report), (0, 0, 0, 2)))
    if look.suggest_credits:
        for line in _credit_lines(report):
            console.print(Padding(Text(f"print  {line}"), (0, 0, 0, 2)))
    for override in report.overridden:
        until = f", until {override.until}" if override.until else ""
        whom = f" by {clean(override.who)}" if override.who else ""
        text = f"accepted  {override.finding.rule}{whom}: {clean(override.reason)}{until}"
        console.print(Padding(Text(text, style="dim"), (0, 0, 0, 2)))
    for words in _not_checked(report):
        console.print(Padding(words, (0, 0, 0, 2)))
    console.print()


def _spot(report: ImageReport) -> Iterator[str]:
    image = report.image
    if image.where.line:
        yield f"line {image.where.line}"
    yield f"credit: {clean(image.credit.text)}" if image.credit else "no credit"
    if image.content_url:
        yield clean(image.content_url)


def _original(original: Original) -> Text:
    record, comparison = original.record, original.comparison
    title = clean(record.title or record.id)
    how = ", ".join(t.value for t in comparison.transformations) if comparison else ""
    text = Text("original  ", style="dim")
    text.append(f"{title} ({source_name(record.source)})", style="default")
    if how:
        text.append(f" — published copy: {how}", style="dim")
    if record.page_url:
        text.append(f"\n          {clean(record.page_url)}", style="dim")
    return text


def _finding(finding: Finding, report: ImageReport) -> Table:
    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(no_wrap=True, min_width=7)
    grid.add_column(overflow="fold", ratio=1)
    head = Text(clean(finding.message))
    head.append(f"  [{finding.rule}]", style="dim")
    grid.add_row(Text(_SEVERITY_WORDS[finding.severity], style=_SEVERITY_STYLES[finding.severity]), head)
    shown = {o.record.page_url for o in report.originals if o.confirmed}
    for evidence in finding.evidence:
        line = Text(f"{clean(evidence.label)}: {clean(evidence.value)}")
        line.append(f"  ({evidence_where(evidence)})", style="dim")
        link = evidence_link(evidence, report)
        if link and link not in shown:
            line.append(f"\n{clean(link)}", style="dim")
        grid.add_row("", line)
    if finding.suggestion:
        grid.add_row(Text("     →", style="bold"), Text(clean(finding.suggestion)))
    return grid


def _credit_lines(report: ImageReport) -> Iterator[str]:
    for original in report.originals:
        line = original.credit_line
        if original.confirmed and line and "author" not in line.missing:
            yield clean(line.text)


def _not_checked(report: ImageReport) -> Iterator[Table]:
    """Grouped by reason: the editor reads each reason once."""
    groups: dict[str, list[NotChecked]] = {}
    for item in report.not_checked:
        groups.setdefault(REASON_WORDS[item.reason], []).append(item)
    for words, items in groups.items():
        grid = Table.grid(padding=(0, 1), expand=False)
        grid.add_column(no_wrap=True, min_width=7)
        grid.add_column(overflow="fold", ratio=1)
        details = list(dict.fromkeys(clean(i.detail) for i in items if i.detail))
        body = Text(f"not checked: {words}", style="dim")
        body.append(f" ({rule_names(i.rule for i in items)})", style="dim")
        for detail in details[:3]:
            body.append(f"\n{detail}", style="dim")
        grid.add_row("", body)
        yield grid
