"""Reads inputs into the archive: only what is new, in parallel, in batches."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import field
from pathlib import Path
from typing import TypeVar

from provenance.archive.archive import Archive
from provenance.archive.entry import Input, Item, Prepared
from provenance.archive.inputs import feeds, wordpress
from provenance.archive.inputs.files import PICTURES
from provenance.archive.inputs.packages import KINDS, read_package
from provenance.archive.inputs.reports import is_report, parse, read_reports
from provenance.archive.inputs.wordpress import Entry
from provenance.archive.prepare import prepare
from provenance.archive.store import Counts
from provenance.articles import recognise_kind
from provenance.errors import NotFetched, UnreadableInput
from provenance.fetch.exchange import Fetches
from provenance.files import refuse_endless
from provenance.values import dataclass

BATCH = 64
"""Inputs that are written at once: the disk is waited for once in a second or so, and what a kill
can take is what was not yet said to be kept."""
_AHEAD = 4
"""Inputs under way for each thread: a slow one keeps none of the others waiting for long."""
_PACKAGES = frozenset({".json", ".xml"})
MAX_PACKAGE = 50_000_000
"""Bytes of a package or report: the text of a whole day is a tenth of it."""
T = TypeVar("T")
Told = Callable[[int, int, str], None]
"""Called with (done, in all, of what)."""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of one `archive add`."""

    counts: Counts = Counts()
    unchanged: int = 0
    """Inputs that were read before and have not changed since."""
    troubles: tuple[str, ...] = ()
    """Inputs that could not be read, and why, a sentence each."""

    def __add__(self, other: Added) -> Added:
        troubles = (*self.troubles, *other.troubles)
        return Added(self.counts + other.counts, self.unchanged + other.unchanged, troubles)


@dataclass(frozen=True, slots=True)
class Work:
    """What one input gave."""

    source: Input
    prepared: tuple[Prepared, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Ingest:
    """How inputs are read into one archive."""

    archive: Archive
    supplier: str = ""
    """Whose pictures they are, where the inputs do not say it better."""
    fetcher: Fetches | None = None
    """Where the pictures of reports are looked for."""
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    told: Told = lambda done, total, what: None

    def add_paths(self, paths: Iterable[Path]) -> Added:
        """Read files and folders. Raises `UnreadableInput` for a path that is not there."""
        files = [file for path in paths for file in _files_in(path)]
        return self.add(files, _input_of, self._read_file)

    def add_address(self, address: str) -> Added:
        """Read a feed of what was published, or a WordPress site.

        Raises `UnreadableInput` where it is neither.
        """
        fetcher = self.fetcher
        if fetcher is None:
            raise UnreadableInput(f"{address} is read from the network, which is not to be used.")
        if articles := feeds.items(address, fetcher):
            read = _reader(feeds.input_of, lambda item: feeds.read_item(item, fetcher))
            return self.add(articles, feeds.input_of, read)
        found = list(wordpress.entries(address, fetcher))
        read_entry = _reader(Entry.input_of, lambda one: wordpress.read_entry(one, fetcher))
        return self.add(found, Entry.input_of, read_entry)

    def add(
        self, sources: Sequence[T], input_of: Callable[[T], Input], read: Callable[[T], Work]
    ) -> Added:
        """Read every source that is new, or changed since it was read."""
        fresh = [one for one in sources if not self.archive.store.was_read(input_of(one))]
        unchanged = len(sources) - len(fresh)
        counts = Counts()
        troubles: list[str] = []
        batch: list[Work] = []
        for done, work in enumerate(self._in_parallel(read, fresh), 1):
            batch.append(work)
            if len(batch) == BATCH:
                counts += self._keep(batch, troubles)
                batch = []
            self.told(done, len(fresh), "inputs")
        counts += self._keep(batch, troubles)
        trouble = self.archive.describe(self.jobs, self.told)
        troubles += [trouble] * bool(trouble)
        return Added(counts, unchanged, tuple(troubles))

    def _in_parallel(self, read: Callable[[T], Work], sources: Sequence[T]) -> Iterator[Work]:
        """What each source gave, in their order; only a few wait in memory."""
        with ThreadPoolExecutor(self.jobs, thread_name_prefix="archive") as pool:
            running: deque[Future[Work]] = deque()
            for source in sources:
                running.append(pool.submit(read, source))
                if len(running) >= _AHEAD * self.jobs:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()

    def _keep(self, batch: Sequence[Work], troubles: list[str]) -> Counts:
        if not batch:
            return Counts()
        for work in batch:
            if work.trouble:
                troubles.append(f"{work.source.origin}: {work.trouble}")
            troubles += [f"{work.source.origin}: {p.trouble}" for p in work.prepared if p.trouble]
        # What could not be read may be readable the next time.
        read = [work.source for work in batch if not work.trouble]
        return self.archive.add([p for w in batch for p in w.prepared], read)

    def _read_file(self, path: Path) -> Work:
        source = _input_of(path)
        try:
            if path.suffix.lower() in PICTURES:
                items: Iterable[Item] = [Item(path=path)]
            elif path.stat().st_size > MAX_PACKAGE:
                return Work(source, trouble="the file is too large for a package or a report")
            else:
                items = self._in_document(path)
            prepared = [prepare(one, origin=str(path), supplier=self.supplier) for one in items]
        except (UnreadableInput, OSError) as error:
            return Work(source, trouble=str(error))
        return Work(source, tuple(prepared))

    def _in_document(self, path: Path) -> Iterable[Item]:
        data = path.read_bytes()
        document = parse(data) if path.suffix.lower() == ".json" else None
        if isinstance(document, dict) and is_report(document):
            return read_reports(document, str(path), self.fetcher)
        try:
            kind = recognise_kind(data, str(path))
        except UnreadableInput:
            kind = None
        if kind not in KINDS:
            raise UnreadableInput(
                "neither ninjs, NewsML-G2 nor a report of `provenance check --format json`"
            )
        return read_package(data, path, kind, self.supplier)


def _reader(
    input_of: Callable[[T], Input], read: Callable[[T], Iterator[Item]]
) -> Callable[[T], Work]:
    """What reads one source from the network; its trouble is told, and ends nothing."""

    def work(one: T) -> Work:
        try:
            return Work(input_of(one), tuple(map(prepare, read(one))))
        except (NotFetched, UnreadableInput) as error:
            return Work(input_of(one), trouble=str(error))

    return work


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path.resolve()
        return
    refuse_endless(path)
    if not path.is_dir():
        raise UnreadableInput(f"{path} does not exist. Name files or folders to read.")
    for place, folders, names in os.walk(path.resolve()):
        folders.sort()
        for name in sorted(names):
            file = Path(place, name)
            if file.suffix.lower() in PICTURES | _PACKAGES and file.is_file():
                yield file


def _input_of(path: Path) -> Input:
    try:
        seen = path.stat()
    except OSError:  # gone since the folder was listed: reading it will say so
        return Input(str(path), "")
    return Input(str(path), f"{seen.st_size} {seen.st_mtime_ns}")
