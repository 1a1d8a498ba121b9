"""Charts, maps, plans, pages of text and the like that tests draw: even grounds and thin lines."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.stand_ins.drawings import scene

SIZE = (1200, 800)
WORDS = ("harbour", "council", "strike", "river", "market", "storm", "bridge", "winter", "school")
Pen = ImageDraw.ImageDraw


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(count))


def _write(
    pen: Pen, x: float, y: float, words: str, size: int, ink: str | tuple[int, ...] = "black"
) -> None:
    pen.text((x, y), words, font=ImageFont.load_default(size), fill=ink)


def _chart(pen: Pen, dice: random.Random) -> None:
    """Columns over a pale grid."""
    _write(pen, 60, 30, _words(dice, 4).capitalize(), 36)
    for y in range(120, 720, 60):
        pen.line((80, y, 1150, y), fill=(210, 210, 210))
        _write(pen, 30, y - 9, str(y), 16, (90, 90, 90))
    for column in range(12):
        x, high = 90 + 88 * column, dice.randint(60, 560)
        ink = dice.choice([(30, 110, 180), (220, 80, 50), (90, 160, 90)])
        pen.rectangle((x, 720 - high, x + 52, 720), fill=ink)
        _write(pen, x, 730, _words(dice, 1)[:6], 15, (60, 60, 60))


def _map(pen: Pen, dice: random.Random) -> None:
    """A coast, houses, roads and names."""
    sea = [(0, 560), (260, 480), (600, 590), (940, 520), (1200, 600), (1200, 800), (0, 800)]
    pen.rectangle((0, 0, *SIZE), fill=(242, 239, 233))
    pen.polygon(sea, fill=(170, 211, 223))
    for _ in range(220):
        x, y, wide, high = (
            dice.randint(low, top) for low, top in ((0, 1200), (0, 500), (6, 22), (6, 22))
        )
        pen.rectangle((x, y, x + wide, y + high), fill=(217, 208, 201), outline=(190, 170, 160))
    for _ in range(22):
        way = [(dice.randint(0, 1200), dice.randint(0, 500)) for _ in range(3)]
        wide = dice.choice([2, 3, 6])
        pen.line(way, fill=(180, 180, 180), width=wide + 2)
        pen.line(way, fill="white", width=wide)
    for _ in range(50):
        at, size = (dice.randint(0, 1120), dice.randint(0, 780)), dice.choice([12, 14, 20])
        _write(pen, *at, _words(dice, 1).capitalize(), size, (70, 70, 90))


def _text(pen: Pen, dice: random.Random) -> None:
    """A page of small print that leaves its corners white."""
    _write(pen, 60, 40, _words(dice, 4).capitalize(), 40)
    for line in range(20):
        _write(pen, 60, 130 + 31 * line, _words(dice, dice.randint(8, 10)), 20, (30, 30, 30))


def _screen(pen: Pen, dice: random.Random) -> None:
    """Cards, icons and a bar of a program."""
    pen.rectangle((0, 0, *SIZE), fill=(236, 239, 244))
    pen.rectangle((0, 0, 1200, 48), fill=(40, 44, 52))
    _write(pen, 20, 12, _words(dice, 3), 20, "white")
    for row in range(3):
        for column in range(4):
            x, y = 20 + 295 * column, 70 + 240 * row
            colour = tuple(dice.randint(60, 230) for _ in range(3))
            pen.rounded_rectangle((x, y, x + 270, y + 220), 12, "white", (200, 205, 215))
            pen.rectangle((x + 14, y + 14, x + 256, y + 110), fill=colour)
            for line in range(4):
                _write(pen, x + 14, y + 122 + 23 * line, _words(dice, 3)[:26], 15, (70, 75, 85))


def _plan(pen: Pen, dice: random.Random) -> None:
    """Rooms and hatching in the middle of a white sheet."""
    for _ in range(12):
        x, y, wide, high = (
            dice.randint(low, top) for low, top in ((180, 800), (140, 460), (110, 220), (90, 200))
        )
        pen.rectangle((x, y, x + wide, y + high), outline="black", width=dice.choice([3, 6]))
    for _ in range(7):
        x, y = dice.randint(180, 860), dice.randint(140, 480)
        for step in range(0, 160, 6):
            pen.line((x + step, y, x, y + step), fill=(120, 120, 120))
    for _ in range(24):
        at = dice.randint(180, 960), dice.randint(140, 640)
        _write(pen, *at, f"{dice.randint(2, 40)} m2", 15)


def _panels(pen: Pen, dice: random.Random) -> None:
    """Four panels of a comic."""
    for x, y in ((20, 20), (610, 20), (20, 410), (610, 410)):
        pen.rectangle((x, y, x + 570, y + 370), outline="black", width=4)
        for _ in range(8):
            a, b, wide = (
                dice.randint(x + 20, x + 450),
                dice.randint(y + 90, y + 280),
                dice.randint(30, 100),
            )
            fill = dice.choice([None, (240, 200, 160), (160, 200, 240)])
            pen.ellipse((a, b, a + wide, b + wide * 0.8), fill, "black", dice.choice([2, 3, 5]))
        for _ in range(40):
            a, b = dice.randint(x + 20, x + 520), dice.randint(y + 200, y + 350)
            pen.line((a, b, a + 30, b - 16), fill="black")
        pen.rounded_rectangle((x + 300, y + 20, x + 550, y + 85), 20, "white", "black", 2)
        _write(pen, x + 314, y + 40, _words(dice, 2), 20)


GRAPHICS: Mapping[str, Callable[[Pen, random.Random], None]] = {
    "chart": _chart,
    "map": _map,
    "text": _text,
    "screen": _screen,
    "plan": _plan,
    "panels": _panels,
}


@cache
def graphic(kind: str, seed: int = 1) -> Image.Image:
    """One of `GRAPHICS`, drawn."""
    image = Image.new("RGB", SIZE, "white")
    GRAPHICS[kind](ImageDraw.Draw(image), random.Random(seed))
    return image


@cache
def shuttered(seed: int = 1) -> Image.Image:
    """A town with shutters: stripes so fine that a smaller size hardly shows them."""
    image, dice = scene(seed, *SIZE), random.Random(seed)
    for number in range(8):
        period, wide, high = 4.4 + 0.3 * number, dice.randint(30, 60), dice.randint(60, 110)
        at = 60 + 140 * number, dice.randint(120, SIZE[1] - 240)
        stripes = np.where((np.arange(4 * wide) / 4 / period) % 1 < 0.5, 215, 70).astype(np.uint8)
        fine = Image.fromarray(np.repeat(stripes[None], 4 * high, axis=0))
        image.paste(fine.resize((wide, high), Image.Resampling.BOX).convert("RGB"), at)
    return image
