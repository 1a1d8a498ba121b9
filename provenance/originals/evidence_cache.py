"""What is known of a picture, whatever article uses it: checked once, used again until its
evidence is stale.

The credit belongs to the picture, the caption to its use. A record holds the first half; the
pipeline judges each use against it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from provenance.model import Clues, Credit, FileClue, Lookup, NotChecked, Original, Picture

KEPT_BYTES = 256_000_000
"""Bytes of pictures kept in memory at most: several hundred records of a published picture and
its original."""


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
    def key(self) -> Key | None:
        """What a picture must share to share this record; None where the bytes are not known."""
        return _key(self.picture, self.clues) if self.picture else None

    @property
    def since(self) -> datetime:
        """How old its oldest evidence is: an answer out of a cache is as old as when it was
        given."""
        return min(
            (
                self.checked,
                *(o.record.where.fetched for o in self.originals if o.record.where.fetched),
            )
        )

    @property
    def weight(self) -> int:
        """Bytes of its pictures."""
        return sum(map(_weight, (self.picture, *(o.picture for o in self.originals))))

    @property
    def settled(self) -> bool:
        """True where asking again would tell nothing new soon: an original was confirmed and no
        look-up failed."""
        return any(o.confirmed for o in self.originals) and not any(x.reason for x in self.lookups)


Key = tuple[str, str, tuple[str, ...]]
"""Content hash, credit, and the addresses the page names for the picture: what the sources are
asked by."""


def _key(picture: Picture, clues: Clues) -> Key:
    return picture.sha256, clues.credit.raw if clues.credit else "", clues.urls


def _weight(picture: Picture | None) -> int:
    if picture is None:
        return 0
    return len(picture.data) + (len(picture.preview.rgb) if picture.preview else 0)


class Records:
    """The latest records, in memory, by content hash and what the page says of the picture.
    Safe for many threads."""

    def __init__(self, fresh: timedelta) -> None:
        self._fresh = fresh
        self._records: OrderedDict[Key, PictureRecord] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, picture: Picture, clues: Clues) -> PictureRecord | None:
        """The record of these bytes under this credit and these addresses, unless its evidence
        is stale."""
        key = _key(picture, clues)
        with self._lock:
            record = self._records.get(key)
            if record is None or datetime.now(UTC) - record.since > self._fresh:
                return None
            self._records.move_to_end(key)
            return record

    def put(self, record: PictureRecord) -> None:
        """Keep a settled record; anything else is worth asking again."""
        if record.key is None or not record.settled:
            return
        with self._lock:
            before = self._records.pop(record.key, None)
            self._records[record.key] = record
            self._weight += record.weight - (before.weight if before else 0)
            while self._weight > KEPT_BYTES:
                _, oldest = self._records.popitem(last=False)
                self._weight -= oldest.weight
