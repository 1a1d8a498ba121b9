"""A full disk, a deleted folder, a damaged cache: nothing accepted is lost, and /health says it."""

from __future__ import annotations

import resource
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from provenance.hooks.service.service import release
from tests.stand_ins.service import Running, running

PAGE = {"html": "<article><h1>News</h1><p>" + "Only words. " * 20_000 + "</p></article>"}
"""A quarter of a megabyte: no disk is so full that it would fit."""
SMALL = {"html": "<article><h1>News</h1><p>Only words.</p></article>"}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "service") as started:
        yield started


@contextmanager
def full_disk(service: Running) -> Iterator[None]:
    """The service may not let any file grow, as on a disk that is full."""
    assert service.process
    before = resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        yield
    finally:
        resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, before)


def done(service: Running, name: str, within: float = 60) -> str:
    until = time.monotonic() + within
    while time.monotonic() < until:
        state = str(service.call("GET", f"/v1/jobs/{name}").json["state"])
        if state in ("done", "failed"):
            return state
        time.sleep(0.2)
    return "late"


def test_a_full_disk_is_told_with_when_to_come_back_and_loses_nothing(service: Running) -> None:
    accepted = [service.call("POST", "/v1/jobs", SMALL).json["id"] for _ in range(3)]
    with full_disk(service):
        refused = service.call("POST", "/v1/jobs", PAGE)
        assert refused.status == 503
        assert int(refused.headers["retry-after"]) > 0
        assert "full" in refused.error
        health = service.call("GET", "/health")
        assert (health.status, health.json["status"]) == (503, "degraded")
        assert health.json["troubles"]
        assert service.call("POST", "/v1/check?mode=fast", SMALL).status == 200
    accepted.append(service.call("POST", "/v1/jobs", PAGE).json["id"])
    assert [done(service, name) for name in accepted] == ["done"] * 4
    assert service.call("GET", "/health").json == {
        "status": "ok", "queued": 0, "running": 0, "troubles": [], "version": release(),
    }  # fmt: skip


def test_it_starts_on_a_full_disk_and_carries_on(service: Running) -> None:
    accepted = [service.call("POST", "/v1/jobs", SMALL).json["id"] for _ in range(3)]
    service.kill()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        service.start()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert service.process
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (soft, hard))
    assert [done(service, name) for name in accepted] == ["done"] * 3


def test_a_deleted_folder_is_noticed_and_loses_nothing(service: Running) -> None:
    accepted = [service.call("POST", "/v1/jobs", SMALL).json["id"] for _ in range(3)]
    gone = (service.folder / "cache").rename(service.folder / "gone")  # at once: jobs still write
    shutil.rmtree(gone)
    accepted.append(service.call("POST", "/v1/jobs", SMALL).json["id"])
    assert (service.folder / "cache" / "jobs.sqlite").exists()
    service.kill()
    service.start()
    assert [done(service, name) for name in accepted] == ["done"] * 4


@pytest.mark.parametrize("file", ["answers.sqlite", "jobs.sqlite"])
def test_it_starts_beside_a_damaged_file_and_sets_it_aside(tmp_path: Path, file: str) -> None:
    cache = tmp_path / "service" / "cache"
    cache.mkdir(parents=True)
    (cache / file).write_bytes(b"this is no database" * 500)
    with running(tmp_path / "service") as service:
        health = service.call("GET", "/health").json
        assert health["status"] == ("degraded" if file == "answers.sqlite" else "ok")
        name = service.call("POST", "/v1/jobs", SMALL).json["id"]
        assert done(service, name) == "done"
    assert (cache / f"{file}.broken").exists()


def test_a_fast_check_answers_in_its_budget_however_long_reading_would_take(
    service: Running,
) -> None:
    long = {"html": "<article>" + "<div><p>Words and words.</p></div>" * 200_000 + "</article>"}
    answer = service.call("POST", "/v1/check?mode=fast", long)
    assert answer.status == 200
    assert answer.json["decision"]["action"] == "pending"
    assert "offline" not in answer.body.decode()
    assert answer.seconds < 6
