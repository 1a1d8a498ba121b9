"""Pictures with writing in them, drawn: what desks and agencies lay over, and what a scene holds.

Every text is invented or the plain name of a supplier. The fonts are DejaVu's; where they are not
installed, Pillow's own stands in.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int, int]
FACES = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSerif.ttf", "DejaVuSansMono.ttf")
CORNERS = ("top left", "top right", "bottom left", "bottom right")


@dataclass(frozen=True, slots=True)
class Laid:
    """A line laid over a picture."""

    text: str
    where: str = "bottom left"
    """A corner, `top`, `bottom`, `middle`, or `tiled` over all of it."""
    size: float = 0.03
    """Height of the letters as a share of the picture's height."""
    face: str = FACES[0]
    colour: Colour = (255, 255, 255, 230)
    margin: float = 0.02
    band: bool = False
    """True draws a dark band behind it, from edge to edge."""


def scene(seed: int, size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """A landscape of clouds, hills and noise: nothing in it is a letter."""
    rng = np.random.default_rng(seed)
    shrink = min(1.0, 1200 / max(size))
    width, height = (max(1, round(side * shrink)) for side in size)
    small = rng.integers(40, 216, (6, 9, 3), dtype=np.uint8)
    sky = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    for _ in range(12):
        x, y = rng.integers(0, width), rng.integers(height // 3, height)
        shade = rng.integers(20, 236, 3).tolist()
        reach = (int(rng.integers(40, width // 3)), int(rng.integers(20, height // 4)))
        cv2.ellipse(sky, (int(x), int(y)), reach, float(rng.integers(0, 180)), 0, 360, shade, -1)
    sky += rng.normal(0, 9, (height, width, 1)).astype(np.float32)
    picture = Image.fromarray(np.clip(sky, 0, 255).astype(np.uint8)).filter(ImageFilter.SMOOTH)
    return picture.resize(size, Image.Resampling.BICUBIC)


def lay(picture: Image.Image, *lines: Laid) -> Image.Image:
    """The picture with the lines over it."""
    over = Image.new("RGBA", picture.size)
    draw = ImageDraw.Draw(over)
    for line in lines:
        pixels = max(9, round(line.size * picture.height))
        font = font_of(line.face, pixels)
        left, top, right, bottom = draw.textbbox((0, 0), line.text, font=font)
        wide, high = right - left, bottom - top
        for x, y in _spots(line, picture.size, wide, high):
            if line.band:
                draw.rectangle((0, y - high, picture.width, y + 2 * high), fill=(20, 20, 60, 255))
            draw.text((x - left, y - top), line.text, font=font, fill=line.colour)
    return Image.alpha_composite(picture.convert("RGBA"), over).convert("RGB")


def hang(
    picture: Image.Image,
    text: str,
    *,
    at: tuple[float, float],
    size: float,
    lean: float,
    ground: Colour = (235, 230, 220, 255),
    ink: Colour = (30, 30, 40, 255),
) -> Image.Image:
    """The picture with a sign in it, seen from the side: `lean` is how much, 0 to 1."""
    pixels = max(9, round(size * picture.height))
    font = font_of(FACES[1], pixels)
    left, top, right, bottom = font.getbbox(text)
    wide, high = right - left + 2 * pixels, bottom - top + pixels
    sign = Image.new("RGBA", (round(wide), round(high)), ground)
    ImageDraw.Draw(sign).text((pixels - left, pixels / 2 - top), text, font=font, fill=ink)
    x, y = at[0] * picture.width, at[1] * picture.height
    seen = np.array([[x, y], [x + wide * (1 - lean / 3), y + high * lean * 0.8],
                     [x + wide * (1 - lean / 3), y + high * (1 - lean * 0.2) + high * lean * 0.6],
                     [x, y + high]], np.float32)  # fmt: skip
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    warp = cv2.getPerspectiveTransform(flat, seen)
    over = cv2.warpPerspective(np.asarray(sign), warp, picture.size, flags=cv2.INTER_AREA)
    return Image.alpha_composite(picture.convert("RGBA"), Image.fromarray(over)).convert("RGB")


def encode(
    picture: Image.Image, *, quality: int = 60, blur: float = 0.0, noise: float = 0.0, seed: int = 0
) -> bytes:
    """The picture as a JPEG, worn as pictures on pages are."""
    if blur:
        picture = picture.filter(ImageFilter.GaussianBlur(blur))
    if noise:
        tile = np.random.default_rng(seed).normal(0, noise, (256, 256, 3)).astype(np.float32)
        down, across = (-(-side // 256) for side in picture.size[::-1])
        grain = np.tile(tile, (down, across, 1))[: picture.height, : picture.width]
        pixels = np.clip(np.asarray(picture, np.float32) + grain, 0, 255)
        picture = Image.fromarray(pixels.astype(np.uint8))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=quality)
    return file.getvalue()


def _spots(
    line: Laid, size: tuple[int, int], wide: float, high: float
) -> list[tuple[float, float]]:
    width, height = size
    edge = line.margin * height
    if line.where == "tiled":
        return [
            (x, y)
            for n, y in enumerate(np.arange(height * 0.08, height * 0.95, height * 0.22))
            for x in np.arange(width * (0.04 + 0.1 * (n % 2)), width - wide, wide * 1.6)
        ]
    x = edge if "left" in line.where else width - wide - edge
    x = (width - wide) / 2 if line.where in ("top", "bottom", "middle") else x
    y = edge if "top" in line.where else height - high - edge
    return [(x, (height - high) / 2 if line.where == "middle" else y)]


@cache
def font_of(face: str, pixels: int) -> Any:
    """A font of this size."""
    try:
        return ImageFont.truetype(face, pixels)
    except OSError:
        return ImageFont.load_default(pixels)
