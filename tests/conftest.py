"""What every test shares: no network but loopback, a fresh cache, a stand-in for Commons."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

# Before numpy and OpenCV are loaded: every core has a worker of its own (`-n auto`), and threads
# that wait for one another inside each of them took a third of the time.
os.environ |= dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"), "1"
)

from tests.stand_ins.commons import Commons, standing_in

TOGETHER = {"newsroom": "wordpress", "wiki": "mediawiki", "service": "service"}
"""What is started once and asked by many tests → the name of the one worker they run on."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--online", action="store_true", help="also run the tests that talk to the live services"
    )


def pytest_configure() -> None:
    """A run started in the background ignores SIGINT, and so would every process it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("online") and not config.getoption("--online"):
            item.add_marker(
                pytest.mark.skip(reason="talks to the live services: run with --online")
            )
        group = worker_of(item)
        if group:
            item.add_marker(pytest.mark.xdist_group(group))


def worker_of(item: pytest.Item) -> str | None:
    """The name of the worker that runs it with others (`--dist loadgroup`); None for any."""
    shared = (TOGETHER[name] for name in getattr(item, "fixturenames", ()) if name in TOGETHER)
    file = item.path.stem if item.get_closest_marker("component") else None
    return next(shared, file)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped component test is a failure: there, everything it needs has been
    installed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("CI") and report.skipped and item.get_closest_marker("component"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {report.longrepr}"


@pytest.fixture(autouse=True)
def _closed_network(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Sockets reach loopback only, and the runtime cache is this test's own."""
    monkeypatch.setenv("PROVENANCE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PROVENANCE_ARCHIVE", str(tmp_path / "archive"))
    for name in ("PROVENANCE_CONTACT", "PROVENANCE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    if request.node.get_closest_marker("online"):
        return
    connect = socket.socket.connect

    def only_loopback(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else ""
            if not (str(host).startswith("127.") or host in ("::1", "localhost")):
                raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_loopback)


@pytest.fixture(autouse=True)
def _leave_writing_unread(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """As where the extra `text` is not installed, but for tests that ask for `reader`.

    Reading what is written in drawn pictures would take half of all tests' time.
    """
    if "reader" not in request.fixturenames:
        monkeypatch.setattr("provenance.pictures.writing.available", lambda: False)


@pytest.fixture
def reader() -> None:
    """The reader of writing in pictures, which must be there."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    """A literal address: the address guard exempts no names."""
    return ("127.0.0.1", 0)


@pytest.fixture(scope="session")
def commons() -> Iterator[Commons]:
    """The stand-in, listening; neither slow nor failing until a test makes it so."""
    with standing_in(Commons(pictures=5)) as listening:
        yield listening
