"""The evidence on pictures, kept in memory for further articles until it is stale.

The credit belongs to the picture, the caption to its use. `PictureEvidence` holds the first half;
the pipeline judges each use against it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import UTC, datetime, timedelta

from provenance.fetch.exchange import is_fresh
from provenance.model import (
    Clues,
    Credit,
    FileClue,
    Holding,
    Lookup,
    NotChecked,
    Original,
    Picture,
    Reason,
)
from provenance.values import dataclass

KEPT_BYTES = 256_000_000
"""Bytes of pictures kept in memory at most: several hundred records of a published picture and
its original."""


@dataclass(frozen=True, slots=True)
class PictureEvidence:
    """One picture with its credit and its originals, before any caption."""

    clues: Clues
    credit: Credit | None
    picture: Picture | None
    trouble: NotChecked | None = None
    """Why the picture's bytes could not be had or read."""
    originals: tuple[Original, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    file_clues: tuple[FileClue, ...] = ()
    history: tuple[Holding, ...] = ()
    """What the newsroom itself holds of the picture; asked anew each time, never kept here."""
    checked: datetime = datetime.min.replace(tzinfo=UTC)

    @property
    def key(self) -> Key | None:
        """What a picture must share to share this evidence; None for unknown bytes."""
        return _key(self.picture, self.clues) if self.picture else None

    @property
    def oldest(self) -> datetime:
        """When its oldest evidence was first fetched."""
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
    def is_conclusive(self) -> bool:
        """True where an original was confirmed, no look-up failed, and nothing was left.

        What a fast check leaves to the full one must not be what the full one finds here; nor must
        credentials that a service could not be asked for.
        """
        writing = self.picture.writing if self.picture else None
        signed = self.picture.credentials if self.picture else None
        if writing is not None and writing.reason is Reason.PENDING:
            return False
        if signed is not None and signed.unasked is not None:
            return False
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


class EvidenceCache:
    """The latest evidence, by content hash and what the page says of the picture.

    Safe for many threads.
    """

    def __init__(self, fresh: timedelta) -> None:
        self._fresh = fresh
        self._kept: OrderedDict[Key, PictureEvidence] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, picture: Picture, clues: Clues) -> PictureEvidence | None:
        """The evidence on these bytes, this credit, these addresses; None if stale."""
        key = _key(picture, clues)
        with self._lock:
            evidence = self._kept.get(key)
            if evidence is None or not is_fresh(evidence.oldest, self._fresh):
                return None
            self._kept.move_to_end(key)
            return evidence

    def put(self, evidence: PictureEvidence) -> None:
        """Keep conclusive evidence; anything else is worth asking again."""
        if evidence.key is None or not evidence.is_conclusive:
            return
        with self._lock:
            before = self._kept.pop(evidence.key, None)
            self._kept[evidence.key] = evidence
            self._weight += evidence.weight - (before.weight if before else 0)
            while self._weight > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._weight -= oldest.weight
