"""Real components, started once per run; each is skipped with the reason where it is not
installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from tests.components import faults as faults_module
from tests.components import wiki as wiki_module
from tests.components.wordpress import newsroom as newsroom_module


@pytest.fixture(scope="session")
def faults() -> ModuleType:
    """The fault proxy's module."""
    return faults_module


@pytest.fixture(scope="session")
def wikis() -> ModuleType:
    """The module that draws pictures and runs MediaWiki."""
    return wiki_module


@pytest.fixture(scope="session")
def wiki(wikis: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real MediaWiki with 1,000 files, on a free port."""
    missing = wikis.Wiki.missing()
    if missing:
        pytest.skip(missing)
    running = wikis.seeded(tmp_path_factory.mktemp("wiki") / "data")
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real WordPress with the plugin, and the service it asks, each on a free port."""
    missing = newsroom_module.missing()
    if missing:
        pytest.skip(missing)
    with newsroom_module.running(tmp_path_factory.mktemp("wordpress")) as running:
        yield running


@pytest.fixture
def wordpress(newsroom: Any) -> Iterator[Any]:
    """The site with the settings it began with; the plugin must not make PHP complain."""
    newsroom.site.settings(newsroom.service.address)
    yield newsroom.site
    assert newsroom.site.complaints() == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser, one for all: a second one beside it would be refused. It reaches this
    machine alone."""
    playwright = pytest.importorskip("playwright.sync_api")
    binary = shutil.which("chromium")
    if binary is None:
        pytest.skip("no Chromium: apt-get install chromium")
    closed = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=binary, args=closed)
        yield browser
        browser.close()
