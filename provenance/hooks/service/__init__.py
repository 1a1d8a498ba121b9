"""The HTTP service (extra `service`), for a CMS in any language:

    POST /v1/check               an article: {"article": payload} or {"html", "base_url"} or
    {"url"}; ?mode=fast|full
    POST /v1/jobs                the same, checked in the background: 202, an id and its Location
    GET  /v1/jobs/{id}           queued, running, done or failed; the answer when done
    POST /v1/pictures/compare    {"published": {"url" | "base64"}, "original": {…}}
    GET  /health                 "ok" or "closing", and how many jobs wait; no token
    GET  /metrics                counters in Prometheus' text format
    GET  /openapi.json           the description, made from the same types; no token

Every other call carries `Authorization: Bearer TOKEN` and, where it has a body, `Content-Type:
application/json`. A check's answer holds the report (the shape of `provenance schema check`), the
gate's decision and, for `mode=fast`, what is still to come. `"pictures": {address: base64}` brings
bytes that are at hand, `"overrides"` what an editor has accepted. Errors are {"error": {"code",
"message"}}, one sentence each.

What a caller names is fetched through the same guard as everything else: public addresses, and
what the operator's own `network.allowed-addresses` exempts. No request can name a file of this
machine.
"""

from __future__ import annotations
