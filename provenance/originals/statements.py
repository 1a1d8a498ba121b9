"""What a record states of its file, held against what its address served.

A host behind a proxy, a portal or a hot-link guard answers every address with one picture. Equal
bytes then prove nothing, and other pixels accuse nobody: what was served is not the file.
"""

from __future__ import annotations

from provenance.model import Picture, SourceRecord

SHAPE = 0.02
"""How far the two scales of a smaller version may differ: thumbnails round their sides to whole
pixels."""
SMALLEST = 32
"""Pixels of the shorter side below which equal bytes prove nothing: spacers, counters and icons
have 1 to 24, the smallest thumbnails of articles 60."""


def contradiction(record: SourceRecord, url: str, picture: Picture) -> str:
    """How what `url` served differs from the record; empty where it does not."""
    size = f"{picture.width} × {picture.height} pixels"
    if url == record.media_url and record.sha1 and record.sha1 != picture.sha1:
        return f"what was served there ({size}) has another SHA-1 than the record's file"
    stated = _size_in_record(record, url)
    if stated is None or _is_one_shape(stated, (picture.width, picture.height)):
        return ""
    return (
        f"what was served there ({size}) has not the shape of the record's file "
        f"({stated[0]} × {stated[1]})"
    )


def proves_nothing(picture: Picture) -> bool:
    """True for a picture so plain or small that any number of files are equal to it."""
    return picture.fingerprint.plain or min(picture.width, picture.height) < SMALLEST


def _size_in_record(record: SourceRecord, url: str) -> tuple[int, int] | None:
    """The size, or the shape, that the record states of what lies at `url`."""
    if url not in (record.media_url, record.preview_url):
        return None  # another picture of the post, another version of the file
    if not record.width or not record.height:
        return None
    return record.width, record.height


def _is_one_shape(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """True where one is the other scaled, upright or on its side."""
    return any(
        abs((one[0] * side[1]) / (one[1] * side[0]) - 1) <= SHAPE + 1 / min(side)
        for side in (other, other[::-1])
    )
