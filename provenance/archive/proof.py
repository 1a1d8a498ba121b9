"""Whether a picture of the archive is in another: bytes and pixels decide."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from provenance.archive.store import Kept, Store
from provenance.archive.views import cut_out
from provenance.errors import UnreadablePicture
from provenance.model import (
    Binding,
    Box,
    Comparison,
    Confidence,
    Picture,
    Relation,
    Transformation,
)
from provenance.pictures import compare, read_picture
from provenance.pictures.fingerprint import hamming
from provenance.pictures.matching import larger_view, view_of
from provenance.values import dataclass

PROVED = 5
"""Candidates whose pixels are compared, nearest first; a picture has rarely more copies."""
SAME_BITS = 16
"""Bits by which the fingerprint in a report may differ from the picture's: copies at half size or
JPEG quality 30 differ by 12 at most (200 photographs), other photographs by 74 and more."""
_SMALL_FILE = 30_000_000
"""Bytes of a file that is opened to prove a match; of a larger one the preview has to do."""
_PART_EDGE = 1000
"""Pixels of the long edge of the picture that a part is cut from."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A picture of the archive that may be in the one looked for."""

    id: int
    part: Box | None = None
    """In which part of the prepared pixels it was seen; None for the whole."""


@dataclass(frozen=True, slots=True)
class Match:
    """A picture of the archive that bytes or pixels prove to be in the one looked for."""

    kept: Kept
    comparison: Comparison
    picture: Picture | None
    """Its pixels; None for one that is known only by a fingerprint in a report."""


def prove(
    store: Store,
    picture: Picture,
    proposed: Sequence[Proposal],
    tried: Collection[Proposal] = frozenset(),
) -> list[Match]:
    """Those of the proposed pictures that are in `picture`.

    What is proposed in a part is held against the whole first, unless that was `tried`.
    """
    parts = {one.id: one.part for one in proposed}
    cuts: dict[Box, Picture] = {}
    found = []
    for kept in store.get([one.id for one in proposed]):
        held = picture_of(store, kept)
        part, comparison = parts[kept.id], None
        if Proposal(kept.id) not in tried:
            comparison = _related(picture, kept, held)
        if not (comparison and comparison.relation.linked) and held and part:
            cuts[part] = cuts.get(part) or _cut(picture, part)
            comparison = _as_part(compare(cuts[part], held))
        if comparison and comparison.relation.linked:
            found.append(Match(kept, comparison, held))
    return found


def picture_of(store: Store, kept: Kept) -> Picture | None:
    """The pixels of a picture: those of its file, else its preview.

    The preview is said to be as large as the file was, so that regions are in its pixels.
    """
    data = _file_of(kept)
    preview = data or store.preview(kept.id)
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


def _cut(picture: Picture, part: Box) -> Picture:
    """A part as a picture of its own, in finer pixels than the prepared ones."""
    prepared = view_of(picture).pixels.shape[1]
    pixels = larger_view(picture, _PART_EDGE).pixels
    if max(pixels.shape[:2]) > _PART_EDGE:
        image = Image.fromarray(pixels)
        image.thumbnail((_PART_EDGE, _PART_EDGE))
        pixels = np.asarray(image)
    times = pixels.shape[1] / prepared
    finer = Box(*(round(side * times) for side in (part.x, part.y, part.width, part.height)))
    out = io.BytesIO()
    Image.fromarray(cut_out(pixels, finer)).save(out, "PNG", compress_level=1)
    return read_picture(out.getvalue(), metadata=False)


def _as_part(comparison: Comparison) -> Comparison:
    """What is true of a part, said of the whole: there is more in it."""
    if not comparison.relation.linked:
        return comparison
    done = dict.fromkeys((*comparison.transformations, Transformation.COMPOSITED))
    return replace(
        comparison,
        relation=Relation.DERIVED,
        binding=Binding.SOFT,
        transformations=tuple(done),
        # These are places in the part, which nobody has before them.
        edited_regions=(),
        detail=f"It is in a part of the picture. {comparison.detail}".strip(),
    )
