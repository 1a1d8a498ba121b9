"""The OpenAPI 3.1 description, made from the types of requests and answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from provenance.hooks.service import shapes
from provenance.reports.json import shapes as results

_JSON = "application/json"
_TYPES = (
    shapes.CheckRequest,
    shapes.CheckAnswer,
    shapes.JobAnswer,
    shapes.CompareRequest,
    results.CompareShape,
    shapes.KnownRequest,
    shapes.KnownAnswer,
    shapes.HealthAnswer,
    shapes.ErrorAnswer,
)
_EXACTLY_ONE = {"CheckRequest": ("article", "url", "html"), "PictureShape": ("url", "base64")}
"""Fields of which exactly one is given and not null: what the types cannot say."""
_MODE = {
    "name": "mode",
    "in": "query",
    "description": "`fast` fetches nothing and answers within 0.3 s; `full` asks the sources.",
    "schema": {"enum": ["fast", "full"], "default": "full"},
}
_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}
_LATER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer", "minimum": 1}}}
_PLACE = {"Location": {"description": "The job's address.", "schema": {"type": "string"}}}


@lru_cache(maxsize=1)
def document() -> bytes:
    """The description as JSON."""
    _, components = msgspec.json.schema_components(
        _TYPES, ref_template="#/components/schemas/{name}"
    )
    for name, fields in _EXACTLY_ONE.items():
        given = {f: {"required": [f], "properties": {f: {"not": {"type": "null"}}}} for f in fields}
        components[name]["oneOf"] = [given[f] for f in fields]
    made = {
        "openapi": "3.1.0",
        "info": {
            "title": "provenance",
            "version": _version(),
            "summary": "Checks the pictures of a news article: is each one what its caption and "
            "credit say it is?",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": _paths(),
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }
    return msgspec.json.encode(made)


def _version() -> str:
    try:
        return version("picture-provenance")
    except PackageNotFoundError:
        return "0"


def _paths() -> Mapping[str, Any]:
    check, picture = shapes.CheckRequest, shapes.CompareRequest
    return {
        "/v1/check": {
            "post": _operation(
                "check",
                "Check an article and wait for the answer.",
                shapes.CheckAnswer,
                check,
                [_MODE],
            )
        },
        "/v1/jobs": {
            "post": _operation(
                "submit",
                "Accept an article: it is checked once, whatever happens to the service.",
                shapes.JobAnswer,
                check,
                status="202",
                headers=_PLACE,
            )
        },
        "/v1/jobs/{id}": {
            "get": _operation(
                "job",
                "Where a job stands, and its answer when it is done.",
                shapes.JobAnswer,
                None,
                [_ID],
            )
        },
        "/v1/pictures/compare": {
            "post": _operation(
                "compare", "How are two pictures related?", results.CompareShape, picture
            )
        },
        "/v1/pictures/known": {
            "post": _operation(
                "known",
                "What has the newsroom's archive of this picture?",
                shapes.KnownAnswer,
                shapes.KnownRequest,
            )
        },
        "/health": {
            "get": _open(_operation("health", "Does the service work?", shapes.HealthAnswer))
        },
        "/metrics": {"get": _metrics()},
        "/openapi.json": {
            "get": _open(_plain("description", "This description.", _JSON, {"type": "object"}))
        },
    }


def _operation(
    name: str,
    summary: str,
    answer: type[Any],
    request: type[Any] | None = None,
    parameters: list[dict[str, Any]] | None = None,
    *,
    status: str = "200",
    headers: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    answered: dict[str, Any] = {
        "description": summary,
        "content": {_JSON: {"schema": _ref(answer)}},
    }
    if headers:
        answered["headers"] = headers
    made: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {status: answered} | _errors(),
    }
    if parameters:
        made["parameters"] = parameters
    if request is not None:
        made["requestBody"] = {"required": True, "content": {_JSON: {"schema": _ref(request)}}}
    return made


def _plain(name: str, summary: str, kind: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    answered = {"description": summary, "content": {kind: {"schema": schema}}}
    return {"operationId": name, "summary": summary, "responses": {"200": answered} | _errors()}


def _metrics() -> dict[str, Any]:
    return _plain(
        "metrics", "Counters in Prometheus' text format.", "text/plain", {"type": "string"}
    )


def _open(operation: dict[str, Any]) -> dict[str, Any]:
    return operation | {"security": []}


def _errors() -> dict[str, Any]:
    words = {
        "400": "The request cannot be understood: the sentence says what is wrong.",
        "401": "No token, or none that is known.",
        "403": "A service without tokens is called by another name than this machine's own.",
        "404": "There is no such thing.",
        "405": "This address knows other methods.",
        "413": "The body is too large.",
        "415": "The body is not JSON.",
        "422": "The article or picture cannot be fetched or read.",
        "500": "A mistake of the service; its log tells more.",
    }
    later = {
        "429": "Too many calls for this token.",
        "503": "Too much is waiting, or the service is closing.",
    }
    made: dict[str, Any] = {status: _error(told) for status, told in words.items()}
    return made | {status: _error(told) | {"headers": _LATER} for status, told in later.items()}


def _error(told: str) -> dict[str, Any]:
    return {"description": told, "content": {_JSON: {"schema": _ref(shapes.ErrorAnswer)}}}


def _ref(shape: type[Any]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}
