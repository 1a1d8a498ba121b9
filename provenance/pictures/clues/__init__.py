"""Everything a URL, a file name or a file tells by itself: pure, without network.

The value of a time clue is the time as ISO text, as exact as the form states it; its `time` is set
only where the form states at least the minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.model import FileClue, Metadata
from provenance.pictures.clues.addresses import canonical_url, unsized_name, unwrap_proxies
from provenance.pictures.clues.embedded import metadata_clues
from provenance.pictures.clues.ids import (
    ap_date,
    base36_sha1,
    bluesky_cid,
    bluesky_tid_time,
    commons_path,
    flickr_photo_id,
    flickr_short_id,
    instagram_media_id,
    instagram_media_time,
    mastodon_media_time,
    pixabay_upload_time,
    sha256_of_cid,
    snowflake_time,
    twitter_media_id,
    twitter_media_time,
    unsplash_upload_time,
    wayback_digest,
)
from provenance.pictures.clues.links import url_clues
from provenance.pictures.clues.names import name_clues
from provenance.pictures.clues.suppliers import ReutersName, reuters_name

__all__ = [
    "ReutersName",
    "ap_date",
    "base36_sha1",
    "bluesky_cid",
    "bluesky_tid_time",
    "canonical_url",
    "commons_path",
    "file_clues",
    "flickr_photo_id",
    "flickr_short_id",
    "instagram_media_id",
    "instagram_media_time",
    "mastodon_media_time",
    "pixabay_upload_time",
    "reuters_name",
    "sha256_of_cid",
    "snowflake_time",
    "twitter_media_id",
    "twitter_media_time",
    "unsized_name",
    "unsplash_upload_time",
    "unwrap_proxies",
    "wayback_digest",
]

MOST_TEXTS = 200
"""Addresses and names that are read; a picture of a page has a few dozen at most."""


def file_clues(
    *, urls: Sequence[str] = (), file_names: Sequence[str] = (), metadata: Metadata | None = None
) -> tuple[FileClue, ...]:
    """All clues in a picture's addresses, file names and metadata, each fact once."""
    found: dict[tuple[str, str, str], FileClue] = {}
    for clue in _all(urls, file_names, metadata):
        found.setdefault((clue.kind, clue.source, clue.value), clue)
    return tuple(found.values())


@lru_cache(maxsize=256)
def _of_address(url: str) -> tuple[FileClue, ...]:
    """What one address tells; every stock library and agency asks for the same few."""
    return tuple(url_clues(url))


def _all(
    urls: Sequence[str], file_names: Sequence[str], metadata: Metadata | None
) -> Iterator[FileClue]:
    for url in urls[:MOST_TEXTS]:
        yield from _of_address(url)
    for name in file_names[:MOST_TEXTS]:
        yield from name_clues(name)
    if metadata is not None:
        yield from metadata_clues(metadata)
