"""What is answered, and one sentence for everything that is refused."""

from __future__ import annotations

import logging

import flask
import msgspec
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from provenance.errors import NotFetched, ProvenanceError, UnreadableInput, UnreadablePicture
from provenance.hooks.service import shapes
from provenance.hooks.service.jobs_database import JobsTrouble
from provenance.hooks.service.logs import event
from provenance.model.sentences import plain

JSON = "application/json"
"""The one media type that is taken and given."""
_LATER = 30.0
"""Seconds after which to ask again where jobs cannot be written."""
_SENTENCE = 500
"""Characters of an error's sentence at most."""


class Refusal(Exception):
    """A refused call: its status, a word for programs, a sentence for people."""

    def __init__(
        self, status: int, code: str, sentence: str, *, retry_after: float | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence, self.retry_after = (
            status,
            code,
            sentence,
            retry_after,
        )


def explain(app: flask.Flask) -> None:
    """Every error becomes an `ErrorAnswer`."""

    @app.errorhandler(Refusal)
    def answer_refusal(error: Refusal) -> flask.Response:
        told = _error(error.status, error.code, error.sentence)
        if error.retry_after is not None:
            told.headers["Retry-After"] = str(max(1, round(error.retry_after + 0.5)))
        if error.status == 401:
            told.headers["WWW-Authenticate"] = "Bearer"
        return told

    @app.errorhandler(ProvenanceError)
    def ours(error: ProvenanceError) -> flask.Response:
        if isinstance(error, NotFetched | UnreadablePicture):
            return _error(422, error.reason.value, str(error))
        if isinstance(error, UnreadableInput):
            return _error(422, "unreadable-article", str(error))
        return _error(400, "bad-request", str(error))

    @app.errorhandler(JobsTrouble)
    def no_jobs(error: JobsTrouble) -> flask.Response:
        event("jobs-file-trouble", level=logging.ERROR, trouble=error)
        sentence = (
            "jobs cannot be kept just now (is a disk full, or a server away?); try again later"
        )
        return answer_refusal(Refusal(503, "jobs-file", sentence, retry_after=_LATER))

    @app.errorhandler(HTTPException)
    def theirs(error: HTTPException) -> flask.Response:
        status = error.code or 500
        sentences = {
            404: "there is no such address; /openapi.json lists what there is",
            405: "this address knows other methods; /openapi.json lists them",
            413: f"the body is larger than {app.config['MAX_CONTENT_LENGTH'] // 1_000_000} MB",
        }
        sentence = sentences.get(status) or error.description or error.name
        told = _error(status, error.name.lower().replace(" ", "-"), sentence)
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            told.headers["Allow"] = ", ".join(error.valid_methods)
        return told

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> flask.Response:
        event("broke", level=logging.ERROR, trouble=error, route=flask.request.endpoint)
        return _error(500, "failed", "the service failed on this call; its log tells more")


def answer(value: object, status: int = 200) -> flask.Response:
    """The answer that holds `value`, in JSON."""
    return flask.Response(msgspec.json.encode(value, enc_hook=plain), status, content_type=JSON)


def _error(status: int, code: str, sentence: str) -> flask.Response:
    # It may quote what was sent, which may be long or hold line breaks.
    sentence = " ".join(sentence[: 2 * _SENTENCE].split())
    sentence = sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1] + "…"
    return answer(shapes.ErrorAnswer(shapes.ErrorDetail(code, sentence)), status)
