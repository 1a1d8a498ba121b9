"""Structured logs: one JSON object a line, and no secret in any of them.

What is logged is chosen, not filtered: names of routes instead of addresses, so no query string;
sizes instead of bodies; the first digits of a token's hash instead of the token. Other libraries'
messages are logged without their arguments and exceptions without their texts, because both quote
addresses and data.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import IO

LOG = logging.getLogger("provenance.service")
_OURS = (LOG.name, "provenance.fetch")
"""Loggers whose records are events with fields of their own, chosen for the log."""
_REQUEST: ContextVar[str] = ContextVar("request", default="")


def begin_request(name: str) -> None:
    """Name the call that this thread works on."""
    _REQUEST.set(name)


def current_request() -> str:
    """The name of the call that this thread works on; empty outside of one."""
    return _REQUEST.get()


class JsonLines(logging.Formatter):
    """One line of JSON a record: `time`, `level`, `event`, the event's own fields."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without an end."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
        }
        if record.name in _OURS:
            line |= {"event": record.msg, **getattr(record, "fields", {})}
        else:
            line |= {"event": "library", "logger": record.name, "message": str(record.msg)}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["stack"] = [
                f"{f.filename}:{f.lineno} {f.name}"
                for f in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False, default=str)


def event(
    name: str, *, level: int = logging.INFO, trouble: BaseException | None = None, **fields: object
) -> None:
    """Log one event with its fields; of `trouble` only its kind and where it happened."""
    LOG.log(level, name, extra={"fields": fields}, exc_info=trouble)


def set_up(stream: IO[str] | None = None) -> None:
    """Send this process's logs to `stream` (standard error).

    Ours from INFO, other libraries' from WARNING.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
