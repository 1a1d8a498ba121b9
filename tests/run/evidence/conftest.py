"""A desk whose site, sources and time-stamp authorities all listen on loopback."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from provenance.config import Config, EvidenceSettings
from provenance.model import Report
from provenance.run.batch import BatchResult, InputOptions, Session, check_batch
from provenance.run.evidence.folder import EvidenceFolder
from provenance.run.targets import Target
from tests.stand_ins.commons import Commons
from tests.stand_ins.timestamp_authority import Authority

SECRET = "k3y-of-the-desk-0123456789"
"""A key that must never be found in anything kept."""


@pytest.fixture(scope="session")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, Authority]:
    """Two authorities that know nothing of one another."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the program openssl")
    folder = tmp_path_factory.mktemp("authorities")
    return (
        Authority.made_in(folder / "one", "Example Time"),
        Authority.made_in(folder / "two", "Another Clock"),
    )


@pytest.fixture
def authority(authorities: tuple[Authority, Authority], httpserver: HTTPServer) -> Authority:
    """The first of them, listening at `/stamp`."""
    one = authorities[0]

    def answer(request: Request) -> Response:
        assert request.content_type == "application/timestamp-query"
        return Response(one.answer(request.data), content_type="application/timestamp-reply")

    httpserver.expect_request("/stamp", method="POST").respond_with_handler(answer)
    return one


@dataclass(frozen=True)
class Desk:
    """A configuration, and what it keeps."""

    config: Config
    folder: Path

    def check(
        self, *targets: Target, how: InputOptions | None = None, **changes: object
    ) -> BatchResult:
        """Check these, keeping evidence."""
        config = self.config.with_(**changes)
        session = Session.open(config)
        try:
            kept = EvidenceFolder(self.folder, config)
            return check_batch(session, targets, how, evidence=kept)
        finally:
            session.close()

    def keep(self, *targets: Target, how: InputOptions | None = None, **changes: object) -> Path:
        """The bundle of the one article checked."""
        result = self.check(*targets, how=how, **changes)
        assert not any(report.unread for report in result.reports), result.reports
        (bundle,) = self.bundles
        return bundle

    @property
    def bundles(self) -> list[Path]:
        """Everything in the folder."""
        return sorted(self.folder.iterdir())


@pytest.fixture
def desk(commons: Commons, tmp_path: Path) -> Desk:
    """A desk without an authority."""
    config = Config(network=commons.network(), cache=tmp_path / "cache")
    return Desk(config, tmp_path / "kept")


@pytest.fixture
def stamped(desk: Desk, authority: Authority, httpserver: HTTPServer) -> Desk:
    """The same desk, with one."""
    settings = EvidenceSettings(httpserver.url_for("/stamp"), authority.root)
    return replace(desk, config=desk.config.with_(evidence=settings))


Story = Callable[..., str]


@pytest.fixture
def story(commons: Commons, httpserver: HTTPServer) -> Iterator[Story]:
    """`story(0, 1)` publishes an article with pictures of Commons and returns its address."""

    def publish(*numbers: int, query: str = "") -> str:
        html = f"<html><body>{commons.article(*numbers)}</body></html>"
        cookies = {"Set-Cookie": "session=crumbs-of-a-visit", "X-Note": "kept"}
        httpserver.expect_request("/story.html").respond_with_data(
            html, content_type="text/html", headers=cookies
        )
        for n in numbers:
            moved = {"Location": f"/pictures/{n}.jpg"}
            httpserver.expect_request(f"/{n}.jpg").respond_with_data(status=302, headers=moved)
            httpserver.expect_request(f"/pictures/{n}.jpg").respond_with_data(
                commons.published[n], content_type="image/jpeg"
            )
        return httpserver.url_for("/story.html") + query

    yield publish
    httpserver.clear()


def only(result: BatchResult) -> Report:
    """The one report."""
    (report,) = result.reports
    return report
