"""`provenance check`: the whole line over one or several articles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from provenance.cli._common import (
    INTERRUPTED,
    Chosen,
    config_options,
    emit,
    rule_names,
    say,
    status_of,
    terminal_width,
    validate,
    wants_colour,
)
from provenance.config import Config

if TYPE_CHECKING:
    from provenance.model import Article
    from provenance.reports import RenderOptions
    from provenance.run.batch import InputOptions
    from provenance.run.feed_memory import FeedMemory

KINDS = (
    "What the input is, where it is not recognised: html, text, markdown, ninjs, ans, wordpress, "
    "superdesk, payload, "
    "newsml or feed."
)
FORMATS = "How to report: terminal, html, json, sarif, junit, markdown, csv or github."


class Format(click.ParamType[str]):
    """A report format: looked up only when one is named, so that help stays quick."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format's id, or a usage error that lists the formats there are."""
        from provenance.reports import formats

        if value not in formats():
            self.fail(f"{value!r} is no format. Choose one of: {', '.join(formats())}.", param, ctx)
        return value

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The formats that begin so."""
        from provenance.reports import formats

        return [CompletionItem(name) for name in formats() if name.startswith(incomplete)]


@click.command(
    "check",
    epilog="Example: provenance check article.html --images article_files --format html -o "
    "report.html",
)
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option(
    "--list", "list_file", help="A file naming one target per line (- for standard input)."
)
@click.option(
    "--base-url",
    help="The address the saved page came from: relative addresses are read against it.",
)
@click.option(
    "--images", type=click.Path(path_type=Path), help="Folder of pictures saved beside the page."
)
@click.option("--input-format", "kind", metavar="KIND", help=KINDS)
@click.option(
    "--published",
    help="Publication date (2024-05-18), where the article does not tell or tells wrongly.",
)
@click.option("--caption", help="The words under a picture: TARGET is then that picture alone.")
@click.option("--credit", help="Its credit line: TARGET is then that picture alone.")
@click.option(
    "--format", "form", type=Format(), default="terminal", show_default=True, help=FORMATS
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write the report to this file."
)
@click.option(
    "--evidence",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep in this folder, for each article, a bundle that shows any later change.",
)
@click.option(
    "--open", "opens", is_flag=True, help="Write the HTML report and open it in the browser."
)
@click.option(
    "--new", "only_new", is_flag=True, help="Of feeds, check what no earlier run with --new has."
)
@click.option(
    "--watch", "watches", is_flag=True, help="Check a file again whenever it changes, until Ctrl-C."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 where something at or above this was found.",
)
@click.option(
    "--fail-on-unverified",
    is_flag=True,
    help="Exit with 1 also where a picture could not be verified.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    shell_complete=rule_names,
    help="Run only this rule (repeatable).",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULE",
    shell_complete=rule_names,
    help="Leave this rule out (repeatable).",
)
@click.option(
    "--verbose",
    "-v",
    is_flag=True,
    help="Show on the terminal also what was not checked, and fields and addresses.",
)
@click.option(
    "--suggest-credits", is_flag=True, help="Print the credit line for every confirmed original."
)
@click.option(
    "--redact", multiple=True, type=click.Choice(["location"]), help="Keep exact positions out."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 32),
    help="Articles and pictures checked side by side; "
    f"{Config().jobs} where nothing else is configured.",
)
@config_options
def command(
    targets: tuple[str, ...],
    list_file: str | None,
    base_url: str | None,
    images: Path | None,
    kind: str | None,
    published: str | None,
    caption: str | None,
    credit: str | None,
    form: str,
    output: Path | None,
    evidence: Path | None,
    opens: bool,
    only_new: bool,
    watches: bool,
    fail_on: str,
    fail_on_unverified: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    verbose: bool,
    suggest_credits: bool,
    redact: tuple[str, ...],
    jobs: int | None,
    chosen: Chosen,
) -> int:
    """Check the pictures of articles.

    TARGET is an address, an HTML file, plain text, a CMS's JSON, NewsML-G2, a feed, or - for
    standard input. Of a feed each item's page is checked; with `--input-format feed`, the feed
    itself. With --caption or --credit, TARGET is one picture.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 a wrong call or an article that
    could not be read, whatever was found in others, 3 nothing at all could be checked, 130
    interrupted.
    """
    from provenance.cli._run import expand_targets, input_options, name_targets
    from provenance.reports import RenderOptions

    config = validate(chosen.config(select=select or None, jobs=jobs, redact=redact or None))
    if ignore:
        origins = {**config.origins, "ignore": "command line"}
        config = validate(config.with_(ignore=(*config.ignore, *ignore), origins=origins))
    if opens:
        form, output = "html", output or Path(mkdtemp(prefix="provenance-")) / "report.html"
    how = input_options(kind, base_url, images, published)
    memory = _memory(config) if only_new else None
    if memory is not None:
        how = replace(how, is_new=memory.is_new)
    options = RenderOptions(
        terminal_width(), wants_colour() and output is None, suggest_credits, verbose
    )
    shown = _Shown(form, output, options, opens)
    failing = partial(status_of, fail_on=fail_on, fail_on_unverified=fail_on_unverified)

    def check(inputs: Sequence[str | Article]) -> int:
        return _check(config, inputs, how, shown, evidence, memory, failing)

    if watches:
        from provenance.cli._watch import watch

        return watch(lambda: expand_targets(targets, list_file), check)
    return check(name_targets(targets, list_file, caption, credit))


@dataclass(frozen=True, slots=True)
class _Shown:
    """Where a report goes, and in which form."""

    form: str
    output: Path | None
    options: RenderOptions
    opens: bool

    @property
    def at_once(self) -> bool:
        """True where the terminal shows each picture as soon as it is checked."""
        return self.form == "terminal" and self.output is None and sys.stdout.isatty()


def _check(
    config: Config,
    inputs: Sequence[str | Article],
    how: InputOptions,
    shown: _Shown,
    evidence: Path | None,
    memory: FeedMemory | None,
    failing: Callable[..., int],
) -> int:
    """Check and show them; the exit status."""
    from provenance.cli._run import exit_now, run_batch
    from provenance.reports import find, render
    from provenance.reports.terminal import Printout

    printout = Printout(shown.options)
    result, is_shown = run_batch(
        config,
        inputs,
        how,
        printout if shown.at_once else None,
        keep_pixels=find(shown.form).shows_pictures,
        evidence=evidence,
    )
    if is_shown:
        (report,) = result.reports
        emit(printout.summary(report) + printout.closing(result.reports))
    elif result.reports:
        emit(render(result.reports, shown.form, shown.options), shown.output)
        if shown.opens:
            _open(shown.output)
    if memory is not None:
        memory.remember(list(result.items))
        if not result.reports and not result.left:
            say("nothing new")
            return 0
    if result.left:
        exit_now(INTERRUPTED)
    return failing(result.reports, complete=result.complete)


def _memory(config: Config) -> FeedMemory:
    """Which items of feeds were checked before, as the cache folder has it."""
    from provenance.fetch.store import cache_folder
    from provenance.run.feed_memory import FeedMemory

    return FeedMemory(cache_folder(config.cache))


def _open(output: Path | None) -> None:
    """Show a written report in the browser."""
    say(f"{output} is open in the browser")
    click.launch(str(output))
