"""`provenance baseline`: accept today's findings; later runs show new ones."""

from __future__ import annotations

from pathlib import Path

import click

from provenance.cli._common import Chosen, config_options, emit, format_option, validate


@click.command("baseline", epilog="Example: provenance baseline 'site/**/*.html'")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("provenance-baseline.json"),
    show_default=True,
    help="The baseline file; name it as `baseline` in the configuration.",
)
@format_option("text", "json")
@config_options
def command(targets: tuple[str, ...], output: Path, form: str, chosen: Chosen) -> int:
    """Check articles and accept what is found today."""
    import json

    from provenance.cli._run import exit_now, expand_targets, run_batch
    from provenance.run.suppressions import write_baseline

    config = validate(chosen.config().with_(baseline=None))
    result, _ = run_batch(config, expand_targets(targets), keep_pixels=False)
    if result.left:
        # what was accepted before stays as it is: half a baseline would bring the other half
        # back as new
        exit_now(2)
    count = write_baseline(result.reports, output)
    answer = {"accepted": count, "written": str(output)}
    emit(json.dumps(answer) if form == "json" else f"{count} findings accepted in {output}")
    return 0 if result.complete else 2
