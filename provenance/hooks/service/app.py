"""The service's routes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args
from urllib.parse import urlencode

import flask

from provenance.errors import UsageError
from provenance.hooks.service import openapi, shapes
from provenance.hooks.service.callbacks import job_document
from provenance.hooks.service.guard import guard
from provenance.hooks.service.jobs import NAME
from provenance.hooks.service.refusals import JSON, Refusal, answer, explain
from provenance.hooks.service.service import Service, release
from provenance.hooks.service.settings import CALLBACK_SECRET
from provenance.pictures import compare, read_picture
from provenance.reports.json.documents import compare_document

View = TypeVar("View", bound=Callable[..., flask.Response])

_PAGE, _LARGEST_PAGE = 50, 200
"""Jobs in a list, where the caller says nothing and at most."""


def make_app(service: Service) -> flask.Flask:
    """The WSGI application."""
    app = flask.Flask("provenance.hooks.service", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = service.settings.limits.max_body_bytes
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
        request = _read_request(service, shapes.CheckRequest, is_job=True)
        if request.callback and not service.settings.callback_secret:
            raise UsageError(f"callback: this service has no ${CALLBACK_SECRET} to sign calls with")
        if request.callback and service.config.network.offline:
            raise UsageError("callback: this service is offline and calls nobody")
        name = service.store.accept(
            flask.request.get_data(),
            service.settings.limits.max_queued,
            owner=flask.g.caller,
            callback=request.callback or "",
        )
        if name is None:
            raise Refusal(
                503,
                "queue-full",
                "too many jobs are waiting; try again in a minute",
                retry_after=60,
            )
        service.workers.wake()
        accepted = answer(shapes.JobAnswer(name, "queued"), 202)
        accepted.headers["Location"] = f"{service.settings.limits.prefix}/v1/jobs/{name}"
        return accepted

    @route("/v1/jobs", "GET", "jobs")
    def jobs() -> flask.Response:
        """The caller's jobs."""
        state, before = flask.request.args.get("state"), flask.request.args.get("before")
        if state is not None and state not in get_args(shapes.JobState):
            raise UsageError(f"state is one of {', '.join(get_args(shapes.JobState))}")
        if before is not None and not NAME.fullmatch(before):
            raise UsageError("before is the id of a job")
        most = _most(flask.request.args.get("limit", str(_PAGE)))
        found = service.store.page(flask.g.caller, state=state, before=before, most=most + 1)
        rows = [
            shapes.JobRow(j.id, j.state, _moment(j.accepted), _moment(j.finished), j.error)  # type: ignore[arg-type]
            for j in found[:most]
        ]
        following = None
        if len(found) > most:
            asked = {"before": rows[-1].id, "limit": most} | ({"state": state} if state else {})
            following = f"{service.settings.limits.prefix}/v1/jobs?{urlencode(asked)}"
        return answer(shapes.JobsAnswer(rows, following))

    @route("/v1/jobs/<name>", "GET", "job")
    def job(name: str) -> flask.Response:
        """Where a job stands."""
        found = service.store.get(name, flask.g.caller)
        if found is None:
            raise _no_job()
        return answer(job_document(found))

    @route("/v1/jobs/<name>", "DELETE", "cancel")
    def cancel(name: str) -> flask.Response:
        """Give a job up."""
        state = service.store.cancel(name, flask.g.caller)
        if state is None:
            raise _no_job()
        if state != "cancelled":
            raise Refusal(409, "finished", "this job has finished; there is nothing to cancel")
        return answer(shapes.JobAnswer(name, "cancelled"))

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

    @route("/", "GET", "root")
    def root() -> flask.Response:
        """What this is."""
        return answer(
            {
                "service": "provenance",
                "version": release(),
                "description": f"{service.settings.limits.prefix}/openapi.json",
            }
        )

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
        return flask.Response(openapi.document(service.settings.limits.prefix), content_type=JSON)

    return app


def _no_job() -> Refusal:
    return Refusal(404, "no-such-job", "there is no such job, or it was finished too long ago")


def _most(given: str) -> int:
    """How many jobs a page holds. Raises `UsageError`."""
    most = int(given) if re.fullmatch(r"[0-9]{1,6}", given) else 0
    if not 1 <= most <= _LARGEST_PAGE:
        raise UsageError(f"limit is a number from 1 to {_LARGEST_PAGE}")
    return most


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _read_request(service: Service, shape: type[Any], *, is_job: bool = False) -> Any:
    """The body of this call. Raises `Refusal` or `UsageError`."""
    if flask.request.mimetype != JSON:
        # Also keeps out a web page's form: a browser asks first before it sends JSON to somebody
        # else's address.
        raise Refusal(415, "not-json", f"send JSON, with the header Content-Type: {JSON}")
    body = flask.request.get_data()
    with service.reading:
        request = shapes.decode(body, shape, service.settings.max_depth)
    if not isinstance(request, shapes.CheckRequest):
        return request
    if request.callback is not None and not is_job:
        raise UsageError("callback goes with a job: send the article to /v1/jobs")
    return shapes.validate(request)
