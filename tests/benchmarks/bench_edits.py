"""What desks, agencies and re-posters do to photographs: how often it is told rightly, how surely.

Usage: python -m tests.benchmarks.bench_edits FOLDER [PHOTOS] [SEED] [ANSWERS]

Draws edits of so many photographs of a folder, searched deep, and prints for each kind of edit how
many there are, were linked, were told rightly, were told wrongly with high confidence, and rightly
with high confidence; and how many unrelated pairs were linked. ANSWERS, a file, takes one JSON line
for each. Run it with two trees in `PYTHONPATH`, with the same seed, to see what changed.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont, ImageOps

from provenance.model import Picture
from provenance.pictures import compare, read_picture

LONG_EDGES, SHORTEST, LONGEST_SHAPE = (900, 1200, 1400), 320, 1.9
WORDS = ("harbour", "council", "strike", "river", "market", "storm", "voters", "bridge", "winter")
Edit = tuple[Image.Image, int, set[str], set[str]]
"""The picture, JPEG's quality, what was done, and what may be told as well."""


def _said(dice: random.Random, words: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(words)).capitalize()


def _over(image: Image.Image, draw: Callable[[ImageDraw.ImageDraw], None]) -> Image.Image:
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw(ImageDraw.Draw(layer))
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def _letters(
    image: Image.Image, words: str, size: float, at: tuple[float, float], colour: tuple[int, ...]
) -> Image.Image:
    font = ImageFont.load_default(max(8, int(size)))
    place = (int(at[0] * image.width), int(at[1] * image.height))
    return _over(image, lambda pen: pen.text(place, words, font=font, fill=colour))


def _busiest(image: Image.Image, dice: random.Random, share: float) -> tuple[int, int, int, int]:
    """The box with most detail among twelve."""
    grey, side = np.asarray(image.convert("L"), np.float32), int(share * image.width)
    boxes = []
    for _ in range(12):
        x = dice.randint(0, image.width - side)
        y = dice.randint(0, max(0, image.height - side))
        boxes.append((float(grey[y : y + side, x : x + side].std()), (x, y, x + side, y + side)))
    return max(boxes)[1]


def _round(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).ellipse((3, 3, size[0] - 4, size[1] - 4), fill=255)
    return mask.filter(ImageFilter.GaussianBlur(2))


def _bar(image: Image.Image, dice: random.Random) -> Image.Image:
    top = int(image.height * (1 - dice.uniform(0.1, 0.16)))
    shaded = _over(image, lambda pen: pen.rectangle((0, top, *image.size), fill=(0, 0, 0, 160)))
    high = (image.height - top) * 0.4
    at = (0.03, (top + high / 2) / image.height)
    return _letters(shaded, _said(dice, 4), high, at, (255, 255, 255, 255))


def _lower_third(image: Image.Image, dice: random.Random) -> Image.Image:
    shade = np.zeros((image.height, image.width, 4), np.uint8)
    rows = int(image.height * 0.4)
    shade[-rows:, :, 3] = np.linspace(0, 200, rows)[:, None]
    dark = Image.alpha_composite(image.convert("RGBA"), Image.fromarray(shade)).convert("RGB")
    return _letters(dark, _said(dice, 3), image.height * 0.07, (0.04, 0.82), (255, 255, 255, 255))


def _bubble(image: Image.Image, dice: random.Random) -> Image.Image:
    out, wide, high = image.copy(), int(image.width * 0.28), int(image.height * 0.14)
    x, y = dice.randint(0, image.width - wide), dice.randint(0, image.height // 2)
    ImageDraw.Draw(out).rounded_rectangle((x, y, x + wide, y + high), high // 3, "white", "black")
    at = ((x + wide / 12) / image.width, (y + high / 3) / image.height)
    return _letters(out, _said(dice, 2), high * 0.3, at, (0, 0, 0, 255))


def _logo(image: Image.Image, dice: random.Random) -> Image.Image:
    out, wide, high = image.copy(), int(image.width * 0.13), int(image.width * 0.05)
    colour = dice.choice([(200, 0, 30), (0, 60, 160), (250, 180, 0)])
    ImageDraw.Draw(out).rectangle((10, 10, 10 + wide, 10 + high), fill=colour)
    at = ((10 + wide / 8) / image.width, (10 + high / 5) / image.height)
    return _letters(out, "NEWS 7", high * 0.55, at, (255, 255, 255, 255))


def _hidden(image: Image.Image, dice: random.Random, how: str) -> Image.Image:
    """A part pixelated, blurred or barred."""
    out, box = image.copy(), _busiest(image, dice, dice.uniform(0.07, 0.12))
    part = image.crop(box)
    if how == "mosaic":
        cells = dice.randint(6, 10)
        small = part.resize((cells, cells), Image.Resampling.BOX)
        out.paste(small.resize(part.size, Image.Resampling.NEAREST), box[:2])
    elif how == "blur":
        soft = part.filter(ImageFilter.GaussianBlur(part.width / 9))
        out.paste(soft, box[:2], _round(part.size))
    else:
        bottom = box[1] + int((box[3] - box[1]) * 0.35)
        ImageDraw.Draw(out).rectangle((box[0], box[1], box[2], bottom), fill="black")
    return out


def _put_in(
    image: Image.Image, other: Image.Image, dice: random.Random, share: float
) -> Image.Image:
    out, box = image.copy(), _busiest(image, dice, share)
    wide, high = box[2] - box[0], box[3] - box[1]
    x, y = dice.randint(0, other.width - wide), dice.randint(0, other.height - high)
    out.paste(other.crop((x, y, x + wide, y + high)), box[:2], _round((wide, high)))
    return out


def _painted_over(image: Image.Image, dice: random.Random) -> Image.Image:
    left, top, right, bottom = _busiest(image, dice, 0.1)
    mask = np.zeros((image.height, image.width), np.uint8)
    middle, half = ((left + right) // 2, (top + bottom) // 2), ((right - left) // 2,) * 2
    cv2.ellipse(mask, middle, half, 0, 0, 360, 255, -1)
    return Image.fromarray(cv2.inpaint(np.asarray(image), mask, 5, cv2.INPAINT_TELEA))


def _cut(image: Image.Image, dice: random.Random, keep: float) -> Image.Image:
    wide, high = int(image.width * keep**0.5), int(image.height * keep**0.5)
    x, y = dice.randint(0, image.width - wide), dice.randint(0, image.height - high)
    return image.crop((x, y, x + wide, y + high))


def edits(image: Image.Image, other: Image.Image, seed: int) -> Iterator[tuple[str, Edit]]:
    """Name and picture of each kind of edit."""
    dice, nothing = random.Random(seed), set[str]()
    half = (image.width // 2, image.height // 2)
    pixels = np.asarray(image)
    warm = np.clip(pixels * (1.12, 1.0, 0.85), 0, 255).astype(np.uint8)
    grain = np.random.default_rng(seed).normal(0, 24, (*pixels.shape[:2], 1))
    grainy = Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))
    brighter = ImageEnhance.Contrast(ImageEnhance.Brightness(image).enhance(1.22)).enhance(1.15)
    credit, size = f"© {_said(dice, 1)}/AGENCE", image.width * dice.uniform(0.016, 0.024)
    over, tone = {"overlaid"}, {"recoloured"}
    beside = Image.new("RGB", (2 * half[0], image.height))
    for x, picture in ((0, image), (half[0], other)):
        beside.paste(ImageOps.fit(picture, (half[0], image.height)), (x, 0))
    yield "saved q60", (image, 60, nothing, nothing)
    yield "saved q12", (image, 12, nothing, nothing)
    yield "half nearest", (image.resize(half, Image.Resampling.NEAREST), 85, nothing, nothing)
    yield "brighter", (brighter, 88, tone, nothing)
    yield "warm", (Image.fromarray(warm), 88, tone, nothing)
    yield "grain", (grainy, 85, nothing, nothing)
    yield "grey", (image.convert("L"), 85, {"greyscale"}, nothing)
    yield "crop 70", (_cut(image, dice, 0.7), 85, {"cropped"}, nothing)
    yield "crop 35", (_cut(image, dice, 0.35), 85, {"cropped"}, nothing)
    yield "mirror", (ImageOps.mirror(image), 85, {"mirrored"}, nothing)
    for name, strength in (("agency credit", 190), ("faint credit", 120)):
        ink = (255, 255, 255, strength)
        yield name, (_letters(image, credit, size, (0.012, 0.955), ink), 88, over, nothing)
    mark = _letters(image, "SAMPLE", image.width * 0.11, (0.2, 0.4), (255, 255, 255, 77))
    yield "watermark 30 %", (mark, 85, over, nothing)
    stamp = _letters(image, "17.05.2019", image.height * 0.045, (0.72, 0.92), (255, 150, 40, 255))
    yield "date stamp", (stamp, 88, over, nothing)
    yield "caption bar", (_bar(image, dice), 85, over, nothing)
    yield "lower third", (_lower_third(image, dice), 85, over, tone)
    yield "bubble", (_bubble(image, dice), 85, over, nothing)
    yield "logo", (_logo(image, dice), 85, over, nothing)
    for how in ("mosaic", "blur"):
        yield how, (_hidden(image, dice, how), 85, {"obscured"}, nothing)
    yield "bar", (_hidden(image, dice, "bar"), 85, {"obscured"}, over)
    yield "painted over", (_painted_over(image, dice), 90, {"edited"}, nothing)
    yield "cloned", (_put_in(image, image, dice, 0.13), 90, {"edited"}, nothing)
    yield "pasted in", (_put_in(image, other, dice, 0.17), 90, {"edited"}, nothing)
    framed = ImageOps.expand(image, int(image.width * 0.03), "white")
    yield "white border", (framed, 85, {"bordered"}, nothing)
    yield "side by side", (beside, 85, {"composited"}, {"cropped"})


def photographs(folder: Path, count: int, seed: int) -> list[Image.Image]:
    """So many pictures of a folder that are no strips and no stamps."""
    dice, found = random.Random(seed), []
    paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".jpg", ".jpeg", ".webp"))
    dice.shuffle(paths)
    for path in paths:
        with Image.open(path) as file:
            image = file.convert("RGB")
        longest, shortest = max(image.size), min(image.size)
        if shortest < SHORTEST or longest > LONGEST_SHAPE * shortest:
            continue
        image.thumbnail((dice.choice(LONG_EDGES),) * 2, Image.Resampling.LANCZOS)
        found.append(image)
        if len(found) == count:
            break
    return found


def _read(image: Image.Image, quality: int) -> Picture:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return read_picture(file.getvalue(), metadata=False)


def main() -> None:
    """Draw, compare, count."""
    folder = Path(sys.argv[1])
    given = [int(number) for number in sys.argv[2:4]]
    count, seed = [*given, *(11, 1)[len(given) :]]
    photos, lines = photographs(folder, count, seed), []
    table: dict[str, list[int]] = {}
    false, begun = 0, time.process_time()
    for number, image in enumerate(photos):
        original = _read(image, 94)
        other = ImageOps.fit(photos[(number + 1) % len(photos)], image.size)
        if len(photos) > 1:
            false += compare(_read(other, 85), original).relation.linked
        for name, (made, quality, done, also) in edits(image, other, 1000 * seed + number):
            found = compare(_read(made, quality), original)
            told = {kind.value for kind in found.transformations} - {"resized", "recompressed"}
            linked, high = found.relation.linked, found.confidence.value == "high"
            right = linked and (told == done or told - also == done - also)
            row = table.setdefault(name, [0] * 5)
            for at, yes in enumerate((True, linked, right, high and not right, high and right)):
                row[at] += yes
            line = {"edit": name, "photo": number, "right": right, "told": sorted(told)}
            lines.append({**line, "relation": found.relation, "confidence": found.confidence})
    total = [sum(row[at] for row in table.values()) for at in range(5)]
    for name, row in [*table.items(), ("all", total)]:
        print(
            f"{name:16} {row[0]:5} linked {row[1] / row[0]:.3f}  right {row[2] / row[0]:.3f}  "
            f"wrong at high {row[3]:3}  high of right {row[4] / max(1, row[2]):.3f}"
        )
    print(f"unrelated pairs linked: {false} of {len(photos)}", end=" · ")
    print(f"{time.process_time() - begun:.0f} s of CPU")
    if len(sys.argv) > 4:
        Path(sys.argv[4]).write_text("".join(json.dumps(line) + "\n" for line in lines))


if __name__ == "__main__":
    main()
