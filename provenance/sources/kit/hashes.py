"""The 64-bit hashes by which public indexes know pictures, and those beside them.

They are `imagehash.phash` and `imagehash.dhash` of size 8. A copy saved again or at another size
differs from its original in the bits whose values lie nearest to the line between 0 and 1; an
index that finds only equal hashes is therefore asked again with those bits turned.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np
from PIL import Image

from provenance.model import Picture, Preview
from provenance.pictures.resample import Reals, shrunk
from provenance.values import dataclass

_SIDE = 8
_WAVES = np.cos(np.pi / 64 * np.outer(np.arange(_SIDE), 2 * np.arange(32) + 1))
"""The first 8 waves of the cosine transform of 32 pixels."""
_UNSURE = 6
"""Bits that are turned, alone and together: the 8 likeliest hashes of 218 photographs' copies
never turned a seventh."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """A picture's two hashes, or two that its original may have instead."""

    phash: int
    dhash: int


def hashes_of(picture: Picture, count: int = 1) -> tuple[Hashes, ...]:
    """The picture's hashes, and the `count - 1` likeliest of its original beside them.

    Empty where its pixels were not kept.
    """
    if picture.preview is None:
        return ()
    waves, steps = _values_of(picture.preview)
    # As many bits are 1 as 0 in every phash: where one turns, another turns back.
    ph = _likeliest(waves, count, balanced=True)
    dh = _likeliest(steps, count)
    return tuple(Hashes(p, d) for p, d in zip(ph, dh, strict=True))


@lru_cache(maxsize=32)  # two indexes ask for the same picture, and so does the next check
def _values_of(preview: Preview) -> tuple[Reals, Reals]:
    """The values whose signs are the bits of the phash and of the dhash."""
    grey = Image.frombytes("RGB", (preview.width, preview.height), preview.rgb).convert("L")
    square, oblong = shrunk(grey, (32, 32), (_SIDE + 1, _SIDE))
    broad = _WAVES @ square @ _WAVES.T
    low, high = np.sort(broad, axis=None)[_SIDE**2 // 2 - 1 : _SIDE**2 // 2 + 1]
    return broad - (low + high) / 2, oblong[:, 1:] - oblong[:, :-1]


def _likeliest(values: Reals, count: int, *, balanced: bool = False) -> list[int]:
    """The hash of the signs, then those with the least certain bits turned."""
    flat = values.ravel()
    hash = int.from_bytes(np.packbits(flat > 0).tobytes(), "big")
    if count == 1:
        return [hash]
    bits, doubt = (flat > 0).tolist(), np.abs(flat).tolist()
    by_doubt = sorted(range(len(bits)), key=doubt.__getitem__)
    unsure = by_doubt[:_UNSURE]
    if balanced:
        ones, noughts = ([bit for bit in by_doubt if bits[bit] == one] for one in (True, False))
        unsure = ones[: _UNSURE // 2] + noughts[: _UNSURE // 2]
    ways = (way for size in range(len(unsure) + 1) for way in combinations(unsure, size))
    kept = [w for w in ways if not balanced or 2 * sum(bits[b] for b in w) == len(w)]
    kept.sort(key=lambda way: sum(doubt[bit] for bit in way))
    return [_turn(hash, way) for way in kept[:count]]


def _turn(hash: int, bits: tuple[int, ...]) -> int:
    for bit in bits:
        hash ^= 1 << (_SIDE**2 - 1 - bit)
    return hash
