"""`provenance audit`: many articles, their report, credits to repair."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    INTERRUPTED,
    Chosen,
    config_options,
    emit,
    format_option,
    note,
    offline_option,
    validate,
)
from provenance.cli.check import FORMATS, Format
from provenance.errors import UsageError

if TYPE_CHECKING:
    from provenance.audit.ledger import Ledger
    from provenance.audit.repair.changed import Changed
    from provenance.audit.running import Progress, Tell
    from provenance.config import Config

_NAMED = 5
"""Files that were not read, named at the end of a run; the report has all."""
_TROUBLES = """
SELECT origin, why FROM left_out UNION ALL
SELECT key, detail FROM article JOIN item USING (number) WHERE state IN ('unread', 'set-aside')
LIMIT ?"""
_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


class _WithDefault(click.Group):
    """A group whose first word may also be a target or an option: then it is `run`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options before any target are those of `run`."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group(
    "audit",
    cls=_WithDefault,
    epilog="Example: provenance audit saved-site --output audit && provenance audit report audit",
)
def command() -> None:
    """Check a whole newspaper: `provenance audit TARGET... --output DIR`.

    `provenance audit run --help` tells what can be named and how.
    """


@command.command("run", epilog="Example: provenance audit run saved-site crawl.wacz --output audit")
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option("--list", "list_file", help="A file naming one target per line.")
@click.option(
    "--output", "-o", "folder", type=_FOLDER, required=True, help="The folder of this audit."
)
@click.option("--resume", is_flag=True, help="Go on with the audit in that folder.")
@click.option(
    "--online", is_flag=True, help="Ask hosts too; without it, no socket leaves this cluster."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    help="Processes on this machine [default: its cores].",
)
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler of your own: tcp://…:8786.")
@format_option("text", "json")
@config_options
def run_command(
    targets: tuple[str, ...],
    list_file: str | None,
    folder: Path,
    resume: bool,
    online: bool,
    workers: int | None,
    scheduler: str | None,
    form: str,
    chosen: Chosen,
) -> int:
    """Check all articles in TARGETS, and commit each to DIR/audit.sqlite.

    TARGET is a file, folder or glob of saved pages, a sitemap, a feed, the front page of a
    WordPress site, a WARC or WACZ file, or JSON lines of CMS payloads. An audit that was cut short
    goes on with --resume.
    """
    from provenance.audit.auditing import Audit, offline
    from provenance.cli._run import exit_now, expand_targets

    if online and chosen.offline:
        raise UsageError("--online and --offline contradict each other")
    if scheduler and workers:
        raise UsageError("--workers is for this machine; the scheduler has workers of its own")
    config = validate(chosen.config())
    audit = Audit(folder, config if online else offline(config), workers or _cores(), scheduler)
    if resume:
        if targets or list_file:
            raise UsageError("--resume goes on with what the audit was begun with; name no target")
        ledger = audit.resume()
    else:
        ledger = audit.begin([_whole(name) for name in expand_targets(targets, list_file)])
    from provenance.reports.kit.text import clean, pluralise

    with closing(ledger):
        try:
            with _progress() as tell:
                progress = audit.run(ledger, tell)
        except KeyboardInterrupt:
            counts = ledger.counts()
            whole = sum(counts.values())
            done = whole - counts["left"]
            note(
                f"provenance: interrupted: {done:,} of {pluralise(whole, 'article')} kept; go "
                f"on with: provenance audit --resume --output {folder}"
            )
            ledger.close()
            exit_now(INTERRUPTED)  # a cluster that had hardly begun to open cannot be closed
        counts = ledger.counts()
        left_out = len(ledger.rows("SELECT 1 FROM left_out"))
        troubles = ledger.rows(_TROUBLES, _NAMED)
    emit(_said(progress, counts, left_out, folder, form))
    for name, why in troubles if form == "text" else ():
        note(clean(why) if name in why else f"{clean(name)}: {clean(why)}")
    more = left_out + counts.get("unread", 0) + counts.get("set-aside", 0) - len(troubles)
    if troubles and more and form == "text":
        note(f"and {more:,} more, in its report")
    return 0 if counts.get("checked") else 3


@command.command("report", epilog="Example: provenance audit report audit --open")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@format_option("text", "json")
@offline_option
def report_command(folder: Path, opens: bool, form: str, offline: bool) -> int:
    """Write DIR/report.html, with the rows as CSV and JSON lines beside it."""
    from provenance.audit.ledger import Ledger
    from provenance.audit.page import write_report

    with closing(Ledger.open(folder)) as ledger:
        page, counts = write_report(ledger), ledger.counts()
    emit(json.dumps({"page": str(page), "states": counts}) if form == "json" else str(page))
    if opens:
        click.launch(str(page))
    return 0


@command.command("show", epilog="Example: provenance audit show audit 17 --format html -o 17.html")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.argument("article")
@click.option(
    "--format", "form", type=Format(), default="terminal", show_default=True, help=FORMATS
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write it to this file.")
@offline_option
def show_command(folder: Path, article: str, form: str, output: Path | None, offline: bool) -> int:
    """Print the report on one ARTICLE of the audit, named by its number or key."""
    from provenance.audit.ledger import Ledger
    from provenance.audit.page import single

    with closing(Ledger.open(folder)) as ledger:
        sql = "SELECT number FROM item WHERE key = ? OR CAST(number AS TEXT) = ?"
        found = ledger.rows(sql, article, article)
        text = single(ledger, int(found[0][0]), form) if found else None
    if text is None:
        raise UsageError(f"the audit in {folder} has no report on {article!r}")
    emit(text, output)
    return 0


@command.command("repair", epilog="Example: provenance audit repair audit --plan credits.csv")
@click.argument("folder", type=_FOLDER, metavar="DIR")
@click.option("--plan", type=_FILE, help="Write the proposed credits to this CSV file.")
@click.option("--apply", "applied", type=_FILE, help="Print the credits that it says yes to.")
@click.option("--undo", is_flag=True, help="Take back all that was changed on the site.")
@click.option("--wordpress", metavar="URL", help="The site in which they are to be printed.")
@click.option("--wagtail", type=_FILE, metavar="MANAGE.PY", help="Or the manage.py of such a site.")
@format_option("text", "json")
@config_options
def repair_command(
    folder: Path,
    plan: Path | None,
    applied: Path | None,
    undo: bool,
    wordpress: str | None,
    wagtail: Path | None,
    form: str,
    chosen: Chosen,
) -> int:
    """Propose a credit for every picture that has none; print those that you agree to.

    Write `yes` in the column `decision` of the plan, correct what is proposed, then --apply it. The
    log-in of a WordPress is an application password in PROVENANCE_WORDPRESS_USER and
    PROVENANCE_WORDPRESS_PASSWORD; of a Wagtail the command `repair_credits` is run.
    """
    from provenance.audit.ledger import Ledger

    if sum((plan is not None, applied is not None, undo)) != 1:
        raise UsageError("name one of --plan FILE, --apply FILE and --undo")
    if plan is None and (wordpress is None) == (wagtail is None):
        raise UsageError("name the site with --wordpress URL or --wagtail MANAGE.PY")
    with closing(Ledger.open(folder)) as ledger:
        if plan is not None:
            return _write_plan(ledger, plan, form)
        if wordpress is not None:
            return _change(ledger, wordpress, applied, chosen.config(), form)
        assert wagtail is not None
        return _change_wagtail(wagtail, applied, form)


def _write_plan(ledger: Ledger, path: Path, form: str) -> int:
    from provenance.audit.repair.plan import proposals
    from provenance.audit.repair.sheet import write_plan
    from provenance.reports.json import shapes

    found = list(proposals(ledger))
    counts = write_plan(found, path)
    if form == "json":
        for one in found:
            shape = shapes.RepairShape(
                one.picture, one.article, one.printed, one.proposed, one.confidence.value,
                one.evidence, one.source,
            )  # fmt: skip
            emit(shapes.encode(shape, indent=0))
    else:
        sure = ", ".join(f"{count} of {name} confidence" for name, count in counts.items())
        emit(f"{len(found)} credits proposed ({sure}) in {path}; write yes where you agree")
    return 0


def _change_wagtail(manage: Path, applied: Path | None, form: str) -> int:
    """Apply a plan, or take everything back; 1 where something was left as it is."""
    from provenance.audit.repair.wagtail import apply, undo

    return _tell(undo(manage) if applied is None else apply(manage, applied), form)


def _change(ledger: Ledger, wordpress: str, applied: Path | None, config: Config, form: str) -> int:
    """Apply a plan, or take everything back; 1 where something was left as it is."""
    from provenance.audit.repair.sheet import agreed
    from provenance.audit.repair.wordpress import Site, apply, undo
    from provenance.fetch import Fetcher

    with ledger.alone(), Fetcher(config) as fetcher:
        site = Site(wordpress, fetcher)
        plan = list(agreed(applied)) if applied is not None else None
        return _tell(undo(ledger, site) if plan is None else apply(ledger, site, plan), form)


def _tell(changes: Iterable[Changed], form: str) -> int:
    """Print what came of each line; 1 where something was left as it is."""
    from dataclasses import asdict

    done = []
    for one in changes:
        done.append(one.done)
        emit(json.dumps(asdict(one), ensure_ascii=False) if form == "json" else one.told)
    if form == "text":
        emit(f"{sum(done)} changed, {len(done) - sum(done)} left as they are")
    return 0 if all(done) else 1


def _whole(name: str) -> str:
    """A path as the workers find it, wherever they stand."""
    return name if "://" in name else os.path.abspath(name)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _said(
    progress: Progress, counts: dict[str, int], left_out: int, folder: Path, form: str
) -> str:
    """What came of a run, in a sentence or as JSON."""
    from provenance.reports.json import shapes
    from provenance.reports.kit.text import pluralise

    if form == "json":
        return shapes.encode(
            shapes.AuditShape(
                version=shapes.VERSION,
                folder=str(folder),
                articles=progress.total,
                states={k: v for k, v in counts.items() if k != "left"},
                left_out=left_out,
                seconds=round(progress.seconds, 1),
                rate=round(progress.rate, 1),
            )
        )
    states = ", ".join(
        f"{counts[state]:,} {words}"
        for state, words in (
            ("checked", "checked"), ("no-article", "no articles"), ("unread", "not read"),
            ("set-aside", "set aside"),
        )
        if counts.get(state)
    )  # fmt: skip
    more = f"; {left_out:,} left out" if left_out else ""
    return (
        f"{pluralise(progress.total, 'article')}: {states}{more}. {progress.here:,} in "
        f"{progress.seconds:,.0f} s, {progress.rate:.1f} a second.\n"
        f"provenance audit report {folder}"
    )


@contextmanager
def _progress() -> Iterator[Tell]:
    """Progress on stderr while it is a terminal: rate, time left, failures, memory."""
    from provenance.cli._common import progress

    with progress() as tell:
        memory = _Memory()

        def told(now: Progress) -> None:
            tell(
                now.done,
                now.total,
                f"articles · {now.rate:.1f}/s · {now.failures} failed · {memory.megabytes():,} MB",
            )

        yield told


class _Memory:
    """The memory of this process and its workers."""

    def megabytes(self) -> int:
        """Megabytes that are resident; processes that end meanwhile are left out."""
        import psutil  # comes with Dask

        total, own = 0, psutil.Process()
        for process in (own, *own.children(recursive=True)):
            try:
                total += process.memory_info().rss
            except psutil.Error:
                continue
        return int(total) // 2**20
