"""What was worked out of pictures lately, so that it is worked out once."""

from __future__ import annotations

import math
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")


class Kept(Generic[T]):
    """The latest results, by what they were made of.

    Who asks for what another thread is making waits for it. Safe for many threads, and in a process
    that is forked off. Of results that weigh more than `most` together, those not asked for longest
    are forgotten; `weigh` gives the weight of one, each has 1 at least. A result that was made more
    than `seconds` ago is made again: keys are made of bytes or of their digests, so that most never
    grow stale.
    """

    def __init__(
        self, most: int, *, weigh: Callable[[T], int] | None = None, seconds: float = math.inf
    ) -> None:
        self._most, self._weigh, self._seconds = most, weigh, seconds
        self._begin()
        _everything.add(self)

    def _begin(self) -> None:
        self._results: OrderedDict[Hashable, _Result[T]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under `key`, else what `make` returns; what it raises is not kept."""
        with self._lock:
            result = self._results.get(key)
            if result is not None and time.monotonic() - result.since > self._seconds:
                self._forget(key)
                result = None
            mine = result is None
            if result is None:
                result = self._results[key] = _Result()
            self._results.move_to_end(key)
        try:
            if not mine:
                return result.value.result()
            try:
                made = make()
                self._settle(key, result, max(1, self._weigh(made)) if self._weigh else 1)
                result.value.set_result(made)
            except BaseException as error:
                if not result.value.done():
                    self._settle(key, result, None)
                    result.value.set_exception(error)
                raise
            return made
        finally:
            del result  # an error holds its traceback, that this frame, and the result the error

    def _settle(self, key: Hashable, result: _Result[T], weight: int | None) -> None:
        """Count what a result weighs; forget it where nothing was made."""
        with self._lock:
            if self._results.get(key) is not result:
                return  # this process was forked off meanwhile
            if weight is None:
                self._forget(key)
                return
            result.weight, result.since = weight, time.monotonic()
            self._weight += weight
            while self._weight > self._most:
                self._forget(next(key for key, one in self._results.items() if one.weight))

    def _forget(self, key: Hashable) -> None:
        self._weight -= self._results.pop(key).weight


class _Result(Generic[T]):
    """One result; while it is being made it weighs nothing and does not grow old."""

    __slots__ = ("since", "value", "weight")

    def __init__(self) -> None:
        self.value: Future[T] = Future()
        self.since, self.weight = math.inf, 0


_everything: WeakSet[Kept[Any]] = WeakSet()


def _begin_all() -> None:
    # who is at work on a result, or holds a lock, does not live on in the child
    for kept in _everything:
        kept._begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_all)
