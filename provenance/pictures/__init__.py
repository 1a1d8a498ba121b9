"""Image bytes -> `Picture`, and how two pictures are related.

What is heavy is imported when first called.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from provenance.config import ONLY_OFFICIAL, ContentCredentials

if TYPE_CHECKING:
    from provenance.model import Comparison, Picture

__all__ = ["compare", "read_picture"]


def read_picture(
    data: bytes,
    *,
    url: str | None = None,
    metadata: bool = True,
    credentials: bool = False,
    trust: ContentCredentials = ONLY_OFFICIAL,
) -> Picture:
    """The decoded picture: size and fingerprints.

    On request metadata and Content Credentials, with `trust` beside the official lists.
    Raises `provenance.errors.UnreadablePicture` for bytes that are no picture or are refused.
    """
    from provenance.pictures.read import read_picture as read

    return read(data, url=url, metadata=metadata, credentials=credentials, trust=trust)


def compare(published: Picture, original: Picture) -> Comparison:
    """The published picture's relation to the original.

    As many at a time as there are processors: a search for features takes 50 MB.
    """
    from provenance.pictures.comparison import compare as run

    with _turns:
        return run(published, original)


_turns = threading.BoundedSemaphore(os.cpu_count() or 1)


def _renew_turns() -> None:
    """In a process that was forked off, where those who hold turns are not."""
    global _turns
    _turns = threading.BoundedSemaphore(os.cpu_count() or 1)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_turns)
