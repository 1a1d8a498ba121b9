"""Limits: who asks too often waits, and is told how long."""

from __future__ import annotations

from pathlib import Path

import flask
import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from provenance.config import Config, Network, ServiceSettings
from provenance.hooks.service import limits
from provenance.hooks.service.app import make_app
from provenance.hooks.service.limits import RateLimit
from provenance.hooks.service.metrics import Metrics
from provenance.hooks.service.service import Service
from provenance.hooks.service.settings import Settings, token_hash

ONE, OTHER = "token-of-one-0123456789", "token-of-the-other-0123456789"


def test_a_bucket_empties_and_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    limit = RateLimit(per_minute=6)
    assert [limit.wait_for("a") for _ in range(6)] == [0.0] * 6
    assert limit.wait_for("a") == pytest.approx(10)
    assert limit.wait_for("b") == 0
    now[0] += 10
    assert limit.wait_for("a") == 0
    assert limit.wait_for("a") == pytest.approx(10)


def test_the_longest_silent_caller_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_CALLERS", 2)
    limit = RateLimit(per_minute=1)
    assert limit.wait_for("a") == 0
    for caller in ("b", "c"):
        limit.wait_for(caller)
    assert len(limit._buckets) == 2
    assert limit.wait_for("c") > 0


def test_metrics_are_prometheus_text_with_help_and_histograms() -> None:
    metrics = Metrics("1.2")
    metrics.count("check", 200, 0.25)
    metrics.count("check", 200, 0.5)
    text = metrics.text({"done": 3})
    samples = {
        (s.name, *sorted(s.labels.items())): s.value
        for family in text_string_to_metric_families(text)
        for s in family.samples
    }
    route = ("route", "check")
    assert samples["provenance_requests_total", route, ("status", "200")] == 2
    assert samples["provenance_request_seconds_bucket", ("le", "0.3"), route] == 1
    assert samples["provenance_request_seconds_sum", route] == 0.75
    assert samples["provenance_jobs", ("state", "done")] == 3
    assert samples["provenance_jobs", ("state", "queued")] == 0
    assert samples["provenance_build_info", ("version", "1.2")] == 1
    described = {line.split()[2] for line in text.splitlines() if line.startswith("# HELP")}
    typed = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    assert described == typed


def made(tmp_path: Path, **changes: object) -> tuple[Service, FlaskClient]:
    limits = ServiceSettings(workers=0, **changes)  # type: ignore[arg-type]
    settings = Settings(tmp_path / "jobs.sqlite", tuple(map(token_hash, (ONE, OTHER))), limits)
    service = Service(
        settings, Config(network=Network(offline=True), cache=tmp_path / "cache", budget=0.2)
    )
    return service, make_app(service).test_client()


def post(client: FlaskClient, path: str, body: object, token: str = ONE) -> flask.Response:
    return client.post(path, json=body, headers={"Authorization": f"Bearer {token}"})  # type: ignore[return-value]


def test_too_many_calls_get_429_and_the_seconds_to_wait_and_others_are_not_held_up(
    tmp_path: Path,
) -> None:
    service, client = made(tmp_path, requests_per_minute=2)
    statuses = [post(client, "/v1/jobs", {"html": "<p>x</p>"}).status_code for _ in range(2)]
    refused = post(client, "/v1/jobs", {"html": "<p>x</p>"})
    assert statuses == [202, 202]
    assert refused.status_code == 429
    assert refused.json["error"]["code"] == "too-many-calls"
    assert 1 <= int(refused.headers["Retry-After"]) <= 31
    assert post(client, "/v1/jobs", {"html": "<p>x</p>"}, OTHER).status_code == 202
    asked = client.get("/v1/jobs/" + "0" * 32, headers={"Authorization": f"Bearer {ONE}"})
    assert asked.status_code == 404  # asking how a job stands is no work, and not counted
    service.close()


def test_a_full_queue_is_503_and_the_seconds_to_wait(tmp_path: Path) -> None:
    service, client = made(tmp_path, max_queued=1)
    assert post(client, "/v1/jobs", {"html": "<p>x</p>"}).status_code == 202
    refused = post(client, "/v1/jobs", {"html": "<p>x</p>"})
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "queue-full")
    assert refused.headers["Retry-After"]
    service.close()


def test_who_waits_for_a_full_check_while_all_turns_are_taken_is_sent_to_the_jobs(
    tmp_path: Path,
) -> None:
    service, client = made(tmp_path, checks=1)
    with service.turn():
        refused = post(client, "/v1/check", {"html": "<p>x</p>"})
    assert (refused.status_code, refused.json["error"]["code"]) == (503, "busy")
    assert "/v1/jobs" in refused.json["error"]["message"]
    assert (
        post(client, "/v1/check", {"html": "<article><h1>Kyiv</h1></article>"}).status_code == 200
    )
    service.close()


def test_a_closing_service_begins_nothing_new_and_says_so(tmp_path: Path) -> None:
    service, client = made(tmp_path)
    service.closing = True
    assert post(client, "/v1/jobs", {"html": "<p>x</p>"}).status_code == 503
    health = client.get("/health")
    assert (health.status_code, health.json["status"]) == (503, "closing")
    service.close()


def test_what_breaks_inside_is_500_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, client = made(tmp_path)

    def broken(*args: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(service, "check", broken)
    answer = post(client, "/v1/check", {"html": "<p>x</p>"})
    assert (answer.status_code, answer.json["error"]["code"]) == (500, "failed")
    assert "secret" not in answer.text
    service.close()
