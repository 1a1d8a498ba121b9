"""Tells whoever has sent a job that it has finished, by a signed call.

The call carries the job as `GET /v1/jobs/{id}` answers it, and the headers of Standard Webhooks
(https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp` and `webhook-signature`, which
is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. Whatever answers with a status of
2xx has taken it; anything else is called again, with growing pauses, by whichever process comes
to it first. The same call may come twice: its id says so.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import threading
import time
from typing import Protocol

import msgspec

from provenance.errors import NotFetched
from provenance.hooks.service.jobs import Call, Job, JobStore
from provenance.hooks.service.jobs_database import JobsTrouble
from provenance.hooks.service.logs import event
from provenance.hooks.service.metrics import Metrics
from provenance.model.sentences import plain

PAUSES = (5.0, 30.0, 120.0, 600.0, 3600.0, 21_600.0, 43_200.0)
"""Seconds before each further call: the last one is some 18 hours after the first."""
_SECONDS = 15.0
"""Within which the address must answer."""
_LOOK = 1.0
"""Seconds between two looks at what is to be called."""


class Sends(Protocol):
    """What delivers a call."""

    def post(self, url: str, body: bytes, headers: dict[str, str], seconds: float) -> int:
        """The status that was answered. Raises `NotFetched`."""


def job_document(job: Job) -> dict[str, object]:
    """A job as it is answered."""
    report = msgspec.Raw(job.answer) if job.answer else None
    return {"id": job.id, "state": job.state, "answer": report, "error": job.error}


def signature(secret: bytes, name: str, timestamp: int, body: bytes) -> str:
    """The signature of a call."""
    signed = b"%s.%d.%s" % (name.encode(), timestamp, body)
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


class Callbacks:
    """A thread that calls the addresses of finished jobs."""

    def __init__(self, store: JobStore, sender: Sends, secret: bytes, metrics: Metrics) -> None:
        self._store, self.sender, self._secret, self._metrics = store, sender, secret, metrics
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="callbacks", daemon=True)

    def start(self) -> None:
        """Begin to call; without a secret nothing is signed, so nobody is called."""
        if self._secret:
            self._thread.start()

    def stop(self) -> None:
        """Call nobody any more; what is left is called after the next start."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                call = self._store.due_call()
                if call is not None:
                    self.deliver(call)
                    continue
            except JobsTrouble as trouble:
                event("jobs-file-trouble", level=logging.ERROR, trouble=trouble)
            self._ended.wait(_LOOK)

    def deliver(self, call: Call) -> None:
        """One call, and when the next one is due where it was not taken."""
        job = self._store.answer_of(call.id)
        if job is None:
            return
        body, now = msgspec.json.encode(job_document(job), enc_hook=plain), int(time.time())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": call.id,
            "webhook-timestamp": str(now),
            "webhook-signature": signature(self._secret, call.id, now, body),
        }
        try:
            status = self.sender.post(call.url, body, headers, _SECONDS)
            taken, why = 200 <= status < 300, str(status)
        except NotFetched as trouble:
            taken, why = False, trouble.reason.value
        again = None if taken or call.calls > len(PAUSES) else PAUSES[call.calls - 1]
        self._store.called(call.id, again)
        outcome = "taken" if taken else "again" if again is not None else "given-up"
        self._metrics.count_call(outcome)
        event("called-back", job=call.id, outcome=outcome, answer=why, calls=call.calls)
