"""How often a caller may ask (a token bucket each), and counters for /metrics."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict

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


class Metrics:
    """Counters in Prometheus' text format.

    https://prometheus.io/docs/instrumenting/exposition_formats/
    """

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._seconds: Counter[str] = Counter()
        self._lock = threading.Lock()

    def count(self, route: str, status: int, seconds: float) -> None:
        """One answered request."""
        with self._lock:
            self._requests[route, status] += 1
            self._seconds[route] += seconds  # type: ignore[assignment]

    def text(self, jobs: dict[str, int]) -> str:
        """Everything counted so far, and the jobs by state."""
        with self._lock:
            requests, seconds = dict(self._requests), dict(self._seconds)
        lines = ["# TYPE provenance_requests_total counter"]
        lines += [
            f'provenance_requests_total{{route="{route}",status="{status}"}} {n}'
            for (route, status), n in sorted(requests.items())
        ]
        lines.append("# TYPE provenance_request_seconds_total counter")
        lines += [
            f'provenance_request_seconds_total{{route="{r}"}} {s:.6f}'
            for r, s in sorted(seconds.items())
        ]
        lines.append("# TYPE provenance_jobs gauge")
        states = ("queued", "running", "done", "failed")
        lines += [f'provenance_jobs{{state="{state}"}} {jobs.get(state, 0)}' for state in states]
        return "\n".join(lines) + "\n"
