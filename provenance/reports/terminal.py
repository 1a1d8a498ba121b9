"""For a person at a terminal: verdicts, findings with evidence, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from io import StringIO
from itertools import zip_longest
from shlex import quote
from urllib.parse import urlsplit

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from provenance import lazy_re as re
from provenance.lexicon.translation import ENGLISH, translate
from provenance.model import (
    Evidence,
    Finding,
    ImageReport,
    NotChecked,
    Original,
    Override,
    Report,
    Severity,
    SourceRecord,
    Verdict,
    source_name,
)
from provenance.model.addresses import WEB
from provenance.model.sentences import listing, say, templates
from provenance.reports import RenderOptions
from provenance.reports.kit.labels import label_in
from provenance.reports.kit.searches import checklist, reverse_searches
from provenance.reports.kit.steps import next_step
from provenance.reports.kit.text import (
    REASON_WORDS,
    TRANSFORMATION_WORDS,
    VERDICT_MARKS,
    VERDICT_WORDS,
    article_name,
    clean,
    counts_line,
    evidence_link,
    evidence_where,
    picture_name,
    readable_value,
    reader_where,
    run_line,
    shorten,
    unchecked_line,
    unchecked_names,
    verdict_sentence,
    without_pictures,
)
from provenance.values import dataclass

_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?:")
_ONE_LINE = 78
"""Columns from which verdict, caption and credit stand on one line: an ordinary terminal's 80."""
_NOTES = 3
"""Notes on how the article was read that are shown without being asked for."""
_MORE_NOTES = templates("note: {number:,} more note with -v", "note: {number:,} more notes with -v")
_LONGEST = 280
"""Characters of one piece of evidence: a long caption; whoever wants more follows the link or
the line."""

_STYLES = {
    Verdict.MISMATCH: "bold red",
    Verdict.INCOMPLETE: "bold yellow",
    Verdict.ATTENTION: "bold yellow",
    Verdict.ACCEPTED: "bold",
    Verdict.CONSISTENT: "bold green",
    Verdict.UNVERIFIED: "bold",  # nothing unchecked is ever green
}
_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_SEVERITY_WORDS: dict[Severity, str] = {
    Severity.ERROR: say("error"),
    Severity.WARNING: say("warning"),
    Severity.INFO: say("note"),
}


def render(reports: Sequence[Report], options: RenderOptions) -> str:
    """The reports one after another, what was found on top of each."""
    printout = Printout(options)
    parts = []
    for report in reports:
        parts.append(printout.opening(report))
        parts.append(printout.summary(report))
        parts += [
            printout.picture(image, at, len(report.images))
            for at, image in enumerate(report.images, 1)
        ]
    return "".join(parts) + printout.closing(reports)


@dataclass(slots=True)
class Printout:
    """What one run prints, piece by piece.

    What it has advised once it refers to afterwards.
    """

    options: RenderOptions
    advised: dict[str, int] = field(default_factory=dict)
    """Advice that was printed in this article, and at which picture."""
    language: str = ENGLISH
    """In which the article's report is told."""

    def opening(self, report: Report) -> str:
        """The article: what is known of it before its pictures are checked."""
        self.advised.clear()
        self.language = report.language
        return self._print(lambda console: _print_opening(console, report, self.options))

    def summary(self, report: Report) -> str:
        """An article's verdicts and counts."""
        if report.unread:
            return ""
        told = verdict_sentence(report.images) or without_pictures(report)
        both = (translate(text, self.language) for text in (told, counts_line(report.summary)))
        line = Text(" ".join(text[:1].upper() + text[1:] for text in both).strip(), style="bold")
        return self._print(lambda console: console.print(line, "", sep="\n"))

    def picture(self, report: ImageReport, number: int, count: int) -> str:
        """One picture of the article, the `number`th of `count`."""
        block = _Block(report, number, count, self.options, self.advised, self.language)
        return self._print(lambda console: _image(console, block))

    def closing(self, reports: Sequence[Report]) -> str:
        """What stands under everything: what was not checked, and commands to go on."""
        language = reports[0].language if reports else ENGLISH
        lines = []
        if len(reports) > 1:
            lines.append(Text(translate(run_line(reports), language), style="bold"))
        if not self.options.details and (folded := unchecked_line(reports)):
            lines.append(Text(translate(folded, language), style="dim"))
        if hint := next((line for report in reports if (line := _hint(report))), None):
            lines.append(Text(hint, style="dim"))
        return self._print(lambda console: console.print(*lines, sep="\n")) if lines else ""

    def _print(self, printing: Callable[[Console], None]) -> str:
        return _print(self.options, printing)


def _hint(report: Report) -> str | None:
    """The commands that explain and accept the first finding of the article."""
    for number, image in enumerate(report.images, 1):
        for finding in image.findings:
            origin = clean(report.article.origin)
            named = f"{quote(origin)}#{number}"
            name = named if origin != "-" else quote(_target(image) or "PICTURE")
            why = f"provenance explain {finding.rule}"
            accept = f'provenance accept {finding.rule} {name} --reason "…"'
            lines = say("Why: {command}", command=why), say("Accept: {command}", command=accept)
            return "\n".join(translate(line, report.language) for line in lines)
    return None


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


def _print_opening(console: Console, report: Report, options: RenderOptions) -> None:
    console.print(Text(article_name(report), style="bold"))
    if report.unread:
        unread = say("not read: {why}", why=clean(report.unread))
        console.print(Text(f"? {translate(unread, report.language)}", style="bold"))
        console.print()
        return
    article = report.article
    facts = [clean(article.origin)]
    if article.published:
        facts.append(say("published {date}", date=f"{article.published:%Y-%m-%d}"))
    if report.claims.places:
        names = list(dict.fromkeys(clean(p.place.name) for p in report.claims.places))[:3]
        facts.append(say("names {places}", places=", ".join(names)))
    told = (translate(fact, report.language) for fact in facts)
    console.print(Text(" · ".join(told), style="dim"))
    shown = len(article.notes) if options.details else _NOTES
    notes = [say("note: {note}", note=clean(str(note))) for note in article.notes[:shown]]
    if left := len(article.notes[shown:]):
        notes.append(say(_MORE_NOTES[left != 1], number=left))
    for line in notes:
        console.print(Text(translate(line, report.language), style="dim"))


@dataclass(frozen=True, slots=True)
class _Block:
    """One picture of an article, and what was advised before it."""

    report: ImageReport
    number: int
    count: int
    options: RenderOptions
    advised: dict[str, int]
    language: str

    def told(self, text: str) -> str:
        """A text of the report's own in the report's language."""
        return str(translate(text, self.language))

    def refer(self, advice: str) -> str:
        """The advice; where an earlier picture has it already, only that."""
        first = self.advised.setdefault(advice, self.number)
        is_said = first != self.number and not self.options.details
        return self.told(say("as for picture {number}", number=first)) if is_said else advice


def _image(console: Console, block: _Block) -> None:
    report, options = block.report, block.options
    head, *rest = _heading(block)
    console.print(head)
    for below in rest:
        console.print(Padding(below, (0, 0, 0, 2)))
    for original in _each_once(report.originals):
        console.print(Padding(_original(original, block), (0, 0, 0, 2)))
    told: set[tuple[str, str]] = set()
    for finding, after in zip_longest(report.findings, report.findings[1:]):
        # One line to print may answer several findings: it then stands under the last of them.
        told_below = after is not None and after.suggestion == finding.suggestion
        console.print(Padding(_finding(finding, block, told, advise=not told_below), (0, 0, 0, 2)))
    referred = {block.refer(finding.message) for finding in report.findings}
    step = next_step(report, block.language)
    if step and (advice := block.refer(step)) not in referred:
        grid = _grid()
        grid.add_row(*_arrow(advice))
        console.print(Padding(grid, (0, 0, 0, 2)))
    for table in _notes(block):
        console.print(Padding(table, (0, 0, 0, 2)))
    for table in _by_hand(block) if options.details else ():
        console.print(Padding(table, (0, 0, 0, 2)))
    is_long = any(block.advised[f.message] == block.number for f in report.findings)
    if is_long or options.details or block.number == block.count:
        console.print()


def _notes(block: _Block) -> Iterator[Table]:
    """The lines to print where they were asked for, and what was accepted."""
    report, options = block.report, block.options
    for line in _credit_lines(report) if options.suggest_credits else ():
        grid = _grid()
        grid.add_row(block.told(say("print")), line)
        yield grid
    for override in report.overridden:
        grid = _grid()
        text = Text(block.told(_accepted(override)), style="dim")
        grid.add_row(Text(block.told(say("accepted")), style="dim"), text)
        yield grid


def _accepted(override: Override) -> str:
    """What was accepted, by whom, why and until when."""
    rule = override.finding.rule
    if override.who:
        rule = say("{what} by {who}", what=rule, who=clean(override.who))
    if not override.until:
        return say("{what}: {why}", what=rule, why=clean(override.reason))
    day = str(override.until)
    return say("{what}: {why}, until {day}", what=rule, why=clean(override.reason), day=day)


def _heading(block: _Block) -> Iterator[Text]:
    """Number, verdict, caption and credit, on one line without findings.

    With details each has its own, and the picture's address as well.
    """
    report, room = block.report, block.options.width - 2
    verdict, where = report.verdict, report.image.where
    shown = say(
        "{mark} Picture {number} of {count}: {verdict}",
        mark=VERDICT_MARKS[verdict],
        number=block.number,
        count=block.count,
        verdict=VERDICT_WORDS[verdict],
    )
    head = Text(block.told(shown), style=_STYLES[verdict])
    line = block.told(say("line {number}", number=where.line)) if where.line else ""
    spot = (f" · {line}" if line else "", "dim")
    if block.options.details:
        yield Text.assemble(head, spot)
        yield Text(picture_name(report, language=block.language))
        yield Text(_credit(block), style="dim")
        if target := _target(report):
            yield Text(clean(target), style="dim")
    elif report.findings or room < _ONE_LINE:
        yield Text.assemble(head, spot)
        yield _lead(block, room)
    else:
        yield Text.assemble(head, " · ", _lead(block, room - head.cell_len - 1))


def _lead(block: _Block, room: int) -> Text:
    """Caption and credit as a newspaper prints them, within `room` columns."""
    caption = Text(picture_name(block.report, max(1, room), block.language))
    shown = Text(f" · {_credit(block)}", style="dim")
    shown.truncate(room - min(caption.cell_len, room // 2), overflow="ellipsis")
    caption.truncate(room - shown.cell_len, overflow="ellipsis")
    return Text.assemble(caption, shown)


def _credit(block: _Block) -> str:
    """The credit, with "credit:" before it unless it has such a word."""
    credit = block.report.image.credit
    if credit is None:
        return block.told(say("no credit"))
    text = clean(credit.text)
    return (
        text
        if _LABEL.match(text.lstrip("([ "))
        else block.told(say("credit: {credit}", credit=text))
    )


def _arrow(advice: str) -> tuple[Text, Text]:
    return Text("      →", style="bold"), Text(clean(advice))


def _target(report: ImageReport) -> str | None:
    """What `provenance accept` knows the picture by: web address, else fingerprint."""
    address = report.image.content_url
    if address and address.startswith(WEB):
        return address
    return report.picture.soft_binding if report.picture else None


def _each_once(originals: Sequence[Original]) -> tuple[Original, ...]:
    """The confirmed originals, each picture once.

    A post and the picture in it are two records of one file.
    """
    files = {o.record.media_url or o.record.id: o for o in reversed(originals) if o.confirmed}
    return tuple(o for o in originals if files.get(o.record.media_url or o.record.id) is o)


def _original(original: Original, block: _Block) -> Table:
    record, comparison = original.record, original.comparison
    text = Text(f"{source_name(record)}: {clean(block.told(_record_name(record)))}")
    if record.license:
        text.append(f", {clean(record.license.name)}")
    done = [TRANSFORMATION_WORDS[t] for t in comparison.transformations] if comparison else []
    if done:
        how = block.told(say("published copy: {how}", how=listing(done)))
        text.append(f"\n{how}", style="dim")
    if record.page_url:
        text.append(f"\n{clean(record.page_url)}", style="dim")
    grid = _grid()
    grid.add_row(Text(block.told(say("original")), style="dim"), text)
    return grid


def _record_name(record: SourceRecord) -> str:
    """What an editor calls a record: title and author, or a post's account."""
    author = ", ".join(map(str, record.creators))
    if record.title:
        return say("{title}, by {who}", title=record.title, who=author) if author else record.title
    whose = author or record.uploader
    if not whose:
        return record.id
    if record.own:
        return say("a picture by {who}", who=whose)
    return say("a post of {who}", who=whose)


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1), expand=False)
    grid.add_column(no_wrap=True, min_width=8)
    grid.add_column(overflow="fold", ratio=1)
    return grid


def _finding(finding: Finding, block: _Block, told: set[tuple[str, str]], advise: bool) -> Table:
    """One finding, without the evidence in `told`.

    That stands under an earlier finding of this picture.
    """
    grid, report = _grid(), block.report
    message = block.refer(finding.message)
    head = Text(clean(message))
    head.append(f"  [{finding.rule}]", style="dim")
    named = block.told(_SEVERITY_WORDS[finding.severity])
    grid.add_row(Text(named, style=_SEVERITY_STYLES[finding.severity]), head)
    shown = {o.record.page_url for o in report.originals if o.confirmed}
    for evidence in finding.evidence:
        if (evidence.label, evidence.value) in told or _stands_above(evidence, block):
            continue
        told.add((evidence.label, evidence.value))
        grid.add_row("", _proof(evidence, block, shown))
    if finding.suggestion and advise and message == finding.message:
        grid.add_row(*_arrow(block.refer(finding.suggestion)))
    return grid


def _stands_above(evidence: Evidence, block: _Block) -> bool:
    """True for what the lines above say whole: address, caption, credit."""
    if block.options.details:
        return False
    image, lead = block.report.image, _lead(block, block.options.width - 2).plain
    if evidence.value == image.content_url:
        return evidence.where.line == image.where.line
    is_theirs = any(t and t.text == evidence.value for t in (image.caption, image.credit))
    return is_theirs and clean(evidence.value) in lead


def _proof(evidence: Evidence, block: _Block, shown: set[str | None]) -> Text:
    """One piece of evidence, and its page where that is not among `shown`."""
    details = block.options.details
    value = evidence.value if details else readable_value(evidence.value)
    label = clean(label_in(evidence.label, block.language))
    line = Text(f"{label}: {shorten(clean(block.told(value)), _LONGEST)}")
    where = (evidence_where if details else reader_where)(evidence, block.language)
    line.append(f"  ({where})" if where else "", style="dim")
    link = evidence_link(evidence, block.report)
    if link and link not in shown:
        line.append(f"\n{clean(link)}", style="dim")
    return line


def _credit_lines(report: ImageReport) -> Iterator[str]:
    for original in report.originals:
        line = original.credit_line
        if original.confirmed and line and "author" not in line.missing:
            yield clean(line.text)


def _by_hand(block: _Block) -> Iterator[Table]:
    """What was not checked, then where a person can search and what to ask there."""
    report = block.report
    yield from _not_checked(block)
    searches = reverse_searches(report)
    if not searches:
        return
    grid = _grid()
    named = (Text(f"{x.text} ({urlsplit(x.url).hostname})", f"link {x.url}") for x in searches)
    engines = Text(", ").join(named)
    paste = block.told(say("paste the picture's address at"))
    body = Text.assemble(f"{paste} ", engines, style="dim")
    grid.add_row(block.told(say("search")), body)
    for question in checklist(report):
        grid.add_row("", Text(clean(block.told(question)), style="dim"))
    yield grid


def _not_checked(block: _Block) -> Iterator[Table]:
    """Grouped by reason: the editor reads each reason once."""
    groups: dict[str, list[NotChecked]] = {}
    for item in block.report.not_checked:
        groups.setdefault(REASON_WORDS[item.reason], []).append(item)
    for words, items in groups.items():
        grid = _grid()
        details = list(dict.fromkeys(clean(i.detail) for i in items if i.detail))
        body = Text(block.told(say("not checked: {why}", why=words)), style="dim")
        body.append(f" ({block.told(unchecked_names(items))})", style="dim")
        for detail in details[:3]:
            body.append(f"\n{detail}", style="dim")
        grid.add_row("", body)
        yield grid
