"""The log: one JSON object a line, and no token, query, body or address in any of them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from provenance.hooks.service import logs
from tests.stand_ins.service import TOKEN, Running


def test_no_secret_reaches_the_log(service: Running) -> None:
    service.call(
        "POST", "/v1/check?mode=fast&secret=in-the-query", {"html": "<p>secret-in-the-body</p>"}
    )
    service.call("POST", "/v1/check", b"{secret-in-the-body")
    service.call("POST", "/v1/check", {"url": "https://user:secret@secret.example/?key=secret"})
    service.call("GET", "/secret-in-the-path")
    service.call("GET", "/metrics", token="secret-wrong-token-0123456789")
    service.finished(service.submitted({"html": "<p>secret-in-the-body</p>"}))
    log = service.log.read_text()
    assert "secret" not in log
    assert TOKEN not in log
    lines = [json.loads(line) for line in log.splitlines()]
    assert {"time", "level", "event"} <= set.intersection(*(set(line) for line in lines))
    assert {"check", "submit", "none", "metrics"} <= {line.get("route") for line in lines}


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    made = io.StringIO()
    logs.set_up(made)
    yield made
    root.handlers[:], root.level = before, level


def test_other_libraries_are_quoted_without_what_they_quote(stream: io.StringIO) -> None:
    logging.getLogger("urllib3.connectionpool").warning(
        "Retrying after %r: %s", OSError("x"), "/?key=s3cret"
    )
    line = json.loads(stream.getvalue())
    assert line["message"] == "Retrying after %r: %s"
    assert "s3cret" not in stream.getvalue()


def test_trouble_is_logged_by_kind_and_place_without_its_words(stream: io.StringIO) -> None:
    try:
        int("s3cret")
    except ValueError as trouble:
        logs.event("broke", level=logging.ERROR, trouble=trouble, route="check")
    line = json.loads(stream.getvalue())
    assert (line["event"], line["level"], line["exception"], line["route"]) == (
        "broke",
        "error",
        "ValueError",
        "check",
    )
    assert "test_logs.py" in line["stack"][-1]
    assert "s3cret" not in stream.getvalue()
