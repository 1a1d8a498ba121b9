"""What a worker leaves behind is taken away between its batches, not while it checks."""

from __future__ import annotations

import gc
import weakref
from typing import Any

from provenance.audit.worker import _ALL_GARBAGE


class Ring:
    """Something that holds itself, as the elements of a page do."""

    def __init__(self) -> None:
        self.own = self


def test_what_a_batch_left_is_gone_behind_it(loaded: Any) -> None:
    assert not gc.isenabled()
    left = weakref.ref(Ring())
    loaded.check([])
    assert left() is None


def test_what_lived_through_a_batch_is_gone_behind_some_more(loaded: Any) -> None:
    ring = Ring()
    left = weakref.ref(ring)
    loaded.check([])
    del ring
    for _ in range(_ALL_GARBAGE):
        loaded.check([])
    assert left() is None
