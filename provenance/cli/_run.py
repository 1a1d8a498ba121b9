"""Checking many targets in one run: side by side, feeds opened, and what was done kept when it
is interrupted."""

from __future__ import annotations

import os
import sys
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from glob import glob
from pathlib import Path
from typing import NoReturn

import click

from provenance.cli._common import Tell, lines_of, progress, read_input
from provenance.config import Config
from provenance.errors import UnreadableInput, UsageError
from provenance.fetch import Fetcher
from provenance.model import Article, InputKind, Picture, Report
from provenance.originals.evidence_cache import EvidenceCache
from provenance.reports import RenderOptions, terminal
from provenance.run.pipeline import Pipeline
from provenance.run.targets import read_targets

Item = Article | str
"""Something to check: an article that is at hand already, or what names one."""


@dataclass(frozen=True, slots=True)
class Input:
    """How the targets are to be read; the same for all of them."""

    kind: InputKind | None = None
    base_url: str | None = None
    images: Path | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run."""

    reports: tuple[Report, ...]
    """In the order the targets were named; of one that could not be read, a report that says so."""
    left: int = 0
    """Targets that were not checked, because the run was interrupted."""
    shown: bool = False
    """True where the one report stands on the terminal already, but for its end."""

    @property
    def complete(self) -> bool:
        """True where every target was read and checked."""
        return not self.left and not any(report.unread for report in self.reports)


def input_of(
    kind: str | None, base_url: str | None, images: Path | None, published: str | None
) -> Input:
    """The options of the command line, understood. Raises `UsageError` for a kind or a date
    that is none."""
    try:
        forced = InputKind(kind) if kind else None
    except ValueError as error:
        raise UsageError(
            f"{kind!r} is no input format. Choose one of: {', '.join(InputKind)}."
        ) from error
    return Input(forced, base_url, images, _moment(published))


def _moment(published: str | None) -> datetime | None:
    if published is None:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError as error:
        raise UsageError(
            f"--published {published!r} is no date; write 2024-05-18 or 2024-05-18T09:30+02:00"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def expand_targets(targets: tuple[str, ...], list_file: str | None = None) -> list[str]:
    """The targets named, each once, with globs spelled out (a shell that does it for us leaves
    nothing to do)."""
    listed = (line.strip() for line in (lines_of(list_file) if list_file else ()))
    named = [name for name in (*targets, *listed) if name.strip()]
    if not named:
        raise UsageError("name an article to check: a file, an address, or - for standard input")
    spelled: list[str] = []
    for name in named:
        is_glob = any(c in name for c in "*?[") and "://" not in name and not Path(name).exists()
        found = (
            sorted(p for p in glob(name, recursive=True) if not Path(p).is_dir())
            if is_glob
            else [name]
        )
        if not found:
            raise UnreadableInput(
                f"no file matches {name}. Check the pattern, and the folder you are in."
            )
        spelled += found
    return list(dict.fromkeys(spelled))


def check_all(
    config: Config,
    targets: list[str],
    how: Input | None = None,
    options: RenderOptions | None = None,
    *,
    pixels: bool = True,
) -> Run:
    """Check every target, `config.jobs` side by side; a feed's items count as targets of their own.

    With `options`, an article that is alone is shown on the terminal picture by picture, as soon as
    each is checked. Without `pixels`, the pictures of an article are forgotten once it is checked:
    of a whole site they fill gigabytes. A target that cannot be read raises `UnreadableInput`
    where it is the only one, and is told on stderr and in the run where it is not. Ctrl-C ends the
    run at once and keeps the articles that were finished.
    """
    how = how or Input()
    fetcher = Fetcher(config)
    with progress() as tell:
        shown = _Shown(tell, options, pixels)
        check = partial(
            _checked,
            config,
            how,
            fetcher,
            EvidenceCache(timedelta(hours=config.evidence_hours)),
            shown,
        )
        done, left = _side_by_side(check, targets, config.jobs, tell)
    if left:
        click.echo(
            f"provenance: interrupted: {len(done)} of {len(done) + left} articles checked, "
            f"{left} not",
            err=True,
        )
        # The fetcher stays open: checks under way are still using it until `exit_now` ends them.
        return Run(tuple(done), left)
    fetcher.close()
    unread = [report.unread for report in done if report.unread]
    if len(done) == len(unread) == 1:
        raise UnreadableInput(unread[0])
    for sentence in unread:
        click.echo(f"provenance: {sentence}", err=True)
    if unread and len(unread) == len(done):
        raise UnreadableInput("none of the targets could be read")
    return Run(tuple(done), shown=shown.begun)


@dataclass(slots=True)
class _Shown:
    """What the user sees of a single article while it is checked."""

    tell: Tell
    options: RenderOptions | None
    pixels: bool
    """True where the report will show the pictures themselves."""
    begun: bool = False
    """True where the report stands on the terminal already, but for its end."""

    def grown(self, report: Report, count: int) -> None:
        """The article is read, or the next of its `count` pictures is checked."""
        number = len(report.images)
        if self.options is None:
            self.tell(number, count, "pictures")
        elif number == 0:
            self.begun = True
            click.echo(terminal.opening(report, self.options), nl=False)
        else:
            click.echo(terminal.picture(report.images[-1], number, count, self.options), nl=False)


def _side_by_side(
    check: partial[Report | tuple[Item, ...]], targets: list[str], jobs: int, tell: Tell
) -> tuple[list[Report], int]:
    """The reports, in the order of the targets, and how many are missing."""
    done: dict[tuple[int, ...], Report] = {}
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="article")
    share = max(1, jobs // len(targets))
    waiting: dict[Future[Report | tuple[Item, ...]], tuple[int, ...]]
    waiting = {
        pool.submit(check, target, share, len(targets) == 1): (at,)
        for at, target in enumerate(targets)
    }
    try:
        while waiting:
            for job in wait(waiting, return_when=FIRST_COMPLETED).done:
                result, place = job.result(), waiting[job]
                if isinstance(result, Report):
                    done[place] = result
                else:
                    waiting |= {
                        pool.submit(check, item, 1, False): (*place, at)
                        for at, item in enumerate(result)
                    }
                del waiting[job]
            if len(done) + len(waiting) > 1:
                tell(len(done), len(done) + len(waiting), "articles")
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        # What ended in that very moment is done as well.
        ended = [job for job in waiting if job.done() and not job.cancelled()]
        done |= {
            waiting.pop(job): result for job in ended if isinstance(result := job.result(), Report)
        }
        return [done[place] for place in sorted(done)], len(waiting)
    pool.shutdown()
    return [done[place] for place in sorted(done)], 0


def _checked(
    config: Config,
    how: Input,
    fetcher: Fetcher,
    records: EvidenceCache,
    shown: _Shown,
    item: Item,
    jobs: int,
    alone: bool,
) -> Report | tuple[Item, ...]:
    """One item's report, or the items that it turns out to name. `jobs` is its share of the
    threads."""
    try:
        if isinstance(item, str):
            read = read_targets(
                read_input(item),
                fetcher=fetcher,
                kind=how.kind,
                base_url=how.base_url,
                images=how.images,
            )
            if isinstance(read, tuple):
                return read
            item = read
        if how.published is not None:
            item = replace(item, published=how.published)
        pipeline = Pipeline(config.with_(jobs=jobs), fetcher.within(config.budget), records)
        if not alone:
            report = pipeline.check(item)
            return report if shown.pixels else _without_pixels(report)
        for report in pipeline.iter_reports(item):
            shown.grown(report, len(item.images))
        return report
    except BrokenPipeError:
        raise  # nobody reads any more
    except UnreadableInput as error:
        return _unread(item, str(error))
    # one article's trouble must not end the run; it is reported
    except Exception as error:  # noqa: BLE001
        return _unread(item, f"{_name(item)} could not be checked: {type(error).__name__}: {error}")


def _without_pixels(report: Report) -> Report:
    def bare(picture: Picture | None) -> Picture | None:
        return replace(picture, data=b"", preview=None) if picture else None

    images = tuple(
        replace(
            image,
            image=replace(image.image, data=None),
            picture=bare(image.picture),
            originals=tuple(replace(o, picture=bare(o.picture)) for o in image.originals),
        )
        for image in report.images
    )
    return replace(
        report,
        article=replace(report.article, images=tuple(i.image for i in images)),
        images=images,
    )


def _unread(item: Item, sentence: str) -> Report:
    article = item if isinstance(item, Article) else Article(item, InputKind.HTML)
    return Report(replace(article, images=()), checked=datetime.now(UTC), unread=sentence)


def _name(item: Item) -> str:
    return item.origin if isinstance(item, Article) else item


def exit_now(status: int) -> NoReturn:
    """End the process after an interruption, without waiting for what is still under way.

    A check may wait a minute for its hosts, and nobody is waiting for it any more. Answers are
    kept in one transaction each, so that none is cut in half.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
