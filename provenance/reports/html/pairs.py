"""Thumbnails of a picture and its original, turned alike, in a size budget."""

from __future__ import annotations

import base64
import warnings
from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from provenance.model import Box, Comparison, Original, Picture
from provenance.values import dataclass

PAGE_BUDGET = 6_000_000
"""Bytes that all pictures of a page may have together, in base 64: a report that most mail
servers take."""
LARGEST = 90_000
"""Bytes of one thumbnail however much room there is: 13 pictures had 6,000 to 55,000 at 640
pixels and quality 80."""
SMALLEST = 3_000
"""Bytes one thumbnail may have however many there are: the same pictures had 700 to 2,900 at
the last step."""
_STEPS = (
    (640, 80),
    (640, 65),
    (560, 60),
    (480, 60),
    (480, 45),
    (360, 50),
    (280, 45),
    (220, 40),
    (160, 35),
)
"""Long edge in pixels and JPEG quality, best first: the first that keeps to the budget is taken."""
_HOPELESS = 1.5
"""A step is not tried where area and quality foretell this many times the bytes there is room for:
over 13 pictures the forecast was at most 1.3 times the truth."""
_ICON = (96, 60)
"""The same for the small pictures of the overview: 500 to 1,700 bytes."""
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
_MIRRORED = (2, 4, 5, 7)
_WHOLE = 0.98
"""Share of either edge from which a crop is shown as the whole picture: the rest is a line of
pixels."""
_TILT = 0.01
"""Share of the original's edge by which a corner may stand off its rectangle before the outline
is drawn askew."""
_SHAPE = 0.02
"""By how much two sizes of one picture may differ in shape; further apart, the record's is
another picture's."""
_HEAVY = 40_000_000
"""Pixels above which a file is not decoded again, which would take 120 MB and more: its small
preview is shown."""
_SMALLEST_PART = 8
"""Pixels of a cut-out's edge below which there is nothing to see."""

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small JPEG as a data address, with its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A published picture beside its original."""

    icon: Thumbnail | None = None
    """The published picture, tiny, for the overview."""
    published: Thumbnail | None = None
    original: Thumbnail | None = None
    mirrored: bool = False
    """True where the page prints it mirrored; it is shown turned back."""
    turned: bool = False
    """True where the page prints it on its side or head; it is shown turned back."""
    region: Box | None = None
    """The published part, in the original thumbnail's pixels; None where it is all of it."""
    corners: Points = ()
    """The same as four corners, where the published picture stands askew in the original."""
    edits: tuple[Box, ...] = ()
    """What differs, in the original thumbnail's pixels."""
    published_edits: tuple[Box, ...] = ()
    """The same in the published thumbnail's pixels."""
    part: Thumbnail | None = None
    """The published part cut out of the original, for laying one over the other; None: the
    whole original is it."""

    @property
    def comparable(self) -> bool:
        """True where the two can be laid over each other."""
        return self.published is not None and self.original is not None


def allowance(pictures: int) -> int:
    """Bytes for one thumbnail on a page of `pictures`, each of which may need three."""
    return max(SMALLEST, min(LARGEST, PAGE_BUDGET * 3 // 4 // max(1, 3 * pictures)))


def pair(published: Picture | None, original: Original | None, room: int = LARGEST) -> Pair:
    """The thumbnails, at most `room` bytes each, with what is drawn on them."""
    ours = _open(published)
    icon = _icon(ours)
    if original is None:
        return Pair(icon, _thumbnail(ours, room))
    theirs, comparison = _open(original.picture), original.comparison
    if theirs is None or comparison is None or not comparison.relation.linked:
        return Pair(icon, _thumbnail(ours, room), _thumbnail(theirs, room))
    shown = _turn_back(ours, comparison)
    full = _full_size(original, theirs)
    small, mine = _thumbnail(theirs, room), _thumbnail(shown, room)
    corners = _askew(comparison, full)
    size = (small.width, small.height) if small else theirs.size
    region = _scale(comparison.region, full, size)
    edits = [e.box for e in comparison.edited_regions]
    part = _part(theirs, comparison, full, ours, corners)
    if not corners and _is_whole(region, size):
        region = part = None
    inside = () if corners else (_within(e, comparison.region, mine) for e in edits)
    return Pair(
        icon,
        mine,
        small,
        mirrored=comparison.orientation in _MIRRORED,
        turned=comparison.orientation not in (1, 2),
        region=region,
        corners=tuple((x * size[0] / full[0], y * size[1] / full[1]) for x, y in corners),
        edits=_drawable(_scale(e, full, size) for e in edits),
        published_edits=_drawable(inside),
        part=_thumbnail(part, room) if mine else None,
    )


def _turn_back(picture: Image.Image | None, comparison: Comparison) -> Image.Image | None:
    turn = _TURN_BACK.get(comparison.orientation)
    return picture.transpose(turn) if picture is not None and turn is not None else picture


def _is_whole(region: Box | None, size: tuple[int, int]) -> bool:
    """True where the published picture is nearly all of the original."""
    return (
        region is not None
        and region.width >= _WHOLE * size[0]
        and region.height >= _WHOLE * size[1]
    )


def _full_size(original: Original, shown: Image.Image) -> tuple[int, int]:
    """The size in whose pixels the comparison counts.

    The record's, unless that is another shape than the picture.
    """
    picture, size = original.picture, original.size
    if picture is None or size is None:
        return shown.size
    same = (
        abs(size[0] * picture.height - size[1] * picture.width) <= _SHAPE * size[1] * picture.width
    )
    return size if same else (picture.width, picture.height)


def _askew(comparison: Comparison, full: tuple[int, int]) -> Points:
    """The published corners in the original's pixels; none of an upright rectangle."""
    corners = comparison.quadrilateral or ()
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    if len(corners) != 4:
        return ()
    upright = max(xs[1] - xs[0], xs[3] - xs[2]) <= _TILT * full[0] and max(
        ys[1] - ys[0], ys[3] - ys[2]
    ) <= (_TILT * full[1])
    return () if upright else corners


def _part(
    theirs: Image.Image,
    comparison: Comparison,
    full: tuple[int, int],
    ours: Image.Image | None,
    corners: Points,
) -> Image.Image | None:
    """What was published, cut out of the original and set upright."""
    if corners and ours is not None:
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
            (x * theirs.width / full[0], y * theirs.height / full[1]) for x, y in corners
        )
        # Pillow wants the corners counter-clockwise from the top left; they come clockwise, of the
        # file as published.
        quad = (ax, ay, dx, dy, cx, cy, bx, by)
        cut = theirs.transform(ours.size, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
        turn = _TURN_BACK.get(comparison.orientation)
        return cut.transpose(turn) if turn is not None else cut
    box = _scale(comparison.region, full, theirs.size)
    if box is None or min(box.width, box.height) < _SMALLEST_PART:
        return None
    return theirs.crop((box.x, box.y, box.x + box.width, box.y + box.height))


def _within(box: Box, region: Box | None, mine: Thumbnail | None) -> Box | None:
    """A part of the original in the published thumbnail's pixels.

    The thumbnail shows `region` of the original.
    """
    if region is None or mine is None:
        return None
    moved = Box(box.x - region.x, box.y - region.y, box.width, box.height)
    return _scale(moved, (region.width, region.height), (mine.width, mine.height))


def _scale(box: Box | None, full: tuple[int, int], size: tuple[int, int]) -> Box | None:
    if box is None or full[0] <= 0 or full[1] <= 0:
        return None
    x, y = size[0] / full[0], size[1] / full[1]
    left, top = max(0, round(box.x * x)), max(0, round(box.y * y))
    right = min(size[0], round((box.x + box.width) * x))
    bottom = min(size[1], round((box.y + box.height) * y))
    return Box(left, top, max(0, right - left), max(0, bottom - top))


def _drawable(boxes: Iterable[Box | None]) -> tuple[Box, ...]:
    return tuple(b for b in boxes if b is not None and b.area)


def _open(picture: Picture | None) -> Image.Image | None:
    """The picture, upright, small and over white.

    None for one that cannot be shown: the report then has its words.
    """
    if picture is None:
        return None
    if picture.preview and picture.width * picture.height > _HEAVY:
        return _preview(picture)
    edge = 2 * _STEPS[0][0]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(picture.data)) as opened:
                opened.draft("RGB", (edge, edge))
                upright = ImageOps.exif_transpose(opened)
                if (factor := max(upright.size) // edge) > 1:
                    upright = upright.reduce(factor)
                if not upright.has_transparency_data:
                    return upright.convert("RGB")
                clear = upright.convert("RGBA")
                white = Image.new("RGB", clear.size, "white")
                white.paste(clear, mask=clear)
                return white
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError):
        return _preview(picture)


def _preview(picture: Picture) -> Image.Image | None:
    """The pixels that were compared; None where they were not kept."""
    preview = picture.preview
    return Image.frombytes("RGB", (preview.width, preview.height), preview.rgb) if preview else None


def _thumbnail(picture: Image.Image | None, room: int) -> Thumbnail | None:
    if picture is None:
        return None
    (edge, quality), *smaller = _STEPS
    picture = _resize(picture, edge)
    made = first = _encode(picture, quality)
    for edge, quality in smaller:
        if _size(made) <= room:
            break
        if _size(first) * (edge / _STEPS[0][0]) ** 2 * quality / _STEPS[0][1] <= _HOPELESS * room:
            made = _encode(_resize(picture, edge), quality)
    return made


def icon_of(picture: Picture | None) -> Thumbnail | None:
    """A picture at the size of the overview; None for one that cannot be shown."""
    return _icon(_open(picture))


def _icon(picture: Image.Image | None) -> Thumbnail | None:
    return _encode(_resize(picture, _ICON[0]), _ICON[1]) if picture else None


def _resize(picture: Image.Image, edge: int) -> Image.Image:
    """At most `edge` pixels long; never enlarged."""
    longest = max(picture.size)
    if longest <= edge:
        return picture
    nearly = picture.reduce(longest // (2 * edge)) if longest >= 4 * edge else picture
    return ImageOps.contain(nearly, (edge, edge))


def _encode(picture: Image.Image, quality: int) -> Thumbnail:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    encoded = base64.b64encode(out.getvalue()).decode()
    return Thumbnail(f"data:image/jpeg;base64,{encoded}", picture.width, picture.height)


def _size(thumbnail: Thumbnail) -> int:
    """Bytes of the picture itself, before base 64 makes them a third more."""
    return len(thumbnail.address) * 3 // 4
