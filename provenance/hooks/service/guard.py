"""Who may ask, and how often; and one line in the log for every call."""

from __future__ import annotations

import time
import uuid
from urllib.parse import urlsplit

import flask

from provenance import lazy_re as re
from provenance.hooks.service.logs import begin_request, current_request, event
from provenance.hooks.service.refusals import Refusal
from provenance.hooks.service.service import Service
from provenance.hooks.service.settings import LOOPBACK, Settings, token_hash

_OPEN = ("health", "description", "root")
"""Endpoints that ask for no token."""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""A caller's own name for a call, as it may stand in the log."""
_EXPOSED = "Location, Retry-After, X-Request-Id"


def guard(app: flask.Flask, service: Service) -> None:
    """Admit or refuse every call before its route, and note how it was answered."""

    @app.before_request
    def admit() -> flask.Response | None:
        flask.g.began = time.monotonic()
        given = flask.request.headers.get("X-Request-Id", "")
        begin_request(given if _NAME.fullmatch(given) else uuid.uuid4().hex)
        if flask.request.method == "OPTIONS" and _origin(service.settings):
            return flask.Response(status=204)  # a browser asks before it lets a page call
        if flask.request.endpoint in _OPEN:
            return None
        flask.g.caller = _caller(service.settings)
        if flask.request.method == "POST" and flask.request.endpoint is not None:
            if service.closing:
                raise Refusal(
                    503, "closing", "the service is closing; try again in a moment", retry_after=5
                )
            wait = service.limit.wait_for(flask.g.caller)
            if wait:
                raise Refusal(
                    429,
                    "too-many-calls",
                    "too many calls with this token; wait a little",
                    retry_after=wait,
                )
        return None

    @app.after_request
    def note(response: flask.Response) -> flask.Response:
        seconds = time.monotonic() - flask.g.began
        route = flask.request.endpoint or "none"
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Request-Id"] = current_request()
        if service.settings.limits.cors_origins:
            _let_page_read(response, _origin(service.settings))
        service.metrics.count(route, response.status_code, seconds)
        event(
            "answered",
            route=route,
            status=response.status_code,
            seconds=round(seconds, 4),
            received=flask.request.content_length or 0,
            sent=response.content_length,
            caller=flask.g.get("caller", "")[:8],
            request=current_request(),
        )
        return response


def _origin(settings: Settings) -> str:
    """The origin of the page that calls; empty where it may not read."""
    given = flask.request.headers.get("Origin", "")
    return given if given in settings.limits.cors_origins else ""


def _let_page_read(response: flask.Response, origin: str) -> None:
    """Tell a browser which page may read this.

    See https://fetch.spec.whatwg.org/#http-cors-protocol.
    """
    response.headers.add("Vary", "Origin")
    if origin:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = _EXPOSED
        if flask.request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
            response.headers["Access-Control-Allow-Headers"] = (
                "Authorization, Content-Type, X-Request-Id"
            )
            response.headers["Access-Control-Max-Age"] = "600"


def _caller(settings: Settings) -> str:
    """Who calls: the hash of the token. Raises `Refusal` for nobody we know."""
    if not settings.token_hashes:
        # Without tokens the service is for this machine alone. A page in its browser that has its
        # own name point here (DNS rebinding) still sends that name.
        try:
            host = urlsplit(f"//{flask.request.headers.get('Host', '')}").hostname
        except ValueError:
            host = None
        if host not in LOOPBACK:
            raise Refusal(
                403,
                "wrong-host",
                "without tokens this service answers only to 127.0.0.1, ::1 and localhost",
            )
        return ""
    token = bearer(flask.request.headers.get("Authorization", ""))
    if not settings.admits(token):
        raise Refusal(
            401, "no-token", "send a known token in the header Authorization: Bearer TOKEN"
        )
    return token_hash(token)


def bearer(authorization: str) -> str:
    """The token in a header; empty where it is of another scheme."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
