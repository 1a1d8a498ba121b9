"""Handing out the articles of an audit, and taking back what came of them.

Few batches are under way at a time, and an article counts once it is committed. A batch whose
worker died is tried again one article at a time; an article over which a worker dies twice is set
aside.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from itertools import islice

from provenance.audit.cluster import Batch, Cluster
from provenance.audit.item import Item
from provenance.audit.ledger import Ledger
from provenance.audit.outcome import Outcome, State
from provenance.values import dataclass

BATCH = 16
"""Articles of one task, a second's work: handing a task out takes some 5 ms."""
TRIES = 2
"""Times that a worker may die over an article alone before it is set aside."""
_LOOKED_AT = 0.5
"""Seconds between two looks at what has ended, and between two words on progress."""
_SET_ASIDE = (
    "the process that checked it ended {tries} times over it: it was killed, took too much memory, "
    "or the article took longer than {seconds:.0f} seconds"
)
Tell = Callable[["Progress"], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an audit is."""

    done: int
    """Articles with an outcome, those of earlier runs included."""
    total: int
    failures: int
    """Articles of this run that could not be read or were set aside."""
    seconds: float
    """Since this run began."""
    here: int
    """Articles done in this run."""

    @property
    def rate(self) -> float:
        """Articles a second in this run."""
        return self.here / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds until all is done at this rate; None where there is none yet."""
        return (self.total - self.done) / self.rate if self.here else None


class Running:
    """One run of an audit."""

    def __init__(
        self, ledger: Ledger, cluster: Cluster, tell: Tell, seconds_an_article: float
    ) -> None:
        self._ledger, self._cluster, self._tell = ledger, cluster, tell
        self._seconds = seconds_an_article
        self._fresh = ledger.todo()
        self._suspects: deque[Item] = deque()
        self._died: Counter[int] = Counter()
        counts = ledger.counts()
        self._total, self._before = sum(counts.values()), sum(counts.values()) - counts["left"]
        workers = max(1, len(cluster.idle()))
        self._batch = min(BATCH, max(1, counts["left"] // (4 * workers)))
        self._here, self._failures, self._began = 0, 0, time.monotonic()

    def run(self, on_kept: Callable[[list[Outcome]], None] = lambda outcomes: None) -> Progress:
        """Check all that has no outcome yet.

        `on_kept` gets outcomes before they are committed. Raises `UsageError` where the disk or
        the cluster takes no more; what was committed is kept.
        """
        while True:
            if not self._hand_out() and not self._cluster.running:
                return self._progress()
            for batch in self._cluster.ended(_LOOKED_AT):
                outcomes = self._settled(batch)
                self._hand_out()  # the worker goes on while these are committed
                if outcomes:
                    on_kept(outcomes)
                    self._ledger.keep(outcomes)
                    self._count(outcomes)
            self._tell(self._progress())

    def _hand_out(self) -> bool:
        """Give each idle worker a batch; False where nothing is left to give."""
        for worker in self._cluster.idle():
            batch = self._next()
            if not batch:
                return False
            self._cluster.submit(batch, worker)
        return True

    def _next(self) -> list[Item]:
        """The next batch: a suspect alone, as long as there are any."""
        if self._suspects:
            return [self._suspects.popleft()]
        return list(islice(self._fresh, self._batch))

    def _settled(self, batch: Batch) -> list[Outcome]:
        """The outcomes of a batch; a dead worker's articles are suspects."""
        if batch.outcomes is not None:
            return list(batch.outcomes)
        if len(batch.items) > 1:
            self._suspects += batch.items
            return []
        (item,) = batch.items
        self._died[item.number] += 1
        if self._died[item.number] < TRIES:
            self._suspects.append(item)
            return []
        detail = _SET_ASIDE.format(tries=TRIES, seconds=self._seconds)
        return [Outcome(item.number, State.SET_ASIDE, detail)]

    def _count(self, outcomes: list[Outcome]) -> None:
        self._here += len(outcomes)
        self._failures += sum(o.state in (State.UNREAD, State.SET_ASIDE) for o in outcomes)

    def _progress(self) -> Progress:
        seconds = time.monotonic() - self._began
        return Progress(self._before + self._here, self._total, self._failures, seconds, self._here)
