"""The command line. One file per command; heavy imports inside the commands.

Exit status: 0 nothing at or above `--fail-on`, 1 findings, 2 usage or unreadable input, whatever
was found in others, 3 nothing at all could be checked; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper

import click

_COMMANDS = {
    "check": "Check the pictures of articles.",
    "demo": "Check the demo article, offline: see what this tool is for.",
    "images": "Show what is read: pictures, captions, credits. No network.",
    "credit": "Take credit lines apart.",
    "claims": "Show the places, dates and disclosures read in a text.",
    "compare": "How are two pictures related, and where do they differ?",
    "read": "Show what one picture file says.",
    "trace": "Show everything that says where a picture comes from.",
    "rules": "List the rules.",
    "explain": "Explain one rule.",
    "sources": "List the sources of originals.",
    "schema": "Print the JSON Schema of a JSON shape.",
    "cache": "Show, record or clear the cache.",
    "archive": "Keep and search the newsroom's own pictures, and what it printed.",
    "audit": "Check a whole newspaper, resumable, on Dask (needs the extra `audit`).",
    "evidence": "Prove later what `check --evidence` kept.",
    "recheck": "What has changed since an earlier report?",
    "config": "Show the configuration in force, and where each value comes from.",
    "accept": "Accept one finding, with a reason.",
    "baseline": "Accept today's findings, so that later runs show only new ones.",
    "doctor": "Check the installation: cache, archive, contact, keys, extras, sources.",
    "desk": "Check pictures in a browser (needs the extra `service`).",
    "serve": "Run the HTTP service (needs the extra `service`).",
    "wordpress-plugin": "Print where the WordPress plug-in lies, or write it as a zip.",
}
"""Command → its line in `provenance --help`. Here, so that help loads none of the commands."""


class _Lazy(click.Group):
    """Loads a command's file only when that command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table, not of the alphabet: the first are the ones to know."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded."""
        if cmd_name not in _COMMANDS:
            return None
        # typed as Any
        command = getattr(import_module(f"provenance.cli.{cmd_name.replace('-', '_')}"), "command")  # noqa: B009
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; an unknown one is told with what comes nearest."""
        from provenance.cli._common import nearest

        name = args[0]
        if not name.startswith("-") and name not in _COMMANDS:
            if "://" in name or os.path.exists(name):
                said = f"{name} is no command: provenance check {name} checks it."
            else:
                said = f"there is no command {name!r}{nearest(name, _COMMANDS)}"
            raise click.UsageError(said, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table itself: nothing is loaded to print it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("picture-provenance")
    except PackageNotFoundError:
        found = "unknown (not installed)"
    from provenance.cli._common import say

    say(f"provenance, version {found}")
    ctx.exit()


@click.command(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=(
        "Example: provenance check article.html --images article_files\n\n"
        'Completion: eval "$(_PROVENANCE_COMPLETE=bash_source provenance)" in .bashrc; '
        "zsh_source and fish_source "
        "for those shells."
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="Show the version and exit.",
)  # fmt: skip
def group() -> None:
    """Check the pictures of a news article: is each what its caption says it is?"""


def _open_streams() -> None:
    """Put something in the place of standard streams that are closed.

    Else the first file that is opened takes their number, and what is printed ends in it.
    """
    # The first two the wrong way round: whoever uses them is told what is wrong.
    for name, mode in (("stdin", "w"), ("stdout", "r"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - stays open


def _finish_writes() -> None:
    """Put a buffer under standard output where Python was told to use none.

    The system may take only a part of what is written: without a buffer (`PYTHONUNBUFFERED`)
    nobody writes the rest, or says that it is missing.
    """
    import io

    out = sys.stdout
    if isinstance(out, TextIOWrapper) and isinstance(out.buffer, io.RawIOBase):
        encoding, errors = out.encoding, out.errors
        sys.stdout = sys.__stdout__ = TextIOWrapper(  # type: ignore[misc]
            io.BufferedWriter(out.detach()), encoding, errors, line_buffering=True
        )


def _set_encodings() -> None:
    """Let every character be written.

    Piped output is UTF-8, as JSON demands; a terminal of another encoding shows "?" for the letters
    it lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line.

    Our errors become one sentence on stderr and exit status 2, never a traceback.
    """
    from provenance.cli import _common, _process
    from provenance.errors import ProvenanceError

    _process.begin()
    _open_streams()
    _finish_writes()
    _set_encodings()
    out = sys.stdout
    try:
        status = group.main(
            args=list(args) if args is not None else None,
            prog_name="provenance",
            standalone_mode=False,
        )
    except click.exceptions.Exit as leave:
        status = leave.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except click.Abort:
        _common.note("interrupted")
        status = _common.INTERRUPTED
    except ProvenanceError as error:
        _common.note(f"provenance: {error}")
        status = 2
    except SystemExit:
        # Where nobody reads what click prints itself, its help, it puts another stream there.
        if sys.stdout is out:
            raise
        _common.drop_output()
        status = 0
    except OSError as error:
        what, why = error.filename or "standard output", error.strerror or "it is closed"
        _common.note(f"provenance: {what}: {why}")
        _common.drop_output()
        status = 2
    sys.exit(status if isinstance(status, int) else 0)
