"""The archive as its users see it: add, find, list, remove."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np

from provenance.archive.crops import CropIndex
from provenance.archive.crops.words import ASKED, CROPPED, KEPT, Ask, words_of
from provenance.archive.database import usable
from provenance.archive.descriptors import Descriptors
from provenance.archive.entry import Input, Prepared
from provenance.archive.index import EXACT_BITS, FAST_BITS, Index
from provenance.archive.index.rows import as_bytes
from provenance.archive.proof import PROVED, Match, Proposal, picture_of, prove
from provenance.archive.store import Counts, Kept, Store
from provenance.archive.views import cut_out, in_parts, middle_of, mirrored, parts_of
from provenance.errors import UsageError
from provenance.model import Box, Picture, Transformation
from provenance.pictures.matching import view_of
from provenance.pictures.overlap import Colours
from provenance.values import dataclass

MOST_COPIES = 200
"""Copies of one picture that are looked at when they are listed."""
_READ_AT_ONCE = 50_000
"""Fingerprints that are copied into the index at once."""
_WORDS_AT_ONCE = 4_096
"""Pictures whose words are copied at once, a kilobyte each."""
_BY_DESCRIPTOR = 3
"""Candidates by descriptor whose pixels are compared, a sixth of a second each: a small crop's
original is among the first three in all of 200."""
_IN_A_COLLAGE = 4
"""The same of its parts, a tenth of a second each. A collage has seldom more pictures: once so many
are proved, no more are looked for."""
_COPIED = "saved again, resized, toned"
_FLIPPED = "mirrored"
_CROPPED = "cropped"
_MIRRORED = "cropped and mirrored"
_SMALL = "cropped to a fifth, or shown in a screenshot"
_TURNED = "turned, framed, whole in a collage or screenshot"
_COLLAGE = "cropped in a collage"
_PARTS = "a small part of a collage or screenshot"
_SLOW = (_MIRRORED, _SMALL, _TURNED, _COLLAGE, _PARTS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, what was looked for, and what was not."""

    matches: tuple[Match, ...] = ()
    looked_for: tuple[str, ...] = ()
    not_looked_for: tuple[str, ...] = ()


class Archive:
    """One archive. Safe for many threads, and for many processes at once."""

    def __init__(self, store: Store, folder: Path, model: Path | None = None) -> None:
        """Open the archive; `folder` holds the indexes, made from the store where needed.

        `model` is the file of the model of copy descriptors; None means the package's.
        """
        self.store = store
        self._folder = folder / "index"
        self._index = Index(self._folder, store.id)
        self._crops = CropIndex(folder / "crops", store.id)
        self._descriptors = Descriptors(folder / "descriptors", store, model)
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of files and connections."""
        self._index.close()
        self._crops.close()
        self._descriptors.close()
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
            file = self._folder / "lock.sqlite"
            with usable(file):
                lock = sqlite3.connect(file, timeout=600, isolation_level=None)
            try:
                with usable(file):
                    lock.execute("BEGIN EXCLUSIVE")
                yield
            finally:
                lock.close()

    def describe(self, jobs: int, told: Callable[[int, int, str], None]) -> str:
        """Make the copy descriptors that are missing; why it could not be done."""
        trouble = self._descriptors.describe(jobs, told)
        if not trouble:
            with self._only_writer():
                self._descriptors.refresh()
        return trouble

    def find(self, picture: Picture, *, quick: bool = False, thorough: bool = False) -> Answer:
        """The pictures of the archive that are in this one, proved by bytes or pixels.

        What costs more is looked for only where what costs less found nothing; `quick` looks only
        for copies and crops that are neither turned nor framed. `thorough` reads every fingerprint,
        where the tables lead only to most beyond 31 bits.
        """
        same = self.store.id_of_content(picture.sha256)
        matches = prove(self.store, picture, [Proposal(same)] if same else [])
        if picture.fingerprint.plain:
            return Answer(
                tuple(matches), ("same bytes",), ("copies: it is too plain to recognise",)
            )
        if self.store.last_id() > len(self._index):
            self.refresh()
        tried: set[Proposal] = set()
        looked_for, left = ["same bytes"], []
        for what, most, propose in self._ways(picture, quick, thorough):
            alone = [match for match in matches if _is_alone(match)]
            # What was only printed, or kept by a CMS, may be a crop of what a supplier sent.
            is_whole = len(matches) - len(alone) >= _IN_A_COLLAGE
            is_done = any(map(_is_supplied, alone)) or is_whole
            is_left = what in _SLOW and (quick or alone)
            if is_done or is_left or (what == _FLIPPED and quick):
                left.append(what)
                continue
            try:
                found = {match.kept.id for match in matches}
                near = [one for one in propose() if one not in tried and one.id not in found]
            except UsageError as error:
                left.append(f"{what}: {error}")
                continue
            if what == _PARTS:
                # Nearer to a part than to the whole: the rest is something else, and only the
                # part need be compared.
                near = [one for one in near if one.part]
                tried.update(Proposal(one.id) for one in near)
            near = near[:most]
            matches += prove(self.store, picture, near, tried)
            tried.update(near, (Proposal(one.id) for one in near))
            looked_for.append(what)
        if any(map(_is_alone, matches)):
            left = []
        elif not quick:
            left += self._undescribed()
        return Answer(tuple(matches), tuple(looked_for), tuple(left))

    def _ways(
        self, picture: Picture, quick: bool, thorough: bool
    ) -> Iterator[tuple[str, int, Callable[[], list[Proposal]]]]:
        """What may have been done to a picture, and how such pictures are proposed.

        Between the two how many of them are proved.
        """
        pixels = view_of(picture).pixels
        described = not self._descriptors.missing
        ask = CROPPED if quick else ASKED

        @cache
        def parts() -> tuple[Box, ...]:
            return tuple(parts_of(pixels))

        yield _COPIED, PROVED, lambda: self._near([picture.fingerprint.phash], thorough)
        yield _FLIPPED, PROVED, lambda: self._near([mirrored(pixels)], thorough)
        yield _CROPPED, PROVED, lambda: self._sharing(pixels, [None], ask)
        yield _MIRRORED, PROVED, lambda: self._sharing(pixels[:, ::-1], [None], ASKED)
        if described:
            yield _SMALL, _BY_DESCRIPTOR, lambda: self._described(pixels, [None])
        yield _TURNED, PROVED, lambda: self._near(in_parts(pixels, parts()), thorough)
        if described:
            middle = middle_of(pixels)
            yield _PARTS, _IN_A_COLLAGE, lambda: self._described(pixels, [None, *parts(), middle])
        else:
            yield _COLLAGE, PROVED, lambda: self._sharing(pixels, parts(), KEPT)

    def _undescribed(self) -> list[str]:
        """What the descriptors leave out, in words."""
        if self._descriptors.missing:
            return [f"{_SMALL}, or {_PARTS}: {self._descriptors.missing}"]
        try:
            left = self._descriptors.left()
        except UsageError:
            return []  # it was told where the model was asked
        return [f"{_SMALL}: {left:,} pictures are not described yet (`archive add`)"] * bool(left)

    def _described(self, pixels: Colours, parts: Sequence[Box | None]) -> list[Proposal]:
        """The pictures whose copy descriptor is near that of one of the parts."""
        if self._descriptors.is_behind():
            with self._only_writer():
                self._descriptors.refresh()
        views = [pixels if box is None else cut_out(pixels, box) for box in parts]
        return [Proposal(id, parts[view]) for id, view in self._descriptors.near(views)]

    def _sharing(self, pixels: Colours, parts: Sequence[Box | None], ask: Ask) -> list[Proposal]:
        """The pictures that share words with any of the parts."""
        found: list[tuple[int, int, Box | None]] = []
        for box in parts:
            part = pixels if box is None else cut_out(pixels, box)
            near = self._crops.near(words_of(np.ascontiguousarray(part), ask))
            found += [(placed, row + 1, box) for row, placed in near]
        best = sorted(found, key=lambda one: -one[0])
        return list({id: Proposal(id, box) for _, id, box in reversed(best)}.values())[::-1]

    def copies_of(self, kept: Kept) -> list[Kept]:
        """The other pictures of the archive that are this one, whole."""
        picture = picture_of(self.store, kept)
        if picture is None or kept.plain:
            return []
        near = [one for one in self._near([kept.phash], thorough=False) if one.id != kept.id]
        return [match.kept for match in prove(self.store, picture, near[:MOST_COPIES])]

    def _near(self, hashes: Sequence[str], thorough: bool) -> list[Proposal]:
        """The pictures with a fingerprint near one of these, nearest first."""
        answers = (
            self._index.near_exactly(hashes, EXACT_BITS)
            if thorough
            else [self._index.near(one, FAST_BITS) for one in hashes]
        )
        found: dict[int, int] = {}
        for near in answers:
            for row, bits in zip(near.rows, near.distances, strict=True):
                found[row + 1] = min(bits, found.get(row + 1, bits))
        return [Proposal(id) for id in sorted(found, key=lambda id: found[id])]


def _is_alone(match: Match) -> bool:
    """True where nothing else is in the picture looked for.

    Where one picture of a collage is found, the others may be there too.
    """
    more = {Transformation.COMPOSITED, Transformation.OVERLAID}
    return more.isdisjoint(match.comparison.transformations)


def _is_supplied(match: Match) -> bool:
    """True for what a supplier sent."""
    return any(record.supplier for record in match.kept.records)
