"""Animations: the later frames of a file, as pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image

from provenance.errors import UnreadablePicture
from provenance.model import Picture
from provenance.pictures.decode import decode
from provenance.pictures.read import read_picture

FRAMES = 12
"""Frames of an animation that are looked at, evenly spaced."""
FIRST = 120
"""Frames from the start among which they are chosen: each one is decoded through all before it."""
LONG_EDGE = 1600
"""Pixels at which a frame is judged."""


def later_frames(animated: Picture) -> Iterator[tuple[int, Picture]]:
    """The later frames that are looked at, each with its number counted from 1."""
    for number in looked_at(animated.frames):
        try:
            decoded = decode(animated.data, long_edge=LONG_EDGE, frame=number - 1)
        except UnreadablePicture:
            return  # the rest of the animation is damaged
        yield number, _picture(decoded.image, animated)


def looked_at(frames: int) -> range:
    """Numbers of the later frames that are looked at, evenly spaced."""
    count = min(frames, FIRST)
    step = max(1, (count - 1) // FRAMES)
    return range(1 + step, count + 1, step)


def _picture(image: Image.Image, origin: Picture) -> Picture:
    kept = io.BytesIO()
    image.save(kept, "PNG", compress_level=1)
    return read_picture(kept.getvalue(), url=origin.url, metadata=False)
