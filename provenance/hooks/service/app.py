"""The service's routes: who may ask, what is answered, and one sentence for everything that is refused."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import flask
import msgspec
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from provenance.checker import Checker
from provenance.config import Config
from provenance.errors import NotFetched, ProvenanceError, UnreadableInput, UnreadablePicture, UsageError
from provenance.hooks.service import openapi, shapes
from provenance.hooks.service.jobs import JobStore, Workers
from provenance.hooks.service.limits import Metrics, RateLimit
from provenance.hooks.service.logs import event
from provenance.hooks.service.settings import LOOPBACK, Settings, token_hash
from provenance.pictures import compare, read_picture
from provenance.reports._documents import compare_document

View = TypeVar("View", bound=Callable[..., flask.Response])

_JSON = "application/json"
_OPEN = ("health", "description")
"""Endpoints that ask for no token."""
_RESERVE = 0.3
"""Part of the fast budget kept for receiving the call and writing the answer."""
_READERS = 2
"""Calls that are read side by side: reading is work for the interpreter, of which there is one, and fifty calls that
come at once are all answered late if each gets a little of it in turn."""
_LOOK = 0.2
"""Seconds between two looks, by a call that waits for its turn, at whether there is still time for it."""
_SENTENCE = 500
"""Characters of an error's sentence at most."""
_JOB = re.compile(r"[0-9a-f]{32}")


class Refusal(Exception):
    """A call that is refused, with its HTTP status, a word for programs and a sentence for people."""

    def __init__(self, status: int, code: str, sentence: str, *, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.retry_after = status, code, sentence, retry_after


class Service:
    """What one running service holds: the checker, the jobs and their workers, limits and counters."""

    def __init__(self, settings: Settings, config: Config) -> None:
        """Open the jobs file and load what checks need. Raises `UsageError` where the jobs file cannot be used."""
        self.settings, self.config = settings, config
        self.store = JobStore(settings.jobs_file)
        self.checker = Checker(config)
        self.checker.warm_up()
        self.limit, self.metrics = RateLimit(settings.requests_per_minute), Metrics()
        self.closing = False
        self.reading = threading.BoundedSemaphore(_READERS)
        self._turns = threading.BoundedSemaphore(settings.checks)
        self._waiting = threading.BoundedSemaphore(settings.max_waiting)
        self.workers = Workers(self.store, self._worked, settings.workers, settings.keep_days)

    def start(self) -> None:
        """Queue again what was running when the last process died, and begin to take jobs."""
        again = self.store.recover(self.settings.job_attempts)
        event("jobs-recovered", again=again, jobs=self.store.counts())
        self.workers.start()

    def close(self) -> None:
        """Close the jobs file and the checker. The workers must have been stopped."""
        self.store.close()
        self.checker.close()

    def check(self, request: shapes.CheckRequest, seconds: float) -> shapes.CheckAnswer:
        """Check an article completely; whatever is fetched for it is fetched within `seconds`."""
        until = time.monotonic() + seconds
        article = shapes.article_of(request, self.checker.budgeted(seconds))
        report = self.checker.check(article, budget=until - time.monotonic())
        return shapes.answer_of(report, request.overrides, self.settings.policy)

    def check_fast(self, request: shapes.CheckRequest, until: float) -> shapes.CheckAnswer:
        """Check what needs no network, until `until` on the monotonic clock."""
        if request.url is not None:
            raise UsageError('a fast check fetches no page: send "article" or "html", or ask with mode=full')
        with self.reading:
            article = shapes.article_of(request, self.checker.fetcher)
        left = max(0.0, until - time.monotonic() - self.settings.fast_budget * _RESERVE)
        report = self.checker.check_fast(article, budget=left)
        return shapes.answer_of(report, request.overrides, self.settings.policy, "fast")

    @contextmanager
    def turn(self) -> Iterator[float]:
        """A turn at work that a caller waits for: the seconds left for it. Raises `Refusal` (503) where none is free.

        What the turn was waited for is taken off the budget, so that a caller knows how long to wait.
        """
        until = time.monotonic() + self.config.budget
        if not self._waiting.acquire(blocking=False):
            raise _busy()
        try:
            while not self._turns.acquire(timeout=_LOOK):
                if self.closing or time.monotonic() > until - self.config.budget / 2:
                    raise _busy()
            try:
                yield until - time.monotonic()
            finally:
                self._turns.release()
        finally:
            self._waiting.release()

    def _worked(self, body: bytes) -> bytes:
        request = shapes.decoded(body, shapes.CheckRequest, self.settings.max_depth)
        return msgspec.json.encode(self.check(shapes.validated(request), self.config.budget))


def _busy() -> Refusal:
    sentence = "too many checks are under way; try again, or send the article to /v1/jobs"
    return Refusal(503, "busy", sentence, retry_after=5)


def make_app(service: Service) -> flask.Flask:
    """The WSGI application."""
    app = flask.Flask("provenance.hooks.service", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = service.settings.max_body_bytes
    app.url_map.strict_slashes = True
    _guard(app, service)
    _explain(app)

    def route(rule: str, method: str, endpoint: str) -> Callable[[View], View]:
        return app.route(rule, methods=[method], endpoint=endpoint, provide_automatic_options=False)

    @route("/v1/check", "POST", "check")
    def check() -> flask.Response:
        """Check an article and answer."""
        mode = flask.request.args.get("mode", "full")
        if mode not in ("fast", "full"):
            raise UsageError("mode is fast or full")
        request = _asked(service, shapes.CheckRequest)
        if mode == "fast":
            return _answer(service.check_fast(request, flask.g.began + service.settings.fast_budget))
        with service.turn() as seconds:
            return _answer(service.check(request, seconds))

    @route("/v1/jobs", "POST", "submit")
    def submit() -> flask.Response:
        """Accept an article, to be checked in the background."""
        _asked(service, shapes.CheckRequest)
        name = service.store.accept(flask.request.get_data(), service.settings.max_queued)
        if name is None:
            raise Refusal(503, "queue-full", "too many jobs are waiting; try again in a minute", retry_after=60)
        service.workers.wake()
        answer = _answer(shapes.JobAnswer(name, "queued"), 202)
        answer.headers["Location"] = f"/v1/jobs/{name}"
        return answer

    @route("/v1/jobs/<name>", "GET", "job")
    def job(name: str) -> flask.Response:
        """Where a job stands."""
        found = service.store.get(name) if _JOB.fullmatch(name) else None
        if found is None:
            raise Refusal(404, "no-such-job", "there is no such job, or it was finished too long ago")
        answer = msgspec.Raw(found.answer) if found.answer else None
        return _answer({"id": found.id, "state": found.state, "answer": answer, "error": found.error})

    @route("/v1/pictures/compare", "POST", "compare")
    def compare_pictures() -> flask.Response:
        """Compare two pictures."""
        request = _asked(service, shapes.CompareRequest)
        with service.turn() as seconds:
            fetcher = service.checker.budgeted(seconds)
            both = [
                read_picture(shapes.bytes_of(picture, which, fetcher), metadata=False)
                for which, picture in (("published", request.published), ("original", request.original))
            ]
            return _answer(compare_document(compare(*both)))

    @route("/health", "GET", "health")
    def health() -> flask.Response:
        """Whether the service works."""
        jobs = service.store.counts()
        state = shapes.HealthAnswer(
            "closing" if service.closing else "ok", jobs.get("queued", 0), jobs.get("running", 0)
        )
        return _answer(state, 503 if service.closing else 200)

    @route("/metrics", "GET", "metrics")
    def metrics() -> flask.Response:
        """Counters for Prometheus."""
        return flask.Response(service.metrics.text(service.store.counts()), content_type="text/plain; version=0.0.4")

    @route("/openapi.json", "GET", "description")
    def description() -> flask.Response:
        """The OpenAPI description."""
        return flask.Response(openapi.document(), content_type=_JSON)

    return app


def _guard(app: flask.Flask, service: Service) -> None:
    """Who may ask, and how often; and one line in the log for every call."""

    @app.before_request
    def admit() -> None:
        flask.g.began = time.monotonic()
        if flask.request.endpoint in _OPEN:
            return
        flask.g.caller = _caller(service.settings)
        if flask.request.method == "POST" and flask.request.endpoint is not None:
            if service.closing:
                raise Refusal(503, "closing", "the service is closing; try again in a moment", retry_after=5)
            wait = service.limit.wait_for(flask.g.caller)
            if wait:
                raise Refusal(429, "too-many-calls", "too many calls with this token; wait a little", retry_after=wait)

    @app.after_request
    def note(response: flask.Response) -> flask.Response:
        seconds = time.monotonic() - flask.g.began
        route = flask.request.endpoint or "none"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        service.metrics.count(route, response.status_code, seconds)
        event(
            "answered",
            route=route,
            status=response.status_code,
            seconds=round(seconds, 4),
            received=flask.request.content_length or 0,
            sent=response.content_length,
            caller=flask.g.get("caller", "")[:8],
        )
        return response


def _caller(settings: Settings) -> str:
    """Who calls: the hash of the token. Raises `Refusal` for nobody we know."""
    if not settings.token_hashes:
        # Without tokens the service is for this machine alone. A page in its browser that has its own name point
        # here (DNS rebinding) still sends that name.
        try:
            host = urlsplit(f"//{flask.request.headers.get('Host', '')}").hostname
        except ValueError:
            host = None
        if host not in LOOPBACK:
            raise Refusal(403, "wrong-host", "without tokens this service answers only to 127.0.0.1, ::1 and localhost")
        return ""
    scheme, _, token = flask.request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not settings.admits(token.strip()):
        raise Refusal(401, "no-token", "send a known token in the header Authorization: Bearer TOKEN")
    return token_hash(token.strip())


def _explain(app: flask.Flask) -> None:
    """Every error becomes an `ErrorAnswer`."""

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> flask.Response:
        answer = _error(error.status, error.code, error.sentence)
        if error.retry_after is not None:
            answer.headers["Retry-After"] = str(max(1, round(error.retry_after + 0.5)))
        if error.status == 401:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @app.errorhandler(ProvenanceError)
    def ours(error: ProvenanceError) -> flask.Response:
        if isinstance(error, NotFetched | UnreadablePicture):
            return _error(422, error.reason.value, str(error))
        if isinstance(error, UnreadableInput):
            return _error(422, "unreadable-article", str(error))
        return _error(400, "bad-request", str(error))

    @app.errorhandler(HTTPException)
    def theirs(error: HTTPException) -> flask.Response:
        status = error.code or 500
        sentences = {
            404: "there is no such address; /openapi.json lists what there is",
            405: "this address knows other methods; /openapi.json lists them",
            413: f"the body is larger than {app.config['MAX_CONTENT_LENGTH'] // 1_000_000} MB",
        }
        sentence = sentences.get(status) or error.description or error.name
        answer = _error(status, error.name.lower().replace(" ", "-"), sentence)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            answer.headers["Allow"] = ", ".join(error.valid_methods)
        return answer

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> flask.Response:
        event("broke", level=logging.ERROR, trouble=error, route=flask.request.endpoint)
        return _error(500, "failed", "the service failed on this call; its log tells more")


def _asked(service: Service, shape: type[Any]) -> Any:
    """The body of this call. Raises `Refusal` or `UsageError` with what is wrong with it."""
    if flask.request.mimetype != _JSON:
        # Also keeps out a web page's form: a browser asks first before it sends JSON to somebody else's address.
        raise Refusal(415, "not-json", f"send JSON, with the header Content-Type: {_JSON}")
    body = flask.request.get_data()
    with service.reading:
        request = shapes.decoded(body, shape, service.settings.max_depth)
    return shapes.validated(request) if isinstance(request, shapes.CheckRequest) else request


def _answer(value: object, status: int = 200) -> flask.Response:
    return flask.Response(msgspec.json.encode(value), status, content_type=_JSON)


def _error(status: int, code: str, sentence: str) -> flask.Response:
    # It may quote what was sent, which may be long or hold line breaks.
    sentence = " ".join(sentence[: 2 * _SENTENCE].split())
    sentence = sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1] + "…"
    return _answer(shapes.ErrorAnswer(shapes.ErrorDetail(code, sentence)), status)
