"""Which items of feeds were checked before, so that a later run checks the others."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from provenance.errors import UsageError
from provenance.fetch.store import write_whole

FILE = "feed-items.json"
_MOST = 20_000
"""Items that are remembered, the latest: a newsroom's feeds of some weeks, in two megabytes."""


class FeedMemory:
    """The items checked by earlier runs, kept in one file of a folder."""

    def __init__(self, folder: Path) -> None:
        """Read the file. Raises `UsageError` where it is there and cannot be read."""
        self._file = folder / FILE
        self._known: dict[str, str] = {}
        try:
            self._known = dict(json.loads(self._file.read_text("utf-8")))
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise UsageError(
                f"{self._file} does not say which items were checked: {error}. Remove it, and "
                "every item is new again."
            ) from error

    def is_new(self, item: str) -> bool:
        """True for an item, named by its address, that no earlier run has checked."""
        return item not in self._known

    def remember(self, items: list[str]) -> None:
        """Keep items as checked now. Raises `UsageError` where that cannot be written."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        for item in items:
            self._known.pop(item, None)
            self._known[item] = now
        latest = dict(list(self._known.items())[-_MOST:])
        try:
            write_whole(self._file, json.dumps(latest, ensure_ascii=False).encode())
        except OSError as error:
            raise UsageError(f"{self._file} cannot be written: {error.strerror}") from error
