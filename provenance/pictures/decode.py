"""Bytes of a picture file -> pixels, within bounds.

Whatever the format, and never more than one of our exceptions.
"""

from __future__ import annotations

import contextlib
import io
import logging
import threading
import warnings
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageFile

from provenance.errors import UnreadablePicture
from provenance.model import Reason
from provenance.pictures.exif import raw_tag
from provenance.pictures.hdr import coding_of, to_srgb
from provenance.pictures.jpeg_xl import is_jpeg_xl, unpacked
from provenance.values import dataclass

MAX_BYTES = 100_000_000
"""Largest file that is read, bytes: a 150-megapixel TIFF of 8-bit samples is larger, no
published picture is."""
MAX_PIXELS = 160_000_000
"""Largest picture that is decoded, pixels: the largest camera backs have 151 megapixels. Pillow
refuses at 179."""
FULL_PIXELS = 40_000_000
"""Largest picture that is decoded at its full size to be judged, pixels: 120 megabytes."""
SURELY_PIXELS, PIXELS_PER_BYTE = 20_000_000, 400
"""Above so many pixels, a file with more pixels for each byte is refused: deflate reaches 344 for
RGB (1,032 : 1, three bytes each) and JPEG about 200, so most of it would be filler."""
MAX_FRAMES = 1_000
"""Frames of an animation that are counted."""

OPAQUE = 250
"""Alpha from which a pixel counts as shown: scaling leaves the rim of a cut-out below it."""
FILLER = 3
"""Levels within which the rows behind an early end are one colour."""
BLOCK_ROWS = 16
"""Rows of a JPEG that are decoded together: the last ones before an early end are half filler."""

PADDING = 0.25
"""Pixels of padding that are cut off: at 0.5, two versions of a meadow differed along its end."""

_FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "JPEG2000", "ICO", "PPM")
_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = 5
"""EXIF orientation from which width and height change places."""
_ORIENTATION_TAG = 0x0112
_BOMBS = (Image.DecompressionBombError, MemoryError)
_quiet = threading.Lock()
logging.getLogger("PIL").addHandler(
    logging.NullHandler()
)  # else its complaints of broken files reach stderr unasked


@dataclass(frozen=True, slots=True)
class Decoded:
    """Pixels of one frame, upright, RGB, transparency laid over white."""

    image: Image.Image
    width: int
    """Full size in pixels, EXIF orientation applied, whatever the size of `image`."""
    height: int
    format: str
    frames: int
    truncated: bool
    """True where the file ends early and the rest of the pixels is filler."""
    seen: npt.NDArray[np.bool_] | None = None
    """Which pixels of `image` the file shows: opaque ones, before an early end; None for all."""
    transparent: bool = False
    """True where the file has pixels that are not opaque."""
    source: bytes = b""
    """The file, or the JPEG that was packed into a JPEG XL, whose metadata are then whole."""
    fitted: Image.Image | None = None
    """`image` without the part of a row and column that a scaled decode pads at its ends; None
    where it has none. Fingerprints are made of `image`, comparisons of this."""


def decode(data: bytes, *, long_edge: int | None = None, frame: int = 0) -> Decoded:
    """Decode one frame; `long_edge` bounds the longer side in pixels.

    A JPEG is then decoded scaled. Raises `UnreadablePicture`: `too-large` beyond `MAX_BYTES` or
    `MAX_PIXELS`, `not-an-image` for anything else.
    """
    if len(data) > MAX_BYTES:
        raise UnreadablePicture(
            Reason.TOO_LARGE,
            f"The file has {len(data):,} bytes, more than the {MAX_BYTES:,} that are read.",
        )
    packed = is_jpeg_xl(data)
    source = unpacked(data) if packed else data
    image = _open(source)
    _refuse_bombs(image, len(source))
    kind = "JPEGXL" if packed else "JPEG" if image.format == "MPO" else image.format or ""
    try:
        return _decoded(image, source, kind, long_edge, frame)
    except _BOMBS as error:
        raise UnreadablePicture(
            Reason.TOO_LARGE, "The picture needs more memory than is allowed."
        ) from error
    except UnreadablePicture:
        raise
    except Exception as error:
        raise UnreadablePicture(
            Reason.NOT_AN_IMAGE, f"The {kind or 'picture'} file is damaged and cannot be decoded."
        ) from error


def _refuse_bombs(image: Image.Image, size: int) -> None:
    """Raise where a header claims more pixels than are decoded.

    Or more than the bytes can hold.
    """
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise UnreadablePicture(
            Reason.TOO_LARGE,
            f"The picture has {image.width} × {image.height} pixels, more than the "
            f"{MAX_PIXELS:,} that are decoded.",
        )
    if pixels > max(SURELY_PIXELS, PIXELS_PER_BYTE * size):
        raise UnreadablePicture(
            Reason.TOO_LARGE,
            f"The file claims {image.width} × {image.height} pixels in {size:,} bytes, more "
            "than they can hold.",
        )


def _decoded(
    image: Image.Image, data: bytes, kind: str, long_edge: int | None, frame: int
) -> Decoded:
    width, height = image.size
    upright = kind == "JPEGXL" and image.format != "JPEG"
    with _silence():
        frames = _frames(image, data)
        orientation = 1 if upright else _orientation(image)
        if frame:
            image.seek(frame)
    scaled = long_edge if image.format in ("JPEG", "MPO") else None
    if scaled:
        _draft(image, scaled)
        if isinstance(image, ImageFile.ImageFile):
            image.decodermaxblock = len(data)  # libjpeg begins anew with each block it is given
    image, truncated = _load(image, data, scaled)
    padded = image.size
    layer = _shrunk(_plain_mode(image, long_edge), long_edge)
    opaque = _opaque(layer)
    image = _rgb(layer)
    coding = coding_of(data)
    if coding and (coding.high_range or not layer.info.get("icc_profile")):
        image = to_srgb(image, coding)
    seen = _decoded_part(image, height) if truncated else None
    if opaque is not None:
        seen = opaque if seen is None else seen & opaque
    fitted = _fitted(image, padded, (width, height)) if scaled and seen is None else None
    if orientation in _TRANSPOSE:
        image = image.transpose(_TRANSPOSE[orientation])
        fitted = fitted and fitted.transpose(_TRANSPOSE[orientation])
        seen = _turned(seen, _TRANSPOSE[orientation])
    if orientation >= SIDEWAYS:
        width, height = height, width
    return Decoded(
        image,
        width,
        height,
        kind,
        max(1, frames),
        truncated,
        seen,
        transparent=opaque is not None,
        source=data,
        fitted=fitted,
    )


def _fitted(
    image: Image.Image, padded: tuple[int, int], full: tuple[int, int]
) -> Image.Image | None:
    """The picture without the padding of a scaled decode; None where it has none.

    Half of 769 rows are 384.5, and libjpeg gives 385: laid over another version, the last rows
    would lie half a pixel off.
    """
    shrink = round(full[0] / padded[0])
    right, bottom = (
        pixels * whole / shrink / given
        for pixels, whole, given in zip(image.size, full, padded, strict=True)
    )
    if max(image.width - right, image.height - bottom) < PADDING:
        return None
    size = max(1, round(right)), max(1, round(bottom))
    return image.resize(size, Image.Resampling.BICUBIC, box=(0.0, 0.0, right, bottom))


def _turned(
    seen: npt.NDArray[np.bool_] | None, turn: Image.Transpose
) -> npt.NDArray[np.bool_] | None:
    if seen is None:
        return None
    return np.asarray(Image.fromarray(seen.astype(np.uint8)).transpose(turn)).astype(bool)


@contextlib.contextmanager
def _silence() -> Any:
    """A context without Pillow's warnings (odd EXIF, large pictures).

    The filters are global, hence the lock.
    """
    with _quiet, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _open(data: bytes) -> Image.Image:
    try:
        with _silence():
            if _is_heic(data):
                return _open_heic(data)
            return Image.open(io.BytesIO(data), formats=_FORMATS)
    except _BOMBS as error:
        raise UnreadablePicture(
            Reason.TOO_LARGE, "The picture has more pixels than are decoded."
        ) from error
    except UnreadablePicture:
        raise
    except Exception as error:
        raise UnreadablePicture(Reason.NOT_AN_IMAGE, _what_it_is(data)) from error


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (
        b"heic",
        b"heix",
        b"hevc",
        b"heim",
        b"heis",
        b"mif1",
        b"msf1",
    )


def _open_heic(data: bytes) -> Image.Image:
    if data[8:12] in (b"mif1", b"msf1") and b"avif" in data[12:64]:
        return Image.open(io.BytesIO(data), formats=("AVIF",))
    try:
        from pillow_heif import HeifImageFile
    except ImportError as error:
        raise UnreadablePicture(
            Reason.NOT_AN_IMAGE,
            "This is a HEIC picture: install the extra `picture-provenance[heic]` to read it.",
        ) from error
    opener: Any = HeifImageFile
    image: Image.Image = opener(io.BytesIO(data))
    image.format = "HEIC"
    return image


_NOT_READ = {
    b"8BPS": "Photoshop file",
}
"""First bytes of pictures for which there is no decoder here, though their metadata are read."""
_TIFF_PICTURE = 0x0100, 0x0101, 0x0102, 0x0111
"""What a TIFF that holds a picture says: width, height, bits of a sample, where the strips are."""


def _what_it_is(data: bytes) -> str:
    """One sentence on what the bytes look like instead of a picture."""
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return "The file is empty."
    if not head.strip(b"\0"):
        return "The file holds nothing but blanks."
    for start, what in (
        (b"<!doctype html", "an HTML page"),
        (b"<html", "an HTML page"),
        (b"<svg", "an SVG drawing, which has no pixels to compare"),
        (b"%pdf", "a PDF document"),
        (b"{", "JSON text"),
        (b"pk\x03\x04", "a ZIP archive"),
        (b"\x1a\x45\xdf\xa3", "a video"),
    ):
        if head.startswith(start):
            return f"This is {what}, not a picture."
    if b"<svg" in head:
        return "This is an SVG drawing, which has no pixels to compare, not a picture."
    if head.startswith((b"<?xml", b"<")):
        return "This is XML or HTML text, not a picture."
    for start, what in _NOT_READ.items():
        if data.startswith(start):
            return f"This is a {what}, a kind that is not read."
    if data[4:8] == b"ftyp":
        return "This is a video or a picture format that cannot be read."
    if all(raw_tag(data, tag) for tag in _TIFF_PICTURE):
        return "This is a kind of TIFF that is not read."
    if data.startswith((b"\xff\xd8", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")):
        return "The picture file is damaged: nothing in it can be decoded."
    return (
        "The bytes are no picture in a format that can be read (JPEG, PNG, WebP, AVIF, GIF, "
        "TIFF, HEIC, JPEG XL)."
    )


def _orientation(image: Image.Image) -> int:
    """EXIF orientation, 1 to 8; 1 where it is absent or nonsense.

    A HEIC comes upright from its decoder.
    """
    if image.format == "HEIC":
        return 1
    try:
        value = image.getexif().get(_ORIENTATION_TAG, 1)
    # broken EXIF says nothing about the pixels; the metadata reader reports it
    except Exception:  # noqa: BLE001
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _frames(image: Image.Image, data: bytes) -> int:
    """Frames of an animation, `MAX_FRAMES` at most; 1 for a still.

    And for a document of several pages. A GIF's blocks are counted here: Pillow takes minutes over
    a file made of millions of tiny frames.
    """
    if image.format in ("PNG", "WEBP", "AVIF"):
        return max(1, min(MAX_FRAMES, int(getattr(image, "n_frames", 1))))
    if image.format != "GIF" or len(data) < 13:
        return 1
    at, frames = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0), 0
    while at + 10 < len(data) and frames < MAX_FRAMES:
        if data[at] == 0x2C:  # an image: descriptor, colour table, code size, data
            frames += 1
            at += 11 + (3 << (data[at + 9] & 7) + 1 if data[at + 9] & 0x80 else 0)
        elif data[at] == 0x21:  # an extension: label, data
            at += 2
        else:
            break
        while at < len(data) and data[at]:
            at += data[at] + 1
        at += 1
    return max(1, frames)


def _draft(image: Image.Image, long_edge: int) -> None:
    """Let libjpeg scale while it decodes.

    To the smallest of 1/8, 1/4, 1/2 that keeps about `long_edge`. Fifteen sixteenths of it are
    enough: 4000 pixels then come at 1/8, 500 pixels, at half the cost of 1/4.
    """
    scale = long_edge * 15 / 16 / max(image.size)
    if scale < 1:
        image.draft(
            image.mode, (max(1, int(image.width * scale)), max(1, int(image.height * scale)))
        )


def _load(image: Image.Image, data: bytes, long_edge: int | None) -> tuple[Image.Image, bool]:
    """Decode, and where the file ends early keep what was there. True says it was cut."""
    try:
        image.load()
    except (OSError, SyntaxError, EOFError, ValueError):
        pass
    else:
        return image, False
    if image.format in ("JPEG", "MPO"):
        again = Image.open(io.BytesIO(data + b"\xff\xd9"), formats=("JPEG",))
        if long_edge:
            _draft(again, long_edge)
        try:
            again.load()
            return again, True
        except (OSError, SyntaxError):
            image = again
    if not isinstance(image, ImageFile.ImageFile) or getattr(image, "_im", None) is None:
        raise UnreadablePicture(
            Reason.NOT_AN_IMAGE, f"The {image.format} file ends before its first pixel."
        )
    # what the decoder wrote before it failed stays; Pillow then takes the picture for loaded
    image.tile = []
    image.load()
    return image, True


def _plain_mode(image: Image.Image, long_edge: int | None) -> Image.Image:
    """The picture in a mode that can be scaled.

    Palettes, bilevel and deep pixels are converted; the rest is as it is.
    """
    if image.mode in ("P", "PA"):
        seen_through = image.mode == "PA" or "transparency" in image.info
        return image.convert("RGBA" if seen_through else "RGB")
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(image, long_edge)
    return image


def _shrunk(image: Image.Image, long_edge: int | None) -> Image.Image:
    return _resized(image, long_edge) if long_edge and max(image.size) > long_edge else image


def _resized(image: Image.Image, long_edge: int) -> Image.Image:
    scale = long_edge / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.mode in ("L", "RGB") and scale > 0.5:
        drawn = cv2.resize(np.asarray(image), size, interpolation=cv2.INTER_LINEAR)
        smaller = Image.fromarray(np.asarray(drawn, np.uint8))
        smaller.info = image.info
        return smaller
    return image.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _rgb(image: Image.Image) -> Image.Image:
    """Any mode -> RGB in sRGB, transparency over white."""
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        image = Image.alpha_composite(paper, layer).convert("RGB")
    profile = image.info.get("icc_profile")
    if (
        isinstance(profile, bytes)
        and image.mode in ("RGB", "CMYK", "L")
        and b"sRGB" not in profile[:4096]
    ):
        image = _managed(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _opaque(layer: Image.Image) -> npt.NDArray[np.bool_] | None:
    """Which pixels are opaque; None where all are."""
    if layer.mode not in ("RGBA", "LA", "PA", "RGBa", "La") and "transparency" not in layer.info:
        return None
    opaque = np.asarray(layer.convert("RGBA").getchannel("A")) >= OPAQUE
    return None if opaque.all() else opaque


def _decoded_part(image: Image.Image, height: int) -> npt.NDArray[np.bool_] | None:
    """Which rows stand before a file's early end; None where no row is missing.

    A decoder fills what is missing with one colour, from somewhere within a row of blocks on.
    """
    pixels = np.asarray(image).astype(np.int16)
    flat = np.abs(pixels - pixels[-1, -1]).max(axis=(1, 2)) <= FILLER
    missing = int(np.argmin(flat[::-1])) if not flat.all() else 0
    if missing == 0:
        return None
    blocks = int(np.ceil(BLOCK_ROWS * image.height / height)) + 1
    seen = np.zeros(pixels.shape[:2], bool)
    seen[: max(0, image.height - missing - blocks)] = True
    return seen


def _eight_bits(image: Image.Image, long_edge: int | None) -> Image.Image:
    """Deep greys as 8 bits.

    Every n-th pixel where much fewer are wanted, to spare memory.
    """
    every = max(1, max(image.size) // (2 * long_edge)) if long_edge else 1
    values = np.asarray(image)[::every, ::every].astype(np.float64)
    top = float(np.nanmax(values)) if values.size else 0.0
    if image.mode.startswith("I;16") or 255 < top <= 65535:
        values = values / 257
    elif top > 65535 or image.mode == "F":
        values = values * (255 / top) if top > 0 else values
    return Image.fromarray(np.clip(np.nan_to_num(values), 0, 255).astype(np.uint8), "L")


def _managed(image: Image.Image, profile: bytes) -> Image.Image:
    """Colours brought from the embedded profile to sRGB.

    A broken profile leaves them as they are.
    """
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        managed = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return managed if managed is not None else image
