"""Thumbnails for the HTML report: published picture and original, turned alike, within a size budget."""

from __future__ import annotations

import base64
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from provenance.model import Box, Comparison, Original, Picture

EDGE = 640
"""Long edge of a thumbnail, pixels: wide enough to see a crop on a phone and on a desk."""
BUDGET = 90_000
"""Bytes one thumbnail may have; quality falls before it is left out."""
_TURN_BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation → what brings the published picture into the original's orientation."""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG as a data address, with its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A published picture beside its original."""

    published: Thumbnail | None
    original: Thumbnail | None
    unmirrored: bool
    """True where the published picture is shown turned back into the original's orientation."""
    region: Box | None
    """The published part, in the original thumbnail's pixels."""
    edits: tuple[Box, ...]
    """What differs, in the original thumbnail's pixels."""
    part: Thumbnail | None
    """The same part cut out of the original, the size of `published`, for laying one over the other."""


def pair(published: Picture | None, original: Original | None) -> Pair:
    """The two thumbnails with everything that is drawn on them."""
    ours = _opened(published)
    comparison = original.comparison if original else None
    turn = _TURN_BACK.get(comparison.orientation) if comparison else None
    if ours is not None and turn is not None:
        ours = ours.transpose(turn)
    theirs = _opened(original.picture) if original else None
    if original is None or comparison is None or theirs is None:
        return Pair(_thumbnail(ours), _thumbnail(theirs), turn is not None, None, (), None)
    full = (original.record.width or theirs.width, original.record.height or theirs.height)
    small = _thumbnail(theirs)
    region = _scaled(comparison.region, full, (small.width, small.height)) if small else None
    edits = tuple(_scaled(e.box, full, (small.width, small.height)) for e in comparison.edited_regions) if small else ()
    part = _part(theirs, comparison, full)
    return Pair(
        _thumbnail(ours),
        small,
        turn is not None,
        region,
        tuple(e for e in edits if e is not None),
        _thumbnail(part) if part is not None and ours is not None else None,
    )


def _part(theirs: Image.Image, comparison: Comparison, full: tuple[int, int]) -> Image.Image | None:
    box = _scaled(comparison.region, full, theirs.size)
    if box is None or box.width < 8 or box.height < 8:
        return None
    return theirs.crop((box.x, box.y, box.x + box.width, box.y + box.height))


def _scaled(box: Box | None, full: tuple[int, int], size: tuple[int, int]) -> Box | None:
    if box is None or not full[0] or not full[1]:
        return None
    x, y = size[0] / full[0], size[1] / full[1]
    left, top = max(0, round(box.x * x)), max(0, round(box.y * y))
    right = min(size[0], round((box.x + box.width) * x))
    bottom = min(size[1], round((box.y + box.height) * y))
    return Box(left, top, max(0, right - left), max(0, bottom - top))


def _opened(picture: Picture | None) -> Image.Image | None:
    """The picture, upright and small; None where it cannot be decoded (the report then shows its words alone)."""
    if picture is None or not picture.data:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(picture.data)) as opened:
                opened.draft("RGB", (EDGE * 2, EDGE * 2))
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((EDGE * 2, EDGE * 2))
                return upright.convert("RGB")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return None


def _thumbnail(picture: Image.Image | None) -> Thumbnail | None:
    if picture is None:
        return None
    small = picture.copy()
    small.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    for quality in (80, 65, 50, 35):
        out = BytesIO()
        small.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= BUDGET:
            break
    encoded = base64.b64encode(out.getvalue()).decode()
    return Thumbnail(f"data:image/jpeg;base64,{encoded}", small.width, small.height)
