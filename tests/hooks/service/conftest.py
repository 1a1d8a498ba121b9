"""One service and one stand-in for Commons, shared by a file's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hooks.service.commons import Commons, standing_in
from tests.hooks.service.running import Running, running


@pytest.fixture(scope="session")
def drawn_commons() -> Commons:
    """The stand-in's pictures: drawn once."""
    return Commons(pictures=2)


@pytest.fixture(scope="module")
def commons(drawn_commons: Commons) -> Iterator[Commons]:
    """The stand-in, listening; neither slow nor failing until a test makes it so."""
    with standing_in(drawn_commons):
        yield drawn_commons


@pytest.fixture(scope="module")
def service(commons: Commons, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running service that reaches the stand-in and nothing else."""
    with running(tmp_path_factory.mktemp("service"), commons_port=commons.port) as started:
        yield started
