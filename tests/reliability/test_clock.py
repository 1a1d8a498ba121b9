"""The machine's clock jumps: nothing hangs, and nothing counts as new for years."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from provenance.config import Config, Network
from provenance.fetch import Fetcher, exchange
from provenance.fetch.exchange import is_fresh
from provenance.model import Retrieved

YEARS = timedelta(days=1500)


@pytest.mark.parametrize(
    ("age", "fresh"),
    [
        (timedelta(0), True),
        (timedelta(hours=23), True),
        (timedelta(hours=25), False),
        (timedelta(minutes=-1), True),
        (timedelta(minutes=-6), False),
        (-YEARS, False),
    ],
)
def test_what_was_fetched_in_the_future_is_not_fresh(age: timedelta, fresh: bool) -> None:
    assert is_fresh(datetime.now(UTC) - age, timedelta(days=1)) is fresh


@pytest.mark.parametrize("jump", [YEARS, -YEARS])
@pytest.mark.parametrize("kind", ["json", "picture"])
def test_an_answer_kept_by_a_wrong_clock_is_asked_for_again(
    tmp_path: Path,
    httpserver: HTTPServer,
    monkeypatch: pytest.MonkeyPatch,
    jump: timedelta,
    kind: str,
) -> None:
    httpserver.expect_request("/x").respond_with_json({"a": 1})
    network = Network(allowed_addresses=("127.0.0.0/8",), deadline=5.0)
    with Fetcher(Config(cache=tmp_path, network=network)) as fetcher:
        url = httpserver.url_for("/x")
        fetcher.get(url, kind=kind)  # type: ignore[arg-type]

        class Clock(datetime):
            """The clock after it has been set right."""

            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return datetime.now(UTC) - jump

        monkeypatch.setattr(exchange, "datetime", Clock)
        assert fetcher.get(url, kind=kind).retrieved is Retrieved.LIVE  # type: ignore[arg-type]
