"""The Dask side: workers with the checker loaded, one budget a host for all."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from provenance.audit.item import Item
from provenance.audit.outcome import Outcome
from provenance.audit.worker import Job, Loaded
from provenance.errors import NotFetched, UsageError, how_to_install
from provenance.fetch.polite import Turnstiles, manners_of
from provenance.model import Reason
from provenance.values import dataclass

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

_PLUGIN = "provenance-audit"
_CONNECTING = 20.0
"""Seconds to wait for a scheduler to answer."""
_NOBODY = 120.0
"""Seconds without any worker after which an audit stops: one that died is back in three."""
_PLAIN = {
    # A batch whose worker died is tried again by the audit, one article at a time.
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.tick.interval": "500ms",
}
"""Dask without what watches and evens out many small tasks: with it the process that hands out
spent 7 ms an article where it spends 2, and the workers a tenth more."""
_LOUD = ("distributed", "tornado", "asyncio")
"""Loggers that print tracebacks where a process or a scheduler went: the audit tells of it."""
_MISSING = f"an audit needs the extra `audit`: {how_to_install('audit')}"


class ClusterTurnstiles(Turnstiles):
    """Turnstiles that all workers share: a host is asked as one process would.

    A place at a host is a lease of a semaphore that the scheduler keeps; it gives back those of a
    worker that died. A pause is had by holding the only lease of "next to start" for its length.
    """

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker

    @contextmanager
    def through(self, host: str, until: float) -> Iterator[None]:
        """Wait for a place at `host` and hold it.

        Raises `NotFetched(over-budget)` where none is free before `until`.
        """
        manners = manners_of(host)
        place = self._semaphore(f"place {host}", manners.connections)
        _acquire(place, host, until)
        try:
            if manners.pause:
                turn = self._semaphore(f"turn {host}", 1)
                _acquire(turn, host, until)
                try:
                    time.sleep(manners.pause)
                finally:
                    turn.release()
            with super().through(host, until):
                yield
        finally:
            place.release()

    def _semaphore(self, name: str, leases: int) -> Any:
        from distributed import Semaphore

        worker = self._worker
        return Semaphore(
            leases, f"provenance {name}", scheduler_rpc=worker.scheduler, loop=worker.loop
        )


def _acquire(semaphore: Any, host: str, until: float) -> None:
    if not semaphore.acquire(timeout=max(0.0, until - time.monotonic())):
        raise NotFetched(
            Reason.OVER_BUDGET, f"no free connection to {host} within the time allowed"
        )


class _Plugin:
    """Has the checker in each worker, also in one that takes a dead one's place."""

    _loaded: Loaded | None = None

    def __init__(self, job: Job) -> None:
        self._job = job

    def setup(self, worker: Worker) -> None:
        """Called by Dask when a worker begins; the checker is loaded with the first batch."""
        self._worker, self._lock = worker, threading.Lock()

    def teardown(self, worker: Worker) -> None:
        """Called by Dask when a worker ends."""
        if self._loaded is not None:
            self._loaded.close()

    def loaded(self) -> Loaded:
        """The checker of this process."""
        with self._lock:
            if self._loaded is None:
                from provenance.fetch import Fetcher

                turnstiles = ClusterTurnstiles(self._worker)
                fetcher = Fetcher(self._job.config, turnstiles=turnstiles)
                self._loaded = Loaded(self._job, fetcher)
            return self._loaded


def _check(items: Sequence[Item]) -> list[Outcome]:
    """The task: what came of a batch."""
    from distributed import get_worker

    plugin: _Plugin = get_worker().plugins[_PLUGIN]
    return plugin.loaded().check(items)


@contextmanager
def _telling() -> Iterator[None]:
    """A cluster that is gone, as one sentence."""
    try:
        yield
    except (CancelledError, ConnectionError, OSError) as error:
        if isinstance(error, TimeoutError):
            raise
        raise UsageError(
            "the scheduler is gone. What was finished is kept: go on with --resume."
        ) from error


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch that has ended: its outcomes, or None where its worker died over it."""

    items: tuple[Item, ...]
    outcomes: tuple[Outcome, ...] | None


class Cluster:
    """The workers of one audit, and what they have under way."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._running: dict[Future, tuple[tuple[Item, ...], str]] = {}
        self._seen = time.monotonic()

    @property
    def running(self) -> int:
        """Batches under way."""
        return len(self._running)

    def idle(self) -> list[str]:
        """The addresses of the workers that have no batch.

        They are asked for each time: one that died is not there until it is back. A worker with a
        batch waiting behind another would take both with it when it dies, and the blame would fall
        on both; what it waits for the next instead is 5 ms of a second. Raises `UsageError` where
        there has been no worker for long, or the scheduler is gone.
        """
        with _telling():
            workers = self._client.nthreads()
        now = time.monotonic()
        if workers:
            self._seen = now
        elif now - self._seen > _NOBODY:
            raise UsageError(
                f"the cluster has had no worker for {_NOBODY:.0f} seconds. What was finished "
                "is kept: go on with --resume."
            )
        return sorted(workers.keys() - {worker for _, worker in self._running.values()})

    def submit(self, items: Iterable[Item], worker: str) -> None:
        """Have a batch checked by this worker, or by another where it has just died."""
        batch = tuple(items)
        with _telling():
            future = self._client.submit(
                _check, batch, pure=False, retries=0, workers=[worker], allow_other_workers=True
            )
        self._running[future] = batch, worker

    def ended(self, seconds: float) -> Iterator[Batch]:
        """The batches that have ended, after at most `seconds`.

        Raises `UsageError` where the scheduler is gone.
        """
        from distributed import KilledWorker, wait

        if not self._running:  # the workers have died and are not back yet
            time.sleep(seconds)
            return

        try:
            with _telling():
                done = wait(
                    list(self._running), timeout=seconds, return_when="FIRST_COMPLETED"
                ).done
        except TimeoutError:
            return
        for future in list(done):
            items, _ = self._running.pop(future)
            try:
                with _telling():
                    outcomes = tuple(future.result())
                yield Batch(items, outcomes)
            except KilledWorker:
                yield Batch(items, None)
            finally:
                future.release()

    def forget(self) -> None:
        """Cancel what is under way."""
        with suppress(UsageError), _telling():
            self._client.cancel(list(self._running), force=True)
        self._running.clear()


@contextmanager
def open_cluster(job: Job, workers: int, scheduler: str | None) -> Iterator[Cluster]:
    """A cluster of processes on this machine, or the one whose scheduler is named.

    Raises `UsageError` where Dask is not installed or the scheduler does not answer.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError(_MISSING) from error
    for name in [n for n in logging.root.manager.loggerDict if n.partition(".")[0] in _LOUD]:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with ExitStack() as opened:
        opened.enter_context(dask.config.set(_PLAIN))
        opened.enter_context(_own_environment())
        try:
            if scheduler is None:
                cluster = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    # with None it listens at 8787, and prints a warning where that is taken
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                    env={"OPENCV_FOR_THREADS_NUM": "1"},
                )
                opened.enter_context(cluster)
                client = Client(cluster)
            else:
                client = Client(scheduler, timeout=_CONNECTING)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"no Dask scheduler answers at {scheduler or 'this machine'}: {error}"
            ) from error
        opened.enter_context(client)
        client.register_plugin(_as_dask_wants_it(job), name=_PLUGIN)
        yield Cluster(client)


@contextmanager
def _own_environment() -> Iterator[None]:
    """Take back what starting workers writes into this process's environment.

    What is started later would inherit how glibc and numeric libraries are set for workers.
    """
    before = dict(os.environ)
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def _as_dask_wants_it(job: Job) -> Any:
    """The plug-in as a class of Dask's, which is loaded only where an audit runs."""
    from distributed import WorkerPlugin

    return type("AuditPlugin", (_Plugin, WorkerPlugin), {})(job)
