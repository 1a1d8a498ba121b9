"""Draw the demo's pictures, with enough texture to tell one from another.

Run by `provenance/demo/make.py`; nothing here is needed to check an article. The pictures show
nothing real.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 1067)
"""Pixels of an original."""


def _noise(rng: np.random.Generator, size: tuple[int, int], cell: int) -> Image.Image:
    """Smooth noise, one grain per `cell` pixels, as a greyscale picture."""
    small = rng.integers(0, 256, (max(2, size[1] // cell), max(2, size[0] // cell)), dtype=np.uint8)
    return Image.fromarray(small).resize(size, Image.Resampling.BICUBIC)


def _sky(
    rng: np.random.Generator, top: tuple[int, int, int], bottom: tuple[int, int, int]
) -> Image.Image:
    width, height = SIZE
    ramp = np.linspace(0, 1, height)[:, None, None]
    plain = np.array(top) * (1 - ramp) + np.array(bottom) * ramp
    sky = Image.fromarray(np.broadcast_to(plain, (height, width, 3)).astype(np.uint8))
    clouds = Image.blend(_noise(rng, SIZE, 190), _noise(rng, SIZE, 60), 0.4).point(
        lambda v: max(0, v - 110) * 2
    )
    return Image.composite(
        Image.new("RGB", SIZE, (236, 236, 232)), sky, clouds.point(lambda v: v // 2)
    )


def _ridge(rng: np.random.Generator, base: float, swing: float) -> list[tuple[float, float]]:
    width, height = SIZE
    waves = [(rng.uniform(0.4, 3.5), rng.uniform(0, 6), rng.uniform(0.2, 1)) for _ in range(6)]
    points = []
    for x in range(0, width + 8, 8):
        lift = sum(a * math.sin(f * x / width * 6.283 + p) for f, p, a in waves)
        points.append((float(x), height * base - lift * height * swing))
    return [*points, (width, height), (0, height)]


def _grain(picture: Image.Image, rng: np.random.Generator, strength: float = 7.0) -> Image.Image:
    pixels = np.asarray(picture, np.float32) + rng.normal(
        0, strength, (picture.height, picture.width, 1)
    )
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _speckle(
    draw: ImageDraw.ImageDraw,
    rng: np.random.Generator,
    top: float,
    colours: list[tuple[int, int, int]],
) -> None:
    width, height = SIZE
    for _ in range(2600):
        y = height * (top + (1 - top) * rng.random() ** 0.7)
        x, size = rng.random() * width, 1 + 7 * (y / height - top) / (1 - top) * rng.random()
        draw.ellipse(
            [x - size * 2, y - size * 0.6, x + size * 2, y + size * 0.6],
            fill=colours[int(rng.integers(len(colours)))],
        )


def _trees(draw: ImageDraw.ImageDraw, rng: np.random.Generator, line: float, count: int) -> None:
    width, height = SIZE
    for _ in range(count):
        x, y, size = rng.random() * width, height * line + rng.normal(0, 10), rng.uniform(14, 46)
        for _ in range(14):
            dx, dy, r = (
                rng.normal(0, size * 0.4),
                rng.normal(0, size * 0.5),
                rng.uniform(3, size * 0.35),
            )
            shade = int(rng.integers(28, 78))
            fill = (shade - 12, shade + 14, shade - 18)
            draw.ellipse([x + dx - r, y - size + dy - r, x + dx + r, y - size + dy + r], fill=fill)


def launcher() -> Image.Image:
    """A missile launcher on a parade ground before hills."""
    rng = np.random.default_rng(11)
    width, height = SIZE
    picture = _sky(rng, (96, 138, 188), (214, 220, 222))
    draw = ImageDraw.Draw(picture)
    draw.polygon(_ridge(rng, 0.52, 0.05), fill=(104, 120, 128))
    draw.polygon(_ridge(rng, 0.6, 0.03), fill=(72, 96, 74))
    _trees(draw, rng, 0.66, 110)
    draw.rectangle([0, height * 0.68, width, height], fill=(138, 132, 112))
    _speckle(draw, rng, 0.68, [(120, 114, 96), (152, 146, 124), (98, 96, 80), (164, 158, 140)])
    for x in (80, 210, 360):  # barracks
        draw.rectangle(
            [x, height * 0.56, x + 110, height * 0.68], fill=(172, 160, 142), outline=(96, 88, 78)
        )
        for n in range(4):
            draw.rectangle(
                [x + 12 + 25 * n, height * 0.595, x + 26 + 25 * n, height * 0.63], fill=(64, 76, 88)
            )
    olive, dark = (86, 94, 62), (48, 52, 38)
    left, deck = 560.0, height * 0.76
    draw.rectangle(
        [left, deck - 46, left + 640, deck + 16], fill=olive, outline=dark, width=4
    )  # trailer
    draw.polygon(
        [
            (left + 640, deck - 120),
            (left + 770, deck - 120),
            (left + 820, deck - 50),
            (left + 820, deck + 16),
            (left + 640, deck + 16),
        ],
        fill=olive,
        outline=dark,
    )
    draw.polygon(
        [
            (left + 700, deck - 106),
            (left + 764, deck - 106),
            (left + 796, deck - 58),
            (left + 700, deck - 58),
        ],
        fill=(116, 140, 152),
        outline=dark,
    )
    for n in range(7):
        cx = left + 60 + n * 116
        draw.ellipse(
            [cx - 42, deck - 6, cx + 42, deck + 78],
            fill=(36, 36, 34),
            outline=(20, 20, 20),
            width=3,
        )
        draw.ellipse(
            [cx - 18, deck + 18, cx + 18, deck + 54], fill=(110, 112, 96), outline=dark, width=3
        )
        for spoke in range(6):
            angle = spoke * math.pi / 3 + n
            draw.line(
                [cx, deck + 36, cx + 18 * math.cos(angle), deck + 36 + 18 * math.sin(angle)],
                fill=dark,
                width=3,
            )
    for n in range(4):  # canisters, raised
        ox, oy = left + 70 + n * 18, deck - 60 - n * 30
        corners = [(ox, oy), (ox + 420, oy - 230), (ox + 442, oy - 186), (ox + 22, oy + 44)]
        draw.polygon(corners, fill=(98 + 7 * n, 106 + 6 * n, 74 + 5 * n), outline=dark)
        draw.line([corners[1], corners[2]], fill=(30, 32, 26), width=7)
        for k in range(1, 6):
            t = k / 6
            draw.line(
                [(ox + 420 * t, oy - 230 * t), (ox + 22 + 420 * t, oy + 44 - 230 * t)],
                fill=dark,
                width=3,
            )
    for n in range(5):  # crew
        px, py = 300 + n * 46 + rng.normal(0, 6), height * 0.79 + rng.normal(0, 8)
        draw.ellipse([px - 8, py - 62, px + 8, py - 44], fill=(188, 152, 124))
        draw.rectangle([px - 12, py - 44, px + 12, py - 4], fill=(74, 82, 54))
        draw.rectangle([px - 11, py - 4, px - 2, py + 36], fill=(58, 64, 44))
        draw.rectangle([px + 2, py - 4, px + 11, py + 36], fill=(58, 64, 44))
    return _grain(picture, rng)


def harbour_fire() -> Image.Image:
    """A fire behind harbour cranes at dusk."""
    rng = np.random.default_rng(23)
    width, height = SIZE
    picture = _sky(rng, (30, 34, 58), (186, 102, 62))
    smoke = Image.blend(_noise(rng, SIZE, 130), _noise(rng, SIZE, 34), 0.45)
    column = Image.new("L", SIZE, 0)
    ImageDraw.Draw(column).polygon([(760, 660), (1010, 660), (1500, 0), (620, 0)], fill=230)
    mask = Image.composite(
        smoke, Image.new("L", SIZE, 0), column.filter(ImageFilter.GaussianBlur(70))
    )
    picture = Image.composite(Image.new("RGB", SIZE, (34, 30, 32)), picture, mask)
    draw = ImageDraw.Draw(picture)
    for _ in range(420):
        x, y = rng.normal(890, 90), height * 0.62 - abs(rng.normal(0, 120))
        r = rng.uniform(4, 30)
        draw.ellipse(
            [x - r, y - r, x + r, y + r],
            fill=(255, int(rng.integers(110, 226)), int(rng.integers(20, 90))),
        )
    for n in range(16):  # sheds and containers
        x, tall = n * 104 + rng.normal(0, 10), rng.uniform(36, 96)
        tint = int(rng.integers(24, 66))
        draw.rectangle(
            [x, height * 0.66 - tall, x + 96, height * 0.67],
            fill=(tint, tint - 4, tint + 8),
            outline=(14, 14, 18),
        )
        for k in range(6):
            draw.line(
                [x + 16 * k, height * 0.66 - tall, x + 16 * k, height * 0.67],
                fill=(16, 16, 20),
                width=2,
            )
    for x in (180, 430, 1210, 1420):  # cranes
        top = height * rng.uniform(0.2, 0.32)
        draw.line([x, height * 0.67, x, top], fill=(18, 18, 22), width=13)
        draw.line([x + 56, height * 0.67, x + 30, top], fill=(18, 18, 22), width=9)
        draw.line([x - 150, top + 34, x + 220, top - 22], fill=(18, 18, 22), width=11)
        for k in range(9):
            draw.line(
                [x - 150 + 41 * k, top + 34 - 6 * k, x - 130 + 41 * k, top + 6 - 6 * k],
                fill=(18, 18, 22),
                width=4,
            )
        draw.line([x + 190, top - 18, x + 190, top + 150], fill=(18, 18, 22), width=3)
    draw.rectangle([0, height * 0.67, width, height], fill=(26, 28, 40))
    for _ in range(1900):
        y = height * (0.68 + 0.32 * rng.random())
        x, span = rng.random() * width, rng.uniform(6, 60)
        glow = max(0.0, 1 - abs(x - 890) / 420)
        draw.line(
            [x, y, x + span, y],
            fill=(int(40 + 190 * glow * rng.random()), int(40 + 74 * glow), 52),
            width=2,
        )
    return _grain(picture, rng, 9)


def market() -> Image.Image:
    """A street market under coloured awnings."""
    rng = np.random.default_rng(37)
    width, height = SIZE
    picture = _sky(rng, (128, 168, 206), (226, 226, 218))
    draw = ImageDraw.Draw(picture)
    for n in range(7):  # house fronts
        x, top = n * 236 - 20, height * rng.uniform(0.1, 0.24)
        tint = [(198, 172, 138), (176, 140, 122), (206, 196, 170), (160, 152, 148)][
            int(rng.integers(4))
        ]
        draw.rectangle([x, top, x + 232, height * 0.66], fill=tint, outline=(96, 84, 76), width=3)
        for row in range(4):
            for col in range(4):
                wx, wy = x + 20 + col * 54, top + 26 + row * 96
                draw.rectangle(
                    [wx, wy, wx + 30, wy + 56],
                    fill=(58 + 20 * int(rng.integers(3)), 70, 86),
                    outline=(236, 230, 220),
                    width=3,
                )
    draw.rectangle([0, height * 0.66, width, height], fill=(148, 142, 136))
    _speckle(draw, rng, 0.66, [(132, 126, 122), (166, 160, 152), (112, 108, 104)])
    for n in range(8):  # stalls
        left, top = float(n * 206 + rng.normal(0, 14)), height * (0.62 + 0.03 * (n % 2))
        tint = [(186, 52, 44), (44, 96, 142), (210, 168, 54), (66, 122, 74)][n % 4]
        for stripe in range(9):
            fill = tint if stripe % 2 else (238, 234, 224)
            draw.polygon(
                [
                    (left + stripe * 20, top),
                    (left + stripe * 20 + 20, top),
                    (left + stripe * 22 + 14, top + 66),
                    (left + stripe * 22 - 8, top + 66),
                ],
                fill=fill,
            )
        draw.rectangle(
            [left, top + 128, left + 190, top + 196],
            fill=(118, 86, 58),
            outline=(70, 50, 34),
            width=3,
        )
        for _ in range(60):
            fx, fy, r = left + rng.uniform(4, 186), top + rng.uniform(104, 134), rng.uniform(5, 11)
            draw.ellipse(
                [fx - r, fy - r, fx + r, fy + r],
                fill=tuple(int(v) for v in rng.integers(60, 236, 3)),
            )
    for _ in range(26):  # people
        px, py = rng.random() * width, height * rng.uniform(0.84, 0.95)
        coat = tuple(int(v) for v in rng.integers(30, 190, 3))
        draw.ellipse([px - 11, py - 122, px + 11, py - 98], fill=(196, 158, 130))
        draw.polygon(
            [(px - 22, py - 30), (px + 22, py - 30), (px + 15, py - 98), (px - 15, py - 98)],
            fill=coat,
        )
        draw.rectangle([px - 14, py - 30, px - 3, py + 14], fill=(44, 44, 56))
        draw.rectangle([px + 3, py - 30, px + 14, py + 14], fill=(44, 44, 56))
    return _grain(picture, rng, 6)


def shelter() -> Image.Image:
    """People on the stairs of a vaulted station."""
    rng = np.random.default_rng(53)
    width, height = SIZE
    picture = Image.blend(
        Image.new("RGB", SIZE, (96, 90, 84)), _noise(rng, SIZE, 42).convert("RGB"), 0.22
    )
    draw = ImageDraw.Draw(picture)
    for n in range(22):  # vault
        r = 900 - n * 30
        shade = 70 + n * 6
        draw.ellipse(
            [width / 2 - r, height * 0.5 - r, width / 2 + r, height * 0.5 + r],
            outline=(shade, shade - 6, shade - 14),
            width=8,
        )
    for n in range(12):  # lamps
        x = width / 2 + (n - 5.5) * (28 + n * 2)
        draw.ellipse([x - 9, 120 + n * 16, x + 9, 138 + n * 16], fill=(255, 240, 196))
    for n in range(18):  # stairs
        y, inset = height * 0.5 + n * 32, 340 - n * 22
        shade = 120 - n * 3
        draw.rectangle(
            [inset, y, width - inset, y + 24],
            fill=(shade, shade - 4, shade - 10),
            outline=(52, 50, 46),
            width=2,
        )
    for _ in range(46):
        n = int(rng.integers(1, 17))
        px, py = rng.uniform(380 - n * 20, width - 380 + n * 20), height * 0.5 + n * 32
        coat = tuple(int(v) for v in rng.integers(24, 170, 3))
        draw.ellipse([px - 14, py - 78, px + 14, py - 50], fill=(190, 152, 126))
        draw.polygon(
            [(px - 30, py + 4), (px + 30, py + 4), (px + 19, py - 52), (px - 19, py - 52)],
            fill=coat,
        )
    return _grain(picture, rng, 8)


SCENES: dict[str, Callable[[], Image.Image]] = {
    "launcher": launcher,
    "harbour-fire": harbour_fire,
    "market": market,
    "shelter": shelter,
}
"""Name → the function that draws it."""
