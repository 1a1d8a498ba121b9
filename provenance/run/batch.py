"""Checking one target or many, for `Checker` and the command line alike.

A feed's items count as targets of their own, each with a budget of its own; an interrupted run
keeps what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from provenance.config import Config
from provenance.errors import UnreadableInput, UsageError
from provenance.fetch import Fetcher, Fetches
from provenance.model import Article, InputKind, Picture, Report
from provenance.originals.evidence_cache import EvidenceCache
from provenance.originals.own_archive import OwnArchive
from provenance.run.pipeline import Growth, Pipeline
from provenance.run.targets import Target, read_target, read_targets, with_pictures


@dataclass(frozen=True, slots=True)
class Session:
    """What all checks of one configuration share: fetcher and evidence at hand."""

    config: Config
    fetcher: Fetches
    evidence: EvidenceCache
    archive: OwnArchive
    own: Fetcher | None = None
    """The fetcher, where it was opened for this session and is closed with it."""

    @classmethod
    def open(cls, config: Config, fetcher: Fetches | None = None) -> Session:
        """A session with `fetcher`, or with one of its own."""
        evidence = EvidenceCache(timedelta(hours=config.evidence_hours))
        if fetcher is not None:
            return cls(config, fetcher, evidence, OwnArchive(config))
        own = Fetcher(config)
        return cls(config, own, evidence, OwnArchive(config), own)

    def close(self) -> None:
        """Close the archive and its own fetcher: connections and the cache."""
        self.archive.close()
        if self.own is not None:
            self.own.close()

    def fetcher_within(self, seconds: float | None = None) -> Fetches:
        """The fetcher whose exchanges all end within `seconds` from now.

        Within the configured ones, where None.
        """
        if not isinstance(self.fetcher, Fetcher):
            return self.fetcher
        return self.fetcher.within(self.config.budget if seconds is None else seconds)

    def pipeline(self, fetcher: Fetches, jobs: int | None = None) -> Pipeline:
        """The pipeline of one article; `jobs` is its share of the threads."""
        config = self.config if jobs is None else self.config.with_(jobs=jobs)
        return Pipeline(config, fetcher, self.evidence, self.archive)

    def check(
        self,
        target: Target,
        how: InputOptions | None = None,
        *,
        budget: float | None = None,
        growth: Growth | None = None,
    ) -> Report:
        """Check one article within `budget` seconds. Raises `UnreadableInput`."""
        how, fetcher = how or InputOptions(), self.fetcher_within(budget)
        article = read_target(
            target, fetcher=fetcher, kind=how.kind, base_url=how.base_url, images=how.images
        )
        return self.pipeline(fetcher).check(how.complete(article), growth)


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How targets are to be read; the same for all of one run."""

    kind: str | None = None
    base_url: str | None = None
    images: Path | None = None
    published: datetime | None = None
    """Publication date instead of the articles' own."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Bytes at hand, by the pictures' addresses: those are not fetched."""

    def complete(self, article: Article) -> Article:
        """The article with the date and the pictures that are given beside it."""
        if self.published is not None:
            article = replace(article, published=self.published)
        return with_pictures(article, self.pictures) if self.pictures else article


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What came of one run over several targets."""

    reports: tuple[Report, ...]
    """In the order of the targets; of one that could not be read, a report that says so."""
    left: int = 0
    """Targets that were not checked, because the run was interrupted."""

    @property
    def complete(self) -> bool:
        """True where every target was read and checked."""
        return not self.left and not any(report.unread for report in self.reports)


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """Whom to call as a run goes on."""

    articles: Callable[[int, int], None] = lambda done, total: None
    """(articles done, articles in all), where there are several."""
    growth: Growth = lambda report: None
    """The report on an article that is alone, each time it has grown."""


def check_batch(
    session: Session,
    targets: Sequence[Target],
    how: InputOptions | None = None,
    progress: BatchProgress | None = None,
    *,
    keep_pixels: bool = True,
) -> BatchResult:
    """Check every target, as many side by side as `jobs` says.

    What cannot be read is in the result; nothing is raised for it. Without `keep_pixels`, the
    pictures of an article are forgotten once it is checked: those of a whole site fill gigabytes.
    Ctrl-C ends the run at once and keeps the articles that were finished; the session must then
    stay open, for checks under way still use it.
    """
    batch = _Batch(session, how or InputOptions(), progress or BatchProgress(), keep_pixels)
    return batch.run(targets)


Place = tuple[int, ...]
"""Where a report belongs: the target's number, then the number of the item in its feed."""
Answer = Report | tuple[Article | str, ...]
"""An item's report, or the items that it turns out to name."""


class _Batch:
    """One run: what is under way, and what is done."""

    def __init__(
        self, session: Session, how: InputOptions, progress: BatchProgress, keep_pixels: bool
    ) -> None:
        self.session, self.how, self.progress = session, how, progress
        self.keep_pixels = keep_pixels
        self.pool = ThreadPoolExecutor(session.config.jobs, thread_name_prefix="article")
        self.waiting: dict[Future[Answer], Place] = {}
        self.done: dict[Place, Report] = {}

    def run(self, targets: Sequence[Target]) -> BatchResult:
        """Check all targets, and whatever they name."""
        share = max(1, self.session.config.jobs // max(1, len(targets)))
        for at, target in enumerate(targets):
            self._submit((at,), target, share, is_alone=len(targets) == 1)
        try:
            while self.waiting:
                for job in wait(self.waiting, return_when=FIRST_COMPLETED).done:
                    self._take(job)
                if (total := len(self.done) + len(self.waiting)) > 1:
                    self.progress.articles(len(self.done), total)
        except KeyboardInterrupt:
            self.pool.shutdown(wait=False, cancel_futures=True)
            self._take_what_ended()
        except BaseException:
            self.pool.shutdown(wait=False, cancel_futures=True)
            raise
        else:
            self.pool.shutdown()
        reports = tuple(self.done[place] for place in sorted(self.done))
        return BatchResult(reports, len(self.waiting))

    def _submit(self, place: Place, item: Target, jobs: int, *, is_alone: bool = False) -> None:
        self.waiting[self.pool.submit(self._check, item, jobs, is_alone)] = place

    def _take(self, job: Future[Answer]) -> None:
        """Put a finished report in its place, or submit the items of a feed."""
        answer, place = job.result(), self.waiting.pop(job)
        if isinstance(answer, Report):
            self.done[place] = answer
            return
        for at, item in enumerate(answer):
            self._submit((*place, at), item, 1)

    def _take_what_ended(self) -> None:
        """Keep the reports that were finished in the very moment of the interruption."""
        ended = [job for job in self.waiting if job.done() and not job.cancelled()]
        for job in ended:
            if isinstance(answer := job.result(), Report):
                self.done[self.waiting.pop(job)] = answer

    def _check(self, item: Target, jobs: int, is_alone: bool) -> Answer:
        try:
            fetcher = self.session.fetcher_within()
            read = self._read(item, fetcher)
            if isinstance(read, tuple):
                return read
            pipeline = self.session.pipeline(fetcher, jobs)
            report = pipeline.check(
                self.how.complete(read), self.progress.growth if is_alone else None
            )
            return report if self.keep_pixels else drop_pixels(report)
        except UnreadableInput as error:
            return _unread(item, str(error))
        except (BrokenPipeError, UsageError):
            raise  # what was asked for cannot be done, or nobody reads any more
        # one article's trouble must not end the run; it is reported
        except Exception as error:  # noqa: BLE001
            trouble = f"{type(error).__name__}: {error}"
            return _unread(item, f"{name_of(item)} could not be checked: {trouble}")

    def _read(self, item: Target, fetcher: Fetches) -> Article | tuple[Article | str, ...]:
        how = self.how
        return read_targets(
            item, fetcher=fetcher, kind=how.kind, base_url=how.base_url, images=how.images
        )


def drop_pixels(report: Report) -> Report:
    """The report without any picture's bytes."""

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
    article = replace(report.article, images=tuple(i.image for i in images))
    return replace(report, article=article, images=images)


def _unread(item: Target, sentence: str) -> Report:
    article = item if isinstance(item, Article) else Article(name_of(item), InputKind.HTML)
    return Report(replace(article, images=()), checked=datetime.now(UTC), unread=sentence)


def name_of(item: Target) -> str:
    """What messages call a target."""
    if isinstance(item, Article):
        return item.origin
    if isinstance(item, str | Path):
        return str(item)
    return "-" if isinstance(item, bytes) else "payload"
