"""Image bytes -> `Picture`, and how two pictures are related.

What is heavy is imported when first called.
"""

from __future__ import annotations

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
    """The published picture's relation to the original."""
    from provenance.pictures.comparison import compare as run

    return run(published, original)
