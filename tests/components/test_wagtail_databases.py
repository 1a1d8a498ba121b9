"""The stock site, as `wagtail start` makes it (SQLite, one writer, five seconds' patience), and one
on a PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest

from tests.archive.server import started_server
from tests.components.test_wagtail import KYIV, LAUNCHER, LEAD, MARKET
from tests.components.wagtail_site.running import started

pytestmark = pytest.mark.component
IN_A_ROW = 50


@pytest.fixture(scope="module", params=["stock", "postgres"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp(request.param) / "site"
    with ExitStack() as ending:
        database = "stock"
        if request.param == "postgres":
            database = ending.enter_context(started_server()).database()
        yield ending.enter_context(started(folder, database=database))


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


def test_the_background_publishing_the_schedule_and_the_workflow_hold_what_does_not_match(
    site: Any,
) -> None:
    # Planned for an hour ago, which may be the day before: "Tuesday" would become another one.
    dated = [LAUNCHER[0], "A Patriot launcher guards Kyiv on 24 November 2026.", LAUNCHER[2]]
    page = site.act("write", title=KYIV, figures=[dated], paragraph=LEAD)
    assert site.act("settled", page=page)["verdict"] == "mismatch"
    assert "Japan" in site.act("publish_revision", page=page)["refused"][0]
    site.act("schedule", page=page)
    assert "held" in site.manage("publish_scheduled").stderr
    state = site.act("state", page=page)
    assert not state["live"]
    assert not state["scheduled"]
    marta = site.as_user("marta")
    offer = f"/admin/picture-checks/{page}/override/"
    given = site.act("offered", html=marta.open(offer).text)
    marta.send_form(offer, findings=given, reason="The desk has the agency's word")
    assert site.act("publish_revision", page=page)["refused"] is None
    assert site.act("state", page=page)["live"]


def test_an_earlier_revision_whose_picture_does_not_match_is_not_brought_back(site: Any) -> None:
    page = site.act("write", title=KYIV, figures=[LAUNCHER], paragraph=LEAD)
    site.act("swap", page=page, figures=[MARKET])
    assert site.act("publish_revision", page=page)["refused"] is None
    refused = site.act("bring_back", page=page)["refused"]
    assert "Japan" in refused[0]
    assert site.act("state", page=page)["verdict"] is not None
    copied = site.act("copied", page=page)
    assert site.act("state", page=copied)["live"], "a copy of what is in order"
