"""What several threads ask for at once is worked out once."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from provenance.pictures import kept as module
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


def test_what_weighs_too_much_together_is_forgotten_from_the_oldest_on() -> None:
    kept: Kept[str] = Kept(6, weigh=len)
    made: list[str] = []

    def ask(key: str) -> None:
        def make() -> str:
            made.append(key)
            return key

        assert kept.get(key, make) == key

    for key in ("aaa", "bb", "aaa", "cc", "aaa", "bb", "seven..", "seven.."):
        ask(key)
    assert made == ["aaa", "bb", "cc", "bb", "seven..", "seven.."]


def test_what_is_being_made_is_waited_for_however_much_is_kept_meanwhile() -> None:
    kept: Kept[str] = Kept(3, weigh=len)
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        may_end.wait(5)
        return "aaa"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(kept.get, "slow", slow)
        begun.wait(5)
        for text in ("xxx", "yyy"):
            assert kept.get(text, lambda text=text: text) == text  # type: ignore[misc]
        second = pool.submit(kept.get, "slow", lambda: pytest.fail("made twice"))
        may_end.set()
        assert (first.result(5), second.result(5)) == ("aaa", "aaa")


def test_what_could_not_be_made_is_let_go_of_at_once() -> None:
    """Also where nobody collects garbage: unreadable files may be large."""
    kept: Kept[bytes] = Kept(2)
    files = [File(), File()]
    gone = [weakref.ref(file) for file in files]
    gc.collect()
    gc.disable()
    try:
        for file in files:
            with pytest.raises(ValueError, match="no picture"):
                kept.get("file", file.read)
        del file
        files.clear()
        assert [one() for one in gone] == [None, None]
    finally:
        gc.enable()


class File:
    """One that cannot be read."""

    def read(self) -> bytes:
        raise ValueError("no picture")


def test_what_is_older_than_the_given_time_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [50.0]
    monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: now[0]))
    kept: Kept[float] = Kept(2, seconds=10)
    for moment, made in ((50, 50), (60, 50), (61, 61), (71, 61)):
        now[0] = moment
        assert kept.get("pair", lambda: now[0]) == made


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
