"""Writing in the background, where a database has one writer at a time.

SQLite refuses a transaction that has read and then wants to write while another thread is writing:
"database is locked", at once, in the middle of somebody's publishing. There, what is found waits
until a request has nothing open, and is written in its thread; a database that has many writers is
written to at once.
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
"""Seconds after which a thread is no longer taken to be in the transaction in which it waited: a
script's may end without telling, and publishing waits 20 s unless a site says otherwise."""
_waiting: deque[Work] = deque()
_flushing = threading.Lock()
_in_transaction: dict[int, float] = {}
"""Threads that waited for a check inside a transaction, and since when: it may still be open."""


def write(work: Work) -> None:
    """Do `work`, which writes, now or in the thread of the next request that may."""
    if connection.vendor == "sqlite":
        _waiting.append(work)
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
    """Write what waits, unless any thread is in the middle of a transaction."""
    if connection.in_atomic_block or getattr(_this, "waits", False):
        return
    _in_transaction.pop(threading.get_ident(), None)
    if not _waiting or _is_held_back() or not _flushing.acquire(blocking=False):
        return
    try:
        while _waiting:
            work = _waiting.popleft()
            try:
                work()
            except OperationalError:
                _waiting.appendleft(work)  # another process is writing: the next request tries
                log.warning("the result of a picture check is written later", exc_info=True)
                return
            except Exception:
                log.exception("the result of a picture check could not be kept")
    finally:
        _flushing.release()


def _is_held_back() -> bool:
    now = time.monotonic()
    return any(now - since < LONGEST for since in tuple(_in_transaction.values()))


def on_request_finished(**kwargs: object) -> None:
    """Write what waits, once a request is over (signal `request_finished`)."""
    if _waiting or _in_transaction:
        flush()
        if not connection.in_atomic_block:
            connection.close()
