"""What several threads ask for at once is worked out once."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from provenance.pictures.kept import Kept


def test_those_who_ask_at_once_wait_for_one_of_them() -> None:
    kept: Kept[int] = Kept(4)
    made: list[int] = []
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> int:
        made.append(1)
        begun.set()
        may_end.wait(5)
        return 7

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(kept.get, "pair", slow)
        begun.wait(5)
        others = [pool.submit(kept.get, "pair", slow) for _ in range(2)]
        may_end.set()
        assert [one.result(5) for one in (first, *others)] == [7, 7, 7]
    assert made == [1]


def test_only_the_latest_results_are_kept() -> None:
    kept: Kept[int] = Kept(2)
    made: list[str] = []

    def ask(key: str) -> None:
        def make() -> int:
            made.append(key)
            return len(made)

        kept.get(key, make)

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_what_failed_is_tried_again_and_each_who_waited_is_told() -> None:
    kept: Kept[int] = Kept(2)

    def broken() -> int:
        raise ValueError("no picture")

    with pytest.raises(ValueError, match="no picture"):
        kept.get("pair", broken)
    assert kept.get("pair", lambda: 3) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_process_that_is_forked_off_waits_for_nobody_of_before() -> None:
    kept: Kept[int] = Kept(2)
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> int:
        begun.set()
        may_end.wait(5)
        return 1

    thread = threading.Thread(target=kept.get, args=("pair", slow))
    thread.start()
    begun.wait(5)
    child = os.fork()
    if child == 0:
        os._exit(kept.get("pair", lambda: 42))
    _, status = os.waitpid(child, 0)
    may_end.set()
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 42
