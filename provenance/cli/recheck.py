"""`provenance recheck`: what has changed since an earlier report."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli._common import (
    Chosen,
    config_options,
    emit,
    format_option,
    input_bytes,
    progress,
    status_of,
    validate,
)
from provenance.errors import UnreadableInput

if TYPE_CHECKING:
    from provenance.reports.json.shapes import DifferenceShape, RecheckedShape, RecheckShape
    from provenance.run.changes import Change
    from provenance.run.recheck import Rechecked

_REPORT = "report.json"
"""The report's name in a bundle."""


@click.command("recheck", epilog="Example: provenance recheck report.json")
@click.argument("report", metavar="REPORT.json")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="Exit with 1 where something at or above this is found now.",
)
@format_option("text", "json")
@config_options
def command(report: str, fail_on: str, form: str, chosen: Chosen) -> int:
    """Check again what an earlier `check --format json` reported on: what has changed?

    Pages, pictures and originals are asked for anew; what an earlier run kept counts only from a
    folder named with --cache. The folder given to `check --evidence`, or one article's in it, will
    do as well. Exits as `check` does, on what is found now.
    """
    from provenance.reports.json import shapes
    from provenance.run.batch import Session
    from provenance.run.recheck import read_earlier, recheck

    earlier = [one for file in _files(report) for one in read_earlier(input_bytes(file), file)]
    with tempfile.TemporaryDirectory() as empty, progress() as tell:
        # the seed is no answer to what has changed
        config = validate(chosen.config()).with_(seed=False)
        if chosen.cache is None:
            config = config.with_(cache=Path(empty))
        session, again = Session.open(config), []
        try:
            for number, before in enumerate(earlier):
                tell(number, len(earlier), "articles")
                again.append(recheck(session, before))
        finally:
            session.close()
    document = _document(again)
    emit(shapes.encode(document) if form == "json" else "\n".join(_lines(document)))
    return status_of([one.report for one in again], fail_on)


def _files(name: str) -> list[str]:
    """The reports that `name` stands for.

    A file is one, a bundle has one, a folder has those of its bundles.
    """
    folder = Path(name)
    if name == "-" or not os.path.isdir(name):
        return [name]
    if (folder / _REPORT).is_file():
        return [str(folder / _REPORT)]
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableInput(f"{name} cannot be read: {error.strerror}") from error
    kept = [one / _REPORT for one in inside if one.name[0] != "."]
    if files := [str(file) for file in kept if file.is_file()]:
        return files
    raise UnreadableInput(
        f"{name} holds no report. Name what `provenance check --format json` printed, or a folder "
        "that `provenance check --evidence` made."
    )


def _document(again: Sequence[Rechecked]) -> RecheckShape:
    from provenance.reports.json import shapes

    def told(changes: Sequence[Change]) -> list[DifferenceShape]:
        return [
            shapes.DifferenceShape(c.kind, c.picture, c.words, c.before, c.after) for c in changes
        ]

    articles = [
        shapes.RecheckedShape(
            article=one.before.article.origin,
            before=one.before.checked,
            after=one.report.checked.isoformat() if one.report.checked else None,
            changes=told(one.changes.changes),
            not_looked_at=told(one.changes.not_looked_at),
            verdict_before=one.before.summary.verdict,
            verdict=one.report.summary.verdict.value,
        )
        for one in again
    ]
    return shapes.RecheckShape(shapes.VERSION, articles)


def _lines(document: RecheckShape) -> Iterator[str]:
    from provenance.reports.kit.text import clean, pluralise

    for one in document.articles:
        yield clean(one.article)
        yield f"  checked {_day(one.before)}, and again {_day(one.after)}"
        if one.changes:
            yield f"  {pluralise(len(one.changes), 'change')}:"
        elif one.not_looked_at:
            yield "  nothing that could be looked at again has changed"
        else:
            yield "  nothing has changed"
        yield from _told(one.changes)
        if one.not_looked_at:
            yield "  could not be looked at again, and may have changed:"
        yield from _told(one.not_looked_at)
        yield f"  verdict: {_verdict(one)}"


def _told(changes: Sequence[DifferenceShape]) -> Iterator[str]:
    from provenance.reports.kit.text import clean

    for change in changes:
        where = f"picture {change.picture}" if change.picture else "article"
        yield f"    {where:11} {clean(change.words)}"


def _day(moment: str | None) -> str:
    from provenance.reports.kit.text import clean

    return f"{clean(moment)[:16].replace('T', ' ')} UTC" if moment else "at an unknown time"


def _verdict(one: RecheckedShape) -> str:
    from provenance.model import Verdict
    from provenance.reports.kit.text import VERDICT_WORDS, clean

    words = {str(verdict): said for verdict, said in VERDICT_WORDS.items()}
    before = words.get(one.verdict_before, clean(one.verdict_before))
    now = words[Verdict(one.verdict)]
    return now if now == before else f"{before} → {now}"
