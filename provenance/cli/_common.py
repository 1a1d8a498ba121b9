"""What several commands share: options, configuration, writing the result."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from provenance.errors import UnreadableInput, UnwritableOutput, UsageError, cause_of
from provenance.files import read_file
from provenance.values import dataclass

if TYPE_CHECKING:
    from provenance.config import Config
    from provenance.config.files import KeyNames
    from provenance.model import Report

F = TypeVar("F", bound=Callable[..., Any])
INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it: whatever was done till then."""
Tell = Callable[[int, int, str], None]
"""Told of progress: how many are done, of how many, of what."""


def offline_option(command: F) -> F:
    """`--offline`."""
    return click.option(
        "--offline", is_flag=True, help="Open no socket: cache and seed answer, or nothing does."
    )(command)


def format_option(*choices: str) -> Callable[[F], F]:
    """`--format`, the first choice being the default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to print it." if choices[1:] else "JSON is all that it prints.",
    )


def wants_lines(form: str) -> bool:
    """True where rows become JSON lines: unless text was asked for."""
    asked = click.get_current_context().get_parameter_source("form")
    return form == "json" or asked is ParameterSource.DEFAULT


@dataclass(frozen=True, slots=True)
class Chosen:
    """The configuration that a command line chooses."""

    file: Path | None
    profile: str | None
    cache: Path | None
    offline: bool

    def config(self, **changes: Any) -> Config:
        """The configuration in force, with what else the command line sets.

        None sets nothing.
        """
        from provenance.config import Profile
        from provenance.sources import key_names

        profile = Profile(self.profile) if self.profile else None
        return load_configuration(
            self.file,
            keys=key_names(),
            offline=self.offline,
            cache_dir=self.cache,
            profile=profile,
            **changes,
        )


def config_options(command: Callable[..., int]) -> Callable[..., int]:
    """The options that choose a configuration; the command takes them as `chosen`."""

    @wraps(command)
    def choosing(
        *,
        config_file: Path | None,
        profile: str | None,
        cache_dir: Path | None,
        offline: bool,
        **others: Any,
    ) -> int:
        return command(chosen=Chosen(config_file, profile, cache_dir, offline), **others)

    for option in reversed(
        [
            click.option(
                "--config",
                "config_file",
                type=click.Path(path_type=Path),
                help="Read this provenance.toml.",
            ),
            click.option(
                "--profile",
                type=click.Choice(["draft", "desk", "audit"]),
                help="How much is shown.",
            ),
            click.option(
                "--cache",
                "cache_dir",
                type=click.Path(path_type=Path),
                help="Runtime cache folder.",
            ),
            offline_option,
        ]
    ):
        choosing = option(choosing)
    return choosing


def load_configuration(
    config_file: Path | None = None,
    *,
    keys: KeyNames | None = None,
    offline: bool = False,
    cache_dir: Path | None = None,
    **changes: Any,
) -> Config:
    """The configuration in force: file, then environment, then the command line.

    `keys` are those of the sources, for a command that asks them.
    """
    from dataclasses import replace

    from provenance.config.files import KeyNames, load

    config = load(config_file, keys=keys or KeyNames())
    origins = dict(config.origins)
    network = replace(config.network, offline=True) if offline else config.network
    changes = {k: v for k, v in changes.items() if v is not None}
    if cache_dir is not None:
        changes["cache"] = cache_dir
    origins |= dict.fromkeys(changes, "command line")
    # Offline, the shipped seed may answer: that is what makes the demo article check the same
    # everywhere.
    return replace(config, network=network, seed=config.seed or offline, origins=origins, **changes)


def read_input(name: str) -> bytes | str:
    """Standard input's bytes for `-`, else the name itself."""
    return _standard_input() if name == "-" else name


def _standard_input() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise UnreadableInput(
            f"standard input cannot be read: {error.strerror or 'it is closed'}"
        ) from error


def input_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises `UnreadableInput` with one sentence.
    """
    if name == "-":
        return _standard_input()
    path = Path(name)
    try:
        return read_file(path)
    except FileNotFoundError as error:
        raise UnreadableInput(
            f"{name} does not exist. Name a file, or - for standard input."
        ) from error
    except IsADirectoryError as error:
        raise UnreadableInput(f"{name} is a directory. Name a file in it.") from error
    except PermissionError as error:
        raise UnreadableInput(
            f"{name} may not be read by you. Change its permissions, or copy it."
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{name[:200]!r} cannot be read: {cause_of(error)}") from error


def input_format(name: str | None) -> str | None:
    """The input format of that name. Raises `UsageError` where there is none."""
    from provenance.articles.formats import find

    return find(name).id if name else None


def lines_of(name: str) -> Iterator[str]:
    """The lines of a UTF-8 text file, without their ends."""
    try:
        yield from input_bytes(name).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"{name} is not UTF-8 text. Save it as UTF-8 and try again."
        ) from error


def json_rows(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file.

    Raises `UsageError` naming the line that is none.
    """
    import json

    for number, line in enumerate(lines_of(name), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(
                f"{name}, line {number} is not JSON. Each line must be one JSON object."
            ) from error
        if not isinstance(row, dict):
            raise UsageError(f"{name}, line {number} is not a JSON object.")
        yield row


def emit(text: str, output: Path | None = None) -> None:
    """Write the result to a file, or to standard output. Raises `UsageError`."""
    if output is None:
        say(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}") from error


def emit_all(texts: Iterable[str]) -> None:
    """Write one result after another, as long as somebody reads them."""
    for text in texts:
        if not say(text, nl=not text.endswith("\n")):
            return


def say(text: str, *, nl: bool = True) -> bool:
    """Print on standard output; False where nobody reads it any more (`| head`).

    That changes no verdict: a command goes on to its exit status. Raises `UnwritableOutput` where
    it takes nothing.
    """
    try:
        click.echo(text, nl=nl)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return False
    except OSError as error:
        drop_output()
        raise UnwritableOutput(
            f"standard output cannot be written: {error.strerror or 'it is closed'}"
        ) from error
    return True


def note(text: str) -> None:
    """Tell something on standard error, beside the result; nobody need read it."""
    try:
        click.echo(text, err=True)
    except BrokenPipeError:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end


def drop_output() -> None:
    """Write nothing more.

    What is left in the buffer would fail again when the process ends.
    """
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open until the end


def terminal_width() -> int:
    """Columns of the terminal, 100 where there is none."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100


def wants_colour() -> bool:
    """True where standard output is a terminal that can and may show colours.

    `NO_COLOR` forbids it (https://no-color.org).
    """
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def status_of(
    reports: Sequence[Report], fail_on: str, fail_on_unverified: bool = False, complete: bool = True
) -> int:
    """The exit status of a run.

    2 where not every target was read and checked, whatever was found in the others: trouble is
    no verdict. Else 1 for findings at or above `fail_on`, 3 where nothing at all could be checked,
    0 otherwise.
    """
    from provenance.model import Verdict

    pictures = [image for report in reports for image in report.images]
    is_unverified = any(image.verdict is Verdict.UNVERIFIED for image in pictures)
    if not complete:
        return 2
    if _has_failed(reports, fail_on) or (fail_on_unverified and is_unverified):
        return 1
    is_checked = any(image.findings or image.passed or image.overridden for image in pictures)
    is_read = not all(report.is_no_article for report in reports)
    return 0 if is_read and (is_checked or not pictures) else 3


def _has_failed(reports: Sequence[Report], fail_on: str) -> bool:
    """True where a finding is at or above `fail_on`."""
    if fail_on == "never":
        return False
    return not all(report.passed(at=fail_on) for report in reports if not report.unread)


@contextmanager
def progress() -> Iterator[Tell]:
    """A progress bar on stderr while stderr is a terminal, else nothing.

    Gives the function to call with how many are done, of how many, of what; the bar appears when
    it is first called.
    """
    if not sys.stderr.isatty():
        yield lambda done, total, what: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    # Left to itself, the bar would take what is printed on stdout and print it on stderr.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    task = bar.add_task("")

    def tell(done: int, total: int, what: str) -> None:
        bar.start()
        bar.update(task, completed=done, total=total, description=what)

    try:
        yield tell
    finally:
        bar.stop()


def validate(config: Config) -> Config:
    """The configuration, each rule and source that it names known.

    Raises `UsageError` for one that there is not: it would silently do nothing. Rules may be named
    by a glob where a list of them is wanted.
    """
    from fnmatch import filter as matching
    from itertools import chain

    from provenance.rules import all_rules, broken_rules
    from provenance.sources import all_sources, broken_sources

    rules = {*(r.id for r in all_rules()), *(b.id for b in broken_rules())}
    sources = {*(s.id for s in all_sources()), *(b.id for b in broken_sources())}
    wanted: tuple[tuple[str, str, Iterable[str], set[str]], ...] = (
        ("select", "rule", config.select, rules),
        ("ignore", "rule", config.ignore, rules),
        ("severity", "rule", config.severity, rules),
        ("paths", "rule", chain.from_iterable(config.paths.values()), rules),
        ("suppressions", "rule", (s.rule for s in config.suppressions), rules),
        ("sources-off", "source", config.sources_off, sources),
        ("upload-to", "source", config.upload_to, sources),
    )
    for key, kind, names, known in wanted:
        for name in names:
            if not matching(known, name):
                where = (
                    config.origins.get(key.replace("-", "_"))
                    or config.origins.get(key)
                    or "the command line"
                )
                raise UsageError(
                    f"`{key}` ({where}): there is no {kind} {name!r}{nearest(name, known)} "
                    f"`provenance {kind}s` "
                    "lists them."
                )
    return config


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The rules that begin so, for the shell's completion."""
    from provenance.rules import all_rules

    return [rule.id for rule in all_rules() if rule.id.startswith(incomplete)]


def require_rule(name: str) -> str:
    """The rule's id, or a `UsageError` that names the nearest one."""
    from provenance.rules import all_rules

    ids = [rule.id for rule in all_rules()]
    if name not in ids:
        raise UsageError(
            f"there is no rule {name!r}{nearest(name, ids)} `provenance rules` lists them."
        )
    return name


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown name: "; did you mean …?" or "."."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else "."
