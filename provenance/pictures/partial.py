"""Files that are more or less than one whole picture: animations, and files that end early."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from provenance.errors import UnreadablePicture
from provenance.model import Picture
from provenance.pictures.decode import FULL_PIXELS, decode
from provenance.pictures.fingerprint import hamming
from provenance.pictures.read import read_picture

FRAMES = 12
"""Frames of an animation that are looked at, evenly spaced."""
FIRST = 120
"""Frames from the start among which they are chosen: each one is decoded through all before it."""
FILLER = 8
"""Levels within which the rows of an early end are one colour."""
LONG_EDGE = 1600
"""Pixels at which a frame or what is left of a file is judged."""


def nearest_frame(animated: Picture, still: Picture) -> tuple[int, Picture] | None:
    """The later frame nearest to the other picture by phash, and its number counted from 1;
    None without one."""
    best: tuple[int, int, Picture] | None = None
    count = min(animated.frames, FIRST)
    step = max(1, (count - 1) // FRAMES)
    for index in range(step, count, step):
        try:
            frame = _picture(
                decode(animated.data, long_edge=LONG_EDGE, frame=index).image, animated
            )
        except UnreadablePicture:
            break  # the rest of the animation is damaged
        distance = hamming(frame.fingerprint.phash, still.fingerprint.phash)
        if best is None or distance < best[0]:
            best = distance, index + 1, frame
    return best[1:] if best else None


def what_is_there(picture: Picture) -> Picture:
    """A file that ends early, without the filler that stands for the missing pixels; as it is
    where there is none."""
    if picture.width * picture.height > FULL_PIXELS:
        return picture
    image = decode(picture.data).image
    pixels = np.asarray(image)
    rows = np.flatnonzero((pixels.max(axis=1) - pixels.min(axis=1)).max(axis=1) > FILLER)
    columns = np.flatnonzero((pixels.max(axis=0) - pixels.min(axis=0)).max(axis=1) > FILLER)
    if len(rows) < 16 or len(columns) < 16:
        return picture
    box = (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    return picture if box == (0, 0, *image.size) else _picture(image.crop(box), picture)


def _picture(image: Image.Image, origin: Picture) -> Picture:
    kept = io.BytesIO()
    image.save(kept, "PNG", compress_level=1)
    return read_picture(kept.getvalue(), url=origin.url, metadata=False)
