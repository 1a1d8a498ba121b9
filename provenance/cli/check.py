"""`provenance check`: the whole line over one or several articles."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    config_options,
    configured,
    emit,
    progress,
    read_input,
    status_of,
    terminal_width,
    wants_colour,
)

if TYPE_CHECKING:
    from provenance.config import Config
    from provenance.model import Report


class Format(click.ParamType[str]):
    """A report format: looked up only when one is named, so that help stays quick."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format's id, or a usage error that lists the formats there are."""
        from provenance.reports import formats

        if value not in formats():
            self.fail(f"{value!r} is no format. Choose one of: {', '.join(formats())}.", param, ctx)
        return value


@click.command(
    "check", epilog="Example: provenance check article.html --images article_files --format html -o report.html"
)
@click.argument("targets", nargs=-1, metavar="TARGET...")
@click.option("--list", "list_file", help="A file naming one target per line (- for standard input).")
@click.option("--base-url", help="The address the saved page came from: relative addresses are read against it.")
@click.option("--images", type=click.Path(path_type=Path), help="Folder of pictures saved beside the page.")
@click.option("--input-format", "kind", help="What the input is, where it is not recognised: html, text, ninjs …")
@click.option("--published", help="Publication date (2024-05-18), where the article does not tell or tells wrongly.")
@click.option("--format", "form", type=Format(), default="terminal", show_default=True, help="Report format.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the report to this file.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), default="error", show_default=True,
              help="Exit with 1 where something at or above this was found.")  # fmt: skip
@click.option("--fail-on-unverified", is_flag=True, help="Exit with 1 also where a picture could not be verified.")
@click.option("--select", multiple=True, metavar="RULE", help="Run only this rule (repeatable).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave this rule out (repeatable).")
@click.option("--suggest-credits", is_flag=True, help="Print the credit line for every confirmed original.")
@click.option("--redact", multiple=True, type=click.Choice(["location"]), help="Keep exact positions out.")
@click.option("--jobs", type=click.IntRange(1, 32), help="Pictures checked side by side.")
@config_options
def command(
    targets: tuple[str, ...],
    list_file: str | None,
    base_url: str | None,
    images: Path | None,
    kind: str | None,
    published: str | None,
    form: str,
    output: Path | None,
    fail_on: str,
    fail_on_unverified: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    suggest_credits: bool,
    redact: tuple[str, ...],
    jobs: int | None,
    config_file: Path | None,
    profile: str | None,
    cache_dir: Path | None,
    offline: bool,
) -> int:
    """Check the pictures of articles.

    TARGET is an address, an HTML file, plain text, a CMS's JSON, NewsML-G2, a feed, or - for standard input.
    """
    from provenance.config import Profile
    from provenance.reports import Look, render

    config = configured(
        config_file,
        offline=offline,
        cache_dir=cache_dir,
        profile=Profile(profile) if profile else None,
        select=select or None,
        jobs=jobs,
        redact=redact or None,
    )
    config = config.with_(ignore=(*config.ignore, *ignore))
    reports = check_all(config, spelled_out(targets, list_file), base_url, images, kind, published)
    look = Look(terminal_width(), wants_colour() and output is None, suggest_credits)
    emit(render(reports, form, look), output)
    return status_of(reports, fail_on, fail_on_unverified)


def spelled_out(targets: tuple[str, ...], list_file: str | None) -> list[str]:
    """The targets named, with globs spelled out (a shell that does it for us leaves nothing to do)."""
    from glob import glob

    from provenance.cli._common import lines_of
    from provenance.errors import UsageError

    named = [*targets, *(line.strip() for line in (lines_of(list_file) if list_file else ()) if line.strip())]
    if not named:
        raise UsageError("name an article to check: a file, an address, or - for standard input")
    spelled: list[str] = []
    for name in named:
        found = sorted(glob(name, recursive=True)) if any(c in name for c in "*?[") and "://" not in name else []
        spelled += found or [name]
    return list(dict.fromkeys(spelled))


def check_all(
    config: Config,
    targets: list[str],
    base_url: str | None = None,
    images: Path | None = None,
    kind: str | None = None,
    published: str | None = None,
) -> list[Report]:
    """Every target's report. A target that cannot be read ends the run only where it is the only one."""
    from dataclasses import replace

    from provenance.checker import Checker
    from provenance.errors import UnreadableInput, UsageError
    from provenance.model import InputKind
    from provenance.targets import read_target

    try:
        forced = InputKind(kind) if kind else None
    except ValueError as error:
        raise UsageError(f"{kind!r} is no input format. Choose one of: {', '.join(InputKind)}.") from error
    moment = _moment(published)
    reports: list[Report] = []
    with Checker(config) as checker, progress("articles", len(targets)) as done:
        try:
            for number, target in enumerate(targets, 1):
                try:
                    article = read_target(
                        read_input(target), fetcher=checker.fetcher, kind=forced, base_url=base_url, images=images
                    )
                except UnreadableInput as error:
                    if len(targets) == 1:
                        raise
                    click.echo(f"provenance: {error}", err=True)
                    continue
                if moment is not None:
                    article = replace(article, published=moment)
                reports.append(checker.check_article(article))
                done(number)
        except KeyboardInterrupt:
            click.echo(
                f"provenance: interrupted after {len(reports)} of {len(targets)}; here is what was done", err=True
            )
    if not reports:
        raise UnreadableInput("none of the targets could be read")
    return reports


def _moment(published: str | None) -> datetime | None:
    from datetime import UTC

    from provenance.errors import UsageError

    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError as error:
        raise UsageError(f"--published {published!r} is no date; write 2024-05-18 or 2024-05-18T09:30+02:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
