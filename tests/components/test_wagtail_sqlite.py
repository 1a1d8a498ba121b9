"""The stock site, as `wagtail start` makes it: SQLite, one writer, five seconds' patience."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.components.test_wagtail import LAUNCHER, MARKET
from tests.components.wagtail_site.running import Newsroom

pytestmark = pytest.mark.component
IN_A_ROW = 50


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if missing := Newsroom.missing():
        pytest.skip(missing)
    running = Newsroom(tmp_path_factory.mktemp("stock") / "site", database="stock")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("mixin", [False, True], ids=["signal alone", "with the mixin"])
def test_fifty_pages_are_published_in_a_row(site: Any, mixin: bool) -> None:
    done = site.act("publish_in_a_row", count=IN_A_ROW, figures=[MARKET], mixin=mixin)
    assert done == {"trouble": [], "refused": []}
    assert site.act("unfinished") == []


def test_what_does_not_match_is_refused_each_time(site: Any) -> None:
    done = site.act("publish_in_a_row", count=5, figures=[LAUNCHER])
    assert done["trouble"] == []
    assert len([s for s in done["refused"] if s.startswith("Picture 1")]) == 5


def test_a_slow_check_locks_nobody_out(site: Any) -> None:
    """A desk publishes while each check takes longer than the database waits, and others look."""
    site.act("checker", whole="slow", seconds=6)
    try:
        figures = [[MARKET[0], "A street market in Podil.", MARKET[2]]]
        with ThreadPoolExecutor(1) as desk:
            publishing = desk.submit(site.act, "publish_in_a_row", count=2, figures=figures)
            looks = 0
            while not publishing.done():
                site.act("look")
                looks += 1
    finally:
        site.act("checker")
    assert publishing.result()["trouble"] == []
    assert looks > 3
    assert site.act("unfinished") == []
