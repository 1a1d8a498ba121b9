"""What was worked out of pictures lately, so that it is worked out once."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The latest results, by what they were made of.

    Who asks for what another thread is making waits for it. Safe for many threads. Keys are made of
    bytes or of their digests: nothing here grows stale.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._forget()
        if hasattr(os, "register_at_fork"):
            # who is at work on a result does not live on in the child
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        self._results: OrderedDict[Hashable, Future[T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept under `key`, else what `make` returns; what it raises is not kept."""
        with self._lock:
            result = self._results.get(key)
            mine = result is None
            if result is None:
                result = self._results[key] = Future()
            self._results.move_to_end(key)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        if not mine:
            return result.result()
        try:
            result.set_result(make())
        except BaseException as error:
            with self._lock:
                self._results.pop(key, None)
            result.set_exception(error)
            raise
        return result.result()
