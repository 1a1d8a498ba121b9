"""The HTTP service (extra `service`): a CMS in any language asks before it publishes.

    POST /v1/check               an article: {"article": payload} or {"url"} or {"html", "base_url"}; ?mode=fast|full
    POST /v1/jobs                the same, checked in the background: 202 and an id
    GET  /v1/jobs/{id}           queued, running, done or failed; the report when done
    POST /v1/pictures/compare    {"published": {"url" | "base64"}, "original": …}
    GET  /v1/health, /v1/metrics, /openapi.json

Every call but health carries `Authorization: Bearer TOKEN`. Answers hold the report (the shape of
`provenance schema check`) and the gate's decision; errors are {"error": {"code", "message"}}, one sentence each.
"""

from __future__ import annotations
