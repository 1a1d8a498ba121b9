"""Which pictures of the archive may be in a given one, by copy descriptors.

Descriptors only propose: bursts and other shots of a scene are as near as copies are, so what is
proposed is proved by pixels. They are made of what the archive holds of each picture, its preview,
whenever something is added: those of an archive that was filled before the extra was installed too.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from provenance.archive.descriptors.index import ROW, DescriptorIndex, packed
from provenance.archive.descriptors.model import Model, missing, model_of
from provenance.archive.store import Store
from provenance.errors import UsageError
from provenance.pictures.overlap import Colours

LEAST = 0.3
"""Likeness from which a picture is proposed: 94 of 6.24 million pairs of different photographs
reach it, and all but one in a hundred crops to a fifth."""
_AT_ONCE = 64
"""Pictures described between two writings."""
_ROWS_AT_ONCE = 50_000


class Descriptors:
    """The descriptors of one archive; none without the extra."""

    def __init__(self, folder: Path, store: Store, chosen: Path | None) -> None:
        """`chosen` is the model's file; None means the package's."""
        self._folder, self._store, self._chosen = folder, store, chosen
        self._index: DescriptorIndex | None = None
        self._left: tuple[tuple[int, int] | None, int] = None, 0
        self.missing = missing(chosen)
        """What is to be installed; empty where nothing is."""

    def close(self) -> None:
        """Let go of the files."""
        if self._index is not None:
            self._index.close()

    def _ready(self) -> tuple[Model, DescriptorIndex]:
        """The model and its index. Raises `UsageError` where the model cannot be used."""
        model = model_of(self._chosen)
        if self._index is None:
            owner = hashlib.sha256(f"{self._store.id} {model.id}".encode()).hexdigest()
            self._index = DescriptorIndex(self._folder, owner)
        return model, self._index

    def is_behind(self) -> bool:
        """True where the store holds more than the index.

        Another machine has described some.
        """
        return len(self._ready()[1]) < self._store.last_descriptor()

    def refresh(self) -> None:
        """Bring the index up to what the store holds. One process at a time."""
        if self.missing:
            return
        model, index = self._ready()
        last = self._store.last_descriptor()
        while (count := len(index)) < last:
            found = self._store.descriptors_after(count, model.id, _ROWS_AT_ONCE)
            stop = found[-1][0] if len(found) == _ROWS_AT_ONCE else last
            rows = np.zeros(stop - count, ROW)
            for number, picture, numbers in found:
                if len(numbers) == ROW["numbers"].itemsize:
                    rows[number - count - 1] = (picture, np.frombuffer(numbers, np.int8))
            index.append(rows)

    def left(self) -> int:
        """Pictures that have no descriptor yet.

        They are counted again only where something was added: a third of a second in a million.
        """
        model, added = self._ready()[0], (self._store.last_id(), self._store.last_descriptor())
        if self._left[0] != added:
            self._left = added, self._store.undescribed_count(model.id)
        return self._left[1]

    def near(self, views: Sequence[Colours]) -> list[tuple[int, int]]:
        """(picture, number of the view it is nearest to), the likest of each first."""
        model, index = self._ready()
        best: dict[int, tuple[float, int]] = {}
        for view, found in enumerate(index.near(model.of(views))):
            for picture, likeness in found.items():
                if likeness >= LEAST:
                    best[picture] = max(best.get(picture, (0.0, 0)), (likeness, view))
        ranked, seen = [], Counter[int]()
        for picture, (likeness, view) in sorted(best.items(), key=lambda one: -one[1][0]):
            ranked.append((seen[view], -likeness, picture, view))
            seen[view] += 1
        return [(picture, view) for _, _, picture, view in sorted(ranked)]

    def describe(self, jobs: int, told: Callable[[int, int, str], None]) -> str:
        """Make the descriptors that are missing; why it could not be done."""
        if self.missing:
            return ""
        try:
            model = self._ready()[0]
        except UsageError as error:
            return str(error)
        left, done = self.left(), 0
        with ThreadPoolExecutor(jobs, thread_name_prefix="describe") as pool:
            last = 0
            while ids := self._store.undescribed(model.id, last, _AT_ONCE):
                previews = [(id, self._store.preview(id)) for id in ids]
                numbers = pool.map(lambda one: _described(model, one[1]), previews)
                self._store.add_descriptors(model.id, list(zip(ids, numbers, strict=True)))
                last, done = ids[-1], done + len(ids)
                told(min(done, left), left, "descriptors")
        return ""


def _described(model: Model, preview: bytes | None) -> bytes:
    """The packed descriptor of a preview; nothing for one that cannot be read."""
    kept = np.frombuffer(preview or b"", np.uint8)
    pixels = cv2.imdecode(kept, cv2.IMREAD_COLOR) if len(kept) else None
    if pixels is None:
        return b""
    return packed(model.of([np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), np.uint8)]))[0]


__all__ = ["Descriptors"]
