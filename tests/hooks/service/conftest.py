"""One service for all tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.archive.server import Server, started_server
from tests.stand_ins.commons import Commons
from tests.stand_ins.service import Running, running


@pytest.fixture(scope="session")
def service(commons: Commons, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running service that reaches the stand-in and nothing else."""
    with running(tmp_path_factory.mktemp("service"), commons=commons) as started:
        yield started


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL server."""
    with started_server() as running:
        yield running
