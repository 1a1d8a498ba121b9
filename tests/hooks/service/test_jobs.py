"""Jobs: every accepted one finishes once, whatever is killed, closed, full or broken in between."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from provenance.errors import UsageError
from provenance.hooks.service import jobs as jobs_module
from provenance.hooks.service import jobs_database
from provenance.hooks.service import workers as workers_module
from provenance.hooks.service.jobs import JobStore
from provenance.hooks.service.jobs_database import JobsTrouble, PostgresJobs, Unkeepable
from provenance.hooks.service.workers import Workers
from tests.archive.server import Server
from tests.stand_ins.commons import Commons
from tests.stand_ins.service import Running, running


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.component)])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where jobs of this test's own are kept: in a file, and on a server."""
    if request.param == "sqlite":
        return tmp_path / "jobs.sqlite"
    return str(request.getfixturevalue("server").database())


@pytest.fixture
def store(where: Path | str) -> Iterator[JobStore]:
    made = JobStore(where)
    yield made
    made.close()


@pytest.fixture
def in_a_file(tmp_path: Path) -> Iterator[JobStore]:
    made = JobStore(tmp_path / "jobs.sqlite")
    yield made
    made.close()


def sql(store: JobStore, statement: str, *values: object) -> None:
    """What somebody else does to the database."""
    with store.database.writing() as execute:
        execute(statement, *values)


def rows(store: JobStore, query: str) -> list[tuple[object, ...]]:
    with store.database.reading() as execute:
        return execute(query).fetchall()


def workers(store: JobStore, work: Callable[[bytes], bytes], count: int = 2) -> Workers:
    made = Workers(store, work, count, keep_days=7)
    made.start()
    return made


def eventually(told: Callable[[], object], within: float = 10.0) -> None:
    until = time.monotonic() + within
    while not told():
        assert time.monotonic() < until
        time.sleep(0.01)


def state(store: JobStore, name: str) -> str:
    job = store.get(name)
    assert job
    return job.state


def test_jobs_are_taken_in_the_order_they_came_and_each_once(store: JobStore) -> None:
    names = [store.accept(b"%d" % n, 100) for n in range(50)]
    taken: list[str] = []
    lock = threading.Lock()

    def work() -> None:
        while job := store.take():
            with lock:
                taken.append(job.id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(map(str, names))


def test_a_job_finishes_once_and_then_lets_go_of_the_article(store: JobStore) -> None:
    name = store.accept(b"article", 1)
    assert name
    store.take()
    assert store.finish(name, b"first")
    assert not store.finish(name, b"second")
    job = store.get(name)
    assert job
    assert (job.state, job.answer) == ("done", b"first")
    assert rows(store, "SELECT request FROM jobs") == [(b"",)]


def test_a_full_queue_takes_nothing_and_loses_nothing(
    store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.accept(b"1", 2)
    assert store.accept(b"2", 2)
    assert store.accept(b"3", 2) is None
    assert store.counts() == {"queued": 2}
    monkeypatch.setattr(jobs_module, "_MAX_WAITING_BYTES", 2)
    assert store.accept(b"3", 100) is None


def test_what_ran_when_the_process_died_is_queued_again_but_not_for_ever(store: JobStore) -> None:
    name = store.accept(b"poison", 1)
    assert name
    for _ in range(3):
        assert store.take()
        again = store.recover(3)
    assert again == 0
    job = store.get(name)
    assert job
    assert (job.state, job.error) == (
        "failed",
        "the service stopped each time this article was checked",
    )


def test_the_jobs_file_is_private(in_a_file: JobStore, tmp_path: Path) -> None:
    assert (tmp_path / "jobs.sqlite").stat().st_mode & 0o077 == 0


def test_two_services_on_one_database_take_each_job_once(
    store: JobStore, where: Path | str
) -> None:
    other = JobStore(where)
    names = [s.accept(b"%d" % n, 100) for n in range(20) for s in (store, other)]
    taken: list[str] = []

    def work(of: JobStore) -> None:
        while job := of.take():
            assert of.finish(job.id, b"done")
            taken.append(job.id)

    threads = [threading.Thread(target=work, args=(s,)) for s in (store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == sorted(map(str, names))
    other.close()


def test_what_another_process_runs_is_left_to_it_until_it_is_dead(
    store: JobStore, where: Path | str
) -> None:
    other = JobStore(where)
    host = other.name.split("/")[0]
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        other.name = f"{host}/{child.pid}/another"
        name = store.accept(b"x", 9) or ""
        assert other.take()
        assert store.recover(3) == 0
        assert store.recover(3, others=True) == 0
        child.kill()
    assert store.recover(3, others=True) == 1
    assert other.finish(name, b"late") is False, "it is no longer its job"
    again = store.take()
    assert again
    assert store.finish(name, b"in time")
    other.close()


def test_a_process_on_another_machine_is_believed_dead_when_its_lease_has_ended(
    store: JobStore, where: Path | str
) -> None:
    other = JobStore(where)
    other.name = "elsewhere.example/7/another"
    store.accept(b"x", 9)
    assert other.take()
    assert store.recover(3, others=True) == 0
    sql(store, "UPDATE jobs SET lease = lease - ?", jobs_module.LEASE)
    other.renew()
    assert store.recover(3, others=True) == 0, "it has said that it lives"
    sql(store, "UPDATE jobs SET lease = lease - ?", jobs_module.LEASE + 1)
    assert store.recover(3, others=True) == 1
    other.close()


def test_a_cancelled_job_is_not_begun_and_what_a_running_one_comes_to_is_thrown_away(
    store: JobStore,
) -> None:
    waiting, running_ = store.accept(b"1", 9, owner="a"), store.accept(b"2", 9, owner="a")
    assert waiting
    assert running_
    assert store.cancel(waiting, "b") is None, "somebody else's"
    assert store.cancel(waiting, "a") == "cancelled"
    job = store.take()
    assert job
    assert job.id == running_
    assert store.cancel(running_, "a") == "cancelled"
    assert store.finish(running_, b"late") is False
    assert [j.state for j in store.page("a")] == ["cancelled", "cancelled"]
    third = store.accept(b"3", 9, owner="a") or ""
    store.take()
    store.finish(third, b"done")
    assert store.cancel(third, "a") == "done"
    of_a_release_without_owners = store.accept(b"4", 9) or ""
    assert store.get(of_a_release_without_owners, "a")
    assert store.cancel(of_a_release_without_owners, "a") == "cancelled"


def test_the_list_is_read_page_by_page_and_holds_only_ones_own(store: JobStore) -> None:
    mine = [store.accept(b"x", 99, owner="me") for _ in range(5)]
    store.accept(b"x", 99, owner="you")
    first = store.page("me", most=3)
    second = store.page("me", before=first[-1].id, most=3)
    assert [j.id for j in (*first, *second)] == mine[::-1]
    assert store.page("me", state="done") == []


def test_a_damaged_jobs_file_is_set_aside_and_the_service_begins_anew(tmp_path: Path) -> None:
    file = tmp_path / "jobs.sqlite"
    file.write_bytes(b"this is no database" * 500)
    store = JobStore(file)
    assert store.accept(b"x", 9)
    store.close()
    assert (tmp_path / "jobs.sqlite.broken").read_bytes().startswith(b"this is no database")


def test_a_jobs_file_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UsageError, match="cannot be used"):
        JobStore(tmp_path / "file" / "jobs.sqlite")


def test_a_job_is_blamed_only_for_its_own_crashes(store: JobStore) -> None:
    """Four run together when the process dies, again and again: one of them kills it."""
    names = [store.accept(b"%d" % n, 9) for n in range(4)]
    poison = names[2]
    done: list[str] = []
    for _ in range(12):
        begun = [job.id for job in iter(store.take, None)]
        if not begun:
            break
        if poison in begun:
            store.recover(3)
            continue
        for name in begun:
            store.finish(name, b"done")
            done.append(name)
    assert sorted(done) == sorted(name for name in names if name and name != poison)
    assert poison
    assert state(store, poison) == "failed"


def test_what_ran_when_a_process_died_is_begun_again_side_by_side(store: JobStore) -> None:
    before = [store.accept(b"%d" % n, 9) for n in range(3)]
    assert len(list(iter(store.take, None))) == 3
    store.recover(3)
    fresh = store.accept(b"fresh", 9)
    assert [job.id for job in iter(store.take, None)] == [*before, fresh]


def test_what_ran_when_a_process_died_twice_runs_alone_and_before_the_others(
    store: JobStore,
) -> None:
    first, second = store.accept(b"1", 9), store.accept(b"2", 9)
    for _ in range(2):
        store.take(), store.take()
        store.recover(3)
    third = store.accept(b"3", 9)
    one = store.take()
    assert one
    assert one.id == first
    assert store.take() is None
    store.finish(first or "", b"done")
    two = store.take()
    assert two
    assert two.id == second
    assert store.take() is None
    store.finish(second or "", b"done")
    three = store.take()
    assert three
    assert three.id == third


def test_what_runs_alone_keeps_no_other_process_waiting(store: JobStore, where: Path | str) -> None:
    names = [store.accept(b"%d" % n, 9) for n in range(2)]
    for _ in range(2):
        store.take(), store.take()
        store.recover(3)
    fresh = [store.accept(b"fresh", 9) for _ in range(2)]
    other = JobStore(where)
    one, two = store.take(), other.take()
    assert one
    assert two
    assert [one.id, two.id] == names, "each alone in its own process"
    assert store.take() is other.take() is None
    assert other.finish(two.id, b"done")
    assert [job.id for job in iter(other.take, None)] == fresh
    other.close()


def test_a_deleted_jobs_file_is_written_anew_with_all_that_was_accepted(
    in_a_file: JobStore, tmp_path: Path
) -> None:
    store = in_a_file
    before = store.accept(b"before", 9)
    for file in tmp_path.iterdir():
        file.unlink()
    after = store.accept(b"after", 9)
    store.close()
    again = JobStore(tmp_path / "jobs.sqlite")
    assert [job.id for job in iter(again.take, None)] == [before, after]
    again.close()


def test_a_jobs_file_of_an_earlier_release_is_carried_on(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "jobs.sqlite")
    old.execute(
        "CREATE TABLE jobs (id TEXT PRIMARY KEY, state TEXT NOT NULL, request BLOB NOT NULL, "
        "answer BLOB, error TEXT, attempts INTEGER NOT NULL DEFAULT 0, accepted REAL NOT NULL, "
        "finished REAL)"
    )
    old.execute("INSERT INTO jobs VALUES ('a', 'running', x'01', NULL, NULL, 1, 0, NULL)")
    old.commit()
    old.close()
    store = JobStore(tmp_path / "jobs.sqlite")
    assert store.recover(3) == 1
    job = store.take()
    assert job
    assert job.id == "a"
    store.close()


def test_what_is_wrong_is_told_until_something_is_written_again(in_a_file: JobStore) -> None:
    store = in_a_file
    sql(store, "PRAGMA max_page_count = 1")
    with pytest.raises(JobsTrouble, match="full"):
        store.accept(b"x" * 90_000, 100)
    assert "full" in store.trouble
    assert store.counts() == {}
    sql(store, "PRAGMA max_page_count = 100000")
    store.probe()
    assert store.trouble == ""
    assert store.accept(b"x" * 90_000, 100)


@pytest.mark.component
def test_a_server_that_was_away_is_used_again_when_it_is_back(server: Server) -> None:
    store = JobStore(server.database())
    name = store.accept(b"before", 9)
    server.away()
    with pytest.raises(JobsTrouble):
        store.accept(b"meanwhile", 9)
    assert "the jobs' server cannot be written" in store.trouble
    with pytest.raises(JobsTrouble):
        store.probe()
    server.back()
    store.probe()
    assert store.trouble == ""
    job = store.take()
    assert job
    assert job.id == name
    assert store.finish(job.id, b"done")
    store.close()


@pytest.mark.component
def test_many_processes_make_the_tables_of_a_new_server_at_once(server: Server) -> None:
    where = server.database()
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(JobStore, [where] * 8))
    names = [store.accept(b"x", 99) for store in stores]
    assert [job.id for job in iter(stores[0].take, None)] == names
    for store in stores:
        store.close()


def test_a_server_that_cannot_be_reached_is_told_in_a_sentence(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(UsageError, match=r"the jobs' server \(service.jobs-url\) cannot be used"):
        JobStore(f"postgresql://nobody:secret@/jobs?host={tmp_path}")


def test_old_jobs_are_forgotten(store: JobStore) -> None:
    old, new = store.accept(b"old", 9), store.accept(b"new", 9)
    assert old
    assert new
    for name in (old, new):
        store.take()
        store.finish(name, b"done")
    sql(store, "UPDATE jobs SET finished = finished - 8 * 86400 WHERE id = ?", old)
    assert store.forget(7) == 1
    assert store.get(old) is None
    assert store.get(new)


def test_a_job_still_running_when_patience_ends_is_given_back_and_its_late_answer_thrown_away(
    store: JobStore,
) -> None:
    go, started = threading.Event(), threading.Event()

    def slow(request: bytes) -> bytes:
        started.set()
        go.wait(10)
        return b"too late"

    name = store.accept(b"slow", 9)
    waiting = store.accept(b"never begun", 9)
    assert name
    assert waiting
    crew = workers(store, slow, count=1)
    assert started.wait(5)
    assert crew.stop(patience=0.05) is False
    job = store.get(name)
    assert job
    assert (job.state, job.attempts) == ("queued", 0)
    go.set()
    for thread in crew._threads:
        thread.join()
    assert (state(store, name), state(store, waiting)) == ("queued", "queued")
    again = workers(store, lambda request: b"in time")
    eventually(lambda: state(store, name) == "done")
    job = store.get(name)
    assert job
    assert (job.answer, job.attempts) == (b"in time", 1)
    assert again.stop(5)


def test_closing_waits_for_what_is_running(store: JobStore) -> None:
    started = threading.Event()

    def work(request: bytes) -> bytes:
        started.set()
        time.sleep(0.3)
        return b"whole"

    name = store.accept(b"x", 9)
    assert name
    crew = workers(store, work)
    assert started.wait(5)
    assert crew.stop(patience=10)
    assert state(store, name) == "done"


def test_an_outcome_the_disk_refuses_is_written_when_it_can_be(
    store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_PAUSE", 0.01)
    finish, refusals, worked = (
        store.finish,
        [JobsTrouble("disk full")] * 3,
        Counter[bytes](),
    )

    def refusing(name: str, answer: bytes | None, error: str | None = None) -> bool:
        if refusals:
            raise refusals.pop()
        return finish(name, answer, error)

    def work(request: bytes) -> bytes:
        worked[request] += 1
        return b"kept"

    monkeypatch.setattr(store, "finish", refusing)
    name = store.accept(b"x", 9)
    assert name
    crew = workers(store, work)
    eventually(lambda: state(store, name) == "done")
    assert worked == {b"x": 1}
    assert crew.stop(5)


def test_an_outcome_that_could_not_be_written_before_closing_is_worked_out_again(
    store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_PAUSE", 0.01)
    tried = threading.Event()

    def refusing(name: str, answer: bytes | None, error: str | None = None) -> bool:
        tried.set()
        raise JobsTrouble("disk full")

    name = store.accept(b"x", 9)
    assert name
    with monkeypatch.context() as full:
        full.setattr(store, "finish", refusing)
        crew = workers(store, lambda request: b"first")
        assert tried.wait(5)
        crew.stop(5)
    store.recover(3)
    assert state(store, name) == "queued"
    crew = workers(store, lambda request: b"second")
    eventually(lambda: state(store, name) == "done")
    assert crew.stop(5)


def test_a_jobs_file_in_trouble_does_not_end_the_workers(
    store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers_module, "_PAUSE", 0.01)
    take, refusals = store.take, [JobsTrouble("locked")] * 5

    def refusing() -> jobs_module.Job | None:
        if refusals:
            raise refusals.pop()
        return take()

    monkeypatch.setattr(store, "take", refusing)
    name = store.accept(b"x", 9)
    assert name
    crew = workers(store, lambda request: b"done")
    eventually(lambda: state(store, name) == "done")
    assert crew.stop(5)


def test_a_trouble_that_quotes_what_no_database_keeps_fails_its_own_job_and_no_other(
    store: JobStore,
) -> None:
    def work(request: bytes) -> bytes:
        if request == b"good":
            return b"done"
        raise UsageError("no page at http://pa\0ge.example/\udce9 is read")

    names = [store.accept(request, 9) or "" for request in (b"bad", b"bad", b"bad", b"good")]
    crew = workers(store, work)
    eventually(lambda: state(store, names[-1]) == "done")
    assert crew.stop(5)
    job = store.get(names[0])
    assert job
    assert (job.state, job.error) == ("failed", "no page at http://page.example/ is read")
    assert store.trouble == ""


def test_an_outcome_that_the_database_never_takes_fails_its_job_instead_of_being_tried_for_ever(
    store: JobStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = store.finish

    def refusing(name: str, answer: bytes | None, error: str | None = None) -> bool:
        with store.database.writing() as execute:
            execute("UPDATE jobs SET error=? WHERE id=?", "a\ud800" if answer else "", name)
        return finish(name, answer, error)

    monkeypatch.setattr(store, "finish", refusing)
    name = store.accept(b"x", 9)
    assert name
    crew = workers(store, lambda request: b"done")
    eventually(lambda: state(store, name) == "failed")
    assert crew.stop(5)
    job = store.get(name)
    assert job
    assert job.error == "what came of this article cannot be kept; the service's log tells more"
    assert store.trouble == ""


def test_no_job_has_a_name_that_is_none_of_ours(store: JobStore) -> None:
    store.accept(b"x", 9, owner="me")
    for name in ("a\0b", "a\ud800", "", "x" * 70_000, "0" * 32 + "\n"):
        assert store.get(name, "me") is None
        assert store.answer_of(name) is None
        assert store.cancel(name, "me") is None
        assert store.page("me", before=name) == []


@pytest.mark.component
def test_what_the_server_can_never_keep_is_not_tried_again(server: Server) -> None:
    store = JobStore(server.database())
    for text in ("a\0b", "a\ud800"):
        with pytest.raises(Unkeepable):
            store.accept(b"x", 9, owner=text)
    assert store.trouble == ""
    assert store.accept(b"x", 9)
    store.close()


@pytest.mark.component
def test_a_process_that_holds_the_servers_lock_keeps_the_others_waiting_for_seconds_only(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    psycopg = pytest.importorskip("psycopg")
    where = server.database()
    monkeypatch.setattr(jobs_database, "_WAIT", 1.0)
    store = JobStore(where)
    with psycopg.connect(where) as peer:
        peer.execute("SELECT pg_advisory_xact_lock(%s)", (PostgresJobs.ONE_WRITER,))
        began = time.monotonic()
        with pytest.raises(JobsTrouble, match="lock timeout"):
            store.accept(b"x", 9)
        assert "the jobs' server cannot be written" in store.trouble
        assert store.counts() == {}
        with pytest.raises(UsageError, match="lock timeout"):
            JobStore(where)
        assert time.monotonic() - began < 5
    assert store.accept(b"x", 9)
    assert store.trouble == ""
    store.close()


@pytest.mark.component
def test_a_process_that_vanishes_while_it_writes_lets_go_of_the_servers_lock(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = f"{server.database()}&options=-c%20statement_timeout%3D77s"
    monkeypatch.setattr(jobs_database, "_WAIT", 1.0)
    vanishing, store = JobStore(where), JobStore(where)
    writes = vanishing.database.writing()
    writes.__enter__()
    time.sleep(1.5)
    assert store.accept(b"x", 9), "its transaction was ended by the server"
    with pytest.raises(JobsTrouble):
        writes.__exit__(None, None, None)
    assert vanishing.accept(b"y", 9), "it is used again when it is back"
    told = rows(store, "SELECT current_setting('statement_timeout')")
    assert told == [("77s",)], "what the address asks for still holds"
    vanishing.close()
    store.close()


def test_work_that_breaks_fails_its_own_job_without_telling_what_was_in_it(store: JobStore) -> None:
    def breaking(request: bytes) -> bytes:
        raise KeyError("secret-from-the-article")

    name = store.accept(b"x", 9)
    assert name
    crew = workers(store, breaking)
    eventually(lambda: state(store, name) == "failed")
    job = store.get(name)
    assert job
    assert job.error == "the service failed on this article (KeyError); its log tells more"
    assert crew.stop(5)


@pytest.fixture
def slow_commons(commons: Commons) -> Iterator[Commons]:
    """The stand-in, half a second late with every answer."""
    commons.latency = 0.5
    yield commons
    commons.latency = 0.0


def requests(commons: Commons, count: int) -> list[dict[str, object]]:
    return [commons.request(n % 2, headline=f"Article {n}") for n in range(count)]


@pytest.mark.slow
def test_killed_twice_in_the_middle_every_accepted_job_finishes_once(
    slow_commons: Commons, tmp_path: Path
) -> None:
    with running(tmp_path, commons=slow_commons) as service:
        names = [service.submitted(body) for body in requests(slow_commons, 8)]
        eventually(lambda: service.call("GET", "/health").json["running"])
        for _ in range(2):
            service.kill()
            service.start()
            time.sleep(0.3)
        done = [service.finished(name) for name in names]
        assert [d["state"] for d in done] == ["done"] * 8
        for n, d in enumerate(done):
            (image,) = d["answer"]["report"]["images"]
            assert image["verdict"] == slow_commons.verdict(n % 2)
            assert d["answer"]["report"]["article"]["headline"] == f"Article {n}"
        written = Counter(x["job"] for x in service.events("job-finished") if x["kept"])
        assert written == dict.fromkeys(names, 1)
        assert sum(x["again"] for x in service.events("jobs-recovered")) > 0


@pytest.mark.slow
@pytest.mark.component
def test_services_on_two_machines_share_a_server_through_a_rolling_restart(
    slow_commons: Commons, tmp_path: Path, server: Server
) -> None:
    """Each has a cache of its own; both are restarted in turn and one is killed."""
    shared = f'jobs-url = "{server.database()}"'
    with (
        running(tmp_path / "one", commons=slow_commons, limits=shared) as one,
        running(tmp_path / "two", commons=slow_commons, limits=shared) as two,
    ):
        names = [one.submitted(body) for body in requests(slow_commons, 16)]
        for service in (one, two):
            time.sleep(0.5)
            assert service.terminate() == 0
            service.start()
        names += [two.submitted(body) for body in requests(slow_commons, 8)]
        eventually(lambda: two.events("job-finished"))
        two.kill()
        done = [one.finished(name) for name in names]
        assert {d["state"] for d in done} == {"done"}
        events = one.events("job-finished") + two.events("job-finished")
        written = Counter(x["job"] for x in events if x["kept"])
        # what `two` had written and not yet told when it was killed is in no log
        assert set(written.values()) == {1}
        assert len(written) >= len(names) - 4
        assert one.events("job-finished")
        assert two.events("job-finished")


@pytest.mark.slow
def test_closing_finishes_what_was_begun_and_keeps_the_rest_for_the_next_start(
    slow_commons: Commons, tmp_path: Path
) -> None:
    with running(tmp_path, commons=slow_commons) as service:
        assert service.process
        names = [service.submitted(body) for body in requests(slow_commons, 12)]
        answers: list[int] = []
        caller = threading.Thread(
            target=lambda: answers.append(
                service.call("POST", "/v1/check", slow_commons.request(0)).status
            )
        )
        caller.start()
        eventually(lambda: service.call("GET", "/health").json["running"] == 4)
        time.sleep(0.2)
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(40) == 0
        caller.join()
        assert answers == [200]  # the caller who waited has her answer
        with pytest.raises(OSError):
            service.call("GET", "/health")
        (closed,) = service.events("closed")
        assert closed["jobs_finished"] is True
        assert closed["jobs"]["queued"] > 0
        assert "running" not in closed["jobs"]
        service.start()
        assert {service.finished(name)["state"] for name in names} == {"done"}
        written = Counter(x["job"] for x in service.events("job-finished") if x["kept"])
        assert written == dict.fromkeys(names, 1)


@pytest.mark.slow
def test_a_second_signal_closes_at_once_and_loses_nothing(
    slow_commons: Commons, tmp_path: Path
) -> None:
    with running(tmp_path, commons=slow_commons) as service:
        assert service.process
        slow_commons.latency = 5.0
        name = service.submitted(slow_commons.request(0))
        eventually(lambda: service.call("GET", "/health").json["running"])
        began = time.monotonic()
        service.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        service.process.send_signal(signal.SIGINT)
        service.process.wait(10)
        assert time.monotonic() - began < 4
        slow_commons.latency = 0.0
        service.start()
        assert service.finished(name)["state"] == "done"


def test_a_service_that_finds_its_port_taken_touches_no_job(tmp_path: Path) -> None:
    waiting = JobStore(tmp_path / "cache" / "jobs.sqlite")
    name = waiting.accept(b"{}", 1)
    assert name
    waiting.close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        service = Running(tmp_path, port=taken.getsockname()[1])
        with pytest.raises(RuntimeError, match="cannot be listened on") as told:
            service.start()
    assert "Traceback" not in str(told.value)
    assert service.process
    assert service.process.wait() == 2
    store = JobStore(tmp_path / "cache" / "jobs.sqlite")
    job = store.get(name)
    store.close()
    assert job
    assert (job.state, job.attempts) == ("queued", 0)
