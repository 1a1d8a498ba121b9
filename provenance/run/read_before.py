"""Pictures that this process has read before, not decoded again.

An article is checked at every save, and once more in full: its pictures are the same each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from provenance.model import Picture
from provenance.pictures.kept import Kept

_MOST_BYTES = 32_000_000
"""Of pixels kept: some sixty photographs of half a megabyte each, as `Preview` holds them."""
_BESIDE_PIXELS = 10_000
"""Bytes counted for the rest of a picture: its metadata, and that it is kept at all."""
_SECONDS = 600.0
"""How long a picture is kept: an editor saves more often than that, and a list of certificates that
was changed on disk counts after it."""


class ReadBefore:
    """Pictures by their bytes. Safe for threads."""

    def __init__(self) -> None:
        self._kept: Kept[Picture] = Kept(_MOST_BYTES, weigh=_size, seconds=_SECONDS)

    def of(self, data: bytes, url: str | None, read: Callable[[], Picture]) -> Picture:
        """The picture of these bytes, as `read` gives it where it is not kept."""
        name = hashlib.sha256(data).hexdigest()

        def without_bytes() -> Picture:  # whoever asks again brings them
            return replace(read(), data=b"", sha256=name)

        return replace(self._kept.get(name, without_bytes), data=data, url=url)


def _size(picture: Picture) -> int:
    """Bytes of the pixels and of the mask, and some for the rest."""
    preview = picture.preview
    pixels = len(preview.rgb) + len(preview.seen or b"") if preview is not None else 0
    return pixels + _BESIDE_PIXELS
