"""Pictures that this process has read before, not decoded again.

An article is checked at every save, and once more in full: its pictures are the same each time.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from provenance.model import Picture

_MOST_BYTES = 32_000_000
"""Of pixels kept: some sixty photographs of half a megabyte each, as `Preview` holds them."""
_SECONDS = 600.0
"""How long a picture is kept: an editor saves more often than that, and a list of certificates that
was changed on disk counts after it."""


class ReadBefore:
    """Pictures by their bytes. Safe for threads.

    Those not asked for longest are forgotten first.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[float, Picture]] = OrderedDict()
        self._lock, self._bytes = threading.Lock(), 0

    def of(self, data: bytes, url: str | None, read: Callable[[], Picture]) -> Picture:
        """The picture of these bytes, as `read` gives it where it is not kept."""
        name = hashlib.sha256(data).hexdigest()
        if (kept := self._find(name)) is None:
            kept = replace(read(), data=b"", sha256=name)  # whoever asks again brings the bytes
            self._keep(name, kept)
        return replace(kept, data=data, url=url)

    def _find(self, name: str) -> Picture | None:
        with self._lock:
            since, picture = self._kept.get(name, (0.0, None))
            if picture is None or time.monotonic() - since > _SECONDS:
                return None
            self._kept.move_to_end(name)
            return picture

    def _keep(self, name: str, picture: Picture) -> None:
        with self._lock:
            self._forget(name)
            self._kept[name] = time.monotonic(), picture
            self._bytes += _size(picture)
            while self._bytes > _MOST_BYTES:
                self._forget(next(iter(self._kept)))

    def _forget(self, name: str) -> None:
        if name in self._kept:
            self._bytes -= _size(self._kept.pop(name)[1])


def _size(picture: Picture) -> int:
    """Bytes of the pixels and of the mask."""
    preview = picture.preview
    return len(preview.rgb) + len(preview.seen or b"") if preview is not None else 0
