"""The service's routes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import flask
import msgspec

from provenance.errors import UsageError
from provenance.hooks.service import openapi, shapes
from provenance.hooks.service.guard import guard
from provenance.hooks.service.refusals import JSON, Refusal, answer, explain
from provenance.hooks.service.service import Service
from provenance.pictures import compare, read_picture
from provenance.reports.json.documents import compare_document

View = TypeVar("View", bound=Callable[..., flask.Response])

_JOB = re.compile(r"[0-9a-f]{32}")


def make_app(service: Service) -> flask.Flask:
    """The WSGI application."""
    app = flask.Flask("provenance.hooks.service", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = service.settings.max_body_bytes
    app.url_map.strict_slashes = True
    guard(app, service)
    explain(app)

    def route(rule: str, method: str, endpoint: str) -> Callable[[View], View]:
        return app.route(rule, methods=[method], endpoint=endpoint, provide_automatic_options=False)

    @route("/v1/check", "POST", "check")
    def check() -> flask.Response:
        """Check an article and answer."""
        mode = flask.request.args.get("mode", "full")
        if mode not in ("fast", "full"):
            raise UsageError("mode is fast or full")
        request = _read_request(service, shapes.CheckRequest)
        if mode == "fast":
            return answer(service.check_fast(request, flask.g.began + service.settings.fast_budget))
        with service.turn() as seconds:
            return answer(service.check(request, seconds))

    @route("/v1/jobs", "POST", "submit")
    def submit() -> flask.Response:
        """Accept an article, to be checked in the background."""
        _read_request(service, shapes.CheckRequest)
        name = service.store.accept(flask.request.get_data(), service.settings.max_queued)
        if name is None:
            raise Refusal(
                503,
                "queue-full",
                "too many jobs are waiting; try again in a minute",
                retry_after=60,
            )
        service.workers.wake()
        accepted = answer(shapes.JobAnswer(name, "queued"), 202)
        accepted.headers["Location"] = f"/v1/jobs/{name}"
        return accepted

    @route("/v1/jobs/<name>", "GET", "job")
    def job(name: str) -> flask.Response:
        """Where a job stands."""
        found = service.store.get(name) if _JOB.fullmatch(name) else None
        if found is None:
            raise Refusal(
                404, "no-such-job", "there is no such job, or it was finished too long ago"
            )
        report = msgspec.Raw(found.answer) if found.answer else None
        return answer(
            {"id": found.id, "state": found.state, "answer": report, "error": found.error}
        )

    @route("/v1/pictures/compare", "POST", "compare")
    def compare_pictures() -> flask.Response:
        """Compare two pictures."""
        request = _read_request(service, shapes.CompareRequest)
        with service.turn() as seconds:
            fetcher = service.checker.fetcher_within(seconds)
            both = [
                read_picture(shapes.bytes_of(picture, which, fetcher), metadata=False)
                for which, picture in (
                    ("published", request.published),
                    ("original", request.original),
                )
            ]
            return answer(compare_document(compare(*both)))

    @route("/v1/pictures/known", "POST", "known")
    def known() -> flask.Response:
        """What the newsroom's archive holds of a picture."""
        request = _read_request(service, shapes.KnownRequest)
        with service.turn() as seconds:
            fetcher = service.checker.fetcher_within(seconds)
            data = shapes.bytes_of(request.picture, "picture", fetcher)
            return answer(shapes.known_of(service.checker.known(data)))

    @route("/health", "GET", "health")
    def health() -> flask.Response:
        """Whether the service works."""
        health = service.health()
        ready = health.status != "closing" and not service.store.trouble
        return answer(health, 200 if ready else 503)

    @route("/metrics", "GET", "metrics")
    def metrics() -> flask.Response:
        """Counters for Prometheus."""
        return flask.Response(
            service.metrics.text(service.job_counts()), content_type="text/plain; version=0.0.4"
        )

    @route("/openapi.json", "GET", "description")
    def description() -> flask.Response:
        """The OpenAPI description."""
        return flask.Response(openapi.document(), content_type=JSON)

    return app


def _read_request(service: Service, shape: type[Any]) -> Any:
    """The body of this call. Raises `Refusal` or `UsageError`."""
    if flask.request.mimetype != JSON:
        # Also keeps out a web page's form: a browser asks first before it sends JSON to somebody
        # else's address.
        raise Refusal(415, "not-json", f"send JSON, with the header Content-Type: {JSON}")
    body = flask.request.get_data()
    with service.reading:
        request = shapes.decode(body, shape, service.settings.max_depth)
    return shapes.validate(request) if isinstance(request, shapes.CheckRequest) else request
