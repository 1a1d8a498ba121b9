"""How often a caller may ask: a token bucket each."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

_CALLERS = 10_000
"""Callers remembered at most; the longest silent are forgotten first."""


class RateLimit:
    """A token bucket for each caller, refilled steadily."""

    def __init__(self, per_minute: int) -> None:
        self._rate = per_minute / 60
        self._most = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_for(self, caller: str) -> float:
        """0 where the call may go ahead, else the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            left, then = self._buckets.pop(caller, (self._most, now))
            left = min(self._most, left + (now - then) * self._rate)
            allowed = left >= 1
            self._buckets[caller] = (left - 1 if allowed else left, now)
            while len(self._buckets) > _CALLERS:
                self._buckets.popitem(last=False)
            return 0.0 if allowed else (1 - left) / self._rate
