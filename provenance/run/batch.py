"""Checking one target or many, for `Checker` and the command line alike.

A feed's items count as targets of their own, each with a budget of its own; an interrupted run
keeps what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.config import Config
from provenance.errors import UnreadableInput, UsageError
from provenance.fetch import Fetcher, Fetches
from provenance.model import Article, InputKind, Picture, Report
from provenance.originals.evidence_cache import EvidenceCache
from provenance.originals.own_archive import OwnArchive
from provenance.run.evidence import STAMP_SECONDS
from provenance.run.pipeline import Growth, Pipeline
from provenance.run.read_before import ReadBefore
from provenance.run.targets import Target, is_address, read_bytes, read_target, with_pictures
from provenance.values import dataclass

if TYPE_CHECKING:
    from provenance.run.evidence.folder import Draft, EvidenceFolder, Read


@dataclass(frozen=True, slots=True)
class Session:
    """What all checks of one configuration share: fetcher and evidence at hand."""

    config: Config
    fetcher: Fetches
    evidence: EvidenceCache
    archive: OwnArchive
    own: Fetcher | None = None
    """The fetcher, where it was opened for this session and is closed with it."""
    read_before: ReadBefore = field(default_factory=ReadBefore)

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

    def keep(self, draft: Draft, report: Report) -> None:
        """Seal the evidence for a report. Raises `UsageError` where it cannot be written."""
        fetcher = self.fetcher_within(STAMP_SECONDS)
        assert isinstance(fetcher, Fetcher), "evidence is kept of what our own fetcher used"
        draft.seal(report, fetcher)

    def pipeline(self, fetcher: Fetches, jobs: int | None = None) -> Pipeline:
        """The pipeline of one article; `jobs` is its share of the threads."""
        config = self.config if jobs is None else self.config.with_(jobs=jobs)
        return Pipeline(config, fetcher, self.evidence, self.archive, self.read_before)

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
    is_new: Callable[[str], bool] = lambda item: True
    """Which items of a feed are to be checked, by their addresses."""

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
    items: tuple[str, ...] = ()
    """Addresses of the items of feeds that were read and checked."""

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
    evidence: EvidenceFolder | None = None,
) -> BatchResult:
    """Check every target, as many side by side as `jobs` says.

    What cannot be read is in the result; nothing is raised for it. With `evidence`, what each
    article took is kept there, as soon as it is checked. Without `keep_pixels`, the
    pictures of an article are forgotten once it is checked: those of a whole site fill gigabytes.
    Ctrl-C ends the run at once and keeps the articles that were finished; the session must then
    stay open, for checks under way still use it.
    """
    progress = progress or BatchProgress()
    batch = _Batch(session, how or InputOptions(), progress, keep_pixels, evidence)
    return batch.run(targets)


Place = tuple[int, ...]
"""Where a report belongs: the target's number, then the number of the item in its feed."""
Answer = Report | tuple["Item", ...]
"""An item's report, or the items that it turns out to name."""


@dataclass(frozen=True, slots=True)
class Item:
    """One target, and what it was read from where that was another target: a feed."""

    target: Target
    read: Read | None = None


class _Batch:
    """One run: what is under way, and what is done."""

    def __init__(
        self,
        session: Session,
        how: InputOptions,
        progress: BatchProgress,
        keep_pixels: bool,
        evidence: EvidenceFolder | None,
    ) -> None:
        self.session, self.how, self.progress = session, how, progress
        self.keep_pixels, self.evidence = keep_pixels, evidence
        self.pool = ThreadPoolExecutor(session.config.jobs, thread_name_prefix="article")
        self.waiting: dict[Future[Answer], Place] = {}
        self.done: dict[Place, Report] = {}
        self.items: dict[Place, str] = {}
        """The items of feeds that are checked, as `InputOptions.is_new` was asked for them."""

    def run(self, targets: Sequence[Target]) -> BatchResult:
        """Check all targets, and whatever they name."""
        share = max(1, self.session.config.jobs // max(1, len(targets)))
        for at, target in enumerate(targets):
            self._submit((at,), Item(target), share, is_alone=len(targets) == 1)
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
        read = (at for at in sorted(self.items) if at in self.done and not self.done[at].unread)
        return BatchResult(reports, len(self.waiting), tuple(self.items[at] for at in read))

    def _submit(self, place: Place, item: Item, jobs: int, *, is_alone: bool = False) -> None:
        self.waiting[self.pool.submit(self._check, item, jobs, is_alone)] = place

    def _take(self, job: Future[Answer]) -> None:
        """Put a finished report in its place, or submit the items of a feed."""
        answer, place = job.result(), self.waiting.pop(job)
        if isinstance(answer, Report):
            self.done[place] = answer
            return
        if len(place) > 1:
            # A feed may name itself: what it names is read, and what that names is not.
            item_of_feed = self.items[place]
            told = f"{item_of_feed} is no article but a feed, and was named by one"
            self.done[place] = _unread(item_of_feed, told)
            return
        for at, item in enumerate(answer):
            address = _address_of(item.target)
            if self.how.is_new(address):
                self.items[*place, at] = address
                self._submit((*place, at), item, 1)

    def _take_what_ended(self) -> None:
        """Keep the reports that were finished in the very moment of the interruption."""
        ended = [job for job in self.waiting if job.done() and not job.cancelled()]
        for job in ended:
            if isinstance(answer := job.result(), Report):
                self.done[self.waiting.pop(job)] = answer

    def _check(self, item: Item, jobs: int, is_alone: bool) -> Answer:
        draft = self.evidence.begin(item.read) if self.evidence else None
        try:
            return self._check_item(item.target, jobs, is_alone, draft)
        except UnreadableInput as error:
            return _unread(item.target, str(error))
        except (BrokenPipeError, UsageError):
            raise  # what was asked for cannot be done, or nobody reads any more
        # one article's trouble must not end the run; it is reported
        except Exception as error:  # noqa: BLE001
            trouble = f"{type(error).__name__}: {error}"
            return _unread(item.target, f"{name_of(item.target)} could not be checked: {trouble}")
        finally:
            if draft is not None:
                draft.discard()

    def _check_item(self, target: Target, jobs: int, is_alone: bool, draft: Draft | None) -> Answer:
        fetcher = self.session.fetcher_within()
        if draft is not None and isinstance(fetcher, Fetcher):
            fetcher = fetcher.witnessed(draft.note)
        article, read = self._read(target, fetcher, draft)
        if isinstance(article, tuple):
            return tuple(Item(x, read if isinstance(x, Article) else None) for x in article)
        pipeline = self.session.pipeline(fetcher, jobs)
        if draft is not None:  # what is remembered of a picture was not fetched for this article
            pipeline = replace(pipeline, cache=None)
        report = pipeline.check(
            self.how.complete(article), self.progress.growth if is_alone else None
        )
        if draft is not None:
            self.session.keep(draft, report)
        return report if self.keep_pixels else drop_pixels(report)

    def _read(
        self, target: Target, fetcher: Fetches, draft: Draft | None
    ) -> tuple[Article | tuple[Article | str, ...], Read | None]:
        """The article, or what a feed names, and what it was read from."""
        how = self.how
        if isinstance(target, Article):
            return target, draft.has_read(None) if draft else None
        came = read_bytes(target, fetcher, how.base_url)
        is_fetched = isinstance(target, str) and is_address(target)
        read = draft.has_read(None if is_fetched else came.data) if draft else None
        return came.articles(how.kind, how.images), read


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


def _address_of(item: Target) -> str:
    """The address of a feed's item, also where the feed holds all of it."""
    return (item.url if isinstance(item, Article) else None) or name_of(item)


def name_of(item: Target) -> str:
    """What messages call a target."""
    if isinstance(item, Article):
        return item.origin
    if isinstance(item, str | Path):
        return str(item)
    return "-" if isinstance(item, bytes) else "payload"
