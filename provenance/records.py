"""What is known of a picture, whatever article uses it: checked once, used again until its evidence is stale.

The credit belongs to the picture, the caption to its use. A record holds the first half; the pipeline judges
each use against it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from provenance.model import Clues, Credit, FileClue, Lookup, NotChecked, Original, Picture

KEPT = 512
"""Records kept in memory at most: with thumbnails' worth of bytes each, some hundred megabytes at the worst."""


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """One picture with its credit and its originals, before any caption."""

    clues: Clues
    credit: Credit | None
    picture: Picture | None
    trouble: NotChecked | None = None
    """Why the picture's bytes could not be had or read."""
    originals: tuple[Original, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    file_clues: tuple[FileClue, ...] = ()
    checked: datetime = datetime.min.replace(tzinfo=UTC)

    @property
    def key(self) -> tuple[str, str] | None:
        """Content hash and credit; None where the bytes are not known."""
        if self.picture is None:
            return None
        return self.picture.sha256, self.credit.raw if self.credit else ""

    @property
    def settled(self) -> bool:
        """True where asking again would tell nothing new soon: an original was confirmed and no look-up failed."""
        return any(o.confirmed for o in self.originals) and not any(x.reason for x in self.lookups)


class Records:
    """The latest records, in memory, by content hash and credit. Safe for many threads."""

    def __init__(self, fresh: timedelta) -> None:
        self._fresh = fresh
        self._records: OrderedDict[tuple[str, str], PictureRecord] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, picture: Picture, credit: Credit | None) -> PictureRecord | None:
        """The record of these bytes under this credit, unless it is stale."""
        key = (picture.sha256, credit.raw if credit else "")
        with self._lock:
            record = self._records.get(key)
            if record is None or datetime.now(UTC) - record.checked > self._fresh:
                return None
            self._records.move_to_end(key)
            return record

    def put(self, record: PictureRecord) -> None:
        """Keep a settled record; anything else is worth asking again."""
        if record.key is None or not record.settled:
            return
        with self._lock:
            self._records[record.key] = record
            self._records.move_to_end(record.key)
            while len(self._records) > KEPT:
                self._records.popitem(last=False)
