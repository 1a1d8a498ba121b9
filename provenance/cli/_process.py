"""How the process of one command uses memory and processors.

A library leaves that to whoever calls it.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

_OBJECTS = 100_000
"""Objects made before a look for garbage. With Python's 700 a command looks a hundred times through
the words and modules that it has just loaded: a tenth of the processor time of `images`, `check`
and `demo` (`tests/benchmarks/bench_start.py`)."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""What `mallopt` of glibc calls the three settings (malloc.h)."""
_KEPT = 1 << 30
"""Bytes that are freed before any is given back to the system."""


def begin() -> None:
    """Set up what every command shares, before anything heavy is loaded.

    NumPy's algebra runs on one thread: pictures are compared side by side already, and its threads
    wait by turning, a sixth of the processor time of `demo`. Python looks for garbage twice more
    when the process ends, a fifth of the processor time of `check`: what lives then is left to the
    system.
    """
    gc.set_threshold(_OBJECTS, 20, 20)
    atexit.register(gc.freeze)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def keep_what_is_freed() -> None:
    """Have glibc use the memory of one picture for the next.

    All threads take it from one heap. Else each of a picture's scratch areas is asked of the
    system again, and cleared by it: two thirds of the page faults of `demo`, a tenth of its
    processor time. For commands that end.
    """
    if sys.platform != "linux":
        return
    import ctypes

    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:  # musl has no such settings
        set_option(_ARENA_MAX, 1)
        set_option(_MMAP_THRESHOLD, _KEPT)
        set_option(_TRIM_THRESHOLD, _KEPT)
