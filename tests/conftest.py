"""What every test shares: no network but loopback, a fresh cache, a stand-in for the fetcher."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from provenance.errors import NotFetched
from provenance.fetch.exchange import Exchange, Kind
from provenance.fetch.seed import same_url
from provenance.model import Reason, Retrieved
from tests.hooks.service.commons import Commons, standing_in

CLOCK = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_REASONS = {
    404: Reason.GONE,
    410: Reason.GONE,
    401: Reason.GATED,
    403: Reason.GATED,
    429: Reason.RATE_LIMITED,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--online", action="store_true", help="also run the tests that talk to the live services"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("online") and not config.getoption("--online"):
            item.add_marker(
                pytest.mark.skip(reason="talks to the live services: run with --online")
            )


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


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    """A literal address: the address guard exempts no names."""
    return ("127.0.0.1", 0)


@dataclass
class FakeFetcher:
    """Answers from a dict: address → bytes, a JSON-able value, (status, value), or an exception
    to raise."""

    answers: Mapping[str, object] = field(default_factory=dict)
    offline: bool = False
    asked: list[str] = field(default_factory=list)
    posted: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    def get(
        self,
        url: str,
        *,
        kind: Kind = "json",
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        accept_status: tuple[int, ...] = (),
        max_bytes: int | None = None,
    ) -> Exchange:
        full = f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(params)}" if params else url
        self.asked.append(full)
        known = {same_url(k): v for k, v in self.answers.items()}
        answer = known.get(
            same_url(full),
            known.get(same_url(url), NotFetched(Reason.GONE, f"{full} is not there")),
        )
        return self._made(full, answer, accept_status)

    def post(
        self, url: str, *, payload: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> Exchange:
        self.posted.append((url, payload))
        return self._made(url, self.answers[url], ())

    @staticmethod
    def _made(url: str, answer: object, accept_status: tuple[int, ...]) -> Exchange:
        if isinstance(answer, Exception):
            raise answer
        status, value = answer if isinstance(answer, tuple) else (200, answer)
        body = (
            value
            if isinstance(value, bytes)
            else value.encode()
            if isinstance(value, str)
            else json.dumps(value).encode()
        )
        if not 200 <= status < 300 and status not in accept_status:
            reason = _REASONS.get(status, Reason.NETWORK)
            raise NotFetched(reason, f"{urlsplit(url).hostname} answered {status}", status=status)
        return Exchange(url, status, {}, body, CLOCK, Retrieved.LIVE)


@pytest.fixture
def fake_fetcher() -> Callable[..., FakeFetcher]:
    """`fake_fetcher({address: answer})`: a fetcher that answers from a dict."""
    return lambda answers=None, **options: FakeFetcher(answers or {}, **options)


@pytest.fixture(scope="session")
def drawn_commons() -> Commons:
    """The stand-in's pictures: drawn once."""
    return Commons(pictures=5)


@pytest.fixture(scope="module")
def commons(drawn_commons: Commons) -> Iterator[Commons]:
    """The stand-in, listening; neither slow nor failing until a test makes it so."""
    with standing_in(drawn_commons):
        yield drawn_commons
