"""`provenance demo`: the demo article, offline, from the seed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from provenance.cli._common import emit, offline_option, terminal_width, wants_colour
from provenance.cli.check import FORMATS, Format

_ABOUT = """\
The demo: an article of our own about strikes on Kyiv and Odesa, with four pictures. Its pictures are drawn,
its originals at Wikimedia Commons and Twitter/X are invented and recorded in the seed; no socket is opened.
On an article of yours: provenance check article.html

"""  # noqa: E501


@click.command("demo", epilog="Example: provenance demo --format html -o demo.html")
@click.option(
    "--format", "form", type=Format(), default="terminal", show_default=True, help=FORMATS
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write the report to this file."
)
@offline_option
def command(form: str, output: Path | None, offline: bool) -> int:
    """Check the demo article, offline: see what the tool is for.

    The exit status is 0 although errors are found: they are what the demo is there to show.
    """
    from provenance.cli import _process
    from provenance.config import Config, Network
    from provenance.demo import ADDRESS
    from provenance.reports import RenderOptions, render
    from provenance.run.checker import Checker

    _process.keep_what_is_freed()
    with tempfile.TemporaryDirectory() as empty:
        config = Config(network=Network(offline=True), seed=True, cache=Path(empty))
        with Checker(config) as checker:
            report = checker.check(ADDRESS)
    text = render(
        [report], form, RenderOptions(terminal_width(), wants_colour() and output is None, True)
    )
    emit(_ABOUT + text if form == "terminal" else text, output)
    return 0
