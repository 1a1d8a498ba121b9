"""Pictures that tests draw: scenes with enough texture, and the files made of them."""

from __future__ import annotations

import io
import random
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from provenance.model import Picture
from provenance.pictures import read_picture


def scene(seed: int = 1, width: int = 720, height: int = 480) -> Image.Image:
    """A made-up town under a cloudy sky: shading, soft texture, hard edges, windows and a road."""
    return _scene(seed, width, height).copy()


@cache
def _scene(seed: int, width: int, height: int) -> Image.Image:
    rng, dice = np.random.default_rng(seed), random.Random(seed)
    ramp = np.linspace(1.0, 0.6, height)[:, None, None]
    pixels = (
        np.array([dice.randint(120, 200), dice.randint(140, 210), dice.randint(170, 235)]) * ramp
    )
    pixels = np.repeat(pixels, width, axis=1)
    for size, strength in ((6, 40), (24, 24), (90, 12)):
        small = rng.normal(0, strength, (size, size * width // height, 1)).astype(np.float32)
        layer = Image.fromarray(small[..., 0]).resize((width, height), Image.Resampling.BICUBIC)
        pixels = pixels + np.asarray(layer)[..., None] * np.array([1.0, 0.9, 0.7])
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for _ in range(16):
        left, top = dice.randint(-20, width - 30), dice.randint(height // 4, height - 60)
        wide, high = dice.randint(30, 120), dice.randint(60, height // 2)
        wall = tuple(dice.randint(30, 220) for _ in range(3))
        pen.rectangle([left, top, left + wide, top + high], fill=wall)
        for x in range(left + 5, left + wide - 8, dice.randint(11, 18)):
            for y in range(top + 6, top + high - 8, dice.randint(13, 22)):
                lit = dice.random() < 0.5
                pen.rectangle([x, y, x + 6, y + 8], fill=(240, 220, 130) if lit else (25, 30, 45))
    for _ in range(40):
        x, y, r = dice.randint(0, width), dice.randint(height // 2, height), dice.randint(4, 16)
        pen.ellipse(
            [x - r, y - r, x + r, y + r], fill=tuple(dice.randint(0, 255) for _ in range(3))
        )
    grain = rng.normal(0, 5, (height, width, 3))
    return Image.fromarray(
        np.clip(np.asarray(image.filter(ImageFilter.GaussianBlur(0.6))) + grain, 0, 255).astype(
            np.uint8
        )
    )


def symmetric(width: int = 600, height: int = 400) -> Image.Image:
    """A scene whose right half mirrors its left half."""
    half = scene(5, width // 2, height)
    whole = Image.new("RGB", (width, height))
    whole.paste(half, (0, 0))
    whole.paste(half.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (width // 2, 0))
    return whole


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """A file of the picture; a JPEG has quality 88 unless told otherwise."""
    file = io.BytesIO()
    if kind == "JPEG":
        options.setdefault("quality", 88)
    image.save(file, kind, **options)
    return file.getvalue()


def read(image: Image.Image, kind: str = "JPEG", **options: object) -> Picture:
    """The picture as read from such a file."""
    return read_picture(encoded(image, kind, **options), metadata=False)
