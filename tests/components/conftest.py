"""Real components, started once per run; each is skipped with the reason where it is not installed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _module(name: str) -> ModuleType:
    """A helper module of this folder; under `--import-mode=importlib` test folders are not on the path."""
    full = f"provenance_tests_components_{name.replace('/', '_')}"
    if full not in sys.modules:
        spec = importlib.util.spec_from_file_location(full, Path(__file__).parent / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[full] = module
        spec.loader.exec_module(module)
    return sys.modules[full]


@pytest.fixture(scope="session")
def faults() -> ModuleType:
    """The fault proxy's module."""
    return _module("faults")


@pytest.fixture(scope="session")
def wikis() -> ModuleType:
    """The module that draws pictures and runs MediaWiki."""
    return _module("wiki")


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
    newsrooms = _module("wordpress/newsroom")
    missing = newsrooms.missing()
    if missing:
        pytest.skip(missing)
    with newsrooms.running(tmp_path_factory.mktemp("wordpress")) as running:
        yield running


@pytest.fixture
def wordpress(newsroom: Any) -> Iterator[Any]:
    """The site with the settings it began with; the plugin must not make PHP complain."""
    newsroom.site.settings(newsroom.service.address)
    yield newsroom.site
    assert newsroom.site.complaints() == []


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser, one for all: a second one beside it would be refused. It reaches this machine alone."""
    playwright = pytest.importorskip("playwright.sync_api")
    binary = shutil.which("chromium")
    if binary is None:
        pytest.skip("no Chromium: apt-get install chromium")
    closed = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=binary, args=closed)
        yield browser
        browser.close()
