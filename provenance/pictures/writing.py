"""The writing in a picture, read by RapidOCR where the extra `text` is installed.

Its models lie in the wheel: nothing is fetched. They know Latin, Greek, Chinese and Japanese
letters. A picture is read once, on one thread, scaled down, and of a picture full of writing the
lines nearest to its edges are read: that is where marks, stamps and banners stand.
"""

from __future__ import annotations

import math
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import UnreadablePicture
from provenance.model import Box, Picture, Reason, Writing, WrittenLine
from provenance.pictures.decode import decode
from provenance.pictures.kept import Kept

LONG_EDGE = 960
"""Longer side at which a picture is read, pixels. Of 24 marks drawn on photographs of 1,200 pixels
23 are read at 960 and 22 at 1,216, which takes 1.6 times as long."""
MOST_LINES = 24
"""Lines of one picture that are read: with so many it takes three times as long as with none."""
CERTAIN = 0.6
"""Certainty below which a line is dropped: of 67 lines seen in 200 photographs 44 have less, all of
them single letters and scraps, and none of 116 drawn lines that were read right."""
KEPT = 512
"""Pictures whose writing is kept in memory; a line has some hundred bytes."""
Quadrilateral = npt.NDArray[np.float32]

_kept: Kept[Writing] = Kept(KEPT)
_reading = threading.Lock()
"""One picture at a time: the engine keeps settings between two calls, and takes a core."""


@cache
def available() -> bool:
    """True where the extra `[text]` is installed."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def read_writing(picture: Picture) -> Writing:
    """The lines of writing in the picture; what went wrong where it could not be read."""
    try:
        return _kept.get(picture.sha256, lambda: _read(picture))
    except UnreadablePicture as error:
        return Writing(reason=error.reason, detail=error.detail)
    # the engine's own exceptions are many and undocumented; what failed is reported
    except Exception as error:  # noqa: BLE001
        return Writing(reason=Reason.FAILED, detail=f"{type(error).__name__}: {error}"[:300])


def _read(picture: Picture) -> Writing:
    with _reading:
        image = decode(picture.data, long_edge=LONG_EDGE).image
        pixels = np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
        scale = max(picture.width, picture.height) / max(image.size)
        seen = _lines_seen(pixels)
        chosen = sorted(seen, key=lambda q: _from_edge(q, image.size))[:MOST_LINES]
        lines = [line for quad in chosen if (line := _line(pixels, quad, scale))]
    lines.sort(key=lambda line: (line.box.y, line.box.x))
    return Writing(tuple(lines), unread=len(seen) - len(chosen))


@cache
def _engine() -> Any:
    """The engine, on one thread; loading it takes about a second of processor."""
    import rapidocr

    models = Path(rapidocr.__file__).parent / "models"
    settings = {
        "Global.log_level": "critical",
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        # named, because the engine fetches a model that it has to look for and does not find
        "Det.model_path": str(next(models.glob("*_det_*.onnx"))),
        "Rec.model_path": str(next(models.glob("*_rec_*.onnx"))),
        "Det.limit_type": "max",
        "Det.limit_side_len": LONG_EDGE,
    }
    return rapidocr.RapidOCR(params=settings)


def _lines_seen(pixels: npt.NDArray[np.uint8]) -> list[Quadrilateral]:
    """Where lines of writing stand: four corners each, from the top left."""
    found = _engine()(pixels, use_det=True, use_cls=False, use_rec=False)
    return [np.asarray(quad, np.float32) for quad in (() if found.boxes is None else found.boxes)]


def _line(pixels: npt.NDArray[np.uint8], quad: Quadrilateral, scale: float) -> WrittenLine | None:
    """What stands there; None for what cannot be read."""
    found = _engine()(_upright(pixels, quad), use_det=False, use_cls=False, use_rec=True)
    text = " ".join(str(found.txts[0]).split()) if found.txts else ""
    certainty = float(found.scores[0]) if text else 0.0
    if certainty < CERTAIN:
        return None
    low, high = quad.min(axis=0) * scale, quad.max(axis=0) * scale
    box = Box(*(round(float(v)) for v in (*low, *(high - low))))
    across = quad[1] - quad[0] if _is_wide(quad) else quad[2] - quad[1]
    tilt = math.degrees(math.atan2(float(across[1]), float(across[0])))
    return WrittenLine(text[:_LONGEST], box, round(certainty, 3), round(tilt, 1))


_LONGEST = 300
"""Characters of one line that are kept."""


def _upright(pixels: npt.NDArray[np.uint8], quad: Quadrilateral) -> npt.NDArray[np.uint8]:
    """The line alone, set straight, its letters standing."""
    width = max(1, round(max(_length(quad[0], quad[1]), _length(quad[3], quad[2]))))
    height = max(1, round(max(_length(quad[0], quad[3]), _length(quad[1], quad[2]))))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    warp = cv2.getPerspectiveTransform(quad, corners)
    flat = cv2.warpPerspective(pixels, warp, (width, height), borderMode=cv2.BORDER_REPLICATE)
    turned = np.rot90(flat) if height >= _TALL * width else flat
    return np.ascontiguousarray(turned, np.uint8)


_TALL = 1.5
"""Height of a line as a share of its width from which it runs upwards."""


def _length(one: Quadrilateral, other: Quadrilateral) -> float:
    return float(np.linalg.norm(other - one))


def _is_wide(quad: Quadrilateral) -> bool:
    return _length(quad[0], quad[1]) * _TALL > _length(quad[1], quad[2])


def _from_edge(quad: Quadrilateral, size: tuple[int, int]) -> float:
    """How far the line is from the nearest edge, as a share of the picture's side."""
    (left, top), (right, bottom) = quad.min(axis=0), quad.max(axis=0)
    width, height = size
    return float(min(left / width, 1 - right / width, top / height, 1 - bottom / height))
