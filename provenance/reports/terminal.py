"""For a person at a terminal: verdicts, findings with evidence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import zip_longest

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from provenance.model import (
    Finding,
    ImageReport,
    NotChecked,
    Original,
    Report,
    Severity,
    SourceRecord,
    Verdict,
    source_name,
)
from provenance.reports import RenderOptions
from provenance.reports.kit.text import (
    REASON_WORDS,
    VERDICT_WORDS,
    article_name,
    clean,
    evidence_link,
    evidence_where,
    picture_name,
    pluralise,
    run_line,
    shorten,
    summary_line,
    unchecked_names,
    without_pictures,
)

_LONGEST = 280
"""Characters of one piece of evidence: a long caption; whoever wants more follows the link or
the line."""

_MARKS = {
    Verdict.MISMATCH: "✗",
    Verdict.INCOMPLETE: "…",
    Verdict.ATTENTION: "!",
    Verdict.ACCEPTED: "–",
    Verdict.CONSISTENT: "✓",
    Verdict.UNVERIFIED: "?",
}
_STYLES = {
    Verdict.MISMATCH: "bold red",
    Verdict.INCOMPLETE: "bold yellow",
    Verdict.ATTENTION: "bold yellow",
    Verdict.ACCEPTED: "bold",
    Verdict.CONSISTENT: "bold green",
    Verdict.UNVERIFIED: "bold",  # nothing unchecked is ever green
}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SEVERITY_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The reports one after another, and one summary line over several."""
    parts = []
    for report in reports:
        parts.append(opening(report, options))
        parts += [
            picture(image, at, len(report.images), options)
            for at, image in enumerate(report.images, 1)
        ]
        parts.append(summary(report, options))
    return "".join(parts) + closing(reports, options)


def opening(report: Report, options: RenderOptions) -> str:
    """The article: what is known of it before its pictures are checked."""
    return _print(options, lambda console: _print_opening(console, report))


def picture(report: ImageReport, number: int, count: int, options: RenderOptions) -> str:
    """One picture of the article, the `number`th of `count`."""
    return _print(options, lambda console: _image(console, report, number, count, options))


def summary(report: Report, options: RenderOptions) -> str:
    """What stands under an article's pictures."""
    if report.unread:
        return ""
    none = "" if report.images else f"{without_pictures(report)}\n"
    return (
        none
        + _print(
            options, lambda console: console.print(Text(summary_line(report.summary), style="bold"))
        )
        + "\n"
    )


def closing(reports: Sequence[Report], options: RenderOptions) -> str:
    """What stands under several articles: counts, and what to do about a finding."""
    lines = [Text(run_line(reports), style="bold")] if len(reports) > 1 else []
    if found := next((f for r in reports for f in r.findings), None):
        lines.append(Text(f"What a finding means: provenance explain {found.rule}", style="dim"))
        lines.append(
            Text('To accept one: provenance accept RULE PICTURE --reason "…"', style="dim")
        )
    return _print(options, lambda console: console.print(*lines, sep="\n")) if lines else ""


def _print(options: RenderOptions, printing: Callable[[Console], None]) -> str:
    """What is printed, wrapped to the width, without blanks at line ends."""
    console = Console(
        file=StringIO(),
        width=max(40, options.width),
        force_terminal=options.colour,
        no_color=not options.colour,
        color_system="standard" if options.colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    printing(console)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "".join(f"{_inert(line.rstrip())}\n" for line in lines)


def _inert(line: str) -> str:
    """The line, no command to GitHub's runner: a caption may begin with `::error::`."""
    indent = len(line) - len(line.lstrip())
    line = f"{line[:indent]}: {line[indent + 1 :]}" if line.startswith("::", indent) else line
    return line.replace("##[", "## [")


def _print_opening(console: Console, report: Report) -> None:
    console.print(Text(article_name(report), style="bold"))
    if report.unread:
        console.print(Text(f"? not read: {clean(report.unread)}", style="bold"))
        console.print()
        return
    article = report.article
    facts = [clean(article.origin)]
    if article.published:
        facts.append(f"published {article.published:%Y-%m-%d}")
    if report.claims.places:
        facts.append(
            "names "
            + ", ".join(list(dict.fromkeys(clean(p.place.name) for p in report.claims.places))[:3])
        )
    facts.append(pluralise(len(article.images), "picture"))
    console.print(Text(" · ".join(facts), style="dim"))
    for note in article.notes:
        console.print(Text(f"note: {clean(str(note))}", style="dim"))
    console.print()


def _image(
    console: Console, report: ImageReport, number: int, count: int, options: RenderOptions
) -> None:
    verdict = report.verdict
    head = Text(
        f"{_MARKS[verdict]} Picture {number} of {count}: {VERDICT_WORDS[verdict]}",
        style=_STYLES[verdict],
    )
    console.print(head)
    console.print(Padding(Text(picture_name(report)), (0, 0, 0, 2)))
    console.print(Padding(Text(" · ".join(_spot(report)), style="dim"), (0, 0, 0, 2)))
    if target := _target(report):
        console.print(Padding(Text(clean(target), style="dim"), (0, 0, 0, 2)))
    for original in _each_once(report.originals):
        console.print(Padding(_original(original), (0, 0, 0, 2)))
    told: set[tuple[str, str]] = set()
    for finding, after in zip_longest(report.findings, report.findings[1:]):
        # One line to print may answer several findings: it then stands under the last of them.
        told_below = after is not None and after.suggestion == finding.suggestion
        console.print(Padding(_finding(finding, report, told, advise=not told_below), (0, 0, 0, 2)))
    if options.suggest_credits:
        for line in _credit_lines(report):
            grid = _grid()
            grid.add_row("print", line)
            console.print(Padding(grid, (0, 0, 0, 2)))
    for override in report.overridden:
        until = f", until {override.until}" if override.until else ""
        whom = f" by {clean(override.who)}" if override.who else ""
        grid = _grid()
        text = f"{override.finding.rule}{whom}: {clean(override.reason)}{until}"
        grid.add_row(Text("accepted", style="dim"), Text(text, style="dim"))
        console.print(Padding(grid, (0, 0, 0, 2)))
    for words in _not_checked(report):
        console.print(Padding(words, (0, 0, 0, 2)))
    console.print()


def _target(report: ImageReport) -> str | None:
    """What `provenance accept` knows the picture by: address, else fingerprint."""
    return report.image.content_url or (report.picture.soft_binding if report.picture else None)


def _spot(report: ImageReport) -> Iterator[str]:
    image = report.image
    if image.where.line:
        yield f"line {image.where.line}"
    yield f"credit: {clean(image.credit.text)}" if image.credit else "no credit"


def _each_once(originals: Sequence[Original]) -> tuple[Original, ...]:
    """The confirmed originals, each picture once.

    A post and the picture in it are two records of one file.
    """
    files = {o.record.media_url or o.record.id: o for o in reversed(originals) if o.confirmed}
    return tuple(o for o in originals if files.get(o.record.media_url or o.record.id) is o)


def _original(original: Original) -> Table:
    record, comparison = original.record, original.comparison
    text = Text(f"{source_name(record)}: {clean(_record_name(record))}")
    if record.license:
        text.append(f", {clean(record.license.name)}")
    how = ", ".join(t.value for t in comparison.transformations) if comparison else ""
    if how:
        text.append(f"\npublished copy: {how}", style="dim")
    if record.page_url:
        text.append(f"\n{clean(record.page_url)}", style="dim")
    grid = _grid()
    grid.add_row(Text("original", style="dim"), text)
    return grid


def _record_name(record: SourceRecord) -> str:
    """What an editor calls a record: title and author, or a post's account."""
    author = ", ".join(map(str, record.creators))
    if record.title:
        return f"{record.title}, by {author}" if author else record.title
    return f"a post of {author or record.uploader}" if author or record.uploader else record.id


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(no_wrap=True, min_width=8)
    grid.add_column(overflow="fold", ratio=1)
    return grid


def _finding(
    finding: Finding, report: ImageReport, told: set[tuple[str, str]], advise: bool
) -> Table:
    """One finding, without the evidence in `told`.

    That stands under an earlier finding of this picture.
    """
    grid = _grid()
    head = Text(clean(finding.message))
    head.append(f"  [{finding.rule}]", style="dim")
    grid.add_row(
        Text(_SEVERITY_WORDS[finding.severity], style=_SEVERITY_STYLES[finding.severity]), head
    )
    shown = {o.record.page_url for o in report.originals if o.confirmed}
    for evidence in finding.evidence:
        if (evidence.label, evidence.value) in told:
            continue
        told.add((evidence.label, evidence.value))
        line = Text(f"{clean(evidence.label)}: {shorten(clean(evidence.value), _LONGEST)}")
        line.append(f"  ({evidence_where(evidence)})", style="dim")
        link = evidence_link(evidence, report)
        if link and link not in shown:
            line.append(f"\n{clean(link)}", style="dim")
        grid.add_row("", line)
    if finding.suggestion and advise:
        grid.add_row(Text("      →", style="bold"), Text(clean(finding.suggestion)))
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
        grid = _grid()
        details = list(dict.fromkeys(clean(i.detail) for i in items if i.detail))
        body = Text(f"not checked: {words}", style="dim")
        body.append(f" ({unchecked_names(items)})", style="dim")
        for detail in details[:3]:
            body.append(f"\n{detail}", style="dim")
        grid.add_row("", body)
        yield grid
