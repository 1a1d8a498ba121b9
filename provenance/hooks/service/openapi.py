"""The OpenAPI 3.1 description, made from the types of requests and answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, get_args

import msgspec

from provenance.hooks.service import shapes
from provenance.reports.json import shapes as results

_JSON = "application/json"
_TYPES = (
    shapes.CheckRequest,
    shapes.CheckAnswer,
    shapes.JobAnswer,
    shapes.JobsAnswer,
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


_PAGING = [
    {"name": "state", "in": "query", "schema": {"enum": list(get_args(shapes.JobState))}},
    {
        "name": "before",
        "in": "query",
        "description": "The id of the last job of the page before.",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    },
    {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": 200, "default": 50},
    },
]
_SIGNED = "v1, and the base64 of HMAC-SHA256 over id.timestamp.body (Standard Webhooks)."
_CALLED_BACK = {
    "finished": {
        "{$request.body#/callback}": {
            "post": {
                "summary": "The job has finished. Called again until a status of 2xx is answered.",
                "parameters": [
                    {
                        "name": name,
                        "in": "header",
                        "description": told,
                        "schema": {"type": "string"},
                    }
                    for name, told in (
                        ("webhook-id", "The job's id."),
                        ("webhook-timestamp", "Seconds since 1970."),
                        ("webhook-signature", _SIGNED),
                    )
                ],
                "requestBody": {
                    "content": {_JSON: {"schema": {"$ref": "#/components/schemas/JobAnswer"}}}
                },
                "responses": {"2XX": {"description": "Taken."}},
            }
        }
    }
}
_PICTURE = {
    "url": "https://news.example/market.jpg",
    "caption": "A street market in Podil, Kyiv, on 9 March 2024.",
    "credit": "Iryna Halenko / Wikimedia Commons, CC BY 4.0",
}
_ARTICLE = {
    "article": {
        "headline": "Markets reopen in Kyiv",
        "url": "https://news.example/markets-reopen",
        "published": "2024-03-10T09:00:00Z",
        "language": "en",
        "images": [_PICTURE],
    }
}
_OVERRIDE = {
    "rule": "license-not-named",
    "picture": _PICTURE["url"],
    "who": "Edda Editor",
    "reason": "The agreement with the agency does not ask for it",
    "until": "2026-12-31",
}
_NAME = "0123456789abcdef0123456789abcdef"
_EXAMPLES: Mapping[type[Any], Mapping[str, Any]] = {
    shapes.CheckRequest: {
        "article": {"summary": "A CMS's own fields", "value": _ARTICLE},
        "html": {
            "summary": "A page's HTML",
            "value": {
                "html": "<article><h1>Markets reopen in Kyiv</h1><figure><img src='market.jpg'>"
                "<figcaption>A market in Podil. Photo: Iryna Halenko</figcaption></figure>"
                "</article>",
                "base_url": "https://news.example/markets-reopen",
            },
        },
        "url": {
            "summary": "An article that is fetched",
            "value": {"url": "https://news.example/markets-reopen"},
        },
        "override": {
            "summary": "With what an editor has accepted",
            "value": _ARTICLE | {"overrides": [_OVERRIDE]},
        },
        "callback": {
            "summary": "A job that calls when it has finished",
            "value": _ARTICLE | {"callback": "https://cms.news.example/checked"},
        },
    },
    shapes.CompareRequest: {
        "addresses": {
            "summary": "Two addresses",
            "value": {
                "published": {"url": _PICTURE["url"]},
                "original": {"url": "https://archive.example/market-full.jpg"},
            },
        }
    },
    shapes.JobAnswer: {"queued": {"value": {"id": _NAME, "state": "queued"}}},
    shapes.JobsAnswer: {
        "page": {
            "value": {
                "jobs": [{"id": _NAME, "state": "queued", "accepted": "2024-03-10T09:00:00Z"}],
                "next": None,
            }
        }
    },
    shapes.HealthAnswer: {
        "well": {
            "value": {"status": "ok", "queued": 0, "running": 1, "troubles": [], "version": "0.2.0"}
        }
    },
    shapes.ErrorAnswer: {
        "error": {
            "value": {
                "error": {
                    "code": "bad-request",
                    "message": 'article.images[0] has an unknown field "captoin"; did you mean '
                    '"caption"?',
                }
            }
        }
    },
}
"""What the calls and answers look like, by their types."""


@lru_cache(maxsize=4)
def document(prefix: str = "") -> bytes:
    """The description of a service below the path `prefix`, as JSON."""
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
            "description": "What stands below /v1 changes only by additions. Before something is "
            "removed, its answers carry the headers Deprecation (RFC 9745) and Sunset (RFC 8594) "
            "for at least two releases.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": prefix or "/"}],
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
                callbacks=_CALLED_BACK,
            ),
            "get": _operation(
                "jobs",
                "The jobs sent with this token, the latest first.",
                shapes.JobsAnswer,
                None,
                _PAGING,
            ),
        },
        "/v1/jobs/{id}": {
            "get": _operation(
                "job",
                "Where a job stands, and its answer when it is done.",
                shapes.JobAnswer,
                None,
                [_ID],
            ),
            "delete": _operation(
                "cancel",
                "Give a job up; what a running one comes to is thrown away.",
                shapes.JobAnswer,
                None,
                [_ID],
            ),
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
        "/": {"get": _open(_plain("root", "What this is.", _JSON, {"type": "object"}))},
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
    callbacks: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    answered: dict[str, Any] = {"description": summary, "content": _content(answer)}
    if headers:
        answered["headers"] = headers
    made: dict[str, Any] = {
        "operationId": name,
        "summary": summary,
        "responses": {status: answered} | _errors(has_body=request is not None),
    }
    if callbacks:
        made["callbacks"] = callbacks
    if parameters:
        made["parameters"] = parameters
    if request is not None:
        made["requestBody"] = {"required": True, "content": _content(request)}
    return made


def _plain(name: str, summary: str, kind: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    answered = {"description": summary, "content": {kind: {"schema": schema}}}
    return {
        "operationId": name,
        "summary": summary,
        "responses": {"200": answered} | _errors(has_body=False),
    }


def _metrics() -> dict[str, Any]:
    return _plain(
        "metrics", "Counters in Prometheus' text format.", "text/plain", {"type": "string"}
    )


def _open(operation: dict[str, Any]) -> dict[str, Any]:
    return operation | {"security": []}


def _content(shape: type[Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"schema": _ref(shape)}
    if shape in _EXAMPLES:
        made["examples"] = _EXAMPLES[shape]
    return {_JSON: made}


def _errors(*, has_body: bool) -> dict[str, Any]:
    words = {
        "400": "The request cannot be understood: the sentence says what is wrong.",
        "401": "No token, or none that is known.",
        "403": "A service without tokens is called by another name than this machine's own.",
        "404": "There is no such thing.",
        "405": "This address knows other methods.",
        "409": "The job has finished: there is nothing to cancel.",
        "500": "A mistake of the service; its log tells more.",
    }
    if has_body:
        words |= {
            "413": "The body is too large.",
            "415": "The body is not JSON.",
            "422": "The article or picture cannot be fetched or read.",
        }
    later = {
        "429": "Too many calls for this token.",
        "503": "Too much is waiting, or the service is closing.",
    }
    made: dict[str, Any] = {status: _error(told) for status, told in words.items()}
    return made | {status: _error(told) | {"headers": _LATER} for status, told in later.items()}


def _error(told: str) -> dict[str, Any]:
    return {"description": told, "content": _content(shapes.ErrorAnswer)}


def _ref(shape: type[Any]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}
