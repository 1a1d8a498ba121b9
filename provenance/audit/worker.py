"""What one worker process does: load the checker once, check batches."""

from __future__ import annotations

import faulthandler
import gc
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Self

from provenance.archive.entry import Item as ArchiveItem
from provenance.archive.entry import Pixels, Prepared
from provenance.archive.inputs.printed import printed
from provenance.archive.prepare import pixels_of
from provenance.articles import read_article, read_feed
from provenance.audit.inputs.archives import ArchivedFetcher, Archives
from provenance.audit.inputs.lines import read_line
from provenance.audit.item import Item, ItemKind
from provenance.audit.outcome import Outcome, State, outcome_of
from provenance.config import Config
from provenance.credits import parse_credit
from provenance.errors import UnreadableInput
from provenance.fetch import Fetcher, Fetches
from provenance.model import Article, InputKind, Picture, Report
from provenance.run.batch import Session
from provenance.run.targets import read_target
from provenance.values import dataclass

PATIENCE = 2.0
"""An article may take so many times its budget; then its worker ends over it. The budget holds for
exchanges: what takes longer than twice that is stuck."""
_SLACK = 1.0
"""Seconds in which one watch serves the articles that begin: each is a thread, for the end of which
the last one waits, up to a millisecond where all processors are taken."""
_ALL_GARBAGE = 32
"""Batches after which all that lives is looked through for garbage, and not what is new alone: the
tables that checks load on their way took 3 of 45 ms an article when each batch ended so."""
_PIXELS_KEPT = 200
"""Pictures whose preview is kept for the next article that prints them, some 50 KB each."""


@dataclass(frozen=True, slots=True)
class Job:
    """What every worker of an audit is told once."""

    config: Config
    archives: Path
    """The index of the audit's web archives; need not be there."""


class Loaded:
    """The checker of one process."""

    def __init__(self, job: Job, fetcher: Fetcher | None = None) -> None:
        self.config = job.config
        self._session = Session.open(job.config, fetcher)
        self._archives = Archives(job.archives)
        self._pixels: OrderedDict[str, Pixels] = OrderedDict()
        self._own = fetcher
        self._one_at_a_time = threading.Lock()
        self._batches = count(1)
        self._warm_up()

    def close(self) -> None:
        """Close what was opened."""
        self._session.close()
        self._archives.close()
        gc.enable()
        gc.unfreeze()
        if self._own is not None:
            self._own.close()

    def _warm_up(self) -> None:
        """Load what checks need, and never look through it for garbage again.

        The collector goes over all that lives each time a page has made some thousand objects: a
        sixth of the time of 192 pages. It now runs between batches instead.
        """
        page = b"<article><h1>Kyiv</h1><p>Photo: Jane Doe, 9 May 2024</p></article>"
        article = read_article(page, origin="sample", base_url="https://news.example/")
        pipeline = self._session.pipeline(self._session.fetcher_within(), 1)
        pipeline.check(article)
        parse_credit("Photo: CC BY 4.0", vocabulary=pipeline.vocabulary)
        gc.collect()
        gc.freeze()
        gc.disable()

    def check(self, items: Sequence[Item]) -> list[Outcome]:
        """What came of each article; whatever one raises is told in its place."""
        outcomes = []
        with self._one_at_a_time:
            with _Watch(self.config.budget * PATIENCE) as watch:
                for item in items:
                    watch.begin()
                    outcomes.append(self._check_one(item))
            gc.collect(0 if next(self._batches) % _ALL_GARBAGE else 2)
        return outcomes

    def _check_one(self, item: Item) -> Outcome:
        began, cpu = time.monotonic(), time.process_time()
        try:
            fetcher = self._fetcher()
            article = self._read(item, fetcher)
            report = self._session.pipeline(fetcher, 1 if fetcher.offline else None).check(article)
            held = tuple(self._held(report))
            spent = time.monotonic() - began, time.process_time() - cpu
            return outcome_of(item.number, report, held, seconds=spent[0], cpu=spent[1])
        except UnreadableInput as error:
            return Outcome(item.number, State.UNREAD, _plain(str(error)))
        # one article's trouble must not end the audit; it is reported
        except Exception as error:  # noqa: BLE001
            trouble = f"{item.key} could not be checked: {type(error).__name__}: {error}"
            return Outcome(item.number, State.UNREAD, _plain(trouble))

    def _fetcher(self) -> Fetches:
        fetcher = self._session.fetcher_within()
        if not self._archives.exist:
            return fetcher
        return ArchivedFetcher(self._archives, fetcher, self.config.network.max_picture_bytes)

    def _read(self, item: Item, fetcher: Fetches) -> Article:
        if item.kind is ItemKind.FILE:
            return read_target(Path(item.place), fetcher=fetcher)
        if item.kind is ItemKind.ADDRESS:
            return read_target(item.place, fetcher=fetcher)
        if item.kind is ItemKind.LINE:
            return read_article(read_line(item), origin=item.key)
        if item.kind is ItemKind.WORDPRESS:
            return read_article(
                item.document, origin=item.key, kind=InputKind.WORDPRESS, base_url=item.place
            )
        return replace(_feed(item.document, item.place)[item.at], origin=item.key)

    def _held(self, report: Report) -> Iterator[Prepared]:
        """The pictures whose bytes were at hand, each with its use here."""
        for (_, use), image in zip(printed(report.article), report.images, strict=True):
            if image.picture is not None and image.picture.preview is not None:
                yield Prepared(ArchiveItem(use=use), self._pixels_of(image.picture))

    def _pixels_of(self, picture: Picture) -> Pixels:
        known = self._pixels.pop(picture.sha256, None) or pixels_of(picture)
        self._pixels[picture.sha256] = known
        if len(self._pixels) > _PIXELS_KEPT:
            self._pixels.popitem(last=False)
        return known


@lru_cache(maxsize=4)
def _feed(document: bytes, origin: str) -> tuple[Article, ...]:
    return read_feed(document, origin=origin, base_url=origin if "://" in origin else None)


def _plain(sentence: str) -> str:
    """The sentence without what no database takes."""
    return sentence.encode("utf-8", "replace").decode()


class _Watch:
    """Ends this process where one article takes longer than it may.

    The watch is C's own: Python's would wait for the very code that hangs. What it prints goes
    nowhere; the audit tells of the article.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds, self._begun = seconds, -_SLACK

    def __enter__(self) -> Self:
        self._nowhere = open(os.devnull, "w")
        return self

    def __exit__(self, *exc: object) -> None:
        faulthandler.cancel_dump_traceback_later()
        self._nowhere.close()

    def begin(self) -> None:
        """The time of an article begins.

        It has at least the seconds, and at most `_SLACK` more."""
        if time.monotonic() - self._begun >= _SLACK:
            self._begun = time.monotonic()
            faulthandler.dump_traceback_later(self._seconds + _SLACK, exit=True, file=self._nowhere)
