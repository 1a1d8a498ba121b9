"""Writing in the background, where a database has one writer at a time.

SQLite refuses a transaction that has read and then wants to write while another thread is writing:
"database is locked", at once, in the middle of somebody's publishing. There, what is found waits
until no other request is open, and is written in the thread of one that ends; a request that comes
meanwhile waits for it. A database that has many writers is written to at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection

log = logging.getLogger("provenance.wagtail")
Work = Callable[[], object]
LONGEST = 120.0
"""Seconds after which a thread is no longer taken to be in the transaction in which it waited, or
in its request: a script's may end without telling, and publishing waits 20 s unless a site says
otherwise."""
PATIENCE = 30.0
"""Seconds that what was found waits for a moment without other requests: a desk that looks at its
pages all the time would else never see it. Then only transactions that wait for a check hold it."""
A_MOMENT = 2.0
"""Seconds for which a request that begins waits for what is being written: rows, in a moment."""
_waiting: deque[tuple[float, Work]] = deque()
"""What is to be written, and since when."""
_alone = threading.Lock()
"""Held while what waits is written, and for the moment in which a request begins."""
_requests: dict[int, float] = {}
"""Threads that serve a request, and since when."""
_in_transaction: dict[int, float] = {}
"""Threads that waited for a check inside a transaction, and since when: it may still be open."""


def write(work: Work) -> None:
    """Do `work`, which writes, now or in the thread of the next request that may."""
    if connection.vendor == "sqlite":
        _waiting.append((time.monotonic(), work))
    else:
        work()


_this = threading.local()


@contextmanager
def in_background() -> Iterator[None]:
    """Let this thread write nothing: another one's transaction would stumble over it."""
    _this.waits = True
    try:
        yield
    finally:
        _this.waits = False


def hold_back() -> None:
    """Let nobody write until this thread's transaction, if it is in one, is through."""
    if connection.in_atomic_block:
        _in_transaction[threading.get_ident()] = time.monotonic()


def flush() -> None:
    """Write what waits, unless another thread is in a request or in a transaction."""
    if connection.in_atomic_block or getattr(_this, "waits", False):
        return
    _in_transaction.pop(threading.get_ident(), None)
    if not _waiting or not _alone.acquire(blocking=False):
        return
    try:
        while _waiting and _may_write():
            since, work = _waiting.popleft()
            try:
                work()
            except OperationalError:
                _waiting.appendleft((since, work))  # another process is writing: the next tries
                log.warning("the result of a picture check is written later", exc_info=True)
                return
            except Exception:
                log.exception("the result of a picture check could not be kept")
    finally:
        _alone.release()


def _may_write() -> bool:
    if _is_any_open(_in_transaction):
        return False
    since, _ = _waiting[0]
    return time.monotonic() - since > PATIENCE or not _is_any_open(_requests)


def _is_any_open(threads: dict[int, float]) -> bool:
    """True where another thread than this one is still at it."""
    me, now = threading.get_ident(), time.monotonic()
    return any(t != me and now - since < LONGEST for t, since in tuple(threads.items()))


def on_request_started(**kwargs: object) -> None:
    """Wait until nothing is being written (signal `request_started`)."""
    if connection.vendor == "sqlite":
        waited = _alone.acquire(timeout=A_MOMENT)
        _requests[threading.get_ident()] = time.monotonic()
        if waited:
            _alone.release()


def on_request_finished(**kwargs: object) -> None:
    """Write what waits, once a request is over (signal `request_finished`)."""
    _requests.pop(threading.get_ident(), None)
    if _waiting or _in_transaction:
        flush()
        if not connection.in_atomic_block:
            connection.close()
