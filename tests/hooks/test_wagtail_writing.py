"""What a background check found is written to a stock SQLite site without locking anybody out."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

django = pytest.importorskip("django")

from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from provenance.hooks.wagtail import writing  # noqa: E402


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Django's settings, which a process takes once: a file as `wagtail start` makes it."""
    name = tmp_path_factory.mktemp("site") / "db.sqlite3"
    stock = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name}}
    settings.configure(DATABASES=stock, USE_TZ=True)
    django.setup()


@pytest.fixture(scope="module", autouse=True)
def database(site: None) -> Iterator[None]:
    """One table."""
    with pytest.MonkeyPatch.context() as patch:
        # another test's event loop may be left in this thread
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        sql("CREATE TABLE IF NOT EXISTS told (what TEXT)")
        yield
        connections.close_all()


@pytest.fixture(autouse=True)
def afresh(database: None) -> Iterator[None]:
    writing.on_request_finished()
    sql("DELETE FROM told")
    yield
    for left in (writing._requests, writing._in_transaction, writing._waiting):
        left.clear()


def sql(statement: str, *given: object) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall()) if statement.startswith("SELECT") else []


def told() -> list[str]:
    return [what for (what,) in sql("SELECT what FROM told")]


def tell(what: str) -> None:
    writing.write(lambda: sql("INSERT INTO told VALUES (%s)", what))


class Visitor:
    """Somebody's requests, in a thread of their own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.submit(connections.close_all).result()
        self._thread.shutdown()

    def does(self, act: Any) -> Any:
        return self._thread.submit(act).result(timeout=20)


def test_what_was_found_waits_until_the_other_request_is_over() -> None:
    with Visitor() as marta:
        marta.does(writing.on_request_started)
        tell("japan")
        writing.flush()
        assert told() == []
        marta.does(writing.on_request_finished)
        assert told() == ["japan"]


def test_whoever_is_alone_writes_within_the_own_request() -> None:
    writing.on_request_started()
    tell("japan")
    writing.flush()
    assert told() == ["japan"]


def test_a_desk_that_never_rests_sees_it_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with Visitor() as marta:
        marta.does(writing.on_request_started)
        tell("japan")
        monkeypatch.setattr(writing, "PATIENCE", 0.0)
        writing.flush()
        assert told() == ["japan"]


def test_a_transaction_that_waits_for_a_check_is_not_written_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.0)

    def publish() -> None:
        with transaction.atomic():
            writing.hold_back()
            writing.flush()

    with Visitor() as script:
        script.does(publish)
        tell("japan")
        writing.flush()
        assert told() == []
        script.does(writing.flush)
        assert told() == ["japan"]


def test_whoever_begins_waits_for_what_is_written_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writes, begun = threading.Event(), threading.Event()
    monkeypatch.setattr(writing, "A_MOMENT", 0.2)
    writing.write(lambda: (writes.set(), begun.wait(10)))
    with Visitor() as marta:
        flushing = threading.Thread(target=writing.flush)
        flushing.start()
        assert writes.wait(10)
        marta.does(writing.on_request_started)
        begun.set()
        flushing.join()
    assert len(writing._requests) == 1


def test_a_background_thread_writes_nothing_itself() -> None:
    tell("japan")
    with writing.in_background():
        writing.flush()
    assert told() == []


def test_what_cannot_be_kept_is_logged_and_the_next_is_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    writing.write(lambda: 1 / 0)
    tell("japan")
    writing.flush()
    assert told() == ["japan"]
    assert "could not be kept" in caplog.text


def test_what_another_process_locks_out_is_written_by_the_next_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Visitor() as other:
        other.does(lambda: sql("BEGIN IMMEDIATE"))
        sql("PRAGMA busy_timeout = 10")
        tell("japan")
        writing.flush()
        assert "written later" in caplog.text
        other.does(lambda: sql("COMMIT"))
        writing.flush()
        assert told() == ["japan"]


def test_nobody_is_told_that_the_database_is_locked() -> None:
    """One publishes (reads, then writes) while what other checks found comes in all the time."""
    rounds, done = 100, threading.Event()

    def publishing() -> None:
        try:
            for n in range(rounds):
                writing.on_request_started()
                with transaction.atomic():
                    told()
                    time.sleep(0.002)
                    sql("INSERT INTO told VALUES (%s)", f"page {n}")
                writing.flush()
                writing.on_request_finished()
        finally:
            done.set()

    def looking() -> None:
        while not done.is_set():
            writing.on_request_started()
            told()
            writing.flush()
            tell("a check")  # it ends while the answer is on its way
            writing.on_request_finished()

    with Visitor() as marta, ThreadPoolExecutor(1) as desk:
        looks = desk.submit(looking)
        marta.does(publishing)
        looks.result()
        desk.submit(connections.close_all).result()
    assert len([what for what in told() if what.startswith("page")]) == rounds
