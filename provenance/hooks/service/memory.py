"""How the C library keeps what was freed, in a service that runs for months."""

from __future__ import annotations

import ctypes
import sys

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""What `mallopt` of glibc calls the two settings (malloc.h)."""
LARGE = 131_072
"""Bytes from which a block is given back to the system as soon as it is freed: glibc's own first
value, which it raises to the size of whatever was freed last."""
ARENAS = 2
"""Heaps that threads share: glibc makes eight for each core, and pictures leave holes in each."""


def give_back_what_is_freed() -> None:
    """Set glibc to few heaps, and to give large blocks back at once.

    Measured with `tests/benchmarks/bench_memory.py`, resident after 100, 200 and 300 articles:
    436, 439 and 442 MB where it was 512, 591 and 655.
    """
    if sys.platform != "linux":
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:  # musl has no such settings
        set_option(_ARENA_MAX, ARENAS)
        set_option(_MMAP_THRESHOLD, LARGE)
