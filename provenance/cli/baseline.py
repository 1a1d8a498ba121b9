"""`provenance baseline`: accept today's findings; later runs show new ones."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli._common import (
    INTERRUPTED,
    Chosen,
    config_options,
    emit,
    format_option,
    validate,
)
from provenance.config import Config


@click.command("baseline", epilog="Example: provenance baseline 'site/**/*.html'")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("provenance-baseline.json"),
    show_default=True,
    help="The baseline file.",
)
@format_option("text", "json")
@config_options
def command(targets: tuple[str, ...], output: Path, form: str, chosen: Chosen) -> int:
    """Check articles and accept what is found today.

    Where no baseline is configured yet, provenance.toml names it from then on.
    """
    import json

    from provenance.cli._run import exit_now, expand_targets, run_batch
    from provenance.reports.kit.text import pluralise
    from provenance.run.suppressions import write_baseline

    known = chosen.config()
    config = validate(known.with_(baseline=None))
    result, _ = run_batch(config, expand_targets(targets), keep_pixels=False)
    if result.left:
        # what was accepted before stays as it is: half a baseline would bring the other half
        # back as new
        exit_now(INTERRUPTED)
    count = write_baseline(result.reports, output)
    answer = {"accepted": count, "written": str(output)}
    where = _name(output, known, chosen)
    accepted = f"{pluralise(count, 'finding')} accepted in {output}{where}"
    emit(json.dumps(answer) if form == "json" else accepted)
    return 0 if result.complete else 2


def _name(output: Path, known: Config, chosen: Chosen) -> str:
    """Make the baseline take effect, and say where it is named."""
    from provenance.config.files import name_baseline

    if known.baseline is not None:
        is_theirs = known.baseline.resolve() == output.resolve()
        return "" if is_theirs else f"; in force is {known.baseline}"
    file = name_baseline(output, chosen.file)
    line = f'baseline = "{output}"'
    return f"; {file} names it" if file else f"; write {line} under [tool.provenance]"
