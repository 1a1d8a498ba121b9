"""How often two frames of one video, which are two pictures, are linked.

Usage: python -m tests.benchmarks.bench_frames VIDEO...

Of each video, pairs of frames a tenth of a second to two seconds apart, saved as JPEG. Pairs in
which hardly a pixel differs are left out and counted. A drawing that is only zoomed into is one
picture: leave such videos out. Prints for each distance, in seconds, how many pairs there are, what
they are told to be, and how many links are of high confidence.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from provenance.model import Confidence, Picture, Reason
from provenance.pictures import compare, read_picture

SECONDS = (0.1, 0.2, 0.3, 0.5, 1.0, 2.0)
STARTS, LONGEST, LONG_EDGE = 8, 900, 1280
MOVED_LEVELS, MOVED_SHARE = 40, 0.001
"""Levels by which a pixel moved, and share of the frame that must have."""


def _frames(path: Path) -> tuple[float, list[np.ndarray]]:
    video, frames = cv2.VideoCapture(str(path)), []
    while len(frames) < LONGEST:
        there, frame = video.read()
        if not there:
            break
        frames.append(frame)
    return video.get(cv2.CAP_PROP_FPS) or 25.0, frames


def _pairs(path: Path) -> Iterator[tuple[float, np.ndarray, np.ndarray]]:
    rate, frames = _frames(path)
    last = max(1.0, len(frames) - 1 - (SECONDS[-1] + 0.05) * rate)
    starts = sorted({int(at) for at in np.linspace(min(3, last), last, STARTS)})
    for seconds in SECONDS:
        for start in starts:
            end = start + max(1, round(seconds * rate))
            if end < len(frames):
                yield seconds, frames[start], frames[end]


def _saved(frame: np.ndarray) -> Picture:
    image, file = Image.fromarray(frame[:, :, ::-1]), io.BytesIO()
    image.thumbnail((LONG_EDGE, LONG_EDGE))
    image.save(file, "JPEG", quality=90)
    return read_picture(file.getvalue(), metadata=False)


def main() -> None:
    """Draw, compare, count."""
    still, table = 0, {seconds: Counter[str]() for seconds in SECONDS}
    for path in map(Path, sys.argv[1:]):
        for seconds, before, after in _pairs(path):
            if (cv2.absdiff(before, after).max(axis=2) > MOVED_LEVELS).mean() < MOVED_SHARE:
                still += 1
                continue
            found = compare(_saved(after), _saved(before))
            table[seconds].update(["pairs", found.relation.value])
            if found.reason is Reason.ANOTHER_MOMENT:
                table[seconds]["another moment"] += 1
            if found.relation.linked:
                high = found.confidence is Confidence.HIGH
                table[seconds].update(["linked"] + ["linked at high"] * high)
    for seconds, row in [*table.items(), ("all", sum(table.values(), Counter()))]:
        print(f"{seconds!s:>4}: " + " · ".join(f"{kind} {count}" for kind, count in row.items()))
    print(f"left out, since hardly a pixel moved: {still}")


if __name__ == "__main__":
    main()
