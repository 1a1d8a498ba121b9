"""The archive as its users see it: add, find, list, remove."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from provenance.archive.crops import CropIndex
from provenance.archive.crops.words import (
    ASKED,
    ASKED_SCALES,
    KEPT,
    KEPT_SCALES,
    Words,
    words_of,
)
from provenance.archive.entry import Input, Prepared
from provenance.archive.index import EXACT_BITS, FAST_BITS, Index
from provenance.archive.index.rows import as_bytes
from provenance.archive.store import Counts, Kept, Store
from provenance.archive.views import at_once, in_parts, parts_of
from provenance.errors import UnreadablePicture
from provenance.model import (
    Binding,
    Box,
    Comparison,
    Confidence,
    Picture,
    Relation,
)
from provenance.pictures import compare, read_picture
from provenance.pictures.fingerprint import hamming
from provenance.pictures.matching import view_of
from provenance.pictures.overlap import Colours

PROVED = 5
"""Candidates whose pixels are compared, nearest first; a picture has rarely more copies."""
SAME_BITS = 16
"""Bits by which the fingerprint in a report may differ from the picture's: copies at half size or
JPEG quality 30 differ by 12 at most (200 photographs), other photographs by 74 and more."""
MOST_COPIES = 200
"""Copies of one picture that are looked at when they are listed."""
_READ_AT_ONCE = 50_000
"""Fingerprints that are copied into the index at once."""
_WORDS_AT_ONCE = 4_096
"""Pictures whose words are copied at once, a kilobyte each."""
_COPIED = "saved again, resized, toned, mirrored"
_CROPPED = "cropped, or cropped and mirrored"
_TURNED = "turned, framed, whole in a collage or screenshot"
_COLLAGE = "cropped in a collage"
_PLAIN = "a copy: the picture is too plain to recognise"
_WAYS = (_COPIED, _CROPPED, _TURNED, _COLLAGE)
_SLOW = (_TURNED, _COLLAGE)
_SMALL_FILE = 30_000_000
"""Bytes of a file that is opened to prove a match; of a larger one the preview has to do."""


@dataclass(frozen=True, slots=True)
class Match:
    """A picture of the archive that bytes or pixels prove to be in the one looked for."""

    kept: Kept
    comparison: Comparison
    picture: Picture | None
    """Its pixels; None for one that is known only by a fingerprint in a report."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, what was looked for, and what was not."""

    matches: tuple[Match, ...] = ()
    looked_for: tuple[str, ...] = ()
    not_looked_for: tuple[str, ...] = ()


class Archive:
    """One archive. Safe for many threads, and for many processes at once."""

    def __init__(self, store: Store, folder: Path) -> None:
        """Open the archive; `folder` holds the index, made from the store where needed."""
        self.store = store
        self._folder = folder / "index"
        self._index = Index(self._folder, store.id)
        self._crops = CropIndex(folder / "crops", store.id)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of files and connections."""
        self._index.close()
        self._crops.close()
        self.store.close()

    def add(self, prepared: Sequence[Prepared], inputs: Iterable[Input] = ()) -> Counts:
        """Keep a batch: once this returns, nothing takes it away but `remove`."""
        done = self.store.add(prepared, inputs)
        self.refresh()
        return done

    def remove(self, ids: Sequence[int]) -> list[int]:
        """Take pictures out; the ids that were there."""
        return self._blank(self.store.remove(ids))

    def remove_supplier(self, supplier: str) -> list[int]:
        """Take out all that came from one supplier; see `Store.remove_supplier`."""
        return self._blank(self.store.remove_supplier(supplier))

    def _blank(self, ids: list[int]) -> list[int]:
        self.refresh()
        with self._only_writer():
            for id in ids:
                self._index.blank(id - 1)
        return ids

    def refresh(self) -> None:
        """Bring the indexes up to what the store holds."""
        with self._only_writer():
            last = self.store.last_id()
            while (count := len(self._index)) < last:
                found = self.store.hashes_after(count, _READ_AT_ONCE)
                # An id that was never given, or whose picture is gone, has a row of no bits.
                rows = np.zeros((found[-1][0] - count, 32), np.uint8)
                rows[[id - 1 - count for id, _ in found]] = as_bytes([phash for _, phash in found])
                self._index.append(rows)
            while (count := len(self._crops)) < last:
                words = dict(self.store.words_after(count, _WORDS_AT_ONCE))
                stop = max(words) if len(words) == _WORDS_AT_ONCE else last
                self._crops.append([words.get(id, b"") for id in range(count + 1, stop + 1)])

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Alone among the processes that change this index; a process that dies lets go."""
        with self._lock:
            lock = sqlite3.connect(self._folder / "lock.sqlite", timeout=600, isolation_level=None)
            try:
                lock.execute("BEGIN EXCLUSIVE")
                yield
            finally:
                lock.close()

    def find(self, picture: Picture, *, quick: bool = False, thorough: bool = False) -> Answer:
        """The pictures of the archive that are in this one, proved by bytes or pixels.

        What costs more is looked for only where what costs less found nothing; `quick` leaves out
        what takes a tenth of a second. `thorough` reads every fingerprint, where the tables lead
        only to most beyond 31 bits.
        """
        same = self.store.id_of_content(picture.sha256)
        matches = self._prove(picture, [same] if same else [])
        if picture.fingerprint.plain:
            return Answer(
                tuple(matches), ("same bytes",), ("copies: it is too plain to recognise",)
            )
        if self.store.last_id() > len(self._index):
            self.refresh()
        done = {m.kept.id for m in matches}
        looked_for = ["same bytes"]
        for what, propose in self._ways(picture, thorough):
            if what in _SLOW and quick:
                break
            near = [id for id in propose() if id not in done]
            matches += self._prove(picture, near[:PROVED])
            done.update(near)
            looked_for.append(what)
            if matches:
                break
        left = [] if matches else [what for what in _WAYS if what not in looked_for]
        return Answer(tuple(matches), tuple(looked_for), tuple(left))

    def _ways(
        self, picture: Picture, thorough: bool
    ) -> Iterator[tuple[str, Callable[[], list[int]]]]:
        """What may have been done to a picture, and how such pictures are proposed."""
        pixels = view_of(picture).pixels
        yield _COPIED, lambda: self._near(at_once(picture), thorough)
        yield _CROPPED, lambda: self._sharing([words_of(pixels, ASKED, ASKED_SCALES)], pixels)
        yield _TURNED, lambda: self._near(in_parts(picture), thorough)
        yield (
            _COLLAGE,
            lambda: self._sharing(
                [words_of(part, KEPT, KEPT_SCALES) for part in parts_of(pixels)], pixels
            ),
        )

    def _sharing(self, asked: Sequence[Words], pixels: Colours) -> list[int]:
        """Ids of the pictures that share words with any of these, or mirrored."""
        width = pixels.shape[1] / max(pixels.shape[:2])
        found = [one for words in asked for one in self._crops.near(words)]
        if not found and len(asked) == 1:
            found = self._crops.near(asked[0].mirrored(width))
        best = sorted(found, key=lambda one: -one[1])
        return list(dict.fromkeys(row + 1 for row, _ in best))

    def copies_of(self, kept: Kept) -> list[Kept]:
        """The other pictures of the archive that are this one, whole."""
        picture = self._picture_of(kept)
        if picture is None or kept.plain:
            return []
        near = [id for id in self._near([kept.phash], thorough=False) if id != kept.id]
        return [match.kept for match in self._prove(picture, near[:MOST_COPIES])]

    def _near(self, hashes: Sequence[str], thorough: bool) -> list[int]:
        """Ids of the pictures with a fingerprint near one of these, nearest first."""
        answers = (
            self._index.near_exactly(hashes, EXACT_BITS)
            if thorough
            else [self._index.near(one, FAST_BITS) for one in hashes]
        )
        found: dict[int, int] = {}
        for near in answers:
            for row, bits in zip(near.rows, near.distances, strict=True):
                found[row + 1] = min(bits, found.get(row + 1, bits))
        return sorted(found, key=lambda id: found[id])

    def _prove(self, picture: Picture, ids: Sequence[int]) -> list[Match]:
        """Those of the pictures that are in `picture`."""
        found = []
        for kept in self.store.get(ids):
            held = self._picture_of(kept)
            comparison = _related(picture, kept, held)
            if comparison.relation.linked:
                found.append(Match(kept, comparison, held))
        return found

    def _picture_of(self, kept: Kept) -> Picture | None:
        """The pixels of a picture: those of its file, else its preview.

        The preview is said to be as large as the file was, so that regions are in its pixels.
        """
        data = _file_of(kept)
        preview = data or self.store.preview(kept.id)
        if preview is None:
            return None
        try:
            held = read_picture(preview, metadata=False)
        except UnreadablePicture:
            return None
        if data is not None:
            return held
        return replace(held, sha256=kept.sha256, width=kept.width, height=kept.height)


def _file_of(kept: Kept) -> bytes | None:
    """The file's bytes where it still has those that were added."""
    path = Path(kept.path)
    try:
        if not kept.path or path.stat().st_size > _SMALL_FILE:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == kept.sha256 else None


def _related(picture: Picture, kept: Kept, held: Picture | None) -> Comparison:
    """How the picture looked for is related to one of the archive."""
    everything = Box(0, 0, picture.width, picture.height)
    if kept.sha256 == picture.sha256:
        detail = "The file in the archive has the same bytes."
        return Comparison(
            Relation.IDENTICAL, Binding.HARD, Confidence.HIGH, region=everything, detail=detail
        )
    if held is not None:
        return compare(picture, held)
    bits = hamming(picture.fingerprint.phash, kept.phash)
    same = not kept.sha256 and bits <= SAME_BITS
    return Comparison(
        Relation.SAME if same else Relation.UNDECIDED,
        Binding.SOFT if same else Binding.NONE,
        Confidence.MEDIUM if same else Confidence.LOW,
        distances={"phash": float(bits)},
        detail=f"Known only by its fingerprint, which differs in {bits} of 256 bits.",
    )
